//! What commands take from `backissue.toml` where no flag says otherwise.

use super::error::advised;
use anyhow::Context;
use backissue::config::{Config, Found};
use backissue::profile::Profile;
use std::path::{Path, PathBuf};

/// Where settings come from.
#[derive(Debug, clap::Args)]
pub(crate) struct SettingsArgs {
    /// Settings file [default: backissue.toml here or in a folder above].
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// How issues are read: `twir`, `newsletter`, or a profile file [default: twir].
    #[arg(long, value_name = "NAME|FILE")]
    profile: Option<String>,
}

/// Settings with the profile they name.
#[derive(Debug)]
pub(crate) struct Settings {
    /// From the file.
    pub(crate) config: Config,
    /// How issues are read, with what the file says about the site.
    pub(crate) profile: Profile,
}

impl SettingsArgs {
    /// Reads the settings file and the profile.
    ///
    /// # Errors
    /// When either cannot be read or is not understood.
    pub(crate) fn read(&self) -> anyhow::Result<Settings> {
        let here = std::env::current_dir().context("cannot find the current folder")?;
        let Found { config, .. } = Config::find(self.config.as_deref(), &here)?;
        let name = self.profile.as_deref().or(config.profile.as_deref());
        let mut profile = Profile::load(name.unwrap_or("twir"))?;
        config.site.apply(&mut profile.site);
        Ok(Settings { config, profile })
    }
}

/// The paths of the archive: as typed, else from the settings file.
///
/// # Errors
/// When neither names any, or one does not exist.
pub(crate) fn archive(typed: &[PathBuf], config: &Config) -> anyhow::Result<Vec<PathBuf>> {
    let paths = if typed.is_empty() {
        &config.archive
    } else {
        typed
    };
    if paths.is_empty() {
        return Err(advised(
            "no archive is named",
            "name the folder with the issues, or write `archive = [\"content\"]` into backissue.toml",
        ));
    }
    paths.iter().try_for_each(|path| exists(path))?;
    Ok(paths.to_vec())
}

/// Complains about an archive that is not there.
///
/// # Errors
/// When it does not exist.
pub(crate) fn exists(path: &Path) -> anyhow::Result<()> {
    if path.exists() {
        return Ok(());
    }
    let message = format!("{} does not exist", path.display());
    Err(advised(
        message,
        "name a folder of issues or a Markdown file",
    ))
}
