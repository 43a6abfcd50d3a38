//! `backissue stats`: an archive in numbers.

use super::Outcome;
use super::archive_args::ArchiveArgs;
use super::stdout::Out;
use backissue::editors::{Stats, stats};
use backissue::merge::merge;
use std::collections::BTreeSet;
use std::io;

/// Count entries by kind and year, and the domains most linked to.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    archive: ArchiveArgs,

    /// How many domains to name.
    #[arg(long, value_name = "N", default_value_t = 20)]
    domains: usize,

    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

/// Prints the numbers.
///
/// # Errors
/// When the archive cannot be read or standard output cannot be written.
pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let (archive, settings) = args.archive.read()?;
    let issues: Vec<_> = archive
        .issues
        .iter()
        .map(|parsed| parsed.issue.clone())
        .collect();
    let records = merge(archive.issues);
    let stats = stats(issues.iter(), &records, &settings.profile, args.domains);
    let mut out = Out::lock();
    if args.json {
        out.json(&stats)?;
    } else {
        print(&mut out, &stats)?;
    }
    out.finish()?;
    Ok(if stats.issues == 0 {
        Outcome::Findings
    } else {
        Outcome::Fine
    })
}

/// The numbers as tables.
fn print(out: &mut Out, stats: &Stats) -> io::Result<()> {
    let Stats {
        issues,
        first,
        last,
        records,
        entries,
        ..
    } = stats;
    out.line(format_args!("{issues} issues, {first} to {last}"))?;
    out.line(format_args!(
        "{entries} entries, {records} of them distinct\n"
    ))?;

    let years: BTreeSet<&str> = stats
        .kinds
        .iter()
        .flat_map(|kind| kind.years.keys())
        .map(String::as_str)
        .collect();
    let width = stats
        .kinds
        .iter()
        .map(|kind| kind.name.chars().count())
        .max()
        .unwrap_or(0);
    let heads: String = years.iter().map(|year| format!("{year:>6}")).collect();
    out.line(format_args!("{:width$} {:>7}{heads}", "entries", "all"))?;
    for kind in &stats.kinds {
        let count = |year: &&str| match kind.years.get(*year) {
            Some(count) => format!("{count:>6}"),
            None => format!("{:>6}", "·"),
        };
        let counts: String = years.iter().map(count).collect();
        out.line(format_args!(
            "{:width$} {:>7}{counts}",
            kind.name, kind.entries
        ))?;
    }

    out.line(format_args!("\n{:>7} {:>8}  domain", "entries", "distinct"))?;
    for domain in &stats.domains {
        let (entries, records, domain) = (domain.entries, domain.records, &domain.domain);
        out.line(format_args!("{entries:>7} {records:>8}  {domain}"))?;
    }
    Ok(())
}
