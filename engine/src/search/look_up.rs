//! From a request to the matches of a page.

use super::collect::{Found, Match, Wanted};
use super::columns::yyyymmdd;
use super::compile::Plan;
use super::expand::Expansion;
use super::filters::Mask;
use super::planner::Planner;
use super::rerank::rerank;
use super::set::{Needs, Set};
use super::titles::Typed;
use super::{Engine, Step, weights};
use crate::error::Error;
use crate::query::{Compare, Field, Filter, Node, Query, Word, filter};
use backissue_model::answer::Note;
use backissue_model::request::{Request, Sort};
use std::ops::Range;
use std::sync::Arc;
use tantivy::query::Weight;
use tantivy::{DocSet, TERMINATED};

/// With fewer results than this, words such as `in` need not match.
const FEW: u32 = 10;
/// Most filters a request may have; more are ignored.
const MOST_FILTERS: usize = 32;

/// So many results in a row are looked at together, wherever a request begins and ends: it
/// gets them in the same order as any other.
const BLOCK: usize = 10;

/// The results, by their place, to look at for a request: whole blocks. A part of the first
/// one is enough for a word that is still being typed.
fn blocks(request: &Request) -> Range<usize> {
    let start = request.offset as usize;
    let end = start.saturating_add(request.limit as usize);
    if start == end || (request.typing && end < BLOCK) {
        return start..end;
    }
    start / BLOCK * BLOCK..end.div_ceil(BLOCK).saturating_mul(BLOCK)
}

/// What looking a query up found, before anything is shown.
pub(super) struct Outcome {
    pub(super) found: Found,
    pub(super) words: Vec<(Word, Arc<Expansion>)>,
    pub(super) notes: Vec<Note>,
    pub(super) partial: bool,
    pub(super) scored: bool,
}

impl Engine {
    /// The matches that a request wants to see, in order, and what led to them.
    pub(super) fn page(
        &self,
        request: &Request,
        query: &Query,
    ) -> Result<Step<(Outcome, Vec<Match>)>, Error> {
        let mut outcome = match self.look_up(request, query)? {
            Step::Need(files) => return Ok(Step::Need(files)),
            Step::Done(outcome) => outcome,
        };
        let mut needs = Needs::default();
        let looked_at = blocks(request);
        let best = std::mem::take(&mut outcome.found.best);
        let mut shown: Vec<Match> = best.into_iter().skip(looked_at.start).collect();
        shown.truncate(looked_at.len());
        for found in &shown {
            self.sets[found.set as usize].want_row(found.doc, &mut needs);
        }
        if !needs.files.is_empty() {
            return Ok(Step::Need(needs.files.into_list()));
        }
        if outcome.scored && request.sort == Sort::Relevance {
            let words = Typed::all(&outcome.words);
            for block in shown.chunks_mut(BLOCK) {
                for found in &mut *block {
                    found.score *= self.likeness(&words, found).factor();
                }
                sort_by_score(block);
            }
        }
        let shown = shown
            .into_iter()
            .skip(request.offset as usize - looked_at.start);
        let shown = shown.take(request.limit as usize).collect();
        Ok(Step::Done((outcome, shown)))
    }

    /// Plans and runs a query; corrects and relaxes where nothing matches.
    pub(super) fn look_up(&self, request: &Request, query: &Query) -> Result<Step<Outcome>, Error> {
        let mut planner = Planner::new(self.archive(), request.literal);
        let mut plan = planner.plan(&query.root)?;
        let filters = self.filters(request, &mut planner)?;
        if !planner.needs.files.is_empty() {
            return Ok(Step::Need(planner.needs.files.into_list()));
        }
        let scored = !planner.words.is_empty() || has_phrase(&query.root);
        let mut found = self.run(request, &plan, &filters, scored)?;
        if found.total == 0 && !request.literal {
            if planner.thin {
                planner = Planner::new(self.archive(), false);
                planner.correct_thin = true;
                plan = planner.plan(&query.root)?;
                if !planner.needs.files.is_empty() {
                    return Ok(Step::Need(planner.needs.files.into_list()));
                }
                found = self.run(request, &plan, &filters, scored)?;
            }
            if found.total == 0 && found.counted.is_empty() {
                found = self.relax(request, query, plan.clone(), &filters, &mut planner)?;
            }
        }
        if !request.literal && (1..FEW).contains(&found.total) {
            found = self.without_fillers(request, query, plan, &filters, &mut planner, found)?;
        }
        if scored && request.sort == Sort::Relevance && !planner.words.is_empty() {
            self.rerank(request, &planner, &mut found)?;
        }
        let Planner {
            words,
            notes,
            partial,
            ..
        } = planner;
        found.best.truncate(blocks(request).end);
        Ok(Step::Done(Outcome {
            found,
            words,
            notes,
            partial,
            scored,
        }))
    }

