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

use wasm_bindgen::prelude::wasm_bindgen;

/// A page that was put somewhere.
#[wasm_bindgen]
pub struct Mounted(yew::AppHandle<app::App>);

#[wasm_bindgen]
impl Mounted {
    /// Takes the page out again, with all that it holds. The host must not tell it
    /// anything any more.
    pub fn destroy(self) {
        self.0.destroy();
    }
}

/// Puts the page into `host.root` and starts to listen to the host.
#[wasm_bindgen]
pub fn mount(host: host::Host) -> Mounted {
    let root = host.root();
    let store = store::Store::open(host);
    Mounted(yew::Renderer::<app::App>::with_root_and_props(root, app::Props { store }).render())
}
