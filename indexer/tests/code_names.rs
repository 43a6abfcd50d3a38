//! Names as programmers write them, and scripts other than Latin, found in an index:
//! whole, by their parts, however they are typed.

#![allow(clippy::unwrap_used, reason = "a failing helper fails its test")]

use backissue::archive::parse_text;
use backissue::build::index;
use backissue::profile::Profile;
use backissue::reader::Bundle;
use backissue_model::request::Request;

/// A title, and queries that find it.
const FOUND: &[(&str, &[&str])] = &[
    ("Calling C++ from here", &["C++", "c++"]),
    ("A bridge to C# and back", &["C#", "c# bridge"]),
    ("Going no_std", &["no_std", "no-std", "nostd", "NO_STD"]),
    ("Faster with std::simd", &["std::simd", "simd", "std simd"]),
    (
        "What #[track_caller] does",
        &["#[track_caller]", "track_caller", "track caller"],
    ),
    ("On Pin<&mut Self>", &["Pin<&mut Self>", "pin self"]),
    ("async-std grows up", &["async-std", "asyncstd", "async"]),
    ("cargo-nextest at work", &["cargo-nextest", "nextest"]),
    ("Why r#type exists", &["r#type"]),
    ("Tower 0.5 is out", &["0.5", "v0.5", "tower 0.5"]),
    ("Tower 0.15 is out", &["0.15"]),
    ("Tower 0.5.1 is out", &["0.5.1"]),
    ("Talking to io_uring", &["io_uring", "io-uring", "uring"]),
    ("TCPが遅すぎる", &["遅すぎる", "すぎ", "TCPが遅"]),
    ("токамак для всех", &["токамак", "ТОКАМАК", "всех"]),
    ("שיחה חופשית", &["שיחה", "חופשית"]),
    (
        "Rust i Göteborg",
        &["goteborg", "GÖTEBORG", "Go\u{308}teborg"],
    ),
    ("Ｆｕｌｌ width", &["full width"]),
];

/// Queries, and what they must not find.
const NOT_FOUND: &[(&str, &str)] = &[
    ("0.5", "Tower 0.15 is out"),
    ("0.5", "Tower 0.5.1 is out"),
    ("0.15", "Tower 0.5 is out"),
    ("C#", "Calling C++ from here"),
    ("C++", "A bridge to C# and back"),
    ("std::simd", "Going no_std"),
    ("速すぎる", "TCPが遅すぎる"),
];

fn issue() -> String {
    let mut text = "Title: This Week in Rust 7\nNumber: 7\nDate: 2024-05-01\nCategory: This Week in Rust\n\n### Rust Walkthroughs\n\n".to_owned();
    for (at, (title, _)) in FOUND.iter().enumerate() {
        let title = title.replace('[', "\\[").replace(']', "\\]");
        let title = title.replace('<', "\\<");
        text.push_str(&format!("* [{title}](https://example.org/{at})\n"));
    }
    text
}

#[test]
fn names_are_found_whole_and_by_their_parts() {
    let profile = Profile::twir().unwrap();
    let parsed = parse_text("2024-05-01-x.md", &issue(), &profile).0.unwrap();
    let built = index(vec![parsed], &profile).unwrap();
    let mut bundle = Bundle::in_memory(&built.manifest, &built.files).unwrap();
    let mut titles = |query: &str| -> Vec<String> {
        let request = Request {
            query: query.to_owned(),
            limit: 50,
            literal: true,
            ..Request::default()
        };
        let answer = bundle.search(&request).unwrap();
        answer
            .results
            .into_iter()
            .filter_map(|hit| hit.url)
            .collect()
    };
    let url = |title: &str| {
        let at = FOUND.iter().position(|(known, _)| *known == title);
        format!("https://example.org/{}", at.unwrap())
    };
    for (title, queries) in FOUND {
        for query in *queries {
            assert!(titles(query).contains(&url(title)), "{query} finds {title}");
        }
    }
    for (query, title) in NOT_FOUND {
        assert!(!titles(query).contains(&url(title)), "{query} and {title}");
    }
}
