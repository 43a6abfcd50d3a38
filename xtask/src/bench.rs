//! `cargo xtask bench`: Back Issue and Pagefind on the same archive, side by side.

use crate::step::{output, run as run_command, step};
use crate::tools::{chromium, npm};
use crate::{browser, paths, serve, weekly};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Options of `cargo xtask bench`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folder with the newsletter's Markdown issues; without it, the sample archive.
    #[arg(long, value_name = "DIR")]
    archive: Option<PathBuf>,
    /// Runs of each profile of network and processor.
    #[arg(long, default_value_t = 5)]
    runs: u32,
    /// One run, without 3G and with fewer warm queries: about five minutes.
    #[arg(long)]
    quick: bool,
}

/// Builds both, measures both, and writes `tests/bench/RESULTS.md`.
///
/// # Errors
/// If a step fails.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let archive = serve::archive(args.archive.as_deref())?;
    let chromium = chromium::find()?;
    let bench = paths::tests().join("bench");
    npm::install()?;
    npm::install_in(&bench)?;
    let backissue = serve::command(&browser::publishable()?)?;
    let folder = paths::target().join("bench");
    fs::create_dir_all(&folder)?;
    step("index the archive", || {
        serve::build(&backissue, &archive, &folder.join("ours"))
    })?;
    step("print its issues and records", || {
        for list in ["issues", "records"] {
            let lines = output(Command::new(&backissue).arg(list).arg(&archive))?;
            fs::write(folder.join(format!("{list}.jsonl")), lines)?;
        }
        Ok(())
    })?;
    step("count what one more issue costs", || {
        weekly::measure(&archive, &backissue)
    })?;
    step("measure", || {
        let mut node = Command::new("node");
        node.arg(bench.join("bench.mjs"))
            .arg(&folder)
            .arg(bench.join("RESULTS.md"));
        node.arg(format!("--runs={}", args.runs))
            .args(args.quick.then_some("--quick"));
        run_command(node.env("CHROMIUM", &chromium))
    })
}
