//! Places that contradict the rest of the archive: `Linz, AU` beside thirty `Linz, AT`.
//!
//! The printed code is kept; whoever edits the archive may want to know.

use super::ParsedIssue;
use crate::diagnostics::{Diagnostic, Findings};
use backissue_model::record::Event;
use std::collections::HashMap;

/// Listings of a city in one country that make another country odd.
const USUAL: usize = 5;

/// Finds events whose city stands in another country nearly everywhere else.
pub(super) fn find(issues: &[ParsedIssue]) -> Vec<Diagnostic> {
    let mut usual: HashMap<&str, HashMap<&str, usize>> = HashMap::new();
    for (_, _, event) in events(issues) {
        if let Some((city, country)) = located(event) {
            *usual.entry(city).or_default().entry(country).or_default() += 1;
        }
    }
    let mut found = Vec::new();
    for (issue, line, event) in events(issues) {
        let Some((city, country)) = located(event) else {
            continue;
        };
        let Some(countries) = usual.get(city) else {
            continue;
        };
        let here = countries.get(country).copied().unwrap_or_default();
        let most = countries
            .iter()
            .max_by_key(|(code, count)| (**count, **code));
        if let Some((other, count)) =
            most.filter(|(_, count)| **count >= USUAL && **count >= 10 * here)
        {
            let mut findings = Findings::new(&issue.issue.file);
            let message =
                format!("{city} is in {country} here and in {other} in {count} other listings");
            findings.warn(line, "odd-country", message, "check the country's code");
            found.extend(findings.into_list());
        }
    }
    found
}

fn events(issues: &[ParsedIssue]) -> impl Iterator<Item = (&ParsedIssue, u32, &Event)> {
    issues.iter().flat_map(|issue| {
        issue
            .entries
            .iter()
            .filter_map(move |entry| Some((issue, entry.line, entry.event.as_ref()?)))
    })
}

/// City and country of an event in one country.
fn located(event: &Event) -> Option<(&str, &str)> {
    match event.countries.as_slice() {
        [country] => Some((event.city.as_deref()?, country)),
        _ => None,
    }
}
