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
mod documents;
mod pack;
mod rows;
mod segment;
mod sets;
mod tokenizer;

use crate::archive::ParsedIssue;
use crate::output::OutputFile;
use crate::profile::Profile;
use anyhow::Result;
use backissue_engine::bundle::boot::{Boot, Catalog, IssueRow, Run};
use backissue_engine::bundle::frame::{FORMAT, header};
use backissue_engine::bundle::manifest::{Manifest, SetRef};
use backissue_engine::words::WordsFile;
use backissue_model::record::Record;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use pack::Raw;
use rayon::prelude::*;
use std::collections::HashMap;
use std::io::Write;

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

    let base = context.order(&sets.base);
    let rest: Vec<&Record> = sets
        .all
        .iter()
        .zip(&sets.in_base)
        .filter(|(_, in_base)| !**in_base)
        .map(|(record, _)| record)
        .collect();
    let rest = context.sort(rest);
    let replaced: Vec<u32> = (0u32..)
        .zip(&base)
        .filter(|(_, (at, _))| sets.replaced[*at])
        .map(|(doc, _)| doc)
        .collect();
    let base: Vec<&Record> = base.into_iter().map(|(_, record)| record).collect();
    let (closed, open) = issue_rows.split_at(sets.closed);
    let parts = [
        Part {
            name: "base",
            records: base,
            issues: closed,
            before: 0,
            masked: Vec::new(),
            last: false,
        },
        Part {
            name: "rest",
            records: rest,
            issues: open,
            before: sets.closed,
            masked: replaced,
            last: true,
        },
    ];
    let parts: Vec<Part<'_>> = parts
        .into_iter()
        .filter(|part| part.last || !part.records.is_empty())
        .collect();
    let ordinals: Vec<(usize, Part<'_>)> = parts.into_iter().enumerate().collect();
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
    records: Vec<&'a Record>,
    issues: &'a [IssueRow],
    /// Issues of earlier sets.
    before: usize,
    masked: Vec<u32>,
    last: bool,
}

impl Context<'_> {
    fn kind(&self, record: &Record) -> usize {
        self.catalog
            .kinds
            .iter()
            .position(|(id, ..)| *id == record.kind)
            .unwrap_or(usize::MAX)
    }

    fn newest(&self, record: &Record) -> u32 {
        let seen = record
            .appearances
            .first()
            .and_then(|seen| self.by_file.get(&seen.file));
        seen.copied().unwrap_or_default()
    }

    /// Document order: by kind, newest first. Neighbours are alike, which keeps
    /// columns, norms and rows small, and a few runs tell kind and date of all.
    fn order<'r>(&self, records: &'r [Record]) -> Vec<(usize, &'r Record)> {
        let mut order: Vec<(usize, &Record)> = records.iter().enumerate().collect();
        order.sort_by_cached_key(|(at, record)| {
            (self.kind(record), u32::MAX - self.newest(record), *at)
        });
        order
    }

    fn sort<'r>(&self, mut records: Vec<&'r Record>) -> Vec<&'r Record> {
        records.sort_by_cached_key(|record| (self.kind(record), u32::MAX - self.newest(record)));
        records
    }

    /// Builds one set: its folder and its files.
    fn set(&self, part: Part<'_>, ordinal: usize) -> Result<(SetRef, Vec<OutputFile>)> {
        let docs = part.records.len() as u32;
        let (segment, (rows, columns)) = rayon::join(
            || {
                let documents = part
                    .records
                    .par_iter()
                    .map(|record| documents::document(record))
                    .collect();
                segment::write(documents, ordinal)
            },
            || {
                (
                    rows::chunks(&part.records, self.by_file),
                    columns::facet_columns(&part.records, self.by_file, self.profile),
                )
            },
        );
        let segment = segment?;
        let (chunks, far_positions) = pack::chunks(&segment)?;
        let boot = Boot {
            segment: pack::boot_image(&segment)?,
            issues: part.issues.to_vec(),
            kinds: self
                .catalog
                .kinds
                .iter()
                .map(|(id, ..)| id.clone())
                .collect(),
            runs: self.runs(&part),
            masked: part.masked,
            rows_per_chunk: rows::PER_CHUNK,
            far_positions,
            catalog: part.last.then(|| self.catalog.clone()),
        };
        let mut raw = vec![Raw {
            path: "boot.bin".to_owned(),
            contents: postcard::to_allocvec(&boot)?,
        }];
        raw.extend(chunks);
        raw.extend(rows?);
        raw.push(Raw {
            path: "columns.bin".to_owned(),
            contents: postcard::to_allocvec(&columns)?,
        });
        raw.push(Raw {
            path: "fields.bin".to_owned(),
            contents: postcard::to_allocvec(&columns::filter_columns(&part.records, self.profile))?,
        });
        raw.push(Raw {
            path: "words.bin".to_owned(),
            contents: postcard::to_allocvec(&spelling(&segment.words))?,
        });
        let (path, files) = publish(part.name, &raw)?;
        Ok((SetRef { path, docs }, files))
    }

    fn runs(&self, part: &Part<'_>) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut last: Option<(usize, u32)> = None;
        let count = (part.before + part.issues.len()) as u32;
        for record in &part.records {
            let (kind, newest) = (self.kind(record), self.newest(record));
            match (last, runs.last_mut()) {
                (Some(same), Some(run)) if same == (kind, newest) => run.count += 1,
                (before, _) => {
                    let from = before
                        .filter(|(same, _)| *same == kind)
                        .map_or(count.saturating_sub(1), |(_, issue)| issue);
                    runs.push(Run {
                        kind: kind as u8,
                        back: from.saturating_sub(newest),
                        count: 1,
                    });
                }
            }
            last = Some((kind, newest));
        }
        runs
    }
}

/// Words worth correcting to: letters, long enough to be mistyped recognisably, and
/// not only in links.
fn spelling(words: &[segment::SegmentWord]) -> WordsFile {
    let fits = |word: &&segment::SegmentWord| {
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
        let mut encoder = DeflateEncoder::new(
            Vec::with_capacity(file.contents.len() / 2),
            Compression::best(),
        );
        encoder
            .get_mut()
            .write_all(&header(&path, &file.contents))?;
        encoder.write_all(&file.contents)?;
        Ok(OutputFile {
            path,
            bytes: encoder.finish()?,
        })
    };
    let files = raw.par_iter().map(frame).collect::<Result<_>>()?;
    Ok((folder, files))
}
