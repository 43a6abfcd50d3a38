//! Parts of the Rust toolchain.

use crate::paths;
use crate::step::{output, run, step};
use anyhow::Context;
use std::path::PathBuf;
use std::process::Command;

/// The target of everything that runs in a browser.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Makes sure the standard library for [`WASM`] is there.
///
/// # Errors
/// If it is missing and rustup cannot add it.
pub(crate) fn wasm_target() -> anyhow::Result<()> {
    let folder = sysroot()?.join("lib/rustlib").join(WASM);
    if folder.is_dir() {
        return Ok(());
    }
    step(&format!("add the target {WASM} (once)"), || {
        run(rustup().args(["target", "add", WASM]))
            .with_context(|| format!("add {WASM} to the toolchain named in rust-toolchain.toml"))
    })
}

/// Whether the source of the standard library is there, adding it if that can be done.
///
/// # Errors
/// If rustc does not say where it lives.
pub(crate) fn source() -> anyhow::Result<bool> {
    let lock = sysroot()?.join("lib/rustlib/src/rust/library/Cargo.lock");
    if lock.is_file() {
        return Ok(true);
    }
    let added = step("add the component rust-src (once)", || {
        run(rustup().args(["component", "add", "rust-src"]))
    });
    Ok(added.is_ok() && lock.is_file())
}

fn rustup() -> Command {
    let mut rustup = Command::new("rustup");
    rustup.current_dir(paths::root());
    rustup
}

fn sysroot() -> anyhow::Result<PathBuf> {
    let mut rustc = Command::new("rustc");
    let text = output(
        rustc
            .args(["--print", "sysroot"])
            .current_dir(paths::root()),
    )?;
    Ok(PathBuf::from(text.trim()))
}
