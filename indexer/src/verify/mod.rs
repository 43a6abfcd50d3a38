//! Is a published folder whole? And does everything it links to exist?

mod site;

pub use site::{Links, check_links, links};

use crate::output::{Error, List, digest};
use rayon::prelude::*;
use serde::Serialize;
use std::io::ErrorKind;
use std::path::Path;

/// Something wrong with a published folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// File it is about, relative to the folder.
    pub file: String,
    /// What is wrong with it.
    pub what: String,
}

/// What was looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Files of this build and of the earlier ones kept beside it.
    pub files: usize,
    /// Problems, by file.
    pub problems: Vec<Problem>,
}

/// Compares every file of a build (and of earlier ones kept beside it) with the list
/// that the build left.
///
/// # Errors
/// When the list cannot be read. A folder without one was not written by a build.
pub fn check_files(dir: &Path) -> Result<Option<Checked>, Error> {
    let Some(list) = List::read(dir)? else {
        return Ok(None);
    };
    let files: Vec<(&String, &String)> = list.generations.iter().flatten().collect();
    let mut problems: Vec<Problem> = files
        .par_iter()
        .filter_map(|(path, wanted)| {
            let what = match std::fs::read(dir.join(path)) {
                Ok(bytes) if digest(&bytes) == **wanted => return None,
                Ok(bytes) => format!("is not what was built ({} bytes)", bytes.len()),
                Err(error) if error.kind() == ErrorKind::NotFound => "is missing".to_owned(),
                Err(error) => format!("cannot be read: {error}"),
            };
            Some(Problem {
                file: (*path).clone(),
                what,
            })
        })
        .collect();
    if !list.pending.is_empty() {
        let file = crate::output::LIST_NAME.to_owned();
        problems.push(Problem {
            file,
            what: "tells of a build that did not end".to_owned(),
        });
    }
    problems.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(Some(Checked {
        files: files.len(),
        problems,
    }))
}
