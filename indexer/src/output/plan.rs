//! What has to be done to a folder, found out before anything is.

use super::error::Error;
use super::list::{Generation, LIST_NAME, List, digest};
use super::path::{self, check_links};
use super::{Options, OutputFile, Report};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;

/// What has to be done to a folder.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    /// Files to write.
    pub(super) write: Vec<Cow<'a, OutputFile>>,
    /// Files of earlier builds to remove.
    pub(super) remove: Vec<String>,
    /// The list as found.
    pub(super) before: List,
    /// The list as it will be.
    pub(super) after: List,
    /// The same in numbers.
    pub(super) report: Report,
}

impl<'a> Plan<'a> {
    /// Compares `files` with what `dir` holds.
    pub(super) fn new(
        dir: &Path,
        files: &'a [OutputFile],
        before: List,
        options: &Options<'_>,
    ) -> Result<Self, Error> {
        let current = generation(files)?;
        let (generations, carried) = generations(dir, current, &before, options)?;
        let wanted = List::new(generations);
        let paths = wanted.owned();
        let owned = before.owned();
        check_links(dir, paths.iter().chain(&owned).copied())?;

        // What is carried over comes first: should it fail, nothing new names it.
        let all = carried
            .into_iter()
            .map(Cow::Owned)
            .chain(files.iter().map(Cow::Borrowed));
        let write = changed(dir, all.collect(), &owned)?;
        let remove: Vec<String> = owned
            .difference(&paths)
            .map(|&path| path.to_owned())
            .collect();
        let report = Report {
            files: files.len(),
            bytes: files.iter().map(|file| file.bytes.len() as u64).sum(),
            written: write.len(),
            written_bytes: write.iter().map(|file| file.bytes.len() as u64).sum(),
            removed: remove.len(),
            kept_generations: wanted.generations.len() - 1,
            kept_files: wanted.generations.iter().skip(1).map(Generation::len).sum(),
        };
        Ok(Self {
            write,
            remove,
            before,
            after: wanted,
            report,
        })
    }
}

/// Paths and digests of this build's files, every path checked.
fn generation(files: &[OutputFile]) -> Result<Generation, Error> {
    let digests: Vec<String> = files.par_iter().map(|file| digest(&file.bytes)).collect();
    let mut current = Generation::new();
    for (file, digest) in files.iter().zip(digests) {
        path::check(&file.path)?;
        if file.path == LIST_NAME || current.insert(file.path.clone(), digest).is_some() {
            return Err(Error::Twice(file.path.clone()));
        }
    }
    Ok(current)
}

/// Puts the earlier generations behind the current one: as many as are to be kept,
/// without what newer ones overwrite. Files to be brought from another folder are
/// returned with them.
fn generations(
    dir: &Path,
    current: Generation,
    before: &List,
    options: &Options<'_>,
) -> Result<(Vec<Generation>, Vec<OutputFile>), Error> {
    let mut earlier = match options.previous {
        Some(previous) => List::read(previous)?.unwrap_or_default().generations,
        None => before.generations.clone(),
    };
    if earlier.first() == Some(&current) {
        earlier.remove(0);
    }
    let mut claimed: BTreeSet<String> = current.keys().cloned().collect();
    let mut kept = vec![current];
    let mut carried = Vec::new();
    for mut generation in earlier {
        if kept.len() > options.keep {
            break;
        }
        generation.retain(|path, digest| {
            !claimed.contains(path) && bring(dir, options.previous, path, digest, &mut carried)
        });
        claimed.extend(generation.keys().cloned());
        if !generation.is_empty() {
            kept.push(generation);
        }
    }
    Ok((kept, carried))
}

/// Whether an earlier generation's file is still there to be kept; if it lies in
/// another folder, it is read into `carried`.
fn bring(
    dir: &Path,
    previous: Option<&Path>,
    path: &str,
    wanted: &str,
    carried: &mut Vec<OutputFile>,
) -> bool {
    let file = previous.unwrap_or(dir).join(path);
    if !file.symlink_metadata().is_ok_and(|meta| meta.is_file()) {
        return false;
    }
    if previous.is_none() {
        return true;
    }
    match std::fs::read(&file) {
        Ok(bytes) if digest(&bytes) == wanted => {
            carried.push(OutputFile {
                path: path.to_owned(),
                bytes,
            });
            true
        }
        _ => false,
    }
}

/// The files that `dir` does not hold with this very content yet.
///
/// # Errors
/// [`Error::Foreign`] where a different file stands that is not ours.
fn changed<'a>(
    dir: &Path,
    files: Vec<Cow<'a, OutputFile>>,
    owned: &BTreeSet<&str>,
) -> Result<Vec<Cow<'a, OutputFile>>, Error> {
    let check = |file: Cow<'a, OutputFile>| {
        let full = dir.join(&file.path);
        match full.symlink_metadata() {
            Err(_) => Ok(Some(file)),
            Ok(meta) if meta.is_file() && holds(&full, meta.len(), &file.bytes) => Ok(None),
            Ok(meta) if owned.contains(file.path.as_str()) && !meta.is_dir() => Ok(Some(file)),
            Ok(_) => Err(Error::Foreign(full)),
        }
    };
    let changed: Result<Vec<_>, Error> = files.into_par_iter().map(check).collect();
    Ok(changed?.into_iter().flatten().collect())
}

fn holds(path: &Path, length: u64, bytes: &[u8]) -> bool {
    length == bytes.len() as u64 && std::fs::read(path).is_ok_and(|found| found == bytes)
}
