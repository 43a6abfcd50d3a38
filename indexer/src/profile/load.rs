//! Finding a profile by name or file.

use super::Profile;
use std::path::Path;

/// Source of the built-in profile for any newsletter of dated Markdown files.
const NEWSLETTER: &str = include_str!("newsletter.toml");

/// Why a profile cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// The file cannot be read, or there is no built-in profile of this name.
    #[error(
        "cannot read the profile {name}: {source}; built in are `twir` and `newsletter`, others are TOML files"
    )]
    Read {
        /// As named.
        name: String,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not understood.
    #[error("{name}: {source}")]
    Parse {
        /// As named.
        name: String,
        /// What is not understood, and in which line.
        source: toml::de::Error,
    },
}

impl Profile {
    /// The built-in profile `name`, or the one in the file `name`.
    ///
    /// # Errors
    /// When there is no such file or it is not understood.
    pub fn load(name: &str) -> Result<Self, ProfileError> {
        let wrong = |source| ProfileError::Parse {
            name: name.to_owned(),
            source,
        };
        match name {
            "twir" => return Self::twir().map_err(wrong),
            "newsletter" => return Self::parse(NEWSLETTER).map_err(wrong),
            _ => {}
        }
        let text =
            std::fs::read_to_string(Path::new(name)).map_err(|source| ProfileError::Read {
                name: name.to_owned(),
                source,
            })?;
        Self::parse(&text).map_err(wrong)
    }
}
