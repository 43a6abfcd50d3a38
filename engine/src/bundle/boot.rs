//! The boot file of a set: what must be known before the first word is looked up.

use super::blocks::Blocks;
use serde::{Deserialize, Serialize};

/// Contents of a boot file (postcard).
///
/// Nothing here depends on a query. It holds the bytes that tantivy reads when it
/// opens a segment (footers above all), recorded while opening the complete segment, and
/// the few columns without which nothing can be ranked.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Boot {
    /// Blocks of the dictionary of words. They stand for tantivy's own index of them, whose
    /// bytes are not in the segment's image.
    pub blocks: Blocks,
    /// The tantivy segment.
    pub segment: SegmentImage,
    /// Issues of this set, oldest first, each by its distance to the one before.
    pub issues: Vec<IssueStep>,
    /// Kind ids that [`runs`](Boot::runs) and rows index.
    pub kinds: Vec<String>,
    /// Kind, newest issue and length of all documents.
    pub runs: Runs,
    /// Documents of earlier sets that this set replaces, counted through all sets, ascending;
    /// each as its distance to the one before.
    pub masked: Vec<u32>,
    /// Documents in a row chunk, for each of [`kinds`](Boot::kinds); a chunk holds documents
    /// of one kind.
    pub rows_per_chunk: Vec<u8>,
    /// Numbers of the text chunks whose positions are in a file of their own, ascending.
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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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

/// An issue as a boot file holds it: mostly a week and a number after the one before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueStep {
    /// Days after the issue before, or after 1970-01-01.
    pub days: i32,
    /// Number less that of the newest numbered issue before, or than zero.
    pub numbers: Option<i32>,
    /// As [`IssueRow::title`].
    pub title: String,
    /// As [`IssueRow::page`].
    pub page: String,
}

impl IssueStep {
    /// Issues as steps.
    #[must_use]
    pub fn from_rows(rows: &[IssueRow]) -> Vec<IssueStep> {
        let (mut day, mut last) = (0, 0);
        let step = |row: &IssueRow| {
            let step = IssueStep {
                days: row.day.wrapping_sub(day),
                numbers: row.number.map(|number| (number as i32).wrapping_sub(last)),
                title: row.title.clone(),
                page: row.page.clone(),
            };
            day = row.day;
            last = row.number.map_or(last, |number| number as i32);
            step
        };
        rows.iter().map(step).collect()
    }

    /// Undoes [`from_rows`](IssueStep::from_rows).
    #[must_use]
    pub fn to_rows(steps: &[IssueStep]) -> Vec<IssueRow> {
        let (mut day, mut last) = (0i32, 0i32);
        let row = |step: &IssueStep| {
            day = day.wrapping_add(step.days);
            let number = step.numbers.map(|by| {
                last = last.wrapping_add(by);
                last as u32
            });
            IssueRow {
                day,
                number,
                title: step.title.clone(),
                page: step.page.clone(),
            }
        };
        steps.iter().map(row).collect()
    }
}

/// Documents in order, as runs of the same kind and newest issue, each in order of length.
/// Lists of like numbers compress better than a list of runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Runs {
    /// Index into [`Boot::kinds`], and how many runs there are of it.
    pub kinds: Vec<(u8, u32)>,
    /// For each run, how many issues older than the run before (same kind), or than the
    /// newest issue.
    pub back: Vec<u32>,
    /// Lengths as ids of tantivy's norms, ascending, each with how many documents of each
    /// run have it. They stand for the segment's file of norms, whose bytes are not in its
    /// image.
    pub lengths: Vec<(u8, Vec<u32>)>,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn issues_come_back_from_their_steps() {
        let row = |day, number| IssueRow {
            day,
            number,
            title: String::new(),
            page: "/odd/".to_owned(),
        };
        let rows = [
            row(15_900, Some(1)),
            row(15_907, None),
            row(15_914, Some(2)),
            row(15_910, Some(1)),
        ];
        let steps = IssueStep::from_rows(&rows);
        assert_eq!((steps[2].days, steps[2].numbers), (7, Some(1)));
        assert_eq!(IssueStep::to_rows(&steps), rows);
    }
}
