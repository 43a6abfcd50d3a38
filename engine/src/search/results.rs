//! From what was found to an answer.

use super::collect::{Found, Match};
use super::expand::Expansion;
use super::facets::FACETS;
use super::set::Needs;
use super::{Engine, Step};
use crate::error::Error;
use crate::query::{Field, Node, Word, parse};
use crate::rows::{Row, RowChunk};
use crate::text::snippet::Matcher;
use crate::text::stem;
use backissue_model::answer::{Answer, Facet, FacetValue, Hit};
use backissue_model::request::Request;
use std::sync::Arc;

/// Values shown of each facet.
const SHOWN: usize = 12;
/// Values offered as suggestions or when searching inside a facet.
const OFFERED: usize = 50;
/// Length of an extract, in characters.
const EXTRACT: usize = 220;
impl Engine {
    /// Answers a request from the files that are there.
    ///
    /// # Errors
    /// If a file turns out to be damaged. Never because of the query.
    pub fn search(&self, request: &Request) -> Result<Step<Answer>, Error> {
        let query = parse(&request.query, request.typing);
        let (mut outcome, shown) = match self.page(request, &query)? {
            Step::Need(files) => return Ok(Step::Need(files)),
            Step::Done(page) => page,
        };
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

    /// The row of a match and the chunk it is in.
    pub(super) fn row(&self, found: &Match) -> Option<(&RowChunk, &Row)> {
        let set = &self.sets[found.set as usize];
        let (number, place) = set.row_chunk(found.doc);
        let at = set.rows.binary_search_by_key(&number, |rows| rows.0).ok()?;
        let chunk = &set.rows[at].1;
        let row = chunk.rows.get(place)?;
        Some((chunk, row))
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
        hit.score = (found.score * 100.0).round() as u32;
        hit.title_marks = matcher.marks(&hit.title);
        if scored || hit.quote.is_some() {
            (hit.snippet, hit.snippet_marks) = matcher.snippet(&hit.title, row.text(), EXTRACT);
        }
        Some(hit)
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
