//! Tools that are found, or else installed into `target/tools`.

pub(crate) mod cargo_install;
pub(crate) mod chromium;
pub(crate) mod npm;
pub(crate) mod rust;

use std::env;
use std::path::PathBuf;

/// The first file called `name` in the folders of `PATH`.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}
