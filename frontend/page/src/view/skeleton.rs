//! Before the first answer.

use super::Cx;
use crate::{format, texts};
use yew::{Html, html};

/// Placeholders of the results' height once it takes a while, with sizes once it takes long.
pub fn skeleton(cx: Cx<'_>) -> Html {
    if !cx.state.slow {
        return html! { <div class="waiting"></div> };
    }
    let sizes = cx.state.loading.filter(|_| cx.state.very_slow);
    html! {
        <div class="waiting" aria-hidden="true">
            <p class="meta">
                if let Some((received, expected)) = sizes {
                    { [&format::kilobytes(received), texts::OF, &format::kilobytes(expected)].concat() }
                }
            </p>
            { for (0..5).map(|at| html! { <div class="bone" key={at}></div> }) }
        </div>
    }
}
