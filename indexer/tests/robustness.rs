//! Files that are broken, hostile or not files at all: one clear finding, the rest is
//! still read, and no file takes long.

#![allow(
    clippy::expect_used,
    reason = "a test that cannot be set up has failed"
)]

use backissue::archive;
use backissue::profile::Profile;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

const FRONT: &str = "Title: This Week in Rust 41\nDate: 2014-03-15\n\n# News & Blog Posts\n\n";

/// Generous: an unoptimised build on a busy machine.
const LIMIT: Duration = Duration::from_secs(30);

/// Reads `bytes` beside a sound issue; gives the findings' codes for the file.
fn codes(bytes: &[u8]) -> Vec<&'static str> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("odd.md"), bytes).expect("written");
    read(folder.path())
}

fn read(folder: &Path) -> Vec<&'static str> {
    let sound = "Title: This Week in Rust 40\nDate: 2014-03-08\n\n# News & Blog Posts\n\n* [Sound](https://example.com/sound)\n";
    fs::write(folder.join("sound.md"), sound).expect("written");
    let begun = Instant::now();
    let archive = archive::read(
        &[folder.to_path_buf()],
        &Profile::twir().expect("the built-in profile reads"),
    );
    assert!(begun.elapsed() < LIMIT, "took {:?}", begun.elapsed());
    let sound = archive
        .issues
        .iter()
        .find(|issue| issue.issue.number == Some(40))
        .expect("the rest is still read");
    assert_eq!(sound.entries.len(), 1);
    archive
        .diagnostics
        .iter()
        .map(|finding| finding.code)
        .collect()
}

fn with_front(body: &str) -> Vec<u8> {
    format!("{FRONT}{body}").into_bytes()
}

#[test]
fn an_empty_file_is_named() {
    assert_eq!(codes(b""), ["empty-file"]);
}

#[test]
fn missing_garbled_and_doubled_front_matter_is_named() {
    assert!(codes(b"# News\n\n* [A](https://example.com)\n").contains(&"no-front-matter"));
    assert!(codes(b"Titel This\nDat 20\n").contains(&"no-date"));
    assert!(codes(b"Title: A\nTitle: B\nDate: 2014-03-15\n\n").contains(&"double-front-matter"));
    assert!(codes(b"+++\ntitle = \n+++\n").contains(&"bad-front-matter"));
    assert!(codes(b"---\ntitle: x\n").contains(&"open-front-matter"));
}

#[test]
fn two_issues_with_one_number_are_named() {
    assert!(
        codes(b"Title: This Week in Rust 40\nDate: 2014-03-15\n\n# x\n").contains(&"double-number")
    );
}

#[test]
fn a_future_date_is_named() {
    assert!(
        codes(b"Title: This Week in Rust 41\nDate: 2199-01-01\n\n# Official\n")
            .contains(&"future-date")
    );
}

#[test]
fn bytes_that_are_not_utf8_are_named() {
    let mut bytes = with_front("* [caf");
    bytes.extend([0xe9, 0xff]);
    bytes.extend(b"](https://example.com)\n");
    assert_eq!(codes(&bytes), ["invalid-utf8"]);
}

#[test]
fn a_file_of_fifty_megabytes_is_left_out() {
    assert_eq!(codes(&vec![b'a'; 50_000_000]), ["too-large"]);
}

#[test]
fn a_line_of_megabytes_is_left_out() {
    assert_eq!(
        codes(&with_front(&"a".repeat(3_000_000))),
        ["line-left-out"]
    );
}

#[test]
fn deep_nesting_takes_no_time() {
    for mark in ["[", ">", "*", "* ", "> ", "![", "<a ", "`", "_a_ "] {
        let found = codes(&with_front(&mark.repeat(100_000)));
        assert!(found.contains(&"line-left-out"), "{mark}: {found:?}");
    }
}

#[test]
fn nesting_over_many_lines_takes_no_time() {
    codes(&with_front(&"[a\n".repeat(100_000)));
    codes(&with_front(&"# x\n\n".repeat(20_000)));
    let lists: Vec<String> = (0..500)
        .map(|depth| format!("{}* x", " ".repeat(4 * depth)))
        .collect();
    codes(&with_front(&lists.join("\n")));
}

#[test]
#[cfg(unix)]
fn links_in_a_circle_and_to_nothing_are_named() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).expect("linked");
    std::os::unix::fs::symlink("/nonexistent/x.md", folder.path().join("gone.md")).expect("linked");
    let found = read(folder.path());
    assert!(
        found.contains(&"folder-loop") && found.contains(&"unreadable"),
        "{found:?}"
    );
}

#[test]
fn damaged_encodings_are_repaired() {
    let text = "* [Göteborg, München — 🚁](https://example.com)\n";
    let latin: String = text.bytes().map(encoding).collect();
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("odd.md"), with_front(&latin)).expect("written");
    let archive = archive::read(
        &[folder.path().to_path_buf()],
        &Profile::twir().expect("the built-in profile reads"),
    );
    assert_eq!(archive.issues[0].entries[0].title, "Göteborg, München — 🚁");
    assert_eq!(archive.diagnostics[0].code, "mojibake");
}

/// A byte read as Windows-1252.
fn encoding(byte: u8) -> char {
    match byte {
        0x80 => '€',
        0x94 => '”',
        0x9f => 'Ÿ',
        0x9a => 'š',
        _ => char::from(byte),
    }
}
