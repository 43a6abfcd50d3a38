//! Whatever the bytes: no panic, bounded time, and lines inside the file.
//!
//! The last test is a small fuzzer: it mutates the sample archive for as long as
//! `BACKISSUE_FUZZ_SECONDS` says (two seconds when it is not set).

#![allow(
    clippy::expect_used,
    reason = "a test that cannot be set up has failed"
)]

use backissue::archive::parse_text;
use backissue::merge::merge;
use backissue::profile::Profile;
use backissue_engine::text::canonical_url as canonical;
use backissue_model::record::Record;
use proptest::prelude::*;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

static TWIR: LazyLock<Profile> =
    LazyLock::new(|| Profile::twir().expect("the built-in profile reads"));

/// Pieces that newsletters are made of, so that random text reaches every parser.
const PIECES: [&str; 34] = [
    "* ",
    "    * ",
    "  * ",
    "# ",
    "### Europe\n",
    "## Upcoming Events\n",
    "# Quote of the Week\n",
    "## Crate of the Week\n",
    "## Jobs\n",
    "> ",
    "– [Ann on x](https://example.com/a)\n",
    "2024-06-05 | ",
    "June 3, 2021, ",
    "Virtual (Berlin, DE) | ",
    "[**T**](https://example.com/t)",
    "[label] ",
    "[a][1]",
    "[1]: https://example.com/1\n",
    "\n",
    "\n\n",
    "<!-- ",
    " -->",
    "`",
    "```\n",
    "é",
    "\u{200b}",
    "<T>",
    "|",
    "---\n",
    "&amp;",
    "This week's crate is ",
    "(",
    ")",
    "text and more",
];

fn check(body: &str) {
    let text = format!("Title: This Week in Rust 7\nDate: 2024-06-05\n\n{body}");
    // A carriage return ends a line, too.
    let ends = text.replace("\r\n", "\n").matches(['\r', '\n']).count();
    let lines = u32::try_from(ends + 1).expect("short");
    let (parsed, findings) = parse_text("x.md", &text, &TWIR);
    for finding in &findings {
        assert!(
            finding.line <= lines,
            "line {} of {lines}: {}",
            finding.line,
            finding.code
        );
    }
    let Some(parsed) = parsed else { return };
    for entry in parsed.entries.iter().chain(&parsed.weekly) {
        assert!(
            (1..=lines).contains(&entry.line),
            "line {} of {lines}",
            entry.line
        );
        let known = parsed
            .issue
            .headings
            .iter()
            .any(|heading| Some(&heading.anchor) == entry.anchor.as_ref());
        assert!(known, "no heading has the anchor {:?}", entry.anchor);
        let safe = |url: &String| {
            ["http://", "https://", "mailto:"]
                .iter()
                .any(|scheme| url.to_lowercase().starts_with(scheme))
        };
        assert!(entry.links.iter().all(safe), "{:?}", entry.links);
    }
    let records = merge([parsed.clone()]);
    let weekly = |record: &&Record| record.kind == TWIR.boilerplate.kind;
    let once = records
        .iter()
        .filter(weekly)
        .map(|record| record.appearances.len());
    assert!(once.max().is_none_or(|most| most == 1));
    let others = records.iter().filter(|record| !weekly(record));
    let appearances: usize = others.map(|record| record.appearances.len()).sum();
    assert_eq!(
        appearances,
        parsed.entries.len() + 1,
        "every entry appears once, and so does the issue"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_read(body in "\\PC{0,400}") {
        check(&body);
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        check(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_newsletter_is_read(pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..80)) {
        check(&pieces.concat());
    }

    #[test]
    fn canonical_addresses_are_stable(path in "[a-z0-9/]{0,20}", scheme in "https?", www in "(www\\.)?") {
        let plain = canonical(&format!("https://example.com/{path}"));
        prop_assert_eq!(&canonical(&format!("{scheme}://{www}example.com/{path}")), &plain);
        prop_assert_eq!(&canonical(&format!("{scheme}://{www}example.com/{path}?utm_source=x")), &plain);
    }
}

#[test]
fn mutated_issues_are_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/archive");
    let files = std::fs::read_dir(folder).expect("the sample archive is there");
    let mut paths: Vec<_> = files.map(|file| file.expect("readable").path()).collect();
    paths.sort();
    let sources: Vec<Vec<u8>> = paths
        .iter()
        .map(|path| std::fs::read(path).expect("readable"))
        .collect();
    let seconds = std::env::var("BACKISSUE_FUZZ_SECONDS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(2);
    let until = Instant::now() + Duration::from_secs(seconds);
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    while Instant::now() < until {
        let mut bytes = sources[random.below(sources.len())].clone();
        for _ in 0..=random.below(8) {
            random.mutate(&mut bytes, &sources);
        }
        let begun = Instant::now();
        check(&String::from_utf8_lossy(&bytes));
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "took {:?}",
            begun.elapsed()
        );
    }
}

/// Xorshift: the same mutations every time.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).expect("small")).expect("small")
    }

    fn mutate(&mut self, bytes: &mut Vec<u8>, sources: &[Vec<u8>]) {
        let at = self.below(bytes.len());
        match self.below(4) {
            0 => bytes.truncate(at),
            1 => bytes[at] = u8::try_from(self.below(256)).expect("a byte"),
            2 => {
                let piece = PIECES[self.below(PIECES.len())];
                bytes.splice(at..at, piece.bytes());
            }
            _ => {
                let other = &sources[self.below(sources.len())];
                let (from, length) = (self.below(other.len()), self.below(300));
                bytes.splice(at..at, other.iter().skip(from).take(length).copied());
            }
        }
        bytes.push(b'\n');
    }
}
