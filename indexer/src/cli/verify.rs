//! `backissue verify`: is a published search whole?

use super::Outcome;
use super::error::advised;
use super::stdout::Out;
use super::ui::Ui;
use backissue::verify::check_files;
use std::path::PathBuf;

/// Check that a built search is whole: every file there, every file as it was built.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folder that `build` wrote, or a copy of it.
    dir: PathBuf,

    /// Print the findings as one JSON object.
    #[arg(long)]
    json: bool,
}

/// Prints what is wrong.
///
/// # Errors
/// When the folder was not written by a build, or cannot be read.
pub(crate) fn run(args: &Args, ui: &Ui) -> anyhow::Result<Outcome> {
    let Some(checked) = check_files(&args.dir)? else {
        let list = args.dir.join(backissue::output::LIST_NAME);
        return Err(advised(
            format!("{} does not exist", list.display()),
            "name the folder that `backissue build --out` wrote",
        ));
    };
    let mut out = Out::lock();
    if args.json {
        out.json(&checked)?;
    } else {
        for problem in &checked.problems {
            let file = args.dir.join(&problem.file);
            out.line(format_args!("{}: {}", file.display(), problem.what))?;
        }
    }
    out.finish()?;
    ui.note(format_args!(
        "{} files, {} problems",
        checked.files,
        checked.problems.len()
    ));
    Ok(if checked.problems.is_empty() {
        Outcome::Fine
    } else {
        Outcome::Findings
    })
}
