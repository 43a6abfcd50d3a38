//! The numbers of the ranking, in one place.
//!
//! A record's score is the sum over the query's words of the word's best match (plus
//! a fifth of its other matches), where a match is BM25 (k₁ = 1.2, b = 0.75, as in
//! tantivy, with lengths half way to the average) times the weight of the zone it stands in; see `docs/query.md`. The best
//! candidates are then looked at more closely ([`super::rerank`]).

use crate::schema::Zone;
use tantivy::Score;

/// Weight of a match by the zone it stands in.
pub(super) fn zone(zone: Zone) -> Score {
    match zone {
        Zone::Title => 1.0,
        Zone::Body => 0.55,
        Zone::Meta => 0.4,
    }
}

/// A quoted phrase.
pub(super) const PHRASE: Score = 12.0;
/// Parts or synonyms side by side that stand for one word.
pub(super) const PHRASE_FOR_WORD: Score = 6.0;
/// A number or link, found by its key.
pub(super) const KEY: Score = 40.0;
/// A record whose kind or year is what a word names.
pub(super) const HINT: Score = 1.0;
/// A word that corrects a mistyped one, beside the word itself.
pub(super) const CORRECTED: f32 = 0.8;

/// Candidates that are looked at more closely.
pub(super) const CANDIDATES: usize = 200;
/// Share added for words in a row in the title.
pub(super) const IN_A_ROW_TITLE: Score = 0.35;
/// Share added for words in a row elsewhere.
pub(super) const IN_A_ROW_BODY: Score = 0.15;
/// Share added when the title has every word.
pub(super) const ALL_IN_TITLE: Score = 0.15;
/// Share added on top when the title has no other words, less the more it has.
pub(super) const WHOLE_TITLE: Score = 0.3;
/// Share added to the newest record; falls evenly to nothing at the oldest.
pub(super) const RECENCY: Score = 0.08;
