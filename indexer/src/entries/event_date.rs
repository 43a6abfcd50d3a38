//! Dates of events in every form the archive prints them.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// When an event takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct When {
    pub(super) start: Date,
    pub(super) end: Option<Date>,
    /// The year was printed, not inferred from the date.
    pub(super) with_year: bool,
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Reads the date a text begins with; returns what follows it. `issued` is the date
/// of the issue, for dates without a year.
pub(super) fn leading(text: &str, issued: Date) -> Option<(When, &str)> {
    let text = text.trim_start();
    iso_range(text)
        .or_else(|| english(text, issued))
        .or_else(|| slashed(text, issued))
}

/// `2024-06-05`, then perhaps ` - 2024-06-07`, `, 2024-06-06`, ` & 05-20`, `-28`.
fn iso_range(text: &str) -> Option<(When, &str)> {
    let (start, mut rest) = iso(text)?;
    let mut end = None;
    while let Some((next, after)) = further(rest, end.unwrap_or(start)) {
        end = Some(next);
        rest = after;
    }
    let end = end.filter(|end| *end > start);
    Some((
        When {
            start,
            end,
            with_year: true,
        },
        rest,
    ))
}

fn further(rest: &str, last: Date) -> Option<(Date, &str)> {
    let trimmed = rest.trim_start();
    let after = trimmed
        .strip_prefix("to ")
        .or_else(|| trimmed.strip_prefix(['-', '–', '—', ',', '&', '*', '+', '/']))?
        .trim_start();
    if let Some(found) = iso(after) {
        return Some(found);
    }
    let (first, tail) = number(after)?;
    let second = tail.strip_prefix('-').and_then(number);
    let (date, tail) = match second {
        Some((day, tail)) => (
            Date::new(
                last.year(),
                i8::try_from(first).ok()?,
                i8::try_from(day).ok()?,
            )
            .ok()?,
            tail,
        ),
        None => (
            Date::new(last.year(), last.month(), i8::try_from(first).ok()?).ok()?,
            tail,
        ),
    };
    let ends = tail.is_empty() || tail.starts_with([' ', '|', ',', ':']);
    (ends && date > last).then_some((date, tail))
}

fn iso(text: &str) -> Option<(Date, &str)> {
    let (year, rest) = number(text)?;
    let (month, rest) = number(rest.strip_prefix('-')?)?;
    let (day, rest) = number(rest.strip_prefix('-')?)?;
    let date = Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()?;
    (date.year() >= 2000).then_some((date, rest))
}

/// Digits at the start of a text.
fn number(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take(5).take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits)?;
    Some((number.parse().ok()?, rest))
}

/// `June 24, 2021`, `Jun 12.`, `Sep 20-21.`, `Nov 30 - Dec 2`, `May 12th & 13th`.
fn english(text: &str, issued: Date) -> Option<(When, &str)> {
    let (month, rest) = month(text)?;
    let (day, mut rest) = day(rest)?;
    let mut last = (month, day);
    let tail = rest.trim_start();
    if let Some(after) = tail
        .strip_prefix(['-', '–', '&', '/'])
        .or_else(|| tail.strip_prefix("to "))
        .or_else(|| tail.strip_prefix("and "))
    {
        let after = after.trim_start();
        let (end_month, days) = self::month(after).unwrap_or((month, after));
        if let Some((end_day, after)) = self::day(days) {
            last = (end_month, end_day);
            rest = after;
        }
    }
    let (year, rest) = year(rest);
    let start = dated(year, month, day, issued)?;
    let end = dated(Some(start.year()), last.0, last.1, issued).filter(|end| *end > start);
    Some((
        When {
            start,
            end,
            with_year: year.is_some(),
        },
        rest,
    ))
}

