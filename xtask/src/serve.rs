//! `cargo xtask serve`: from a fresh clone to a search in the browser.

use crate::step::{output, run as run_command, step};
use crate::{browser, demo, paths};
use anyhow::Context;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Options of `cargo xtask serve`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folder with the newsletter's Markdown issues; without it, the sample archive.
    #[arg(long, value_name = "DIR")]
    archive: Option<PathBuf>,
    /// Port to listen on; 0 takes any free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// Builds, indexes and serves until the process is ended.
///
/// # Errors
/// If a step fails.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let archive = archive(args.archive.as_deref())?;
    let backissue = command(&browser::publishable()?)?;
    let site = paths::target().join("site");
    step(&format!("index {}", archive.display()), || {
        build(&backissue, &archive, &site)
    })?;
    step("put the search on demo pages, /demo/", || {
        demo::write(&site)
    })?;
    let mut serve = Command::new(&backissue);
    serve
        .arg("serve")
        .arg(&site)
        .arg("--port")
        .arg(args.port.to_string());
    run_command(&mut serve)
}

/// The archive to work on: the given one, or the sample in the repository.
///
/// # Errors
/// If there is no such folder.
pub(crate) fn archive(given: Option<&Path>) -> anyhow::Result<PathBuf> {
    let sample = paths::tests().join("archive");
    let archive = given.unwrap_or(&sample);
    archive
        .canonicalize()
        .with_context(|| format!("there is no archive at {}", archive.display()))
}

/// Builds the `backissue` command with the browser files of `folder` inside.
///
/// # Errors
/// If cargo fails.
pub(crate) fn command(folder: &Path) -> anyhow::Result<PathBuf> {
    step("compile the backissue command", || {
        let mut cargo = Command::new("cargo");
        cargo.args(["build", "--release", "--package", "backissue"]);
        cargo
            .current_dir(paths::root())
            .env("BACKISSUE_BROWSER_DIR", folder);
        run_command(&mut cargo)
    })?;
    Ok(paths::target().join("release/backissue"))
}

/// Builds the `backissue` command without browser files.
///
/// # Errors
/// If cargo fails.
pub(crate) fn plain_command() -> anyhow::Result<PathBuf> {
    step("compile the backissue command, without a page", || {
        let mut cargo = Command::new("cargo");
        cargo.args(["build", "--release", "--package", "backissue"]);
        run_command(
            cargo
                .current_dir(paths::root())
                .env_remove("BACKISSUE_BROWSER_DIR"),
        )
    })?;
    Ok(paths::target().join("release/backissue"))
}

/// Indexes `archive` into the folder `site`.
///
/// # Errors
/// If the command finds fault with the archive or cannot write.
pub(crate) fn build(backissue: &Path, archive: &Path, site: &Path) -> anyhow::Result<()> {
    let mut build = Command::new(backissue);
    run_command(build.arg("build").arg(archive).arg("--out").arg(site))
}

/// As [`build`], and says nothing unless it fails.
///
/// # Errors
/// As [`build`].
pub(crate) fn build_quietly(backissue: &Path, archive: &Path, site: &Path) -> anyhow::Result<()> {
    let mut build = Command::new(backissue);
    output(build.arg("build").arg(archive).arg("--out").arg(site)).map(drop)
}
