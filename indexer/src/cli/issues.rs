//! `backissue issues`: the issues of an archive as JSON Lines.

use super::Outcome;
use super::archive_args::ArchiveArgs;
use super::stdout::Out;

/// Print the issues of an archive as JSON Lines.
///
/// An issue has file, number, title, date, the path of its page, and its headings with
/// the ids they have there.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    archive: ArchiveArgs,
}

/// Prints one line per issue, oldest first.
///
/// # Errors
/// When the archive does not exist or standard output cannot be written.
pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let (archive, _) = args.archive.read()?;
    let mut out = Out::lock();
    for parsed in &archive.issues {
        out.json(&parsed.issue)?;
    }
    out.finish()?;
    Ok(if archive.issues.is_empty() {
        Outcome::Findings
    } else {
        Outcome::Fine
    })
}
