//! Runs a plan over all sets: which documents match, which are best, what to count.

use super::compile::Compiled;
use super::filters::Mask;
use super::set::Set;
use super::weights;
use crate::error::Error;
use backissue_model::request::Sort;
use std::cmp::Ordering;
use tantivy::query::Weight;
use tantivy::{DocSet, TERMINATED};

/// A matching document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Match {
    pub(super) set: u32,
    /// Number within its set.
    pub(super) doc: u32,
    pub(super) score: f32,
    /// What dates sort by: event start or issue date as `YYYYMMDD`, then the issue.
    pub(super) date: u64,
}

/// What a run found.
#[derive(Default)]
pub(super) struct Found {
    pub(super) total: u32,
    /// The best, in order.
    pub(super) best: Vec<Match>,
    /// Documents that match the query, filters aside: set, document and how the
    /// filters take it. For facet counts.
    pub(super) counted: Vec<(u32, u32, Verdict)>,
}

/// How the filters take a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// All let it pass.
    Passes,
    /// Only the filter with this number stops it: it counts for that filter's facet.
    OnlyFails(u8),
}

/// What to look for.
pub(super) struct Wanted<'a> {
    pub(super) query: &'a Compiled,
    pub(super) filters: &'a [Mask],
    pub(super) sort: Sort,
    /// Something is scored; else the order is by date.
    pub(super) scored: bool,
    /// Matches to keep.
    pub(super) keep: usize,
    /// Facets will be counted.
    pub(super) count: bool,
}

/// The newest issue of the index.
pub(super) fn newest(sets: &[Set]) -> u16 {
    let newest = sets.last().and_then(|set| set.newest.iter().max());
    newest.copied().unwrap_or_default()
}

/// What a document's score grows by for how new its last issue is.
pub(super) fn recency(set: &Set, doc: u32, newest: u16) -> f32 {
    weights::RECENCY * f32::from(set.newest[doc as usize]) / f32::from(newest.max(1))
}

impl Wanted<'_> {
    /// Runs the query over all sets.
    pub(super) fn run(
        &self,
        sets: &[Set],
        date: &dyn Fn(&Set, u32) -> u64,
    ) -> Result<Found, Error> {
        let mut found = Found::default();
        let newest = newest(sets);
        for (at, set) in sets.iter().enumerate() {
            let mut scorer = self.query.scorer(&set.segment.reader, 1.0)?;
            let mut doc = scorer.doc();
            while doc != TERMINATED {
                if !set.masked[doc as usize] {
                    self.take(&mut found, (at, set), doc, date, || {
                        scorer.score() * (1.0 + recency(set, doc, newest))
                    });
                }
                doc = scorer.advance();
            }
        }
        self.sort(&mut found.best);
        found.best.truncate(self.keep);
        Ok(found)
    }

    fn take(
        &self,
        found: &mut Found,
        (at, set): (usize, &Set),
        doc: u32,
        date: &dyn Fn(&Set, u32) -> u64,
        score: impl FnOnce() -> f32,
    ) {
        let mut fails = self
            .filters
            .iter()
            .enumerate()
            .filter(|(_, mask)| !mask.has(at, doc));
        let (first, second) = (fails.next(), fails.next());
        let verdict = match (first, second) {
            (None, _) => Verdict::Passes,
            (Some((number, _)), None) => Verdict::OnlyFails(number as u8),
            _ => return,
        };
        if self.count {
            found.counted.push((at as u32, doc, verdict));
        }
        if verdict != Verdict::Passes {
            return;
        }
        found.total += 1;
        if self.keep > 0 {
            let score = if self.scored { score() } else { 0.0 };
            found.best.push(Match {
                set: at as u32,
                doc,
                score,
                date: date(set, doc),
            });
            // Keep memory and sorting bounded without a heap's code.
            if found.best.len() >= self.keep.saturating_mul(4).saturating_add(1_024) {
                self.sort(&mut found.best);
                found.best.truncate(self.keep);
            }
        }
    }

    pub(super) fn sort(&self, matches: &mut [Match]) {
        let newest = |a: &Match, b: &Match| b.date.cmp(&a.date);
        let place = |a: &Match, b: &Match| (a.set, a.doc).cmp(&(b.set, b.doc));
        matches.sort_unstable_by(|a, b| {
            let order = match self.sort {
                Sort::Relevance if self.scored => b
                    .score
                    .partial_cmp(&a.score)
                    .unwrap_or(Ordering::Equal)
                    .then_with(|| newest(a, b)),
                Sort::Relevance | Sort::Newest => newest(a, b),
                Sort::Oldest => newest(b, a),
            };
            order.then_with(|| place(a, b))
        });
    }
}
