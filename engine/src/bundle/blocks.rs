//! Where the blocks of a dictionary end.
//!
//! tantivy has an index of its own for that, a finite-state transducer. It is slower to
//! search than a list, and nobody else can read it; so here is the list, and tantivy is
//! given the older form of its index, which it still reads and which is made from the list
//! when a segment is opened.

use serde::{Deserialize, Serialize};

/// The blocks of a dictionary as a file holds them (postcard).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blocks {
    /// For each block a key that is not below its last and below the first of the next.
    /// Front coded: how many bytes are those of the key before and how many follow, both as
    /// LEB128, and these. First, for the worker's script reads them, too.
    pub ends: Vec<u8>,
    /// Bytes of each block.
    pub lengths: Vec<u32>,
    /// Terms of each block.
    pub terms: Vec<u32>,
    /// Where the dictionary begins in its file.
    pub start: u32,
}

impl Blocks {
    /// No blocks yet of a dictionary that begins there in its file.
    #[must_use]
    pub fn at(start: u32) -> Blocks {
        Blocks {
            start,
            ..Blocks::default()
        }
    }

    /// Adds a block; `before` is the end of the one before.
    pub fn push(&mut self, before: &[u8], end: &[u8], length: u32, terms: u32) {
        let same = before.iter().zip(end).take_while(|(a, b)| a == b).count();
        number(&mut self.ends, same);
        number(&mut self.ends, end.len() - same);
        self.ends.extend_from_slice(&end[same..]);
        self.lengths.push(length);
        self.terms.push(terms);
    }

    /// Bytes shared with the key before, and those that follow; `None` at the end, or where
    /// the list makes no sense.
    fn next<'a>(rest: &mut &'a [u8]) -> Option<(usize, &'a [u8])> {
        let (same, more) = (take_number(rest)?, take_number(rest)?);
        let (suffix, after) = rest.split_at_checked(more)?;
        *rest = after;
        Some((same, suffix))
    }

    /// The end of each block; `None` where they make no sense.
    #[must_use]
    pub fn ends(&self) -> Option<Vec<Vec<u8>>> {
        let mut rest = &self.ends[..];
        let mut ends: Vec<Vec<u8>> = Vec::with_capacity(self.lengths.len());
        while !rest.is_empty() {
            let (same, suffix) = Self::next(&mut rest)?;
            let before = ends.last().map_or(&[][..], |end| end);
            ends.push([before.get(..same)?, suffix].concat());
        }
        (ends.len() == self.lengths.len() && ends.len() == self.terms.len()).then_some(ends)
    }

    /// Where tantivy's index of the blocks lies in the dictionary's file, and its bytes:
    /// version 2 of the format, a sorted-string table in one block. See
    /// `tantivy-sstable/src/index/v2.rs`, `delta.rs` and `value/index.rs`.
    #[must_use]
    pub fn index(&self) -> (usize, Vec<u8>) {
        let mut block = Vec::with_capacity(2 * self.ends.len());
        number(&mut block, self.lengths.len());
        // The first block begins where the dictionary does.
        number(&mut block, 0);
        let before = std::iter::once(&0).chain(&self.terms);
        for (&length, &terms) in self.lengths.iter().zip(before) {
            number(&mut block, length as usize);
            number(&mut block, terms as usize);
        }
        let mut rest = &self.ends[..];
        while let Some((same, suffix)) = Self::next(&mut rest) {
            if same < 16 && suffix.len() < 16 {
                block.push((same | suffix.len() << 4) as u8);
            } else {
                block.push(1);
                number(&mut block, same);
                number(&mut block, suffix.len());
            }
            block.extend_from_slice(suffix);
        }
        let head = (block.len() as u32 + 1).to_le_bytes();
        let bytes = [&head, &[0][..], &block, &[0; 4]].concat();
        let sum = self
            .lengths
            .iter()
            .fold(self.start as usize, |sum, &length| {
                sum.saturating_add(length as usize)
            });
        // An empty block marks the dictionary's end.
        (sum.saturating_add(4), bytes)
    }
}

/// Appends a number as LEB128.
fn number(into: &mut Vec<u8>, mut value: usize) {
    while value > 127 {
        into.push((value & 127) as u8 | 128);
        value >>= 7;
    }
    into.push(value as u8);
}

/// Takes a number of at most four bytes.
fn take_number(from: &mut &[u8]) -> Option<usize> {
    let mut value = 0;
    for shift in [0, 7, 14, 21] {
        let (&byte, rest) = from.split_first()?;
        *from = rest;
        value |= usize::from(byte & 127) << shift;
        if byte < 128 {
            return Some(value);
        }
    }
    None
}

/// A short key that is not below `last` and below `next`, which is greater.
#[must_use]
pub fn between(last: &[u8], next: &[u8]) -> Vec<u8> {
    let same = last.iter().zip(next).take_while(|(a, b)| a == b).count();
    for at in same..last.len() {
        let Some(more) = last[at].checked_add(1) else {
            continue;
        };
        let key = [&last[..at], &[more]].concat();
        if key[..] < *next && key.len() < last.len() {
            return key;
        }
    }
    last.to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_come_back() {
        let long = [&b"borrow"[..], &[b'x'; 300]].concat();
        let keys: [&[u8]; 4] = [b"async", b"borrow", &long, b"\xc3\xa9"];
        let mut blocks = Blocks::at(7);
        let mut before: &[u8] = &[];
        for key in keys {
            blocks.push(before, key, 1_000, 3);
            before = key;
        }
        assert_eq!(blocks.ends().unwrap(), keys);
        assert_eq!(blocks.index().0, 7 + 4_000 + 4);
    }

    /// `frontend/worker/js/guess.js` reads these, too, and `tests/browser/ahead.test.mjs`
    /// gives it the same bytes.
    #[test]
    fn ends_have_these_bytes() {
        let mut blocks = Blocks::at(0);
        blocks.push(b"", b"async", 1, 1);
        blocks.push(b"async", b"at\xc3\xa9", 1, 1);
        let bytes = postcard::to_allocvec(&blocks).unwrap();
        let ends = [0, 5, 97, 115, 121, 110, 99, 1, 3, 116, 195, 169];
        assert_eq!(bytes[0], ends.len() as u8);
        assert_eq!(bytes[1..=ends.len()], ends);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let blocks = |ends: &[u8]| Blocks {
            ends: ends.to_vec(),
            lengths: vec![1],
            terms: vec![1],
            start: 0,
        };
        assert!(blocks(&[0, 1, b'a']).ends().is_some());
        for ends in [
            &[][..],
            &[1, 1, b'a'],
            &[0, 2, b'a'],
            &[0],
            &[128, 128, 128, 128, 1],
        ] {
            assert!(blocks(ends).ends().is_none(), "{ends:?}");
            // Made all the same, for nothing must fail on it.
            drop(blocks(ends).index());
        }
    }

    #[test]
    fn a_key_between_two_is_short() {
        let pairs: [(&[u8], &[u8], &[u8]); 5] = [
            (b"apple", b"cherry", b"b"),
            (b"apple", b"b", b"aq"),
            (b"borrow", b"borrowck", b"borrow"),
            (b"borrow\x02", b"borrowck\0", b"borrow\x02"),
            (b"a\xff\xff", b"b", b"a\xff\xff"),
        ];
        for (last, next, wanted) in pairs {
            let found = between(last, next);
            assert!(last <= &found[..] && &found[..] < next);
            assert_eq!(found, wanted);
        }
    }
}
