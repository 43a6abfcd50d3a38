//! One facet: values with counts, any of which may be chosen.

use super::button::button;
use super::{Cx, filters, flag, truth};
use crate::state::{Action, FacetSearch};
use crate::{format, texts};
use backissue_model::answer::FacetValue;
use yew::{Html, html};

/// Values shown before "show all".
const TOP: usize = 8;

/// A facet that can be folded.
pub fn facet(cx: Cx<'_>, field: &'static str, open: bool) -> Html {
    let name = texts::field(field);
    let chosen = cx.state.search.values(field).len();
    // After a failure nothing newer is awaited.
    let old = cx.state.facets_old && cx.state.status() != "error";
    html! {
        <section class="facet" data-old={flag(old)} key={field}>
            <h3>
                <button type="button" aria-expanded={truth(open)}
                    onclick={cx.on(Action::OpenFacet(field.to_owned()))}>
                    { name }
                    if chosen > 0 { <span class="badge">{ chosen }</span> }
                </button>
            </h3>
            if open { <div class="panel" role="group" aria-label={name}>{ values(cx, field, name) }</div> }
        </section>
    }
}

fn values(cx: Cx<'_>, field: &'static str, name: &'static str) -> Html {
    let state = cx.state;
    let counted = state.facets.iter().find(|facet| facet.field == field);
    let (top, distinct) = counted.map_or((&[][..], 0), |facet| (&facet.values[..], facet.distinct));
    let search = state
        .facet_search
        .as_ref()
        .filter(|search| search.field == field);
    let sought = search.and_then(|search| search.values.as_deref());
    let listed = sought.unwrap_or(&top[..top.len().min(TOP)]);
    let is_listed = |value: &&String| !listed.iter().any(|known| known.value == **value);
    let absent = state
        .search
        .values(field)
        .iter()
        .filter(is_listed)
        .map(|value| {
            let known = top.iter().find(|known| known.value == *value);
            FacetValue {
                value: value.clone(),
                label: filters::value_name(state, field, value),
                count: known.map_or(0, |known| known.count),
                chosen: true,
            }
        });
    let absent: Vec<_> = absent.collect();
    html! {
        <>
            if let Some(search) = search { { finder(cx, field, name, search) } }
            <ul>{ for absent.iter().chain(listed).map(|value| line(cx, field, value)) }</ul>
            if search.is_none() && distinct as usize > TOP {
                { button(cx, "link", &[texts::SHOW_ALL, &format::number(distinct)].concat(), Action::SearchFacet(field, String::new())) }
            }
        </>
    }
}

fn finder(cx: Cx<'_>, field: &'static str, name: &'static str, search: &FacetSearch) -> Html {
    let label = [texts::FIND_IN, name].concat();
    html! {
        <input type="text" class="finder" aria-label={label.clone()} placeholder={label} autocomplete="off"
            value={search.text.clone()}
            oninput={cx.on_input(move |text| Action::SearchFacet(field, text))} />
    }
}

fn line(cx: Cx<'_>, field: &'static str, value: &FacetValue) -> Html {
    html! {
        <li key={value.value.as_str()}>
            <label>
                <input type="checkbox" checked={cx.state.search.has(field, &value.value)}
                    onclick={cx.on(Action::Toggle(field, value.value.clone()))} />
                <span dir="auto">{ value.label.clone() }</span>
                if value.count > 0 { <span class="count">{ format::number(value.count) }</span> }
            </label>
        </li>
    }
}
