//! Days and dates, without a clock.
//!
//! Days are counted from 1970-01-01 in the proleptic Gregorian calendar. The two
//! conversions are Howard Hinnant's `days_from_civil` and `civil_from_days`
//! (<https://howardhinnant.github.io/date_algorithms.html>).

/// Year, month (1–12) and day (1–31) of a day number.
#[must_use]
pub fn civil_of(day: i32) -> (i32, u32, u32) {
    let z = day + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + i32::from(month <= 2);
    (year, month as u32, (doy - (153 * mp + 2) / 5 + 1) as u32)
}

/// Day number of a date. Months and days out of range carry over.
#[must_use]
pub fn day_of(year: i32, month: u32, day: u32) -> i32 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let mp = (month as i32 + 9) % 12;
    let doy = (153 * mp + 2) / 5 + day as i32 - 1;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    era * 146_097 + doe - 719_468
}

/// `YYYY-MM-DD` of a day number.
#[must_use]
pub fn date_of(day: i32) -> String {
    let (year, month, day) = civil_of(day);
    let mut text = String::with_capacity(10);
    push_padded(&mut text, year.unsigned_abs(), 4);
    text.push('-');
    push_padded(&mut text, month, 2);
    text.push('-');
    push_padded(&mut text, day, 2);
    text
}

fn push_padded(text: &mut String, number: u32, width: usize) {
    let digits = number.to_string();
    for _ in digits.len()..width {
        text.push('0');
    }
    text.push_str(&digits);
}

/// Day number of `YYYY-MM-DD`; `None` if it is no such date.
#[must_use]
pub fn parse_date(text: &str) -> Option<i32> {
    let mut parts = text.splitn(3, '-');
    let year: i32 = parts.next()?.parse().ok()?;
    let month: u32 = parts.next()?.parse().ok()?;
    let day: u32 = parts.next()?.parse().ok()?;
    let found = (1..=12).contains(&month) && (1..=31).contains(&day) && (0..=9999).contains(&year);
    let number = day_of(year, month, day);
    (found && civil_of(number) == (year, month, day)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_days_are_inverse() {
        assert_eq!(day_of(1970, 1, 1), 0);
        assert_eq!(date_of(20_355), "2025-09-24");
        for day in -200_000..200_000 {
            let (year, month, dom) = civil_of(day);
            assert_eq!(day_of(year, month, dom), day);
        }
    }

    #[test]
    fn impossible_dates_are_refused() {
        assert_eq!(parse_date("2024-02-29"), Some(day_of(2024, 2, 29)));
        for bad in [
            "2023-02-29",
            "2024-13-01",
            "2024-00-10",
            "x",
            "2024-1",
            "-1-1-1",
        ] {
            assert_eq!(parse_date(bad), None, "{bad}");
        }
    }
}
