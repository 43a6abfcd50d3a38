//! From crates to bound and shrunk modules.

use super::{Build, names, pack};
use crate::paths;
use crate::step::{output, run};
use crate::tools::{npm, rust};
use anyhow::Context;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Lets the pinned stable toolchain compile its own standard library for size, with
/// panics that abort at once and neither messages nor places of panics.
const SMALL_FLAGS: &str = r#"target.wasm32-unknown-unknown.rustflags=["-Zunstable-options","-Cpanic=immediate-abort","-Zlocation-detail=none","-Zfmt-debug=none"]"#;

/// The module, ready to be packed.
#[derive(Debug)]
pub(super) struct Module {
    /// The module, packed: what is published.
    pub(super) packed: Vec<u8>,
    /// The script that loads it.
    pub(super) glue: PathBuf,
}

fn target() -> PathBuf {
    // Apart from the native build: the setting that allows build-std makes build
    // scripts of both run anew whenever the two alternate in one folder.
    paths::target().join("wasm")
}

/// Compiles the module of page and engine.
///
/// # Errors
/// If cargo fails.
pub(super) fn compile(build: Build) -> anyhow::Result<()> {
    let mut cargo = Command::new("cargo");
    cargo
        .arg("build")
        .args(["--target", rust::WASM])
        .args(["--package", "backissue-app"])
        .current_dir(paths::root().join("frontend"))
        .env("CARGO_TARGET_DIR", target())
        .env_remove("RUSTFLAGS");
    if build != Build::Quick {
        cargo.arg("--release");
    }
    if build == Build::Small {
        cargo
            .env("RUSTC_BOOTSTRAP", "1")
            .args([
                "-Zbuild-std=std,panic_abort",
                "-Zbuild-std-features=optimize_for_size",
            ])
            .args(["--config", SMALL_FLAGS]);
    }
    run(&mut cargo)
}

/// Makes the glue and shrinks what [`compile`] compiled, unless that was done
/// before with the same module and the same tools.
///
/// # Errors
/// If a tool fails or a file cannot be read or written.
pub(super) fn bind(wasm_bindgen: &Path, build: Build) -> anyhow::Result<Module> {
    let profile = if build == Build::Quick {
        "debug"
    } else {
        "release"
    };
    let raw = target()
        .join(rust::WASM)
        .join(profile)
        .join("backissue_app.wasm");
    let folder = target().join("bound").join(key(&raw, build)?);
    let (glue, packed) = (folder.join("app.js"), folder.join("packed.bin"));
    if !packed.is_file() {
        let mut bindgen = Command::new(wasm_bindgen);
        bindgen.args([
            "--target",
            "web",
            "--no-typescript",
            "--omit-default-module-path",
        ]);
        bindgen
            .args(["--out-name", "app", "--out-dir"])
            .arg(&folder)
            .arg(&raw);
        run(&mut bindgen)?;
        let bound = folder.join("app_bg.wasm");
        let (shrunk, part) = (folder.join("shrunk.wasm"), folder.join("part.bin"));
        if build == Build::Quick {
            fs::copy(&bound, &shrunk)?;
        } else {
            shrink(&bound, &shrunk)?;
            names(&shrunk, &glue)?;
        }
        fs::write(&part, pack::pack(&fs::read(&shrunk)?, build)?)?;
        fs::rename(&part, &packed)?;
    }
    let packed = fs::read(&packed).with_context(|| format!("cannot read {}", packed.display()))?;
    Ok(Module { packed, glue })
}

fn shrink(from: &Path, to: &Path) -> anyhow::Result<()> {
    let mut opt = Command::new(npm::program("wasm-opt"));
    opt.args([
        "-Oz",
        "--converge",
        // Both make the module smaller and its compressed form larger.
        "--skip-pass=inlining-optimizing",
        "--skip-pass=local-cse",
        "--strip-debug",
        "--strip-producers",
    ]);
    run(opt.arg(from).arg("-o").arg(to))
}

/// Shortens the names between the module and its glue, in both.
fn names(module: &Path, glue: &Path) -> anyhow::Result<()> {
    let mut opt = Command::new(npm::program("wasm-opt"));
    opt.args([names::PASS, "--strip-target-features"]);
    let printed = output(opt.arg(module).arg("-o").arg(module))?;
    let text = fs::read_to_string(glue)?;
    fs::write(glue, names::shorten(&text, &printed)?)?;
    Ok(())
}

/// Names a result by all that it is made from.
fn key(raw: &Path, build: Build) -> anyhow::Result<String> {
    let mut hasher = blake3::Hasher::new();
    let locks = [
        paths::root().join("frontend/Cargo.lock"),
        paths::tests().join("package-lock.json"),
    ];
    for file in [raw].into_iter().chain(locks.iter().map(PathBuf::as_path)) {
        let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        hasher.update(&bytes);
    }
    for source in [include_str!("wasm.rs"), include_str!("names.rs")] {
        hasher.update(source.as_bytes());
    }
    hasher.update(format!("{build:?}").as_bytes());
    Ok(hasher.finalize().to_hex()[..16].to_owned())
}
