//! A query tree as a tantivy query over the words that were found for it.

use super::expand::{Expansion, Leaf};
use super::filters::Mask;
use super::open::OpenSegment;
use super::scorer::{Every, Listed, Optional, Sum};
use super::weights;
use crate::bundle::Dictionary;
use crate::schema::{Fields, Zone, schema};
use std::sync::Arc;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::Postings;
use tantivy::query::{
    Bm25Weight, EmptyScorer, EnableScoring, Exclude, Explanation, PhraseQuery, Query, Scorer,
    Weight, intersect_scorers,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

/// A condition with everything looked up; see [`crate::query::Node`].
#[derive(Debug, Clone)]
pub(super) enum Plan {
    All,
    And {
        required: Vec<Plan>,
        optional: Vec<Plan>,
    },
    Or(Vec<Plan>),
    Not(Box<Plan>),
    Word(PlannedWord),
    Phrase {
        terms: Vec<(usize, String)>,
        slop: u32,
        title_only: bool,
    },
    Keys(Vec<String>),
    /// Documents by set, from columns.
    Mask(Arc<Mask>),
}

/// A word and what it may also mean.
#[derive(Debug, Clone, Default)]
pub(super) struct PlannedWord {
    pub(super) expansion: Arc<Expansion>,
    /// Documents that match by kind or year, at low weight.
    pub(super) hinted: Option<Arc<Mask>>,
    /// Only the title counts.
    pub(super) title_only: bool,
}

/// Numbers that BM25 needs, over all sets.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Statistics {
    pub(super) docs: u64,
    pub(super) average_length: Score,
}

/// The query that tantivy runs.
#[derive(Debug, Clone)]
pub(super) struct Compiled {
    pub(super) plan: Plan,
    pub(super) statistics: Statistics,
    /// The sets' segments, in order: masks are kept by set.
    pub(super) segments: Arc<Vec<Arc<OpenSegment>>>,
}

impl Compiled {
    /// What it takes to make scorers for the set with a number.
    pub(super) fn context(&self, set: usize, boost: Score) -> Context<'_> {
        let (_, fields) = schema();
        Context {
            segment: &self.segments[set],
            fields,
            statistics: self.statistics,
            set,
            boost,
        }
    }
}

impl Query for Compiled {
    fn weight(&self, _scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Compiled {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let id = reader.segment_id();
        let mut segments = self.segments.iter();
        let set = segments.position(|segment| segment.reader.segment_id() == id);
        let set = set.ok_or_else(|| TantivyError::InvalidArgument("unknown segment".into()))?;
        self.context(set, boost).scorer(&self.plan)
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        let score = if scorer.doc() <= doc && scorer.seek(doc) == doc {
            scorer.score()
        } else {
            0.0
        };
        Ok(Explanation::new(
            "sum over the query's words of their best match",
            score,
        ))
    }
}

/// Longest phrase that is also looked for across the ends of a title.
const CROSSING: usize = 8;

/// What it takes to make scorers for one segment.
pub(super) struct Context<'a> {
    segment: &'a OpenSegment,
    fields: Fields,
    statistics: Statistics,
    set: usize,
    boost: Score,
}

