//! Words written as one: `title:errorhandling` is also `error handling`.

use super::set::{Needs, Set};
use crate::bundle::words_path;

/// Shortest value that is taken apart, in bytes.
const SHORTEST: usize = 6;
/// Shortest part, in bytes; the words files hold no shorter words.
const SHORTEST_PART: usize = 3;
/// Most parts.
const MOST_PARTS: usize = 4;
/// Most ways that are looked up, those with the longest first parts.
const MOST_WAYS: usize = 8;

/// The ways to read a token as words of the archive in a row; asks for the words files.
pub(super) fn ways(sets: &[Set], token: &str, needs: &mut Needs) -> Vec<Vec<String>> {
    if token.len() < SHORTEST {
        return Vec::new();
    }
    // Words within the token: where they begin and end.
    let mut within: Vec<(usize, usize)> = Vec::new();
    for set in sets {
        set.want(&words_path(&set.path), needs);
        if let Some(words) = &set.words {
            words.each(&mut |word| {
                let fits = (SHORTEST_PART..token.len()).contains(&word.len());
                let found = token.match_indices(word).filter(|_| fits);
                within.extend(found.map(|(at, _)| (at, at + word.len())));
            });
        }
    }
    within.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    within.dedup();
    let mut ways = Vec::new();
    go_on(token, &within, &mut vec![0], &mut ways);
    ways
}

/// Adds every way that goes on from `ends`, the ends of the words so far.
fn go_on(
    token: &str,
    within: &[(usize, usize)],
    ends: &mut Vec<usize>,
    ways: &mut Vec<Vec<String>>,
) {
    let at = ends.last().copied().unwrap_or_default();
    if at == token.len() {
        let words = ends
            .windows(2)
            .map(|ends| token[ends[0]..ends[1]].to_owned());
        ways.push(words.collect());
        return;
    }
    let next = within.partition_point(|&(start, _)| start < at);
    for &(start, end) in &within[next..] {
        if start > at || ends.len() > MOST_PARTS || ways.len() >= MOST_WAYS {
            return;
        }
        ends.push(end);
        go_on(token, within, ends, ways);
        ends.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_as_the_words_that_are_known() {
        let words = ["error", "err", "or", "handling", "hand", "ling"];
        let token = "errorhandling";
        let mut within: Vec<(usize, usize)> = words
            .iter()
            .filter_map(|word| Some((token.find(word)?, token.find(word)? + word.len())))
            .collect();
        within.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        let mut ways = Vec::new();
        go_on(token, &within, &mut vec![0], &mut ways);
        let ways: Vec<String> = ways.iter().map(|way| way.join(" ")).collect();
        assert_eq!(ways[0], "error handling");
        assert_eq!(ways.len(), 4);
    }
}
