//! What the worker says.

use super::{Alternative, Effect, Effects, Found, Phase, Search, State, Timer};
use crate::{format, texts};
use backissue_model::answer::{Answer, Facet, Info};
use backissue_model::wire::{Failure, FromWorker, ToWorker};
use std::rc::Rc;

/// Milliseconds after an answer until screen readers are told of it.
const SAYING: u32 = 700;
/// Milliseconds after the first answer until facets and spelling load.
const RESTING: u32 = 200;
/// Most words tried as ways out of an empty answer.
const WORDS: usize = 5;

impl State {
    /// Takes what the worker says.
    pub fn receive(&mut self, message: FromWorker, out: &mut Effects) {
        match message {
            FromWorker::Ready(info) => self.ready(info, out),
            FromWorker::Answer { id, answer } => self.answered(id, answer, out),
            FromWorker::Values { id, values } if self.asked_values == Some(id) => {
                if let Some(search) = &mut self.facet_search {
                    search.values = Some(values);
                }
            }
            FromWorker::Values { id, values } if self.asked_suggestions == Some(id) => {
                self.suggest_values(&values, out);
            }
            FromWorker::Counts { id, totals } if self.asked_counts == Some(id) => {
                for (alternative, total) in self.alternatives.iter_mut().zip(totals) {
                    alternative.total = Some(total);
                }
            }
            FromWorker::Json { id, json } if self.asked_json == Some(id) => {
                self.asked_json = None;
                if let Some(info) = &self.info {
                    let site = info.site_url.trim_end_matches('/');
                    let credit = info.credit.replace('\n', " ");
                    let text = [site, "\n", &credit, " ", &info.license, "\n", &json].concat();
                    out.push(Effect::Lazy("export.js", text));
                }
            }
            FromWorker::Loading { received, expected } => self.loading = Some((received, expected)),
            FromWorker::Newer => self.newer = true,
            FromWorker::Failed {
                id,
                failure,
                detail,
            } => {
                if id.is_none() || id == self.asked {
                    self.failed(failure, detail);
                }
                self.asked_more = self.asked_more.filter(|_| id != self.asked_more);
            }
            FromWorker::Values { .. } | FromWorker::Counts { .. } | FromWorker::Json { .. } => {}
        }
    }

    fn ready(&mut self, info: Info, out: &mut Effects) {
        let first = self.info.is_none();
        self.info = Some(Rc::new(info));
        if first && self.phase == Phase::Idle {
            self.ask(out);
        }
    }

    pub(super) fn failed(&mut self, failure: Failure, detail: String) {
        if self.phase != Phase::Idle {
            self.said = texts::failure(failure).to_owned();
            self.phase = Phase::Failed(failure, detail);
        }
    }

    fn answered(&mut self, id: u32, answer: Answer, out: &mut Effects) {
        if self.asked_start == Some(id) {
            self.newest = Rc::new(answer.results.into_iter().map(Rc::new).collect());
        } else if self.asked_more == Some(id) {
            self.append(answer);
        } else if self.asked == Some(id) {
            self.show(id, answer, out);
        }
    }

    fn append(&mut self, answer: Answer) {
        self.asked_more = None;
        if let Some(found) = &self.found {
            let mut found = Found::clone(found);
            for hit in answer.results {
                if !found.hits.iter().any(|shown| shown.id == hit.id) {
                    found.hits.push(Rc::new(hit));
                }
            }
            if self.focus.is_some() {
                self.said = format::shown(found.hits.len() as u32, found.total);
            }
            self.found = Some(Rc::new(found));
        }
        self.take_facets(answer.facets, answer.histogram, answer.facets_pending);
    }

    fn show(&mut self, id: u32, answer: Answer, out: &mut Effects) {
        let again = self.phase == Phase::Answered;
        self.phase = Phase::Answered;
        (self.slow, self.very_slow, self.loading) = (false, false, None);
        let mut hits: Vec<_> = answer.results.into_iter().map(Rc::new).collect();
        if again && let Some(shown) = &self.found {
            // The same answer with its facets: what was loaded below stays.
            let rest = shown.hits.iter().skip(hits.len()).cloned();
            hits.extend(rest.take((answer.total as usize).saturating_sub(hits.len())));
        }
        self.found = Some(Rc::new(Found {
            search: self.sought.clone(),
            hits,
            total: answer.total,
            took_us: answer.took_us,
            notes: answer.notes,
            partial: answer.partial,
        }));
        self.take_facets(answer.facets, answer.histogram, answer.facets_pending);
        out.push(Effect::After(SAYING, Timer::Say(id)));
        if !self.warmed && !self.save_data {
            out.push(Effect::After(RESTING, Timer::Warm));
        }
        if answer.total == 0 && !again {
            self.look_for_ways_out(out);
        }
        if !again {
            self.fill(out);
        }
    }

    fn take_facets(
        &mut self,
        facets: Vec<Facet>,
        histogram: Vec<backissue_model::answer::MonthCount>,
        pending: bool,
    ) {
        if !facets.is_empty() || (!pending && self.facets_wanted && self.facets_old) {
            self.facets = Rc::new(facets);
            self.histogram = Rc::new(histogram);
            self.facets_old = false;
        }
    }

    /// Nothing was found: how much would be found without each part?
    fn look_for_ways_out(&mut self, out: &mut Effects) {
        self.alternatives = self.ways_out();
        let requests = self
            .alternatives
            .iter()
            .map(|way| way.search.request(0, 0))
            .collect();
        let id = self.id();
        self.asked_counts = Some(id);
        if !self.alternatives.is_empty() {
            out.push(Effect::Send(ToWorker::Counts { id, requests }));
        }
    }

    fn ways_out(&self) -> Vec<Alternative> {
        let mut ways = Vec::new();
        let mut offer = |name: &[&str], change: &dyn Fn(&mut Search)| {
            let mut search = self.search.clone();
            search.page = 1;
            change(&mut search);
            if !search.is_idle() {
                ways.push(Alternative {
                    name: name.concat(),
                    search,
                    total: None,
                });
            }
        };
        if self.search.literal && !self.search.text.is_empty() {
            offer(&[texts::HELPFULLY], &|search| search.literal = false);
        }
        let filtered = !self.search.filters.is_empty();
        for filter in &self.search.filters {
            let name = texts::field(&filter.field);
            offer(&[texts::WITHOUT_FILTER, name], &|search| {
                search.clear(&filter.field);
            });
        }
        if self.search.filters.len() > 1 {
            offer(&[texts::WITHOUT_FILTERS], &|search| search.filters.clear());
        }
        let words: Vec<&str> = self.search.text.split_whitespace().collect();
        if (2..=WORDS).contains(&words.len()) && !self.search.text.contains(['"', '(']) {
            for (at, word) in words.iter().enumerate() {
                let rest = [&words[..at], &words[at + 1..]].concat().join(" ");
                let name = [texts::WITHOUT_WORD, "“", word, "”", texts::NOR_FILTERS];
                offer(&name[..4], &|search| search.text.clone_from(&rest));
                if filtered {
                    offer(&name, &|search| {
                        search.text.clone_from(&rest);
                        search.filters.clear();
                    });
                }
            }
        }
        ways
    }

    /// The answer in one sentence.
    pub(super) fn summary(&self) -> String {
        match &self.found {
            Some(found) if found.total > 0 => format::count(found.total, texts::RESULT),
            Some(_) if self.phase == Phase::Answered => texts::NOTHING.to_owned(),
            _ => String::new(),
        }
    }
}
