//! `backissue issues`, `records` and `check`: what other programs read.

use super::{archive, backissue, write};
use predicates::prelude::*;
use serde_json::Value;

fn lines(command: &str) -> Vec<Value> {
    let archive = archive();
    let output = backissue()
        .arg(command)
        .arg(archive.path())
        .assert()
        .code(0);
    let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn issues_come_oldest_first_with_their_headings() {
    let issues = lines("issues");
    assert_eq!(issues.len(), 2);
    assert_eq!(issues[0]["number"], 1);
    assert_eq!(issues[0]["page"], "/blog/2024/01/03/this-week-in-rust-1/");
    let anchors: Vec<&str> = issues[0]["headings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|heading| heading["anchor"].as_str())
        .collect();
    assert_eq!(
        anchors,
        ["updates-from-rust-community", "projecttooling-updates"]
    );
}

#[test]
fn records_hold_every_field_of_the_schema() {
    let records = lines("records");
    assert_eq!(records.len(), 5, "two issues and three links");
    let fields = [
        "kind",
        "group",
        "title",
        "text",
        "url",
        "links",
        "names",
        "host",
        "domain",
        "labels",
        "github",
        "event",
        "quote",
        "crate",
        "job",
        "team",
        "also_under",
        "other_titles",
        "appearances",
    ];
    for record in &records {
        for field in fields {
            assert!(
                record.get(field).is_some(),
                "{field} is missing from {record}"
            );
        }
    }
    let link = records
        .iter()
        .find(|record| record["title"] == "Borrow less")
        .unwrap();
    assert_eq!(
        (&link["kind"], &link["group"]),
        (&"project-tooling".into(), &"projects".into())
    );
    let appearance = &link["appearances"][0];
    assert_eq!(
        (&appearance["issue"], &appearance["line"]),
        (&1.into(), &10.into())
    );
    assert_eq!(appearance["anchor"], "projecttooling-updates");
}

#[test]
fn check_speaks_like_a_linter_and_judges_by_level() {
    let dir = tempfile::tempdir().unwrap();
    let text =
        "Title: This Week in Rust 3\nDate: 2025-01-15\n\n## Jobs\n\n* [A job](REDDIT_LINK_HERE)\n";
    write(dir.path(), "draft.txt", text);
    let check = || {
        let mut command = backissue();
        command.current_dir(dir.path()).args(["check", "draft.txt"]);
        command
    };
    let said = "draft.txt:6: warning[placeholder-link]: the link still leads to `REDDIT_LINK_HERE`\n    hint: ";
    check()
        .assert()
        .code(1)
        .stdout(predicate::str::contains(said));
    check().args(["--deny", "error"]).assert().code(0);
    let json = check().arg("--json").assert().code(1);
    let finding: Value = serde_json::from_slice(&json.get_output().stdout).unwrap();
    assert_eq!(
        (&finding["code"], &finding["line"]),
        (&"placeholder-link".into(), &6.into())
    );
}

#[test]
fn an_archive_that_is_not_there_is_a_usage_failure() {
    for command in ["issues", "records", "check"] {
        let output = backissue()
            .args([command, "no/such/folder"])
            .assert()
            .code(2);
        output
            .stdout("")
            .stderr(predicate::str::contains("no/such/folder"));
    }
}
