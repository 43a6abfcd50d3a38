//! A segment's dictionary, written again with blocks that end where chunks should.

use anyhow::{Context, Result, ensure};
use backissue_engine::bundle::blocks::{Blocks, between};
use backissue_engine::schema::Zone;
use std::ops::Range;
use tantivy::postings::TermInfo;
use tantivy::termdict::TermDictionary;
use tantivy_sstable::value::ValueWriter;

/// A word of a segment.
pub(super) struct SegmentWord {
    pub(super) text: String,
    /// Documents that have it, zones added up.
    pub(super) frequency: u32,
    /// It stands in a title or text as a word, not only in links or compounds.
    pub(super) printed: bool,
}

/// A dictionary block and where the data of its terms lies, as ranges of whole files.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// In the dictionary file.
    pub term: Range<usize>,
    /// In the postings file.
    pub postings: Range<usize>,
    /// In the positions file.
    pub positions: Range<usize>,
    /// Holds one frequent word alone.
    pub lone: bool,
}

/// How large chunks should be, before compression. A chunk ends with the first term that
/// fills it; a term half as large again gets one of its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sizes {
    /// Chunks to aim for: each costs ten bytes of every reader's first visit.
    pub chunks: usize,
    /// Bytes at least.
    pub least: usize,
    /// Bytes at most.
    pub most: usize,
}

/// However large the archive: chunks grow instead.
const MOST_CHUNKS: usize = 6_000;

/// Each word of a query costs a chunk.
pub(super) const WORDS: Sizes = Sizes {
    chunks: 400,
    least: 1_024,
    most: 4_096,
};
/// Looked up one at a time, and seldom.
pub(super) const KEYS: Sizes = Sizes {
    chunks: 100,
    least: 2_048,
    most: 12_288,
};

/// A dictionary that was cut into chunks.
pub(super) struct Cut {
    /// The dictionary.
    pub bytes: Vec<u8>,
    /// Its chunks.
    pub chunks: Chunks,
    /// Its words.
    pub words: Vec<SegmentWord>,
}

/// The chunks of a dictionary.
#[derive(Debug, Default)]
pub(super) struct Chunks {
    /// Where their data lies.
    pub data: Vec<Block>,
    /// Where they end.
    pub index: Blocks,
}

/// Writes a dictionary anew with blocks that end where chunks should. The dictionary
/// begins at `start` of its file; the postings and positions of its field at `bases` of
/// theirs.
///
/// # Errors
/// If the dictionary cannot be read.
pub(super) fn cut(
    dictionary: &TermDictionary,
    start: usize,
    bases: (usize, usize),
    sizes: Sizes,
) -> Result<Cut> {
    let groups = group_by_word(dictionary)?;
    let whole: usize = groups.iter().map(Group::size).sum();
    let usual = (whole / sizes.chunks).clamp(sizes.least, sizes.most);
    let chunk = usual.max(whole / MOST_CHUNKS);
    let alone = chunk + chunk / 2;
    let mut writer = tantivy_sstable::Writer::<Vec<u8>, TermInfoWriter>::new(Vec::new());
    writer.set_block_len(usize::MAX);
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<(TermInfo, usize)> = None;
    let mut groups = groups.into_iter().peekable();
    let mut words = Vec::new();
    let mut ends: Vec<(Vec<u8>, u32)> = Vec::new();
    let mut terms = 0;
    while let Some(group) = groups.next() {
        let lone = group.size() > alone;
        let size = open.as_ref().map_or(0, |(_, size)| *size) + group.size();
        let ends_here =
            lone || size >= chunk || groups.peek().is_none_or(|next| next.size() > alone);
        let first = open
            .as_ref()
            .map_or_else(|| group.terms[0].1.clone(), |(info, _)| info.clone());
        let count = group.terms.len();
        for (at, (key, info)) in group.terms.iter().enumerate() {
            if ends_here && at + 1 == count {
                writer.set_block_len(0);
            }
            writer.insert(key, info)?;
        }
        writer.set_block_len(usize::MAX);
        let (last_key, last) = &group.terms[count - 1];
        terms += count as u32;
        if ends_here {
            let next = groups.peek().map(|next| &next.terms[0].0[..]);
            let end = next.map_or_else(|| last_key.clone(), |next| between(last_key, next));
            ends.push((end, std::mem::take(&mut terms)));
            blocks.push(Block {
                term: 0..0,
                postings: bases.0 + first.postings_range.start..bases.0 + last.postings_range.end,
                positions: bases.1 + first.positions_range.start
                    ..bases.1 + last.positions_range.end,
                lone,
            });
            open = None;
        } else {
            open = Some((first, size));
        }
        words.push(SegmentWord {
            frequency: group.terms.iter().map(|(_, info)| info.doc_freq).sum(),
            printed: group.terms.iter().any(|(key, _)| !key.ends_with(&[2])),
            text: group.word,
        });
    }
    let mut bytes = writer.finish()?;
    place_blocks(&bytes, start, &mut blocks)?;
    let index = index(start, &blocks, &ends);
    let all_terms: u64 = ends.iter().map(|(_, terms)| u64::from(*terms)).sum();
    end_with(&index, all_terms, &mut bytes);
    let chunks = Chunks {
        data: blocks,
        index,
    };
    Ok(Cut {
        bytes,
        chunks,
        words,
    })
}

