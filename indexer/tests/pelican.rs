//! The Pelican plugin inside real Pelican, of the release that the newsletter uses.
//!
//! The environment is made once, below Cargo's target folder. Without Python, or
//! without the network on the first run, the test says so and passes.

#![allow(clippy::unwrap_used, reason = "a failing helper fails its test")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// As `bench/site/build` pins them.
const PACKAGES: [&str; 6] = [
    "pelican==4.7.1",
    "Markdown==3.7",
    "jinja2==3.1.6",
    "markupsafe==2.0.1",
    "feedgenerator==2.0",
    "docutils",
];

/// Python of an environment with Pelican in it, or why there is none.
fn environment() -> Result<PathBuf, String> {
    let venv = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pelican-venv");
    let python = venv.join("bin/python");
    let done = venv.join("complete");
    if done.exists() {
        return Ok(python);
    }
    let run = |command: &mut Command| match command.output() {
        Ok(out) if out.status.success() => Ok(()),
        Ok(out) => Err(String::from_utf8_lossy(&out.stderr).into_owned()),
        Err(error) => Err(error.to_string()),
    };
    run(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
    run(Command::new(&python)
        .args(["-m", "pip", "-q", "install"])
        .args(PACKAGES))?;
    std::fs::write(done, "").map_err(|error| error.to_string())?;
    Ok(python)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

#[test]
fn the_plugin_works_in_pelican() {
    let python = match environment() {
        Ok(python) => python,
        Err(why) => {
            println!("skipped: Pelican cannot be installed here: {why}");
            return;
        }
    };
    let tests = root().join("integrations/pelican/tests");
    let out = Command::new(python)
        .args(["-m", "unittest", "discover", "-s"])
        .arg(tests)
        .env("BACKISSUE", env!("CARGO_BIN_EXE_backissue"))
        .output()
        .unwrap();
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
}
