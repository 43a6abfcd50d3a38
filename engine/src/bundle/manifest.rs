//! The manifest: the one file of a bundle that changes its contents under its name.

use super::frame::FORMAT;
use crate::error::Error;
use serde::{Deserialize, Serialize};

/// `manifest.json`: names the immutable parts of the current generation.
///
/// It is always revalidated; everything it names carries a hash of its contents
/// in its path and never changes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Format version of the index; see [`FORMAT`].
    pub format: u32,
    /// Hash of everything named here: differs whenever anything was published anew.
    pub generation: String,
    /// The sets of the index, oldest first.
    pub sets: Vec<SetRef>,
    /// Distinct records that can be found.
    pub records: u32,
    /// Issues.
    pub issues: u32,
}

/// A set: one tantivy segment with its rows and columns, in a folder of its own.
///
/// All but the last hold years that are over and stay byte-identical from one weekly
/// release to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetRef {
    /// Folder relative to the manifest, without a final slash (`data/0123456789abcdef`).
    pub path: String,
    /// Boot file relative to the manifest. It says what the set is among the others, so it
    /// lies apart from what stays the same.
    pub boot: String,
    /// Documents, including those that a later set replaces.
    pub docs: u32,
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// [`Error::Damaged`] if it is not a manifest, and as [`check`](Manifest::check).
    pub fn parse(json: &[u8]) -> Result<Manifest, Error> {
        let manifest: Manifest = serde_json::from_slice(json)
            .map_err(|error| Error::damaged("manifest.json", error.to_string()))?;
        manifest.check()?;
        Ok(manifest)
    }

    /// Checks a manifest that was read by other means.
    ///
    /// # Errors
    /// [`Error::Version`] if it names an index of another format.
    pub fn check(&self) -> Result<(), Error> {
        let expected = u32::from(FORMAT);
        if self.format == expected {
            return Ok(());
        }
        Err(Error::Version {
            found: self.format,
            expected,
        })
    }

    /// Paths of the files to load before anything can be searched.
    #[must_use]
    pub fn boot_files(&self) -> Vec<String> {
        self.sets.iter().map(|set| set.boot.clone()).collect()
    }
}
