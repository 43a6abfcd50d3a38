//! Where things are.

use std::env;
use std::path::{Path, PathBuf};

/// The repository.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// Cargo's target folder: `CARGO_TARGET_DIR`, else `target/` in the repository.
pub(crate) fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// Tools installed by xtask.
pub(crate) fn tools() -> PathBuf {
    target().join("tools")
}

/// The finished browser part, as the `backissue` command embeds it.
pub(crate) fn browser() -> PathBuf {
    target().join("browser")
}

/// Node scripts, npm packages and what the tests read.
pub(crate) fn tests() -> PathBuf {
    root().join("tests")
}
