//! Every link that was ever in an issue.

use super::key::page_key;
use backissue_model::record::{Appearance, Event, Record};
use serde::Serialize;
use std::collections::HashMap;

/// Every link of an archive's records.
#[derive(Debug)]
pub struct Past<'a> {
    records: &'a [Record],
    by_page: HashMap<String, Vec<usize>>,
}

/// A record that holds a link asked for.
#[derive(Debug, Clone, Serialize)]
pub struct Sighting<'a> {
    /// Kind id.
    pub kind: &'a str,
    /// Title.
    pub title: &'a str,
    /// The link as it was printed.
    pub url: &'a str,
    /// Filled for events.
    pub event: Option<&'a Event>,
    /// Every place it stood, newest first.
    pub appearances: &'a [Appearance],
}

impl<'a> Past<'a> {
    /// Learns all links, primary and others.
    #[must_use]
    pub fn new(records: &'a [Record]) -> Self {
        let mut by_page: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, record) in records.iter().enumerate() {
            for link in record.url.iter().chain(&record.links) {
                let found = by_page.entry(page_key(link)).or_default();
                if found.last() != Some(&at) {
                    found.push(at);
                }
            }
        }
        Self { records, by_page }
    }

    /// Records with a link to the same page as `url`, newest appearance first.
    #[must_use]
    pub fn find(&self, url: &str) -> Vec<Sighting<'a>> {
        let key = page_key(url);
        let found = self
            .by_page
            .get(&key)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let mut sightings: Vec<_> = found
            .iter()
            .filter_map(|&at| Some(sighting(self.records.get(at)?, &key)))
            .collect();
        sightings.sort_by_key(|seen| {
            std::cmp::Reverse(seen.appearances.first().map(|newest| newest.date.as_str()))
        });
        sightings
    }
}

fn sighting<'a>(record: &'a Record, key: &str) -> Sighting<'a> {
    let mut links = record.url.iter().chain(&record.links);
    let url = links
        .find(|link| page_key(link) == key)
        .map_or("", String::as_str);
    let Record {
        kind,
        title,
        event,
        appearances,
        ..
    } = record;
    Sighting {
        kind,
        title,
        url,
        event: event.as_ref(),
        appearances,
    }
}
