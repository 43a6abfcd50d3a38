//! What to give up first when all words together match nothing.

use super::node::{Hint, Word};

/// Order in which words are made optional, as indexes into `words`: fillers, bare
/// years and kind words first, then the words most records have. The rarest word is
/// left out of the list: something must match.
///
/// `frequency` gives the number of records a word matches by itself; words without
/// any come before the selective ones, since they can never match.
pub fn order(words: &[&Word], frequency: &dyn Fn(&Word) -> u32) -> Vec<usize> {
    let mut ranked: Vec<(u32, u32, usize)> = Vec::with_capacity(words.len());
    for (i, word) in words.iter().enumerate() {
        let df = frequency(word);
        let class = match word.hint {
            _ if df == 0 => 0,
            Some(Hint::Filler) => 1,
            Some(Hint::Year(_)) => 2,
            Some(Hint::Kind(_)) => 3,
            None => 4,
        };
        ranked.push((class, u32::MAX - df, i));
    }
    ranked.sort_unstable();
    ranked.pop();
    ranked.into_iter().map(|(_, _, i)| i).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Node, parse};

    #[test]
    fn words_that_say_little_go_first_and_the_rarest_stays() {
        let Node::And(nodes) = parse("how tokio xyzzy events rust 2019", false).root else {
            panic!("six words")
        };
        let words: Vec<&Word> = nodes
            .iter()
            .filter_map(|node| match node {
                Node::Word(word) => Some(word),
                _ => None,
            })
            .collect();
        let frequency = |word: &Word| match word.token.as_str() {
            "xyzzy" => 0,
            "tokio" => 300,
            "rust" => 9000,
            _ => 1000,
        };
        let given_up: Vec<&str> = order(&words, &frequency)
            .into_iter()
            .map(|i| words[i].token.as_str())
            .collect();
        assert_eq!(given_up, ["xyzzy", "how", "2019", "events", "rust"]);
        assert!(order(&[], &|_| 0).is_empty());
    }
}