    fn rerank(
        &self,
        request: &Request,
        planner: &Planner<'_>,
        found: &mut Found,
    ) -> Result<(), Error> {
        let close = weights::CANDIDATES.max(blocks(request).end);
        let close = close.min(found.best.len());
        rerank(&self.sets, &planner.words, &mut found.best[..close])?;
        sort_by_score(&mut found.best[..close]);
        Ok(())
    }

    /// The documents that pass each of the request's filters.
    fn filters(&self, request: &Request, planner: &mut Planner<'_>) -> Result<Vec<Mask>, Error> {
        let mut masks = Vec::new();
        for chosen in request.filters.iter().take(MOST_FILTERS) {
            let wanted =
                Field::named(&chosen.field).and_then(|field| filter(field, &chosen.values));
            masks.push(match wanted {
                Some(wanted) if by_words(wanted.field) => self.looked_up(&wanted, planner)?,
                Some(wanted) => planner.mask(&wanted),
                None => {
                    planner.notes.push(Note::Ignored {
                        text: [&chosen.field, ":", &chosen.values.join(",")].concat(),
                        why: "no such filter".to_owned(),
                    });
                    Mask::of(&self.sets, |_, _| true)
                }
            });
        }
        Ok(masks)
    }

    /// The documents that pass a filter which is looked up in the dictionary; none
    /// while parts of that are missing (and asked for).
    fn looked_up(&self, wanted: &Filter, planner: &mut Planner<'_>) -> Result<Mask, Error> {
        // A filter is no word to mark or to rank by.
        let words = planner.words.len();
        let plan = planner.filter(wanted)?;
        planner.words.truncate(words);
        let mut mask = Mask::new(&self.sets);
        if planner.needs.files.is_empty() {
            for (at, set) in self.sets.iter().enumerate() {
                let mut scorer = self.compiled(&plan).scorer(&set.segment.reader, 1.0)?;
                while scorer.doc() != TERMINATED {
                    mask.insert(at, scorer.doc());
                    scorer.advance();
                }
            }
        }
        Ok(mask)
    }

    pub(super) fn run(
        &self,
        request: &Request,
        plan: &Plan,
        filters: &[Mask],
        scored: bool,
    ) -> Result<Found, Error> {
        let query = self.compiled(plan);
        let page = blocks(request).end;
        let wanted = Wanted {
            query: &query,
            filters,
            sort: request.sort,
            scored,
            keep: if request.limit == 0 {
                0
            } else {
                page.max(weights::CANDIDATES)
            },
            count: request.facets,
        };
        let by_time = request.sort != Sort::Relevance;
        wanted.run(&self.sets, &|set, doc| self.date(set, doc, by_time))
    }

    /// What a document sorts by in time: its event's start or its newest issue's date.
    /// Relevance looks at the issue alone: an answer must not change its order when the
    /// columns arrive.
    fn date(&self, set: &Set, doc: u32, by_time: bool) -> u64 {
        let issue = set.newest[doc as usize];
        let columns = set.columns.as_ref().filter(|_| by_time);
        let event = columns.and_then(|columns| columns.event(doc));
        let day = event.unwrap_or_else(|| {
            self.issues
                .get(usize::from(issue))
                .map_or(0, |issue| yyyymmdd(issue.day))
        });
        u64::from(day) << 16 | u64::from(issue)
    }
}

/// Fields whose filters are words or keys of the dictionary, not values of a column.
fn by_words(field: Field) -> bool {
    matches!(field.compare(), Compare::Words | Compare::Url)
}

fn sort_by_score(matches: &mut [Match]) {
    matches.sort_unstable_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then_with(|| b.date.cmp(&a.date))
            .then_with(|| (a.set, a.doc).cmp(&(b.set, b.doc)))
    });
}

fn has_phrase(node: &Node) -> bool {
    match node {
        Node::Phrase(_) | Node::Key(_) => true,
        Node::And(members) | Node::Or(members) => members.iter().any(has_phrase),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_blocks_are_looked_at_but_for_the_beginning_of_a_word() {
        let range = |offset, limit, typing| {
            blocks(&Request {
                offset,
                limit,
                typing,
                ..Request::default()
            })
        };
        assert_eq!(range(0, 10, true), 0..10);
        assert_eq!(range(0, 5, true), 0..5);
        assert_eq!(range(0, 5, false), 0..10);
        assert_eq!(range(5, 5, true), 0..10);
        assert_eq!(range(12, 20, false), 10..40);
        assert_eq!(range(7, 0, false), 7..7);
        assert_eq!(range(u32::MAX, u32::MAX, false).start, 4_294_967_290);
    }
}
