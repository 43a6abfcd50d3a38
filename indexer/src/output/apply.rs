//! Carrying out a plan, in an order that leaves a working folder wherever it stops.

use super::OutputFile;
use super::error::Error;
use super::list::{LIST_NAME, List};
use super::path::TEMPORARY;
use super::plan::Plan;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Writes, then replaces what names the others, then removes, then says so in the list.
pub(super) fn apply(dir: &Path, plan: &Plan<'_>, last: &[&str]) -> Result<(), Error> {
    tidy(dir, &plan.before);
    if plan.write.is_empty() && plan.remove.is_empty() && plan.before == plan.after {
        return Ok(());
    }
    announce(dir, plan)?;
    make_folders(dir, plan)?;

    let rank = |file: &OutputFile| last.iter().position(|name| *name == file.path);
    let (mut naming, others): (Vec<_>, Vec<_>) =
        plan.write.iter().partition(|file| rank(file).is_some());
    naming.sort_by_key(|file| rank(file));
    others
        .par_iter()
        .try_for_each(|file| put(dir, &file.path, &file.bytes))?;
    for file in naming {
        put(dir, &file.path, &file.bytes)?;
    }
    for path in &plan.remove {
        remove(dir, path)?;
    }
    remove_empty_folders(dir, &plan.remove);
    put(dir, LIST_NAME, &plan.after.to_bytes())
}

/// Before anything is written, says what will be: whoever comes after a killed build
/// knows that those files are ours.
fn announce(dir: &Path, plan: &Plan<'_>) -> Result<(), Error> {
    let mut list = List::new(plan.before.generations.clone());
    list.pending = plan.write.iter().map(|file| file.path.clone()).collect();
    list.pending.extend(plan.before.pending.iter().cloned());
    put(dir, LIST_NAME, &list.to_bytes())
}

/// Removes the temporary files of a killed build. They do no harm, so what cannot be
/// removed stays.
fn tidy(dir: &Path, before: &List) {
    let list = std::iter::once(LIST_NAME);
    for path in before.pending.iter().map(String::as_str).chain(list) {
        let _ = std::fs::remove_file(temporary(dir, path));
    }
}

fn make_folders(dir: &Path, plan: &Plan<'_>) -> Result<(), Error> {
    let folders: BTreeSet<&str> = plan
        .write
        .iter()
        .filter_map(|file| Some(file.path.rsplit_once('/')?.0))
        .collect();
    for folder in folders {
        let folder = dir.join(folder);
        std::fs::create_dir_all(&folder).map_err(|e| Error::io("create the folder", &folder, e))?;
    }
    Ok(())
}

/// Writes one file under a temporary name and renames it.
fn put(dir: &Path, path: &str, bytes: &[u8]) -> Result<(), Error> {
    let (temporary, full) = (temporary(dir, path), dir.join(path));
    let done = std::fs::write(&temporary, bytes)
        .and_then(|()| std::fs::rename(&temporary, &full))
        .map_err(|e| Error::io("write", &full, e));
    if done.is_err() {
        // The disk may be full: leave nothing half-written on it.
        let _ = std::fs::remove_file(&temporary);
    }
    done
}

fn temporary(dir: &Path, path: &str) -> PathBuf {
    dir.join(format!("{path}{TEMPORARY}"))
}

fn remove(dir: &Path, path: &str) -> Result<(), Error> {
    let full = dir.join(path);
    match std::fs::remove_file(&full) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::io("remove", &full, error)),
        _ => Ok(()),
    }
}

/// Removes the folders that the removals left empty; one with anything in it stays.
fn remove_empty_folders(dir: &Path, removed: &[String]) {
    let mut folders = BTreeSet::new();
    for path in removed {
        folders.extend(path.match_indices('/').map(|(at, _)| &path[..at]));
    }
    // Deepest first: a folder sorts before what is in it.
    for folder in folders.iter().rev() {
        let _ = std::fs::remove_dir(dir.join(folder));
    }
}
