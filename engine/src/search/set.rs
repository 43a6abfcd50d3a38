//! A set of the index as far as it is loaded.

use super::columns::{Columns, FILTER_COLUMNS};
use super::open::OpenSegment;
use crate::bundle::chunk::{Chunk, Keys, Range};
use crate::bundle::sparse::SparseFile;
use crate::bundle::{
    Dictionary, chunk_path, columns_path, fields_path, keys_path, positions_path, rows_path,
};
use crate::columns::Column;
use crate::error::Error;
use crate::query::Field;
use crate::rows::RowChunk;
use crate::words::Words;

use std::sync::Arc;
use tantivy::directory::OwnedBytes;

/// A set: a segment and what is known of its documents.
pub(super) struct Set {
    /// Folder within the bundle.
    pub(super) path: String,
    /// Global number of its first document.
    pub(super) first: u32,
    /// Documents.
    pub(super) docs: u32,
    pub(super) segment: Arc<OpenSegment>,
    pub(super) files: Vec<Arc<SparseFile>>,
    /// Kind of each document, as an index into the catalog's kinds.
    pub(super) kinds: Vec<u8>,
    /// Newest issue of each document, counted through all sets.
    pub(super) newest: Vec<u16>,
    /// Lengths of all documents, added up.
    pub(super) length: u64,
    /// Documents that a later set replaces.
    pub(super) masked: Vec<bool>,
    pub(super) far: Vec<u32>,
    /// First document of each row chunk.
    pub(super) row_starts: Vec<u32>,
    /// Row chunks by number, ascending.
    pub(super) rows: Vec<(u32, RowChunk)>,
    pub(super) columns: Option<Columns>,
    /// Columns that only filters need.
    pub(super) fields: Option<Columns>,
    pub(super) words: Option<Words>,
    /// Paths of the files inserted so far.
    pub(super) loaded: Paths,
}

/// Paths, each once, ascending. A sorted list: a tree's code would be downloaded by
/// every reader.
#[derive(Default)]
pub(super) struct Paths(Vec<String>);

impl Paths {
    pub(super) fn contains(&self, path: &str) -> bool {
        self.place(path).is_ok()
    }

    pub(super) fn insert(&mut self, path: &str) {
        if let Err(at) = self.place(path) {
            self.0.insert(at, path.to_owned());
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn into_list(self) -> Vec<String> {
        self.0
    }

    fn place(&self, path: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|known| known.as_str().cmp(path))
    }
}

/// Files that are needed and not there.
#[derive(Default)]
pub(super) struct Needs {
    pub(super) files: Paths,
}

impl Set {
    /// A column, if its file is there.
    pub(super) fn stored(&self, field: Field) -> Option<(&Column, &[String])> {
        let filter = FILTER_COLUMNS.contains(&field);
        let file = if filter { &self.fields } else { &self.columns };
        file.as_ref()?.stored(field)
    }

    /// Asks for the file of columns that a filter on `field` tests.
    pub(super) fn want_columns(&self, field: Field, needs: &mut Needs) -> bool {
        let filter = FILTER_COLUMNS.contains(&field);
        let path = if filter {
            fields_path(&self.path)
        } else {
            columns_path(&self.path)
        };
        self.want(&path, needs)
    }

    /// Asks for a file; true if it is there.
    pub(super) fn want(&self, path: &str, needs: &mut Needs) -> bool {
        let there = self.loaded.contains(path);
        if !there {
            needs.files.insert(path);
        }
        there
    }

    /// Asks for the term chunk that would hold `key`; `None` when no such key can exist
    /// or the chunk is not there yet.
    pub(super) fn want_term(
        &self,
        dictionary: Dictionary,
        key: &str,
        needs: &mut Needs,
    ) -> Option<u32> {
        let number = self.segment.field(dictionary)?.block_of(key.as_bytes())?;
        self.want(&chunk_path(&self.path, dictionary, number), needs)
            .then_some(number)
    }

