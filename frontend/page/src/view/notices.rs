//! What the reader should know: how the query was read, what is missing, what is new.

use super::Cx;
use super::button::button;
use crate::state::{Action, Found, Search};
use crate::texts;
use backissue_model::answer::Note;
use yew::{Html, html};

/// Notices that do not depend on an answer.
pub fn standing(cx: Cx<'_>) -> Html {
    let state = cx.state;
    html! {
        <>
            if state.offline { { notice(texts::OFFLINE.into(), None) } }
            if state.newer { { notice(texts::NEWER.into(), Some((texts::RELOAD, cx, Action::Reload))) } }
            if !state.refused.is_empty() {
                { notice([texts::REFUSED, &state.refused.join(", ")].concat(), None) }
            }
        </>
    }
}

/// Notices about an answer.
pub fn notices(cx: Cx<'_>, found: &Found) -> Html {
    let literal = |literal| {
        Action::Replace(Search {
            literal,
            page: 1,
            ..found.search.clone()
        })
    };
    html! {
        <>
            if found.search.literal {
                { notice(texts::IS_LITERAL.into(), Some((texts::HELPFULLY, cx, literal(false)))) }
            }
            { for found.notes.iter().map(|note| {
                let (text, action) = words(note);
                let action = match action {
                    Offer::Literal => Some((texts::LITERALLY, cx, literal(true))),
                    Offer::Help => Some((texts::SEE_HELP, cx, Action::Help)),
                };
                notice(text, action)
            }) }
            // While a word is being typed, the `+` behind the total says enough.
            if found.partial && !cx.state.typing { { notice(texts::PARTIAL.into(), Some((texts::SEE_HELP, cx, Action::Help))) } }
        </>
    }
}

enum Offer {
    Literal,
    Help,
}

fn words(note: &Note) -> (String, Offer) {
    match note {
        Note::Corrected { from, to } => {
            let [showing, typed] = texts::CORRECTED;
            ([showing, to, typed, from, "”."].concat(), Offer::Literal)
        }
        Note::Relaxed { words } => (
            [texts::RELAXED, &words.join(", "), "."].concat(),
            Offer::Literal,
        ),
        Note::Ignored { text, why } => (
            [texts::IGNORED, "“", text, "” (", why, ")."].concat(),
            Offer::Help,
        ),
        Note::UnknownField { field } => {
            let [before, after] = texts::UNKNOWN_FIELD;
            ([before, field, after].concat(), Offer::Help)
        }
    }
}

fn notice(text: String, offer: Option<(&'static str, Cx<'_>, Action)>) -> Html {
    html! {
        <p class="notice">
            <span>{ text }</span>
            if let Some((name, cx, action)) = offer {
                { button(cx, "link", name, action) }
            }
        </p>
    }
}
