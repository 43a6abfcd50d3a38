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
use backissue_model::record::Record;
use entries::Entry;
use pack::Raw;
use rayon::prelude::*;
use std::collections::HashMap;

/// The index of an archive.
pub struct Index {
    /// The manifest, to be written last as `manifest.json`.
    pub manifest: Manifest,
    /// All other files.
    pub files: Vec<OutputFile>,
    /// What readers see of the archive as a whole.
    pub catalog: Catalog,
}

/// Builds the index of an archive's issues (oldest first).
///
/// # Errors
/// If tantivy fails.
pub fn index(issues: &[ParsedIssue], profile: &Profile) -> Result<Index> {
    let sets = sets::split(issues);
    let mut catalog = catalog::catalog(profile, issues, &sets.all);
    catalog.records = sets.all.len() as u32;
    let linked = sets.all.iter().filter(|record| record.url.is_some());
    catalog.links = linked.map(|record| record.appearances.len() as u32).sum();
    let (issue_rows, by_file) = catalog::issue_rows(&catalog, issues);
    let context = Context {
        catalog: &catalog,
        by_file: &by_file,
        profile,
    };
    let every = sets.base.iter().enumerate().collect();
    let kept = sets.in_base.iter().zip(sets.all.iter().enumerate());
    let changed = kept
        .filter(|(in_base, _)| !**in_base)
        .map(|(_, entry)| entry);
    let changed = changed.collect();
    let order = |records| entries::ordered(records, &catalog, &by_file);
    let (base, rest) = rayon::join(|| order(every), || order(changed));
    let replaced = (0u32..)
        .zip(&base)
        .filter(|(_, entry)| sets.replaced[entry.at])
        .map(|(doc, _)| doc)
        .collect();
    let (closed, open) = issue_rows.split_at(sets.closed);
    let parts = [
        Part {
            name: "base",
            entries: base,
            issues: closed,
            before: 0,
            masked: Vec::new(),
            last: false,
        },
        Part {
            name: "rest",
            entries: rest,
            issues: open,
            before: sets.closed,
            masked: replaced,
            last: true,
        },
    ];
    let parts = parts
        .into_iter()
        .filter(|part| part.last || !part.entries.is_empty());
    let ordinals: Vec<(usize, Part<'_>)> = parts.enumerate().collect();
    let built: Vec<(SetRef, Vec<OutputFile>)> = ordinals
        .into_par_iter()
        .map(|(at, part)| context.set(part, at))
        .collect::<Result<_>>()?;

    let mut manifest = Manifest {
        format: FORMAT.into(),
        records: catalog.records,
        issues: issues.len() as u32,
        ..Manifest::default()
    };
    let mut files = Vec::new();
    for (set, set_files) in built {
        manifest.sets.push(set);
        files.extend(set_files);
    }
    let names: Vec<&str> = manifest.sets.iter().map(|set| set.path.as_str()).collect();
    manifest.generation = short_hash(names.join("\n").as_bytes());
    Ok(Index {
        manifest,
        files,
        catalog,
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
    name: &'static str,
    entries: Vec<Entry<'a>>,
    issues: &'a [IssueRow],
    /// Issues of earlier sets.
    before: usize,
    masked: Vec<u32>,
    last: bool,
}

impl Context<'_> {
    /// Builds one set: its folder and its files.
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
        let kinds = self.catalog.kinds.iter();
        let boot = Boot {
            segment: pack::boot_image(&segment)?,
            issues: IssueStep::from_rows(part.issues),
            kinds: kinds.map(|(id, ..)| id.clone()).collect(),
            runs: entries::runs(&part.entries, part.before + part.issues.len()),
            masked: part.masked,
            rows_per_chunk,
            far_positions,
            catalog: part.last.then(|| self.catalog.clone()),
        };
        let mut raw = vec![Raw::thorough("boot.bin", &boot)?];
        raw.extend(chunks);
        raw.extend(rows);
        raw.extend(columns?);
        raw.push(Raw::thorough("words.bin", &spelling(&segment.words))?);
        let (path, files) = publish(part.name, &raw)?;
        Ok((SetRef { path, docs }, files))
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

/// Names the set's folder by its contents, frames and compresses its files.
fn publish(name: &str, raw: &[Raw]) -> Result<(String, Vec<OutputFile>)> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&FORMAT.to_le_bytes());
    for file in raw {
        hasher.update(&(file.path.len() as u64).to_le_bytes());
        hasher.update(file.path.as_bytes());
        hasher.update(&(file.contents.len() as u64).to_le_bytes());
        hasher.update(&file.contents);
    }
    let folder = format!("data/{name}-{}", &hasher.finalize().to_hex()[..16]);
    let frame = |file: &Raw| -> Result<OutputFile> {
        let path = format!("{folder}/{}", file.path);
        let header = header(&path, &file.contents).to_vec();
        let bytes = compress(&file.contents, file.effort, header)?;
        Ok(OutputFile { path, bytes })
    };
    let files = raw.par_iter().map(frame).collect::<Result<_>>()?;
    Ok((folder, files))
}
