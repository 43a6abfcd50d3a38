//! The list under the field: values, or recent searches.

use super::button::button;
use super::{Cx, truth};
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
        <div class="list" onmousedown={hold}>
        <div class="suggestions">
            if recent { <p>{ name }</p> }
            <div class="lines">
                <ul id="suggestions" role="listbox" aria-label={name}>
                    { for state.suggestions.iter().enumerate().map(|(at, suggestion)| line(cx, at, suggestion)) }
                </ul>
                if recent { { forgetting(cx) } }
            </div>
            if recent {
                { button(cx, "quiet", texts::KEEP_NONE, Action::KeepRecent(false)) }
            }
        </div>
        </div>
    }
}

/// Beside the list, not in it: an option may hold no button. Its key is Delete.
fn forgetting(cx: Cx<'_>) -> Html {
    html! {
        <div class="forget">
            { for cx.state.suggestions.iter().map(|suggestion| html! {
                <button type="button" key={suggestion.query.as_str()} tabindex="-1" aria-label={[texts::FORGET, &suggestion.label].concat()}
                    onclick={cx.on(Action::Forget(suggestion.query.clone()))}>{ "×" }</button>
            }) }
        </div>
    }
}

fn line(cx: Cx<'_>, at: usize, suggestion: &Suggestion) -> Html {
    html! {
        <li key={at} id={id(at)} role="option" aria-selected={truth(cx.state.active == Some(at))}
            onclick={cx.on(Action::Choose(at))}>
            <span dir="auto">{ suggestion.label.clone() }</span>
            if let Some(count) = suggestion.count { <span class="count">{ format::number(count) }</span> }
        </li>
    }
}
