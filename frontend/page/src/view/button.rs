//! Buttons that let an action happen.

use super::{Cx, truth};
use crate::state::Action;
use yew::{Html, html};

/// A button with text from `texts`, or made from it; `class` says how it looks.
pub fn button(cx: Cx<'_>, class: &'static str, name: &str, action: Action) -> Html {
    html! { <button type="button" {class} onclick={cx.on(action)}>{ name.to_owned() }</button> }
}

/// A button that is pressed or not.
pub fn switch(cx: Cx<'_>, name: &str, on: bool, action: Action) -> Html {
    html! {
        <button type="button" aria-pressed={truth(on)} onclick={cx.on(action)}>{ name.to_owned() }</button>
    }
}
