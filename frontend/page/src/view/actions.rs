//! Quiet actions of a result.

use super::Cx;
use super::button::button;
use crate::state::Action;
use crate::{links, texts};
use backissue_model::answer::{Hit, Info};
use yew::{Html, html};

/// The archived copy, the link, the link as Markdown.
pub fn actions(cx: Cx<'_>, info: &Info, hit: &Hit) -> Html {
    let date = hit.appearances.first().map(|place| place.date.as_str());
    let archived = hit
        .url
        .as_deref()
        .zip(date)
        .and_then(|(url, date)| links::archived(url, date));
    let link = links::main(info, hit).unwrap_or_default();
    let copy = |name, text| button(cx, "quiet", name, Action::Copy(text));
    html! {
        <p class="actions">
            if let Some(archived) = archived { <a href={archived} rel="noopener">{ texts::ARCHIVED }</a> }
            { copy(texts::COPY_LINK, link) }
            { copy(texts::COPY_MARKDOWN, links::markdown(info, hit)) }
        </p>
    }
}
