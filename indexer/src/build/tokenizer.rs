//! The engine's text analysis as tantivy tokenizers, for writing an index.

use backissue_engine::schema::{SEPARATOR, Zone};
use backissue_engine::text::tokenize;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Separates texts within a zone that do not belong together.
pub(super) const PART: char = '\u{1d}';
/// Stands in the first text of the body where the title is: phrases reach across.
pub(super) const TITLE: char = '\u{1c}';
/// Stands before and after a name within the body that counts as a title.
pub(super) const NAME: char = '\u{1b}';
/// Positions left free between texts, so that no phrase reaches across.
const GAP: usize = 16;
/// tantivy drops longer tokens; so do we, before it logs about them.
const LONGEST: usize = 200;

/// Words of a text value: title, body and meta, separated by [`SEPARATOR`].
///
/// Words that stand in the title or body are left out of meta: there they would
/// only make postings longer.
#[derive(Clone, Default)]
pub(super) struct WordsTokenizer {
    /// Compounds met so far (`nostd` for `no_std`): no words to correct others to, unless
    /// they are also printed as one word.
    pub(super) compounds: Arc<Mutex<Compounds>>,
}

/// Wholes of compounds, and words printed as one.
#[derive(Default)]
pub(super) struct Compounds {
    wholes: HashSet<String>,
    plain: HashSet<String>,
}

impl Compounds {
    /// Whether a word is never printed as one.
    pub(super) fn only(&self, word: &str) -> bool {
        self.wholes.contains(word) && !self.plain.contains(word)
    }

    fn learn(&mut self, token: &str, positions: u32) {
        let words = if positions > 1 {
            &mut self.wholes
        } else {
            &mut self.plain
        };
        if !words.contains(token) {
            words.insert(token.to_owned());
        }
    }
}

impl Tokenizer for WordsTokenizer {
    type TokenStream<'a> = Listed;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Listed {
        let mut tokens = Vec::new();
        let mut zones = text.split(SEPARATOR);
        let mut zone = || zones.next().unwrap_or_default();
        let (title, body, meta) = (zone(), zone(), zone());
        let (lead, body) = body.split_once(TITLE).unwrap_or(("", body));
        let leads = text.contains(TITLE);
        let mut next = self.push(lead, Zone::Body, 0, &mut tokens);
        next = self.push(title, Zone::Title, next, &mut tokens);
        for (at, part) in body.split(PART).enumerate() {
            let gap = if leads && at == 0 { 0 } else { GAP };
            next += gap;
            for (at, piece) in part.split(NAME).enumerate() {
                let zone = if at % 2 == 0 { Zone::Body } else { Zone::Title };
                next = self.push(piece, zone, next, &mut tokens);
            }
        }
        for part in meta.split(PART) {
            next = self.push(part, Zone::Meta, next + GAP, &mut tokens);
        }
        Listed { tokens, at: 0 }
    }
}

impl WordsTokenizer {
    /// Adds the words of a text from a position on; the position after its last.
    fn push(&self, text: &str, zone: Zone, base: usize, tokens: &mut Vec<Token>) -> usize {
        let mut next = base;
        let meta = zone == Zone::Meta;
        let compounds = self.compounds.lock();
        let mut compounds = compounds.unwrap_or_else(PoisonError::into_inner);
        tokenize(text, &mut |token| {
            let position = base + token.position as usize;
            next = next.max(position + token.positions.max(1) as usize);
            if token.text.len() > LONGEST || (meta && stands(tokens, &token.text)) {
                return;
            }
            if !meta {
                compounds.learn(&token.text, token.positions);
            }
            let mut word = token.text.into_owned();
            word.push_str(zone.suffix());
            tokens.push(Token {
                position,
                text: word,
                ..Token::default()
            });
        });
        next
    }
}

/// Whether a word is in title or body.
fn stands(tokens: &[Token], word: &str) -> bool {
    tokens.iter().any(|token| match Zone::of(&token.text) {
        (Zone::Meta, _) => false,
        (_, known) => known == word,
    })
}

/// Keys of a keys value, separated by [`SEPARATOR`].
#[derive(Clone)]
pub(super) struct KeysTokenizer;

impl Tokenizer for KeysTokenizer {
    type TokenStream<'a> = Listed;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Listed {
        let keys = text
            .split(SEPARATOR)
            .filter(|key| !key.is_empty() && key.len() <= LONGEST);
        let tokens = keys
            .enumerate()
            .map(|(position, key)| Token {
                position,
                text: key.to_owned(),
                ..Token::default()
            })
            .collect();
        Listed { tokens, at: 0 }
    }
}

/// Tokens listed beforehand.
pub(super) struct Listed {
    tokens: Vec<Token>,
    /// Index of the token after the current one.
    at: usize,
}

impl TokenStream for Listed {
    fn advance(&mut self) -> bool {
        self.at += 1;
        self.at <= self.tokens.len()
    }

    fn token(&self) -> &Token {
        &self.tokens[self.at - 1]
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokens[self.at - 1]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compound_that_is_also_printed_as_one_word_is_a_word() {
        let mut words = WordsTokenizer::default();
        words.token_stream("free-standing and no_std\u{1e}freestanding\u{1e}nostd");
        let compounds = words
            .compounds
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let only = ["freestanding", "nostd", "and"].map(|word| compounds.only(word));
        assert_eq!(only, [false, true, false]);
    }
}
