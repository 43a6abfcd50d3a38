//! The records of a set in the order of their documents, and that order in short.

use super::documents::document;
use super::segment::{Document, length};
use backissue_engine::bundle::boot::{Catalog, Runs};
use backissue_model::record::Record;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::HashMap;

/// A record with what the index makes of it.
pub(super) struct Entry<'a> {
    /// The record.
    pub record: &'a Record,
    /// Its place in the list it was taken from.
    pub at: usize,
    /// Its kind, as an index into the catalogue's.
    pub kind: usize,
    /// Its newest issue, counted through all sets.
    pub newest: u32,
    /// Its length, as an id of tantivy's norms.
    pub length: u8,
    /// What is indexed of it.
    pub document: Document,
}

/// Records in the order of their documents: by kind, newest first, then by length.
/// Neighbours are alike, which keeps columns, norms and rows small, and a few runs tell
/// kind and date of all.
pub(super) fn ordered<'a>(
    records: Vec<(usize, &'a Record)>,
    catalog: &Catalog,
    by_file: &HashMap<String, u32>,
) -> Vec<Entry<'a>> {
    let kinds: HashMap<&str, usize> = catalog
        .kinds
        .iter()
        .enumerate()
        .map(|(at, (id, ..))| (id.as_str(), at))
        .collect();
    let newest = |record: &Record| {
        let seen = record.appearances.first();
        seen.and_then(|seen| by_file.get(&seen.file).copied())
    };
    let entry = |(at, record): (usize, &'a Record)| {
        let document = document(record);
        Entry {
            record,
            at,
            kind: kinds.get(record.kind.as_str()).copied().unwrap_or_default(),
            newest: newest(record).unwrap_or_default(),
            length: length(&document.text),
            document,
        }
    };
    let mut entries: Vec<Entry<'a>> = records.into_par_iter().map(entry).collect();
    entries.par_sort_unstable_by_key(|entry| {
        (entry.kind, Reverse(entry.newest), entry.length, entry.at)
    });
    entries
}

/// Kind, newest issue and length of entries in order; `issues` of this and all earlier
/// sets.
pub(super) fn runs(entries: &[Entry<'_>], issues: usize) -> Runs {
    let mut lengths: Vec<u8> = entries.iter().map(|entry| entry.length).collect();
    lengths.sort_unstable();
    lengths.dedup();
    let mut runs = Runs {
        lengths: lengths.into_iter().map(|id| (id, Vec::new())).collect(),
        ..Runs::default()
    };
    for of_kind in entries.chunk_by(|one, other| one.kind == other.kind) {
        let mut issue = issues.saturating_sub(1) as u32;
        let before = runs.back.len();
        for run in of_kind.chunk_by(|one, other| one.newest == other.newest) {
            runs.back.push(issue.saturating_sub(run[0].newest));
            for (length, counts) in &mut runs.lengths {
                let same = |entry: &&Entry<'_>| entry.length == *length;
                counts.push(run.iter().filter(same).count() as u32);
            }
            issue = run[0].newest;
        }
        let added = runs.back.len() - before;
        runs.kinds.push((of_kind[0].kind as u8, added as u32));
    }
    runs
}
