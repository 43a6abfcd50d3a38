//! The archive that several commands read.

use super::error::advised;
use backissue::archive::{self, Archive};
use backissue::profile::Profile;
use std::path::PathBuf;

/// Where the issues are.
#[derive(Debug, clap::Args)]
pub(crate) struct ArchiveArgs {
    /// Folders of issues (*.md, *.markdown, *.rst) or single files of any extension.
    #[arg(required = true, value_name = "ARCHIVE")]
    pub(crate) archive: Vec<PathBuf>,
}

impl ArchiveArgs {
    /// Parses the archive.
    ///
    /// # Errors
    /// When a named path does not exist.
    pub(crate) fn read(&self, profile: &Profile) -> anyhow::Result<Archive> {
        if let Some(missing) = self.archive.iter().find(|path| !path.exists()) {
            let message = format!("{} does not exist", missing.display());
            return Err(advised(
                message,
                "name a folder of issues or a Markdown file",
            ));
        }
        Ok(archive::read(&self.archive, profile))
    }
}
