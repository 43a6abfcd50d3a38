//! From an archive to the files of a bundle.
//!
//! ```text
//! issues ─► sets ─► documents ─► segment (tantivy) ─► chunks, boot ─► frames ─► files
//!           merge   rows, columns ────────────────────────────────┘
//! ```
//!
//! The files are a pure function of the archive and its profile: no clock, no
//! randomness, no dependence on threads or file order.

mod catalog;
mod columns;
mod dictionary;
mod documents;
mod entries;
mod pack;
mod rows;
mod segment;
mod sets;
mod tokenizer;

use crate::archive::ParsedIssue;
use crate::lzma::compress;
use crate::output::OutputFile;
use crate::profile::Profile;
use anyhow::Result;
use backissue_engine::bundle::boot::{Boot, Catalog, IssueRow, IssueStep};
use backissue_engine::bundle::frame::{FORMAT, header};
use backissue_engine::bundle::manifest::{Manifest, SetRef};
use backissue_engine::words::WordsFile;
use backissue_model::record::{Issue, Record};
use entries::Entry;
use pack::Raw;
use rayon::prelude::*;
use sets::{Sets, Share};
use std::collections::HashMap;
use std::sync::Arc;

/// The index of an archive.
pub struct Index {
    /// The manifest, to be written last as `manifest.json`.
    pub manifest: Manifest,
    /// All other files.
    pub files: Vec<OutputFile>,
    /// What readers see of the archive as a whole.
    pub catalog: Catalog,
    /// Its issues, oldest first.
    pub issues: Vec<Issue>,
}

/// Builds the index of an archive's issues (oldest first).
///
/// # Errors
/// If tantivy fails.
pub fn index(issues: Vec<ParsedIssue>, profile: &Profile) -> Result<Index> {
    let heads: Vec<Issue> = issues.iter().map(|parsed| parsed.issue.clone()).collect();
    let Sets { all, sets } = sets::split(issues);
    let mut catalog = catalog::catalog(profile, &heads, &all);
    catalog.records = all.len() as u32;
    let linked = all.iter().filter(|record| record.url.is_some());
    catalog.links = linked.map(|record| record.appearances.len() as u32).sum();
    drop(all);
    let (issue_rows, by_file) = catalog::issue_rows(&catalog, &heads);
    let context = Context {
        catalog: &catalog,
        by_file: &by_file,
        profile,
    };
    let built: Vec<(SetRef, Vec<OutputFile>)> = context
        .parts(&sets, &issue_rows)
        .into_par_iter()
        .enumerate()
        .map(|(at, part)| context.set(part, at))
        .collect::<Result<_>>()?;

    let mut manifest = Manifest {
        format: FORMAT.into(),
        records: catalog.records,
        issues: heads.len() as u32,
        ..Manifest::default()
    };
    let mut files = Vec::new();
    for (set, set_files) in built {
        manifest.sets.push(set);
        files.extend(set_files);
    }
    manifest.generation = short_hash(manifest.boot_files().join("\n").as_bytes());
    Ok(Index {
        manifest,
        files,
        catalog,
        issues: heads,
    })
}

fn short_hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}

/// What all sets share.
struct Context<'a> {
    catalog: &'a Catalog,
    by_file: &'a HashMap<String, u32>,
    profile: &'a Profile,
}

/// What goes into one set.
struct Part<'a> {
    entries: Vec<Entry<'a>>,
    issues: &'a [IssueRow],
    /// Issues of earlier sets.
    before: usize,
    /// Documents of earlier sets that this one replaces, counted through all sets.
    masked: Vec<u32>,
    last: bool,
}

