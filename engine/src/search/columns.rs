//! The columns of a set, ready for filters and facets.

use super::set::decode;
use crate::columns::{Column, ColumnsFile};
use crate::error::Error;
use crate::query::{Compare, Field, normal};
use crate::text::{fold, squash};

/// Columns of the file that facets are counted from.
pub const FACET_COLUMNS: &[Field] = &[
    Field::Host,
    Field::Country,
    Field::Mode,
    Field::Team,
    Field::Label,
];

/// Columns of the file that only filters need.
pub const FILTER_COLUMNS: &[Field] = &[
    Field::Section,
    Field::Region,
    Field::Repo,
    Field::Who,
    Field::Organiser,
    Field::Place,
    Field::City,
    Field::Crate,
];

/// Name of the stored column that lists, for each document, how many issues each
/// appearance is older than the one before (the first is in the boot file).
pub const OLDER: &str = "older";

/// The columns of one file of a set.
pub(super) struct Columns {
    stored: Vec<(Field, Column)>,
    /// Values in the form they are compared in, parallel to `stored`.
    compared: Vec<Vec<String>>,
    /// Registrable domains, and the domain of each host as an index into them.
    domains: Vec<String>,
    host_domains: Vec<u32>,
    older: Column,
    /// Event start of documents that have one: document, `YYYYMMDD`; ascending.
    events: Vec<(u32, u32)>,
}

impl Columns {
    pub(super) fn decode(path: &str, contents: &[u8], docs: u32) -> Result<Columns, Error> {
        let file: ColumnsFile = decode(path, contents)?;
        let mut columns = Columns {
            stored: Vec::new(),
            compared: Vec::new(),
            domains: Vec::new(),
            host_domains: Vec::new(),
            older: Column::default(),
            events: Vec::new(),
        };
        for mut encoded in file.columns {
            match encoded.name.as_str() {
                OLDER => {
                    // Differences, not indexes: any value is in range.
                    let ordinals = std::mem::take(&mut encoded.ordinals);
                    let most = ordinals.iter().max().map_or(0, |&most| most as usize + 1);
                    if most > 1 << 16 {
                        return Err(Error::damaged(path, "an appearance is too old"));
                    }
                    encoded.values = vec![String::new(); most];
                    encoded.ordinals = ordinals;
                    columns.older = Column::decode(encoded, docs, path)?;
                }
                name => {
                    let Some(field) = Field::named(name) else {
                        continue;
                    };
                    let column = Column::decode(encoded, docs, path)?;
                    let form = |value: &String| compared(field, value);
                    columns
                        .compared
                        .push(column.values.iter().map(form).collect());
                    columns.stored.push((field, column));
                }
            }
        }
        columns.find_domains(&file.domains, path)?;
        let (mut doc, mut day) = (0u32, 0i32);
        for (docs_on, days_on) in file.event_days {
            doc = doc.wrapping_add(docs_on);
            day = day.wrapping_add(days_on);
            columns
                .events
                .push((doc, yyyymmdd(day.clamp(-719_162, 2_932_896))));
        }
        Ok(columns)
    }

    fn find_domains(&mut self, lengths: &[u8], path: &str) -> Result<(), Error> {
        let hosts = self
            .stored(Field::Host)
            .map(|(column, _)| column.values.as_slice());
        let hosts = hosts.unwrap_or_default();
        if hosts.len() != lengths.len() {
            return Err(Error::damaged(path, "hosts and domains do not add up"));
        }
        let domain = |(host, &length): (&String, &u8)| {
            let start = host.len().saturating_sub(usize::from(length));
            host.get(start..).unwrap_or_default().to_owned()
        };
        let of_host: Vec<String> = hosts.iter().zip(lengths).map(domain).collect();
        self.domains.clone_from(&of_host);
        self.domains.sort_unstable();
        self.domains.dedup();
        let index = |name: &String| self.domains.partition_point(|known| known < name) as u32;
        self.host_domains = of_host.iter().map(index).collect();
        Ok(())
    }

    /// A stored column and its values as they are compared.
    pub(super) fn stored(&self, field: Field) -> Option<(&Column, &[String])> {
        let at = self
            .stored
            .iter()
            .position(|(stored, _)| *stored == field)?;
        Some((&self.stored[at].1, &self.compared[at]))
    }

    /// Registrable domains, and the domain of each host.
    pub(super) fn domains(&self) -> (&[String], &[u32]) {
        (&self.domains, &self.host_domains)
    }

    /// Calls `each` with every issue a document stood in, newest first; `newest` is
    /// the first.
    pub(super) fn issues(&self, doc: u32, newest: u16, mut each: impl FnMut(u16)) {
        let mut issue = newest;
        each(issue);
        for &back in self.older.of(doc) {
            issue = issue.saturating_sub(back as u16);
            each(issue);
        }
    }

    /// Start of the event a document is, as `YYYYMMDD`.
    pub(super) fn event(&self, doc: u32) -> Option<u32> {
        let at = self
            .events
            .binary_search_by_key(&doc, |(doc, _)| *doc)
            .ok()?;
        Some(self.events[at].1)
    }
}

/// The form in which a value of a field is compared.
fn compared(field: Field, value: &str) -> String {
    match field.compare() {
        Compare::Contains => squash(value),
        Compare::Equals | Compare::Name => normal(field, value),
        Compare::Words | Compare::Number | Compare::Date | Compare::Url => fold(value),
    }
}

/// A day number as the decimal number `YYYYMMDD`.
pub(super) fn yyyymmdd(day: i32) -> u32 {
    let (year, month, day) = crate::time::civil_of(day);
    year.unsigned_abs() * 10_000 + month * 100 + day
}
