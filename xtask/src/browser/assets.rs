//! The files of the browser part and their names.

use crate::paths;
use anyhow::{Context, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Files of `static/` in which `{{page.js}}` stands for the path of that file.
const TEXTS: [&str; 5] = ["html", "json", "svg", "webmanifest", "xml"];

/// A file as `files.json` lists it.
#[derive(Debug, Serialize)]
pub(crate) struct File {
    /// Name in the source (`page.js`).
    pub(crate) logical: String,
    /// Path below the output folder.
    pub(crate) name: String,
    /// Length in bytes.
    pub(crate) bytes: usize,
    /// Length in bytes when the host compresses it with gzip.
    pub(crate) gz: usize,
}

/// The files made so far.
#[derive(Debug, Default)]
pub(crate) struct Assets {
    files: BTreeMap<String, (File, Vec<u8>)>,
    /// Texts that become part of scripts, by logical name.
    texts: BTreeMap<String, String>,
}

impl Assets {
    /// None.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// All files, by logical name.
    pub(crate) fn files(&self) -> impl Iterator<Item = &File> {
        self.files.values().map(|(file, _)| file)
    }

    /// Adds a file to `assets/` under a name with a hash of its contents.
    ///
    /// # Errors
    /// If there is one of that name.
    pub(super) fn hashed(&mut self, logical: &str, contents: &[u8]) -> anyhow::Result<()> {
        let hash = &blake3::hash(contents).to_hex()[..12];
        let (stem, extension) = logical.rsplit_once('.').unwrap_or((logical, "bin"));
        self.add(
            logical,
            format!("assets/{stem}-{hash}.{extension}"),
            contents,
        )
    }

    /// Adds a file that keeps its name.
    ///
    /// # Errors
    /// If there is one of that name.
    pub(super) fn plain(&mut self, logical: &str, contents: &[u8]) -> anyhow::Result<()> {
        self.add(logical, logical.to_owned(), contents)
    }

    /// Keeps a text for the scripts that name it.
    pub(super) fn text(&mut self, logical: &str, text: String) {
        self.texts.insert(logical.to_owned(), text);
    }

    fn add(&mut self, logical: &str, name: String, contents: &[u8]) -> anyhow::Result<()> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(contents)?;
        let gz = gzip.finish()?.len();
        let file = File {
            logical: logical.to_owned(),
            name,
            bytes: contents.len(),
            gz,
        };
        if self
            .files
            .insert(logical.to_owned(), (file, contents.to_vec()))
            .is_some()
        {
            bail!("two browser files are called {logical}");
        }
        Ok(())
    }

    /// Constants for scripts: `APP_BIN` is the file name of `app.bin`, for use with a
    /// URL relative to another file in `assets/`, and `WIDGET_CSS` the text of that name.
    pub(super) fn constants(&self) -> Vec<String> {
        let define = |logical: &str, value: &str| {
            let constant = logical.to_uppercase().replace(['.', '-'], "_");
            format!("--define:{constant}={}", serde_json::Value::from(value))
        };
        let names = self.files().filter_map(|file| {
            let name = file.name.strip_prefix("assets/")?;
            Some(define(&file.logical, name))
        });
        let texts = self.texts.iter();
        names
            .chain(texts.map(|(logical, text)| define(logical, text.trim_end())))
            .collect()
    }

    /// Adds the files of `static/` that are neither scripts nor styles: those are bundled.
    ///
    /// # Errors
    /// If one cannot be read or refers to an asset that does not exist.
    pub(super) fn statics(&mut self) -> anyhow::Result<()> {
        let root = paths::root().join("static");
        for path in walk(&root)? {
            let logical = path
                .strip_prefix(&root)?
                .to_string_lossy()
                .replace('\\', "/");
            let extension = path
                .extension()
                .and_then(|text| text.to_str())
                .unwrap_or("");
            if ["js", "css", "md"].contains(&extension) {
                continue;
            }
            let bytes =
                fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            if TEXTS.contains(&extension) {
                let text =
                    String::from_utf8(bytes).with_context(|| format!("{}", path.display()))?;
                let filled = self
                    .fill(&text)
                    .with_context(|| format!("static/{logical}"))?;
                self.plain(&logical, filled.as_bytes())?;
            } else {
                self.plain(&logical, &bytes)?;
            }
        }
        Ok(())
    }

    /// Puts paths in the place of names, and a picture itself in the place of its name
    /// after `data:`. Other names in braces are for the indexer.
    fn fill(&self, text: &str) -> anyhow::Result<String> {
        let mut parts = text.split("{{");
        let mut filled = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (logical, rest) = part.split_once("}}").context("a {{ without }}")?;
            if let Some(picture) = logical.strip_prefix("data:") {
                filled.push_str(&data(picture)?);
                filled.push_str(rest);
            } else if logical.contains('.') {
                let known = self.files.get(logical);
                let (file, _) = known.with_context(|| format!("there is no file {logical}"))?;
                filled.push_str(&file.name);
                filled.push_str(rest);
            } else {
                filled.push_str("{{");
                filled.push_str(part);
            }
        }
        Ok(filled)
    }

    /// Writes what changed into `folder`, with `files.json`, and removes all else.
    ///
    /// # Errors
    /// If the file system refuses.
    pub(super) fn write(&self, folder: &Path) -> anyhow::Result<()> {
        for (file, contents) in self.files.values() {
            write_changed(&folder.join(&file.name), contents)?;
        }
        let list: Vec<&File> = self.files().collect();
        write_changed(
            &folder.join("files.json"),
            &serde_json::to_vec_pretty(&list)?,
        )?;
        for path in walk(folder)? {
            let name = path
                .strip_prefix(folder)?
                .to_string_lossy()
                .replace('\\', "/");
            if name != "files.json" && !list.iter().any(|file| file.name == name) {
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    }
}

/// A picture of `static/` as a `data:` address, for use within double quotes: what is
/// small and wanted at once needs no request of its own.
fn data(picture: &str) -> anyhow::Result<String> {
    let path = paths::root().join("static").join(picture);
    let svg =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut address = "data:image/svg+xml,".to_owned();
    for sign in svg.trim_end().chars() {
        match sign {
            '"' => address.push('\''),
            '#' => address.push_str("%23"),
            '%' => address.push_str("%25"),
            '&' => address.push_str("%26"),
            sign => address.push(sign),
        }
    }
    Ok(address)
}

/// Writes a file unless it has these contents: cargo rebuilds what embeds it when
/// its time changes.
fn write_changed(path: &Path, contents: &[u8]) -> anyhow::Result<()> {
    if fs::read(path).is_ok_and(|old| old == contents) {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, contents).with_context(|| format!("cannot write {}", path.display()))
}

/// All files below `folder`, sorted.
fn walk(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shells_name_assets_by_their_hashed_paths() {
        let mut assets = Assets::new();
        assets.hashed("page.js", b"code").unwrap();
        let filled = assets
            .fill("<script src={{page.js}}></script>{{credit}}")
            .unwrap();
        let name = assets.files().next().unwrap().name.clone();
        assert!(
            name.starts_with("assets/page-") && name.ends_with(".js"),
            "{name}"
        );
        assert_eq!(
            filled,
            format!("<script src={name}></script>{{{{credit}}}}")
        );
        assert!(assets.fill("{{paeg.js}}").is_err());
    }

    #[test]
    fn the_hash_follows_the_contents() {
        let name = |contents: &[u8]| {
            let mut assets = Assets::new();
            assets.hashed("a.css", contents).unwrap();
            assets.files().next().unwrap().name.clone()
        };
        assert_eq!(name(b"x"), name(b"x"));
        assert_ne!(name(b"x"), name(b"y"));
    }
}
