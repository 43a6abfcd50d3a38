//! Before the first answer.

use super::Cx;
use yew::{Html, html};

/// Placeholders of the results' height once it takes a while.
pub fn skeleton(cx: Cx<'_>) -> Html {
    html! {
        <div class="waiting" aria-hidden="true">
            if cx.state.slow { { for (0..5).map(|at| html! { <div class="bone" key={at}></div> }) } }
        </div>
    }
}
