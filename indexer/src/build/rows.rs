//! Records as display rows.

use super::Entry;
use super::pack::Raw;
use crate::lzma::Effort;
use anyhow::Result;
use backissue_engine::bundle::rows_path;
use backissue_engine::rows::{Details, Row, RowChunk, Seen, host_of};
use backissue_model::record::Record;
use rayon::prelude::*;
use std::collections::HashMap;

/// Bytes of rows, before compression, that a chunk should hold: ten results lie in about
/// ten chunks, so small ones cost fewer bytes, until headers and the compressor's start
/// weigh more.
const CHUNK: usize = 1_800;
/// Rows of a chunk at most.
const MOST: usize = 16;

/// Row chunks of the records of a set, in order, and the rows in a chunk for each kind.
///
/// # Errors
/// If a row cannot be encoded, which does not happen.
pub(super) fn chunks(
    entries: &[Entry<'_>],
    kinds: usize,
    issues: &HashMap<String, u32>,
) -> Result<(Vec<Raw>, Vec<u8>)> {
    let mut per_chunk = vec![1; kinds];
    let mut parts: Vec<&[Entry<'_>]> = Vec::new();
    for kind in entries.chunk_by(|one, other| one.kind == other.kind) {
        let rows = rows_per_chunk(kind);
        if let Some(per_chunk) = per_chunk.get_mut(kind[0].kind) {
            *per_chunk = rows as u8;
        }
        parts.extend(kind.chunks(rows));
    }
    let chunk = |(number, entries): (usize, &&[Entry<'_>])| -> Result<Raw> {
        let mut chunk = RowChunk::default();
        for entry in *entries {
            let row = row(entry.record, issues, &mut chunk.headings);
            chunk.rows.push(row);
        }
        Ok(Raw {
            path: rows_path("", number as u32)
                .trim_start_matches('/')
                .to_owned(),
            contents: postcard::to_allocvec(&chunk)?,
            effort: Effort::Fast,
        })
    };
    let chunks = parts.par_iter().enumerate().map(chunk);
    Ok((chunks.collect::<Result<_>>()?, per_chunk))
}

/// Quotes are long and pull requests short: a chunk holds as many as make its size.
fn rows_per_chunk(entries: &[Entry<'_>]) -> usize {
    let length = |entry: &Entry<'_>| {
        let record = entry.record;
        let links: usize = record.links.iter().map(String::len).sum();
        let text = if record.text == record.title {
            0
        } else {
            record.text.len()
        };
        record.title.len() + text + links + 20 + 4 * record.appearances.len()
    };
    let total: usize = entries.iter().map(length).sum();
    (CHUNK * entries.len() / total.max(1)).clamp(1, MOST)
}

fn row(
    record: &Record,
    issues: &HashMap<String, u32>,
    headings: &mut Vec<(String, Option<String>)>,
) -> Row {
    let url = record.url.clone().unwrap_or_default();
    Row {
        title: record.title.clone(),
        text: if record.text == record.title {
            String::new()
        } else {
            record.text.clone()
        },
        links: record
            .links
            .iter()
            .filter(|link| **link != url)
            .cloned()
            .collect(),
        domain: domain_length(record, &url),
        labels: record.labels.clone(),
        details: details(record),
        team: record.team.clone().unwrap_or_default(),
        also_under: record.also_under.clone(),
        seen: seen(record, issues, headings),
        url,
    }
}

fn domain_length(record: &Record, url: &str) -> u8 {
    let (Some(domain), Some(host)) = (&record.domain, host_of(url)) else {
        return 0;
    };
    if host.to_lowercase().ends_with(domain.as_str()) {
        domain.len().min(255) as u8
    } else {
        0
    }
}

fn details(record: &Record) -> Details {
    if let Some(event) = &record.event {
        Details::Event(event.clone())
    } else if let Some(quote) = &record.quote {
        Details::Quote(quote.clone())
    } else if let Some(krate) = &record.krate {
        Details::Crate(krate.clone())
    } else if let Some(job) = &record.job {
        Details::Job(job.clone())
    } else {
        Details::None
    }
}

/// Where a record stood, newest first, each by its distance to the one before.
fn seen(
    record: &Record,
    issues: &HashMap<String, u32>,
    headings: &mut Vec<(String, Option<String>)>,
) -> Vec<Seen> {
    let mut seen = Vec::with_capacity(record.appearances.len());
    let mut last: Option<u32> = None;
    for appearance in &record.appearances {
        let Some(&issue) = issues.get(&appearance.file) else {
            continue;
        };
        let heading = (appearance.section.clone(), appearance.anchor.clone());
        let at = headings
            .iter()
            .position(|known| *known == heading)
            .unwrap_or_else(|| {
                headings.push(heading);
                headings.len() - 1
            });
        let back = last.map_or(issue, |last| last.saturating_sub(issue));
        seen.push(Seen {
            back,
            heading: at as u16,
        });
        last = Some(issue);
    }
    seen
}
