//! `backissue check`: what is wrong with issues, as a linter says it.

use super::Outcome;
use super::archive_args::ArchiveArgs;
use super::settings::{self, Settings};
use super::stdout::Out;
use super::ui::Ui;
use backissue::archive::{self, Archive};
use backissue::diagnostics::{Diagnostic, Severity};
use backissue::editors;
use backissue::merge::merge;
use std::path::PathBuf;

/// Find what is wrong with issues, as a linter does.
///
/// Each finding names file and line, says how bad it is, and what to do about it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  backissue check drafts/next.md --against content
  backissue check content --deny error")]
pub(crate) struct Args {
    #[command(flatten)]
    archive: ArchiveArgs,

    /// Also name links that were in issues of this archive, and links that stand in the
    /// draft twice.
    #[arg(long, value_name = "ARCHIVE")]
    against: Vec<PathBuf>,

    /// Exit with 1 when there is a finding of this level or worse.
    #[arg(long, value_name = "LEVEL", default_value = "warning")]
    deny: Level,

    /// Print findings as JSON Lines.
    #[arg(long)]
    json: bool,
}

/// How bad a finding must be.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum Level {
    /// Anything worth knowing.
    Info,
    /// Text that was read differently than it may be meant.
    Warning,
    /// Text that could not be read.
    Error,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Info => Self::Info,
            Level::Warning => Self::Warning,
            Level::Error => Self::Error,
        }
    }
}

/// Prints the findings and judges them.
///
/// # Errors
/// When a file does not exist or standard output cannot be written.
pub(crate) fn run(args: &Args, ui: &Ui) -> anyhow::Result<Outcome> {
    let (mut archive, settings) = args.archive.read()?;
    if !args.against.is_empty() {
        compare(args, &mut archive, &settings)?;
    }
    let mut out = Out::lock();
    for finding in &archive.diagnostics {
        if args.json {
            out.json(finding)?;
        } else {
            out.line(finding)?;
        }
    }
    out.finish()?;
    ui.note(format_args!(
        "{} issues, {} findings",
        archive.issues.len(),
        archive.diagnostics.len()
    ));
    Ok(match denied(&archive.diagnostics, args.deny).next() {
        Some(_) => Outcome::Findings,
        None => Outcome::Fine,
    })
}

/// The findings of `level` and worse.
pub(crate) fn denied(findings: &[Diagnostic], level: Level) -> impl Iterator<Item = &Diagnostic> {
    findings
        .iter()
        .filter(move |finding| finding.severity >= level.into())
}

/// Adds what the archive `against` says about the links of the drafts.
fn compare(args: &Args, found: &mut Archive, settings: &Settings) -> anyhow::Result<()> {
    args.against
        .iter()
        .try_for_each(|path| settings::exists(path))?;
    let records = merge(archive::read(&args.against, &settings.profile).issues);
    for path in args.archive.paths(settings)? {
        for draft in &archive::read(std::slice::from_ref(&path), &settings.profile).issues {
            let file = if path.is_dir() {
                path.join(&draft.issue.file)
            } else {
                path.clone()
            };
            let file = file.to_string_lossy();
            found.diagnostics.extend(editors::repeats(&file, draft));
            found
                .diagnostics
                .extend(editors::against(&file, draft, &records));
        }
    }
    found
        .diagnostics
        .sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    Ok(())
}
