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

use super::dictionary::{Chunks, Cut, KEYS, SegmentWord, Sizes, WORDS, cut};
use super::tokenizer::{KeysTokenizer, NAME, WordsTokenizer};
use anyhow::{Context, Result, ensure};
use backissue_engine::schema::{Fields, KEYS_TOKENIZER, SEPARATOR, TEXT_TOKENIZER, schema};
use backissue_engine::text::tokenize;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use tantivy::directory::{
    CompositeFile, CompositeWrite, Directory, ManagedDirectory, RamDirectory,
};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentComponent;
use tantivy::schema::{Field, TantivyDocument};
use tantivy::termdict::TermDictionary;
use tantivy::tokenizer::TokenizerManager;
use tantivy::{HasLen, IndexBuilder, IndexSettings};

/// Values of a document's two fields.
#[derive(Debug, Default)]
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
    pub text: Chunks,
    /// The chunks that the keys dictionary was cut into.
    pub keys: Chunks,
    /// Words, ascending.
    pub(super) words: Vec<SegmentWord>,
}

/// A compound that at most so many records have is no word by itself.
const RARE: u32 = 8;
const MEMORY: usize = 256 << 20;

/// Writes a segment; `norms` are the documents' [`length`]s, `ordinal` tells the segments of a bundle apart.
///
/// # Errors
/// If tantivy fails.
pub(super) fn write(documents: Vec<Document>, norms: &[u8], ordinal: usize) -> Result<Segment> {
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
    let mut recut = |field: Field, bases: (usize, usize), sizes: Sizes| -> Result<_> {
        let file = terms
            .open_read(field)
            .context("a field has no dictionary")?;
        let Cut {
            bytes,
            chunks,
            words,
        } = cut(&TermDictionary::open(file)?, start, bases, sizes)?;
        std::io::Write::write_all(composite.for_field(field), &bytes)?;
        start += bytes.len();
        Ok((chunks, words))
    };
    let (text, mut words) = recut(fields.text, bases.text, WORDS)?;
    let compounds = compounds.lock().unwrap_or_else(PoisonError::into_inner);
    for word in &mut words {
        word.printed &= word.frequency > RARE || !compounds.only(&word.text);
    }
    let (keys, _) = recut(fields.keys, bases.keys, KEYS)?;
    composite.close()?;
    write_norms(norms, fields, &managed, &path("fieldnorm"))?;

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
        text,
        keys,
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

/// Lengths that norms are rounded to; short titles are told apart exactly.
const NORM_LEVELS: [u32; 5] = [1, 3, 5, 8, 13];
/// So many words of the body count as one of the title.
const BODY_SHARE: u32 = 16;
/// So many words of the names of further links count as one of the title.
const NAME_SHARE: u32 = 4;

/// Length of a record as ranking counts it: the words of its title, and a little
/// for the rest.
pub(super) fn length(text: &str) -> u8 {
    let mut zones = text.split(SEPARATOR);
    let title = word_count(zones.next().unwrap_or_default());
    let (mut names, mut body) = (0, 0);
    for (at, piece) in zones.next().unwrap_or_default().split(NAME).enumerate() {
        *(if at % 2 == 0 { &mut body } else { &mut names }) += word_count(piece);
    }
    let length = title + names / NAME_SHARE + body / BODY_SHARE;
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
