//! Entries of all issues → one record per thing.

use crate::archive::ParsedIssue;
use crate::entries::Entry;
use crate::profile::{ISSUE_KIND, fold};
use backissue_engine::text::canonical_url;
use backissue_model::record::{Appearance, Issue, Record};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use url::Url;

/// Merges entries of one kind that name the same thing, newest wording first.
///
/// Deterministic; the result depends only on the issues given. Records come in the
/// order in which their things first appeared.
#[must_use]
pub fn merge(issues: impl IntoIterator<Item = ParsedIssue>) -> Vec<Record> {
    let mut merger = Merger::default();
    for parsed in issues {
        merger.take(parsed);
    }
    let records = merger.finish().into_iter();
    records.map(Arc::unwrap_or_clone).collect()
}

/// As [`merge`], with the records as they were after each number of issues in `ends`
/// (ascending). A thing stands at the same place of each list that has it; what later
/// issues leave alone is one record in memory, however many lists have it.
#[must_use]
pub(crate) fn merge_in_stages(issues: Vec<ParsedIssue>, ends: &[usize]) -> Vec<Vec<Arc<Record>>> {
    let mut merger = Merger::default();
    let mut issues = issues.into_iter();
    let mut taken = 0;
    let mut stages = Vec::with_capacity(ends.len());
    for &end in ends {
        for parsed in issues.by_ref().take(end - taken) {
            merger.take(parsed);
        }
        taken = end;
        stages.push(merger.finish());
    }
    stages
}

#[derive(Default)]
struct Merger {
    records: Vec<Arc<Record>>,
    by_key: HashMap<String, usize>,
    /// Canonical URL of each record, where it has one.
    urls: Vec<Option<String>>,
    /// Titles of each event in order of appearance.
    listed: HashMap<usize, Vec<String>>,
}

impl Merger {
    fn take(&mut self, parsed: ParsedIssue) {
        let ParsedIssue {
            issue,
            intro,
            entries,
            weekly,
        } = parsed;
        self.issue(&issue, intro);
        for entry in entries {
            self.entry(entry, &issue, join);
        }
        for entry in weekly {
            self.entry(entry, &issue, renew);
        }
    }

    /// The record that stands for an issue as a whole.
    fn issue(&mut self, issue: &Issue, intro: String) {
        let record = Record {
            key: format!("issue {}", issue.page),
            kind: ISSUE_KIND.to_owned(),
            group: ISSUE_KIND.to_owned(),
            title: issue.title.clone(),
            text: intro,
            appearances: vec![appearance(issue)],
            ..Record::default()
        };
        self.add(record, None);
    }

    /// Adds an entry; `join` takes a further appearance in.
    fn entry(
        &mut self,
        entry: Entry,
        issue: &Issue,
        join: impl Fn(&mut Record, Entry, Appearance),
    ) {
        let canonical = entry.url.as_deref().map(canonical_url);
        let key = key(&entry, canonical.as_deref());
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
            join(Arc::make_mut(record), entry, here);
        }
    }

    fn add(&mut self, record: Record, canonical: Option<String>) {
        self.by_key.insert(record.key.clone(), self.records.len());
        self.records.push(Arc::new(record));
        self.urls.push(canonical);
    }

    /// The records of all issues so far. What needs the whole is filled in into copies,
    /// so that further issues find the records as entries made them.
    fn finish(&self) -> Vec<Arc<Record>> {
        let mut records = self.records.clone();
        for (index, titles) in &self.listed {
            if let Some(record) = records.get_mut(*index) {
                retitle(record, titles);
            }
        }
        self.name_other_kinds(&mut records);
        records
    }

    /// Names the other kinds under which each URL stands.
    fn name_other_kinds(&self, records: &mut [Arc<Record>]) {
        let mut kinds: HashMap<&str, Vec<&str>> = HashMap::new();
        for (record, url) in self.records.iter().zip(&self.urls) {
            let Some(url) = url else { continue };
            let list = kinds.entry(url).or_default();
            if !list.contains(&record.kind.as_str()) {
                list.push(&record.kind);
            }
        }
        for (record, url) in records.iter_mut().zip(&self.urls) {
            let list = url.as_deref().and_then(|url| kinds.get(url));
            if let Some(list) = list.filter(|list| list.len() > 1) {
                let record = Arc::make_mut(record);
                let others = list.iter().filter(|kind| **kind != record.kind);
                record.also_under = others.map(|kind| (*kind).to_owned()).collect();
            }
        }
    }
}

/// The title of an event is the wording that most of its listings share (one that
/// contains another shares it), the newer of two. A single odd week does not rename it.
fn retitle(record: &mut Arc<Record>, titles: &[String]) {
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
    let record = Arc::make_mut(record);
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

fn record(entry: Entry, key: String, here: Appearance) -> Record {
    let host = entry.url.as_deref().and_then(host);
    Record {
        key,
        kind: entry.kind,
        group: entry.group,
        title: entry.title,
        text: entry.text,
        url: entry.url,
        links: entry.links,
        names: entry.names,
        domain: host
            .as_deref()
            .and_then(psl::domain_str)
            .map(str::to_owned)
            .or_else(|| host.clone()),
        host,
        labels: entry.labels,
        github: entry.github,
        event: entry.event,
        quote: entry.quote,
        krate: entry.krate,
        job: entry.job,
        team: entry.team,
        also_under: Vec::new(),
        other_titles: Vec::new(),
        appearances: vec![here],
    }
}

/// Adds a newer appearance: its wording counts, older ones stay searchable.
fn join(record: &mut Record, entry: Entry, here: Appearance) {
    if record.title != entry.title {
        record.other_titles.retain(|title| *title != entry.title);
        let older = std::mem::replace(&mut record.title, entry.title);
        if !record.other_titles.contains(&older) {
            record.other_titles.push(older);
        }
    }
    keep_wording(record, entry.text);
    record.names = entry.names;
    record.url = entry.url;
    union(&mut record.links, entry.links);
    union(&mut record.labels, entry.labels);
    record.event = entry.event.or_else(|| record.event.take());
    record.quote = entry.quote.or_else(|| record.quote.take());
    record.krate = entry.krate.or_else(|| record.krate.take());
    record.job = entry.job.or_else(|| record.job.take());
    record.team = entry.team.or_else(|| record.team.take());
    record.appearances.insert(0, here);
}

/// As [`join`], for what stands in every issue: only the newest place and links count.
fn renew(record: &mut Record, entry: Entry, here: Appearance) {
    record.appearances.clear();
    record.links.clear();
    join(record, entry, here);
}

/// Most older wordings a record keeps; what returns every week stays one record's size.
const WORDINGS: usize = 6;

/// Takes the newer `text`; an older one with words of its own stays searchable.
fn keep_wording(record: &mut Record, text: String) {
    let older = std::mem::replace(&mut record.text, text);
    if older == record.text || record.other_titles.len() >= WORDINGS {
        return;
    }
    let known: HashSet<&str> = std::iter::once(&record.text)
        .chain(&record.other_titles)
        .flat_map(|text| words(text))
        .collect();
    if words(&older).any(|word| !known.contains(word)) {
        record.other_titles.push(older);
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

fn union(into: &mut Vec<String>, from: Vec<String>) {
    for value in from {
        if !into.contains(&value) {
            into.push(value);
        }
    }
}

/// Host of an address, lower case, without `www.`.
fn host(url: &str) -> Option<String> {
    let parsed = Url::parse(url).ok()?;
    let host = parsed.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}