impl Context<'_> {
    /// Orders the documents of all sets, and finds those that later ones replace.
    fn parts<'a>(&self, sets: &'a [Share], issues: &'a [IssueRow]) -> Vec<Part<'a>> {
        let order = |share: &'a Share| {
            let records = share.records.iter().map(Arc::as_ref).enumerate();
            entries::ordered(records.collect(), self.catalog, self.by_file)
        };
        let ordered: Vec<_> = sets.par_iter().map(order).collect();
        let (mut first, mut before) = (0, 0);
        // Document of each record of each set.
        let mut docs: Vec<Vec<u32>> = Vec::with_capacity(sets.len());
        let mut parts = Vec::with_capacity(sets.len());
        for (at, (share, entries)) in sets.iter().zip(ordered).enumerate() {
            let mut doc_of = vec![0; entries.len()];
            for (doc, entry) in (first..).zip(&entries) {
                doc_of[entry.at] = doc;
            }
            first += entries.len() as u32;
            docs.push(doc_of);
            let replaced = share.replaces.iter().map(|&(set, at)| docs[set][at]);
            let mut masked: Vec<u32> = replaced.collect();
            masked.sort_unstable();
            let (_, later) = issues.split_at(before);
            parts.push(Part {
                entries,
                issues: &later[..share.issues],
                before,
                masked,
                last: at + 1 == sets.len(),
            });
            before += share.issues;
        }
        parts
    }

    /// Builds one set: where its files are, and the files.
    fn set(&self, mut part: Part<'_>, ordinal: usize) -> Result<(SetRef, Vec<OutputFile>)> {
        let docs = part.entries.len() as u32;
        let take = |entry: &mut Entry<'_>| std::mem::take(&mut entry.document);
        let documents = part.entries.iter_mut().map(take).collect();
        let lengths: Vec<u8> = part.entries.iter().map(|entry| entry.length).collect();
        let records: Vec<&Record> = part.entries.iter().map(|entry| entry.record).collect();
        let (segment, (rows, columns)) = rayon::join(
            || segment::write(documents, &lengths, ordinal),
            || {
                let kinds = self.catalog.kinds.len();
                (
                    rows::chunks(&part.entries, kinds, self.by_file),
                    self.columns(&records),
                )
            },
        );
        let (segment, (rows, rows_per_chunk)) = (segment?, rows?);
        let (chunks, far_positions) = pack::chunks(&segment)?;
        let (image, keys) = pack::opening(&segment)?;
        let kinds = self.catalog.kinds.iter();
        let boot = Boot {
            blocks: segment.text.index.clone(),
            segment: image,
            issues: IssueStep::from_rows(part.issues),
            kinds: kinds.map(|(id, ..)| id.clone()).collect(),
            runs: entries::runs(&part.entries, part.before + part.issues.len()),
            masked: steps(&part.masked),
            rows_per_chunk,
            far_positions,
            catalog: part.last.then(|| self.catalog.clone()),
        };
        let mut raw = chunks;
        raw.extend(rows);
        raw.extend(columns?);
        raw.push(keys);
        raw.push(Raw::thorough("words.bin", &spelling(&segment.words))?);
        let (path, mut files) = publish(&raw)?;
        let (folder, boot_file) = publish(&[Raw::thorough("boot.bin", &boot)?])?;
        files.extend(boot_file);
        let boot = format!("{folder}/boot.bin");
        Ok((SetRef { path, boot, docs }, files))
    }

    fn columns(&self, records: &[&Record]) -> Result<[Raw; 2]> {
        let facets = columns::facet_columns(records, self.by_file, self.profile);
        let filters = columns::filter_columns(records, self.profile);
        Ok([
            Raw::thorough("columns.bin", &facets)?,
            Raw::thorough("fields.bin", &filters)?,
        ])
    }
}

/// Words worth correcting to: letters, long enough to be mistyped recognisably, and
/// not only in links.
fn spelling(words: &[dictionary::SegmentWord]) -> WordsFile {
    let fits = |word: &&dictionary::SegmentWord| {
        word.printed && word.text.chars().count() >= 3 && word.text.chars().all(char::is_alphabetic)
    };
    WordsFile::encode(
        words
            .iter()
            .filter(fits)
            .map(|word| (word.text.as_str(), word.frequency)),
    )
}

/// Names a folder by its contents, frames and compresses its files.
///
/// Nothing but the contents goes into the name: at New Year a set keeps its folder though
/// it is no longer the last, and only its boot file, which lies apart, is another.
fn publish(raw: &[Raw]) -> Result<(String, Vec<OutputFile>)> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&FORMAT.to_le_bytes());
    for file in raw {
        hasher.update(&(file.path.len() as u64).to_le_bytes());
        hasher.update(file.path.as_bytes());
        hasher.update(&(file.contents.len() as u64).to_le_bytes());
        hasher.update(&file.contents);
    }
    let folder = format!("data/{}", &hasher.finalize().to_hex()[..16]);
    let frame = |file: &Raw| -> Result<OutputFile> {
        let path = format!("{folder}/{}", file.path);
        let header = header(&path, &file.contents).to_vec();
        let bytes = compress(&file.contents, file.effort, header)?;
        Ok(OutputFile { path, bytes })
    };
    let files = raw.par_iter().map(frame).collect::<Result<_>>()?;
    Ok((folder, files))
}

/// Ascending numbers, each as its distance to the one before.
fn steps(numbers: &[u32]) -> Vec<u32> {
    let before = std::iter::once(&0).chain(numbers);
    let pairs = numbers.iter().zip(before);
    pairs.map(|(number, before)| number - before).collect()
}
