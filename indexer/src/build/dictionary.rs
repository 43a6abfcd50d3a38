//! A segment's dictionary, written again with blocks that end where chunks should.

use anyhow::{Context, Result, ensure};
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
    /// Offset within the field's dictionary: names the chunk.
    pub offset: u32,
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

/// The bytes of a dictionary, its chunks, and its words.
type Cut = (Vec<u8>, Vec<Block>, Vec<SegmentWord>);

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
    while let Some(group) = groups.next() {
        let lone = group.size() > alone;
        let size = open.as_ref().map_or(0, |(_, size)| *size) + group.size();
        let ends = lone || size >= chunk || groups.peek().is_none_or(|next| next.size() > alone);
        let first = open
            .as_ref()
            .map_or_else(|| group.terms[0].1.clone(), |(info, _)| info.clone());
        let count = group.terms.len();
        for (at, (key, info)) in group.terms.iter().enumerate() {
            if ends && at + 1 == count {
                writer.set_block_len(0);
            }
            writer.insert(key, info)?;
        }
        writer.set_block_len(usize::MAX);
        let last = &group.terms[count - 1].1;
        if ends {
            blocks.push(Block {
                term: 0..0,
                offset: 0,
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
    // The type of the dictionary, as tantivy's `TermDictionaryBuilder::finish` appends it.
    bytes.extend_from_slice(&2u32.to_le_bytes());
    Ok((bytes, blocks, words))
}

/// Finds the blocks' ranges by walking over their length prefixes.
fn place_blocks(bytes: &[u8], start: usize, blocks: &mut [Block]) -> Result<()> {
    let mut at = 0;
    for block in blocks {
        let prefix = bytes
            .get(at..at + 4)
            .context("the dictionary ends within a block")?;
        let length = u32::from_le_bytes([prefix[0], prefix[1], prefix[2], prefix[3]]) as usize;
        block.offset = at as u32;
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
