//! From state to nodes. One view a file; [`page`] puts them together.
//!
//! Text from the archive becomes text nodes, its addresses go through
//! [`links`](crate::links): there is no HTML from strings anywhere.

pub mod actions;
pub mod button;
pub mod card;
pub mod chips;
pub mod details;
pub mod facet;
pub mod filters;
pub mod histogram;
pub mod newest;
pub mod nothing;
pub mod notices;
pub mod page;
pub mod problem;
pub mod results;
pub mod skeleton;
pub mod suggestions;
pub mod toolbar;

use crate::state::{Action, State};
use crate::store::Store;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::{AttrValue, Callback, Event, InputEvent, MouseEvent};

/// What a view draws from and tells of what is done to it.
#[derive(Clone, Copy)]
pub struct Cx<'a> {
    /// The state.
    pub state: &'a State,
    /// Takes actions.
    pub store: &'a Rc<Store>,
}

impl Cx<'_> {
    /// Lets an action happen on a click.
    pub fn on(self, action: Action) -> Callback<MouseEvent> {
        let store = self.store.clone();
        Callback::from(move |_| {
            store.dispatch(action.clone());
        })
    }

    /// Lets an action happen with the new value of a select.
    pub fn on_change(self, action: impl Fn(String) -> Action + 'static) -> Callback<Event> {
        let store = self.store.clone();
        Callback::from(move |event: Event| {
            store.dispatch(action(value(&event)));
        })
    }

    /// Lets an action happen with the new text of a field.
    pub fn on_input(self, action: impl Fn(String) -> Action + 'static) -> Callback<InputEvent> {
        let store = self.store.clone();
        Callback::from(move |event: InputEvent| {
            store.dispatch(action(value(&event)));
        })
    }
}

/// An attribute that is there or not. A class that comes and goes would do the same,
/// but Yew's sets of classes take 3 kB of the download.
fn flag(on: bool) -> Option<AttrValue> {
    on.then_some(AttrValue::Static(""))
}

/// The value of an ARIA state.
fn truth(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}

/// The `value` of the control an event came from; selects and fields have it alike.
fn value(event: &Event) -> String {
    event
        .target()
        .map(|target| target.unchecked_into::<HtmlInputElement>().value())
        .unwrap_or_default()
}
