//! One tantivy segment: documents in, files of the segment out.
//!
//! tantivy writes the segment as it always does. Then two of its files are written
//! anew in tantivy's own formats so that they suit chunked delivery:
//!
//! * the **dictionary** (`.term`), with block boundaries where we want chunks to end
//!   instead of every 4,000 bytes;
//! * the **norms** (`.fieldnorm`): the length of the title, with a little for the
//!   rest, rounded to a few levels. Ranking learns from them which records a query
//!   names in full.

use super::tokenizer::{KeysTokenizer, WordsTokenizer};
use anyhow::{Context, Result, ensure};
use backissue_engine::schema::{Fields, KEYS_TOKENIZER, SEPARATOR, TEXT_TOKENIZER, Zone, schema};
use backissue_engine::text::tokenize;
use rayon::prelude::*;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use tantivy::directory::{
    CompositeFile, CompositeWrite, Directory, ManagedDirectory, RamDirectory,
};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentComponent;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, TantivyDocument};
use tantivy::termdict::TermDictionary;
use tantivy::tokenizer::TokenizerManager;
use tantivy::{HasLen, IndexBuilder, IndexSettings};
use tantivy_sstable::value::ValueWriter;

/// Values of a document's two fields.
pub(super) struct Document {
    /// Title, body and meta, separated by [`SEPARATOR`].
    pub text: String,
    /// Keys, separated likewise.
    pub keys: String,
}

/// A finished segment.
pub(super) struct Segment {
    /// Segment id: 32 hex digits.
    pub id: String,
    /// Documents.
    pub docs: u32,
    /// Its files by extension, complete with tantivy's footers.
    pub files: Vec<(String, Vec<u8>)>,
    /// The chunks that the text dictionary was cut into.
    pub text: Vec<Block>,
    /// The chunks that the keys dictionary was cut into.
    pub keys: Vec<Block>,
    /// Words, ascending.
    pub(super) words: Vec<SegmentWord>,
}

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

/// A chunk ends with the first word that fills it to this many bytes.
const CHUNK: usize = 4_096;
/// A word whose data is larger than this gets a chunk of its own.
const LONE: usize = 6_144;
/// A compound that at most so many records have is no word by itself.
const RARE: u32 = 8;
const MEMORY: usize = 256 << 20;

/// Writes a segment; `ordinal` tells the segments of a bundle apart.
///
/// # Errors
/// If tantivy fails.
pub(super) fn write(documents: Vec<Document>, ordinal: usize) -> Result<Segment> {
    let (tantivy_schema, fields) = schema();
    let docs = documents.len() as u32;
    let ram = RamDirectory::create();
    let words = WordsTokenizer::default();
    let compounds = words.compounds.clone();
    let tokenizers = TokenizerManager::new();
    tokenizers.register(TEXT_TOKENIZER, words);
    tokenizers.register(KEYS_TOKENIZER, KeysTokenizer);
    let mut writer = IndexBuilder::new()
        .schema(tantivy_schema)
        .tokenizers(tokenizers)
        .settings(IndexSettings::default())
        .single_segment_index_writer(ram.clone(), MEMORY)?;
    let norms: Vec<u8> = documents
        .par_iter()
        .map(|document| length(&document.text))
        .collect();
    for document in documents {
        let mut tantivy_document = TantivyDocument::default();
        tantivy_document.add_text(fields.text, document.text);
        tantivy_document.add_text(fields.keys, document.keys);
        writer.add_document(tantivy_document)?;
    }
    let index = writer.finalize()?;
    let segment = index
        .searchable_segments()?
        .pop()
        .context("tantivy wrote no segment")?;
    let read = |component| -> Result<_> { Ok(segment.open_read(component)?) };

    let id = format!("{:032x}", ordinal + 1);
    let out = RamDirectory::create();
    let managed = ManagedDirectory::wrap(Box::new(out.clone()))?;
    let path = |extension: &str| PathBuf::from(format!("{id}.{extension}"));

    let terms = CompositeFile::open(&read(SegmentComponent::Terms)?)?;
    let postings = CompositeFile::open(&read(SegmentComponent::Postings)?)?;
    let positions = CompositeFile::open(&read(SegmentComponent::Positions)?)?;
    let bases = Bases::find(&postings, &positions, fields)?;
    let mut composite = CompositeWrite::wrap(managed.open_write(&path("term"))?);
    let mut start = 0;
    let mut cut = |field: Field, bases: (usize, usize)| -> Result<_> {
        let file = terms
            .open_read(field)
            .context("a field has no dictionary")?;
        let (bytes, blocks, words) = cut_dictionary(&TermDictionary::open(file)?, start, bases)?;
        std::io::Write::write_all(composite.for_field(field), &bytes)?;
        start += bytes.len();
        Ok((blocks, words))
    };
    let (text_blocks, mut words) = cut(fields.text, bases.text)?;
    let compounds = compounds.lock().unwrap_or_else(PoisonError::into_inner);
    for word in &mut words {
        word.printed &= word.frequency > RARE || !compounds.contains(&word.text);
    }
    let (key_blocks, _) = cut(fields.keys, bases.keys)?;
    composite.close()?;
    write_norms(&norms, fields, &managed, &path("fieldnorm"))?;

    let mut files = Vec::new();
    for extension in ["term", "fieldnorm"] {
        files.push((extension.to_owned(), out.atomic_read(&path(extension))?));
    }
    for (extension, component) in [
        ("idx", SegmentComponent::Postings),
        ("pos", SegmentComponent::Positions),
        ("fast", SegmentComponent::FastFields),
        ("store", SegmentComponent::Store),
    ] {
        files.push((
            extension.to_owned(),
            ram.atomic_read(&segment.relative_path(component))?,
        ));
    }
    Ok(Segment {
        id,
        docs,
        files,
        text: text_blocks,
        keys: key_blocks,
        words,
    })
}

