//! `cargo xtask eval`: how good parsing and search are, on the real archive.
//!
//! The archive, the expected answers and the programs that score against them lie
//! beside the repository and are not part of it; without them this says so.

use crate::step::{output, run as run_command, step};
use crate::{paths, serve};
use anyhow::Context;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Options of `cargo xtask eval`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folder with `archive/content`, `archive/truth`, `eval` and `tools`.
    #[arg(long, value_name = "DIR", default_value = "../shared")]
    shared: PathBuf,
}

/// Scores records, then every query set.
///
/// # Errors
/// If a step fails, or a score of the records is below what it must reach.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let shared = paths::root().join(&args.shared);
    if !shared.is_dir() {
        println!("skipped: there is no {}", shared.display());
        return Ok(());
    }
    let archive = shared.join("archive/content");
    let backissue = serve::plain_command()?;
    let out = paths::target().join("eval");
    fs::create_dir_all(&out)?;
    let site = out.join("site");
    step("index the archive", || {
        serve::build(&backissue, &archive, &site)
    })?;
    queries(&shared, &backissue, &site)?;
    records(&shared, &backissue, &archive, &out)
}

fn records(shared: &Path, backissue: &Path, archive: &Path, out: &Path) -> anyhow::Result<()> {
    step("score the records", || {
        let mut score = Command::new("python3");
        score.arg(shared.join("tools/score_records.py"));
        for list in ["issues", "records"] {
            let lines = output(Command::new(backissue).arg(list).arg(archive))?;
            let file = out.join(format!("{list}.jsonl"));
            fs::write(&file, lines)?;
            score.arg(&file);
        }
        run_command(score.arg(shared.join("archive/truth")))
    })
}

fn queries(shared: &Path, backissue: &Path, site: &Path) -> anyhow::Result<()> {
    let folder = shared.join("eval");
    let mut sets: Vec<PathBuf> = fs::read_dir(&folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<anyhow::Result<_>>()?;
    sets.retain(|path| path.extension().is_some_and(|text| text == "jsonl"));
    sets.sort();
    step("score the searches", || {
        let mut score = Command::new("python3");
        score.arg(shared.join("tools/score_queries.py"));
        score.arg(format!(
            "'{}' search '{}' --json",
            backissue.display(),
            site.display()
        ));
        run_command(score.args(&sets))
    })
}
