//! From a request to an answer.

use super::collect::{Found, Match, Wanted};
use super::columns::yyyymmdd;
use super::compile::Plan;
use super::expand::Expansion;
use super::facets::FACETS;
use super::filters::Mask;
use super::planner::Planner;
use super::rerank::{rerank, span};
use super::set::{Needs, Set};
use super::{Engine, Step, weights};
use crate::error::Error;
use crate::query::{Field, Node, Query, Word, filter, parse};
use crate::rows::{Row, RowChunk};
use crate::text::snippet::Matcher;
use crate::text::{stem, tokenize};
use backissue_model::answer::{Answer, Facet, FacetValue, Hit, Note};
use backissue_model::request::{Request, Sort};
use std::sync::Arc;

/// Values shown of each facet.
const SHOWN: usize = 12;
/// Values offered as suggestions or when searching inside a facet.
const OFFERED: usize = 50;
/// Length of an extract, in characters.
const EXTRACT: usize = 220;
/// With fewer results than this, words such as `in` need not match.
const FEW: u32 = 10;
/// Most filters a request may have; more are ignored.
const MOST_FILTERS: usize = 32;

/// What looking a query up found, before anything is shown.
struct Outcome {
    found: Found,
    words: Vec<(Word, Arc<Expansion>)>,
    notes: Vec<Note>,
    partial: bool,
    scored: bool,
}

impl Engine {
    /// Answers a request from the files that are there.
    ///
    /// # Errors
    /// If a file turns out to be damaged. Never because of the query.
    pub fn search(&self, request: &Request) -> Result<Step<Answer>, Error> {
        let query = parse(&request.query, request.typing);
        let mut outcome = match self.look_up(request, &query)? {
            Step::Need(files) => return Ok(Step::Need(files)),
            Step::Done(outcome) => outcome,
        };
        let mut needs = Needs::default();
        let from = (request.offset as usize).min(outcome.found.best.len());
        let mut shown: Vec<Match> = outcome.found.best.split_off(from);
        for found in &shown {
            self.sets[found.set as usize].want_row(found.doc, &mut needs);
        }
        if !needs.files.is_empty() {
            return Ok(Step::Need(needs.files.into_list()));
        }
        if outcome.scored && request.sort == Sort::Relevance {
            self.shorter_first(&outcome.words, &mut shown);
        }
        let matcher = matcher(&outcome.words, &query.root);
        let facets_there = self.sets.iter().all(|set| set.columns.is_some());
        let mut notes = query.notes;
        notes.append(&mut outcome.notes);
        Ok(Step::Done(Answer {
            total: outcome.found.total,
            took_us: 0,
            results: shown
                .iter()
                .filter_map(|found| self.hit(found, &matcher, outcome.scored))
                .collect(),
            facets: if request.facets && facets_there {
                self.facets(request, &outcome.found)
            } else {
                Vec::new()
            },
            histogram: if request.facets {
                self.histogram(request, &outcome.found)
            } else {
                Vec::new()
            },
            notes,
            partial: outcome.partial,
            facets_pending: request.facets && !facets_there,
        }))
    }

    /// Values of a field that contain some text, with their counts for a request.
    ///
    /// # Errors
    /// As [`search`](Engine::search).
    pub fn values(
        &self,
        field: &str,
        text: &str,
        request: &Request,
    ) -> Result<Step<Vec<FacetValue>>, Error> {
        let Some(field) = Field::named(field) else {
            return Ok(Step::Done(Vec::new()));
        };
        let request = Request {
            limit: 0,
            facets: true,
            ..request.clone()
        };
        let query = parse(&request.query, request.typing);
        let mut needs = Needs::default();
        for set in &self.sets {
            set.want_columns(field, &mut needs);
        }
        let outcome = match self.look_up(&request, &query)? {
            Step::Need(files) => {
                files.iter().for_each(|file| needs.files.insert(file));
                return Ok(Step::Need(needs.files.into_list()));
            }
            Step::Done(outcome) => outcome,
        };
        if !needs.files.is_empty() {
            return Ok(Step::Need(needs.files.into_list()));
        }
        let mut facet = self
            .archive()
            .facet(field, &outcome.found, &request.filters, usize::MAX);
        let wanted = crate::text::squash(text);
        let fits = |value: &FacetValue| {
            crate::text::squash(&value.value).contains(&wanted)
                || crate::text::squash(&value.label).contains(&wanted)
        };
        facet.values.retain(fits);
        facet.values.truncate(OFFERED);
        Ok(Step::Done(facet.values))
    }

    /// Plans and runs a query; corrects and relaxes where nothing matches.
    fn look_up(&self, request: &Request, query: &Query) -> Result<Step<Outcome>, Error> {
        let mut planner = Planner::new(self.archive(), request.literal);
        let mut plan = planner.plan(&query.root)?;
        let filters = self.filters(request, &mut planner);
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
        found
            .best
            .truncate((request.offset as usize).saturating_add(request.limit as usize));
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
        let close = found.best.len().min(
            weights::CANDIDATES
                .max((request.offset as usize).saturating_add(request.limit as usize)),
        );
        rerank(&self.sets, &planner.words, &mut found.best[..close])?;
        sort_by_score(&mut found.best[..close]);
        Ok(())
    }

