//! `backissue completions`: a shell's completion script.

use super::stdout::Out;
use super::{Cli, Outcome};
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::Write;

/// Print a shell's completion script.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  backissue completions bash > ~/.local/share/bash-completion/completions/backissue
  backissue completions fish > ~/.config/fish/completions/backissue.fish
  backissue completions zsh > ~/.zfunc/_backissue")]
pub(crate) struct Args {
    /// The shell to print the script for.
    shell: Shell,
}

/// Prints the script.
///
/// # Errors
/// When standard output cannot be written.
pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    // Into memory first: the generator panics where its writer fails.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "backissue", &mut script);
    let mut out = Out::lock();
    out.write_all(&script)?;
    out.finish()?;
    Ok(Outcome::Fine)
}
