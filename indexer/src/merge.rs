//! Entries of all issues → one record per thing.

use crate::archive::ParsedIssue;
use crate::entries::Entry;
use crate::profile::{ISSUE_KIND, fold};
use backissue_engine::text::canonical_url;
use backissue_model::record::{Appearance, Issue, Record};
use std::collections::{HashMap, HashSet};
use url::Url;

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
    /// Titles of each event in order of appearance.
    listed: HashMap<usize, Vec<String>>,
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
        let canonical = entry.url.as_deref().map(canonical_url);
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
        let Some(index) = self.by_key.get(&key).copied() else {
            return self.add(record(entry, key, here), canonical);
        };
        if let Some(record) = self.records.get_mut(index) {
            if entry.event.is_some() {
                let first = record.title.clone();
                let titles = self.listed.entry(index).or_insert_with(|| vec![first]);
                titles.push(entry.title.clone());
            }
            join(record, entry, here);
        }
    }

    fn add(&mut self, record: Record, canonical: Option<String>) {
        self.by_key.insert(record.key.clone(), self.records.len());
        self.records.push(record);
        self.urls.push(canonical);
    }

    fn finish(mut self) -> Vec<Record> {
        for (index, titles) in &self.listed {
            if let Some(record) = self.records.get_mut(*index) {
                retitle(record, titles);
            }
        }
        self.name_other_kinds();
        self.records
    }

    /// Names the other kinds under which each URL stands.
    fn name_other_kinds(&mut self) {
        let mut kinds: HashMap<&str, Vec<String>> = HashMap::new();
        for (record, url) in self.records.iter().zip(&self.urls) {
            let Some(url) = url else { continue };
            let list = kinds.entry(url).or_default();
            if !list.contains(&record.kind) {
                list.push(record.kind.clone());
            }
        }
        for (record, url) in self.records.iter_mut().zip(&self.urls) {
            let list = url.as_deref().and_then(|url| kinds.get(url));
            let others = list
                .into_iter()
                .flatten()
                .filter(|kind| **kind != record.kind);
            record.also_under = others.cloned().collect();
        }
    }
}

/// The title of an event is the wording that most of its listings share (one that
/// contains another shares it), the newer of two. A single odd week does not rename it.
fn retitle(record: &mut Record, titles: &[String]) {
    let folded: Vec<String> = titles.iter().map(|title| fold(title)).collect();
    let shared = |title: &String| {
        folded
            .iter()
            .filter(|other| title.contains(other.as_str()))
            .count()
    };
    let best = folded
        .iter()
        .map(shared)
        .zip(titles)
        .max_by_key(|(count, _)| *count);
    let Some((_, title)) = best.filter(|(_, title)| **title != record.title) else {
        return;
    };
    let newest = std::mem::replace(&mut record.title, title.clone());
    record.other_titles.retain(|other| other != title);
    record.other_titles.push(newest);
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

/// What makes two entries the same thing: kind and canonical URL (else the text); for
/// events also the day, for jobs the title, for quotes the words.
fn key(entry: &Entry, canonical: Option<&str>) -> String {
    let thing = canonical.map_or_else(|| format!("text {}", fold(&entry.text)), str::to_owned);
    let start = entry
        .event
        .as_ref()
        .map_or("", |event| event.start.as_str());
    let words = match (&entry.job, &entry.quote) {
        (Some(_), _) => fold(&entry.title),
        (None, Some(quote)) => fold(&quote.text),
        (None, None) => String::new(),
    };
    format!("{} {start} {thing} {words}", entry.kind)
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
    keep_wording(record, &entry.text);
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

/// Most older wordings a record keeps; what returns every week stays one record's size.
const WORDINGS: usize = 6;

/// Takes the newer `text`; an older one with words of its own stays searchable.
fn keep_wording(record: &mut Record, text: &str) {
    let older = std::mem::replace(&mut record.text, text.to_owned());
    if older == text || record.other_titles.len() >= WORDINGS {
        return;
    }
    let known: HashSet<&str> = std::iter::once(text)
        .chain(record.other_titles.iter().map(String::as_str))
        .flat_map(words)
        .collect();
    if words(&older).any(|word| !known.contains(word)) {
        record.other_titles.push(older);
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
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
