//! The archive that several commands read.

use super::settings::{self, Settings, SettingsArgs};
use backissue::archive::{self, Archive};
use std::path::PathBuf;

/// Where the issues are.
#[derive(Debug, clap::Args)]
pub(crate) struct ArchiveArgs {
    /// Folders of issues (*.md, *.markdown, *.rst) or single files of any extension
    /// [default: `archive` of backissue.toml].
    #[arg(value_name = "ARCHIVE")]
    archive: Vec<PathBuf>,

    #[command(flatten)]
    settings: SettingsArgs,
}

impl ArchiveArgs {
    /// Parses the archive with the profile that the settings name.
    ///
    /// # Errors
    /// When no archive is named or a named path does not exist, and when settings or
    /// profile are not understood.
    pub(crate) fn read(&self) -> anyhow::Result<(Archive, Settings)> {
        let settings = self.settings.read()?;
        let paths = self.paths(&settings)?;
        Ok((archive::read(&paths, &settings.profile), settings))
    }

    /// The paths named on the command line, else in the settings.
    ///
    /// # Errors
    /// When none is named or one does not exist.
    pub(crate) fn paths(&self, settings: &Settings) -> anyhow::Result<Vec<PathBuf>> {
        settings::archive(&self.archive, &settings.config)
    }
}
