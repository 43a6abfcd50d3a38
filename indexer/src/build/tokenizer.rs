//! The engine's text analysis as tantivy tokenizers, for writing an index.

use backissue_engine::schema::{SEPARATOR, Zone};
use backissue_engine::text::tokenize;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Separates texts within a zone that do not belong together.
pub(super) const PART: char = '\u{1d}';
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
    /// Compounds met so far (`nostd` for `no_std`): no words to correct others to.
    pub(super) compounds: Arc<Mutex<HashSet<String>>>,
}

impl Tokenizer for WordsTokenizer {
    type TokenStream<'a> = Listed;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Listed {
        let mut tokens = Vec::new();
        let mut next = 0;
        for (zone, part) in Zone::ALL.into_iter().zip(text.split(SEPARATOR)) {
            let before = tokens.len();
            for part in part.split(PART) {
                let base = next;
                tokenize(part, &mut |token| {
                    let position = base + token.position as usize;
                    next = next.max(position + token.positions.max(1) as usize + GAP);
                    if token.text.len() > LONGEST
                        || (zone == Zone::Meta && stands(&tokens[..before], &token.text))
                    {
                        return;
                    }
                    if token.positions > 1 {
                        let mut compounds = self
                            .compounds
                            .lock()
                            .unwrap_or_else(PoisonError::into_inner);
                        compounds.insert(token.text.to_string());
                    }
                    let mut word = token.text.into_owned();
                    word.push_str(zone.suffix());
                    tokens.push(Token {
                        position,
                        text: word,
                        ..Token::default()
                    });
                });
            }
        }
        Listed { tokens, at: 0 }
    }
}

fn stands(tokens: &[Token], word: &str) -> bool {
    tokens.iter().any(|token| Zone::of(&token.text).1 == word)
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