/// Where the postings and positions of each field begin in their files.
struct Bases {
    text: (usize, usize),
    keys: (usize, usize),
}

impl Bases {
    /// A composite file holds its fields one after the other from its start.
    fn find(postings: &CompositeFile, positions: &CompositeFile, fields: Fields) -> Result<Bases> {
        let length =
            |file: &CompositeFile, field| file.open_read(field).map_or(0, |part| part.len());
        ensure!(
            fields.text.field_id() < fields.keys.field_id(),
            "fields are not in order"
        );
        // Each field's postings begin with its number of tokens, a u64.
        let text = (8, 0);
        let keys = (
            length(postings, fields.text) + 8,
            length(positions, fields.text),
        );
        Ok(Bases { text, keys })
    }
}

type Cut = (Vec<u8>, Vec<Block>, Vec<SegmentWord>);

/// Writes a dictionary anew with blocks that end where chunks should.
fn cut_dictionary(dictionary: &TermDictionary, start: usize, bases: (usize, usize)) -> Result<Cut> {
    let groups = group_by_word(dictionary)?;
    let mut writer = tantivy_sstable::Writer::<Vec<u8>, TermInfoWriter>::new(Vec::new());
    writer.set_block_len(usize::MAX);
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<(TermInfo, usize)> = None;
    let mut groups = groups.into_iter().peekable();
    let mut words = Vec::new();
    while let Some(group) = groups.next() {
        let lone = group.size() > LONE;
        let size = open.as_ref().map_or(0, |(_, size)| *size) + group.size();
        let ends = lone || size >= CHUNK || groups.peek().is_none_or(|next| next.size() > LONE);
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

/// Lengths that norms are rounded to; short titles are told apart exactly.
const NORM_LEVELS: [u32; 5] = [2, 3, 5, 8, 13];
/// So many words of the body count as one of the title.
const BODY_SHARE: u32 = 16;

/// Length of a record as ranking counts it: the words of its title, and a little
/// for the rest.
fn length(text: &str) -> u8 {
    let mut zones = text.split(SEPARATOR).map(word_count);
    let title = zones.next().unwrap_or_default();
    let length = title + zones.next().unwrap_or_default() / BODY_SHARE;
    let level = NORM_LEVELS
        .into_iter()
        .min_by_key(|level| level.abs_diff(length));
    FieldNormReader::fieldnorm_to_id(level.unwrap_or(length))
}

fn word_count(text: &str) -> u32 {
    let mut words = 0;
    tokenize(text, &mut |token| {
        words = words.max(token.position + token.positions);
    });
    words
}

fn write_norms(norms: &[u8], fields: Fields, out: &ManagedDirectory, path: &Path) -> Result<()> {
    let mut composite = CompositeWrite::wrap(out.open_write(path)?);
    std::io::Write::write_all(composite.for_field(fields.text), norms)?;
    composite.close()?;
    Ok(())
}
