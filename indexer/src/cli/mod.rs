//! The command line: one file per command, conventions shared by all.
//!
//! - Exit codes: 0 fine, 1 findings (content problems, nothing found), 2 usage or
//!   I/O failure. A reader that closes the pipe early is fine.
//! - What a program may want to read goes to standard output, through
//!   [`stdout::Out`]; what people read while they wait goes to standard error,
//!   through [`ui::Ui`].
//! - `NO_COLOR` and a standard error that is not a terminal switch colour off.
//! - Errors say which file, which line and what to do: see [`error`].
//!
//! A new command is a file with an `Args` and a
//! `run(&Args, &Ui) -> anyhow::Result<Outcome>`, and one arm in [`Command`] and in
//! [`Command::run`].

mod archive_args;
mod build;
mod check;
mod completions;
mod config;
mod error;
mod export;
mod has;
mod issues;
mod records;
mod search;
mod serve;
mod settings;
mod stats;
mod stdout;
mod ui;
mod verify;

use clap::{Parser, Subcommand};
use std::process::ExitCode;
use ui::Ui;

/// Search every back issue of a newsletter: index an archive of Markdown issues and
/// write a search that runs in the reader's browser.
#[derive(Debug, Parser)]
#[command(name = "backissue", version, disable_help_subcommand = true)]
#[command(after_help = "Exit codes: 0 fine, 1 findings or nothing found, 2 usage or I/O failure.")]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// Print nothing but results and errors.
    #[arg(short, long, global = true)]
    quiet: bool,
}

/// What the command line can do.
#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Args),
    Search(search::Args),
    Issues(issues::Args),
    Records(records::Args),
    Check(check::Args),
    Has(has::Args),
    Stats(stats::Args),
    Export(export::Args),
    Verify(verify::Args),
    Serve(serve::Args),
    Config(config::Args),
    Completions(completions::Args),
}

impl Command {
    fn run(&self, ui: &Ui) -> anyhow::Result<Outcome> {
        match self {
            Self::Build(args) => build::run(args, ui),
            Self::Search(args) => search::run(args, ui),
            Self::Issues(args) => issues::run(args),
            Self::Records(args) => records::run(args),
            Self::Check(args) => check::run(args, ui),
            Self::Has(args) => has::run(args),
            Self::Stats(args) => stats::run(args),
            Self::Export(args) => export::run(args, ui),
            Self::Verify(args) => verify::run(args, ui),
            Self::Serve(args) => serve::run(args, ui),
            Self::Config(args) => config::run(args),
            Self::Completions(args) => completions::run(args),
        }
    }
}

/// How a command that did its work ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Exit code 0.
    Fine,
    /// Exit code 1: findings, or nothing found.
    Findings,
}

/// Parses the command line, runs the command, and turns what came of it into the
/// process's exit code.
pub(crate) fn main() -> ExitCode {
    let cli = Cli::parse();
    let ui = Ui::new(cli.quiet);
    match cli.command.run(&ui) {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(error) if error::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            ui.error(&error);
            ExitCode::from(2)
        }
    }
}
