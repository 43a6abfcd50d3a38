//! When the worker is asked, and for what.

use super::{Effect, Effects, MAX_PAGE, PAGE, Phase, State, Timer};
use crate::address;
use crate::state::{Search, ViewAs};
use backissue_model::request::{FIRST, Request};
use backissue_model::wire::ToWorker;

/// Results asked for while letters come one by one: most of them are never read.
const HURRIED: u32 = 4;
/// The last word is searched from so many letters on, or after a pause: a beginning of
/// one or two is that of very many words.
const BEGINNING: usize = 2;
/// Milliseconds between two searches while typing.
const COOLING: u32 = 50;
/// Milliseconds without a key after which what was typed counts as meant.
const SETTLING: u32 = 600;
/// Milliseconds after which placeholders show.
const SLOW: u32 = 300;
/// Milliseconds after which sizes show.
const VERY_SLOW: u32 = 1_000;

impl State {
    pub(super) fn id(&mut self) -> u32 {
        self.next_id += 1;
        self.next_id
    }

    /// Searches for the search as it stands now.
    pub(super) fn ask(&mut self, out: &mut Effects) {
        (self.slow, self.very_slow, self.loading, self.dirty) = (false, false, None, false);
        (self.asked_more, self.asked_counts, self.focus) = (None, None, None);
        self.held = false;
        if self.search.is_idle() {
            self.rest(out);
            return;
        }
        let id = self.id();
        self.asked = Some(id);
        self.sought = self.search.clone();
        self.phase = Phase::Waiting;
        self.facets_old = true;
        let limit = match (self.limit, self.search.page) {
            (0, 1) if self.hurried => HURRIED,
            (0, 1) => FIRST,
            (0, pages) => pages * PAGE,
            (limit, _) => limit,
        };
        let request = self.request(0, limit);
        out.push(Effect::Send(ToWorker::Search { id, request }));
        out.push(Effect::After(SLOW, Timer::Slow(id)));
        out.push(Effect::After(VERY_SLOW, Timer::VerySlow(id)));
    }

    fn request(&self, offset: u32, limit: u32) -> Request {
        let request = self.search.request(offset, limit);
        Request {
            typing: self.typing,
            facets: self.facets_wanted,
            ..request
        }
    }

    fn rest(&mut self, out: &mut Effects) {
        (self.phase, self.asked, self.found) = (Phase::Idle, None, None);
        self.said.clear();
        if self.info.is_some() && self.newest.is_empty() && !self.save_data {
            out.push(Effect::After(1_500, Timer::Newest));
        }
    }

    /// The start page shows what came last, once nothing else is to be loaded.
    pub(super) fn ask_newest(&mut self, out: &mut Effects) {
        if self.phase == Phase::Idle && self.newest.is_empty() && self.info.is_some() {
            let id = self.id();
            self.asked_start = Some(id);
            let request = Search::default().request(0, FIRST);
            out.push(Effect::Send(ToWorker::Search { id, request }));
        }
    }

    /// Typing: searched at once, then at most every [`COOLING`] milliseconds. The beginning
    /// of a word waits; what was asked before goes on.
    pub(super) fn ask_typed(&mut self, out: &mut Effects) {
        self.keystrokes += 1;
        out.push(Effect::After(SETTLING, Timer::Settled(self.keystrokes)));
        self.held = self.hurried && ends_in_beginning(&self.search.text);
        if self.held {
            self.dirty = false;
            return;
        }
        if self.cooling {
            self.dirty = true;
            return;
        }
        self.cooling = true;
        out.push(Effect::After(COOLING, Timer::Cooled));
        self.ask(out);
    }

    pub(super) fn cooled(&mut self, out: &mut Effects) {
        self.cooling = false;
        if self.dirty {
            self.cooling = true;
            out.push(Effect::After(COOLING, Timer::Cooled));
            self.ask(out);
        }
    }

    /// Nothing was typed for a while: what was held back is searched.
    pub(super) fn paused(&mut self, out: &mut Effects) {
        self.settle(out);
        if self.held {
            self.ask(out);
        } else {
            self.fill(out);
        }
    }

