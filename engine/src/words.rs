//! The words of a set, for spelling correction: a dictionary without postings.
//!
//! Words are stored front-coded (each as how much it shares with the one before, and
//! the rest), frequencies by their order of magnitude: a third of what tantivy's own
//! dictionary takes. Levenshtein automata run over it as over a trie.

use crate::error::Error;
use serde::{Deserialize, Serialize};
use tantivy_fst::Automaton;

/// Contents of a words file (postcard).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordsFile {
    /// For each word, how many bytes it shares with the one before.
    shared: Vec<u8>,
    /// For each word, how many bytes follow.
    lengths: Vec<u8>,
    /// The bytes that follow, one after the other.
    rest: String,
    /// For each word, ⌊log₂⌋ of the number of documents that have it.
    magnitudes: Vec<u8>,
}

impl WordsFile {
    /// Packs words (ascending, each at most 255 bytes) with their document frequency.
    #[must_use]
    pub fn encode<'a>(words: impl Iterator<Item = (&'a str, u32)>) -> WordsFile {
        let mut file = WordsFile::default();
        let mut before = "";
        for (word, frequency) in words {
            let same = word.char_indices().zip(before.char_indices());
            let shared = same
                .take_while(|(a, b)| a == b)
                .map(|((at, c), _)| at + c.len_utf8())
                .last()
                .unwrap_or(0);
            file.shared.push(shared as u8);
            file.lengths.push((word.len() - shared) as u8);
            file.rest.push_str(&word[shared..]);
            file.magnitudes.push(frequency.max(1).ilog2() as u8);
            before = word;
        }
        file
    }
}

/// The words of a set, checked.
pub struct Words(WordsFile);

impl Words {
    /// Reads a words file; `path` names it in errors.
    ///
    /// # Errors
    /// [`Error::Damaged`] if it does not add up.
    pub fn decode(path: &str, contents: &[u8]) -> Result<Words, Error> {
        let bad = || Error::damaged(path, "its words do not add up");
        let file: WordsFile = postcard::from_bytes(contents).map_err(|_| bad())?;
        let words = file.shared.len();
        if file.lengths.len() != words || file.magnitudes.len() != words {
            return Err(bad());
        }
        let (mut at, mut before) = (0usize, 0usize);
        for (&shared, &length) in file.shared.iter().zip(&file.lengths) {
            let (shared, length) = (usize::from(shared), usize::from(length));
            at += length;
            if shared > before || !file.rest.is_char_boundary(at) {
                return Err(bad());
            }
            before = shared + length;
        }
        if at != file.rest.len() || file.magnitudes.iter().any(|&magnitude| magnitude > 31) {
            return Err(bad());
        }
        Ok(Words(file))
    }

    /// Calls `each` with every word, ascending.
    pub fn each(&self, each: &mut dyn FnMut(&str)) {
        let file = &self.0;
        let mut word: Vec<u8> = Vec::new();
        let mut rest = file.rest.as_bytes();
        for (&shared, &length) in file.shared.iter().zip(&file.lengths) {
            let (new, after) = rest.split_at(usize::from(length));
            rest = after;
            word.truncate(usize::from(shared));
            word.extend_from_slice(new);
            if let Ok(word) = std::str::from_utf8(&word) {
                each(word);
            }
        }
    }

    /// Calls `each` with every word the automaton accepts, and about how many
    /// documents have it.
    pub fn search<A: Automaton>(&self, automaton: &A, each: &mut dyn FnMut(&str, u32))
    where
        A::State: Clone,
    {
        let WordsFile {
            shared,
            lengths,
            rest,
            magnitudes,
        } = &self.0;
        let mut states = vec![automaton.start()];
        let mut word: Vec<u8> = Vec::new();
        let mut at = 0;
        for ((&shared, &length), &magnitude) in shared.iter().zip(lengths).zip(magnitudes) {
            let (shared, end) = (usize::from(shared), at + usize::from(length));
            word.truncate(shared);
            word.extend_from_slice(&rest.as_bytes()[at..end]);
            at = end;
            // States are kept for as much of the word before as could match.
            states.truncate(shared + 1);
            while states.len() <= word.len() {
                let state = &states[states.len() - 1];
                if !automaton.can_match(state) {
                    break;
                }
                let next = automaton.accept(state, word[states.len() - 1]);
                states.push(next);
            }
            let complete = states.len() == word.len() + 1;
            let accepted = complete && automaton.is_match(&states[word.len()]);
            if let (true, Ok(word)) = (accepted, std::str::from_utf8(&word)) {
                each(word, 1 << magnitude);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tantivy_fst::automaton::AlwaysMatch;

    /// Accepts one word.
    struct Exactly(&'static str);

    impl Automaton for Exactly {
        type State = Option<usize>;
        fn start(&self) -> Option<usize> {
            Some(0)
        }
        fn is_match(&self, state: &Option<usize>) -> bool {
            *state == Some(self.0.len())
        }
        fn can_match(&self, state: &Option<usize>) -> bool {
            state.is_some()
        }
        fn accept(&self, state: &Option<usize>, byte: u8) -> Option<usize> {
            state
                .filter(|&at| self.0.as_bytes().get(at) == Some(&byte))
                .map(|at| at + 1)
        }
    }

    fn words(list: &[&str]) -> Words {
        let file = WordsFile::encode(list.iter().map(|&word| (word, word.len() as u32)));
        Words::decode("w", &postcard::to_allocvec(&file).unwrap()).unwrap()
    }

    #[test]
    fn every_word_is_found_again() {
        let list = [
            "a", "ab", "abc", "b", "bär", "bäume", "zürich", "тип", "типы",
        ];
        let mut found = Vec::new();
        words(&list).search(&AlwaysMatch, &mut |word, _| found.push(word.to_owned()));
        assert_eq!(found, list);
        found.clear();
        words(&list).each(&mut |word| found.push(word.to_owned()));
        assert_eq!(found, list);
        for wanted in list {
            let mut found = Vec::new();
            words(&list).search(&Exactly(wanted), &mut |word, _| found.push(word.to_owned()));
            assert_eq!(found, [wanted]);
        }
    }

    #[test]
    fn damaged_words_are_refused() {
        let file = WordsFile::encode([("über", 1), ("übung", 2)].into_iter());
        let bytes = postcard::to_allocvec(&file).unwrap();
        for cut in 0..bytes.len() {
            assert!(Words::decode("w", &bytes[..cut]).is_err());
        }
        let bad = WordsFile {
            shared: vec![0, 9],
            ..file
        };
        assert!(Words::decode("w", &postcard::to_allocvec(&bad).unwrap()).is_err());
    }
}
