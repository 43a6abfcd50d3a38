//! The search failed: what happened, and what to do.

use super::Cx;
use super::button::button;
use crate::state::Action;
use crate::texts;
use backissue_model::wire::Failure;
use yew::{Html, html};

/// A failure in plain words, with Retry.
pub fn problem(cx: Cx<'_>, failure: Failure, detail: &str) -> Html {
    let reload = failure == Failure::Version;
    let (name, action) = if reload {
        (texts::RELOAD, Action::Reload)
    } else {
        (texts::RETRY, Action::Retry)
    };
    html! {
        <section class="state error" role="alert">
            <p>{ texts::failure(failure) }</p>
            <p>{ button(cx, "primary", name, action) }</p>
            if !detail.is_empty() { <p class="meta">{ texts::DETAIL }<code>{ detail.to_owned() }</code></p> }
        </section>
    }
}
