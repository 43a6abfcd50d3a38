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
/// (links that lead in a circle) are not entered again, and links that lead out of
/// the archive are not followed: what they name was not meant to be published.
pub(super) fn find(paths: &[PathBuf]) -> (Vec<Source>, Vec<Diagnostic>) {
    let mut walker = Walker::default();
    for path in paths {
        if path.is_dir() {
            walker.root.clone_from(path);
            walker.real_root = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
            walker.folder(path);
        } else {
            let name = path.file_name().unwrap_or(path.as_os_str());
            walker.sources.push(Source {
                name: name.to_string_lossy().into_owned(),
                shown: path.display().to_string(),
                path: path.clone(),
            });
        }
    }
    walker.sources.sort();
    walker.sources.dedup();
    (walker.sources, walker.diagnostics)
}

/// Collects the files of an archive folder.
#[derive(Default)]
struct Walker {
    root: PathBuf,
    /// The same without links.
    real_root: PathBuf,
    /// Folders entered, without links.
    seen: HashSet<PathBuf>,
    sources: Vec<Source>,
    diagnostics: Vec<Diagnostic>,
}

impl Walker {
    fn folder(&mut self, folder: &Path) {
        let real = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
        if !self.seen.insert(real) {
            return self.add(folder, |findings| {
                let hint = "remove the link, or name only one of the two paths";
                let message = "this folder was reached twice through links";
                findings.warn(0, "folder-loop", message, hint);
            });
        }
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                return self.add(folder, |findings| {
                    let message = format!("cannot list this folder: {error}");
                    findings.error(0, "unreadable", message, "check its permissions");
                });
            }
        };
        let mut paths: Vec<_> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        paths.sort();
        for path in paths {
            let wanted = path.is_dir() || is_issue(&path);
            if wanted && path.is_symlink() && !self.is_inside(&path) {
                self.add(&path, |findings| {
                    let message = "this link leads out of the archive and was not followed";
                    let hint = "copy the file into the archive, or name it on the command line";
                    findings.error(0, "link-outside", message, hint);
                });
            } else if path.is_dir() {
                self.folder(&path);
            } else if wanted {
                self.sources.push(Source {
                    name: relative(&self.root, &path),
                    shown: path.display().to_string(),
                    path,
                });
            }
        }
    }

    /// Whether what a link names is in the archive; a broken link is, and is reported
    /// when it is read.
    fn is_inside(&self, link: &Path) -> bool {
        fs::canonicalize(link).map_or(true, |real| real.starts_with(&self.real_root))
    }

    fn add(&mut self, path: &Path, say: impl FnOnce(&mut Findings)) {
        let mut findings = Findings::new(&path.display().to_string());
        say(&mut findings);
        self.diagnostics.extend(findings.into_list());
    }
}

/// Whether a file of an archive folder is an issue. Zola and Hugo describe a folder in
/// `_index.md`, which is no page.
fn is_issue(path: &Path) -> bool {
    let known = |ext: &std::ffi::OsStr| EXTENSIONS.iter().any(|one| ext.eq_ignore_ascii_case(one));
    path.extension().is_some_and(known) && path.file_stem().is_none_or(|stem| stem != "_index")
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn links_out_of_the_archive_are_not_followed() {
        let (archive, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(outside.path().join("secret.md"), "s").unwrap();
        fs::create_dir(archive.path().join("in")).unwrap();
        fs::write(archive.path().join("in/1.md"), "1").unwrap();
        symlink(
            outside.path().join("secret.md"),
            archive.path().join("2.md"),
        )
        .unwrap();
        symlink(outside.path(), archive.path().join("folder")).unwrap();
        symlink("in/1.md", archive.path().join("3.md")).unwrap();
        let (sources, diagnostics) = find(&[archive.path().to_path_buf()]);
        let names: Vec<_> = sources.iter().map(|source| source.name.as_str()).collect();
        assert_eq!(names, ["3.md", "in/1.md"]);
        let codes: Vec<_> = diagnostics.iter().map(|found| found.code).collect();
        assert_eq!(codes, ["link-outside", "link-outside"]);
    }

    #[test]
    fn a_link_that_leads_in_a_circle_is_followed_once() {
        let archive = tempfile::tempdir().unwrap();
        fs::write(archive.path().join("1.md"), "1").unwrap();
        symlink(".", archive.path().join("again")).unwrap();
        let (sources, diagnostics) = find(&[archive.path().to_path_buf()]);
        assert_eq!((sources.len(), diagnostics.len()), (1, 1));
        assert_eq!(diagnostics[0].code, "folder-loop");
    }
}
