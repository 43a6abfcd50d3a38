//! `backissue serve`: look at a built site on this machine.

use super::Outcome;
use super::error::advised;
use super::ui::Ui;
use anyhow::Context;
use backissue::serve::Server;
use std::io::ErrorKind;
use std::path::PathBuf;

/// Serve a folder on this machine, to look at a build before it is published.
///
/// Listens on 127.0.0.1 only and behaves like GitHub Pages: whole files, ten minutes
/// of caching, index.html for folders. Stop it with Ctrl-C.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  backissue serve output --port 8000")]
pub(crate) struct Args {
    /// Folder to serve: what `build` wrote, or the whole site around it.
    dir: PathBuf,

    /// Port to listen on; 0 takes any free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,

    /// Path the folder appears under, such as /repo/ on GitHub's project pages.
    #[arg(long, value_name = "PATH", default_value = "/")]
    base_path: String,
}

/// Serves until the process ends.
///
/// # Errors
/// When the folder cannot be read or the port is taken.
pub(crate) fn run(args: &Args, ui: &Ui) -> anyhow::Result<Outcome> {
    let server = match Server::bind(&args.dir, args.port, &args.base_path) {
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            return Err(advised(
                format!("port {} is taken", args.port),
                "choose another with --port, or --port 0 for any free one",
            ));
        }
        bound => bound.with_context(|| format!("cannot serve {}", args.dir.display()))?,
    };
    let address = server.address()?;
    ui.say(format_args!(
        "Serving {} at http://{address}{}",
        args.dir.display(),
        server.base()
    ));
    server.run();
    Ok(Outcome::Fine)
}
