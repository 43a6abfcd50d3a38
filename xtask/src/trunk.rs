//! `cargo xtask dev`: Trunk watches, rebuilds and reloads.
//!
//! Trunk serves a frame (`frontend/dev/index.html`) with its reloading script, which
//! the page's own content security policy would forbid; in the frame stands the page
//! as it is published, only built quickly. `Trunk.toml` tells what is watched.

use crate::step::{run as run_command, step};
use crate::tools::cargo_install;
use crate::{browser, paths, serve};
use anyhow::Context;
use std::env;
use std::path::Path;
use std::process::Command;

/// Runs Trunk until the process is ended.
///
/// # Errors
/// If Trunk cannot be installed or ends with a failure.
pub(crate) fn run() -> anyhow::Result<()> {
    let trunk = cargo_install::trunk()?;
    run_command(Command::new(trunk).arg("serve").current_dir(paths::root()))
}

/// Builds the search over the sample archive into Trunk's staging folder.
///
/// # Errors
/// If this is not run by Trunk, or a build fails.
pub(crate) fn stage() -> anyhow::Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR").context("`stage` is run by Trunk")?;
    let backissue = serve::command(&browser::quick()?)?;
    let archive = serve::archive(None)?;
    let site = Path::new(&staging).join("site");
    step("index the sample archive", || {
        serve::build(&backissue, &archive, &site)
    })
}
