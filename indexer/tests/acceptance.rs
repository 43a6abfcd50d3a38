//! The real archive against what its published pages hold, where both are at hand.

#![allow(
    clippy::expect_used,
    reason = "a test that cannot be set up has failed"
)]

use std::path::Path;
use std::process::{Command, Stdio};

/// The folder with the archive, its truth and the tool that compares; not part of this
/// repository.
const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared");

fn backissue(command: &str, source: &Path, out: &Path) {
    let file = std::fs::File::create(out).expect("a temporary file");
    let status = Command::new(env!("CARGO_BIN_EXE_backissue"))
        .arg(command)
        .arg(source)
        .stdout(Stdio::from(file))
        .status();
    assert!(
        status.expect("the command runs").success(),
        "backissue {command} failed"
    );
}

#[test]
fn the_archive_reads_as_its_pages_do() {
    let shared = Path::new(SHARED);
    let score = shared.join("tools/score_records.py");
    if !score.exists() || Command::new("python3").arg("--version").output().is_err() {
        println!("skipped: {} or python3 is not there", score.display());
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (issues, records) = (
        folder.path().join("issues.jsonl"),
        folder.path().join("records.jsonl"),
    );
    backissue("issues", &shared.join("archive/content"), &issues);
    backissue("records", &shared.join("archive/content"), &records);
    let output = Command::new("python3")
        .arg(&score)
        .args([&issues, &records])
        .arg(shared.join("archive/truth"))
        .output();
    let output = output.expect("the score runs");
    println!("{}", String::from_utf8_lossy(&output.stdout));
    assert!(output.status.success(), "a check is short of its mark");
}
