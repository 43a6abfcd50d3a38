//! A browser for the tests.

use crate::step::{output, run, step};
use anyhow::{Context, bail};
use std::env;
use std::path::PathBuf;
use std::process::Command;

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
const ADVICE: &str =
    "install Chromium (Debian: `apt-get install chromium`), or name one in CHROMIUM";

/// Chromium: what `CHROMIUM` names, else the first on `PATH`, else installed through
/// apt when this runs as root.
///
/// # Errors
/// If there is none and none can be installed; the message says what to do.
pub(crate) fn find() -> anyhow::Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        return Ok(named.into());
    }
    if let Some(found) = installed() {
        return Ok(found);
    }
    let root = output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !root || super::on_path("apt-get").is_none() {
        bail!("no Chromium found: {ADVICE}");
    }
    step("install Chromium through apt (once)", || {
        run(Command::new("apt-get").args(["update", "-qq"]))?;
        let mut install = Command::new("apt-get");
        install.env("DEBIAN_FRONTEND", "noninteractive");
        run(install.args([
            "install",
            "-y",
            "-qq",
            "--no-install-recommends",
            "chromium",
        ]))
    })
    .context(ADVICE)?;
    installed().context(ADVICE)
}

fn installed() -> Option<PathBuf> {
    NAMES.into_iter().find_map(super::on_path)
}
