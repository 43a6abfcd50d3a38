//! Which records go into which set of the index.
//!
//! A release must not throw away what readers have. So the records are those of three
//! times, each in a set of its own: the *base* from the issues of years long over, the
//! *middle* from those of the years since, and the *rest* from those of the newest
//! year. A set holds what its issues add and what they change, whole; what it replaces
//! in earlier sets is masked there. Base and middle stay the same to the byte whatever
//! later issues bring, and at New Year the rest becomes the middle as it is.

use crate::archive::ParsedIssue;
use crate::merge::merge_in_stages;
use backissue_model::record::Record;
use std::sync::Arc;

/// The base is made anew, with the middle in it, when the middle is larger than this
/// part of it: a set more costs every word a request more.
const MIDDLE: usize = 4;

/// The records of all sets.
pub(super) struct Sets {
    /// All records as they are now.
    pub all: Vec<Arc<Record>>,
    /// The sets, oldest first; at least one, and all but the last with records.
    pub sets: Vec<Share>,
}

/// The records of one set.
#[derive(Default)]
pub(super) struct Share {
    /// Issues of this set.
    pub issues: usize,
    /// Its records.
    pub records: Vec<Arc<Record>>,
    /// What it replaces: set, and place among that set's records.
    pub replaces: Vec<(usize, usize)>,
}

/// How many issues (oldest first) the sets have from the first issue to their own last.
/// What is decided for one year never changes with later ones.
fn cut(issues: &[ParsedIssue]) -> Vec<usize> {
    let year = |parsed: &ParsedIssue| parsed.issue.date.get(..4).unwrap_or_default().to_owned();
    let mut years: Vec<_> = issues.chunk_by(|a, b| year(a) == year(b)).collect();
    years.pop();
    let (mut base, mut closed) = (0, 0);
    let (mut base_size, mut middle_size) = (0, 0);
    for issues in years {
        closed += issues.len();
        middle_size += issues
            .iter()
            .map(|issue| issue.entries.len())
            .sum::<usize>();
        if middle_size * MIDDLE > base_size {
            base = closed;
            base_size += std::mem::take(&mut middle_size);
        }
    }
    let mut ends = vec![base, closed, issues.len()];
    ends.dedup();
    ends.retain(|&end| end > 0 || issues.is_empty());
    ends
}

/// Splits an archive; `issues` are all issues, oldest first.
#[must_use]
pub(super) fn split(issues: Vec<ParsedIssue>) -> Sets {
    let ends = cut(&issues);
    let mut sets: Vec<Share> = Vec::with_capacity(ends.len());
    let mut before: Vec<Arc<Record>> = Vec::new();
    // Where the newest version of each record lies.
    let mut places: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    let stages = merge_in_stages(issues, &ends);
    for (set, (records, end)) in stages.into_iter().zip(ends).enumerate() {
        let mut share = Share {
            issues: end - start,
            ..Share::default()
        };
        start = end;
        for (at, record) in records.iter().enumerate() {
            if before.get(at) == Some(record) {
                continue;
            }
            let place = (set, share.records.len());
            share.records.push(Arc::clone(record));
            match places.get_mut(at) {
                Some(known) => share.replaces.push(std::mem::replace(known, place)),
                None => places.push(place),
            }
        }
        before = records;
        sets.push(share);
    }
    Sets { all: before, sets }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entries::Entry;
    use backissue_model::record::Issue;

    /// An issue with an entry for each address.
    fn issue(date: &str, urls: &[&str]) -> ParsedIssue {
        let entry = |url: &&str| Entry {
            kind: "link".to_owned(),
            title: (*url).to_owned(),
            url: Some(format!("https://example.org/{url}")),
            ..Entry::default()
        };
        ParsedIssue {
            issue: Issue {
                file: format!("{date}.md"),
                date: date.to_owned(),
                page: format!("/{date}/"),
                ..Issue::default()
            },
            intro: String::new(),
            entries: urls.iter().map(entry).collect(),
            ..ParsedIssue::default()
        }
    }

    fn titles(share: &Share) -> Vec<&str> {
        let titles = share.records.iter().map(|record| record.title.as_str());
        titles.filter(|title| !title.is_empty()).collect()
    }

    #[test]
    fn a_record_that_returns_is_whole_in_the_later_set_and_replaced_in_the_earlier() {
        let sets = split(vec![
            issue("2020-01-01", &["a", "b", "c", "d", "e"]),
            issue("2021-01-01", &["f"]),
            issue("2022-01-01", &["b", "f", "g"]),
        ]);
        let [base, middle, rest] = &sets.sets[..] else {
            panic!("{} sets", sets.sets.len());
        };
        assert_eq!(titles(base), ["a", "b", "c", "d", "e"]);
        assert_eq!(titles(middle), ["f"]);
        assert_eq!(titles(rest), ["b", "f", "g"]);
        // The first record of an issue is the issue itself.
        assert_eq!(rest.replaces, [(0, 2), (1, 1)]);
        let b = rest.records.iter().find(|record| record.title == "b");
        assert_eq!(b.map(|record| record.appearances.len()), Some(2));
        assert_eq!(sets.all.len(), 7 + 3);
    }

    #[test]
    fn at_new_year_the_rest_becomes_the_middle_as_it_is() {
        let mut issues = vec![
            issue("2020-01-01", &["a", "b", "c", "d", "e"]),
            issue("2021-01-01", &["b"]),
        ];
        let old = split(issues.clone());
        issues.push(issue("2022-01-01", &["a", "b"]));
        let new = split(issues);
        assert_eq!((old.sets.len(), new.sets.len()), (2, 3));
        for (old, new) in old.sets.iter().zip(&new.sets) {
            assert_eq!(old.records, new.records);
            assert_eq!(old.replaces, new.replaces);
        }
    }

    #[test]
    fn a_large_middle_goes_into_the_base() {
        let counts = |years: &[(&str, usize)]| {
            let issues: Vec<_> = years
                .iter()
                .map(|(year, entries)| issue(&format!("{year}-01-01"), &vec!["a"; *entries]))
                .collect();
            cut(&issues)
        };
        let (a, b, c, d) = (("2020", 8), ("2021", 2), ("2022", 2), ("2023", 1));
        assert_eq!(counts(&[a]), [1]);
        assert_eq!(counts(&[a, b]), [1, 2]);
        assert_eq!(counts(&[a, b, c]), [1, 2, 3]);
        assert_eq!(counts(&[a, b, c, d]), [3, 4]);
        assert_eq!(counts(&[]), [0]);
    }
}
