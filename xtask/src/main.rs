//! What a developer types. Every command installs what it needs and is missing,
//! prints its steps with their times, and reuses whatever an earlier run made.

#![allow(
    clippy::print_stdout,
    reason = "this is a command that talks to people"
)]

mod bench;
mod browser;
mod demo;
mod dist;
mod eval;
mod paths;
mod replay;
mod scale;
mod serve;
mod step;
mod test;
mod tools;
mod trunk;
mod weekly;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Build, try and check Back Issue.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build everything, index an archive and serve the search on this machine.
    Serve(serve::Args),
    /// Run everything that continuous integration runs.
    Test(test::Args),
    /// Build the page, the worker and the widget into target/browser.
    Browser(browser::Args),
    /// Score parsing and search against known answers, where those are at hand.
    Eval(eval::Args),
    /// Measure against Pagefind, side by side, and write tests/bench/RESULTS.md.
    Bench(bench::Args),
    /// Count what a reader downloads again after one more issue.
    Weekly(weekly::Args),
    /// Build an archive many times as large and compare it with the real one.
    Scale(scale::Args),
    /// Pack the command, with the page inside, for this machine's platform.
    Dist,
    /// Rebuild and reload the page in the browser whenever a file changes.
    Dev,
    /// What Trunk runs for each change; see Trunk.toml.
    #[command(hide = true)]
    Stage,
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Serve(args) => serve::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Browser(args) => browser::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::Weekly(args) => weekly::run(&args),
        Command::Scale(args) => scale::run(&args),
        Command::Dist => dist::run(),
        Command::Dev => trunk::run(),
        Command::Stage => trunk::stage(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
