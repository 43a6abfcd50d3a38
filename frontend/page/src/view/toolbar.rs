//! How many, in what order, arranged how.

use super::Cx;
use super::button::{button, switch};
use crate::state::{Action, Layout, Phase, Search, State, ViewAs};
use crate::{format, texts};
use backissue_model::request::Sort;
use yew::{Html, html};

/// The line above the results.
pub fn toolbar(cx: Cx<'_>) -> Html {
    let state = cx.state;
    let chosen: usize = state
        .search
        .filters
        .iter()
        .map(|filter| filter.values.len())
        .sum();
    html! {
        <div class="toolbar">
            <p class="total">{ total(cx) }</p>
            { arrangement(cx) }
            if state.layout == Layout::Narrow {
                <button type="button" aria-haspopup="dialog" onclick={cx.on(Action::Sheet(true))}>
                    { texts::FILTERS }
                    if chosen > 0 { { [" (", &chosen.to_string(), ")"].concat() } }
                </button>
            }
            { sort(cx) }
            if state.status() == "results" {
                { button(cx, "export", texts::EXPORT, Action::Export) }
            }
        </div>
    }
}

/// How many, or what is being waited for.
pub fn total(cx: Cx<'_>) -> Html {
    let state = cx.state;
    let Some(found) = state.found.as_ref().filter(|_| state.fresh()) else {
        return waiting(state);
    };
    let more = if found.partial { "+" } else { "" };
    html! {
        <><b>{ format::count(found.total, texts::RESULT) }{ more }</b>{ " · " }{ format::milliseconds(found.took_us) }</>
    }
}

/// That it takes a while; and once it takes long, how much of what has come.
fn waiting(state: &State) -> Html {
    if state.phase != Phase::Waiting {
        return Html::default();
    }
    let text = if state.info.is_none() {
        texts::OPENING
    } else {
        texts::SEARCHING
    };
    let sizes = state.loading.filter(|_| state.very_slow);
    let sizes = sizes.map(|(received, expected)| {
        [
            " ",
            &format::kilobytes(received),
            texts::OF,
            &format::kilobytes(expected),
        ]
        .concat()
    });
    html! { <>{ text }{ sizes.unwrap_or_default() }</> }
}

fn sort(cx: Cx<'_>) -> Html {
    let now = match cx.state.search.sort {
        Sort::Relevance => 0,
        Sort::Newest => 1,
        Sort::Oldest => 2,
    };
    let search = cx.state.search.clone();
    let change = cx.on_change(move |value| {
        let sort = match value.as_str() {
            "newest" => Sort::Newest,
            "oldest" => Sort::Oldest,
            _ => Sort::Relevance,
        };
        Action::Replace(Search {
            sort,
            page: 1,
            ..search.clone()
        })
    });
    html! {
        <label class="sort">
            <span class="unseen">{ texts::SORT }</span>
            <select onchange={change}>
                { for texts::SORTS.iter().enumerate().map(|(at, (value, name))| html! {
                    <option key={at} value={*value} selected={at == now}>{ *name }</option>
                }) }
            </select>
        </label>
    }
}

fn arrangement(cx: Cx<'_>) -> Html {
    let arranged = |view: ViewAs, name: &'static str| {
        let search = Search {
            view,
            ..cx.state.search.clone()
        };
        let pressed = cx.state.search.view == view;
        switch(cx, name, pressed, Action::Replace(search))
    };
    html! {
        <div class="switch" role="group" aria-label={texts::VIEW}>
            { arranged(ViewAs::List, texts::AS_LIST) }
            { arranged(ViewAs::Issues, texts::BY_ISSUE) }
        </div>
    }
}
