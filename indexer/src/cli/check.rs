//! `backissue check`: what is wrong with issues, as a linter says it.

use super::Outcome;
use super::archive_args::ArchiveArgs;
use super::stdout::Out;
use super::ui::Ui;
use backissue::diagnostics::Severity;
use backissue::profile::Profile;

/// Say what is wrong with issues: `file:line: level[code]: message`, and what to do.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    archive: ArchiveArgs,

    /// Exit with 1 when there is a finding of this level or worse.
    #[arg(long, value_name = "LEVEL", default_value = "warning")]
    deny: Level,

    /// Print findings as JSON Lines.
    #[arg(long)]
    json: bool,
}

/// How bad a finding must be.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Level {
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
    let archive = args.archive.read(&Profile::twir()?)?;
    let mut out = Out::lock();
    for finding in &archive.diagnostics {
        if args.json {
            out.json(finding)?;
        } else {
            out.line(finding)?;
        }
    }
    out.finish()?;
    let denied = archive
        .diagnostics
        .iter()
        .filter(|finding| finding.severity >= args.deny.into())
        .count();
    ui.note(format_args!(
        "{} issues, {} findings",
        archive.issues.len(),
        archive.diagnostics.len()
    ));
    Ok(if denied > 0 {
        Outcome::Findings
    } else {
        Outcome::Fine
    })
}
