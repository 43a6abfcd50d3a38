//! Scorers of ours beside tantivy's own.

use super::weights;
use tantivy::query::Scorer;
use tantivy::{DocId, DocSet, Score, TERMINATED};

/// Documents with scores, listed beforehand: a union of many postings lists is
/// cheaper (and smaller in wasm) to add up once than to merge while iterating.
#[derive(Default)]
pub(super) struct Listed {
    docs: Vec<DocId>,
    scores: Vec<Score>,
    at: usize,
}

impl Listed {
    pub(super) fn doc_count(&self) -> u32 {
        self.docs.len() as u32
    }
}

impl DocSet for Listed {
    fn advance(&mut self) -> DocId {
        self.at = (self.at + 1).min(self.docs.len());
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        // Gallop: targets are mostly near.
        let mut step = 1;
        let mut end = self.at;
        while self.docs.get(end).is_some_and(|&doc| doc < target) {
            self.at = end;
            end += step;
            step *= 2;
        }
        let end = end.min(self.docs.len());
        self.at += self.docs[self.at..end].partition_point(|&doc| doc < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.docs.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        self.doc_count()
    }
}

impl Scorer for Listed {
    fn score(&mut self) -> Score {
        self.scores.get(self.at).copied().unwrap_or_default()
    }
}

/// Adds scores up: a document's score is its best match plus a share of the others.
pub(super) struct Sum {
    scores: Vec<Score>,
    /// 64 documents a word: which have any score.
    present: Vec<u64>,
}

impl Sum {
    pub(super) fn new(docs: u32) -> Sum {
        Sum {
            scores: vec![0.0; docs as usize],
            present: vec![0; (docs as usize).div_ceil(64)],
        }
    }

    /// Adds a match; documents beyond the set are ignored.
    pub(super) fn add(&mut self, doc: DocId, score: Score) {
        let at = doc as usize;
        if let Some(old) = self.scores.get_mut(at) {
            *old = old.max(score) + weights::OTHERS * old.min(score);
            self.present[at / 64] |= 1 << (at % 64);
        }
    }

    /// Raises a document's score to that of a match that says nothing more than another.
    pub(super) fn at_least(&mut self, doc: DocId, score: Score) {
        let at = doc as usize;
        if let Some(old) = self.scores.get_mut(at) {
            *old = old.max(score);
            self.present[at / 64] |= 1 << (at % 64);
        }
    }

    /// Adds to a document's score, whatever else matches.
    pub(super) fn add_on(&mut self, doc: DocId, score: Score) {
        let at = doc as usize;
        if let Some(old) = self.scores.get_mut(at) {
            *old += score;
            self.present[at / 64] |= 1 << (at % 64);
        }
    }

    /// Adds every document of a scorer.
    pub(super) fn add_all(&mut self, scorer: &mut dyn Scorer, weight: Score) {
        let mut doc = scorer.doc();
        while doc != TERMINATED {
            let score = scorer.score();
            self.add(doc, weight * score);
            doc = scorer.advance();
        }
    }

    /// The score of a document, if it has any.
    pub(super) fn of(&self, doc: DocId) -> Option<Score> {
        let score = self.scores.get(doc as usize).copied();
        score.filter(|score| *score > 0.0)
    }

    pub(super) fn into_scorer(self) -> Listed {
        let mut listed = Listed::default();
        for (at, &word) in self.present.iter().enumerate() {
            let mut word = word;
            while word != 0 {
                let doc = at * 64 + word.trailing_zeros() as usize;
                word &= word - 1;
                listed.docs.push(doc as DocId);
                listed.scores.push(self.scores[doc]);
            }
        }
        listed
    }
}

/// Documents of `main`; those that `optional` also has score more.
pub(super) struct Optional {
    pub(super) main: Box<dyn Scorer>,
    pub(super) optional: Vec<Box<dyn Scorer>>,
}

impl DocSet for Optional {
    fn advance(&mut self) -> DocId {
        self.main.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.main.seek(target)
    }

    fn doc(&self) -> DocId {
        self.main.doc()
    }

    fn size_hint(&self) -> u32 {
        self.main.size_hint()
    }
}

impl Scorer for Optional {
    fn score(&mut self) -> Score {
        let doc = self.main.doc();
        let mut score = self.main.score();
        for optional in &mut self.optional {
            if optional.doc() < doc {
                optional.seek(doc);
            }
            if optional.doc() == doc {
                score += optional.score();
            }
        }
        score
    }
}

/// Every document up to a number, with no score.
pub(super) struct Every {
    pub(super) at: DocId,
    pub(super) docs: u32,
}

impl DocSet for Every {
    fn advance(&mut self) -> DocId {
        self.at = (self.at + 1).min(self.docs);
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.at = self.at.max(target.min(self.docs));
        self.doc()
    }

    fn doc(&self) -> DocId {
        if self.at < self.docs {
            self.at
        } else {
            TERMINATED
        }
    }

    fn size_hint(&self) -> u32 {
        self.docs
    }
}

impl Scorer for Every {
    fn score(&mut self) -> Score {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(docs: &[u32]) -> Listed {
        let mut sum = Sum::new(1_000);
        docs.iter().for_each(|&doc| sum.add(doc, 1.0));
        sum.into_scorer()
    }

    #[test]
    fn seeking_finds_the_first_document_not_before_the_target() {
        let docs = [0, 3, 4, 64, 65, 128, 500, 999];
        for target in 0..1_001 {
            for skip in 0..docs.len() {
                let mut scorer = listed(&docs);
                for _ in 0..skip {
                    scorer.advance();
                }
                if scorer.doc() <= target {
                    let want = docs[skip..].iter().copied().find(|&doc| doc >= target);
                    assert_eq!(scorer.seek(target), want.unwrap_or(TERMINATED));
                }
            }
        }
    }

    #[test]
    fn the_best_match_counts_most() {
        let mut sum = Sum::new(2);
        sum.add(1, 1.0);
        sum.add(1, 3.0);
        sum.add(7, 3.0);
        let mut scorer = sum.into_scorer();
        assert_eq!((scorer.doc(), scorer.doc_count()), (1, 1));
        assert!((scorer.score() - 3.2).abs() < 1e-6);
    }
}
