//! `cargo xtask test`: everything that continuous integration runs.

use crate::step::{run as run_command, step};
use crate::tools::{chromium, npm, rust};
use crate::{browser, paths, serve};
use anyhow::Context;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Options of `cargo xtask test`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Only the browser tests, and of those only the ones whose names contain this.
    #[arg(long, value_name = "TEXT", num_args = 0..=1, default_missing_value = "")]
    browser: Option<String>,
}

/// Runs all checks and stops at the first that fails.
///
/// # Errors
/// If a check fails or cannot be run.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    if args.browser.is_none() {
        rust::wasm_target()?;
        format()?;
        lint()?;
        native()?;
    }
    let backissue = serve::command(&browser::publishable()?)?;
    in_browser(&backissue, args.browser.as_deref().unwrap_or_default())
}

/// Runs cargo with these arguments, in the native and then in the browser workspace.
fn cargo(folder: &Path, arguments: &[&str]) -> anyhow::Result<()> {
    let mut cargo = Command::new("cargo");
    cargo.args(arguments).current_dir(folder);
    if folder != paths::root() {
        cargo.env("CARGO_TARGET_DIR", paths::target().join("frontend"));
    }
    run_command(&mut cargo)
}

fn frontend() -> PathBuf {
    paths::root().join("frontend")
}

fn format() -> anyhow::Result<()> {
    step("rustfmt", || {
        cargo(&paths::root(), &["fmt", "--all", "--check"])?;
        cargo(&frontend(), &["fmt", "--all", "--check"])
    })
}

fn lint() -> anyhow::Result<()> {
    step("clippy", || {
        let root = paths::root();
        cargo(
            &root,
            &[
                "clippy",
                "--workspace",
                "--all-targets",
                "--quiet",
                "--",
                "-D",
                "warnings",
            ],
        )?;
        let wasm = [
            "clippy",
            "--workspace",
            "--target",
            rust::WASM,
            "--quiet",
            "--",
            "-D",
            "warnings",
        ];
        cargo(&frontend(), &wasm)
    })?;
    step("rustdoc", || {
        let mut doc = Command::new("cargo");
        let flags = "-D warnings -A rustdoc::private-intra-doc-links";
        doc.args(["doc", "--workspace", "--no-deps", "--quiet"])
            .env("RUSTDOCFLAGS", flags);
        run_command(doc.current_dir(paths::root()))
    })
}

fn native() -> anyhow::Result<()> {
    step("native tests", || {
        cargo(&paths::root(), &["test", "--workspace"])
    })?;
    step("native tests of the browser part", || {
        cargo(
            &frontend(),
            &["test", "--package", "backissue-page", "--package", "regex"],
        )
    })
}

/// Builds the sample archive as a reader would get it and tests it in Chromium.
fn in_browser(backissue: &Path, only: &str) -> anyhow::Result<()> {
    let chromium = chromium::find()?;
    npm::install()?;
    let site = paths::target().join("test-site");
    step("index the sample archive", || {
        serve::build(backissue, &serve::archive(None)?, &site)
    })?;
    let folder = paths::tests().join("browser");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<anyhow::Result<_>>()?;
    files.retain(|path| path.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    step("browser tests", || {
        let mut node = Command::new("node");
        node.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]);
        if !only.is_empty() {
            node.arg(format!("--test-name-pattern={only}"));
        }
        node.args(&files)
            .env("CHROMIUM", &chromium)
            .env("BACKISSUE_SITE", &site)
            .env("BACKISSUE_BROWSER_DIR", paths::browser())
            .env("BACKISSUE", backissue)
            .env_remove("NODE_OPTIONS");
        if env::var_os("CI").is_some() {
            node.env("FORCE_COLOR", "0");
        }
        run_command(&mut node)
    })
}