    /// Asks for the chunks that would hold `keys`: first for what tells which these are.
    pub(super) fn want_keys(&self, keys: &[String], needs: &mut Needs) {
        if self.want(&keys_path(&self.path), needs) {
            for key in keys {
                self.want_term(Dictionary::Keys, key, needs);
            }
        }
    }

    /// Asks for the positions of a word, where they are apart from its chunk.
    pub(super) fn want_positions(&self, token: &str, needs: &mut Needs) -> bool {
        match self.segment.text.block_of(token.as_bytes()) {
            Some(number) if self.far.binary_search(&number).is_ok() => {
                self.want(&positions_path(&self.path, number), needs)
            }
            _ => true,
        }
    }

    /// Asks for the row of a document of this set.
    pub(super) fn want_row(&self, doc: u32, needs: &mut Needs) -> bool {
        self.want(&rows_path(&self.path, self.row_chunk(doc).0), needs)
    }

    /// The row chunk of a document of this set, and the document's place in it.
    pub(super) fn row_chunk(&self, doc: u32) -> (u32, usize) {
        let number = self
            .row_starts
            .partition_point(|&start| start <= doc)
            .saturating_sub(1);
        let start = self.row_starts.get(number).copied().unwrap_or_default();
        (number as u32, (doc - start) as usize)
    }

    /// Takes a term chunk or positions in.
    pub(super) fn insert_chunk(&mut self, path: &str, contents: &[u8]) -> Result<(), Error> {
        let chunk: Chunk = decode(path, contents)?;
        self.insert_ranges(path, chunk.ranges)
    }

    /// Takes in what opening the field of keys takes, and opens it.
    pub(super) fn insert_keys(&mut self, path: &str, contents: &[u8]) -> Result<(), Error> {
        let keys: Keys = decode(path, contents)?;
        let Keys {
            blocks,
            file,
            mut ranges,
        } = keys;
        let (offset, bytes) = blocks.index();
        ranges.push(Range {
            file,
            offset: offset as u32,
            bytes,
        });
        self.insert_ranges(path, ranges)?;
        self.segment.open_keys(&blocks)
    }

    fn insert_ranges(&self, path: &str, ranges: Vec<Range>) -> Result<(), Error> {
        for range in ranges {
            let file = self.files.get(usize::from(range.file));
            let file = file.ok_or_else(|| Error::damaged(path, "it names an unknown file"))?;
            file.insert(range.offset as usize, OwnedBytes::new(range.bytes))
                .map_err(|error| Error::damaged(path, error.to_string()))?;
        }
        Ok(())
    }

    /// Takes a row chunk in.
    pub(super) fn insert_rows(&mut self, path: &str, contents: &[u8]) -> Result<(), Error> {
        let (_, name) = path.rsplit_once("/r").unwrap_or_default();
        let number = u32::from_str_radix(name.trim_end_matches(".bin"), 16)
            .map_err(|_| Error::damaged(path, "its name holds no number"))?;
        let chunk: RowChunk = decode(path, contents)?;
        let start = |number: u32| self.row_starts.get(number as usize);
        let end = number.checked_add(1).and_then(start).unwrap_or(&self.docs);
        let rows = start(number).map_or(0, |start| end - start);
        if chunk.rows.len() != rows as usize {
            return Err(Error::damaged(path, "it holds another number of rows"));
        }
        if let Err(at) = self.rows.binary_search_by_key(&number, |rows| rows.0) {
            self.rows.insert(at, (number, chunk));
        }
        Ok(())
    }
}

/// Reads a postcard-encoded file.
pub(super) fn decode<'a, T: serde::Deserialize<'a>>(
    path: &str,
    contents: &'a [u8],
) -> Result<T, Error> {
    postcard::from_bytes(contents).map_err(|_| Error::damaged(path, "its contents make no sense"))
}
