//! The filters that apply, each removable.

use super::button::button;
use super::{Cx, filters};
use crate::state::{Action, Search};
use crate::{address, texts};
use yew::{Html, html};

/// One chip a chosen value, and one to remove them all.
pub fn chips(cx: Cx<'_>) -> Html {
    let search = &cx.state.search;
    if search.filters.is_empty() {
        return Html::default();
    }
    let chosen = address::FILTERS
        .into_iter()
        .flat_map(|field| search.values(field).iter().map(move |value| (field, value)));
    html! {
        <div class="chips">
            { for chosen.map(|(field, value)| {
                let name = filters::value_name(cx.state, field, value);
                let label = [texts::REMOVE, texts::field(field), ": ", &name].concat();
                html! {
                    <button type="button" key={[field, value].concat()} class="chip" aria-label={label}
                        onclick={cx.on(Action::Toggle(field, value.clone()))}>
                        <span>{ name }</span>
                    </button>
                }
            }) }
            { clear_all(cx, "link") }
        </div>
    }
}

/// Drops every filter.
pub fn clear_all(cx: Cx<'_>, class: &'static str) -> Html {
    let none = Search {
        filters: Vec::new(),
        page: 1,
        ..cx.state.search.clone()
    };
    button(cx, class, texts::CLEAR_ALL, Action::Replace(none))
}
