//! Records as display rows.

use super::pack::Raw;
use anyhow::Result;
use backissue_engine::bundle::rows_path;
use backissue_engine::rows::{Details, Row, RowChunk, Seen, host_of};
use backissue_model::record::Record;
use rayon::prelude::*;
use std::collections::HashMap;

/// Documents in a row chunk: ten results lie in about ten chunks, so small ones cost
/// fewer bytes, until headers and the compressor's start weigh more.
pub(super) const PER_CHUNK: u32 = 12;

/// Row chunks of the records of a set, in order.
///
/// # Errors
/// If a row cannot be encoded, which does not happen.
pub(super) fn chunks(records: &[&Record], issues: &HashMap<String, u32>) -> Result<Vec<Raw>> {
    let chunk = |(number, records): (usize, &[&Record])| -> Result<Raw> {
        let mut chunk = RowChunk::default();
        for record in records {
            let row = row(record, issues, &mut chunk.headings);
            chunk.rows.push(row);
        }
        let path = rows_path("", number as u32)
            .trim_start_matches('/')
            .to_owned();
        Ok(Raw {
            path,
            contents: postcard::to_allocvec(&chunk)?,
        })
    };
    records
        .par_chunks(PER_CHUNK as usize)
        .enumerate()
        .map(chunk)
        .collect()
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
        github: record.github.clone(),
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
