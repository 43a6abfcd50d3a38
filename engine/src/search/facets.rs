//! Counts: facets and the histogram, over everything a query matches.

use super::collect::{Found, Verdict};
use super::columns::Columns;
use super::filters::Archive;
use super::set::Set;
use crate::query::{Field, Value, filter};
use crate::time::civil_of;
use backissue_model::answer::{Facet, FacetValue, MonthCount};
use backissue_model::request::Filter;

/// The facets, in the order they are shown.
pub(super) const FACETS: [Field; 8] = [
    Field::Group,
    Field::Kind,
    Field::Year,
    Field::Domain,
    Field::Label,
    Field::Country,
    Field::Mode,
    Field::Team,
];

impl Archive<'_> {
    /// Counts the values of `field`, most frequent first, the `most` first of them and
    /// all chosen ones. `chosen` are the request's filters.
    pub(super) fn facet(
        &self,
        field: Field,
        found: &Found,
        chosen: &[Filter],
        most: usize,
    ) -> Facet {
        let own = chosen
            .iter()
            .position(|filter| Field::named(&filter.field) == Some(field));
        let sets = self.sets.iter().enumerate();
        let mut counts: Vec<(String, String, u32)> = sets
            .flat_map(|set| self.count(field, set, found, own))
            .collect();
        counts.sort_unstable();
        counts.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            kept.2 += if same { next.2 } else { 0 };
            same
        });
        let picked = own.and_then(|at| filter(field, &chosen[at].values));
        let is_chosen = |value: &str| {
            let picks = |pick: &Value| match field {
                Field::Year => value
                    .parse()
                    .is_ok_and(|year: u32| pick.matches_number(year * 10_000 + 601)),
                field => pick.matches_text(&crate::query::normal(field, value)),
            };
            picked
                .as_ref()
                .is_some_and(|filter| filter.values.iter().any(picks))
        };
        let distinct = counts.len() as u32;
        let mut values: Vec<FacetValue> = counts
            .into_iter()
            .map(|(value, label, count)| FacetValue {
                chosen: is_chosen(&value),
                value,
                label,
                count,
            })
            .collect();
        if field == Field::Year {
            values.reverse();
        } else {
            values
                .sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
            let mut kept = 0;
            values.retain(|value| {
                kept += 1;
                kept <= most || value.chosen
            });
        }
        Facet {
            field: field.name().to_owned(),
            values,
            distinct,
        }
    }

    /// Counts one set: value, label, documents.
    fn count(
        &self,
        field: Field,
        (at, set): (usize, &Set),
        found: &Found,
        own: Option<usize>,
    ) -> Vec<(String, String, u32)> {
        let docs = found.counted.iter().filter(|(set, _, verdict)| {
            let counts = match verdict {
                Verdict::Passes => true,
                Verdict::OnlyFails(number) => own == Some(usize::from(*number)),
            };
            *set as usize == at && counts
        });
        let docs = docs.map(|(_, doc, _)| *doc);
        let columns = set.columns.as_ref();
        match field {
            Field::Kind | Field::Group => self.count_kinds(field, set, docs),
            Field::Year => columns
                .map(|columns| self.count_years(set, columns, docs))
                .unwrap_or_default(),
            Field::Domain => columns
                .map(|columns| count_domains(columns, docs))
                .unwrap_or_default(),
            field => count_values(field, set, docs),
        }
    }

    fn count_kinds(
        &self,
        field: Field,
        set: &Set,
        docs: impl Iterator<Item = u32>,
    ) -> Vec<(String, String, u32)> {
        let mut counts = vec![0; self.catalog.kinds.len()];
        for doc in docs {
            counts[usize::from(set.kinds[doc as usize])] += 1;
        }
        let kinds = self
            .catalog
            .kinds
            .iter()
            .zip(counts)
            .filter(|(_, count)| *count > 0);
        kinds
            .map(|((id, name, group), count)| match field {
                Field::Kind => (id.clone(), name.clone(), count),
                _ => {
                    let named = self.catalog.groups.iter().find(|(id, _)| id == group);
                    (
                        group.clone(),
                        named.map_or_else(|| group.clone(), |(_, name)| name.clone()),
                        count,
                    )
                }
            })
            .collect()
    }

    fn count_years(
        &self,
        set: &Set,
        columns: &Columns,
        docs: impl Iterator<Item = u32>,
    ) -> Vec<(String, String, u32)> {
        let years: Vec<i32> = self
            .issues
            .iter()
            .map(|issue| civil_of(issue.day).0)
            .collect();
        let first = years.iter().copied().min().unwrap_or_default();
        let last = years.iter().copied().max().unwrap_or_default();
        let mut counts = vec![0u32; (last - first + 1) as usize];
        for doc in docs {
            let mut last = None;
            columns.issues(doc, set.newest[doc as usize], |issue| {
                let year = years.get(usize::from(issue)).copied();
                if year.is_some() && year != last {
                    counts[(year.unwrap_or(first) - first) as usize] += 1;
                    last = year;
                }
            });
        }
        let counted = (first..=last).zip(counts).filter(|(_, count)| *count > 0);
        counted
            .map(|(year, count)| (year.to_string(), year.to_string(), count))
            .collect()
    }

    /// Matching documents per month of their newest issue.
    pub(super) fn histogram(&self, found: &Found, own: Option<usize>) -> Vec<MonthCount> {
        let mut counts = vec![0u32; self.issues.len()];
        for &(set, doc, verdict) in &found.counted {
            let counted = match verdict {
                Verdict::Passes => true,
                Verdict::OnlyFails(number) => own == Some(usize::from(number)),
            };
            if counted {
                let issue = self.sets[set as usize].newest[doc as usize];
                if let Some(count) = counts.get_mut(usize::from(issue)) {
                    *count += 1;
                }
            }
        }
        self.by_month(&counts)
    }

    /// Sums counts per issue to counts per month; months without any are left out.
    pub(super) fn by_month(&self, counts: &[u32]) -> Vec<MonthCount> {
        let mut months: Vec<MonthCount> = Vec::new();
        for (issue, &count) in self.issues.iter().zip(counts) {
            let (year, month, _) = civil_of(issue.day);
            let (year, month) = (year as u16, month as u8);
            match months.last_mut() {
                _ if count == 0 => {}
                Some(last) if (last.year, last.month) == (year, month) => last.count += count,
                _ => months.push(MonthCount { year, month, count }),
            }
        }
        months
    }
}

