//! The field: text, suggestions, recent searches.

use super::{Effect, Effects, State, Suggestion};
use crate::recent::Recent;
use crate::state::Search;
use crate::suggest::{complete, completion};
use backissue_model::answer::FacetValue;
use backissue_model::request::Request;
use backissue_model::wire::ToWorker;

/// Most suggestions shown.
const SUGGESTIONS: usize = 8;

impl State {
    pub(super) fn typed(&mut self, text: String, caret: usize, out: &mut Effects) {
        self.caret = caret;
        if text == self.search.text {
            return;
        }
        let search = Search {
            text,
            page: 1,
            literal: false,
            ..self.search.clone()
        };
        self.hurried = is_typed(&self.search.text, &search.text);
        self.search = search;
        (self.typing, self.unsettled) = (true, true);
        self.refused.clear();
        self.restore = None;
        self.ask_typed(out);
        self.suggest(out);
    }

    pub(super) fn submitted(&mut self, out: &mut Effects) {
        self.close_suggestions(out);
        self.settle(out);
        self.typed_entry = false;
        self.remember(out);
        if self.typing {
            self.typing = false;
            self.ask(out);
        }
    }

    /// The reader follows a result.
    pub(super) fn left(&mut self, out: &mut Effects) {
        self.settle(out);
        self.remember(out);
    }

    fn remember(&mut self, out: &mut Effects) {
        if self.recent.add(&self.search.text) {
            self.save_recent(out);
        }
    }

    fn save_recent(&self, out: &mut Effects) {
        out.push(Effect::Save("recent", self.recent.format()));
    }

    pub(super) fn forget(&mut self, text: &str, out: &mut Effects) {
        self.recent.remove(text);
        self.save_recent(out);
        if self.suggesting {
            self.suggest_recent(out);
        }
    }

    /// Forgets the search that stands out in the list, and moves to the next one.
    pub(super) fn forget_active(&mut self, out: &mut Effects) {
        let active = self.active;
        let suggestion = active.and_then(|at| self.suggestions.get(at));
        if let Some(text) = suggestion.map(|suggestion| suggestion.query.clone()) {
            self.forget(&text, out);
            self.active = active.filter(|at| *at < self.suggestions.len());
            out.push(Effect::Expand(self.suggesting, self.active));
        }
    }

    pub(super) fn keep_recent(&mut self, on: bool, out: &mut Effects) {
        self.recent.turn(on);
        self.save_recent(out);
        self.close_suggestions(out);
    }

    pub(super) fn turn_shortcuts(&mut self, on: bool, out: &mut Effects) {
        self.shortcuts = on;
        out.push(Effect::Save(
            "shortcuts",
            if on { "on" } else { "off" }.to_owned(),
        ));
    }

    pub(super) fn focused(&mut self, out: &mut Effects) {
        if self.search.text.is_empty() {
            self.suggest_recent(out);
        }
    }

    fn suggest(&mut self, out: &mut Effects) {
        let Some(found) = completion(&self.search.text, self.caret) else {
            return if self.search.text.is_empty() {
                self.suggest_recent(out);
            } else {
                self.close_suggestions(out);
            };
        };
        let (field, text) = (found.field.to_owned(), found.text.to_owned());
        let id = self.id();
        self.asked_suggestions = Some(id);
        let request = Request {
            filters: self.search.filters.clone(),
            ..Request::default()
        };
        out.push(Effect::Send(ToWorker::Values {
            id,
            field,
            text,
            request,
        }));
    }

    /// Values for what stands at the caret have arrived.
    pub(super) fn suggest_values(&mut self, values: &[FacetValue], out: &mut Effects) {
        let query = &self.search.text;
        let Some(found) = completion(query, self.caret) else {
            return;
        };
        let suggestion = |value: &FacetValue| Suggestion {
            label: value.label.clone(),
            query: complete(query, found, &value.value),
            count: Some(value.count),
            recent: false,
        };
        // A value that stands there complete needs no suggestion.
        let known = |value: &&FacetValue| !value.value.eq_ignore_ascii_case(found.text);
        let suggestions = values
            .iter()
            .filter(known)
            .take(SUGGESTIONS)
            .map(suggestion)
            .collect();
        self.show_suggestions(suggestions, out);
    }

    fn suggest_recent(&mut self, out: &mut Effects) {
        let suggestion = |text: &String| Suggestion {
            label: text.clone(),
            query: text.clone(),
            count: None,
            recent: true,
        };
        let suggestions = self.recent.items.iter().map(suggestion).collect();
        self.show_suggestions(suggestions, out);
    }

    fn show_suggestions(&mut self, suggestions: Vec<Suggestion>, out: &mut Effects) {
        self.suggesting = !suggestions.is_empty();
        (self.suggestions, self.active) = (suggestions, None);
        out.push(Effect::Expand(self.suggesting, None));
    }

    pub(super) fn close_suggestions(&mut self, out: &mut Effects) {
        if self.suggesting {
            self.suggesting = false;
            self.active = None;
            out.push(Effect::Expand(false, None));
        }
        self.asked_suggestions = None;
    }

    /// Moves round the list; above its first line lies the field itself.
    pub(super) fn move_suggestion(&mut self, by: i32, out: &mut Effects) {
        let stops = self.suggestions.len() as i32 + 1;
        let at = self.active.map_or(0, |active| active as i32 + 1);
        let next = (at + by).rem_euclid(stops);
        self.active = (next > 0).then(|| next as usize - 1);
        out.push(Effect::Expand(true, self.active));
    }

    pub(super) fn choose(&mut self, at: usize, out: &mut Effects) {
        let Some(suggestion) = self.suggestions.get(at).cloned() else {
            return;
        };
        self.close_suggestions(out);
        let search = Search {
            text: suggestion.query,
            page: 1,
            literal: false,
            ..self.search.clone()
        };
        self.replace(search, out);
        self.caret = usize::MAX;
        out.push(Effect::Focus(-2));
    }

    /// What local storage held.
    #[must_use]
    pub fn stored(recent: &str, shortcuts: &str) -> (Recent, bool) {
        (Recent::parse(recent), shortcuts != "off")
    }
}

/// Whether a text was typed, and not pasted or put in: it differs by one character at most,
/// or is the first one, over what was selected.
fn is_typed(before: &str, after: &str) -> bool {
    let same = before.chars().zip(after.chars());
    let same = same.take_while(|(one, other)| one == other).count();
    let lengths = [before, after].map(|text| text.chars().count());
    let from_end = before.chars().rev().zip(after.chars().rev());
    let from_end = from_end.take_while(|(one, other)| one == other).count();
    let longer = lengths[0].max(lengths[1]);
    let one_more_or_less = lengths[0].abs_diff(lengths[1]) <= 1 && same + from_end + 1 >= longer;
    one_more_or_less || lengths[1] == 1
}
