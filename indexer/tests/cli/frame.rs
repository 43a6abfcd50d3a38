//! Conventions every command shares.

use super::backissue;
use predicates::prelude::*;

#[test]
fn no_arguments_print_the_help_and_exit_with_2() {
    backissue()
        .assert()
        .code(2)
        .stderr(predicate::str::contains("Usage: backissue"));
}

#[test]
fn a_mistyped_command_is_corrected() {
    backissue()
        .arg("completion")
        .assert()
        .code(2)
        .stderr(predicate::str::contains("completions"));
}

#[test]
fn the_version_is_printed() {
    backissue()
        .arg("--version")
        .assert()
        .success()
        .stdout(predicate::str::starts_with("backissue "));
}

#[test]
fn completions_name_the_commands() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = backissue().args(["completions", shell]).assert().success();
        run.stdout(predicate::str::contains("serve"));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error() {
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_backissue"))
        .args(["completions", "bash"])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("No space left"));
}

#[test]
fn a_closed_pipe_is_fine() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_backissue"))
        .args(["completions", "bash"])
        .stdout(writer)
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&out.stderr), "");
}

#[test]
fn every_command_explains_itself() {
    let commands = [
        "build",
        "search",
        "issues",
        "records",
        "check",
        "has",
        "stats",
        "export",
        "verify",
        "serve",
        "config",
        "completions",
    ];
    let mut all = help(&["--help"]);
    for command in commands {
        let listed = all
            .lines()
            .any(|line| line.trim_start().starts_with(command));
        assert!(listed, "{command} is not listed");
        all.push_str(&format!("\n──── {command}\n{}", help(&[command, "--help"])));
    }
    all.push_str(&format!(
        "\n──── config schema\n{}",
        help(&["config", "schema", "--help"])
    ));
    insta::assert_snapshot!(all);
}

fn help(args: &[&str]) -> String {
    let run = backissue().args(args).assert().success();
    let text = String::from_utf8(run.get_output().stdout.clone()).unwrap();
    // Blank lines of padded paragraphs would be trailing space in the snapshot.
    text.lines()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

#[test]
fn no_color_and_a_file_get_no_colour() {
    let run = backissue().args(["stats", "no/such"]).assert().code(2);
    run.stderr(predicate::str::contains("\u{1b}").not());
    let mut forced = backissue();
    forced.env("CLICOLOR_FORCE", "1").args(["stats", "no/such"]);
    forced
        .assert()
        .code(2)
        .stderr(predicate::str::contains("\u{1b}"));
    let mut both = backissue();
    both.env("NO_COLOR", "1").args(["stats", "no/such"]);
    both.assert()
        .code(2)
        .stderr(predicate::str::contains("\u{1b}").not());
}

#[test]
fn the_schema_is_json() {
    let run = backissue().args(["config", "schema"]).assert().success();
    let schema: serde_json::Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    assert_eq!(schema["title"], "backissue.toml");
}
