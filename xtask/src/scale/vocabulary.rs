//! Words of an archive that goes on growing as it grew.
//!
//! Each word is new with the probability that Heaps' law gives it, and otherwise any of
//! the words written so far, which keeps the frequencies on Zipf's curve (Simon's model).

use super::chance::Chance;
use super::heaps::Heaps;
use std::collections::HashMap;

/// Beginnings and ends of syllables.
const ONSETS: [&str; 24] = [
    "b", "br", "c", "cr", "d", "f", "fl", "g", "gr", "h", "k", "l", "m", "n", "p", "pr", "qu", "r",
    "s", "st", "t", "tr", "v", "z",
];
const RIMES: [&str; 18] = [
    "a", "an", "ar", "e", "el", "en", "er", "i", "ig", "in", "is", "o", "on", "or", "u", "um",
    "us", "y",
];

pub(super) struct Vocabulary {
    words: Vec<String>,
    known: HashMap<String, u32>,
    /// Every word written, in order.
    written: Vec<u32>,
    /// (words, different words), each time the text had grown by a tenth.
    points: Vec<(usize, usize)>,
    law: Heaps,
    chance: Chance,
}

impl Vocabulary {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            words: Vec::new(),
            known: HashMap::new(),
            written: Vec::new(),
            points: Vec::new(),
            law: Heaps { k: 0.0, beta: 0.0 },
            chance: Chance::new(seed),
        }
    }

    /// Learns the next word of the real archive.
    pub(super) fn learn(&mut self, word: &str) {
        self.write(word.to_lowercase());
        let count = self.written.len();
        let last = self.points.last().map_or(0, |(words, _)| *words);
        if count > 1000 && count * 10 > last * 11 {
            self.points.push((count, self.words.len()));
        }
    }

    /// Fits the law once the real archive is learned. Only its last seven eighths tell how
    /// it goes on: the newsletter's early years read differently.
    pub(super) fn fit(&mut self) -> Heaps {
        let start = self.written.len() / 8;
        let late: Vec<_> = self
            .points
            .iter()
            .filter(|(words, _)| *words >= start)
            .copied()
            .collect();
        self.law = Heaps::fit(&late);
        self.law
    }

    /// Words written, and different ones.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.written.len(), self.words.len())
    }

    /// The next word of the growing archive.
    pub(super) fn next(&mut self) -> String {
        let word = if self.chance.happens(self.law.new_word(self.written.len())) {
            self.invent()
        } else {
            self.any()
        };
        self.write(word.clone());
        word
    }

    /// Digits in place of others.
    pub(super) fn digit(&mut self) -> char {
        char::from(b'0' + self.chance.below(10) as u8)
    }

    fn write(&mut self, word: String) {
        let next = self.words.len() as u32;
        let id = *self.known.entry(word).or_insert_with_key(|word| {
            self.words.push(word.clone());
            next
        });
        self.written.push(id);
    }

    fn any(&mut self) -> String {
        let at = self.chance.below(self.written.len());
        let word = self
            .written
            .get(at)
            .and_then(|id| self.words.get(*id as usize));
        word.cloned().unwrap_or_default()
    }

    /// A word that was not there: two others put together, or syllables.
    fn invent(&mut self) -> String {
        let mut word = String::new();
        if self.chance.happens(0.5) {
            word = self.any() + &self.any();
        }
        while word.len() < 5 || word.len() < 14 && self.known.contains_key(&word) {
            word += ONSETS[self.chance.below(ONSETS.len())];
            word += RIMES[self.chance.below(RIMES.len())];
        }
        word.chars().take(20).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Vocabulary;

    #[test]
    fn a_text_goes_on_as_it_grew_and_is_the_same_each_time() {
        let grow = || {
            let mut vocabulary = Vocabulary::new(7);
            // Every third word is new: β is 1.
            for at in 0..3000 {
                vocabulary.learn(&format!("word{}", if at % 3 == 0 { at } else { 0 }));
            }
            vocabulary.fit();
            (0..3000).for_each(|_| drop(vocabulary.next()));
            (vocabulary.size(), vocabulary.next())
        };
        let ((written, different), word) = grow();
        assert_eq!(written, 6000);
        assert!((1800..2200).contains(&different), "{different}");
        assert_eq!(word, grow().1);
    }
}
