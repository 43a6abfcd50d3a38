//! What to give up when all words together match nothing.

use super::node::{Hint, Word};

/// What it costs to give a word up that `frequency` of `records` have: nothing for one
/// that nothing has, little for fillers, then bare years and kinds, then the more the
/// rarer it is. The words given up together are the cheapest that leave a match: first
/// as few as possible, then the least selective.
pub fn cost(word: &Word, frequency: u32, records: u64) -> f32 {
    match word.hint {
        Some(Hint::Filler) => 0.25,
        Some(Hint::UnknownField) => 1.0,
        Some(Hint::Years(..)) => 5.0,
        Some(Hint::Kind(_)) => 9.5,
        None if frequency == 0 => 0.0,
        // The logarithm is at most about 12, for a word of one record in a hundred
        // thousand: the first part makes two words dearer than one.
        None => 20.0 + (records as f32 / frequency as f32).max(1.0).ln(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Node, parse};

    #[test]
    fn words_that_say_little_are_cheap_and_rare_ones_dear() {
        let Node::And(nodes) = parse("xyzzy how 2019 events rust tokio", false).root else {
            panic!("six words")
        };
        let frequency = |word: &Word| match word.token.as_str() {
            "xyzzy" => 0,
            "tokio" => 300,
            _ => 9_000,
        };
        let costs: Vec<f32> = nodes
            .iter()
            .map(|node| match node {
                Node::Word(word) => cost(word, frequency(word), 50_000),
                _ => panic!("words"),
            })
            .collect();
        assert!(costs.is_sorted(), "{costs:?}");
        assert!(2.0 * costs[4] > costs[5], "rather one rare word than two");
    }
}
