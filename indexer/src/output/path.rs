//! Which paths may be written or removed, whoever names them.

use super::error::Error;
use std::collections::BTreeSet;
use std::path::Path;

/// Ends the names of files still being written.
pub(super) const TEMPORARY: &str = ".backissue-tmp";

/// Checks that `path` is relative, stays inside its folder, and can exist on every
/// common file system.
///
/// # Errors
/// [`Error::UnsafePath`] otherwise.
pub fn check(path: &str) -> Result<(), Error> {
    let refuse = |why| {
        Err(Error::UnsafePath {
            path: path.to_owned(),
            why,
        })
    };
    if path.is_empty() {
        return refuse("it is empty");
    }
    if path.contains(['\\', ':']) || path.chars().any(char::is_control) {
        return refuse("it has a character that not every file system allows");
    }
    for part in path.split('/') {
        match part {
            "" => return refuse("it has an empty part"),
            "." | ".." => return refuse("it leaves its folder"),
            _ if part.len() > 200 => return refuse("a part is longer than 200 bytes"),
            _ if part.ends_with(TEMPORARY) => return refuse("it is a temporary name"),
            _ => {}
        }
    }
    Ok(())
}

/// Refuses folders on the way from `dir` to `paths` that are symbolic links: what
/// is written below them would land elsewhere.
pub(super) fn check_links<'a>(
    dir: &Path,
    paths: impl Iterator<Item = &'a str>,
) -> Result<(), Error> {
    let mut seen = BTreeSet::new();
    for path in paths {
        for (at, _) in path.match_indices('/') {
            let parent = &path[..at];
            if !seen.insert(parent) {
                continue;
            }
            let full = dir.join(parent);
            if full.symlink_metadata().is_ok_and(|meta| meta.is_symlink()) {
                return Err(Error::Link(full));
            }
        }
    }
    Ok(())
}
