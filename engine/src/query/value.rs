//! Values of fields, read.

use super::field::{Compare, Field};
use super::node::{Filter, Value};
use super::words;
use crate::text::{fold, keys, squash};

/// The filter `field:a,b,…` of values as a reader or a facet gives them; values
/// that are nothing (`year:soon`) are left out, and a filter without any is `None`.
pub fn filter(field: Field, values: &[String]) -> Option<Filter> {
    let values: Vec<Value> = values
        .iter()
        .filter_map(|text| value(field, text))
        .collect();
    (!values.is_empty()).then_some(Filter { field, values })
}

/// One value in the form its field compares by; `None` when it makes no sense there.
///
/// Text fields take a final `*` for "begins with".
pub(super) fn value(field: Field, text: &str) -> Option<Value> {
    let text = text.trim();
    match field.compare() {
        Compare::Number => range(text, |s| {
            let number = s.strip_prefix('#').unwrap_or(s).parse().ok()?;
            Some((number, number))
        }),
        Compare::Date => date(field, text),
        Compare::Url => Some(Value::Keys(keys::pasted_url(text))).filter(|_| text.contains('.')),
        Compare::Contains => {
            let squashed = squash(text);
            (!squashed.is_empty()).then_some(Value::Contains(squashed))
        }
        Compare::Words => words::in_a_row(text).map(|word| Value::Words(Box::new(word))),
        Compare::Equals | Compare::Name => {
            let (text, prefix) = text
                .strip_suffix('*')
                .map_or((text, false), |head| (head, true));
            let folded = normal(field, text);
            let make = if prefix { Value::Prefix } else { Value::Equals };
            (!folded.is_empty()).then(|| make(folded))
        }
    }
}

/// The form in which values of a text field are compared for equality; the indexer
/// writes this same form.
///
/// ```
/// use backissue_engine::query::{Field, normal};
/// assert_eq!(normal(Field::Section, "Rust Walkthroughs:"), "rust walkthroughs");
/// assert_eq!(normal(Field::Crate, "Serde_JSON"), "serde-json");
/// assert_eq!(normal(Field::Host, "www.Example.org"), "example.org");
/// ```
pub fn normal(field: Field, text: &str) -> String {
    let folded = fold(text);
    let same_as = |aliases: &[(&str, &str)]| {
        let found = aliases.iter().find(|(alias, _)| *alias == folded);
        found.map(|(_, value)| (*value).to_owned())
    };
    match field {
        Field::Section | Field::Region => folded.trim_end_matches([':', ',', ' ']).to_owned(),
        Field::Host | Field::Domain => folded.strip_prefix("www.").unwrap_or(&folded).to_owned(),
        Field::Country => same_as(&[("uk", "gb")]).unwrap_or(folded),
        Field::Mode => {
            same_as(&[("virtual", "online"), ("in person", "in-person")]).unwrap_or(folded)
        }
        Field::Kind | Field::Group => folded.replace([' ', '_'], "-"),
        Field::Crate => folded.replace('_', "-"),
        _ => folded,
    }
}

/// `a`, `a..b`, `a..` or `..b`, where `read` gives the first and last number a bound
/// stands for. Bounds in the wrong order are put right.
fn range(text: &str, read: impl Fn(&str) -> Option<(u32, u32)>) -> Option<Value> {
    let Some((from, to)) = text.split_once("..") else {
        let (min, max) = read(text)?;
        return Some(Value::Range(min, max));
    };
    let (from, to) = (from.trim(), to.trim_start_matches('.').trim());
    if from.is_empty() && to.is_empty() {
        return None;
    }
    let from = if from.is_empty() { (0, 0) } else { read(from)? };
    let to = if to.is_empty() {
        (u32::MAX, u32::MAX)
    } else {
        read(to)?
    };
    Some(Value::Range(from.0.min(to.0), from.1.max(to.1)))
}

fn date(field: Field, text: &str) -> Option<Value> {
    let Value::Range(first, last) = range(text, days)? else {
        return None;
    };
    match field {
        Field::Before => Some(Value::Range(0, first.checked_sub(1)?)),
        Field::After => Some(Value::Range(last.checked_add(1)?, u32::MAX)),
        _ => Some(Value::Range(first, last)),
    }
}

/// First and last day of `2024`, `2024-05` or `2024-05-06`, as `YYYYMMDD`; the last
/// day of a month is counted as the 31st, which compares right for every month.
fn days(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.splitn(3, ['-', '/']).map(|part| {
        let digits = (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        if digits {
            part.parse::<u32>().ok()
        } else {
            None
        }
    });
    let year = numbers
        .next()?
        .filter(|year| (1000..=9999).contains(year))?
        * 10_000;
    let Some(month) = numbers.next() else {
        return Some((year + 101, year + 1231));
    };
    let month = year + month.filter(|month| (1..=12).contains(month))? * 100;
    let Some(day) = numbers.next() else {
        return Some((month + 1, month + 31));
    };
    let day = month + day.filter(|day| (1..=31).contains(day))?;
    Some((day, day))
}
