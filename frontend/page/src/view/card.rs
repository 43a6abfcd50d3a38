//! One result.

use super::{Cx, actions, details};
use crate::{links, marks, texts};
use backissue_model::answer::{Hit, Info, Mark};
use backissue_model::record::Appearance;
use yew::{AttrValue, Html, html};

/// Other issues named one by one; of more only the number is given.
const ALSO: usize = 4;

/// A result: its title is the one main link.
pub fn card(cx: Cx<'_>, info: &Info, hit: &Hit) -> Html {
    let place = hit.appearances.first();
    let issue = place.and_then(|place| links::page(info, &place.page));
    // Only answers to what is typed now can be counted on.
    let current = cx.state.fresh().then_some(AttrValue::Static(""));
    html! {
        <li class="card" key={hit.id} data-issue={issue} data-kind={hit.kind.clone()}>
            <h3 class="title">
                <a class="main" href={links::main(info, hit)} rel="noopener" data-hit={current} dir="auto">
                    { title(hit) }
                </a>
            </h3>
            { details::details(cx, hit) }
            <p class="meta">{ meta(info, hit, place) }</p>
            if says_more(hit) {
                <p class="extract" dir="auto">{ marked(&hit.snippet, &hit.snippet_marks) }</p>
            }
            { also(info, hit) }
            { actions::actions(cx, info, hit) }
        </li>
    }
}

fn title(hit: &Hit) -> Html {
    match (&hit.krate, hit.title.is_empty()) {
        (Some(_), false) => html! { <code>{ marked(&hit.title, &hit.title_marks) }</code> },
        (_, false) => marked(&hit.title, &hit.title_marks),
        (_, true) => html! { { hit.url.clone().unwrap_or_default() } },
    }
}

/// The excerpt is worth its room: it is not just the title again with a label.
fn says_more(hit: &Hit) -> bool {
    let known: usize = hit
        .labels
        .iter()
        .map(|label| label.len() + 3)
        .sum::<usize>()
        + hit.title.len();
    !hit.snippet.is_empty() && (hit.title_marks.is_empty() || hit.snippet.len() > known + 4)
}

/// Text with its matches marked.
pub fn marked(text: &str, ranges: &[Mark]) -> Html {
    html! {
        { for marks::pieces(text, ranges).into_iter().map(|(marked, piece)| {
            if marked { html! { <mark>{ piece.to_owned() }</mark> } } else { html! { { piece.to_owned() } } }
        }) }
    }
}

fn meta(info: &Info, hit: &Hit, place: Option<&Appearance>) -> Html {
    html! {
        <>
            if let Some(domain) = &hit.domain { <span>{ domain.clone() }</span> }
            if let Some(place) = place {
                if !place.section.is_empty() { <span>{ place.section.clone() }</span> }
                <a href={links::issue(info, place)} rel="noopener">{ links::issue_name(place) }</a>
            }
            { for hit.labels.iter().map(|label| html! { <span class="label">{ label.clone() }</span> }) }
        </>
    }
}

fn also(info: &Info, hit: &Hit) -> Html {
    let others = hit.appearances.get(1..).unwrap_or_default();
    if others.is_empty() && hit.also_under.is_empty() {
        return Html::default();
    }
    let kind = |id: &String| {
        let known = info.kinds.iter().find(|kind| kind.id == *id);
        known.map_or_else(|| id.clone(), |kind| kind.name.clone())
    };
    let under = hit
        .also_under
        .iter()
        .map(kind)
        .collect::<Vec<_>>()
        .join(", ");
    html! {
        <p class="also">
            if !others.is_empty() {
                { texts::ALSO_IN }
                { for others.iter().take(ALSO).map(|place| {
                    let name = match place.issue {
                        Some(number) => ["#", &number.to_string()].concat(),
                        None => place.date.clone(),
                    };
                    html! { <><a href={links::issue(info, place)} rel="noopener">{ name }</a>{ " " }</> }
                }) }
                if others.len() > ALSO { { ["and ", &(others.len() - ALSO).to_string(), " more "].concat() } }
            }
            if !under.is_empty() { { [texts::ALSO_UNDER, &under].concat() } }
        </p>
    }
}
