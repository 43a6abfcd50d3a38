//! Facets, where there is room for them: a rail, a row of popovers, or a sheet.

use super::{Cx, chips, facet};
use crate::period::Period;
use crate::state::State;
use crate::{format, texts};
use yew::{Html, html};

/// Facets in the order they are shown; the first are unfolded in the rail.
const FACETS: [&str; 8] = [
    "group", "year", "domain", "label", "kind", "country", "mode", "team",
];
/// How many are unfolded.
const UNFOLDED: usize = 3;

/// Facets that have something to choose.
fn shown(state: &State) -> impl Iterator<Item = (usize, &'static str)> {
    FACETS.into_iter().enumerate().filter(|(_, field)| {
        let counted = state.facets.iter().find(|facet| facet.field == *field);
        counted.is_some_and(|facet| !facet.values.is_empty())
            || !state.search.values(field).is_empty()
    })
}

/// Beside the results.
pub fn rail(cx: Cx<'_>) -> Html {
    html! {
        <aside class="rail" aria-label={texts::FILTERS}>
            <h2 class="unseen">{ texts::FILTERS }</h2>
            { for shown(cx.state).map(|(at, field)| {
                let flipped = cx.state.open_facet.as_deref() == Some(field);
                facet::facet(cx, field, (at < UNFOLDED) != flipped)
            }) }
        </aside>
    }
}

/// Above the results, folded. All are there until it is known which have something to
/// choose: what comes must find its room.
pub fn row(cx: Cx<'_>) -> Html {
    let known = !cx.state.facets.is_empty();
    let fields = FACETS
        .into_iter()
        .filter(|field| !known || shown(cx.state).any(|(_, shown)| shown == *field));
    html! {
        <div class="row" role="group" aria-label={texts::FILTERS}>
            <h2 class="unseen">{ texts::FILTERS }</h2>
            { for fields.map(|field| {
                facet::facet(cx, field, cx.state.open_facet.as_deref() == Some(field))
            }) }
        </div>
    }
}

/// Over the results, on a phone.
pub fn sheet(cx: Cx<'_>) -> Html {
    let state = cx.state;
    let total = state.found.as_ref().map_or(0, |found| found.total);
    html! {
        <dialog class="sheet" aria-labelledby="sheet-title">
            <header>
                <h2 id="sheet-title">{ texts::FILTERS }</h2>
                // The host closes the dialog, so that the focus returns to what opened it.
                <button type="button" data-close="">{ texts::CLOSE }</button>
            </header>
            <div class="body">
                { for shown(state).map(|(at, field)| {
                    let flipped = state.open_facet.as_deref() == Some(field);
                    facet::facet(cx, field, (at < 1) != flipped)
                }) }
            </div>
            <footer>
                { chips::clear_all(cx, "") }
                <button type="button" class="primary" data-close="">
                    { [texts::SHOW, &format::count(total, texts::RESULT)].concat() }
                </button>
            </footer>
        </dialog>
    }
}

/// A chosen value as readers see it.
#[must_use]
pub fn value_name(state: &State, field: &str, value: &str) -> String {
    let counted = state.facets.iter().find(|facet| facet.field == field);
    let counted = counted.and_then(|facet| facet.values.iter().find(|known| known.value == value));
    if let Some(known) = counted {
        return known.label.clone();
    }
    let info = state.info.as_deref();
    match field {
        "date" => Period::parse(value).map(Period::name),
        "kind" => info
            .and_then(|info| info.kinds.iter().find(|kind| kind.id == value))
            .map(|kind| kind.name.clone()),
        "group" => info
            .and_then(|info| info.groups.iter().find(|group| group.id == value))
            .map(|group| group.name.clone()),
        _ => None,
    }
    .unwrap_or_else(|| value.to_owned())
}