    /// Asks for the first screen whole, where some of it was asked for in a hurry.
    pub(super) fn fill(&mut self, out: &mut Effects) {
        if self.phase != Phase::Answered || self.unsettled || !self.is_glimpse() {
            return;
        }
        let id = self.id();
        self.asked = Some(id);
        let mut request = self.request(0, FIRST);
        request.facets &= self.facets_old;
        out.push(Effect::Send(ToWorker::Search { id, request }));
    }

    /// Less is shown than a first screen holds.
    fn is_glimpse(&self) -> bool {
        let total = self.found.as_ref().map_or(0, |found| found.total);
        self.limit == 0 && self.shown() < FIRST.min(total)
    }

    /// The rest of the first page, when the reader comes near it.
    pub(super) fn reached(&mut self, out: &mut Effects) {
        if self.unsettled || self.is_glimpse() {
            return;
        }
        let shown = self.shown();
        if shown < PAGE {
            self.ask_more(PAGE - shown, out);
        }
    }

    pub(super) fn more(&mut self, out: &mut Effects) {
        self.paused(out);
        let shown = self.shown();
        if shown < PAGE {
            self.reached(out);
        } else if self.search.page < MAX_PAGE && self.asked_more.is_none() {
            self.search.page = shown / PAGE + 1;
            self.go(false, out);
            self.ask_more(PAGE, out);
        }
        // Under their issues, results need not come in the order they were asked for in.
        let listed = self.search.view == ViewAs::List;
        self.focus = self.asked_more.filter(|_| listed).map(|_| shown as usize);
    }

    fn ask_more(&mut self, limit: u32, out: &mut Effects) {
        let shown = self.shown();
        let total = self.found.as_ref().map_or(0, |found| found.total);
        if self.phase != Phase::Answered || self.asked_more.is_some() || shown >= total {
            return;
        }
        let id = self.id();
        self.asked_more = Some(id);
        let mut request = self.request(shown, limit);
        request.facets &= self.facets_old;
        out.push(Effect::Send(ToWorker::Search { id, request }));
    }

    fn shown(&self) -> u32 {
        self.found
            .as_ref()
            .map_or(0, |found| found.hits.len() as u32)
    }

    /// Facet columns and spelling load when the page is at rest, or are asked for.
    pub(super) fn warm(&mut self, out: &mut Effects) {
        if !self.warmed && self.info.is_some() {
            self.warmed = true;
            out.push(Effect::Send(ToWorker::Warm));
        }
    }

    /// Facets are looked at: under Save-Data only now may they be loaded.
    pub(super) fn want_facets(&mut self, out: &mut Effects) {
        self.warm(out);
        if !self.facets_wanted {
            self.facets_wanted = true;
            self.ask(out);
        }
    }

    pub(super) fn retry(&mut self, out: &mut Effects) {
        out.push(Effect::Send(ToWorker::Retry));
        self.ask(out);
    }

    /// Typing has come to rest: the address says what is searched.
    pub(super) fn settle(&mut self, out: &mut Effects) {
        self.hurried = false;
        if self.unsettled {
            let push = !self.typed_entry;
            (self.typed_entry, self.unsettled) = (true, false);
            self.go(push, out);
        }
    }

    pub(super) fn go(&mut self, push: bool, out: &mut Effects) {
        out.push(Effect::Go {
            push,
            query: address::format(&self.search),
        });
    }

    /// Everything for all results, as JSON, for the export.
    pub(super) fn export(&mut self, out: &mut Effects) {
        let id = self.id();
        self.asked_json = Some(id);
        let request = self.search.request(0, MAX_PAGE * PAGE);
        out.push(Effect::Send(ToWorker::Json { id, request }));
    }
}

/// Whether a text ends in the first letters of a word.
fn ends_in_beginning(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    (1..=BEGINNING).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Action;

    #[test]
    fn a_part_of_another_page_asks_for_what_it_shows_and_nothing_ahead() {
        let mut out = Effects::new();
        let mut state = State::open("", 0.0, "2026-01-01".into(), true, &mut out);
        state.limit = 3;
        state.reduce(Action::Typed("serde".into(), 5), &mut out);
        let asked = out.iter().find_map(|effect| match effect {
            Effect::Send(ToWorker::Search { request, .. }) => Some(request),
            _ => None,
        });
        let asked = asked.expect("a search was sent");
        assert_eq!((asked.limit, asked.facets), (3, false));
        assert!(!out.contains(&Effect::Send(ToWorker::Warm)));
    }
}
