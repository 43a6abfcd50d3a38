//! What the runs of a boot file say of every document.

use crate::bundle::boot::{Boot, Runs};
use crate::error::Error;
use tantivy::fieldnorm::FieldNormReader;

/// Kind, newest issue and length of every document.
#[derive(Debug, Default)]
pub(super) struct Unrolled {
    /// Kind, as an index into the catalogue's.
    pub kinds: Vec<u8>,
    /// Newest issue, counted through all sets.
    pub newest: Vec<u16>,
    /// Length, as an id of tantivy's norms.
    pub norms: Vec<u8>,
    /// Lengths added up.
    pub length: u64,
}

/// Reads the runs of a boot file.
///
/// `kinds` translates the boot file's kinds, `issues` counts the issues up to this set's end.
///
/// # Errors
/// [`Error::Damaged`] if they contradict the rest of the file.
pub(super) fn unroll(
    boot: &Boot,
    kinds: &[u8],
    issues: u32,
    path: &str,
) -> Result<Unrolled, Error> {
    let docs = boot.segment.docs as usize;
    let runs = &boot.runs;
    let mut all = Unrolled::default();
    let mut run = 0;
    for &(kind, of_kind) in &runs.kinds {
        let mut issue = issues.saturating_sub(1);
        for _ in 0..of_kind {
            let older = runs.back.get(run).and_then(|&back| issue.checked_sub(back));
            let (Some(found), Some(&known)) = (older, kinds.get(usize::from(kind))) else {
                return Err(Error::damaged(path, "a run names an unknown kind or issue"));
            };
            issue = found;
            for &(length, ref counts) in &runs.lengths {
                let end = all.norms.len() + counts.get(run).map_or(0, |&count| count as usize);
                if end > docs {
                    return Err(Error::damaged(path, "its runs hold too many documents"));
                }
                let more = (end - all.norms.len()) as u64;
                all.length += more * u64::from(FieldNormReader::id_to_fieldnorm(length));
                all.norms.resize(end, length);
            }
            all.kinds.resize(all.norms.len(), known);
            all.newest.resize(all.norms.len(), issue as u16);
            run += 1;
        }
    }
    if all.norms.len() != docs {
        return Err(Error::damaged(path, "its runs hold too few documents"));
    }
    Ok(all)
}

/// First document of each row chunk: a chunk holds so many documents of one kind.
///
/// To be called only when [`unroll`] found the runs in order.
pub(super) fn row_starts(boot: &Boot) -> Vec<u32> {
    let mut starts = Vec::new();
    let (mut first, mut run) = (0, 0);
    for &(kind, of_kind) in &boot.runs.kinds {
        let end = run + of_kind as usize;
        let docs = documents(&boot.runs, run, end);
        run = end;
        let per_chunk = boot
            .rows_per_chunk
            .get(usize::from(kind))
            .map_or(1, |&per| per.max(1));
        starts.extend((first..first + docs).step_by(usize::from(per_chunk)));
        first += docs;
    }
    starts
}

/// Documents of the runs from `start` to `end`.
fn documents(runs: &Runs, start: usize, end: usize) -> u32 {
    let counts = runs
        .lengths
        .iter()
        .filter_map(|(_, counts)| counts.get(start..end));
    counts.flatten().sum()
}
