//! `backissue config`: help with `backissue.toml`.

use super::Outcome;
use super::stdout::Out;
use backissue::config::Config;
use clap::Subcommand;
use std::io::Write;

/// Help with backissue.toml.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

/// What to print.
#[derive(Debug, Subcommand)]
enum What {
    /// Print the JSON Schema of backissue.toml, for editors that complete and check TOML.
    Schema,
}

/// Prints what was asked for.
///
/// # Errors
/// When standard output cannot be written.
pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut out = Out::lock();
    match args.what {
        What::Schema => serde_json::to_writer_pretty(&mut out, &Config::schema())?,
    }
    out.write_all(b"\n")?;
    out.finish()?;
    Ok(Outcome::Fine)
}
