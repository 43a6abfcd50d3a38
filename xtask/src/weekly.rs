//! `cargo xtask weekly`: what a reader downloads again after one more issue.

use crate::replay::{Files, compile, page, queries, replay};
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
    label: String,
    /// Date of the issue that it adds.
    date: String,
    /// Bytes that the reader had of page and index.
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
    let page = page()?;
    let mut releases = Vec::new();
    for (label, at) in cases(&issues) {
        releases.push(step(&label, || {
            let (before, after) = (reader(at, "before")?, reader(at + 1, "after")?);
            let mut release = compare(&label, &issues[at], &before, &after);
            release.had += page;
            Ok(release)
        })?);
    }
    print(&releases);
    let path = folder.join("weekly.json");
    fs::write(&path, serde_json::to_string_pretty(&releases)?)
        .with_context(|| format!("cannot write {}", path.display()))
}

/// Years whose first issue is counted: in some of them closed years are put together.
const YEARS: usize = 4;

/// Which issues are the newest ones of a release, by their place.
fn cases(issues: &[Issue]) -> Vec<(String, usize)> {
    let newest = issues.len().saturating_sub(1);
    let firsts = (1..issues.len()).filter(|&at| issues[at].year() != issues[at - 1].year());
    let firsts: Vec<usize> = firsts.collect();
    let mut cases = vec![("the newest issue".to_owned(), newest)];
    if let Some(&first) = firsts.last() {
        cases.push(("the last issue of a year".to_owned(), first - 1));
        cases.push(("the second issue of a year".to_owned(), first + 1));
    }
    for &first in firsts.iter().rev().take(YEARS) {
        cases.push((
            format!("the first issue of {}", issues[first].year()),
            first,
        ));
    }
    cases.retain(|(_, at)| (1..=newest).contains(at));
    cases
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

fn compare(label: &str, issue: &Issue, before: &Files, after: &Files) -> Release {
    let mut parts = BTreeMap::new();
    let new = after.iter().filter(|(path, _)| !before.contains_key(*path));
    for (path, bytes) in new {
        *parts.entry(part(path)).or_default() += bytes;
    }
    Release {
        label: label.to_owned(),
        date: issue.date.clone(),
        had: before.values().sum(),
        again: parts.values().sum(),
        parts,
    }
}

/// Kind of a file: `t` of `data/0b8aad3fcd52aea4/t1f76.bin`.
fn part(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    let name = name.trim_end_matches(".bin");
    let short = name.len() > 1 && name[1..].chars().all(|sign| sign.is_ascii_hexdigit());
    let kind = if short { &name[..1] } else { name };
    kind.to_owned()
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
