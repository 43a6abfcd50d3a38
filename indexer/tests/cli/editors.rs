//! `has`, `stats` and `check --against`: help for editors.

use super::{archive, backissue, write};
use predicates::prelude::*;

#[test]
fn a_link_that_was_in_an_issue_is_found_however_it_is_written() {
    let archive = archive();
    let variants = [
        "https://blog.example/borrow",
        "http://www.blog.example/borrow/?utm_source=feed&fbclid=1",
        "https://BLOG.example/borrow#comments",
    ];
    for url in variants {
        let run = backissue()
            .args(["has", url, "--archive"])
            .arg(archive.path())
            .assert()
            .success();
        run.stdout(predicate::str::contains(
            "issue 1 (2024-01-03), Project/Tooling Updates: Borrow less",
        ));
    }
}

#[test]
fn a_link_that_was_in_none_exits_with_1() {
    let archive = archive();
    let mut command = backissue();
    command.args([
        "has",
        "--json",
        "https://blog.example/borrow",
        "https://never.example/",
    ]);
    let run = command
        .arg("--archive")
        .arg(archive.path())
        .assert()
        .code(1);
    let out = String::from_utf8(run.get_output().stdout.clone()).unwrap();
    let lines: Vec<serde_json::Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["found"], true);
    assert_eq!(lines[0]["records"][0]["appearances"][0]["issue"], 1);
    assert_eq!(lines[1]["found"], false);
}

#[test]
fn links_are_read_from_standard_input() {
    let archive = archive();
    let mut command = backissue();
    command.args(["has", "-", "--archive"]).arg(archive.path());
    command.write_stdin("https://blog.example/borrow\nhttps://never.example/\n");
    command
        .assert()
        .code(1)
        .stdout(predicate::str::contains("not in any issue"));
}

#[test]
fn the_archive_comes_from_the_settings_file_above() {
    let archive = archive();
    write(
        archive.path(),
        "site/backissue.toml",
        "archive = [\"..\"]\n",
    );
    write(archive.path(), "site/drafts/x", "");
    let mut command = backissue();
    command.current_dir(archive.path().join("site/drafts"));
    command
        .args(["has", "https://blog.example/borrow"])
        .assert()
        .success();
}

#[test]
fn without_an_archive_it_says_what_to_do() {
    let empty = tempfile::tempdir().unwrap();
    let run = backissue()
        .current_dir(empty.path())
        .args(["has", "https://x.example"])
        .assert();
    run.code(2).stderr(predicate::str::contains(
        "hint: name the folder with the issues",
    ));
    let run = backissue().args(["stats", "no/such"]).assert();
    run.code(2)
        .stderr(predicate::str::contains("no/such does not exist"));
}

#[test]
fn a_mistyped_setting_and_a_missing_profile_are_named() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), "backissue.toml", "archve = []\n");
    let run = backissue()
        .current_dir(dir.path())
        .args(["stats"])
        .assert()
        .code(2);
    run.stderr(predicate::str::contains(
        "backissue.toml:1:1: unknown key `archve`: did you mean",
    ));
    let run = backissue()
        .args(["stats", ".", "--profile", "nope", "--config", "/dev/null"])
        .assert();
    run.code(2)
        .stderr(predicate::str::contains("cannot read the profile nope"));
}

#[test]
fn stats_count_by_kind_year_and_domain() {
    let archive = archive();
    let run = backissue()
        .arg("stats")
        .arg(archive.path())
        .arg("--json")
        .assert()
        .success();
    let out: serde_json::Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    assert_eq!(out["issues"], 2);
    assert_eq!(
        (out["first"].as_str(), out["last"].as_str()),
        (Some("2024-01-03"), Some("2025-01-08"))
    );
    let kinds = out["kinds"].as_array().unwrap();
    let tools = kinds
        .iter()
        .find(|kind| kind["kind"] == "project-tooling")
        .unwrap();
    assert_eq!(tools["years"], serde_json::json!({ "2024": 2, "2025": 1 }));
    assert_eq!(out["domains"][0]["domain"], "blog.example");

    let run = backissue()
        .arg("stats")
        .arg(archive.path())
        .assert()
        .success();
    run.stdout(predicate::str::contains(
        "2 issues, 2024-01-03 to 2025-01-08",
    ));
}

#[test]
fn a_draft_is_compared_with_what_was_published() {
    let archive = archive();
    let draft = "Title: This Week in Rust 3\nNumber: 3\nDate: 2025-01-15\n\n## Updates from Rust Community\n\n\
        ### Project/Tooling Updates\n\n* [Borrow again](http://blog.example/borrow?utm_medium=x)\n\
        * [New](https://new.example/)\n* [New too](https://www.new.example)\n";
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), "draft.md", draft);
    let mut command = backissue();
    command
        .current_dir(dir.path())
        .args(["check", "draft.md", "--against"])
        .arg(archive.path());
    let out = String::from_utf8(command.assert().code(1).get_output().stdout.clone()).unwrap();
    assert!(
        out.contains(
            "draft.md:9: warning[already-featured]: \"Borrow again\" was in issue 1 (2024-01-03)"
        ),
        "{out}"
    );
    assert!(
        out.contains(
            "draft.md:11: warning[repeated-link]: \"New too\" has the same link as line 10"
        )
    );
    assert!(!out.contains("draft.md:10:"), "{out}");

    let same = backissue()
        .arg("check")
        .arg(archive.path())
        .arg("--against")
        .arg(archive.path())
        .assert();
    same.stdout(predicate::str::contains("already-featured").not());
}
