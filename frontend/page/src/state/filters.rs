//! Choosing: facets, times, order, arrangement.

use super::{Brush, Effect, Effects, FacetSearch, Layout, Phase, State};
use crate::period::{self, Bar, Period};
use crate::state::Search;
use backissue_model::wire::ToWorker;

impl State {
    /// Searches for something else, as a new entry of the history.
    pub(super) fn replace(&mut self, search: Search, out: &mut Effects) {
        if search == self.search {
            return;
        }
        self.settle(out);
        let same = search.same_results(&self.search);
        if search.text != self.search.text {
            out.push(Effect::Fill(search.text.clone()));
        }
        self.search = search;
        (self.typing, self.typed_entry) = (false, false);
        self.refused.clear();
        self.close_suggestions(out);
        self.go(true, out);
        if !same {
            self.ask(out);
            if self.layout != Layout::Narrow || !self.sheet {
                out.push(Effect::ScrollTop);
            }
        }
    }

    pub(super) fn toggle(&mut self, field: &str, value: &str, out: &mut Effects) {
        let mut search = Search {
            page: 1,
            ..self.search.clone()
        };
        search.toggle(field, value);
        self.replace(search, out);
    }

    pub(super) fn period(&mut self, period: Option<Period>, out: &mut Effects) {
        let mut search = Search {
            page: 1,
            ..self.search.clone()
        };
        search.clear("date");
        if let Some(period) = period.filter(|period| *period != Period::default()) {
            search.toggle("date", &period.value());
        }
        self.replace(search, out);
    }

    /// The time chosen, if it is one range.
    #[must_use]
    pub fn chosen_period(&self) -> Option<Period> {
        match self.search.values("date") {
            [value] => Period::parse(value),
            _ => None,
        }
    }

    /// The bars as they are drawn: quarters, or years where there is less room.
    #[must_use]
    pub fn bars(&self) -> Vec<Bar> {
        let all = self.info.as_ref().map_or(&[][..], |info| &info.histogram);
        let width = if self.layout == Layout::Narrow { 12 } else { 3 };
        period::bars(all, &self.histogram, width)
    }

    /// The range being drawn, or the one that is chosen.
    #[must_use]
    pub fn shown_period(&self, bars: &[Bar]) -> Option<Period> {
        match self.brush {
            Some(brush) => brushed_period(bars, brush),
            None => self.chosen_period(),
        }
    }

    pub(super) fn brushed(&mut self, brush: Brush, out: &mut Effects) {
        let bars = self.bars();
        let place = |part: f64| {
            let last = bars.len().saturating_sub(1);
            ((part.clamp(0.0, 1.0) * bars.len() as f64) as usize).min(last)
        };
        self.brush = match (brush, self.brush) {
            (Brush::Down(at), _) if !bars.is_empty() => Some((place(at), place(at))),
            (Brush::Move(at), Some((start, _))) => Some((start, place(at))),
            (Brush::Up, Some(drawn)) => {
                self.brush = None;
                let period = brushed_period(&bars, drawn);
                // The same bar again lets go of it.
                let period = if period == self.chosen_period() {
                    None
                } else {
                    period
                };
                return self.period(period, out);
            }
            _ => None,
        };
    }

    pub(super) fn nudge(&mut self, late: bool, by: i32, out: &mut Effects) {
        let bars = self.bars();
        let ends = period::ends(&bars, self.chosen_period());
        let at = (if late { ends.1 } else { ends.0 }) as i32 + by;
        self.period(period::moved(&bars, ends, late, at.max(0) as usize), out);
    }

    pub(super) fn show_sheet(&mut self, open: bool, out: &mut Effects) {
        self.sheet = open;
        if open {
            self.want_facets(out);
        }
    }

    pub(super) fn open_facet(&mut self, field: String, out: &mut Effects) {
        let open = self.open_facet.as_ref() != Some(&field);
        self.open_facet = open.then_some(field);
        if open {
            self.want_facets(out);
        }
    }

    pub(super) fn search_facet(&mut self, field: &str, text: String, out: &mut Effects) {
        let id = self.id();
        self.asked_values = Some(id);
        let message = ToWorker::Values {
            id,
            field: field.to_owned(),
            text: text.clone(),
            request: self.search.request(0, 0),
        };
        let values = self
            .facet_search
            .take()
            .filter(|old| old.field == field)
            .and_then(|old| old.values);
        self.facet_search = Some(FacetSearch {
            field: field.to_owned(),
            text,
            values,
        });
        out.push(Effect::Send(message));
    }

    /// The history moved, or the page was opened.
    pub(super) fn moved(&mut self, query: &str, scroll: f64, out: &mut Effects) {
        let (search, refused) = crate::address::parse(query);
        self.refused = refused;
        (self.typing, self.unsettled, self.typed_entry) = (false, false, false);
        (self.hurried, self.held) = (false, false);
        self.suggesting = false;
        self.sheet = false;
        if self.layout == Layout::Medium {
            self.open_facet = None;
        }
        out.push(Effect::Fill(search.text.clone()));
        let shown = self.phase == Phase::Answered
            && self
                .found
                .as_ref()
                .is_some_and(|found| search.same_results(&found.search));
        let fewer = search.page <= self.search.page;
        self.search = search;
        self.restore = Some(scroll);
        if !(shown && fewer) {
            self.ask(out);
        }
    }
}

fn brushed_period(bars: &[Bar], (a, b): (usize, usize)) -> Option<Period> {
    let (first, last) = (bars.get(a.min(b))?, bars.get(a.max(b))?);
    Some(Period {
        from: Some(first.from),
        to: Some(last.to),
    })
}
