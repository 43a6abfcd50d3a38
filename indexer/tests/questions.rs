//! Questions as readers ask them: what is given up, and that the answer says so.

#![allow(clippy::unwrap_used, reason = "a failing helper fails its test")]

use backissue::archive::parse_text;
use backissue::build::{Index, index};
use backissue::profile::Profile;
use backissue::reader::Bundle;
use backissue_model::answer::{Answer, Note};
use backissue_model::request::{Filter, Request};

const OLD: &str = "Title: This Week in Rust 7
Number: 7
Date: 2019-05-01
Category: This Week in Rust

# Updates from Rust Community

### Rust Walkthroughs

* [Fearless rows with the borrow checker](https://example.org/rows)
* [Fearless rows with the borrow checker (2)](https://example.org/rows-2)
* [A tour of async traits](https://example.org/tour)
* [Tales of an orchard](https://example.org/orchard)
* [Privacy checks](https://example.org/privacy) & [retrieval of items](https://example.org/items)

## New RFCs

* [Async traits](https://github.com/rust-lang/rfcs/pull/1)

# Crate of the Week

[Please submit your suggestions and votes for next week](https://example.org/old)!

# Quote of the Week

[Please submit quotes and vote for next week!](https://example.org/quotes)

> Unsafe is a sharp knife.

- Niko Matsakis
";

const NEW: &str = "Title: This Week in Rust 8
Number: 8
Date: 2021-05-05
Category: This Week in Rust

# Updates from Rust Community

### Rust Walkthroughs

* [Compiling Rust to WebAssembly](https://example.org/wasm)
* [Calling Java from Rust](https://example.org/java)
* [Calling JavaScript from Rust](https://example.org/javascript)
* [Orchards and other trees](https://example.org/trees)
* [Nothing new](https://example.org/new). Here is the retrieval of items, at length.
* [A stable lint, ready](https://example.org/lint)
* [Lint a stable](https://example.org/stable)
* [Round table](https://example.org/table)

## New RFCs

* [Async closures](https://github.com/rust-lang/rfcs/pull/2)

# Quote of the Week

[Please submit quotes and vote for next week!](https://example.org/quotes)
";

fn archive() -> Index {
    let profile = Profile::twir().unwrap();
    let issues = [("2019-05-01-a.md", OLD), ("2021-05-05-b.md", NEW)];
    let issues: Vec<_> = issues
        .into_iter()
        .filter_map(|(name, text)| parse_text(name, text, &profile).0)
        .collect();
    index(issues, &profile).unwrap()
}

fn ask(query: &str) -> Answer {
    let archive = archive();
    let mut bundle = Bundle::in_memory(&archive.manifest, &archive.files).unwrap();
    let request = Request {
        query: query.to_owned(),
        limit: 10,
        typing: true,
        ..Request::default()
    };
    let answer = bundle.search(&request).unwrap();
    let explained = bundle.explain(&request).unwrap();
    assert_eq!(explained.len(), answer.results.len(), "{query}");
    answer
}

/// The first title, and the words that were given up.
fn first(query: &str) -> (String, String) {
    let answer = ask(query);
    let given_up = answer.notes.iter().filter_map(|note| match note {
        Note::Relaxed { words } => Some(words.join(" ")),
        _ => None,
    });
    let title = answer.results.first().map(|hit| hit.title.clone());
    (title.unwrap_or_default(), given_up.collect())
}

#[test]
fn questions_give_up_what_says_least() {
    let cases = [
        ("what did niko say", "Unsafe is a sharp knife.", "what did"),
        ("RFCs about async before 2020", "Async traits", "about"),
        ("RFCs about async since 2020", "Async closures", "about"),
        (
            "the post about rows from 2019",
            "Fearless rows with the borrow checker",
            "about from",
        ),
        (
            "fearless rows 2033",
            "Fearless rows with the borrow checker",
            "2033",
        ),
        (
            "fearless xyzzy rows",
            "Fearless rows with the borrow checker",
            "xyzzy",
        ),
        ("how xyzzy", "", ""),
        (
            "tales:stable rows",
            "Fearless rows with the borrow checker",
            "tales stable",
        ),
        (
            "foo:fearless rows",
            "Fearless rows with the borrow checker",
            "foo",
        ),
    ];
    for (query, title, given_up) in cases {
        let (found, words) = first(query);
        assert_eq!(found, title, "{query}");
        for word in given_up.split_whitespace() {
            assert!(words.contains(word), "{query} gives up {words:?}");
        }
        assert!(
            !words.contains("niko") && !words.contains("rows"),
            "{query}: {words}"
        );
    }
}

#[test]
fn a_word_being_typed_is_completed_rather_than_inflected() {
    assert_eq!(first("calling javas").0, "Calling JavaScript from Rust");
    assert_eq!(first("compiling weba").0, "Compiling Rust to WebAssembly");
    assert_eq!(
        first("orchard").0,
        "Tales of an orchard",
        "exact beats inflected"
    );
    assert_eq!(
        first("rows checker").0,
        "Fearless rows with the borrow checker",
        "the shorter title"
    );
}

#[test]
fn the_text_of_a_further_link_is_a_title() {
    assert_eq!(first("retrieval ite").0, "Privacy checks");
    assert_eq!(first("checks retrieval").0, "Privacy checks");
    assert_eq!(first("title:\"retrieval of items\"").0, "Privacy checks");
}

#[test]
fn a_rare_word_is_corrected_when_all_together_match_nothing() {
    assert_eq!(first("table").0, "Round table");
    let answer = ask("lint table ");
    let titles: Vec<_> = answer
        .results
        .iter()
        .map(|hit| hit.title.as_str())
        .collect();
    assert!(titles.contains(&"Lint a stable"), "{titles:?}");
    let corrected = Note::Corrected {
        from: "table".to_owned(),
        to: "stable".to_owned(),
    };
    assert!(answer.notes.contains(&corrected), "{:?}", answer.notes);
}

#[test]
fn what_every_issue_says_is_found_once_in_the_newest() {
    let answer = ask("submit quotes");
    assert_eq!(answer.total, 1);
    let hit = &answer.results[0];
    assert_eq!(hit.kind, "every-issue");
    let issues: Vec<_> = hit.appearances.iter().map(|seen| seen.issue).collect();
    assert_eq!(issues, [Some(8)]);
    assert_eq!(ask("submit suggestions").total, 1);
}

#[test]
fn of_equal_titles_the_one_in_order_comes_first() {
    assert_eq!(first("lint stab").0, "Lint a stable");
    assert_eq!(first("stable lin").0, "A stable lint, ready");
}

#[test]
fn a_title_can_be_chosen_like_a_facet() {
    let archive = archive();
    let mut bundle = Bundle::in_memory(&archive.manifest, &archive.files).unwrap();
    let chosen = |field: &str, value: &str| Request {
        filters: vec![Filter {
            field: field.to_owned(),
            values: vec![value.to_owned()],
        }],
        limit: 10,
        ..Request::default()
    };
    let mut total = |field, value| bundle.search(&chosen(field, value)).unwrap().total;
    assert_eq!(total("title", "fearless rows"), 2);
    assert_eq!(total("title", "fearlessrows"), 2);
    assert_eq!(total("title", "fearless-ROWS"), 2);
    assert_eq!(total("title", "borrowcheck"), 0, "whole words");
    assert_eq!(total("title", "javas"), 1, "a single word may go on");
    assert_eq!(total("title", "rows fearless"), 0);
    assert_eq!(total("url", "https://example.org/tour?utm_source=x"), 1);
}
