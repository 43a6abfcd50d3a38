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

/// A crate that becomes a module, and the name of its glue for the scripts.
#[derive(Debug, Clone, Copy)]
struct Crate {
    package: &'static str,
    name: &'static str,
}

/// In the order in which readers need them.
const CRATES: [Crate; 2] = [
    Crate {
        package: "backissue-worker",
        name: "engine",
    },
    Crate {
        package: "backissue-page",
        name: "page",
    },
];

/// The modules as they are published.
#[derive(Debug)]
pub(super) struct Modules {
    /// All of them, packed into one file.
    pub(super) packed: Vec<u8>,
    /// The script of each that calls it, by name (`engine`, `page`).
    pub(super) glue: Vec<(&'static str, PathBuf)>,
}

fn target() -> PathBuf {
    // Apart from the native build: the setting that allows build-std makes build
    // scripts of both run anew whenever the two alternate in one folder.
    paths::target().join("wasm")
}

/// Compiles page and engine.
///
/// # Errors
/// If cargo fails.
pub(super) fn compile(build: Build) -> anyhow::Result<()> {
    let mut cargo = Command::new("cargo");
    cargo
        .arg("build")
        .args(["--target", rust::WASM])
        .current_dir(paths::root().join("frontend"))
        .env("CARGO_TARGET_DIR", target())
        .env_remove("RUSTFLAGS");
    for Crate { package, .. } in CRATES {
        cargo.args(["--package", package]);
    }
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

/// Makes the glue, shrinks what [`compile`] compiled and packs it, unless that was done
/// before with the same modules and the same tools.
///
/// # Errors
/// If a tool fails or a file cannot be read or written.
pub(super) fn bind(wasm_bindgen: &Path, build: Build) -> anyhow::Result<Modules> {
    let folder = target().join("bound").join(key(build)?);
    let packed = folder.join("packed.bin");
    if !packed.is_file() {
        let modules = CRATES.map(|one| bind_one(wasm_bindgen, one, &folder, build));
        let modules: Vec<Vec<u8>> = modules.into_iter().collect::<anyhow::Result<_>>()?;
        let part = folder.join("part.bin");
        fs::write(&part, pack::pack(&modules, build)?)?;
        fs::rename(&part, &packed)?;
    }
    let packed = fs::read(&packed).with_context(|| format!("cannot read {}", packed.display()))?;
    let glue = CRATES.map(|Crate { name, .. }| (name, folder.join(format!("{name}.js"))));
    Ok(Modules {
        packed,
        glue: glue.into(),
    })
}

/// The module of a crate, shrunk; its glue is left in `folder`.
fn bind_one(
    wasm_bindgen: &Path,
    one: Crate,
    folder: &Path,
    build: Build,
) -> anyhow::Result<Vec<u8>> {
    let Crate { name, .. } = one;
    let mut bindgen = Command::new(wasm_bindgen);
    bindgen
        .args(["--target", "web", "--no-typescript"])
        .args(["--omit-default-module-path", "--out-name", name])
        .arg("--out-dir")
        .args([folder, &raw(one, build)]);
    run(&mut bindgen)?;
    let bound = folder.join(format!("{name}_bg.wasm"));
    if build != Build::Quick {
        shrink(&bound, &bound)?;
        names(&bound, &folder.join(format!("{name}.js")))?;
    }
    fs::read(&bound).with_context(|| format!("cannot read {}", bound.display()))
}

/// What cargo makes of a crate.
fn raw(one: Crate, build: Build) -> PathBuf {
    let profile = if build == Build::Quick {
        "debug"
    } else {
        "release"
    };
    let file = format!("{}.wasm", one.package.replace('-', "_"));
    target().join(rust::WASM).join(profile).join(file)
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

/// Shortens the names between a module and its glue, in both.
fn names(module: &Path, glue: &Path) -> anyhow::Result<()> {
    let mut opt = Command::new(npm::program("wasm-opt"));
    opt.args([names::PASS, "--strip-target-features"]);
    let printed = output(opt.arg(module).arg("-o").arg(module))?;
    let text = fs::read_to_string(glue)?;
    fs::write(glue, names::shorten(&text, &printed)?)?;
    Ok(())
}

/// Names a result by all that it is made from.
fn key(build: Build) -> anyhow::Result<String> {
    let mut hasher = blake3::Hasher::new();
    let locks = [
        paths::root().join("frontend/Cargo.lock"),
        paths::tests().join("package-lock.json"),
    ];
    for file in CRATES.map(|one| raw(one, build)).iter().chain(&locks) {
        let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        hasher.update(&bytes);
    }
    let sources = [
        include_str!("wasm.rs"),
        include_str!("names.rs"),
        include_str!("pack.rs"),
    ];
    for source in sources {
        hasher.update(source.as_bytes());
    }
    hasher.update(format!("{build:?}").as_bytes());
    Ok(hasher.finalize().to_hex()[..16].to_owned())
}
