//! Finding and reading source files.

use crate::diagnostics::{Diagnostic, Findings};
use std::collections::HashSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Extensions read inside archive folders.
const EXTENSIONS: [&str; 3] = ["md", "markdown", "rst"];

/// Larger files are not issues of a newsletter; the largest real one has 41 kB.
const MAX_BYTES: u64 = 4 << 20;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Source {
    /// Path relative to its archive folder, with `/`.
    pub(super) name: String,
    /// Path as diagnostics show it.
    pub(super) shown: String,
    path: PathBuf,
}

/// Lists the files below `paths` in a fixed order. Folders that were seen before
/// (links that lead in a circle) are not entered again.
pub(super) fn find(paths: &[PathBuf]) -> (Vec<Source>, Vec<Diagnostic>) {
    let mut sources = Vec::new();
    let mut diagnostics = Vec::new();
    let mut seen = HashSet::new();
    for path in paths {
        if path.is_dir() {
            walk(path, path, &mut seen, &mut sources, &mut diagnostics);
        } else {
            let name = path
                .file_name()
                .unwrap_or(path.as_os_str())
                .to_string_lossy()
                .into_owned();
            sources.push(Source {
                name,
                shown: path.display().to_string(),
                path: path.clone(),
            });
        }
    }
    sources.sort();
    sources.dedup();
    (sources, diagnostics)
}

fn walk(
    root: &Path,
    folder: &Path,
    seen: &mut HashSet<PathBuf>,
    sources: &mut Vec<Source>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut findings = Findings::new(&folder.display().to_string());
    let real = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
    if !seen.insert(real) {
        findings.warn(
            0,
            "folder-loop",
            "this folder was reached twice through links",
            "remove the link, or name only one of the two paths",
        );
        return diagnostics.extend(findings.into_list());
    }
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            findings.error(
                0,
                "unreadable",
                format!("cannot list this folder: {error}"),
                "check its permissions",
            );
            return diagnostics.extend(findings.into_list());
        }
    };
    let mut paths: Vec<_> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            walk(root, &path, seen, sources, diagnostics);
        } else if path.file_stem().is_some_and(|stem| stem == "_index") {
            // Zola and Hugo describe a folder in it; it is no page.
        } else if path.extension().is_some_and(|ext| {
            EXTENSIONS
                .iter()
                .any(|known| ext.eq_ignore_ascii_case(known))
        }) {
            sources.push(Source {
                name: relative(root, &path),
                shown: path.display().to_string(),
                path,
            });
        }
    }
}

fn relative(root: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(root).unwrap_or(path).components();
    parts
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join("/")
}

/// Reads one file, at most [`MAX_BYTES`].
pub(super) fn read(source: &Source, findings: &mut Findings) -> Option<Vec<u8>> {
    let metadata = match fs::metadata(&source.path) {
        Ok(metadata) => metadata,
        Err(error) => {
            findings.error(
                0,
                "unreadable",
                format!("cannot open this file: {error}"),
                "check the path and its permissions",
            );
            return None;
        }
    };
    if !metadata.is_file() {
        findings.error(
            0,
            "unreadable",
            "this is not a regular file",
            "name a Markdown file or a folder",
        );
        return None;
    }
    if metadata.len() > MAX_BYTES {
        let message = format!(
            "{} bytes are too many for one issue (at most {MAX_BYTES} are read)",
            metadata.len()
        );
        findings.error(
            0,
            "too-large",
            message,
            "move the file out of the archive or split it",
        );
        return None;
    }
    let mut bytes = Vec::new();
    let outcome =
        fs::File::open(&source.path).and_then(|file| file.take(MAX_BYTES).read_to_end(&mut bytes));
    match outcome {
        Ok(0) => {
            findings.error(
                0,
                "empty-file",
                "the file is empty",
                "remove it or restore its text",
            );
            None
        }
        Ok(_) => Some(bytes),
        Err(error) => {
            findings.error(
                0,
                "unreadable",
                format!("cannot read this file: {error}"),
                "check its permissions",
            );
            None
        }
    }
}
