//! Node and the npm packages of `tests/package.json`.

use crate::paths;
use crate::step::{output, run, step};
use anyhow::{Context, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const OLDEST_NODE: u32 = 20;

/// Installs what `tests/package-lock.json` names, unless that was done already.
///
/// # Errors
/// If Node is missing or too old, or npm fails.
pub(crate) fn install() -> anyhow::Result<()> {
    install_in(&paths::tests())
}

/// Installs what the lock file in `folder` names, unless that was done already.
///
/// # Errors
/// If Node is missing or too old, or npm fails.
pub(crate) fn install_in(folder: &Path) -> anyhow::Result<()> {
    check_node()?;
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let stamp = folder.join("node_modules/.installed");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    // Not `npm ci`: it refuses lock files that leave packages of other systems out.
    step("install npm packages (once)", || {
        let mut npm = Command::new("npm");
        npm.args([
            "install",
            "--no-save",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
        ]);
        run(npm.current_dir(folder))?;
        fs::write(&stamp, &wanted).with_context(|| format!("cannot write {}", stamp.display()))
    })
}

/// The program `name` of an installed package.
pub(crate) fn program(name: &str) -> PathBuf {
    paths::tests().join("node_modules/.bin").join(name)
}

fn check_node() -> anyhow::Result<()> {
    let advice = format!("install Node {OLDEST_NODE} or newer with npm: https://nodejs.org/");
    let version = output(Command::new("node").arg("--version")).context(advice.clone())?;
    let major = version.trim().trim_start_matches('v').split('.').next();
    let major: Option<u32> = major.and_then(|text| text.parse().ok());
    if major.is_none_or(|major| major < OLDEST_NODE) {
        bail!("Node is {}: {advice}", version.trim());
    }
    Ok(())
}
