//! `backissue search`: the browser's search in the terminal.

use super::Outcome;
use super::stdout::Out;
use backissue::reader::Bundle;
use backissue_model::request::Request;
use std::path::PathBuf;

/// Search what `build` wrote, with the engine that runs in the browser.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folder written by `backissue build`.
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// Print the whole answer as JSON.
    #[arg(long)]
    json: bool,

    /// Results to print.
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: u32,

    /// Query, in the language of the search page.
    #[arg(value_name = "QUERY", required = true, trailing_var_arg = true)]
    query: Vec<String>,
}

/// Searches and prints the results.
///
/// # Errors
/// When the folder holds no index, or a file of it is missing or damaged.
pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut bundle = Bundle::open(&args.folder)?;
    let request = Request {
        query: args.query.join(" "),
        limit: args.limit,
        ..Request::default()
    };
    let answer = bundle.search(&Request {
        facets: args.json,
        typing: true,
        ..request
    })?;
    let mut out = Out::lock();
    if args.json {
        out.json(&answer)?;
    } else {
        for hit in &answer.results {
            let at = hit
                .appearances
                .first()
                .map(|seen| seen.date.as_str())
                .unwrap_or_default();
            out.line(format_args!(
                "{at}  {}  {}",
                hit.title,
                hit.url.as_deref().unwrap_or_default()
            ))?;
        }
    }
    out.finish()?;
    Ok(if answer.total == 0 {
        Outcome::Findings
    } else {
        Outcome::Fine
    })
}