impl Context<'_> {
    pub(super) fn docs(&self) -> u32 {
        self.segment.reader.max_doc()
    }

    fn scorer(&self, plan: &Plan) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(match plan {
            Plan::All => Box::new(Every {
                at: 0,
                docs: self.docs(),
            }),
            Plan::And { required, optional } => self.and(required, optional)?,
            Plan::Or(members) => {
                let mut sum = Sum::new(self.docs());
                for member in members {
                    sum.add_all(&mut *self.scorer(member)?, 1.0);
                }
                Box::new(sum.into_scorer())
            }
            Plan::Not(inner) => {
                let every = Every {
                    at: 0,
                    docs: self.docs(),
                };
                Box::new(Exclude::new(every, self.scorer(inner)?))
            }
            Plan::Word(word) => Box::new(self.word(word)?),
            Plan::Phrase {
                terms,
                slop,
                title_only,
            } => {
                let mut sum = Sum::new(self.docs());
                self.phrase(terms, *slop, *title_only, weights::PHRASE, &mut sum)?;
                Box::new(sum.into_scorer())
            }
            Plan::Keys(keys) => Box::new(self.keys(keys)?),
            Plan::Mask(mask) => Box::new(self.mask(mask, 0.0)),
        })
    }

    fn and(&self, required: &[Plan], optional: &[Plan]) -> tantivy::Result<Box<dyn Scorer>> {
        let mut scorers = Vec::new();
        let mut excluded = Vec::new();
        for plan in required {
            match plan {
                Plan::Not(inner) => excluded.push(self.scorer(inner)?),
                plan => scorers.push(self.scorer(plan)?),
            }
        }
        let mut all: Box<dyn Scorer> = if scorers.is_empty() {
            Box::new(Every {
                at: 0,
                docs: self.docs(),
            })
        } else {
            intersect_scorers(scorers, self.docs())
        };
        if !excluded.is_empty() {
            all = Box::new(Exclude::new(all, excluded));
        }
        if optional.is_empty() {
            return Ok(all);
        }
        let optional = optional
            .iter()
            .map(|plan| self.scorer(plan))
            .collect::<Result<_, _>>()?;
        Ok(Box::new(Optional {
            main: all,
            optional,
        }))
    }

    fn word(&self, word: &PlannedWord) -> tantivy::Result<Listed> {
        let mut sum = Sum::new(self.docs());
        for leaf in &word.expansion.leaves {
            for zone in Zone::ALL {
                if zone == Zone::Title || !word.title_only {
                    self.leaf(leaf, zone, &word.expansion, &mut sum)?;
                }
            }
        }
        for phrase in &word.expansion.phrases {
            let terms: Vec<_> = phrase.iter().cloned().enumerate().collect();
            self.phrase(
                &terms,
                0,
                word.title_only,
                weights::PHRASE_FOR_WORD,
                &mut sum,
            )?;
        }
        if let Some(mask) = &word.hinted {
            for doc in (0..self.docs()).filter(|&doc| mask.has(self.set, doc)) {
                sum.add_on(doc, weights::HINT);
            }
        }
        Ok(sum.into_scorer())
    }

    /// Adds the documents that have a word in a zone, scored by BM25. Inflections and
    /// completions share the rarity of their word: a rare one is no better a match.
    pub(super) fn leaf(
        &self,
        leaf: &Leaf,
        zone: Zone,
        of: &Expansion,
        sum: &mut Sum,
    ) -> tantivy::Result<()> {
        let text = &self.segment.text;
        let Some(info) = leaf.info(self.set, zone) else {
            return Ok(());
        };
        let mut postings = text
            .reader
            .read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
        let frequency = u64::from(of.frequency().max(info.doc_freq)).min(self.statistics.docs);
        let weight = weights::zone(zone) * leaf.weight * self.boost;
        let bm25 = Bm25Weight::for_one_term_without_explain(
            frequency,
            self.statistics.docs,
            self.statistics.average_length,
        );
        let bm25 = bm25.boost_by(weight);
        // `serde_json` says nothing more for `serde` than its part does.
        let typed = of.leaves.first().map_or("", |typed| &typed.token);
        let longer = leaf.token.len() > typed.len() && leaf.token.starts_with(typed);
        let mut doc = postings.doc();
        while doc != TERMINATED {
            // Saying a word twice makes no title a better match.
            let times = if zone == Zone::Title {
                1
            } else {
                postings.term_freq()
            };
            let score = bm25.score(self.soft_norm(doc), times);
            if longer {
                sum.at_least(doc, score);
            } else {
                sum.add(doc, score);
            }
            doc = postings.advance();
        }
        Ok(())
    }

    /// Length of a record as BM25 takes it, half way to the average: a title that says
    /// more is not much worse for it.
    fn soft_norm(&self, doc: DocId) -> u8 {
        let length = self.segment.norms.fieldnorm(doc);
        let average = self.statistics.average_length as u32;
        FieldNormReader::fieldnorm_to_id((length + average).div_ceil(2))
    }

    /// Adds the documents that have words in a row. A title may stand within the text
    /// it was printed in, so its words also go on from, and are followed by, the text's.
    pub(super) fn phrase(
        &self,
        terms: &[(usize, String)],
        slop: u32,
        title_only: bool,
        weight: Score,
        sum: &mut Sum,
    ) -> tantivy::Result<()> {
        let all = terms.len();
        let mut stands = vec![[false; 3]; all];
        for (stands, (_, token)) in stands.iter_mut().zip(terms) {
            for (stands, zone) in stands.iter_mut().zip(Zone::ALL) {
                *stands = self.segment.text.info(token, zone)?.is_some();
            }
        }
        // Which words stand in the title; the others stand around it.
        let mut ways = vec![(0, all, Zone::Title)];
        if !title_only {
            ways.extend([(0, 0, Zone::Body), (0, 0, Zone::Meta)]);
            let inner = (0..all.min(CROSSING))
                .flat_map(|from| (from + 1..=all).map(move |to| (from, to, Zone::Body)));
            ways.extend(inner.filter(|&(from, to, _)| all <= CROSSING && (from, to) != (0, all)));
        }
        for (from, to, rest) in ways {
            let zone = |at: usize| {
                if (from..to).contains(&at) {
                    Zone::Title
                } else {
                    rest
                }
            };
            if !(0..all).all(|at| stands[at][zone(at) as usize]) {
                continue;
            }
            let mut scorer = self.in_a_row(terms, slop, &zone)?;
            let whole = if to - from == all { Zone::Title } else { rest };
            let weight = weight * weights::zone(whole) * self.boost;
            let mut doc = scorer.doc();
            while doc != TERMINATED {
                sum.add(doc, weight);
                doc = scorer.advance();
            }
        }
        Ok(())
    }

    /// tantivy's phrase scorer for words of which each stands in a zone of its own.
    fn in_a_row(
        &self,
        terms: &[(usize, String)],
        slop: u32,
        zone: &dyn Fn(usize) -> Zone,
    ) -> tantivy::Result<Box<dyn Scorer>> {
        let text = self.fields.text;
        let with_zone = terms.iter().enumerate().map(|(at, (offset, token))| {
            let key = [token, zone(at).suffix()].concat();
            (*offset, Term::from_field_text(text, &key))
        });
        let with_zone: Vec<_> = with_zone.collect();
        if with_zone.len() < 2 {
            return Ok(Box::new(EmptyScorer));
        }
        let query = PhraseQuery::new_with_offset_and_slop(with_zone, slop);
        let schema = self.segment.reader.schema();
        let weight = query.weight(EnableScoring::disabled_from_schema(schema))?;
        weight.scorer(&self.segment.reader, 1.0)
    }

    fn keys(&self, keys: &[String]) -> tantivy::Result<Listed> {
        let index = self.segment.field(Dictionary::Keys);
        let mut sum = Sum::new(self.docs());
        for key in keys {
            let Some(index) = index.map(|keys| &keys.reader) else {
                break;
            };
            if let Some(info) = index.terms().get(key)? {
                let mut postings =
                    index.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
                let mut doc = postings.doc();
                while doc != TERMINATED {
                    sum.add(doc, weights::KEY * self.boost);
                    doc = postings.advance();
                }
            }
        }
        Ok(sum.into_scorer())
    }

    fn mask(&self, mask: &Mask, score: Score) -> Listed {
        let mut sum = Sum::new(self.docs());
        for doc in 0..self.docs() {
            if mask.has(self.set, doc) {
                sum.add(doc, score);
            }
        }
        sum.into_scorer()
    }
}
