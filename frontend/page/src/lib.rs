//! The search page.

use wasm_bindgen::prelude::wasm_bindgen;

/// Puts the page together.
#[wasm_bindgen(start)]
pub fn start() {}
