//! The tantivy schema, and how zones share one field.
//!
//! Every field of tantivy has a dictionary and postings of its own, so two text
//! fields would double the round trips of a word. We keep **one** text field and
//! write each token with the *zone* it stands in as a suffix:
//!
//! | zone | suffix | holds |
//! |---|---|---|
//! | [`Zone::Title`] | none | the record's title, the texts of its further links |
//! | [`Zone::Body`]  | `\x01` | the rest of its text, older titles |
//! | [`Zone::Meta`]  | `\x02` | words of host and path, organiser, place, labels |
//!
//! Suffixes sort before every other character, so the zones of a word are
//! neighbours in the dictionary and always travel in one chunk.
//!
//! The second field, `keys`, holds exact keys (URLs, numbers) without positions,
//! frequencies or norms.

use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};

/// Name of the tokenizer that the text field is indexed with.
pub const TEXT_TOKENIZER: &str = "backissue";
/// Name of the tokenizer that the keys field is indexed with.
pub const KEYS_TOKENIZER: &str = "backissue-keys";
/// Separates the zones of a document's text value, and keys in its keys value.
pub const SEPARATOR: char = '\u{1e}';

/// Part of a record a token stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// The record's title and the texts of its further links.
    Title,
    /// The rest of its text.
    Body,
    /// Words about it: host, path, organiser, place, labels.
    Meta,
}

impl Zone {
    /// All zones, in the order of their suffixes.
    pub const ALL: [Zone; 3] = [Zone::Title, Zone::Body, Zone::Meta];

    /// What is appended to a token of this zone.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Zone::Title => "",
            Zone::Body => "\u{1}",
            Zone::Meta => "\u{2}",
        }
    }

    /// The zone of a dictionary key, and the token without its suffix.
    #[must_use]
    pub fn of(key: &str) -> (Zone, &str) {
        if let Some(token) = key.strip_suffix('\u{1}') {
            (Zone::Body, token)
        } else if let Some(token) = key.strip_suffix('\u{2}') {
            (Zone::Meta, token)
        } else {
            (Zone::Title, key)
        }
    }
}

/// The two fields of every index.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// Words, with positions, frequencies and norms.
    pub text: Field,
    /// Exact keys.
    pub keys: Field,
}

/// The schema of every index; the same on both sides.
#[must_use]
pub fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = builder.add_text_field(
        "text",
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(TEXT_TOKENIZER)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions),
        ),
    );
    let keys = builder.add_text_field(
        "keys",
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(KEYS_TOKENIZER)
                .set_fieldnorms(false)
                .set_index_option(IndexRecordOption::Basic),
        ),
    );
    (builder.build(), Fields { text, keys })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_of_a_word_are_neighbours_in_the_dictionary() {
        let mut keys = vec!["borrowck".to_owned(), "borrow-checker".to_owned()];
        keys.extend(Zone::ALL.map(|zone| format!("borrow{}", zone.suffix())));
        keys.sort();
        assert_eq!(keys[..3], ["borrow", "borrow\u{1}", "borrow\u{2}"]);
        assert_eq!(Zone::of(&keys[1]), (Zone::Body, "borrow"));
    }
}
