//! What the parser makes of every era, as snapshots of the sample archive.

#![allow(
    clippy::expect_used,
    reason = "a test that cannot be set up has failed"
)]

use backissue::archive;
use backissue::entries::Entry;
use backissue::merge::merge;
use backissue::profile::Profile;
use std::fmt::Write as _;
use std::path::PathBuf;

fn sample() -> archive::Archive {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/archive"));
    archive::read(
        &[folder],
        &Profile::twir().expect("the built-in profile reads"),
    )
}

/// One line per entry: what a reviewer wants to compare.
fn line(entry: &Entry) -> String {
    let mut out = format!("{:>3} {} | {}", entry.line, entry.kind, entry.title);
    let anchor = entry.anchor.as_deref().unwrap_or_default();
    let _ = write!(out, " | #{anchor} | {}", entry.links.join(" "));
    for label in &entry.labels {
        let _ = write!(out, " [{label}]");
    }
    if let Some(event) = &entry.event {
        let _ = write!(
            out,
            " | {} {:?} {:?} {} {:?} {:?}",
            event.start, event.end, event.place, event.mode, event.countries, event.organiser
        );
    }
    if let Some(quote) = &entry.quote {
        let _ = write!(out, " | said by {:?}", quote.who);
    }
    if let Some(job) = &entry.job {
        let _ = write!(out, " | {:?} {:?}", job.company, job.place);
    }
    if let Some(team) = &entry.team {
        let _ = write!(out, " | team {team}");
    }
    out
}

#[test]
fn every_era_reads_as_before() {
    for parsed in sample().issues {
        let mut text = format!(
            "{} {:?} {} {}\n",
            parsed.issue.title, parsed.issue.number, parsed.issue.date, parsed.issue.page
        );
        for entry in &parsed.entries {
            text.push_str(&line(entry));
            text.push('\n');
        }
        let name = parsed
            .issue
            .file
            .split('.')
            .next()
            .unwrap_or_default()
            .to_owned();
        insta::assert_snapshot!(name, text);
    }
}

#[test]
fn findings_read_as_before() {
    let findings = sample().diagnostics;
    let lines = findings.iter().map(|finding| {
        let file = finding.file.rsplit('/').next().unwrap_or_default();
        format!(
            "{file}:{}: {}[{}]: {}",
            finding.line, finding.severity, finding.code, finding.message
        )
    });
    insta::assert_snapshot!("findings", lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn records_name_the_same_thing_once() {
    let records = merge(sample().issues);
    let attic: Vec<_> = records
        .iter()
        .filter(|record| {
            record.url.as_deref() == Some("https://github.com/rust-lang/rfcs/pull/3260")
        })
        .collect();
    assert_eq!(attic.len(), 1);
    assert_eq!(attic[0].appearances.len(), 2);
    assert_eq!(attic[0].appearances[0].date, "2024-01-17", "newest first");
    let sealed: Vec<_> = records
        .iter()
        .filter(|record| record.title == "RFC: sealed traits")
        .collect();
    assert_eq!(sealed.len(), 2, "an RFC under two kinds is two records");
    assert_eq!(sealed[0].also_under, ["approved-rfcs"]);
    let keys: std::collections::HashSet<_> = records.iter().map(|record| &record.key).collect();
    assert_eq!(keys.len(), records.len(), "keys are unique");
}
