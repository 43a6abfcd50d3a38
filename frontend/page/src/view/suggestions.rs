//! The list under the field: values, or recent searches.

use super::Cx;
use crate::state::{Action, Suggestion};
use crate::{format, texts};
use yew::{Callback, Html, MouseEvent, html};

/// Element id of a line.
#[must_use]
pub fn id(at: usize) -> String {
    ["suggestion-", &at.to_string()].concat()
}

/// The list, when it is open.
pub fn suggestions(cx: Cx<'_>) -> Html {
    let state = cx.state;
    if !state.suggesting {
        return Html::default();
    }
    let recent = state.suggestions.iter().any(|suggestion| suggestion.recent);
    let name = if recent {
        texts::RECENT
    } else {
        texts::SUGGESTIONS
    };
    // The field keeps the focus while the list is clicked.
    let hold = Callback::from(|event: MouseEvent| event.prevent_default());
    html! {
        <div class="suggestions" onmousedown={hold}>
            if recent { <p>{ name }</p> }
            <ul id="suggestions" role="listbox" aria-label={name}>
                { for state.suggestions.iter().enumerate().map(|(at, suggestion)| line(cx, at, suggestion)) }
            </ul>
            if recent {
                <button type="button" class="quiet" onclick={cx.on(Action::KeepRecent(false))}>{ texts::KEEP_NONE }</button>
            }
        </div>
    }
}

fn line(cx: Cx<'_>, at: usize, suggestion: &Suggestion) -> Html {
    let active = cx.state.active == Some(at);
    html! {
        <li key={at} id={id(at)} role="option" aria-selected={if active { "true" } else { "false" }}
            onclick={cx.on(Action::Choose(at))}>
            <span dir="auto">{ suggestion.label.clone() }</span>
            if let Some(count) = suggestion.count { <span class="count">{ format::number(count) }</span> }
        </li>
    }
}