    /// Of the results of a page that are about equally good, those with shorter titles
    /// first; only there titles are at hand.
    fn shorter_first(&self, words: &[(Word, Arc<Expansion>)], shown: &mut [Match]) {
        let typed: u32 = words.iter().map(|(word, _)| span(word)).sum();
        for found in shown.iter_mut() {
            let mut length = typed.max(1);
            if let Some((_, row)) = self.row(found) {
                tokenize(&row.title, &mut |token| {
                    length = length.max(token.position + token.positions);
                });
            }
            found.score *= 1.0 + weights::SHORT_TITLE * typed as f32 / length as f32;
        }
        sort_by_score(shown);
    }

    /// The row of a match and the chunk it is in.
    fn row(&self, found: &Match) -> Option<(&RowChunk, &Row)> {
        let set = &self.sets[found.set as usize];
        let number = found.doc / set.rows_per_chunk;
        let at = set.rows.binary_search_by_key(&number, |rows| rows.0).ok()?;
        let chunk = &set.rows[at].1;
        let row = chunk.rows.get((found.doc % set.rows_per_chunk) as usize)?;
        Some((chunk, row))
    }

    /// The documents that pass each of the request's filters.
    fn filters(&self, request: &Request, planner: &mut Planner<'_>) -> Vec<Mask> {
        let mut masks = Vec::new();
        for chosen in request.filters.iter().take(MOST_FILTERS) {
            let wanted =
                Field::named(&chosen.field).and_then(|field| filter(field, &chosen.values));
            masks.push(match wanted {
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
        masks
    }

    pub(super) fn run(
        &self,
        request: &Request,
        plan: &Plan,
        filters: &[Mask],
        scored: bool,
    ) -> Result<Found, Error> {
        let query = self.compiled(plan);
        let page = (request.offset as usize).saturating_add(request.limit as usize);
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
        wanted.run(&self.sets, &|set, doc| self.date(set, doc))
    }

    /// What a document sorts by in time: its event's start or its newest issue's date.
    fn date(&self, set: &Set, doc: u32) -> u64 {
        let issue = set.newest[doc as usize];
        let event = set.columns.as_ref().and_then(|columns| columns.event(doc));
        let day = event.unwrap_or_else(|| {
            self.issues
                .get(usize::from(issue))
                .map_or(0, |issue| yyyymmdd(issue.day))
        });
        u64::from(day) << 16 | u64::from(issue)
    }

    fn facets(&self, request: &Request, found: &Found) -> Vec<Facet> {
        let archive = self.archive();
        FACETS
            .iter()
            .map(|&field| archive.facet(field, found, &request.filters, SHOWN))
            .collect()
    }

    fn histogram(
        &self,
        request: &Request,
        found: &Found,
    ) -> Vec<backissue_model::answer::MonthCount> {
        let time = |name: &str| {
            matches!(
                Field::named(name),
                Some(Field::Date | Field::Year | Field::Before | Field::After)
            )
        };
        let own = request
            .filters
            .iter()
            .position(|filter| time(&filter.field));
        self.archive().histogram(found, own)
    }

    /// One result; `None` if its row is not there, which [`search`](Engine::search) rules out.
    fn hit(&self, found: &Match, matcher: &Matcher, scored: bool) -> Option<Hit> {
        let set = &self.sets[found.set as usize];
        let (chunk, row) = self.row(found)?;
        let mut hit = chunk.hit(row, &self.issues, &self.catalog);
        let (kind, _, group) = self
            .catalog
            .kinds
            .get(usize::from(set.kinds[found.doc as usize]))?;
        hit.kind.clone_from(kind);
        hit.group.clone_from(group);
        hit.id = set.first + found.doc;
        hit.score = found.score;
        hit.title_marks = matcher.marks(&hit.title);
        if scored || hit.quote.is_some() {
            (hit.snippet, hit.snippet_marks) = matcher.snippet(&hit.title, row.text(), EXTRACT);
        }
        Some(hit)
    }
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

/// What to mark in titles and extracts.
fn matcher(words: &[(Word, Arc<Expansion>)], root: &Node) -> Matcher {
    let mut matcher = Matcher::default();
    for (word, expansion) in words {
        let tokens = expansion.leaves.iter().map(|leaf| &leaf.token);
        // Its completions are marked as what begins so.
        let others = tokens.filter(|token| !word.prefix || !token.starts_with(&word.token));
        matcher.exact.extend(others.cloned());
        if !word.exact {
            matcher.stems.push(stem(&word.token).into_owned());
        }
        if word.prefix {
            matcher.prefixes.push(word.token.clone());
        }
        matcher
            .phrases
            .extend(expansion.phrases.iter().map(|phrase| (phrase.clone(), 0)));
    }
    mark_phrases(root, &mut matcher);
    matcher
}

fn mark_phrases(node: &Node, matcher: &mut Matcher) {
    match node {
        Node::Phrase(phrase) => {
            let tokens = phrase
                .terms
                .iter()
                .map(|(_, token)| token.clone())
                .collect();
            matcher.phrases.push((tokens, phrase.slop));
        }
        Node::And(members) | Node::Or(members) => {
            members
                .iter()
                .for_each(|member| mark_phrases(member, matcher));
        }
        _ => {}
    }
}
