//! A last look at results that are shown: their titles are at hand, word for word.
//!
//! The index rounds the lengths of titles and leaves out where frequent words stand.
//! Between results that are about equally good that decides too often.

use super::collect::Match;
use super::expand::Expansion;
use super::rerank::span;
use super::{Engine, weights};
use crate::query::Word;
use crate::text::tokenize;
use std::sync::Arc;

/// The shares that are added to a score.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Likeness {
    /// For a title that has all words in the order of the query.
    pub(super) order: f32,
    /// For one that begins with the query's first word.
    pub(super) start: f32,
    /// For one with few other words.
    pub(super) short: f32,
}

impl Likeness {
    /// What a score is multiplied by.
    pub(super) fn factor(self) -> f32 {
        1.0 + self.order + self.start + self.short
    }
}

/// A word of the query, and what in a title stands for it.
pub(super) struct Typed<'a> {
    word: &'a Word,
    /// Tokens; of a beginning its completions are left out.
    tokens: Vec<&'a str>,
}

impl<'a> Typed<'a> {
    /// The words of a query as looked up.
    pub(super) fn all(words: &'a [(Word, Arc<Expansion>)]) -> Vec<Typed<'a>> {
        words
            .iter()
            .map(|(word, found)| Typed::new(word, found))
            .collect()
    }

    fn new(word: &'a Word, found: &'a Expansion) -> Typed<'a> {
        let leaves = found.leaves.iter().map(|leaf| leaf.token.as_str());
        let others = leaves.filter(|token| !(word.prefix && token.starts_with(&word.token)));
        let first = found.phrases.iter().filter_map(|phrase| phrase.first());
        Typed {
            word,
            tokens: others.chain(first.map(String::as_str)).collect(),
        }
    }

    fn is(&self, token: &str) -> bool {
        (self.word.prefix && token.starts_with(&self.word.token)) || self.tokens.contains(&token)
    }
}

impl Engine {
    /// How like the query the title of a result is.
    pub(super) fn likeness(&self, words: &[Typed<'_>], found: &Match) -> Likeness {
        let row = self.row(found);
        row.map_or_else(Likeness::default, |(_, row)| likeness(words, &row.title))
    }
}

fn likeness(words: &[Typed<'_>], title: &str) -> Likeness {
    let typed: u32 = words.iter().map(|typed| span(typed.word)).sum();
    let mut length = typed.max(1);
    // For each word of the query, where the title has it.
    let mut places: Vec<Vec<u32>> = vec![Vec::new(); words.len()];
    tokenize(title, &mut |token| {
        length = length.max(token.position + token.positions);
        for (places, word) in places.iter_mut().zip(words) {
            if word.is(&token.text) {
                places.push(token.position);
            }
        }
    });
    let ordered = in_order(words, &places);
    let starts = places.first().is_some_and(|at| at.first() == Some(&0));
    Likeness {
        order: if ordered {
            weights::TITLE_IN_ORDER
        } else {
            0.0
        },
        start: if starts { weights::TITLE_BEGINS } else { 0.0 },
        short: if ordered && length == typed {
            weights::SHORT_TITLE + weights::TITLE_WHOLE
        } else {
            weights::SHORT_TITLE * typed as f32 / length as f32
        },
    }
}

/// Whether there are words that name something, all in order; years, kinds and fillers
/// may be missing.
fn in_order(words: &[Typed<'_>], places: &[Vec<u32>]) -> bool {
    let (mut next, mut names) = (0, 0);
    for (Typed { word, .. }, places) in words.iter().zip(places) {
        match places.iter().find(|&&at| at >= next) {
            Some(at) => {
                next = at + span(word);
                names += usize::from(word.names());
            }
            None if !word.names() => {}
            None => return false,
        }
    }
    names > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Node, parse};

    fn words(query: &str) -> Vec<(Word, Arc<Expansion>)> {
        let nodes = match parse(query, true).root {
            Node::And(nodes) => nodes,
            node => vec![node],
        };
        let words = nodes.into_iter().filter_map(|node| match node {
            Node::Word(word) => Some(word),
            _ => None,
        });
        let expansion = |word: &Word| Expansion {
            phrases: vec![vec![word.token.clone()]],
            ..Expansion::default()
        };
        words
            .map(|word| (word.clone(), Arc::new(expansion(&word))))
            .collect()
    }

    #[test]
    fn a_title_with_the_words_in_order_is_more_like_the_query() {
        let words = words("borrow chec");
        let like = |title: &str| likeness(&Typed::all(&words), title);
        let whole = like("Borrow checker");
        assert!(whole.factor() > like("The borrow checker").factor());
        assert!(like("The borrow checker").factor() > like("The borrow checker, again").factor());
        assert!(like("To borrow, then check").order > 0.0);
        assert_eq!(like("Checks that borrow").order, 0.0);
        assert_eq!(like(""), like("An orchard"));
    }
}
