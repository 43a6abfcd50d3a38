//! `backissue export`.

use super::{archive, backissue};
use std::collections::BTreeSet;

#[test]
fn quickwit_gets_documents_of_the_fields_it_was_told() {
    let (archive, out) = (archive(), tempfile::tempdir().unwrap());
    let mut command = backissue();
    command
        .args(["export", "--format", "quickwit", "--out"])
        .arg(out.path())
        .arg(archive.path());
    command.assert().success();
    let config = std::fs::read_to_string(out.path().join("index-config.yaml")).unwrap();
    let fields: BTreeSet<&str> = config
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- { name: ")?.split(',').next())
        .collect();
    let lines = std::fs::read_to_string(out.path().join("records.ndjson")).unwrap();
    assert_eq!(lines.lines().count(), 5);
    let mut found = false;
    for line in lines.lines() {
        let document: serde_json::Value = serde_json::from_str(line).unwrap();
        for field in document.as_object().unwrap().keys() {
            assert!(fields.contains(field.as_str()), "{field}");
        }
        found |= document["page"]
            == "https://this-week-in-rust.org/blog/2024/01/03/this-week-in-rust-1/#projecttooling-updates";
    }
    assert!(found, "{lines}");
}
