//! Opening tantivy segments from what the boot files hold.

use crate::bundle::Dictionary;
use crate::bundle::blocks::Blocks;
use crate::bundle::boot::SegmentImage;
use crate::bundle::sparse::SparseDirectory;
use crate::error::Error;
use crate::schema::{Fields, Zone, schema};
use std::ops::Range;
use std::sync::{Arc, OnceLock};
use tantivy::directory::FileHandle;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentId;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{Index, IndexSettings, InvertedIndexReader, SegmentReader};

/// A segment, open for search.
pub struct OpenSegment {
    /// tantivy's reader of the whole segment.
    pub reader: SegmentReader,
    /// Lengths of the text field.
    pub norms: FieldNormReader,
    /// The words.
    pub text: OpenField,
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
    /// The end of each dictionary block; see [`Blocks::ends`].
    ends: Vec<Vec<u8>>,
}

impl OpenField {
    fn open(reader: &SegmentReader, field: Field, blocks: &Blocks) -> Result<OpenField, Error> {
        let ends = blocks.ends();
        let ends = ends.ok_or_else(|| Error::Index("a list of blocks makes no sense".into()))?;
        Ok(OpenField {
            reader: reader.inverted_index(field)?,
            ends,
        })
    }

    /// Number of the dictionary block that would hold `key`; `None` past the last key.
    #[must_use]
    pub fn block_of(&self, key: &[u8]) -> Option<u32> {
        let number = self.ends.partition_point(|end| &end[..] < key);
        (number < self.ends.len()).then_some(number as u32)
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

    /// Numbers of the blocks that may hold keys in `from..=to`.
    #[must_use]
    pub fn blocks_between(&self, from: &[u8], to: &[u8]) -> Range<u32> {
        let all = self.ends.len() as u32;
        let end = self.block_of(to).map_or(all, |last| last + 1);
        self.block_of(from).unwrap_or(end)..end
    }
}

/// Opens segments, each with the blocks of its words; `handle` gives the file with the second
/// number of the segment with the first.
///
/// # Errors
/// If the boot images do not hold what tantivy needs, or it finds them damaged.
pub fn open_segments(
    images: &[(&SegmentImage, &Blocks)],
    handle: impl Fn(usize, usize) -> Arc<dyn FileHandle>,
) -> Result<(Vec<OpenSegment>, Fields), Error> {
    let directory = SparseDirectory::default();
    for (at, (image, _)) in images.iter().enumerate() {
        for (number, file) in image.files.iter().enumerate() {
            let path = [&image.id, ".", &file.extension].concat();
            directory.add(&path, handle(at, number));
        }
    }
    // An index that is created, and then told of its segments, needs no `meta.json`:
    // reading one would bring a fifth of the engine's size with it.
    let (schema, fields) = schema();
    let index = Index::create(directory, schema, IndexSettings::default())?;
    let open = |(image, blocks): &(&SegmentImage, &Blocks)| {
        let id = SegmentId::from_uuid_string(&image.id);
        let id = id.map_err(|error| Error::Index(error.to_string()))?;
        let segment = index.segment(index.new_segment_meta(id, image.docs));
        open_segment(&segment, fields, blocks)
    };
    let open = images.iter().map(open).collect::<Result<_, Error>>()?;
    Ok((open, fields))
}

fn open_segment(
    segment: &tantivy::Segment,
    fields: Fields,
    blocks: &Blocks,
) -> Result<OpenSegment, Error> {
    let reader = SegmentReader::open(segment)?;
    let norms = reader.get_fieldnorms_reader(fields.text)?;
    Ok(OpenSegment {
        text: OpenField::open(&reader, fields.text, blocks)?,
        keys_field: fields.keys,
        keys: OnceLock::new(),
        norms,
        reader,
    })
}

impl OpenSegment {
    /// Opens the dictionary of keys, which few queries look into: its bytes are not in the
    /// boot file.
    ///
    /// # Errors
    /// If what it reads is not there or damaged.
    pub fn open_keys(&self, blocks: &Blocks) -> Result<(), Error> {
        if self.keys.get().is_none() {
            let keys = OpenField::open(&self.reader, self.keys_field, blocks)?;
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
