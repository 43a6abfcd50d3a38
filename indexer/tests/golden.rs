//! What the sample archive answers, as a snapshot: a change of the ranking shows here.

#![allow(clippy::unwrap_used, reason = "a failing helper fails its test")]

use backissue::archive;
use backissue::build::index;
use backissue::profile::Profile;
use backissue::reader::Bundle;
use backissue_model::answer::{Answer, Note};
use backissue_model::request::{Request, Sort};
use std::fmt::Write as _;
use std::path::PathBuf;

const QUERIES: &[&str] = &[
    "",
    "borrow checker",
    "borrow chec",
    "\"borrow checker\" -polonius",
    "borow chekcer",
    "asnyc trait",
    "async OR polonius",
    "traits group:rfcs year:2021",
    "group:events city:berlin",
    "mode:online year:2022..2025",
    "who:niko",
    "what did niko say",
    "title:borrowchecker",
    "foo:bar traits",
    "RFC 3800",
    "https://www.crates.io/crates/teapot/?utm_source=x",
    "lang:de,es",
    "goteborg",
    "submit quotes",
    "webassembly 2026",
];

fn lines(answer: &Answer) -> String {
    let mut out = String::new();
    for hit in &answer.results {
        let date = hit.appearances.first().map_or("", |seen| &seen.date);
        let _ = writeln!(out, "  {date} {} | {}", hit.kind, hit.title);
    }
    let groups = answer.facets.iter().find(|facet| facet.field == "group");
    let counts: Vec<String> = groups
        .iter()
        .flat_map(|facet| &facet.values)
        .map(|value| format!("{} {}", value.value, value.count))
        .collect();
    let _ = writeln!(out, "  {} in all: {}", answer.total, counts.join(", "));
    for note in &answer.notes {
        let _ = match note {
            Note::Corrected { from, to } => writeln!(out, "  {from} is {to}"),
            Note::Relaxed { words } => writeln!(out, "  without {}", words.join(" ")),
            Note::Ignored { text, why } => writeln!(out, "  {text} left out: {why}"),
            Note::UnknownField { field } => writeln!(out, "  no field {field}"),
        };
    }
    out
}

#[test]
fn the_sample_archive_answers_as_before() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/archive"));
    let profile = Profile::twir().unwrap();
    let issues = archive::read(&[folder], &profile).issues;
    let built = index(issues, &profile).unwrap();
    let mut bundle = Bundle::in_memory(&built.manifest, &built.files).unwrap();
    let mut out = String::new();
    for query in QUERIES {
        for sort in [Sort::Relevance, Sort::Oldest] {
            let request = Request {
                query: (*query).to_owned(),
                limit: if sort == Sort::Relevance { 5 } else { 1 },
                typing: true,
                facets: true,
                sort,
                ..Request::default()
            };
            let _ = writeln!(out, "{query:?}, {sort:?}");
            out.push_str(&lines(&bundle.search(&request).unwrap()));
        }
    }
    insta::assert_snapshot!(out);
}
