//! Ranges of the files of a segment.

use super::blocks::Blocks;
use serde::{Deserialize, Serialize};

/// Contents of a term chunk (postcard): the bytes of one dictionary block and of
/// the postings and positions of its terms, with their place in the segment's files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chunk {
    /// The ranges.
    pub ranges: Vec<Range>,
}

/// Contents of `keys.bin` (postcard): what opening the field of keys takes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keys {
    /// Blocks of its dictionary.
    pub blocks: Blocks,
    /// Index of the dictionary's file, as in [`Range`].
    pub file: u8,
    /// What tantivy reads when it opens the field, but for its index of the blocks.
    pub ranges: Vec<Range>,
}

/// A range of one file of a segment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// Index into the files of [`SegmentImage`](super::boot::SegmentImage).
    pub file: u8,
    /// Offset in that file.
    pub offset: u32,
    /// The bytes.
    pub bytes: Vec<u8>,
}
