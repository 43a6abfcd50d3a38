//! The search page: what a reader sees, and everything that happens to it.
//!
//! ```text
//! document ─► host.js ─► events ─► Action ─► State::reduce ─► view ─► DOM
//!                 ▲                             │
//!                 └──────── Effect ◄────────────┘ ─► messages to the search worker
//! ```
//!
//! [`state`] is pure and tested natively: no clock, no document, no network. What it
//! wants done comes out as [`state::Effect`]s, which [`store`] hands to [`host`], the
//! hand-written module between this page and the document (or shadow root) it stands
//! in. [`view`] turns the state into nodes; archive text is only ever a text node.
//!
//! A Yew component costs 0.75 kB of compressed wasm more than a function, so views
//! that keep nothing of their own are functions from state to nodes.

pub mod address;
pub mod app;
pub mod format;
pub mod host;
pub mod keys;
pub mod links;
pub mod marks;
pub mod period;
pub mod recent;
pub mod state;
pub mod store;
pub mod suggest;
pub mod texts;
pub mod view;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};

/// Puts the page into `host.root` and starts to listen to the host. Gives a function that
/// takes it out again with all that it holds; the host must not tell it anything then.
#[wasm_bindgen]
pub fn mount(host: host::Host) -> JsValue {
    let root = host.root();
    let store = store::Store::open(host);
    let props = app::Props { store };
    let handle = yew::Renderer::<app::App>::with_root_and_props(root, props).render();
    Closure::once_into_js(move || handle.destroy())
}
