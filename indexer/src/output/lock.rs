//! One build at a time in one folder.

use super::error::Error;
use std::fs::{File, TryLockError};
use std::path::Path;

/// Held while a build writes; the system releases it when the process ends, however
/// it ends.
#[derive(Debug)]
pub(super) struct Lock(#[allow(dead_code, reason = "held for its drop")] Option<File>);

/// Takes the lock on `dir`, which must exist.
///
/// # Errors
/// [`Error::Locked`] while another build holds it.
pub(super) fn take(dir: &Path) -> Result<Lock, Error> {
    let file = open(dir).map_err(|e| Error::io("open the folder", dir, e))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(Some(file))),
        Err(TryLockError::WouldBlock) => Err(Error::Locked(dir.to_owned())),
        // A file system without locks (some network mounts) is no reason to fail.
        Err(TryLockError::Error(_)) => Ok(Lock(None)),
    }
}

/// On Unix the folder itself can be locked, so that nothing is left behind.
#[cfg(unix)]
fn open(dir: &Path) -> std::io::Result<File> {
    File::open(dir)
}

/// Elsewhere a file in the system's temporary folder stands for it.
#[cfg(not(unix))]
fn open(dir: &Path) -> std::io::Result<File> {
    let name = dir.canonicalize()?;
    let hash = blake3::hash(name.as_os_str().as_encoded_bytes()).to_hex();
    File::create(std::env::temp_dir().join(format!("backissue-{hash}.lock")))
}
