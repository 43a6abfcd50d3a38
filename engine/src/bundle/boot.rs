//! The boot file of a set: what must be known before the first word is looked up.

use serde::{Deserialize, Serialize};

/// Contents of a boot file (postcard).
///
/// Nothing here depends on a query. It holds the bytes that tantivy reads when it
/// opens a segment (footers, dictionary index, norms), recorded while opening the
/// complete segment, and the few columns without which nothing can be ranked.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Boot {
    /// The tantivy segment.
    pub segment: SegmentImage,
    /// Issues of this set, oldest first. Records number them through all sets.
    pub issues: Vec<IssueRow>,
    /// Kind ids that [`runs`](Boot::runs) and rows index.
    pub kinds: Vec<String>,
    /// Documents in order, as runs of the same kind and newest issue.
    pub runs: Vec<Run>,
    /// Documents of earlier sets that this set replaces, as global document numbers, ascending.
    pub masked: Vec<u32>,
    /// Documents per row chunk.
    pub rows_per_chunk: u32,
    /// Block offsets of text chunks whose positions are in a file of their own, ascending.
    pub far_positions: Vec<u32>,
    /// What readers see of the archive as a whole; in the last set only.
    pub catalog: Option<Catalog>,
}

/// A tantivy segment as far as it is in the boot file.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct SegmentImage {
    /// Segment id: 32 hex digits.
    pub id: String,
    /// Documents.
    pub docs: u32,
    /// Its files.
    pub files: Vec<FileImage>,
}

/// One file of a segment: its length and the ranges at hand.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct FileImage {
    /// File extension (`term`, `idx`, `pos`…).
    pub extension: String,
    /// Length of the complete file.
    pub length: u64,
    /// Offset and bytes of each range, ascending.
    pub parts: Vec<(u64, Vec<u8>)>,
}

/// One issue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueRow {
    /// Days since 1970-01-01.
    pub day: i32,
    /// Issue number.
    pub number: Option<u32>,
    /// Title; empty where it is `{site name} {number}`.
    pub title: String,
    /// Page path; empty where it follows from date and number by [`Catalog::page`].
    pub page: String,
}

/// Consecutive documents of one kind whose newest issue is the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Index into [`Boot::kinds`].
    pub kind: u8,
    /// How many issues older than the run before (same kind), or than the newest issue.
    pub back: u32,
    /// Documents, at least one.
    pub count: u32,
}

/// What readers see of the archive as a whole.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Catalog {
    /// Groups in reading order: id, name.
    pub groups: Vec<(String, String)>,
    /// Kinds in reading order: id, name, group id.
    pub kinds: Vec<(String, String, String)>,
    /// Name of the newsletter.
    pub site_name: String,
    /// Address that root-relative pages are joined to.
    pub site_url: String,
    /// Credit line.
    pub credit: String,
    /// Name of the archive's licence.
    pub license: String,
    /// Address of the archive's licence.
    pub license_url: String,
    /// Title of a usual issue, with `{number}`.
    pub title: String,
    /// Page of a usual issue, with `{yyyy}`, `{mm}`, `{dd}`, `{number}`.
    pub page: String,
    /// Distinct records.
    pub records: u32,
    /// Appearances of records that carry a link.
    pub links: u32,
}
