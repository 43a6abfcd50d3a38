//! Which documents pass a filter.

use super::columns::{Columns, yyyymmdd};
use super::set::Set;
use crate::bundle::boot::{Catalog, IssueRow};
use crate::query::{Compare, Field, Filter, Value, normal};

/// Documents by set, a bit each.
#[derive(Debug, Clone, Default)]
pub(super) struct Mask {
    sets: Vec<Vec<u64>>,
}

impl Mask {
    /// No documents.
    pub(super) fn new(sets: &[Set]) -> Mask {
        Mask {
            sets: sets
                .iter()
                .map(|set| vec![0; (set.docs as usize).div_ceil(64)])
                .collect(),
        }
    }

    pub(super) fn insert(&mut self, set: usize, doc: u32) {
        if let Some(word) = self.sets[set].get_mut(doc as usize / 64) {
            *word |= 1 << (doc % 64);
        }
    }

    pub(super) fn has(&self, set: usize, doc: u32) -> bool {
        self.sets[set]
            .get(doc as usize / 64)
            .is_some_and(|word| word >> (doc % 64) & 1 == 1)
    }

    /// The documents of all sets for which `test` holds.
    pub(super) fn of(sets: &[Set], test: impl Fn(&Set, u32) -> bool) -> Mask {
        let mut mask = Mask::new(sets);
        for (at, set) in sets.iter().enumerate() {
            for doc in 0..set.docs {
                if test(set, doc) {
                    mask.insert(at, doc);
                }
            }
        }
        mask
    }
}

/// What filters are tested against.
pub(super) struct Archive<'a> {
    pub(super) sets: &'a [Set],
    pub(super) issues: &'a [IssueRow],
    pub(super) catalog: &'a Catalog,
}

impl Archive<'_> {
    /// The documents that pass a filter. All columns must be there.
    pub(super) fn mask(&self, filter: &Filter) -> Mask {
        let any = |test: &dyn Fn(&Value) -> bool| filter.values.iter().any(test);
        match filter.field {
            Field::Kind | Field::Group => {
                let pass: Vec<bool> = self.kinds_passing(filter);
                Mask::of(self.sets, |set, doc| {
                    pass[usize::from(set.kinds[doc as usize])]
                })
            }
            Field::Issue => {
                let number = |issue: &IssueRow| issue.number;
                let pass = self.issues.iter().map(|issue| {
                    number(issue).is_some_and(|number| any(&|value| value.matches_number(number)))
                });
                self.by_issue(&pass.collect::<Vec<_>>())
            }
            Field::Year | Field::Date | Field::Before | Field::After => {
                let pass = self.issues.iter().map(|issue| {
                    let day = yyyymmdd(issue.day);
                    any(&|value| value.matches_number(day))
                });
                self.by_issue(&pass.collect::<Vec<_>>())
            }
            Field::Event => self.by_columns(|columns, doc| {
                columns
                    .event(doc)
                    .is_some_and(|day| any(&|value| value.matches_number(day)))
            }),
            field => self.by_values(field, &filter.values),
        }
    }

    fn kinds_passing(&self, filter: &Filter) -> Vec<bool> {
        let passes = |name: &str| {
            let name = normal(filter.field, name);
            filter.values.iter().any(|value| value.matches_text(&name))
        };
        let group = filter.field == Field::Group;
        let kinds = self.catalog.kinds.iter();
        kinds
            .map(|(id, name, of)| {
                if !group {
                    return passes(id) || passes(name);
                }
                let named = self.catalog.groups.iter().find(|(id, _)| id == of);
                passes(of) || named.is_some_and(|(_, name)| passes(name))
            })
            .collect()
    }

    fn by_issue(&self, pass: &[bool]) -> Mask {
        let passes = |issue: u16| pass.get(usize::from(issue)).copied().unwrap_or(false);
        Mask::of(self.sets, |set, doc| {
            let mut any = false;
            if let Some(columns) = &set.columns {
                columns.issues(doc, set.newest[doc as usize], |issue| any |= passes(issue));
            }
            any
        })
    }

    fn by_columns(&self, test: impl Fn(&Columns, u32) -> bool) -> Mask {
        Mask::of(self.sets, |set, doc| {
            set.columns
                .as_ref()
                .is_some_and(|columns| test(columns, doc))
        })
    }

    /// Filters on a stored column: values are tested once, documents by index.
    fn by_values(&self, field: Field, values: &[Value]) -> Mask {
        let stored = match field {
            Field::Lang => Field::Label,
            Field::Domain => Field::Host,
            field => field,
        };
        let mut mask = Mask::new(self.sets);
        for (at, set) in self.sets.iter().enumerate() {
            let Some((column, compared)) = set.stored(stored) else {
                continue;
            };
            let passes = |text: &String| values.iter().any(|value| value.matches_text(text));
            let pass: Vec<bool> = if field == Field::Domain {
                let (domains, of_host) = set
                    .columns
                    .as_ref()
                    .map(Columns::domains)
                    .unwrap_or_default();
                of_host
                    .iter()
                    .map(|&domain| passes(&normal(field, &domains[domain as usize])))
                    .collect()
            } else {
                compared.iter().map(passes).collect()
            };
            for doc in 0..set.docs {
                if column.of(doc).iter().any(|&value| pass[value as usize]) {
                    mask.insert(at, doc);
                }
            }
        }
        mask
    }
}

/// Whether a filter needs columns beyond the boot files.
pub(super) fn needs_columns(field: Field) -> bool {
    field.compare() != Compare::Url && !matches!(field, Field::Kind | Field::Group | Field::Title)
}
