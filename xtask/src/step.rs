//! Steps: announced when they begin, timed when they end.

use anyhow::{Context, bail};
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Runs `work` as a step called `name` and prints how long it took.
///
/// # Errors
/// Whatever `work` fails with, with the step's name.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    println!("▸ {name}");
    flush();
    let start = Instant::now();
    let result = work();
    let seconds = start.elapsed().as_secs_f32();
    match &result {
        Ok(_) => println!("  {name}: {seconds:.1} s"),
        Err(_) => println!("  {name}: failed after {seconds:.1} s"),
    }
    flush();
    result.with_context(|| format!("step `{name}`"))
}

fn flush() {
    // A closed standard output is noticed by the next print.
    let _closed = std::io::stdout().flush();
}

/// Runs a command with its output on ours.
///
/// # Errors
/// If it cannot be started or does not succeed.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<()> {
    let name = display(command);
    let status = command
        .status()
        .with_context(|| format!("cannot run `{name}`"))?;
    if !status.success() {
        bail!("`{name}` ended with {status}");
    }
    Ok(())
}

/// Runs a command and gives what it printed on standard output.
///
/// # Errors
/// If it cannot be started or does not succeed; with what it printed on standard error.
pub(crate) fn output(command: &mut Command) -> anyhow::Result<String> {
    let name = display(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot run `{name}`"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{name}` ended with {}:\n{said}", output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn display(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}
