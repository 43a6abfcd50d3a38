//! `backissue export`: the records for another search engine.

use super::Outcome;
use super::archive_args::ArchiveArgs;
use super::ui::{self, Ui};
use backissue::export;
use backissue::merge::merge;
use backissue::output::{self, Options};
use std::path::PathBuf;

/// Write the records for another search engine.
///
/// quickwit: records.ndjson, and index-config.yaml, which says how to load them into a
/// Quickwit server.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    archive: ArchiveArgs,

    /// What to write.
    #[arg(long)]
    format: Format,

    /// Folder to write to; only files of earlier exports are overwritten.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// Engines that are served.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    Quickwit,
}

/// Writes the files.
///
/// # Errors
/// When the archive cannot be read or the folder cannot be written.
pub(crate) fn run(args: &Args, ui: &Ui) -> anyhow::Result<Outcome> {
    let (archive, settings) = args.archive.read()?;
    let records = merge(archive.issues);
    let files = match args.format {
        Format::Quickwit => export::quickwit(&records, &settings.profile.site.url)?,
    };
    let report = output::write(&args.out, &files, &Options::default())?;
    ui.note(format_args!(
        "{} records, {} in {}",
        records.len(),
        ui::bytes(report.bytes),
        args.out.display()
    ));
    Ok(if records.is_empty() {
        Outcome::Findings
    } else {
        Outcome::Fine
    })
}
