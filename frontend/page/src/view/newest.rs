//! The start page's newest entries; all else of it stands in the shell.

use super::Cx;
use crate::{links, texts};
use yew::{Html, html};

/// What came last.
pub fn newest(cx: Cx<'_>) -> Html {
    let Some(info) = cx
        .state
        .info
        .as_deref()
        .filter(|_| !cx.state.newest.is_empty())
    else {
        return Html::default();
    };
    html! {
        <section class="newest" aria-labelledby="newest-title">
            <h2 id="newest-title">{ texts::NEWEST }</h2>
            <ul>
                { for cx.state.newest.iter().map(|hit| html! {
                    <li key={hit.id}>
                        <a href={links::main(info, hit)} rel="noopener" dir="auto">{ hit.title.clone() }</a>
                        <p class="meta">
                            if let Some(domain) = &hit.domain { <span>{ domain.clone() }</span> }
                            if let Some(place) = hit.appearances.first() { <span>{ place.section.clone() }</span> }
                        </p>
                    </li>
                }) }
            </ul>
        </section>
    }
}
