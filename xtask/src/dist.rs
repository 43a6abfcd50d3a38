//! `cargo xtask dist`: the command with the page inside, as people download it.

use crate::step::{output, run as run_command, step};
use crate::{browser, paths};
use anyhow::Context;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What lies beside the command in the archive.
const TEXTS: [&str; 4] = ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"];

/// Writes an archive for this machine's platform and its checksum to `target/dist`.
///
/// # Errors
/// If a build fails or a file cannot be written.
pub(crate) fn run() -> anyhow::Result<()> {
    let browser = browser::publishable()?;
    step("compile the backissue command", || {
        let mut cargo = Command::new("cargo");
        cargo.args([
            "build",
            "--profile",
            "dist",
            "--locked",
            "--package",
            "backissue",
        ]);
        run_command(
            cargo
                .current_dir(paths::root())
                .env("BACKISSUE_BROWSER_DIR", &browser),
        )
    })?;
    step("pack", || {
        let name = format!("backissue-{}-{}", env!("CARGO_PKG_VERSION"), host()?);
        let bytes = pack(&name).context("cannot pack the archive")?;
        let folder = paths::target().join("dist-archives");
        fs::create_dir_all(&folder)?;
        let file = folder.join(format!("{name}.tar.gz"));
        fs::write(&file, &bytes).with_context(|| format!("cannot write {}", file.display()))?;
        let mut sum = String::new();
        for byte in Sha256::digest(&bytes) {
            write!(sum, "{byte:02x}")?;
        }
        fs::write(folder.join("SHA256SUMS"), format!("{sum}  {name}.tar.gz\n"))?;
        println!("  {} ({} bytes)", file.display(), bytes.len());
        Ok(())
    })
}

/// The platform that cargo builds for by default.
fn host() -> anyhow::Result<String> {
    let text = output(Command::new("rustc").arg("-vV").current_dir(paths::root()))?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc names no host")?.to_owned())
}

/// A tar archive that depends on nothing but the contents of its files.
fn pack(name: &str) -> anyhow::Result<Vec<u8>> {
    let mut tar = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::best()));
    let command = paths::target().join("dist").join("backissue");
    add(&mut tar, &format!("{name}/backissue"), &command, 0o755)?;
    for text in TEXTS {
        add(
            &mut tar,
            &format!("{name}/{text}"),
            &paths::root().join(text),
            0o644,
        )?;
    }
    Ok(tar.into_inner()?.finish()?)
}

fn add<W: std::io::Write>(
    tar: &mut tar::Builder<W>,
    name: &str,
    file: &Path,
    mode: u32,
) -> anyhow::Result<()> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(mode);
    header.set_mtime(0);
    header.set_cksum();
    tar.append_data(&mut header, name, bytes.as_slice())?;
    Ok(())
}
