//! Entries of all issues → one record per thing.

use crate::archive::ParsedIssue;
use crate::entries::Entry;
use crate::profile::ISSUE_KIND;
use backissue_model::record::{Appearance, Issue, Record};
use std::collections::HashMap;
use url::Url;

/// Query parameters that say where a reader came from, not what is shown.
const TRACKING: [&str; 14] = [
    "fbclid",
    "gclid",
    "ref",
    "ref_src",
    "ref_url",
    "source",
    "aff",
    "mc_cid",
    "mc_eid",
    "igshid",
    "si",
    "feature",
    "eventorigin",
    "recid",
];

/// Merges entries of one kind that name the same thing, newest wording first.
///
/// Deterministic; the result depends only on the issues given. Records come in the
/// order in which their things first appeared.
#[must_use]
pub fn merge<'a>(issues: impl IntoIterator<Item = &'a ParsedIssue>) -> Vec<Record> {
    let mut merger = Merger::default();
    for parsed in issues {
        merger.issue(parsed);
        for entry in &parsed.entries {
            merger.entry(entry, &parsed.issue);
        }
    }
    merger.finish()
}

#[derive(Default)]
struct Merger {
    records: Vec<Record>,
    by_key: HashMap<String, usize>,
    /// Canonical URL of each record, where it has one.
    urls: Vec<Option<String>>,
}

impl Merger {
    /// The record that stands for an issue as a whole.
    fn issue(&mut self, parsed: &ParsedIssue) {
        let issue = &parsed.issue;
        let record = Record {
            key: format!("issue {}", issue.page),
            kind: ISSUE_KIND.to_owned(),
            group: ISSUE_KIND.to_owned(),
            title: issue.title.clone(),
            text: parsed.intro.clone(),
            appearances: vec![appearance(issue)],
            ..Record::default()
        };
        self.add(record, None);
    }

    fn entry(&mut self, entry: &Entry, issue: &Issue) {
        let canonical = entry.url.as_deref().map(canonical);
        let key = key(entry, canonical.as_deref());
        let here = Appearance {
            anchor: entry.anchor.clone(),
            section: entry.section.clone(),
            line: entry.line,
            labels: entry.labels.clone(),
            place: entry.event.as_ref().and_then(|event| event.place.clone()),
            region: entry.event.as_ref().and_then(|event| event.region.clone()),
            ..appearance(issue)
        };
        match self
            .by_key
            .get(&key)
            .and_then(|index| self.records.get_mut(*index))
        {
            Some(record) => join(record, entry, here),
            None => self.add(record(entry, key, here), canonical),
        }
    }

    fn add(&mut self, record: Record, canonical: Option<String>) {
        self.by_key.insert(record.key.clone(), self.records.len());
        self.records.push(record);
        self.urls.push(canonical);
    }

    /// Names the other kinds under which each URL stands.
    fn finish(mut self) -> Vec<Record> {
        let mut kinds: HashMap<&str, Vec<String>> = HashMap::new();
        for (record, url) in self.records.iter().zip(&self.urls) {
            if let Some(url) = url {
                let list = kinds.entry(url).or_default();
                if !list.contains(&record.kind) {
                    list.push(record.kind.clone());
                }
            }
        }
        for (record, url) in self.records.iter_mut().zip(&self.urls) {
            let list = url
                .as_deref()
                .and_then(|url| kinds.get(url))
                .filter(|list| list.len() > 1);
            record.also_under = list
                .map(|list| {
                    list.iter()
                        .filter(|kind| **kind != record.kind)
                        .cloned()
                        .collect()
                })
                .unwrap_or_default();
        }
        self.records
    }
}

fn appearance(issue: &Issue) -> Appearance {
    Appearance {
        file: issue.file.clone(),
        issue: issue.number,
        date: issue.date.clone(),
        page: issue.page.clone(),
        ..Appearance::default()
    }
}

/// What makes two entries the same thing.
fn key(entry: &Entry, canonical: Option<&str>) -> String {
    let thing = canonical.map_or_else(
        || format!("text {}", crate::profile::fold(&entry.text)),
        str::to_owned,
    );
    let start = entry
        .event
        .as_ref()
        .map_or("", |event| event.start.as_str());
    let job = if entry.job.is_some() {
        crate::profile::fold(&entry.title)
    } else {
        String::new()
    };
    format!("{} {start} {thing} {job}", entry.kind)
        .trim_end()
        .to_owned()
}

fn record(entry: &Entry, key: String, here: Appearance) -> Record {
    let host = entry.url.as_deref().and_then(host);
    Record {
        key,
        kind: entry.kind.clone(),
        group: entry.group.clone(),
        title: entry.title.clone(),
        text: entry.text.clone(),
        url: entry.url.clone(),
        links: entry.links.clone(),
        domain: host
            .as_deref()
            .and_then(psl::domain_str)
            .map(str::to_owned)
            .or_else(|| host.clone()),
        host,
        labels: entry.labels.clone(),
        github: entry.github.clone(),
        event: entry.event.clone(),
        quote: entry.quote.clone(),
        krate: entry.krate.clone(),
        job: entry.job.clone(),
        team: entry.team.clone(),
        also_under: Vec::new(),
        other_titles: Vec::new(),
        appearances: vec![here],
    }
}

/// Adds a newer appearance: its wording counts, older ones stay searchable.
fn join(record: &mut Record, entry: &Entry, here: Appearance) {
    if record.title != entry.title {
        let older = std::mem::replace(&mut record.title, entry.title.clone());
        record.other_titles.retain(|title| *title != entry.title);
        if !record.other_titles.contains(&older) {
            record.other_titles.push(older);
        }
    }
    record.text.clone_from(&entry.text);
    record.url.clone_from(&entry.url);
    union(&mut record.links, &entry.links);
    union(&mut record.labels, &entry.labels);
    record.event = entry.event.clone().or_else(|| record.event.take());
    record.quote = entry.quote.clone().or_else(|| record.quote.take());
    record.krate = entry.krate.clone().or_else(|| record.krate.take());
    record.job = entry.job.clone().or_else(|| record.job.take());
    record.team = entry.team.clone().or_else(|| record.team.take());
    record.appearances.insert(0, here);
}

fn union(into: &mut Vec<String>, from: &[String]) {
    for value in from {
        if !into.contains(value) {
            into.push(value.clone());
        }
    }
}

/// Host of an address, lower case, without `www.`.
fn host(url: &str) -> Option<String> {
    let parsed = Url::parse(url).ok()?;
    let host = parsed.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}

/// An address as a key: without scheme, `www.`, final slash and tracking parameters.
#[must_use]
pub fn canonical(url: &str) -> String {
    let Ok(parsed) = Url::parse(url) else {
        return url.to_lowercase();
    };
    let Some(host) = parsed.host_str() else {
        return url.to_lowercase();
    };
    let mut out = host.strip_prefix("www.").unwrap_or(host).to_owned();
    if let Some(port) = parsed.port() {
        out.push_str(&format!(":{port}"));
    }
    out.push_str(parsed.path().trim_end_matches('/'));
    let kept = parsed
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && !is_tracking(pair));
    let kept = kept.collect::<Vec<_>>().join("&");
    if !kept.is_empty() {
        out.push('?');
        out.push_str(&kept);
    }
    if let Some(fragment) = parsed.fragment().filter(|fragment| !fragment.is_empty()) {
        out.push('#');
        out.push_str(fragment);
    }
    out
}

fn is_tracking(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or(pair).to_ascii_lowercase();
    name.starts_with("utm_") || TRACKING.contains(&name.as_str())
}
