//! The whole page, by its state.

use super::{
    Cx, chips, filters, flag, histogram, newest, nothing, notices, problem, results, skeleton,
    suggestions, toolbar,
};
use crate::state::{Layout, Phase};
use yew::{Html, html};

/// Everything below the field.
pub fn page(cx: Cx<'_>) -> Html {
    html! {
        <>
            { suggestions::suggestions(cx) }
            { notices::standing(cx) }
            if cx.state.phase == Phase::Idle { { newest::newest(cx) } } else { { search(cx) } }
            <p class="unseen" role="status">{ cx.state.said.clone() }</p>
            if !cx.state.toast.is_empty() { <p class="toast">{ cx.state.toast }</p> }
        </>
    }
}

fn search(cx: Cx<'_>) -> Html {
    let layout = cx.state.layout;
    if cx.state.limit > 0 {
        return html! { <div class="search"><p class="total">{ toolbar::total(cx) }</p>{ body(cx) }</div> };
    }
    html! {
        <div class="search" data-wide={flag(layout == Layout::Wide)}>
            if layout == Layout::Wide { { filters::rail(cx) } }
            <div class="column">
                { toolbar::toolbar(cx) }
                if layout == Layout::Medium { { filters::row(cx) } }
                { chips::chips(cx) }
                { body(cx) }
            </div>
            if cx.state.sheet { { filters::sheet(cx) } }
        </div>
    }
}

fn body(cx: Cx<'_>) -> Html {
    let state = cx.state;
    match (&state.phase, &state.found) {
        (Phase::Failed(failure, detail), _) => problem::problem(cx, *failure, detail),
        (_, Some(found)) => html! {
            <div class="body" data-old={flag(!state.fresh())}>
                { notices::notices(cx, found) }
                if found.total > 0 {
                    if state.limit == 0 { { histogram::histogram(cx) } }
                    { results::results(cx, found) }
                } else {
                    { nothing::nothing(cx, found) }
                }
            </div>
        },
        _ => skeleton::skeleton(cx),
    }
}
