//! Buttons that let an action happen.
//!
//! One function for all of them: each `<button>` written out costs 0.2 kB of the download.

use super::{Cx, truth};
use crate::state::Action;
use yew::{AttrValue, Html, html};

/// A button; `class` says how it looks, empty for the usual.
pub fn button(cx: Cx<'_>, class: &'static str, name: impl Into<AttrValue>, action: Action) -> Html {
    draw(cx, class, name.into(), None, action)
}

/// A button that is pressed or not.
pub fn switch(cx: Cx<'_>, name: impl Into<AttrValue>, on: bool, action: Action) -> Html {
    draw(cx, "", name.into(), Some(truth(on)), action)
}

fn draw(
    cx: Cx<'_>,
    class: &'static str,
    name: AttrValue,
    pressed: Option<&'static str>,
    action: Action,
) -> Html {
    html! {
        <button type="button" {class} aria-pressed={pressed} onclick={cx.on(action)}>{ name }</button>
    }
}
