//! `backissue search`: the browser's search in the terminal.

use super::Outcome;
use super::stdout::Out;
use super::ui::Ui;
use backissue::reader::Bundle;
use backissue_engine::search::Part;
use backissue_model::answer::{Hit, Note};
use backissue_model::request::Request;
use std::io;
use std::path::PathBuf;

/// Search what `build` wrote, with the engine that runs in the browser.
///
/// Exits with 1 if nothing is found.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  backissue search output/search borrow checker
  backissue search output/search -- '\"zero cost\"' -async year:2021")]
pub(crate) struct Args {
    /// Folder written by `build`.
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// Print the whole answer as JSON.
    #[arg(long)]
    json: bool,

    /// Say for each result what its score is made of.
    #[arg(long, conflicts_with = "json")]
    explain: bool,

    /// Results to print.
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: u32,

    /// Query, in the language of the search page; put -- before words that begin with
    /// a dash.
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
}

/// Searches and prints the results.
///
/// # Errors
/// When the folder holds no index, or a file of it is missing or damaged.
pub(crate) fn run(args: &Args, ui: &Ui) -> anyhow::Result<Outcome> {
    let mut bundle = Bundle::open(&args.folder)?;
    let request = Request {
        query: args.query.join(" "),
        limit: args.limit,
        facets: args.json,
        typing: true,
        ..Request::default()
    };
    let answer = bundle.search(&request)?;
    let mut why = if args.explain {
        bundle.explain(&request)?.into_iter()
    } else {
        Vec::new().into_iter()
    };
    let mut out = Out::lock();
    if args.json {
        out.json(&answer)?;
    } else {
        let site = bundle.engine().info().site_url;
        for hit in &answer.results {
            print(&mut out, hit, site.trim_end_matches('/'))?;
            if let Some(parts) = why.next() {
                print_parts(&mut out, hit.score as f32 / 100.0, &parts)?;
            }
        }
    }
    out.finish()?;
    for note in &answer.notes {
        ui.note(explain(note));
    }
    ui.note(match answer.total {
        1 => "1 result".to_owned(),
        total => format!("{total} results"),
    });
    Ok(if answer.total == 0 {
        Outcome::Findings
    } else {
        Outcome::Fine
    })
}

/// Title, link, and where it stood.
fn print(out: &mut Out, hit: &Hit, site: &str) -> io::Result<()> {
    out.line(&hit.title)?;
    if let Some(url) = &hit.url {
        out.line(format_args!("  {url}"))?;
    }
    if let Some(event) = &hit.event {
        let place = event.place.as_deref().unwrap_or_default();
        out.line(format_args!("  {} {place}", event.start))?;
    }
    if !hit.snippet.is_empty() {
        out.line(format_args!("  {}", hit.snippet))?;
    }
    if let Some(newest) = hit.appearances.first() {
        let anchor = newest.anchor.as_ref().map(|id| format!("#{id}"));
        let (date, page, anchor) = (&newest.date, &newest.page, anchor.unwrap_or_default());
        let more = match hit.appearances.len() {
            1 => String::new(),
            all => format!(" and {} more", all - 1),
        };
        out.line(format_args!("  {date} {site}{page}{anchor}{more}"))?;
    }
    Ok(())
}

/// What a score is made of: points, and what they are multiplied by.
fn print_parts(out: &mut Out, score: f32, parts: &[Part]) -> io::Result<()> {
    for part in parts {
        match part {
            Part::Points(points, what) => out.line(format_args!("  {points:8.2}  {what}"))?,
            Part::Times(factor, why) => out.line(format_args!("  × {factor:6.3}  {why}"))?,
        }
    }
    out.line(format_args!("  ={score:7.2}"))
}

/// How the query was read, in words.
fn explain(note: &Note) -> String {
    match note {
        Note::Corrected { from, to } => format!("{from:?} was also searched as {to:?}"),
        Note::Relaxed { words } => format!("not all words were found: {}", words.join(", ")),
        Note::Ignored { text, why } => format!("{text:?} was left out: {why}"),
        Note::UnknownField { field } => {
            format!("there is no field {field:?}; it was searched as text")
        }
    }
}
