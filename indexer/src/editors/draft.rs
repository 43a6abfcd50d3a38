//! A draft seen beside the archive.

use super::key::page_key;
use super::past::{Past, Sighting};
use crate::archive::ParsedIssue;
use crate::diagnostics::{Diagnostic, Severity};
use backissue_model::record::{Appearance, Record};
use std::collections::{HashMap, HashSet};

/// Of a kind's records, the share (in percent) seen in several issues from which on a
/// repetition is the rule: events, jobs, calls for participation, proposals.
const RECURRING_PERCENT: usize = 15;

/// Links of a draft that stand in it twice. `file` is how the draft was named.
#[must_use]
pub fn repeats(file: &str, draft: &ParsedIssue) -> Vec<Diagnostic> {
    let mut seen: HashMap<(String, String), u32> = HashMap::new();
    let mut findings = Vec::new();
    for entry in &draft.entries {
        let Some(url) = &entry.url else { continue };
        // Meetings of one group share its page and differ by date.
        let day = entry
            .event
            .as_ref()
            .map(|event| event.start.clone())
            .unwrap_or_default();
        let first = *seen.entry((page_key(url), day)).or_insert(entry.line);
        if first != entry.line {
            findings.push(Diagnostic {
                file: file.to_owned(),
                line: entry.line,
                severity: Severity::Warning,
                code: "repeated-link",
                message: format!("{:?} has the same link as line {first}: {url}", entry.title),
                hint: "remove one of the two entries, or link to the right page".to_owned(),
            });
        }
    }
    findings
}

/// Links of a draft that were in earlier issues. Where repetition is the rule for the
/// kind of entry, it is only mentioned; an event that is announced again is not.
#[must_use]
pub fn against(file: &str, draft: &ParsedIssue, records: &[Record]) -> Vec<Diagnostic> {
    let past = Past::new(records);
    let recurring = recurring(records);
    let mut findings = Vec::new();
    for entry in &draft.entries {
        let Some(url) = &entry.url else { continue };
        let mut sightings = past.find(url);
        if let Some(event) = &entry.event {
            sightings.retain(|seen| seen.event.is_none_or(|other| other.start != event.start));
        }
        let Some((seen, place)) = earlier(draft, &entry.kind, &sightings) else {
            continue;
        };
        let usual = recurring.contains(entry.kind.as_str());
        findings.push(Diagnostic {
            file: file.to_owned(),
            line: entry.line,
            severity: if usual {
                Severity::Info
            } else {
                Severity::Warning
            },
            code: "already-featured",
            message: format!(
                "{:?} was in {} ({}), {}: {:?} {}",
                entry.title,
                issue_name(place),
                place.date,
                place.section,
                seen.title,
                seen.url,
            ),
            hint: "remove it if it is not news any more".to_owned(),
        });
    }
    findings
}

/// The newest place in an earlier issue, entries of the same kind first.
fn earlier<'a>(
    draft: &ParsedIssue,
    kind: &str,
    sightings: &'a [Sighting<'a>],
) -> Option<(&'a Sighting<'a>, &'a Appearance)> {
    let issue = &draft.issue;
    let other = |place: &&Appearance| {
        let same =
            place.page == issue.page || (place.issue.is_some() && place.issue == issue.number);
        !same && (issue.date.is_empty() || place.date < issue.date)
    };
    let mut places: Vec<_> = sightings
        .iter()
        .filter_map(|seen| Some((seen, seen.appearances.iter().find(other)?)))
        .collect();
    places.sort_by_key(|(seen, _)| seen.kind != kind);
    places.into_iter().next()
}

/// Kinds whose entries come back as a rule.
fn recurring(records: &[Record]) -> HashSet<&str> {
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    for record in records.iter().filter(|record| record.url.is_some()) {
        let (all, several) = counts.entry(&record.kind).or_default();
        *all += 1;
        *several += usize::from(record.appearances.len() > 1);
    }
    let often = |(all, several): (usize, usize)| several * 100 >= all * RECURRING_PERCENT;
    counts
        .into_iter()
        .filter(|(_, count)| often(*count))
        .map(|(kind, _)| kind)
        .collect()
}

fn issue_name(place: &Appearance) -> String {
    match place.issue {
        Some(number) => format!("issue {number}"),
        None => place.file.clone(),
    }
}
