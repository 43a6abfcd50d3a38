//! The numbers of the ranking, in one place.
//!
//! A record's score is the sum over the query's words of the word's best match (plus
//! a fifth of its other matches), where a match is BM25 (k₁ = 1.2, b = 0.75, as in
//! tantivy, with lengths half way to the average) times the weight of the zone it
//! stands in and of what it is to the word; see `docs/query.md`. The best candidates
//! are then looked at more closely ([`super::rerank`]), every ten in a row once more
//! ([`super::titles`]).

use crate::schema::Zone;
use tantivy::Score;

/// Weight of a match by the zone it stands in.
pub(super) fn zone(zone: Zone) -> Score {
    match zone {
        Zone::Title => 1.0,
        Zone::Body => 0.6,
        Zone::Meta => 0.4,
    }
}

/// Share of a word's weaker matches that is added to its best one.
pub(super) const OTHERS: Score = 0.2;
/// Another name of a word, beside the word itself.
pub(super) const SYNONYM: f32 = 0.6;

/// An inflection, beside the word itself; of a word that is still being typed less,
/// for it may become another one (`javas`: rather `javascript` than `java`).
pub(super) fn inflected(typing: bool) -> f32 {
    if typing { 0.3 } else { 0.5 }
}

/// A longer word that begins so, beside the word itself. `share` is how frequent it is
/// beside the most frequent one: that is how likely it is meant.
pub(super) fn completed(share: f32) -> f32 {
    0.35 + 0.15 * share.sqrt()
}

/// A quoted phrase.
pub(super) const PHRASE: Score = 12.0;
/// Parts or synonyms side by side that stand for one word.
pub(super) const PHRASE_FOR_WORD: Score = 6.0;
/// A number or link, found by its key.
pub(super) const KEY: Score = 40.0;
/// Added for a record whose kind or year is what a word names.
pub(super) const HINT: Score = 2.0;
/// A word that corrects a mistyped one, beside the word itself.
pub(super) const CORRECTED: f32 = 0.8;

/// Candidates that are looked at more closely.
pub(super) const CANDIDATES: usize = 200;
/// Share added for words side by side in the title, in the order of the query.
pub(super) const IN_ORDER_TITLE: Score = 0.35;
/// Share added for words side by side elsewhere.
pub(super) const IN_ORDER_BODY: Score = 0.15;
/// Words in order with up to [`NEAR`] others between count so much of words side by side.
pub(super) const NEARLY: Score = 0.7;
/// Words in order with more between them count so much.
pub(super) const FAR: Score = 0.5;
/// Most words between words that count as in order.
pub(super) const NEAR: u32 = 3;
/// Share added when the title has every word.
pub(super) const ALL_IN_TITLE: Score = 0.15;
/// Share added on top when the title has no other words, less the more it has.
pub(super) const WHOLE_TITLE: Score = 0.3;
/// Share added to the newest record; falls evenly to nothing at the oldest.
pub(super) const RECENCY: Score = 0.05;
/// Among ten results in a row, share added to a title that has all words in the order of
/// the query, whatever stands between them.
pub(super) const TITLE_IN_ORDER: Score = 0.2;
/// Share added there to a title that is the query, whole.
pub(super) const TITLE_WHOLE: Score = 0.2;
/// Share added there to a title that begins with the query's first word.
pub(super) const TITLE_BEGINS: Score = 0.03;
/// Share added there to a title that says nothing but the words: of two that are equally
/// good, the shorter comes first.
pub(super) const SHORT_TITLE: Score = 0.1;
