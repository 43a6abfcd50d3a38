//! Builds the browser part into `target/browser`: wasm modules, scripts, styles,
//! page shell. Files that can be cached for ever carry a hash of their contents in
//! their name; `files.json` tells which file became which.

mod assets;
mod names;
mod pack;
mod script;
mod wasm;

use crate::paths;
use crate::step::step;
use crate::tools::{cargo_install, npm, rust};
use assets::Assets;
use std::path::PathBuf;

/// Options of `cargo xtask browser`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Build as on a toolchain without the source of the standard library.
    #[arg(long)]
    plain: bool,
}

/// How the modules are compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Build {
    /// As small as can be: what is published.
    Small,
    /// As small as the stable toolchain allows without the source of the standard library.
    Plain,
    /// Quickly: for looking at a change.
    Quick,
}

/// Builds and prints the sizes.
///
/// # Errors
/// If a tool is missing and cannot be installed, or a build fails.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let build = if args.plain { Build::Plain } else { release()? };
    let assets = make(build)?;
    for file in assets.files() {
        println!("{:>9} B {:>8} B gzip  {}", file.bytes, file.gz, file.name);
    }
    Ok(())
}

/// Builds what is published into [`paths::browser`] and gives that folder.
///
/// # Errors
/// If a tool is missing and cannot be installed, or a build fails.
pub(crate) fn publishable() -> anyhow::Result<PathBuf> {
    make(release()?)?;
    Ok(paths::browser())
}

/// Builds quickly into [`paths::browser`] and gives that folder.
///
/// # Errors
/// If a tool is missing and cannot be installed, or a build fails.
pub(crate) fn quick() -> anyhow::Result<PathBuf> {
    make(Build::Quick)?;
    Ok(paths::browser())
}

fn release() -> anyhow::Result<Build> {
    if rust::source()? {
        return Ok(Build::Small);
    }
    println!("  rust-src cannot be had: building plainly, the engine will be about a third larger");
    Ok(Build::Plain)
}

fn make(build: Build) -> anyhow::Result<Assets> {
    rust::wasm_target()?;
    npm::install()?;
    let wasm_bindgen = cargo_install::wasm_bindgen()?;
    step("compile page and worker for the browser", || {
        wasm::compile(build)
    })?;
    let modules = step("bind and shrink", || wasm::bind(&wasm_bindgen, build))?;
    step("put scripts, styles and shell together", || {
        let mut assets = Assets::new();
        assets.hashed("app.bin", &modules.packed)?;
        script::all(&mut assets, &modules)?;
        assets.statics()?;
        assets.write(&paths::browser())?;
        Ok(assets)
    })
}
