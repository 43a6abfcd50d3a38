//! What can go wrong in the engine.

use std::fmt;

/// Why an index could not be opened or searched.
///
/// A damaged index is always an error, never an empty answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// A file is not what it should be: wrong length, hash or contents.
    Damaged {
        /// Path of the file within the bundle.
        file: String,
        /// What is wrong with it.
        what: String,
    },
    /// The index was written for another version of this engine.
    Version {
        /// Format version found.
        found: u32,
        /// Format version this engine reads.
        expected: u32,
    },
    /// tantivy reported a failure.
    Index(String),
}

impl Error {
    /// A damaged file.
    pub fn damaged(file: &str, what: impl Into<String>) -> Error {
        Error::Damaged {
            file: file.to_owned(),
            what: what.into(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Damaged { file, what } => write!(f, "{file} is damaged: {what}"),
            Error::Version { found, expected } => {
                write!(
                    f,
                    "the index has format {found}, this engine reads format {expected}"
                )
            }
            Error::Index(what) => write!(f, "the index cannot be read: {what}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<tantivy::TantivyError> for Error {
    fn from(error: tantivy::TantivyError) -> Error {
        Error::Index(error.to_string())
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Error {
        Error::Index(error.to_string())
    }
}
