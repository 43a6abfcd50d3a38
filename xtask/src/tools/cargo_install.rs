//! Command-line tools from crates.io, in exactly the version wanted.

use crate::paths;
use crate::step::{output, run, step};
use anyhow::Context;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The release of Trunk that builds with the pinned toolchain.
const TRUNK: &str = "0.21.14";

/// `wasm-bindgen` of the version in the browser workspace's lock file: glue and
/// module must be made by the same release.
///
/// # Errors
/// If the lock file names no version, or the tool cannot be installed.
pub(crate) fn wasm_bindgen() -> anyhow::Result<PathBuf> {
    let version = locked("wasm-bindgen")?;
    // Its own lock file names dependencies that were withdrawn; hence not `--locked`.
    ensure("wasm-bindgen", "wasm-bindgen-cli", &version, false)
}

/// Trunk.
///
/// # Errors
/// If it cannot be installed.
pub(crate) fn trunk() -> anyhow::Result<PathBuf> {
    ensure("trunk", "trunk", TRUNK, true)
}

fn ensure(name: &str, package: &str, version: &str, locked: bool) -> anyhow::Result<PathBuf> {
    let own = paths::tools().join("bin").join(name);
    for candidate in super::on_path(name).into_iter().chain([own.clone()]) {
        if reports(&candidate, version) {
            return Ok(candidate);
        }
    }
    step(
        &format!("install {package} {version} (once, some minutes)"),
        || {
            let mut install = Command::new("cargo");
            install
                .args([
                    "install",
                    package,
                    "--version",
                    version,
                    "--force",
                    "--root",
                ])
                .arg(paths::tools())
                .env("CARGO_TARGET_DIR", paths::tools().join("build"))
                .current_dir(paths::root());
            if locked {
                install.arg("--locked");
            }
            run(&mut install)
        },
    )?;
    Ok(own)
}

fn reports(program: &Path, version: &str) -> bool {
    program.is_file()
        && output(Command::new(program).arg("--version"))
            .is_ok_and(|text| text.split_whitespace().any(|word| word == version))
}

fn locked(package: &str) -> anyhow::Result<String> {
    let path = paths::root().join("frontend/Cargo.lock");
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let lock: toml::Table = toml::from_str(&text)?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    packages
        .into_iter()
        .flatten()
        .find(|entry| entry.get("name").and_then(toml::Value::as_str) == Some(package))
        .and_then(|entry| entry.get("version")?.as_str())
        .map(str::to_owned)
        .with_context(|| format!("{} names no version of {package}", path.display()))
}
