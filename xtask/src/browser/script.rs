//! Scripts and style sheets, bundled and minified by esbuild.

use super::assets::Assets;
use super::wasm::Modules;
use crate::paths;
use crate::step::output;
use crate::tools::npm;
use anyhow::Context;
use std::process::Command;

/// A script or style sheet that is loaded by its own name.
struct Entry {
    /// Path in the repository.
    source: &'static str,
    /// Logical name of the result.
    logical: &'static str,
    what: What,
}

/// What becomes of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    /// A file that is cached for ever under a hashed name.
    Hashed,
    /// A file that people find under its own name.
    Named,
    /// No file: a text inside the scripts that name it, `WIDGET_CSS` and the like.
    Text,
}

const fn hashed(source: &'static str, logical: &'static str) -> Entry {
    Entry {
        source,
        logical,
        what: What::Hashed,
    }
}

const fn named(source: &'static str, logical: &'static str) -> Entry {
    Entry {
        source,
        logical,
        what: What::Named,
    }
}

const fn text(source: &'static str, logical: &'static str) -> Entry {
    Entry {
        source,
        logical,
        what: What::Text,
    }
}

/// Each may name those above it.
const ENTRIES: &[Entry] = &[
    hashed("static/styles/page.css", "page.css"),
    hashed("static/help.js", "help.js"),
    hashed("static/export.js", "export.js"),
    hashed("static/app.js", "app.js"),
    named("static/sw.js", "sw.js"),
    text("static/styles/loader.css", "loader.css"),
    text("static/styles/widget.css", "widget.css"),
    hashed("static/widget/index.js", "widget.js"),
    hashed("static/frame.js", "frame.js"),
    named("static/backissue.js", "backissue.js"),
];

/// Bundles all entries. In them, `glue/page` and `glue/engine` are the scripts that call the
/// modules, and `APP_BIN` and the like are the file names of earlier assets.
///
/// # Errors
/// If esbuild finds fault with one.
pub(super) fn all(assets: &mut Assets, modules: &Modules) -> anyhow::Result<()> {
    for entry in ENTRIES {
        let text = bundle(entry, assets, modules).with_context(|| entry.source)?;
        match entry.what {
            What::Hashed => assets.hashed(entry.logical, text.as_bytes())?,
            What::Named => assets.plain(entry.logical, text.as_bytes())?,
            What::Text => assets.text(entry.logical, text),
        }
    }
    Ok(())
}

fn bundle(entry: &Entry, assets: &Assets, modules: &Modules) -> anyhow::Result<String> {
    let source = paths::root().join(entry.source);
    let mut esbuild = Command::new(npm::program("esbuild"));
    esbuild
        .arg(&source)
        .args(["--bundle", "--minify", "--format=esm", "--target=es2022"])
        .args([
            "--legal-comments=none",
            "--charset=utf8",
            "--log-level=warning",
        ])
        .args(assets.constants())
        .env("NODE_PATH", paths::tests().join("node_modules"));
    for (name, glue) in &modules.glue {
        esbuild.arg(format!("--alias:glue/{name}={}", glue.display()));
    }
    output(&mut esbuild)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn every_entry_exists() {
        for entry in ENTRIES {
            assert!(
                fs::exists(paths::root().join(entry.source)).unwrap(),
                "{}",
                entry.source
            );
        }
    }
}