fn month(text: &str) -> Option<(i8, &str)> {
    let letters = text
        .chars()
        .take_while(|c| c.is_alphabetic())
        .map(char::len_utf8)
        .sum();
    let (word, rest) = text.split_at_checked(letters)?;
    let word = word.to_lowercase();
    let short = word.get(..3)?;
    let index = MONTHS.iter().position(|month| *month == short)?;
    let full = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let known = full
        .get(index)
        .is_some_and(|full| full.starts_with(word.as_str()))
        || word == "sept";
    known.then_some(())?;
    Some((
        i8::try_from(index + 1).ok()?,
        rest.trim_start_matches(['.', ' ']),
    ))
}

fn day(text: &str) -> Option<(i8, &str)> {
    let (day, rest) = number(text)?;
    let rest = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|suffix| rest.strip_prefix(suffix))
        .unwrap_or(rest);
    (1..=31)
        .contains(&day)
        .then_some((i8::try_from(day).ok()?, rest))
}

fn year(rest: &str) -> (Option<i16>, &str) {
    let found = number(rest.trim_start_matches([',', ' ', '.']))
        .filter(|(year, _)| (2000..2100).contains(year));
    match found {
        Some((year, after)) => (i16::try_from(year).ok(), after),
        None => (None, rest),
    }
}

/// `10/12. Title`: month and day.
fn slashed(text: &str, issued: Date) -> Option<(When, &str)> {
    let (month, rest) = number(text)?;
    let (day, rest) = number(rest.strip_prefix('/')?)?;
    let rest = rest.strip_prefix(['.', ' ', ':'])?;
    let start = dated(
        None,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
        issued,
    )?;
    Some((
        When {
            start,
            end: None,
            with_year: false,
        },
        rest,
    ))
}

/// Without a year, the first such day that is not long before the issue.
fn dated(year: Option<i16>, month: i8, day: i8, issued: Date) -> Option<Date> {
    if let Some(year) = year {
        return Date::new(year, month, day).ok();
    }
    let this = Date::new(issued.year(), month, day).ok()?;
    let long_before: Span = 60.days();
    let earliest = issued.checked_sub(long_before).ok()?;
    if this >= earliest {
        Some(this)
    } else {
        Date::new(issued.year() + 1, month, day).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, Option<String>, String)> {
        let (when, rest) = leading(text, Date::constant(2024, 12, 18))?;
        Some((
            when.start.to_string(),
            when.end.map(|end| end.to_string()),
            rest.to_owned(),
        ))
    }

    #[test]
    fn dates_in_every_printed_form() {
        let cases = [
            ("2024-06-05 | Place", "2024-06-05", None, " | Place"),
            ("2023-10-9 | Place", "2023-10-09", None, " | Place"),
            ("2023-10-11| Virtual", "2023-10-11", None, "| Virtual"),
            (
                "2023-09-12 - 2023-09-15 | Place",
                "2023-09-12",
                Some("2023-09-15"),
                " | Place",
            ),
            (
                "2023-02-16, 2023-02-17 | Place",
                "2023-02-16",
                Some("2023-02-17"),
                " | Place",
            ),
            (
                "2022-05-19 & 05-20 | Place",
                "2022-05-19",
                Some("2022-05-20"),
                " | Place",
            ),
            (
                "2024-01-27-28 | Place",
                "2024-01-27",
                Some("2024-01-28"),
                " | Place",
            ),
            (
                "2025-09-02 * 2025-09-05 | Place",
                "2025-09-02",
                Some("2025-09-05"),
                " | Place",
            ),
            (
                "June 24, 2021, Berlin, DE - Title",
                "2021-06-24",
                None,
                ", Berlin, DE - Title",
            ),
            ("Dec 20. Berlin, DE", "2024-12-20", None, ". Berlin, DE"),
            (
                "Jan 3-4. Berlin, DE",
                "2025-01-03",
                Some("2025-01-04"),
                ". Berlin, DE",
            ),
            ("12/30. Seattle", "2024-12-30", None, " Seattle"),
        ];
        for (text, start, end, rest) in cases {
            let wanted = Some((start.to_owned(), end.map(str::to_owned), rest.to_owned()));
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    #[test]
    fn other_text_is_no_date() {
        for text in [
            "",
            "Rust 2021",
            "2024-13-01 | x",
            "Maybe 3 things",
            "Marching 4 Rust",
            "1.75 released",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
