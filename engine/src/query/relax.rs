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
