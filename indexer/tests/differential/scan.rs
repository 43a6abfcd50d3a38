//! The scan: what a query means, read off the records one by one.

use backissue_engine::query::{Field, Filter, Hint, Key, Node, Value, Word, normal};
use backissue_engine::text::keys::{issue_key, link_keys};
use backissue_engine::text::{squash, tokenize};
use backissue_model::record::Record;
use std::collections::BTreeSet;

/// Places as printed, with country and mode.
pub(crate) const PLACES: &[(&str, &str, &str)] = &[
    ("Rome, IT", "IT", "in-person"),
    ("Oslo, NO", "NO", "in-person"),
    ("Virtual (Oslo, NO)", "NO", "online"),
];

/// A record as a list of texts, each a list of token and position.
pub(crate) struct Scanned<'a> {
    pub(crate) record: &'a Record,
    texts: Vec<Vec<(String, u32)>>,
    keys: Vec<String>,
}

pub(crate) fn scan(record: &Record) -> Scanned<'_> {
    let event = record.event.as_ref();
    let split = record.text.split_once(&record.title);
    let around = split.filter(|_| !record.title.is_empty());
    let rest = match around {
        Some((before, after)) => vec![before.to_owned(), after.to_owned()],
        None => vec![record.text.clone()],
    };
    let mut texts = vec![record.title.clone()];
    texts.extend(rest);
    texts.extend(record.other_titles.iter().cloned());
    texts.extend(record.labels.iter().cloned());
    texts.extend(event.and_then(|event| event.place.clone()));
    texts.extend(record.url.as_ref().map(|_| "e.org".to_owned()));
    let tokens = |text: &String| {
        let mut all = Vec::new();
        tokenize(text, &mut |token| {
            all.push((token.text.into_owned(), token.position));
        });
        all
    };
    let numbers = record.appearances.iter().filter_map(|seen| seen.issue);
    let own = numbers.filter(|_| record.kind == "issue").map(issue_key);
    let mut texts: Vec<_> = texts.iter().map(tokens).collect();
    // Where the title stands in the text, one goes on into the other.
    let mut whole = Vec::new();
    let mut next = 0;
    for part in around
        .into_iter()
        .flat_map(|(before, after)| [before, &record.title, after])
    {
        let base = next;
        tokenize(part, &mut |token| {
            next = next.max(base + token.position + token.positions);
            whole.push((token.text.into_owned(), base + token.position));
        });
    }
    texts.push(whole);
    Scanned {
        record,
        texts,
        keys: record
            .links
            .iter()
            .flat_map(|link| link_keys(link))
            .chain(own)
            .collect(),
    }
}

impl Scanned<'_> {
    pub(crate) fn matches(&self, node: &Node) -> bool {
        match node {
            Node::All => true,
            Node::And(nodes) => nodes.iter().all(|node| self.matches(node)),
            Node::Or(nodes) => nodes.iter().any(|node| self.matches(node)),
            Node::Not(node) => !self.matches(node),
            Node::Word(word) => self.has(word),
            Node::Phrase(phrase) => self.in_a_row(&phrase.terms),
            Node::Key(Key { keys, words, .. }) => {
                let exact = keys.iter().any(|key| self.keys.contains(key));
                exact || (!words.is_empty() && words.iter().all(|word| self.has(word)))
            }
            Node::Filter(filter) => self.passes(filter),
        }
    }

    fn has(&self, word: &Word) -> bool {
        let fits =
            |token: &str| token == word.token || (word.prefix && token.starts_with(&word.token));
        let parts: Vec<_> = (0u32..).zip(word.parts.iter().cloned()).collect();
        self.texts.iter().flatten().any(|(token, _)| fits(token))
            || (!word.exact && parts.len() > 1 && self.in_a_row(&parts))
            || word.hint.is_some_and(|hint| self.is(hint))
    }

    /// Whether the record is of the kind or year that a word also means.
    fn is(&self, hint: Hint) -> bool {
        let Record { kind, group, .. } = self.record;
        let dates = self.record.appearances.iter().map(|seen| &seen.date[..4]);
        let newest = dates.max().and_then(|year| year.parse().ok());
        match hint {
            Hint::Filler | Hint::UnknownField => false,
            Hint::Kind(ids) => ids.iter().any(|id| id == kind || id == group),
            Hint::Years(from, to) => newest.is_some_and(|year: u16| (from..=to).contains(&year)),
        }
    }

    /// `title:`: these words in a row; a single one may go on, or be several that were
    /// typed without the spaces.
    fn titled(&self, word: &Word) -> bool {
        let title = &self.texts[0];
        let whole = |token: &str| token.starts_with(&word.token);
        let in_a_row = |start: u32| {
            let parts = (start..).zip(&word.parts);
            parts
                .into_iter()
                .all(|(at, part)| title.contains(&(part.clone(), at)))
        };
        title.iter().any(|(token, at)| {
            let glued = || word.token.len() >= 6 && spells(title, &word.token, *at);
            let several = word.parts.len() > 1;
            whole(token) || (several && in_a_row(*at)) || (!several && glued())
        })
    }

    pub(crate) fn passes(&self, filter: &Filter) -> bool {
        let titled = |value: &Value| matches!(value, Value::Words(word) if self.titled(word));
        match filter.field {
            Field::Title => filter.values.iter().any(titled),
            _ => passes(self.record, filter),
        }
    }

    fn in_a_row(&self, terms: &[(u32, String)]) -> bool {
        self.texts.iter().any(|text| {
            let starts = text
                .iter()
                .filter(|(token, _)| *token == terms[0].1)
                .map(|(_, at)| at - terms[0].0);
            starts.into_iter().any(|start| {
                terms
                    .iter()
                    .all(|(at, term)| text.contains(&(term.clone(), start + at)))
            })
        })
    }
}

