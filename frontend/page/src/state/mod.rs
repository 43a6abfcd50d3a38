//! Everything the page knows, and how it changes.
//!
//! [`State::reduce`] is the only way in. It is a plain function of state and action;
//! what is to be done outside comes back as [`Effect`]s.

mod action;
mod answers;
mod asking;
mod filters;
mod search;
mod typing;

pub use action::{Action, Brush, Effect, Timer};
pub use search::{MAX_PAGE, PAGE, Search, ViewAs};

use crate::keys::{Command, Context, Key, meaning};
use crate::recent::Recent;
use backissue_model::answer::{Facet, FacetValue, Hit, Info, MonthCount, Note};
use backissue_model::wire::Failure;
use std::rc::Rc;

/// How the search stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Phase {
    /// Nothing is searched: the start page.
    #[default]
    Idle,
    /// An answer is awaited.
    Waiting,
    /// The answer to the search is shown.
    Answered,
    /// The search failed.
    Failed(Failure, String),
}

/// How much room there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord)]
pub enum Layout {
    /// A phone: filters in a sheet.
    Narrow,
    /// In between: filters in popovers.
    Medium,
    /// Filters in a rail.
    #[default]
    Wide,
}

/// What was found, for the search it was found for.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The search.
    pub search: Search,
    /// Results so far.
    pub hits: Vec<Rc<Hit>>,
    /// Distinct records.
    pub total: u32,
    /// Microseconds in the engine.
    pub took_us: u32,
    /// How the query was understood.
    pub notes: Vec<Note>,
    /// The total is a lower bound.
    pub partial: bool,
}

/// A way out when nothing was found: what to drop, and how many results that gives.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// What is dropped, in words.
    pub name: String,
    /// The search without it.
    pub search: Search,
    /// Results, once counted.
    pub total: Option<u32>,
}

/// Searching inside a facet.
#[derive(Debug, Clone, Default)]
pub struct FacetSearch {
    /// The facet's field.
    pub field: String,
    /// What was typed.
    pub text: String,
    /// Values that fit; `None` until they arrive.
    pub values: Option<Vec<FacetValue>>,
}

/// One line of the list under the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What is shown.
    pub label: String,
    /// The query it leads to.
    pub query: String,
    /// Results, where known.
    pub count: Option<u32>,
    /// A recent search, which can be forgotten.
    pub recent: bool,
}

/// The state of the page.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// The search, as it stands in the address.
    pub search: Search,
    /// What the index says of itself, once it is open.
    pub info: Option<Rc<Info>>,
    /// How the search stands.
    pub phase: Phase,
    /// What is shown, which may be older than the search.
    pub found: Option<Rc<Found>>,
    /// Facets of the newest answer that had any.
    pub facets: Rc<Vec<Facet>>,
    /// Its histogram.
    pub histogram: Rc<Vec<MonthCount>>,
    /// Facets belong to an older answer or are on their way.
    pub facets_old: bool,
    /// Newest entries, for the start page.
    pub newest: Rc<Vec<Rc<Hit>>>,
    /// Room.
    pub layout: Layout,
    /// Today by the reader's clock, `YYYY-MM-DD`.
    pub today: String,
    /// The text changed by typing and may end in half a word.
    pub typing: bool,
    /// Bytes received and expected.
    pub loading: Option<(u32, u32)>,
    /// The answer takes long enough for placeholders to show.
    pub slow: bool,
    /// It takes long enough for sizes to show.
    pub very_slow: bool,
    /// The browser is offline.
    pub offline: bool,
    /// A newer archive was published.
    pub newer: bool,
    /// Parts of the address that were left out.
    pub refused: Vec<String>,
    /// The filters' sheet is open (phones).
    pub sheet: bool,
    /// The facet whose popover is open, or that was folded or unfolded in the rail.
    pub open_facet: Option<String>,
    /// Facets shown with all their values.
    pub facet_search: Option<FacetSearch>,
    /// Bars show the share of all entries.
    pub share: bool,
    /// Bars under the pointer while a range is drawn: where it began and where it is.
    pub brush: Option<(usize, usize)>,
    /// Lines under the field.
    pub suggestions: Vec<Suggestion>,
    /// They are shown.
    pub suggesting: bool,
    /// The active one.
    pub active: Option<usize>,
    /// Recent searches.
    pub recent: Recent,
    /// Shortcuts work everywhere on the page.
    pub shortcuts: bool,
    /// Ways out of an empty answer.
    pub alternatives: Vec<Alternative>,
    /// What screen readers are told.
    pub said: String,
    /// A short message on screen: copied, or not.
    pub toast: &'static str,
    /// Where to scroll once results are there, in CSS pixels.
    pub restore: Option<f64>,
    /// The result to focus once it is there: the first of those asked for below.
    pub focus: Option<usize>,
    /// Data is to be saved: nothing in the background.
    pub save_data: bool,
    /// Results shown where this is a part of another page, which has no room for filters
    /// and the like; 0 where it is the page itself.
    pub limit: u32,

    caret: usize,
    next_id: u32,
    asked: Option<u32>,
    /// The search that was asked for last: what is typed may be ahead of it.
    sought: Search,
    asked_more: Option<u32>,
    asked_start: Option<u32>,
    asked_counts: Option<u32>,
    asked_values: Option<u32>,
    asked_suggestions: Option<u32>,
    asked_json: Option<u32>,
    /// A search went out a moment ago; further typing waits.
    cooling: bool,
    /// Typing since then has not been searched.
    dirty: bool,
    /// The address does not say yet what was typed.
    unsettled: bool,
    /// Letters come one by one.
    hurried: bool,
    /// The beginning of a word waits for its next letter.
    held: bool,
    /// The address's current entry is being typed: change it in place.
    typed_entry: bool,
    facets_wanted: bool,
    warmed: bool,
    keystrokes: u32,
}

