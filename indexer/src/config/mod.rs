//! `backissue.toml`: what one would otherwise type each week.
//!
//! The file is looked for in the current folder and upward; its paths are relative
//! to itself; flags on the command line beat it.

mod error;

pub use error::Error;

use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Name of the file.
pub const FILE_NAME: &str = "backissue.toml";

/// Settings of a newsletter's search. All are optional.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(title = "backissue.toml")]
pub struct Config {
    /// Folders (or single files) that hold the issues, relative to this file.
    pub archive: Vec<PathBuf>,
    /// Folder to write the search to, relative to this file.
    pub out: Option<PathBuf>,
    /// How issues are read: a built-in profile (`twir`, `newsletter`), or the path of a
    /// profile file relative to this file.
    pub profile: Option<String>,
    /// Earlier builds whose data stays beside the new one, for readers who still have
    /// their page open (default 1).
    pub keep: Option<usize>,
    /// The site that publishes the issues.
    pub site: Site,
    /// Standing searches to publish as feeds.
    #[serde(rename = "feed")]
    pub feeds: Vec<Feed>,
}

/// The site that publishes the issues.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Site {
    /// Name of the newsletter.
    pub name: Option<String>,
    /// Address that the issues' pages are joined to, such as `https://example.org`.
    pub url: Option<String>,
    /// Root-relative path of the page that lists all issues (default `/`).
    pub archive_path: Option<String>,
    /// Where on the site the output folder is published (default `/search/`).
    pub search_path: Option<String>,
    /// Credit line for the archive.
    pub credit: Option<String>,
    /// Name of the archive's licence, such as `CC-BY-SA-4.0`.
    pub license: Option<String>,
    /// Address of the licence's text.
    pub license_url: Option<String>,
}

/// A standing search, published as an Atom feed; if it finds events, also as a
/// calendar.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Feed {
    /// Title of the feed.
    pub title: String,
    /// What to search for, as one would type it on the page.
    pub query: String,
    /// File name without extension (default: made from the title).
    #[serde(default)]
    pub name: Option<String>,
    /// How many of the newest results it holds (default 50).
    #[serde(default)]
    pub limit: Option<u32>,
}

/// A configuration and where it was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The file; `None` when there was none.
    pub file: Option<PathBuf>,
    /// Its settings, paths made relative to the current folder.
    pub config: Config,
}

impl Config {
    /// Reads `file`, or the nearest [`FILE_NAME`] in `from` and the folders above it.
    /// Without either, all settings are their defaults.
    ///
    /// # Errors
    /// When the file cannot be read or says something that is not understood.
    pub fn find(file: Option<&Path>, from: &Path) -> Result<Found, Error> {
        if let Some(file) = file {
            let text = std::fs::read_to_string(file).map_err(|source| Error::Read {
                file: file.to_owned(),
                source,
            })?;
            return Self::found(file, &text);
        }
        for folder in from.ancestors() {
            let file = folder.join(FILE_NAME);
            match std::fs::read_to_string(&file) {
                Ok(text) => return Self::found(&file, &text),
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(source) => return Err(Error::Read { file, source }),
            }
        }
        Ok(Found::default())
    }

    fn found(file: &Path, text: &str) -> Result<Found, Error> {
        let mut config = Self::parse(text, file)?;
        let folder = file.parent().unwrap_or(Path::new(""));
        for path in config.archive.iter_mut().chain(&mut config.out) {
            *path = folder.join(&path);
        }
        if let Some(profile) = &mut config.profile
            && is_profile_file(profile)
        {
            *profile = folder.join(&profile).to_string_lossy().into_owned();
        }
        Ok(Found {
            file: Some(file.to_owned()),
            config,
        })
    }

    /// Reads settings from `text`; `file` is named in errors.
    ///
    /// # Errors
    /// When something is not understood.
    pub fn parse(text: &str, file: &Path) -> Result<Self, Error> {
        let config: Self =
            toml::from_str(text).map_err(|source| Error::syntax(file, text, &source))?;
        config.check().map_err(|(key, why): Refusal| Error::Value {
            file: file.to_owned(),
            key,
            why,
        })?;
        Ok(config)
    }

    /// Refuses values that types alone cannot.
    fn check(&self) -> Result<(), Refusal> {
        self.site.check()?;
        let mut names = BTreeSet::new();
        for (at, feed) in self.feeds.iter().enumerate() {
            let name = feed.file_name();
            let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
            let why = if name.is_empty() || !name.bytes().all(plain) {
                format!("{name:?}: give letters, digits, - and _ only")
            } else if !names.insert(name.clone()) {
                format!("{name:?} is used twice")
            } else {
                continue;
            };
            return Err((format!("feed[{at}].name"), why));
        }
        Ok(())
    }

    /// The JSON Schema of the file, for editors that complete and check TOML.
    #[must_use]
    pub fn schema() -> serde_json::Value {
        schemars::schema_for!(Self).to_value()
    }
}

/// A key and what is wrong with its value.
type Refusal = (String, String);

impl Site {
    fn check(&self) -> Result<(), Refusal> {
        let refuse = |key: &str, why| Err((format!("site.{key}"), why));
        for (key, value) in [("url", &self.url), ("license_url", &self.license_url)] {
            let Some(address) = value else { continue };
            let parsed = url::Url::parse(address);
            if !parsed.is_ok_and(|url| matches!(url.scheme(), "http" | "https")) {
                return refuse(key, format!("{address:?} is not an http(s) address"));
            }
        }
        match &self.search_path {
            Some(path) if !(path.starts_with('/') && path.ends_with('/')) => {
                return refuse(
                    "search_path",
                    format!("{path:?} must begin and end with a slash"),
                );
            }
            _ => {}
        }
        match &self.archive_path {
            Some(path) if !path.starts_with('/') => {
                refuse("archive_path", format!("{path:?} must begin with a slash"))
            }
            _ => Ok(()),
        }
    }

    /// Puts what is said here over what the profile says.
    pub fn apply(&self, site: &mut crate::profile::Site) {
        let pairs = [
            (&self.name, &mut site.name),
            (&self.url, &mut site.url),
            (&self.archive_path, &mut site.archive_path),
            (&self.credit, &mut site.credit),
            (&self.license, &mut site.license),
            (&self.license_url, &mut site.license_url),
        ];
        for (said, place) in pairs {
            if let Some(said) = said {
                said.clone_into(place);
            }
        }
    }
}

impl Feed {
    /// Name of the feed's files, without extension.
    #[must_use]
    pub fn file_name(&self) -> String {
        self.name.clone().unwrap_or_else(|| slug(&self.title))
    }
}

/// Whether a profile is named by a file rather than by its built-in name.
fn is_profile_file(profile: &str) -> bool {
    profile.contains(['/', '\\']) || profile.ends_with(".toml")
}

/// Lower-case letters and digits of `text`, everything else as single hyphens.
fn slug(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_ascii_lowercase()
}

#[cfg(test)]
mod tests;
