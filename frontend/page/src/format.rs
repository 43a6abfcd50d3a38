//! Numbers, dates and sizes as readers see them.

use crate::texts;

/// Digits in groups of three: `83,658`.
#[must_use]
pub fn number(n: u32) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() + 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A number with its noun: `1 result`, `2 results`.
#[must_use]
pub fn count(n: u32, noun: &str) -> String {
    [number(n).as_str(), " ", noun, if n == 1 { "" } else { "s" }].concat()
}

/// How many of them are there: `40 of 1,204 results`.
#[must_use]
pub fn shown(n: u32, total: u32) -> String {
    [&number(n), texts::OF, &count(total, texts::RESULT)].concat()
}

/// A size: `240 KB`.
#[must_use]
pub fn kilobytes(bytes: u32) -> String {
    [&number(bytes.div_ceil(1000)), " KB"].concat()
}

/// Milliseconds from microseconds: `8 ms`, `under 1 ms`.
#[must_use]
pub fn milliseconds(micros: u32) -> String {
    match micros / 1000 {
        0 => "under 1 ms".to_owned(),
        ms => [&number(ms), " ms"].concat(),
    }
}

/// English short name of a month, 1 to 12.
#[must_use]
pub fn month(month: u8) -> &'static str {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    MONTHS
        .get(usize::from(month).wrapping_sub(1))
        .copied()
        .unwrap_or("")
}

/// `24 Sep 2025` from `2025-09-24`; anything else as it is.
#[must_use]
pub fn date(iso: &str) -> String {
    let mut parts = iso.splitn(3, '-');
    let (Some(year), Some(mm), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        return iso.to_owned();
    };
    let name = month(mm.parse().unwrap_or(0));
    if name.is_empty() {
        return iso.to_owned();
    }
    [day.trim_start_matches('0'), " ", name, " ", year].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(83_658), "83,658");
        assert_eq!(number(1_000_000), "1,000,000");
    }

    #[test]
    fn nouns_follow_their_number() {
        assert_eq!(count(1, "result"), "1 result");
        assert_eq!(count(0, "result"), "0 results");
        assert_eq!(count(1204, "result"), "1,204 results");
    }

    #[test]
    fn sizes_and_times_are_short() {
        assert_eq!(kilobytes(239_001), "240 KB");
        assert_eq!(milliseconds(999), "under 1 ms");
        assert_eq!(milliseconds(8_400), "8 ms");
    }

    #[test]
    fn dates_are_spelt_out_and_oddities_kept() {
        assert_eq!(date("2025-09-04"), "4 Sep 2025");
        assert_eq!(date("2025-13-04"), "2025-13-04");
        assert_eq!(date("soon"), "soon");
        assert_eq!(date(""), "");
    }
}
