//! Which records go into which set of the index.
//!
//! The *base* holds the records of the years that are over, made from their issues
//! alone, so it stays the same to the byte whatever later issues bring. The *rest*
//! holds every record that later issues changed or added; what it replaces in the
//! base is masked.

use crate::archive::ParsedIssue;
use crate::merge::merge;
use backissue_model::record::Record;
use std::collections::HashMap;

/// The records of both sets.
pub(super) struct Sets {
    /// Records of closed years, and how many issues those years have.
    pub base: Vec<Record>,
    /// Issues of closed years: the first of all.
    pub closed: usize,
    /// All records as they are now.
    pub all: Vec<Record>,
    /// For each record of `all`, whether the base holds it as it is.
    pub in_base: Vec<bool>,
    /// For each record of `base`, whether the rest replaces it.
    pub replaced: Vec<bool>,
}

/// Splits an archive; `issues` are all issues, oldest first.
#[must_use]
pub(super) fn split(issues: &[ParsedIssue]) -> Sets {
    let year = |parsed: &ParsedIssue| parsed.issue.date.get(..4).unwrap_or_default().to_owned();
    let newest = issues.last().map(year).unwrap_or_default();
    let closed = issues
        .iter()
        .take_while(|parsed| year(parsed) < newest)
        .count();
    let (base, all) = rayon::join(|| merge(&issues[..closed]), || merge(issues));
    let by_key: HashMap<&str, usize> = base
        .iter()
        .enumerate()
        .map(|(at, record)| (record.key.as_str(), at))
        .collect();
    let mut replaced = vec![true; base.len()];
    let in_base = all
        .iter()
        .map(|record| match by_key.get(record.key.as_str()) {
            Some(&at) if base[at] == *record => {
                replaced[at] = false;
                true
            }
            _ => false,
        })
        .collect();
    Sets {
        closed,
        all,
        in_base,
        replaced,
        base,
    }
}
