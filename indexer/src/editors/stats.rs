//! What an archive holds, in numbers.

use crate::profile::{ISSUE_KIND, Profile};
use backissue_model::record::{Issue, Record};
use serde::Serialize;
use std::collections::BTreeMap;

/// What an archive holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Issues.
    pub issues: usize,
    /// Date of the oldest issue.
    pub first: String,
    /// Date of the newest issue.
    pub last: String,
    /// Distinct records.
    pub records: usize,
    /// Places where records stood, over all issues.
    pub entries: usize,
    /// Per kind, most entries first.
    pub kinds: Vec<KindCount>,
    /// Per registrable domain, most entries first.
    pub domains: Vec<DomainCount>,
}

/// Entries of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct KindCount {
    /// Kind id.
    pub kind: String,
    /// Name for readers.
    pub name: String,
    /// Distinct records.
    pub records: usize,
    /// Places where they stood.
    pub entries: usize,
    /// Entries per year of issue.
    pub years: BTreeMap<String, usize>,
}

/// Entries that link to one domain.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DomainCount {
    /// Registrable domain.
    pub domain: String,
    /// Distinct records.
    pub records: usize,
    /// Places where they stood.
    pub entries: usize,
}

/// Counts `records`; the `top` most frequent domains are named.
#[must_use]
pub fn stats<'a>(
    issues: impl Iterator<Item = &'a Issue>,
    records: &[Record],
    profile: &Profile,
    top: usize,
) -> Stats {
    let mut dates: Vec<&str> = issues.map(|issue| issue.date.as_str()).collect();
    dates.sort_unstable();
    let mut kinds: BTreeMap<&str, KindCount> = BTreeMap::new();
    let mut domains: BTreeMap<&str, DomainCount> = BTreeMap::new();
    for record in records {
        let kind = kinds.entry(&record.kind).or_default();
        kind.records += 1;
        kind.entries += record.appearances.len();
        for appearance in &record.appearances {
            let year = appearance.date.get(..4).unwrap_or("?");
            *kind.years.entry(year.to_owned()).or_default() += 1;
        }
        if let Some(domain) = &record.domain {
            let count = domains.entry(domain).or_default();
            count.records += 1;
            count.entries += record.appearances.len();
        }
    }
    let name = |id: &str| match profile.kind(id) {
        Some(kind) => kind.name.clone(),
        None if id == ISSUE_KIND => profile.issues.group_name.clone(),
        None => id.to_owned(),
    };
    let mut kinds: Vec<_> = kinds
        .into_iter()
        .map(|(id, count)| KindCount {
            kind: id.to_owned(),
            name: name(id),
            ..count
        })
        .collect();
    kinds.sort_by(|a, b| b.entries.cmp(&a.entries).then_with(|| a.kind.cmp(&b.kind)));
    let mut domains: Vec<_> = domains
        .into_iter()
        .map(|(domain, count)| DomainCount {
            domain: domain.to_owned(),
            ..count
        })
        .collect();
    domains.sort_by(|a, b| {
        b.entries
            .cmp(&a.entries)
            .then_with(|| a.domain.cmp(&b.domain))
    });
    domains.truncate(top);
    Stats {
        issues: dates.len(),
        first: dates.first().copied().unwrap_or_default().to_owned(),
        last: dates.last().copied().unwrap_or_default().to_owned(),
        records: records.len(),
        entries: records.iter().map(|record| record.appearances.len()).sum(),
        kinds,
        domains,
    }
}
