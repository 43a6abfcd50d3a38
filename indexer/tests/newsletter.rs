//! A newsletter that is not *This Week in Rust*: dated Markdown as Zola, Hugo and
//! Jekyll publish it, read with the built-in `newsletter` profile.

#![allow(clippy::unwrap_used, reason = "a failing helper fails its test")]

use backissue::archive::{self, Archive};
use backissue::merge::merge;
use backissue::profile::Profile;
use backissue_model::record::Record;
use std::path::Path;

fn read(change: &[(&str, &str)]) -> Archive {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/profile/newsletter.toml");
    let mut text = std::fs::read_to_string(file).unwrap();
    for (from, to) in change {
        assert!(text.contains(from), "the profile has no {from}");
        text = text.replace(from, to);
    }
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/newsletter/content");
    archive::read(&[content], &Profile::parse(&text).unwrap())
}

fn pages(archive: &Archive) -> Vec<&str> {
    archive
        .issues
        .iter()
        .map(|parsed| parsed.issue.page.as_str())
        .collect()
}

fn record<'a>(records: &'a [Record], title: &str) -> &'a Record {
    records.iter().find(|record| record.title == title).unwrap()
}

#[test]
fn issues_are_numbered_and_drafts_left_out() {
    let archive = read(&[]);
    let numbers: Vec<_> = archive
        .issues
        .iter()
        .map(|parsed| parsed.issue.number)
        .collect();
    assert_eq!(numbers, [Some(1), Some(2), Some(4)]);
    assert!(archive.diagnostics.is_empty(), "{:?}", archive.diagnostics);
    assert!(
        !merge(archive.issues)
            .iter()
            .any(|record| record.title.contains("Nobody"))
    );
}

#[test]
fn pages_are_where_each_site_builder_puts_them() {
    let zola = [(
        "permalink = \"/{name}/\"",
        "permalink = \"/issues/{name}/\"",
    )];
    assert_eq!(
        pages(&read(&zola)),
        [
            "/issues/issue-1/",
            "/issues/issue-2/",
            "/issues/spring-tide/"
        ]
    );
    let jekyll = [("/{name}/\"", "/{year}/{month}/{day}/{name}.html\"")];
    assert_eq!(
        pages(&read(&jekyll))[..2],
        ["/2025/03/04/issue-1.html", "/2025/04/01/issue-2.html"]
    );
}

#[test]
fn heading_ids_follow_the_rule_of_the_site_builder() {
    let anchors = |rule: &str| {
        let archive = read(&[(
            "heading_ids = \"github\"",
            &format!("heading_ids = \"{rule}\""),
        )]);
        let issue = archive.issues.into_iter().nth(1).unwrap().issue;
        issue
            .headings
            .into_iter()
            .map(|heading| heading.anchor)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        anchors("github"),
        ["news--links", "events", "jobs", "news--links-1"]
    );
    assert_eq!(
        anchors("zola"),
        ["news-links", "events", "jobs", "news-links-1"]
    );
}

#[test]
fn entries_have_kinds_and_fields() {
    let records = merge(read(&[]).issues);
    let coast = record(&records, "Drawing coastlines by hand");
    assert_eq!((coast.kind.as_str(), coast.appearances.len()), ("links", 2));
    assert_eq!(record(&records, "Sextant 2.0").kind, "releases");
    assert_eq!(record(&records, "Your first tide table").kind, "tutorials");
    assert_eq!(
        record(&records, "A map of every bench in Porto").kind,
        "links"
    );
    assert_eq!(record(&records, "How GPS drifts").labels, ["video"]);

    let maps = record(&records, "Evening of old maps")
        .event
        .clone()
        .unwrap();
    assert_eq!(
        (maps.start.as_str(), maps.mode.as_str()),
        ("2025-04-12", "in-person")
    );
    assert_eq!(maps.countries, ["NO"]);
    let hours = record(&records, "Tilekit office hours")
        .event
        .clone()
        .unwrap();
    assert_eq!(hours.mode, "online");

    let quote = records
        .iter()
        .find_map(|record| record.quote.clone())
        .unwrap();
    assert_eq!(quote.who.as_deref(), Some("Ines Maren"));
    let job = records
        .iter()
        .find_map(|record| record.job.clone())
        .unwrap();
    assert_eq!(job.company.as_deref(), Some("Nordkart"));
}

#[test]
fn an_entry_before_the_first_heading_leads_to_the_page() {
    let records = merge(read(&[]).issues);
    let why = record(
        &records,
        "Welcome! While you wait for the tide, read why we write this.",
    );
    assert_eq!(why.kind, "links");
    assert_eq!(why.appearances[0].anchor, None);
}
