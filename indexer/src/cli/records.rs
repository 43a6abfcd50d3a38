//! `backissue records`: everything an archive holds as JSON Lines.

use super::Outcome;
use super::archive_args::ArchiveArgs;
use super::stdout::Out;
use backissue::merge::merge;

/// Print every record of an archive as JSON Lines.
///
/// A record is one thing a reader can find: kind, title, text, links, what is known of
/// events, quotes, crates and jobs, and every issue it appeared in.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    archive: ArchiveArgs,
}

/// Prints one line per record, in the order in which they first appeared.
///
/// # Errors
/// When the archive does not exist or standard output cannot be written.
pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let (archive, _) = args.archive.read()?;
    let records = merge(archive.issues);
    let mut out = Out::lock();
    for record in &records {
        out.json(record)?;
    }
    out.finish()?;
    Ok(if records.is_empty() {
        Outcome::Findings
    } else {
        Outcome::Fine
    })
}