/// Effects in order.
pub type Effects = Vec<Effect>;

impl State {
    /// The state of a page that was opened at an address.
    #[must_use]
    pub fn open(
        query: &str,
        scroll: f64,
        today: String,
        save_data: bool,
        out: &mut Effects,
    ) -> State {
        let mut state = State {
            today,
            save_data,
            facets_wanted: !save_data,
            shortcuts: true,
            ..State::default()
        };
        state.moved(query, scroll, out);
        state
    }

    /// Does what an action says. True if a key was taken.
    pub fn reduce(&mut self, action: Action, out: &mut Effects) -> bool {
        match action {
            Action::Pressed(key) => return self.press(&key, out),
            Action::Timer(timer) => self.timer(timer, out),
            Action::Typed(text, caret) => self.typed(text, caret, out),
            Action::Submitted => self.submitted(out),
            Action::Moved(query, scroll) => self.moved(&query, scroll, out),
            Action::Toggle(field, value) => self.toggle(field, &value, out),
            Action::Replace(search) => self.replace(search, out),
            Action::Period(period) => self.period(period, out),
            Action::Brush(brush) => self.brushed(brush, out),
            Action::More => self.more(out),
            Action::Reached => self.reached(out),
            Action::Retry => self.retry(out),
            Action::Broken(detail) => self.failed(Failure::Internal, detail),
            Action::Sheet(open) => self.show_sheet(open, out),
            Action::OpenFacet(field) => self.open_facet(field, out),
            Action::SearchFacet(field, text) => self.search_facet(field, text, out),
            Action::Focused => self.focused(out),
            Action::Blurred => self.close_suggestions(out),
            Action::Choose(at) => self.choose(at, out),
            Action::Forget(text) => self.forget(&text, out),
            Action::KeepRecent(on) => self.keep_recent(on, out),
            Action::Shortcuts(on) => self.turn_shortcuts(on, out),
            Action::Left => self.left(out),
            Action::Export => self.export(out),
            Action::Help => out.push(Effect::Lazy("help.js", String::new())),
            Action::Copy(text) => out.push(Effect::Copy(text)),
            Action::Toast(text) => self.toast(text, out),
            Action::Reload => out.push(Effect::Reload),
            Action::Share(on) => self.share = on,
            Action::Layout(layout) => (self.layout, self.open_facet) = (layout, None),
            Action::Online(online) => self.online(online, out),
        }
        false
    }

    /// The answer to the search as it stands is shown.
    #[must_use]
    pub fn fresh(&self) -> bool {
        self.phase == Phase::Answered
    }

    /// Nothing is awaited.
    #[must_use]
    pub fn settled(&self) -> bool {
        self.phase != Phase::Waiting
    }

    /// More results are on their way.
    #[must_use]
    pub fn loading_more(&self) -> bool {
        self.asked_more.is_some()
    }

    /// Value of `data-status`.
    #[must_use]
    pub fn status(&self) -> &'static str {
        match &self.phase {
            Phase::Idle => "idle",
            Phase::Waiting => "loading",
            Phase::Failed(..) => "error",
            Phase::Answered if self.found.as_ref().is_some_and(|found| found.total > 0) => {
                "results"
            }
            Phase::Answered => "none",
        }
    }

    fn press(&mut self, key: &Key, out: &mut Effects) -> bool {
        let context = Context {
            list: self.suggesting,
            active: self.active.is_some(),
            hits: self.found.as_ref().map_or(0, |found| found.hits.len()),
            text: !self.search.text.is_empty(),
            shortcuts: self.shortcuts,
        };
        let Some(command) = meaning(key, context) else {
            return false;
        };
        match command {
            Command::Field => out.push(Effect::Focus(-1)),
            Command::Hit(hit) => out.push(Effect::Focus(hit as i32)),
            Command::Suggestion(by) => self.move_suggestion(by, out),
            Command::Accept => self.choose(self.active.unwrap_or(0), out),
            Command::Close => self.close_suggestions(out),
            Command::Forget => self.forget_active(out),
            Command::Nudge(late, by) => self.nudge(late, by, out),
            Command::Clear => {
                out.push(Effect::Fill(String::new()));
                self.typed(String::new(), 0, out);
            }
        }
        true
    }

    fn timer(&mut self, timer: Timer, out: &mut Effects) {
        let pending = self.phase == Phase::Waiting;
        match timer {
            Timer::Cooled => self.cooled(out),
            Timer::Settled(key) if key == self.keystrokes => self.paused(out),
            Timer::Slow(id) => self.slow |= pending && self.asked == Some(id),
            Timer::VerySlow(id) => self.very_slow |= pending && self.asked == Some(id),
            Timer::Say(id) if self.asked == Some(id) => self.said = self.summary(),
            Timer::Warm => self.warm(out),
            Timer::Newest => self.ask_newest(out),
            Timer::Toast => self.toast = "",
            Timer::Settled(_) | Timer::Say(_) => {}
        }
    }

    fn toast(&mut self, text: &'static str, out: &mut Effects) {
        self.toast = text;
        self.said = text.to_owned();
        out.push(Effect::After(2_500, Timer::Toast));
    }

    fn online(&mut self, online: bool, out: &mut Effects) {
        self.offline = !online;
        if online && matches!(self.phase, Phase::Failed(..)) {
            self.retry(out);
        }
    }
}

impl Default for Recent {
    fn default() -> Recent {
        Recent::parse("")
    }
}

#[cfg(test)]
mod tests;
