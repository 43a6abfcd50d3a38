//! Why results stand where they do: the parts of their scores, in plain terms.
//!
//! Only the command line asks. Nothing that runs in a browser reaches this file, so it
//! costs no reader a byte.

use super::collect::{Match, newest, recency};
use super::compile::Plan;
use super::expand::{Expansion, Leaf};
use super::look_up::Outcome;
use super::planner::Planner;
use super::rerank::bonuses;
use super::scorer::Sum;
use super::titles::Typed;
use super::{Engine, Step, weights};
use crate::error::Error;
use crate::query::{Word, parse};
use crate::schema::Zone;
use crate::text::stem;
use backissue_model::request::{Request, Sort};

/// One part of a score, and what it is for. The points are added up, the sum is
/// multiplied by the factors.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// Points.
    Points(f32, String),
    /// A factor.
    Times(f32, &'static str),
}

impl Engine {
    /// The parts of the score of every result that [`search`](Engine::search) gives for
    /// the same request, in the same order; none where nothing is scored.
    ///
    /// # Errors
    /// As [`search`](Engine::search).
    pub fn explain(&self, request: &Request) -> Result<Step<Vec<Vec<Part>>>, Error> {
        let query = parse(&request.query, request.typing);
        let (outcome, shown) = match self.page(request, &query)? {
            Step::Need(files) => return Ok(Step::Need(files)),
            Step::Done(page) => page,
        };
        if !outcome.scored || request.sort != Sort::Relevance {
            return Ok(Step::Done(vec![Vec::new(); shown.len()]));
        }
        let parts = shown.iter().map(|found| self.parts(&outcome, found));
        Ok(Step::Done(parts.collect::<Result<_, _>>()?))
    }

    fn parts(&self, outcome: &Outcome, found: &Match) -> Result<Vec<Part>, Error> {
        let mut parts = Vec::new();
        let mut rest = found.score;
        let factors = self.factors(outcome, found)?;
        for (factor, _) in &factors {
            rest /= factor;
        }
        for (word, expansion) in &outcome.words {
            if let Some((points, what)) = self.points(found, word, expansion)? {
                rest -= points;
                parts.push(Part::Points(points, what));
            }
        }
        if rest > 0.01 {
            let what = "phrases, numbers and links of the query";
            parts.push(Part::Points(rest, what.to_owned()));
        }
        let worth = factors.into_iter().filter(|(factor, _)| *factor > 1.0);
        parts.extend(worth.map(|(factor, why)| Part::Times(factor, why)));
        Ok(parts)
    }

    /// What a word of the query adds to a score, and where the document has it.
    fn points(
        &self,
        found: &Match,
        word: &Word,
        expansion: &Expansion,
    ) -> Result<Option<(f32, String)>, Error> {
        let query = self.compiled(&Plan::All);
        let context = query.context(found.set as usize, 1.0);
        let new = || Sum::new(context.docs());
        let mut all = new();
        let mut places: Vec<(f32, String)> = Vec::new();
        for leaf in &expansion.leaves {
            for zone in Zone::ALL {
                let mut one = new();
                context.leaf(leaf, zone, expansion, &mut one)?;
                if let Some(points) = one.of(found.doc) {
                    all.add(found.doc, points);
                    places.push((points, [&means(word, leaf), stands(zone)].concat()));
                }
            }
        }
        for phrase in &expansion.phrases {
            let terms: Vec<_> = phrase.iter().cloned().enumerate().collect();
            let mut one = new();
            context.phrase(&terms, 0, false, weights::PHRASE_FOR_WORD, &mut one)?;
            if let Some(points) = one.of(found.doc) {
                all.add(found.doc, points);
                places.push((points, format!("as {:?}", phrase.join(" "))));
            }
        }
        let hinted = word
            .hint
            .and_then(|hint| Planner::new(self.archive(), false).hinted(hint));
        if hinted.is_some_and(|mask| mask.has(found.set as usize, found.doc)) {
            all.add_on(found.doc, weights::HINT);
            places.push((weights::HINT, "by what the record is".to_owned()));
        }
        places.sort_by(|a, b| b.0.total_cmp(&a.0));
        let places: Vec<String> = places.into_iter().map(|(_, what)| what).collect();
        let what = format!("{:?} {}", word.text, places.join(", also "));
        Ok(all.of(found.doc).map(|points| (points, what)))
    }

    /// What the points are multiplied by.
    fn factors(&self, outcome: &Outcome, found: &Match) -> Result<Vec<(f32, &'static str)>, Error> {
        let set = &self.sets[found.set as usize];
        let mut factors = Vec::new();
        if !outcome.words.is_empty() {
            let bonus = bonuses((found.set as usize, set), &outcome.words, &[found.doc])?;
            let bonus = bonus.first().copied().unwrap_or_default();
            let ordered = bonus.title + bonus.body;
            let all = 1.0 + ordered + bonus.whole;
            factors.push((1.0 + ordered, "words in the order of the query"));
            factors.push((all / (1.0 + ordered), "every word in the title"));
        }
        let like = self.likeness(&Typed::all(&outcome.words), found);
        let (order, start) = (1.0 + like.order, 1.0 + like.order + like.start);
        factors.push((order, "a title with all words in the order of the query"));
        factors.push((start / order, "a title that begins as the query"));
        factors.push((like.factor() / start, "a title of few other words"));
        let new = 1.0 + recency(set, found.doc, newest(&self.sets));
        factors.push((new, "how new its last issue is"));
        Ok(factors)
    }
}

/// What a word of the dictionary is to the word of the query.
fn means(word: &Word, leaf: &Leaf) -> String {
    let what = if leaf.token == word.token {
        return "as typed".to_owned();
    } else if word
        .synonyms
        .iter()
        .any(|name| *name == [leaf.token.as_str()])
    {
        "by its other name"
    } else if stem(&word.token) == stem(&leaf.token) {
        "inflected:"
    } else if word.prefix && leaf.token.starts_with(&word.token) {
        "completed:"
    } else {
        "corrected:"
    };
    format!("{what} {:?}", leaf.token)
}

fn stands(zone: Zone) -> &'static str {
    match zone {
        Zone::Title => " in the title",
        Zone::Body => " in the text",
        Zone::Meta => " in its link, labels or place",
    }
}