fn count_domains(columns: &Columns, docs: impl Iterator<Item = u32>) -> Vec<(String, String, u32)> {
    let Some((hosts, _)) = columns.stored(Field::Host) else {
        return Vec::new();
    };
    let (domains, of_host) = columns.domains();
    let mut counts = vec![0; domains.len()];
    for doc in docs {
        let of_doc = hosts.of(doc);
        for (at, &host) in of_doc.iter().enumerate() {
            let domain = of_host[host as usize];
            let again = of_doc[..at]
                .iter()
                .any(|&before| of_host[before as usize] == domain);
            if !again {
                counts[domain as usize] += 1;
            }
        }
    }
    named(domains, counts)
}

fn count_values(
    field: Field,
    set: &Set,
    docs: impl Iterator<Item = u32>,
) -> Vec<(String, String, u32)> {
    let Some((column, _)) = set.stored(field) else {
        return Vec::new();
    };
    let mut counts = vec![0; column.values.len()];
    for doc in docs {
        for &value in column.of(doc) {
            counts[value as usize] += 1;
        }
    }
    named(&column.values, counts)
}

fn named(values: &[String], counts: Vec<u32>) -> Vec<(String, String, u32)> {
    let counted = values.iter().zip(counts).filter(|(_, count)| *count > 0);
    counted
        .map(|(value, count)| (value.clone(), value.clone(), count))
        .collect()
}
