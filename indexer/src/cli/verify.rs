//! `backissue verify`: is a published search whole?

use super::Outcome;
use super::error::advised;
use super::stdout::Out;
use super::ui::Ui;
use backissue::reader::Bundle;
use backissue::verify::{self, Checked, Problem, check_files};
use serde::Serialize;
use std::path::PathBuf;

/// Check that a built search is whole, and its links with it.
///
/// Every file must be there and as it was built, and every part of the index readable
/// by this program. With --site, every link of the search into an issue must lead to a
/// heading that exists.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  backissue verify output/search --site output")]
pub(crate) struct Args {
    /// Folder that `build` wrote, or a copy of it.
    dir: PathBuf,

    /// Folder of the built site, to follow every deep link into its HTML.
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,

    /// Print the findings as one JSON object.
    #[arg(long)]
    json: bool,
}

/// What was looked at and what is wrong.
#[derive(Debug, Serialize)]
struct Report {
    files: usize,
    records: u32,
    deep_links: Option<usize>,
    problems: Vec<Problem>,
}

/// Prints what is wrong.
///
/// # Errors
/// When the folder was not written by a build, or cannot be read.
pub(crate) fn run(args: &Args, ui: &Ui) -> anyhow::Result<Outcome> {
    let Some(Checked {
        files,
        mut problems,
    }) = check_files(&args.dir)?
    else {
        let list = args.dir.join(backissue::output::LIST_NAME);
        return Err(advised(
            format!("{} does not exist", list.display()),
            "name the folder that `backissue build --out` wrote",
        ));
    };
    if let Some(site) = args.site.as_ref().filter(|site| !site.is_dir()) {
        let message = format!("{} is not a folder", site.display());
        return Err(advised(message, "name the folder your site builder wrote"));
    }
    let mut report = Report {
        files,
        records: 0,
        deep_links: None,
        problems: Vec::new(),
    };
    if let Err(error) = index(args, &mut report) {
        let what = format!("the index cannot be read: {error:#}");
        problems.push(Problem {
            file: "manifest.json".to_owned(),
            what,
        });
    }
    problems.append(&mut report.problems);
    report.problems = problems;
    print(args, &report)?;
    ui.note(tell(&report));
    Ok(if report.problems.is_empty() {
        Outcome::Fine
    } else {
        Outcome::Findings
    })
}

/// Opens the index, reads all its entries, and follows their links into the site.
fn index(args: &Args, report: &mut Report) -> anyhow::Result<()> {
    let mut bundle = Bundle::open(&args.dir)?;
    report.records = bundle.engine().info().records;
    let links = verify::links(&mut bundle)?;
    if let Some(site) = &args.site {
        let (count, problems) = verify::check_links(site, &links);
        report.deep_links = Some(count);
        report.problems = problems;
    }
    Ok(())
}

fn print(args: &Args, report: &Report) -> anyhow::Result<()> {
    let mut out = Out::lock();
    if args.json {
        out.json(report)?;
    } else {
        for problem in &report.problems {
            out.line(format_args!("{}: {}", problem.file, problem.what))?;
        }
    }
    Ok(out.finish()?)
}

fn tell(report: &Report) -> String {
    let links = report
        .deep_links
        .map(|count| format!("{count} deep links, "));
    format!(
        "{} files, {} records, {}{} problems",
        report.files,
        report.records,
        links.unwrap_or_default(),
        report.problems.len()
    )
}
