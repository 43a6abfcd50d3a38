//! Writing a build into its folder so that nothing else there is ever touched.
//!
//! ```text
//! files ─► plan (what is new, what goes) ─► apply (temporary name, rename) ─► list
//! ```
//!
//! A folder is written by many builds and may hold files of others. The list
//! [`LIST_NAME`] names what our builds wrote, per generation: only those files are
//! overwritten or removed. A build that is killed leaves its list with the files it
//! was about to write, so the next one can tidy up.

mod apply;
mod error;
mod list;
mod lock;
mod path;
mod plan;

pub use error::Error;
pub use list::{Generation, LIST_NAME, List, digest};
pub use path::check as check_path;

use plan::Plan;
use serde::Serialize;
use std::path::Path;

/// One file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// Relative path with `/` between its parts; no `..`.
    pub path: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// How to write.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// Paths written after all others, in this order: files that name the others.
    pub last: &'a [&'a str],
    /// Earlier generations whose files stay, for readers who still have their page open.
    pub keep: usize,
    /// Folder of an earlier build to take those generations from, where the output
    /// folder starts empty each time.
    pub previous: Option<&'a Path>,
    /// Find out what would be done, and do nothing.
    pub dry_run: bool,
}

/// What was done (or, in a dry run, would have been).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Files of this build.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Files that were new or different.
    pub written: usize,
    /// Their bytes.
    pub written_bytes: u64,
    /// Files of earlier builds that were removed.
    pub removed: usize,
    /// Earlier generations kept beside this one.
    pub kept_generations: usize,
    /// Files of theirs.
    pub kept_files: usize,
}

/// Makes `dir` hold `files`, the kept generations, and whatever others put there.
///
/// Each file is written under a temporary name and renamed; what is there already
/// with the same content is left alone. Writing the same files again changes nothing.
///
/// # Errors
/// When a path is unsafe, a foreign file is in the way, another build is at work in
/// `dir`, or the disk refuses. What was there before is then still complete, unless
/// the failure came while the `last` files were replaced one by one.
pub fn write(dir: &Path, files: &[OutputFile], options: &Options<'_>) -> Result<Report, Error> {
    if options.dry_run && !dir.exists() {
        return Ok(Plan::new(dir, files, List::default(), options)?.report);
    }
    if !options.dry_run {
        std::fs::create_dir_all(dir).map_err(|e| Error::io("create the folder", dir, e))?;
    }
    let _lock = lock::take(dir)?;
    let list = List::read(dir)?.unwrap_or_default();
    let plan = Plan::new(dir, files, list, options)?;
    if !options.dry_run {
        apply::apply(dir, &plan, options.last)?;
    }
    Ok(plan.report)
}

#[cfg(test)]
mod tests;
