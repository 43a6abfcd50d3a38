//! `backissue build`: an archive in, a search site out.

use super::Outcome;
use super::archive_args::ArchiveArgs;
use super::ui::Ui;
use backissue::build::index;
use backissue::output::{self, Options, OutputFile};
use std::path::PathBuf;

/// Index an archive and write the search site.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    archive: ArchiveArgs,

    /// Folder to write.
    #[arg(short, long, value_name = "DIR")]
    out: PathBuf,
}

/// Builds the index and writes it.
///
/// # Errors
/// When the archive does not exist or the output cannot be written.
pub(crate) fn run(args: &Args, _ui: &Ui) -> anyhow::Result<Outcome> {
    let (archive, settings) = args.archive.read()?;
    let mut index = index(&archive.issues, &settings.profile)?;
    let manifest = serde_json::to_vec(&index.manifest)?;
    index.files.push(OutputFile {
        path: "manifest.json".to_owned(),
        bytes: manifest,
    });
    output::write(
        &args.out,
        &index.files,
        &Options {
            last: &["manifest.json"],
            ..Options::default()
        },
    )?;
    Ok(Outcome::Fine)
}
