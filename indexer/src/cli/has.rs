//! `backissue has`: was this link in an issue?

use super::Outcome;
use super::settings::{self, SettingsArgs};
use super::stdout::Out;
use anyhow::Context;
use backissue::archive;
use backissue::editors::{Past, Sighting};
use backissue::merge::merge;
use serde::Serialize;
use std::io::Read;
use std::path::PathBuf;

/// Say whether links were in an issue, and in which.
///
/// Scheme, www., tracking parameters, fragments, mobile hosts and share links make no
/// difference. Exits with 0 if all links were, with 1 if any was not.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  backissue has --archive content https://example.org/post?utm_source=x
  pbpaste | backissue has -")]
pub(crate) struct Args {
    /// Links to look for; - reads them from standard input, separated by white space.
    #[arg(required = true, value_name = "URL")]
    urls: Vec<String>,

    /// Folder of issues or single file; may be repeated [default: `archive` of
    /// backissue.toml].
    #[arg(long, value_name = "PATH")]
    archive: Vec<PathBuf>,

    /// Print one JSON object per link.
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    settings: SettingsArgs,
}

/// What is known of one link.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    /// As asked.
    url: &'a str,
    found: bool,
    records: Vec<Sighting<'a>>,
}

/// Looks for the links.
///
/// # Errors
/// When the archive cannot be read or standard output cannot be written.
pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let settings = args.settings.read()?;
    let paths = settings::archive(&args.archive, &settings.config)?;
    let urls = urls(&args.urls)?;
    let records = merge(archive::read(&paths, &settings.profile).issues);
    let past = Past::new(&records);
    let mut out = Out::lock();
    let mut all = true;
    for url in &urls {
        let records = past.find(url);
        let answer = Answer {
            url,
            found: !records.is_empty(),
            records,
        };
        all &= answer.found;
        if args.json {
            out.json(&answer)?;
        } else {
            print(&mut out, &answer)?;
        }
    }
    out.finish()?;
    Ok(if all {
        Outcome::Fine
    } else {
        Outcome::Findings
    })
}

/// The links asked for, those of standard input in the place of `-`.
fn urls(typed: &[String]) -> anyhow::Result<Vec<String>> {
    let mut urls = Vec::new();
    for url in typed {
        if url != "-" {
            urls.push(url.clone());
            continue;
        }
        let mut text = String::new();
        std::io::stdin()
            .read_to_string(&mut text)
            .context("cannot read standard input")?;
        urls.extend(text.split_whitespace().map(str::to_owned));
    }
    Ok(urls)
}

/// One line per link, one more per issue it was in.
fn print(out: &mut Out, answer: &Answer<'_>) -> std::io::Result<()> {
    let Answer {
        url,
        found,
        records,
    } = answer;
    if !found {
        return out.line(format_args!("{url}\n  not in any issue"));
    }
    out.line(url)?;
    for seen in records {
        for place in seen.appearances {
            let issue = match place.issue {
                Some(number) => format!("issue {number}"),
                None => place.file.clone(),
            };
            let (date, section, title) = (&place.date, &place.section, seen.title);
            out.line(format_args!("  {issue} ({date}), {section}: {title}"))?;
        }
    }
    Ok(())
}
