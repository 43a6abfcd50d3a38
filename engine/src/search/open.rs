//! Opening tantivy segments from what the boot files hold.

use crate::bundle::Dictionary;
use crate::bundle::boot::SegmentImage;
use crate::bundle::sparse::SparseDirectory;
use crate::error::Error;
use crate::schema::{Fields, Zone, schema};
use std::sync::{Arc, OnceLock};
use tantivy::directory::{CompositeFile, FileHandle};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::{SegmentComponent, SegmentId};
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{Index, IndexSettings, InvertedIndexReader, SegmentReader};
use tantivy_fst::automaton::AlwaysMatch;
use tantivy_sstable::{SSTableIndex, VoidSSTable};

/// A segment, open for search.
pub struct OpenSegment {
    /// tantivy's reader of the whole segment.
    pub reader: SegmentReader,
    /// Lengths of the text field.
    pub norms: FieldNormReader,
    /// The words.
    pub text: OpenField,
    segment: tantivy::Segment,
    keys_field: Field,
    keys: OnceLock<OpenField>,
}

impl std::fmt::Debug for OpenSegment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OpenSegment")
    }
}

/// One field of a segment.
pub struct OpenField {
    /// tantivy's reader of the field.
    pub reader: Arc<InvertedIndexReader>,
    index: SSTableIndex,
    /// Offsets of all dictionary blocks, ascending.
    starts: Vec<u32>,
}

impl OpenField {
    /// Offset of the dictionary block that would hold `key`; `None` past the last key.
    #[must_use]
    pub fn block_of(&self, key: &[u8]) -> Option<u32> {
        self.index
            .get_block_with_key(key)
            .map(|block| block.byte_range.start as u32)
    }

    /// Where the postings of a token in a zone are, if it stands there. The token's own
    /// block must be loaded.
    ///
    /// The zones of a token share a block, so a key that belongs in another one does not
    /// exist; that other block is not there to be asked.
    pub(super) fn info(&self, token: &str, zone: Zone) -> tantivy::Result<Option<TermInfo>> {
        let key = [token, zone.suffix()].concat();
        if !self.in_block_of(token, &key) {
            return Ok(None);
        }
        Ok(self.reader.terms().get(&key)?)
    }

    /// Whether `key` would stand in the same block as `token`.
    pub(super) fn in_block_of(&self, token: &str, key: &str) -> bool {
        let own = self.block_of(token.as_bytes());
        own.is_some() && own == self.block_of(key.as_bytes())
    }

    /// Offsets of the blocks that may hold keys in `from..=to`.
    #[must_use]
    pub fn blocks_between(&self, from: &[u8], to: &[u8]) -> &[u32] {
        let Some(first) = self.block_of(from) else {
            return &[];
        };
        let start = self.starts.partition_point(|&offset| offset < first);
        let end = match self.block_of(to) {
            Some(last) => self.starts.partition_point(|&offset| offset <= last),
            None => self.starts.len(),
        };
        self.starts.get(start..end).unwrap_or_default()
    }
}

/// Opens segments; `handle` gives the file with the second number of the segment
/// with the first.
///
/// # Errors
/// If the boot images do not hold what tantivy needs, or it finds them damaged.
pub fn open_segments(
    images: &[&SegmentImage],
    handle: impl Fn(usize, usize) -> Arc<dyn FileHandle>,
) -> Result<(Vec<OpenSegment>, Fields), Error> {
    let directory = SparseDirectory::default();
    for (at, image) in images.iter().enumerate() {
        for (number, file) in image.files.iter().enumerate() {
            let path = [&image.id, ".", &file.extension].concat();
            directory.add(&path, handle(at, number));
        }
    }
    // An index that is created, and then told of its segments, needs no `meta.json`:
    // reading one would bring a fifth of the engine's size with it.
    let (schema, fields) = schema();
    let index = Index::create(directory, schema, IndexSettings::default())?;
    let open = |image: &&SegmentImage| {
        let id = SegmentId::from_uuid_string(&image.id);
        let id = id.map_err(|error| Error::Index(error.to_string()))?;
        let segment = index.segment(index.new_segment_meta(id, image.docs));
        open_segment(&segment, fields)
    };
    let open = images.iter().map(open).collect::<Result<_, Error>>()?;
    Ok((open, fields))
}

fn open_segment(segment: &tantivy::Segment, fields: Fields) -> Result<OpenSegment, Error> {
    let reader = SegmentReader::open(segment)?;
    let norms = reader.get_fieldnorms_reader(fields.text)?;
    Ok(OpenSegment {
        text: open_field(&reader, &terms(segment)?, fields.text)?,
        segment: segment.clone(),
        keys_field: fields.keys,
        keys: OnceLock::new(),
        norms,
        reader,
    })
}

fn terms(segment: &tantivy::Segment) -> Result<CompositeFile, Error> {
    let terms = segment
        .open_read(SegmentComponent::Terms)
        .map_err(tantivy::TantivyError::from)?;
    Ok(CompositeFile::open(&terms)?)
}

/// tantivy keeps the dictionary's index to itself, so it is opened once more from the
/// same bytes to learn where blocks begin.
fn open_field(
    reader: &SegmentReader,
    terms: &CompositeFile,
    field: Field,
) -> Result<OpenField, Error> {
    let file = terms
        .open_read(field)
        .ok_or_else(|| Error::Index("a dictionary is missing".into()))?;
    let (dictionary, _type) = file.split_from_end(4);
    let index = tantivy_sstable::Dictionary::<VoidSSTable>::open(dictionary)?.sstable_index;
    let starts = index
        .get_block_for_automaton(&AlwaysMatch)
        .map(|(_, block)| block.byte_range.start as u32)
        .collect();
    Ok(OpenField {
        reader: reader.inverted_index(field)?,
        index,
        starts,
    })
}

impl OpenSegment {
    /// Opens the dictionary of keys, which few queries look into: its bytes are not in the
    /// boot file.
    ///
    /// # Errors
    /// If what it reads is not there or damaged.
    pub fn open_keys(&self) -> Result<(), Error> {
        if self.keys.get().is_none() {
            let keys = open_field(&self.reader, &terms(&self.segment)?, self.keys_field)?;
            // Somebody else can only have set the same.
            let _ = self.keys.set(keys);
        }
        Ok(())
    }

    /// The field of a dictionary; `None` for keys until [`open_keys`](Self::open_keys).
    #[must_use]
    pub fn field(&self, dictionary: Dictionary) -> Option<&OpenField> {
        match dictionary {
            Dictionary::Text => Some(&self.text),
            Dictionary::Keys => self.keys.get(),
        }
    }
}
