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
