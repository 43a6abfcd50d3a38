//! The list of files our builds wrote into a folder.

use super::error::Error;
use super::path;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::Path;

/// Name of the list inside the output folder.
pub const LIST_NAME: &str = "backissue-files.json";

/// Version of the list's format.
const VERSION: u32 = 1;

/// The files of one build: path to [`digest`].
pub type Generation = BTreeMap<String, String>;

/// The files our builds wrote into a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// For people who find the file.
    about: String,
    /// Format.
    version: u32,
    /// Files per build, newest first. A path overwritten by a newer build is left
    /// out of the older ones.
    pub generations: Vec<Generation>,
    /// Files a build was about to write; empty unless it was killed.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub pending: BTreeSet<String>,
}

impl List {
    /// A list of finished builds.
    #[must_use]
    pub fn new(generations: Vec<Generation>) -> Self {
        Self {
            about: "Files written by `backissue build`, newest build first. \
                    Only these are ever overwritten or removed."
                .to_owned(),
            version: VERSION,
            generations,
            pending: BTreeSet::new(),
        }
    }

    /// Reads the list of `dir`; `None` when there is none.
    ///
    /// # Errors
    /// When it cannot be read, is damaged, of a newer version, or names unsafe paths.
    pub fn read(dir: &Path) -> Result<Option<Self>, Error> {
        let file = dir.join(LIST_NAME);
        let bytes = match std::fs::read(&file) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            read => read.map_err(|e| Error::io("read", &file, e))?,
        };
        let list: Self = serde_json::from_slice(&bytes).map_err(|source| Error::List {
            path: file.clone(),
            source,
        })?;
        if list.version > VERSION {
            let version = list.version;
            return Err(Error::ListVersion {
                path: file,
                version,
                known: VERSION,
            });
        }
        list.owned().into_iter().try_for_each(path::check)?;
        Ok(Some(list))
    }

    /// Every path our builds wrote or were about to write.
    #[must_use]
    pub fn owned(&self) -> BTreeSet<&str> {
        let written = self.generations.iter().flat_map(BTreeMap::keys);
        written.chain(&self.pending).map(String::as_str).collect()
    }

    /// The list as written to disk.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        // Strings, maps and numbers always serialise.
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}

/// What the list keeps of a file's content: the first 128 bits of its BLAKE3 hash, in
/// hexadecimal.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..32].to_owned()
}
