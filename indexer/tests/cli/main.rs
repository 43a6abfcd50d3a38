//! The `backissue` command as people and scripts use it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failing helper fails its test"
)]

mod build;
mod editors;
mod export;
mod frame;
mod records;
mod serve;
mod verify;

use assert_cmd::Command;
use std::path::Path;
use tempfile::TempDir;

/// The command under test, with nothing of the caller's terminal in its way.
fn backissue() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backissue"));
    command
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .env("COLUMNS", "90");
    command
}

/// Writes a file and the folders it needs.
fn write(dir: &Path, name: &str, text: &str) {
    let file = dir.join(name);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, text).unwrap();
}

/// Two short issues in the newsletter's format.
fn archive() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let issue = |number: u32, date: &str, items: &str| {
        let head = format!("Title: This Week in Rust {number}\nNumber: {number}\nDate: {date}\n");
        let text = format!(
            "{head}Category: This Week in Rust\n\n## Updates from Rust Community\n\n\
             ### Project/Tooling Updates\n\n{items}"
        );
        write(dir.path(), &format!("{date}-this-week-in-rust.md"), &text);
    };
    issue(
        1,
        "2024-01-03",
        "* [Borrow less](https://blog.example/borrow)\n* [A tool](https://tool.example/)\n",
    );
    issue(
        2,
        "2025-01-08",
        "* [Borrow more](https://blog.example/more)\n",
    );
    dir
}