/// The list of blocks from their places, ends and numbers of terms.
fn index(start: usize, blocks: &[Block], ends: &[(Vec<u8>, u32)]) -> Blocks {
    let mut index = Blocks::at(start as u32);
    let mut before: &[u8] = &[];
    for (block, (end, terms)) in blocks.iter().zip(ends) {
        index.push(before, end, block.term.len() as u32, *terms);
        before = end;
    }
    index
}

/// Puts the index that the engine makes from the list of blocks in the place of the one that
/// tantivy wrote.
fn end_with(index: &Blocks, terms: u64, bytes: &mut Vec<u8>) {
    let (offset, index_bytes) = index.index();
    let offset = offset - index.start as usize;
    bytes.truncate(offset);
    bytes.extend(index_bytes);
    bytes.extend((offset as u64).to_le_bytes());
    bytes.extend(terms.to_le_bytes());
    // The version of the format, and the type of the dictionary as tantivy's
    // `TermDictionaryBuilder::finish` appends it.
    bytes.extend(2u32.to_le_bytes());
    bytes.extend(2u32.to_le_bytes());
}

/// Finds the blocks' ranges by walking over their length prefixes.
fn place_blocks(bytes: &[u8], start: usize, blocks: &mut [Block]) -> Result<()> {
    let mut at = 0;
    for block in blocks {
        let prefix = bytes
            .get(at..at + 4)
            .context("the dictionary ends within a block")?;
        let length = u32::from_le_bytes([prefix[0], prefix[1], prefix[2], prefix[3]]) as usize;
        block.term = start + at..start + at + 4 + length;
        at += 4 + length;
    }
    let end = bytes
        .get(at..at + 4)
        .context("the dictionary has no end marker")?;
    ensure!(
        end == [0; 4],
        "the dictionary has more blocks than were cut"
    );
    Ok(())
}

/// The zones of one word: neighbours in the dictionary that must share a chunk.
struct Group {
    word: String,
    terms: Vec<(Vec<u8>, TermInfo)>,
}

impl Group {
    fn size(&self) -> usize {
        let data = |info: &TermInfo| info.postings_range.len() + info.positions_range.len();
        self.terms
            .iter()
            .map(|(key, info)| data(info) + 4 + key.len() / 2)
            .sum()
    }
}

fn group_by_word(dictionary: &TermDictionary) -> Result<Vec<Group>> {
    let mut groups: Vec<Group> = Vec::new();
    let mut stream = dictionary.stream()?;
    while let Some((key, info)) = stream.next() {
        let (_, word) = Zone::of(std::str::from_utf8(key)?);
        let term = (key.to_vec(), info.clone());
        match groups.last_mut() {
            Some(group) if group.word == word => group.terms.push(term),
            _ => groups.push(Group {
                word: word.to_owned(),
                terms: vec![term],
            }),
        }
    }
    Ok(groups)
}

/// Writes term infos as tantivy's own (private) `TermInfoValueWriter` does.
#[derive(Default)]
struct TermInfoWriter {
    infos: Vec<TermInfo>,
}

impl ValueWriter for TermInfoWriter {
    type Value = TermInfo;

    fn write(&mut self, info: &TermInfo) {
        self.infos.push(info.clone());
    }

    fn serialize_block(&self, out: &mut Vec<u8>) {
        let mut vint = |value: usize| {
            // tantivy's VInt: seven bits a byte, low first, the *last* byte marked.
            let mut rest = value as u64;
            while rest >= 128 {
                out.push((rest & 127) as u8);
                rest >>= 7;
            }
            out.push(rest as u8 | 128);
        };
        vint(self.infos.len());
        let Some(first) = self.infos.first() else {
            return;
        };
        vint(first.postings_range.start);
        vint(first.positions_range.start);
        for info in &self.infos {
            vint(info.doc_freq as usize);
            vint(info.postings_range.len());
            vint(info.positions_range.len());
        }
    }

    fn clear(&mut self) {
        self.infos.clear();
    }
}
