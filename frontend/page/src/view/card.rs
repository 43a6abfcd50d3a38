//! One result.

use super::{Cx, actions, details, flag};
use crate::state::ViewAs;
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
        <li class="card" key={hit.id} data-issue={issue} data-kind={hit.kind.clone()} data-quote={flag(hit.quote.is_some())}>
            <h3 class="title">
                <a class="main" href={links::main(info, hit)} rel="noopener" data-hit={current} dir="auto">
                    { title(hit) }
                </a>
            </h3>
            { details::details(cx, hit) }
            <div class="facts">
                <p class="meta">{ meta(cx, info, hit, place) }</p>
                { actions::actions(cx, info, hit) }
            </div>
            if says_more(hit) {
                <p class="extract" dir="auto">{ marked(&hit.snippet, &hit.snippet_marks) }</p>
            }
            { also(info, hit) }
        </li>
    }
}

fn title(hit: &Hit) -> Html {
    let begun = hit.title.trim_end_matches('…');
    let text = match &hit.quote {
        // A quote is its own title, which only begins it.
        Some(quote) if quote.text.starts_with(begun) => &quote.text,
        _ if begun.is_empty() => hit.url.as_ref().unwrap_or(&hit.title),
        _ => &hit.title,
    };
    let text = marked(text, &hit.title_marks);
    if hit.krate.is_some() {
        html! { <code>{ text }</code> }
    } else {
        text
    }
}

/// The excerpt is worth its room: it is not just the title again with a label, or with
/// what an event's or a quote's card says anyway.
fn says_more(hit: &Hit) -> bool {
    if hit.event.is_some() || hit.quote.is_some() {
        return hit.title_marks.is_empty() && !hit.snippet_marks.is_empty();
    }
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

fn meta(cx: Cx<'_>, info: &Info, hit: &Hit, place: Option<&Appearance>) -> Html {
    // Under the heading of its issue an entry need not name it again.
    let grouped = cx.state.search.view == ViewAs::Issues;
    html! {
        <>
            if let Some(domain) = &hit.domain { <span>{ domain.clone() }</span> }
            if let Some(place) = place {
                if !grouped && !place.section.is_empty() { <span>{ place.section.clone() }</span> }
                <a href={links::issue(info, place)} rel="noopener">
                    { if grouped && !place.section.is_empty() { place.section.clone() } else { links::issue_name(place) } }
                </a>
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
                <span>
                    { texts::ALSO_IN }
                    { for others.iter().take(ALSO).map(|place| {
                        let name = match place.issue {
                            Some(number) => ["#", &number.to_string()].concat(),
                            None => place.date.clone(),
                        };
                        html! { <><a href={links::issue(info, place)} rel="noopener">{ name }</a>{ " " }</> }
                    }) }
                    if others.len() > ALSO { { texts::and_more(others.len() - ALSO) } }
                </span>
            }
            if !under.is_empty() { <span>{ [texts::ALSO_UNDER, &under].concat() }</span> }
        </p>
    }
}
