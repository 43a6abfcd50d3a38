//! Why a build could not be written.

use std::io;
use std::path::{Path, PathBuf};

/// Why a build could not be written. Messages say what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A path would leave the output folder or cannot exist on every system.
    #[error("{path:?} is not a safe file name inside the output folder: {why}")]
    UnsafePath {
        /// The path.
        path: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// Two files of one build have the same path.
    #[error("{0:?} would be written twice")]
    Twice(String),
    /// A folder on the way is a symbolic link.
    #[error("{} is a symbolic link; a build does not write through links: remove it", .0.display())]
    Link(PathBuf),
    /// A file of someone else has the name of one of ours.
    #[error(
        "{} was not written by an earlier build; move it away, or choose another output folder",
        .0.display()
    )]
    Foreign(PathBuf),
    /// Another build is at work.
    #[error(
        "another build is writing to {}; wait for it, or choose another output folder",
        .0.display()
    )]
    Locked(PathBuf),
    /// The list of written files is damaged.
    #[error(
        "{}, line {}: {source}; remove the output folder and build again",
        path.display(),
        source.line()
    )]
    List {
        /// The list.
        path: PathBuf,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// The list was written by a newer release.
    #[error(
        "{} has version {version}, this program knows up to {known}; use a newer release",
        path.display()
    )]
    ListVersion {
        /// The list.
        path: PathBuf,
        /// Its version.
        version: u32,
        /// The newest version known here.
        known: u32,
    },
    /// The file system refused.
    #[error("cannot {doing} {}: {source}", path.display())]
    Io {
        /// What was tried, as a verb phrase.
        doing: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
}

impl Error {
    /// The file system refused to do `doing` with `path`.
    pub(super) fn io(doing: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Io {
            doing,
            path: path.to_owned(),
            source,
        }
    }
}
