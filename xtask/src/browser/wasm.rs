//! From crates to bound and shrunk modules.

use super::Build;
use crate::paths;
use crate::step::run;
use crate::tools::{npm, rust};
use anyhow::Context;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

/// Crates that become a module each, without the common prefix.
const MODULES: [&str; 2] = ["page", "worker"];

/// Lets the pinned stable toolchain compile its own standard library for size, with
/// panics that abort at once and neither messages nor places of panics.
const SMALL_FLAGS: &str = r#"target.wasm32-unknown-unknown.rustflags=["-Zunstable-options","-Cpanic=immediate-abort","-Zlocation-detail=none","-Zfmt-debug=none"]"#;

/// A module ready to be published.
#[derive(Debug)]
pub(super) struct Module {
    /// `page` or `worker`.
    pub(super) name: &'static str,
    /// The module.
    pub(super) wasm: Vec<u8>,
    /// The script that loads it.
    pub(super) glue: PathBuf,
}

fn target() -> PathBuf {
    // Apart from the native build: the setting that allows build-std makes build
    // scripts of both run anew whenever the two alternate in one folder.
    paths::target().join("wasm")
}

/// Compiles all modules.
///
/// # Errors
/// If cargo fails.
pub(super) fn compile(build: Build) -> anyhow::Result<()> {
    let mut cargo = Command::new("cargo");
    cargo
        .arg("build")
        .args(["--target", rust::WASM])
        .args(
            MODULES
                .iter()
                .flat_map(|name| ["--package".to_owned(), format!("backissue-{name}")]),
        )
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
pub(super) fn bind(wasm_bindgen: &Path, build: Build) -> anyhow::Result<Vec<Module>> {
    thread::scope(|scope| {
        let jobs = MODULES.map(|name| scope.spawn(move || bind_one(name, wasm_bindgen, build)));
        jobs.into_iter()
            .map(|job| {
                job.join()
                    .map_err(|_| anyhow::anyhow!("a binding thread broke off"))?
            })
            .collect()
    })
}

fn bind_one(name: &'static str, wasm_bindgen: &Path, build: Build) -> anyhow::Result<Module> {
    let profile = if build == Build::Quick {
        "debug"
    } else {
        "release"
    };
    let raw = target()
        .join(rust::WASM)
        .join(profile)
        .join(format!("backissue_{name}.wasm"));
    let folder = target()
        .join("bound")
        .join(format!("{name}-{}", key(&raw, build)?));
    let (glue, shrunk) = (
        folder.join(format!("{name}.js")),
        folder.join("shrunk.wasm"),
    );
    if !shrunk.is_file() {
        let mut bindgen = Command::new(wasm_bindgen);
        bindgen.args([
            "--target",
            "web",
            "--no-typescript",
            "--omit-default-module-path",
        ]);
        bindgen
            .args(["--out-name", name, "--out-dir"])
            .arg(&folder)
            .arg(&raw);
        run(&mut bindgen)?;
        let bound = folder.join(format!("{name}_bg.wasm"));
        let part = folder.join("part.wasm");
        if build == Build::Quick {
            fs::copy(&bound, &part)?;
        } else {
            shrink(&bound, &part)?;
        }
        fs::rename(&part, &shrunk)?;
    }
    let wasm = fs::read(&shrunk).with_context(|| format!("cannot read {}", shrunk.display()))?;
    Ok(Module { name, wasm, glue })
}

fn shrink(from: &Path, to: &Path) -> anyhow::Result<()> {
    let mut opt = Command::new(npm::program("wasm-opt"));
    opt.args([
        "-Oz",
        // Both make the module smaller and its compressed form larger.
        "--skip-pass=inlining-optimizing",
        "--skip-pass=local-cse",
        "--strip-debug",
        "--strip-producers",
        "--strip-target-features",
    ]);
    run(opt.arg(from).arg("-o").arg(to))
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
    hasher.update(format!("{build:?} {}", include_str!("wasm.rs")).as_bytes());
    Ok(hasher.finalize().to_hex()[..16].to_owned())
}
