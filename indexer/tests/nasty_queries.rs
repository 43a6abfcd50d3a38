//! Whatever is typed, the engine answers, soon, and only with what it has.

use backissue::archive::parse_text;
use backissue::build::index;
use backissue::profile::Profile;
use backissue::reader::Bundle;
use backissue_model::request::{Filter, Request, Sort};
use std::time::{Duration, Instant};

const ISSUE: &str = "Title: This Week in Rust 7
Number: 7
Date: 2024-05-01
Category: This Week in Rust

# Updates from Rust Community

### Rust Walkthroughs

* [Fearless rows with the borrow checker](https://example.org/rows)
* [video] [A no_std tour of C++ and 0.5](https://example.org/tour)
* [ZH] [本語が遅い](https://example.org/cjk)
";

fn nasty() -> Vec<String> {
    let short = [
        "",
        " ",
        "a",
        "-",
        "-x",
        "-a -b",
        "\"",
        "\"unclosed",
        "\"\"",
        "()",
        ")(",
        "OR",
        "a OR",
        "NOT",
        "-(",
        "*",
        "a*",
        "**",
        ":",
        "kind:",
        "year:soon",
        "year:..",
        "nope:x",
        "\0",
        "\u{fffd}",
        "\u{200b}\u{301}",
        "🦀",
        "本",
        "\u{202e}abc",
        "#",
        "#0",
        "#99999999999",
        "RFC 0",
        "issue 404",
        "https://",
        "http://[::1",
        "https://e.org/%zz%",
        "~2",
        "\"a b\"~99999",
        "year:9999..0",
        "before:0001",
        "date:2024-02-31",
        "issue:4294967295",
        "crate:*",
        "label:",
        "who:\"\"",
        "title:*",
        "fearlss",
        "zzzzzzzzzzzzzzzz",
        "a.b.c.d.e.f.g.h.i.j",
        "C++++",
        "'''''",
        "------",
        "::::",
        "0.5.0.0.0",
        "\\",
    ];
    let long = [
        "(".repeat(1_000),
        ")".repeat(1_000),
        "-(".repeat(1_000),
        "\"".repeat(1_001),
        "x".repeat(10_000),
        "本".repeat(3_000),
    ];
    let paste = "Fearless rows, with the borrow checker! ".repeat(250);
    let words: String = (0..2_000).map(|n| format!("w{n} ")).collect();
    let mut all: Vec<String> = short.into_iter().map(str::to_owned).collect();
    all.extend(long);
    all.extend([paste, words]);
    all
}

#[test]
fn every_nasty_query_is_answered_in_bounded_time() {
    let profile = Profile::twir().unwrap();
    let (parsed, _) = parse_text("2024-05-01-this-week-in-rust.md", ISSUE, &profile);
    let built = index(vec![parsed.unwrap()], &profile).unwrap();
    let mut bundle = Bundle::in_memory(&built.manifest, &built.files).unwrap();
    for query in nasty() {
        for (typing, literal, sort) in [(true, false, Sort::Relevance), (false, true, Sort::Oldest)]
        {
            let request = Request {
                query: query.clone(),
                typing,
                literal,
                sort,
                limit: 10,
                facets: true,
                ..Request::default()
            };
            let started = Instant::now();
            let answer = bundle.search(&request);
            let took = started.elapsed();
            let head: String = query.chars().take(40).collect();
            let Ok(answer) = answer else {
                panic!("{head:?} fails: {answer:?}")
            };
            assert!(took < Duration::from_secs(3), "{head:?} takes {took:?}");
            assert!(
                answer.total <= 4 && answer.results.len() <= answer.total as usize,
                "{head:?}"
            );
            for hit in &answer.results {
                let chars = hit.title.chars().count() as u32;
                assert!(
                    hit.title_marks
                        .iter()
                        .all(|mark| mark.start < mark.end && mark.end <= chars),
                    "{head:?}"
                );
            }
        }
    }
}

#[test]
fn nasty_requests_are_answered() {
    let profile = Profile::twir().unwrap();
    let (parsed, _) = parse_text("2024-05-01-this-week-in-rust.md", ISSUE, &profile);
    let built = index(vec![parsed.unwrap()], &profile).unwrap();
    let mut bundle = Bundle::in_memory(&built.manifest, &built.files).unwrap();
    let filter = |field: &str, value: &str| Filter {
        field: field.to_owned(),
        values: vec![value.to_owned()],
    };
    let request = Request {
        filters: vec![
            filter("nope", "x"),
            filter("year", "soon"),
            filter("kind", ""),
        ],
        offset: u32::MAX,
        limit: u32::MAX,
        ..Request::default()
    };
    let answer = bundle.search(&request).unwrap();
    assert!(answer.results.is_empty());
    assert_eq!(
        answer.notes.len(),
        3,
        "each filter that means nothing is named"
    );
}
