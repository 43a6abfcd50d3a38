//! What a reader's searches load, counted natively: see `indexer/examples/replay.rs`.

use crate::paths;
use crate::step::{output, run, step};
use anyhow::Context;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Files by path, with their bytes as published.
pub(crate) type Files = BTreeMap<String, u64>;

/// What one step of a reader loaded that was not loaded before.
#[derive(Debug, Deserialize)]
pub(crate) struct Step {
    /// The query, or `open` and `background`.
    pub step: String,
    /// The files.
    pub files: Files,
}

impl Step {
    /// Bytes of all its files.
    pub(crate) fn bytes(&self) -> u64 {
        self.files.values().sum()
    }
}

/// Compiles what counts.
///
/// # Errors
/// If cargo fails.
pub(crate) fn compile() -> anyhow::Result<PathBuf> {
    step("compile what counts", || {
        let mut cargo = Command::new("cargo");
        cargo.args(["build", "--package", "backissue", "--example", "replay"]);
        run(cargo.current_dir(paths::root()))
    })?;
    Ok(paths::target().join("debug/examples/replay"))
}

/// Searches `site` for each of `queries`: as one reader, or each as a new one.
///
/// # Errors
/// If a search fails.
pub(crate) fn replay(
    program: &Path,
    site: &Path,
    queries: &[String],
    fresh: bool,
) -> anyhow::Result<Vec<Step>> {
    let list = paths::target().join("queries.txt");
    fs::write(&list, queries.join("\n"))
        .with_context(|| format!("cannot write {}", list.display()))?;
    let mut command = Command::new(program);
    command.arg(site).arg(&list).args(fresh.then_some("fresh"));
    let lines = output(&mut command)?;
    let steps = lines.lines().map(serde_json::from_str);
    Ok(steps.collect::<Result<_, _>>()?)
}

/// The bench's queries: first ones, then further ones.
#[derive(Debug, Deserialize)]
struct Queries {
    first: Vec<String>,
    next: Vec<String>,
}

/// The queries that the bench asks, too.
///
/// # Errors
/// If the list cannot be read.
pub(crate) fn queries() -> anyhow::Result<Vec<String>> {
    let path = paths::tests().join("bench/queries.json");
    let json = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let Queries { mut first, next } = serde_json::from_slice(&json)?;
    first.extend(next);
    Ok(first)
}

/// A file of the browser part, as the build lists them.
#[derive(Deserialize)]
struct BrowserFile {
    logical: String,
    gz: u64,
}

/// Bytes of page and engine as served, which do not depend on the archive; 0 before
/// `cargo xtask browser` has made them.
///
/// # Errors
/// If the list of files cannot be read.
pub(crate) fn page() -> anyhow::Result<u64> {
    let path = paths::browser().join("files.json");
    if !path.exists() {
        return Ok(0);
    }
    let json = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let files: Vec<BrowserFile> = serde_json::from_slice(&json)?;
    let first = ["app.bin", "app.js", "page.css", "index.html"];
    let loaded = files
        .iter()
        .filter(|file| first.contains(&file.logical.as_str()));
    Ok(loaded.map(|file| file.gz).sum())
}
