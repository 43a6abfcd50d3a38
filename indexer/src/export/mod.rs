//! The archive's records for other search engines.

use crate::output::OutputFile;
use backissue_model::record::Record;
use serde::Serialize;

/// Quickwit's description of an index for [`Document`]s.
const QUICKWIT: &str = include_str!("quickwit.yaml");

/// A record as one flat document. Absent values are left out.
#[derive(Debug, Serialize)]
struct Document<'a> {
    date: &'a str,
    first_date: &'a str,
    kind: &'a str,
    group: &'a str,
    title: &'a str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    links: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    domain: Option<&'a str>,
    labels: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    team: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    repo: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_start: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_mode: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    city: Option<&'a str>,
    countries: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    who: Option<&'a str>,
    #[serde(rename = "crate", skip_serializing_if = "Option::is_none")]
    krate: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    company: Option<&'a str>,
    issues: Vec<u32>,
    page: String,
    section: &'a str,
}

impl<'a> Document<'a> {
    /// `None` for a record that stood nowhere.
    fn new(record: &'a Record, site: &str) -> Option<Self> {
        let newest = record.appearances.first()?;
        let oldest = record.appearances.last()?;
        let event = record.event.as_ref();
        let anchor = newest
            .anchor
            .as_ref()
            .map(|id| format!("#{id}"))
            .unwrap_or_default();
        Some(Self {
            date: &newest.date,
            first_date: &oldest.date,
            kind: &record.kind,
            group: &record.group,
            title: &record.title,
            text: &record.text,
            url: record.url.as_deref(),
            links: &record.links,
            domain: record.domain.as_deref(),
            labels: &record.labels,
            team: record.team.as_deref(),
            repo: record.github.as_ref().map(|github| github.repo.as_str()),
            event_start: event
                .map(|event| event.start.as_str())
                .filter(|date| !date.is_empty()),
            event_mode: event.map(|event| event.mode.as_str()),
            city: event.and_then(|event| event.city.as_deref()),
            countries: event.map_or(&[], |event| &event.countries),
            who: record.quote.as_ref().and_then(|quote| quote.who.as_deref()),
            krate: record.krate.as_ref().map(|krate| krate.name.as_str()),
            company: record.job.as_ref().and_then(|job| job.company.as_deref()),
            issues: record
                .appearances
                .iter()
                .filter_map(|place| place.issue)
                .collect(),
            page: format!("{}{}{anchor}", site.trim_end_matches('/'), newest.page),
            section: &newest.section,
        })
    }
}

/// An index description and the documents to ingest, for Quickwit. `site` is the
/// address that pages are joined to.
///
/// # Errors
/// Never in practice: the documents hold text and numbers only.
pub fn quickwit(records: &[Record], site: &str) -> serde_json::Result<Vec<OutputFile>> {
    let mut lines = Vec::new();
    for document in records
        .iter()
        .filter_map(|record| Document::new(record, site))
    {
        serde_json::to_writer(&mut lines, &document)?;
        lines.push(b'\n');
    }
    Ok(vec![
        OutputFile {
            path: "index-config.yaml".to_owned(),
            bytes: QUICKWIT.into(),
        },
        OutputFile {
            path: "records.ndjson".to_owned(),
            bytes: lines,
        },
    ])
}
