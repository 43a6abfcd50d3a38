//! `cargo xtask weekly`: what a reader downloads again after one more issue.

use crate::replay::{Files, compile, queries, replay};
use crate::step::{output, step};
use crate::{paths, serve};
use anyhow::Context;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Options of `cargo xtask weekly`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folder with the newsletter's Markdown issues; without it, the sample archive.
    #[arg(long, value_name = "DIR")]
    archive: Option<PathBuf>,
}

/// An issue as `backissue issues` prints it.
#[derive(Debug, Deserialize)]
struct Issue {
    file: String,
    date: String,
}

impl Issue {
    fn year(&self) -> &str {
        self.date.get(..4).unwrap_or_default()
    }
}

/// One release: what a reader had, and what of it must be loaded anew.
#[derive(Debug, Serialize)]
struct Release {
    /// What is special about it.
    label: &'static str,
    /// Date of the issue that it adds.
    date: String,
    /// Bytes that the reader had of the index.
    had: u64,
    /// Bytes that the same searches load after the release.
    again: u64,
    /// Those bytes by kind of file.
    parts: BTreeMap<String, u64>,
}

/// Counts for an ordinary week, and for the last and the first issue of a year.
///
/// # Errors
/// If a step fails.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let archive = serve::archive(args.archive.as_deref())?;
    let backissue = serve::plain_command()?;
    measure(&archive, &backissue)
}

/// Counts, prints, and leaves the figures in `target/weekly/weekly.json`.
///
/// # Errors
/// If a step fails.
pub(crate) fn measure(archive: &Path, backissue: &Path) -> anyhow::Result<()> {
    let program = compile()?;
    let folder = paths::target().join("weekly");
    let queries = queries()?;
    let issues = output(Command::new(backissue).arg("issues").arg(archive))?;
    let issues: Vec<Issue> = issues
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    let reader = |count: usize, name: &str| -> anyhow::Result<Files> {
        let (source, site) = (folder.join("archive"), folder.join(name));
        copy(archive, &issues[..count], &source)?;
        serve::build_quietly(backissue, &source, &site)?;
        let steps = replay(&program, &site, &queries, false)?;
        Ok(steps.into_iter().flat_map(|step| step.files).collect())
    };
    let mut releases = Vec::new();
    for (label, at) in cases(&issues) {
        releases.push(step(label, || {
            let (before, after) = (reader(at, "before")?, reader(at + 1, "after")?);
            Ok(compare(label, &issues[at], &before, &after))
        })?);
    }
    print(&releases);
    let path = folder.join("weekly.json");
    fs::write(&path, serde_json::to_string_pretty(&releases)?)
        .with_context(|| format!("cannot write {}", path.display()))
}

/// Which issues are the newest ones of a release, by their place.
fn cases(issues: &[Issue]) -> Vec<(&'static str, usize)> {
    let newest = issues.len().saturating_sub(1);
    let first = issues
        .iter()
        .position(|issue| Some(issue.year()) == issues.last().map(Issue::year))
        .unwrap_or_default();
    let cases = [
        ("the newest issue", newest),
        ("the last issue of a year", first.saturating_sub(1)),
        ("the first issue of a year", first),
        ("the second issue of a year", first + 1),
    ];
    let there = |(_, at): &(&str, usize)| (1..=newest).contains(at);
    cases.into_iter().filter(there).collect()
}

/// Makes `folder` hold these issues and no others.
fn copy(archive: &Path, issues: &[Issue], folder: &Path) -> anyhow::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    for Issue { file, .. } in issues {
        let to = folder.join(file);
        fs::create_dir_all(to.parent().unwrap_or(folder))?;
        fs::copy(archive.join(file), &to).with_context(|| format!("cannot copy {file}"))?;
    }
    Ok(())
}

fn compare(label: &'static str, issue: &Issue, before: &Files, after: &Files) -> Release {
    let mut parts = BTreeMap::new();
    let new = after.iter().filter(|(path, _)| !before.contains_key(*path));
    for (path, bytes) in new {
        *parts.entry(part(path)).or_default() += bytes;
    }
    Release {
        label,
        date: issue.date.clone(),
        had: before.values().sum(),
        again: parts.values().sum(),
        parts,
    }
}

/// Set and kind of a file: `data/rest-0b8aad3fcd52aea4/t1f76.bin` is `rest t`.
fn part(path: &str) -> String {
    let mut names = path.rsplit('/');
    let (name, set) = (names.next().unwrap_or_default(), names.next());
    let set = set.and_then(|set| set.split('-').next());
    let name = name.trim_end_matches(".bin");
    let short = name.len() > 1 && name[1..].chars().all(|sign| sign.is_ascii_hexdigit());
    let kind = if short { &name[..1] } else { name };
    format!("{} {kind}", set.unwrap_or_default())
}

fn print(releases: &[Release]) {
    for release in releases {
        let share = release.again as f64 * 100.0 / release.had.max(1) as f64;
        println!(
            "{} ({}): {} of {} bytes again, {share:.1} %",
            release.label, release.date, release.again, release.had
        );
        for (part, bytes) in &release.parts {
            println!("  {part:16} {bytes:>8}");
        }
    }
}
