//! Records as columns for filters and facets.

use crate::entries::mode_of;
use crate::profile::Profile;
use backissue_engine::columns::{ColumnsFile, EncodedColumn};
use backissue_engine::query::Field;
use backissue_engine::rows::host_of;
use backissue_engine::search::{FACET_COLUMNS, FILTER_COLUMNS, OLDER};
use backissue_engine::time::parse_date;
use backissue_model::record::Record;
use std::collections::{BTreeMap, HashMap};

/// The columns that facets are counted from, of the records of a set in order.
pub(super) fn facet_columns(
    records: &[&Record],
    issues: &HashMap<String, u32>,
    profile: &Profile,
) -> ColumnsFile {
    let mut file = ColumnsFile::default();
    for &field in FACET_COLUMNS {
        let column = column(field, records, profile);
        if field == Field::Host {
            file.domains = column
                .values
                .iter()
                .map(|host| domain_length(host))
                .collect();
        }
        file.columns.push(column);
    }
    file.columns.push(older(records, issues));
    let (mut last_doc, mut last_day) = (0u32, 0i32);
    for (doc, record) in records.iter().enumerate() {
        let day = record
            .event
            .as_ref()
            .and_then(|event| parse_date(&event.start));
        if let Some(day) = day {
            file.event_days
                .push((doc as u32 - last_doc, day - last_day));
            (last_doc, last_day) = (doc as u32, day);
        }
    }
    file
}

/// The columns that only filters need.
pub(super) fn filter_columns(records: &[&Record], profile: &Profile) -> ColumnsFile {
    let columns = FILTER_COLUMNS
        .iter()
        .map(|&field| column(field, records, profile))
        .collect();
    ColumnsFile {
        columns,
        ..ColumnsFile::default()
    }
}

/// Length of the registrable domain at the end of a host; the host's own where it has none.
fn domain_length(host: &str) -> u8 {
    psl::domain_str(host).unwrap_or(host).len().min(255) as u8
}

fn column(field: Field, records: &[&Record], profile: &Profile) -> EncodedColumn {
    let values: Vec<Vec<String>> = records
        .iter()
        .map(|record| distinct(values(field, record, profile)))
        .collect();
    let mut ordinals: BTreeMap<&str, u32> = values
        .iter()
        .flatten()
        .map(|value| (value.as_str(), 0))
        .collect();
    for (at, ordinal) in ordinals.values_mut().enumerate() {
        *ordinal = at as u32;
    }
    let docs: Vec<Vec<u32>> = values
        .iter()
        .map(|values| {
            values
                .iter()
                .map(|value| ordinals[value.as_str()])
                .collect()
        })
        .collect();
    let names = ordinals.keys().map(|&name| name.to_owned()).collect();
    EncodedColumn::encode(field.name(), names, docs.iter().map(Vec::as_slice))
}

fn distinct(mut values: Vec<String>) -> Vec<String> {
    values.retain(|value| !value.is_empty());
    let mut seen = Vec::with_capacity(values.len());
    for value in values {
        if !seen.contains(&value) {
            seen.push(value);
        }
    }
    seen
}

/// The values a record has in a field, over all its appearances.
fn values(field: Field, record: &Record, profile: &Profile) -> Vec<String> {
    let seen = || record.appearances.iter();
    let event = record.event.as_ref();
    match field {
        Field::Section => seen().map(|seen| seen.section.clone()).collect(),
        Field::Region => {
            let own = event.and_then(|event| event.region.clone());
            own.into_iter()
                .chain(seen().filter_map(|seen| seen.region.clone()))
                .collect()
        }
        Field::Host => record
            .links
            .iter()
            .chain(&record.url)
            .filter_map(|link| host(link))
            .collect(),
        Field::Country => event
            .map(|event| event.countries.clone())
            .unwrap_or_default(),
        Field::Mode => {
            let then = seen().filter_map(|seen| {
                let place = seen.place.as_deref().filter(|_| event.is_some())?;
                Some(mode_of(place, seen.region.as_deref(), profile).to_owned())
            });
            let own = event.map(|event| event.mode.clone());
            own.into_iter().chain(then).collect()
        }
        Field::Team => record.team.clone().into_iter().collect(),
        Field::Label => record
            .labels
            .iter()
            .cloned()
            .chain(seen().flat_map(|seen| seen.labels.clone()))
            .collect(),
        Field::Repo => record
            .github
            .as_ref()
            .map(|github| github.repo.to_lowercase())
            .into_iter()
            .collect(),
        Field::Who => record
            .quote
            .as_ref()
            .and_then(|quote| quote.who.clone())
            .into_iter()
            .collect(),
        Field::Organiser => event
            .and_then(|event| event.organiser.clone())
            .into_iter()
            .collect(),
        Field::Place => {
            let own = event.and_then(|event| event.place.clone());
            own.into_iter()
                .chain(seen().filter_map(|seen| seen.place.clone()))
                .collect()
        }
        Field::City => event
            .and_then(|event| event.city.clone())
            .into_iter()
            .collect(),
        Field::Crate => record
            .krate
            .as_ref()
            .map(|krate| krate.name.clone())
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

fn host(link: &str) -> Option<String> {
    let host = host_of(link)?.to_lowercase();
    Some(host.strip_prefix("www.").map(str::to_owned).unwrap_or(host))
}

/// For every record, how many issues each appearance is older than the one before it.
fn older(records: &[&Record], issues: &HashMap<String, u32>) -> EncodedColumn {
    let docs: Vec<Vec<u32>> = records
        .iter()
        .map(|record| {
            let numbers: Vec<u32> = record
                .appearances
                .iter()
                .filter_map(|seen| issues.get(&seen.file).copied())
                .collect();
            numbers
                .windows(2)
                .map(|pair| pair[0].saturating_sub(pair[1]))
                .collect()
        })
        .collect();
    EncodedColumn::encode(OLDER, Vec::new(), docs.iter().map(Vec::as_slice))
}