/// A record's values in a field, as the engine is to see them.
pub(crate) fn values(record: &Record, field: Field) -> BTreeSet<String> {
    let seen = || record.appearances.iter();
    let event = record.event.as_ref();
    let places = seen().filter_map(|seen| seen.place.clone());
    let of_place = |pick: fn(&(&str, &str, &str)) -> String| {
        let known = places
            .clone()
            .filter_map(|place| PLACES.iter().find(|row| row.0 == place).map(pick));
        known.collect::<BTreeSet<_>>()
    };
    match field {
        Field::Kind => BTreeSet::from([record.kind.clone()]),
        Field::Group => BTreeSet::from([record.group.clone()]),
        Field::Label => record
            .labels
            .iter()
            .cloned()
            .chain(seen().flat_map(|seen| seen.labels.clone()))
            .collect(),
        Field::Year => seen().map(|seen| seen.date[..4].to_owned()).collect(),
        Field::Mode if event.is_some() => of_place(|row| row.2.to_owned()),
        Field::Country => event
            .map(|event| event.countries.iter().cloned().collect())
            .unwrap_or_default(),
        Field::Place => places.collect(),
        Field::Section => seen().map(|seen| seen.section.clone()).collect(),
        _ => BTreeSet::new(),
    }
}

fn passes(record: &Record, filter: &Filter) -> bool {
    let any_number = |number: u32| {
        filter
            .values
            .iter()
            .any(|value| value.matches_number(number))
    };
    let day = |date: &str| date.replace('-', "").parse().is_ok_and(any_number);
    let mut seen = record.appearances.iter();
    match filter.field {
        Field::Year | Field::Date | Field::Before | Field::After => {
            seen.any(|seen| day(&seen.date))
        }
        Field::Issue => seen.any(|seen| seen.issue.is_some_and(any_number)),
        Field::Event => record.event.as_ref().is_some_and(|event| day(&event.start)),
        Field::Url => {
            let mut keys = record.links.iter().flat_map(|link| link_keys(link));
            keys.any(|key| filter.values.iter().any(|value| value.matches_text(&key)))
        }
        field => values(record, field).iter().any(|text| {
            let text = if field == Field::Place {
                squash(text)
            } else {
                normal(field, text)
            };
            filter.values.iter().any(|value| value.matches_text(&text))
        }),
    }
}

/// Whether the words from a place on, written as one, are `text`.
fn spells(title: &[(String, u32)], text: &str, at: u32) -> bool {
    let here = title.iter().filter(|(_, place)| *place == at);
    let mut heads = here.filter(|(token, _)| token.len() >= 3);
    heads.any(|(token, _)| {
        let rest = text.strip_prefix(token.as_str());
        rest.is_some_and(|rest| rest.is_empty() || spells(title, rest, at + 1))
    })
}
