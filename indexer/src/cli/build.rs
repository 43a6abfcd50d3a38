//! `backissue build`: an archive in, a search site out.

use super::archive_args::ArchiveArgs;
use super::check::Level;
use super::error::advised;
use super::settings::Settings;
use super::stdout::Out;
use super::ui::{self, Ui};
use super::{Outcome, check};
use backissue::archive::Archive;
use backissue::browser;
use backissue::output::{self, Options, Report};
use backissue::progress::Progress;
use backissue::site::{Published, publish};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Index an archive and write the search: page, scripts, index and feeds.
///
/// Files are written one by one under temporary names, what names the others last.
/// Only files that an earlier build wrote are ever overwritten or removed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  backissue build content --out output/search
  backissue build                        # all settings from backissue.toml
  backissue build content --out public/search --previous ../published/search")]
pub(crate) struct Args {
    #[command(flatten)]
    archive: ArchiveArgs,

    /// Folder to write [default: `out` of backissue.toml].
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Write nothing and exit with 1 when `check` finds something of this level or
    /// worse.
    #[arg(long, value_name = "LEVEL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "warning")]
    strict: Option<Level>,

    /// Earlier builds to keep beside this one, for readers who still have their page
    /// open [default: 1].
    #[arg(long, value_name = "N")]
    keep: Option<usize>,

    /// Folder of the earlier builds, where the output folder starts empty each time
    /// [default: the output folder].
    #[arg(long, value_name = "DIR")]
    previous: Option<PathBuf>,

    /// Say what would be written, and write nothing.
    #[arg(long)]
    dry_run: bool,

    /// Print a report as one JSON object.
    #[arg(long)]
    json: bool,
}

/// What came of a build, for programs.
#[derive(Debug, Serialize)]
struct Summary<'a> {
    out: &'a Path,
    issues: usize,
    records: u32,
    links: u32,
    index_bytes: u64,
    findings: usize,
    dry_run: bool,
    /// Whether the page was written too, or the index alone.
    page: bool,
    #[serde(flatten)]
    output: Report,
    took_ms: u128,
}

/// Builds the search and writes it.
///
/// # Errors
/// When the archive cannot be read or the output cannot be written.
pub(crate) fn run(args: &Args, ui: &Ui) -> anyhow::Result<Outcome> {
    let begun = Instant::now();
    ui.begin("read", 0);
    let (mut archive, settings) = args.archive.read()?;
    let issues = std::mem::take(&mut archive.issues);
    let count = issues.len();
    ui.end(&format!("{count} issues"));
    let out = out_folder(args, &settings)?;
    if issues.is_empty() {
        return Err(advised(
            "the archive holds no issue",
            "issues are *.md, *.markdown or *.rst files with a date; `backissue check` says more",
        ));
    }
    if is_denied(args.strict, &archive, ui) {
        return Ok(Outcome::Findings);
    }

    let browser = browser::files();
    let made = publish(issues, &settings.profile, &settings.config, browser, ui)?;
    ui.begin("write", 0);
    let output = write(args, &settings, &out, &made)?;
    ui.end(&written(&output, args.dry_run));
    let summary = Summary {
        out: &out,
        issues: count,
        records: made.records,
        links: made.links,
        index_bytes: made.index_bytes,
        findings: archive.diagnostics.len(),
        dry_run: args.dry_run,
        page: !browser.is_empty(),
        output,
        took_ms: begun.elapsed().as_millis(),
    };
    if let Some(previous) = args.previous.as_ref().filter(|previous| !previous.exists()) {
        let previous = previous.display();
        ui.note(format_args!(
            "There is no {previous}: this is the first build to be published"
        ));
    }
    tell(&summary, &archive, ui);
    if args.json {
        let mut out = Out::lock();
        out.json(&summary)?;
        out.finish()?;
    }
    Ok(Outcome::Fine)
}

/// Whether `--strict` stops the build; says why.
fn is_denied(strict: Option<Level>, archive: &Archive, ui: &Ui) -> bool {
    let Some(level) = strict else { return false };
    let mut count = 0;
    for finding in check::denied(&archive.diagnostics, level) {
        ui.say(finding);
        count += 1;
    }
    if count > 0 {
        ui.say(format_args!("{count} findings: nothing was written"));
    }
    count > 0
}

/// The folder to write, as typed or from the settings.
fn out_folder(args: &Args, settings: &Settings) -> anyhow::Result<PathBuf> {
    let out = args
        .out
        .as_ref()
        .or(settings.config.out.as_ref())
        .ok_or_else(|| {
            advised(
                "no output folder is named",
                "add --out DIR, or write `out` into backissue.toml",
            )
        })?;
    Ok(out.clone())
}

fn write(args: &Args, settings: &Settings, out: &Path, made: &Published) -> anyhow::Result<Report> {
    let last: Vec<&str> = made.last.iter().map(String::as_str).collect();
    let options = Options {
        last: &last,
        keep: args.keep.or(settings.config.keep).unwrap_or(1),
        previous: args.previous.as_deref(),
        dry_run: args.dry_run,
    };
    Ok(output::write(out, &made.files, &options)?)
}

fn written(output: &Report, dry_run: bool) -> String {
    let Report {
        files,
        written,
        removed,
        written_bytes,
        ..
    } = output;
    let would = if dry_run { "would be " } else { "" };
    let size = ui::bytes(*written_bytes);
    format!("{written} of {files} files {would}written ({size}), {removed} {would}removed")
}

/// The last lines for people.
fn tell(summary: &Summary<'_>, archive: &Archive, ui: &Ui) {
    let severe = check::denied(&archive.diagnostics, Level::Error).count();
    if severe > 0 {
        let errors = if severe == 1 { "error" } else { "errors" };
        ui.warn(format_args!(
            "{severe} {errors} in the archive; see `backissue check --deny error`"
        ));
    }
    if !summary.page {
        ui.note("This program was built without the browser part: only the index was written");
    }
    ui.note(format_args!(
        "{} records from {} issues in {}: index {}, all files {}, {:.1} s",
        summary.records,
        summary.issues,
        summary.out.display(),
        ui::bytes(summary.index_bytes),
        ui::bytes(summary.output.bytes),
        summary.took_ms as f64 / 1000.0,
    ));
}
