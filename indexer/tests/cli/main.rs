//! The `backissue` command as people and scripts use it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failing helper fails its test"
)]

mod frame;
mod serve;

use assert_cmd::Command;

/// The command under test, with nothing of the caller's terminal in its way.
fn backissue() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backissue"));
    command
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .env("COLUMNS", "90");
    command
}
