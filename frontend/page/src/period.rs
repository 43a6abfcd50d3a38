//! Months, ranges of months, and the bars of the histogram.

use crate::format;
use backissue_model::answer::MonthCount;

/// A month, counted from year 0, so that ranges are plain numbers.
pub type Month = u32;

/// The month of a year and a month 1 to 12.
#[must_use]
pub fn month(year: u32, month: u32) -> Month {
    year * 12 + month.clamp(1, 12) - 1
}

/// The month of a date that begins with `YYYY-MM`.
#[must_use]
pub fn month_of(iso: &str) -> Option<Month> {
    let (year, rest) = iso.split_once('-')?;
    let number = rest
        .split('-')
        .next()?
        .parse()
        .ok()
        .filter(|n| (1..=12).contains(n))?;
    Some(month(year_of(year)?, number))
}

fn year_of(text: &str) -> Option<u32> {
    (text.len() == 4).then(|| text.parse().ok()).flatten()
}

/// `2025-09`, as the query language takes it.
#[must_use]
pub fn iso(month: Month) -> String {
    let mm = month % 12 + 1;
    [
        (month / 12).to_string().as_str(),
        if mm < 10 { "-0" } else { "-" },
        &mm.to_string(),
    ]
    .concat()
}

/// A range of months, both ends included; an open end is `None`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Period {
    /// First month.
    pub from: Option<Month>,
    /// Last month.
    pub to: Option<Month>,
}

impl Period {
    /// Reads `2019`, `2019-04`, `2019..2021-03`, `2024..`, `..2016`.
    #[must_use]
    pub fn parse(value: &str) -> Option<Period> {
        let (from, to) = value.split_once("..").unwrap_or((value, value));
        let end = |text: &str, month_of_year| match text {
            "" => Some(None),
            _ => month_of(text)
                .or_else(|| Some(month(year_of(text)?, month_of_year)))
                .map(Some),
        };
        let period = Period {
            from: end(from, 1)?,
            to: end(to, 12)?,
        };
        (period != Period::default()).then_some(period)
    }

    /// As the query language takes it.
    #[must_use]
    pub fn value(self) -> String {
        let end = |month: Option<Month>| month.map(iso).unwrap_or_default();
        [&end(self.from), "..", &end(self.to)].concat()
    }

    /// As readers see it: `Apr 2019 – Mar 2021`, `since 2024`.
    #[must_use]
    pub fn name(self) -> String {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => name(from),
            (Some(from), Some(to)) if from % 12 == 0 && to == from + 11 => (from / 12).to_string(),
            (Some(from), Some(to)) => [&name(from), " – ", &name(to)].concat(),
            (Some(from), None) => ["since ", &name(from)].concat(),
            (None, Some(to)) => ["until ", &name(to)].concat(),
            (None, None) => String::new(),
        }
    }

    /// Whether a month lies within.
    #[must_use]
    pub fn holds(self, month: Month) -> bool {
        self.from.is_none_or(|from| from <= month) && self.to.is_none_or(|to| month <= to)
    }
}

/// `Sep 2025`.
#[must_use]
pub fn name(month: Month) -> String {
    [
        format::month((month % 12 + 1) as u8),
        " ",
        &(month / 12).to_string(),
    ]
    .concat()
}

/// One bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
    /// Results.
    pub count: u32,
    /// All entries.
    pub all: u32,
}

impl Bar {
    /// Height, 0 to 1000: of the highest count, or of the highest share.
    #[must_use]
    pub fn height(self, bars: &[Bar], share: bool) -> u32 {
        let measure = |bar: &Bar| {
            let whole = if share {
                f64::from(bar.all.max(1))
            } else {
                1.0
            };
            f64::from(bar.count) / whole
        };
        let highest = bars.iter().map(measure).fold(0.0, f64::max);
        if highest > 0.0 {
            (measure(&self) / highest * 1000.0) as u32
        } else {
            0
        }
    }
}

/// Bars of `width` months (3 a quarter, 12 a year) over the years that `all` spans.
#[must_use]
pub fn bars(all: &[MonthCount], found: &[MonthCount], width: u32) -> Vec<Bar> {
    let at = |count: &MonthCount| month(u32::from(count.year), u32::from(count.month));
    let (Some(first), Some(last)) = (all.iter().map(at).min(), all.iter().map(at).max()) else {
        return Vec::new();
    };
    let start = first / 12 * 12;
    let mut bars: Vec<Bar> = (start..last / 12 * 12 + 12)
        .step_by(width as usize)
        .map(|from| Bar {
            from,
            to: from + width - 1,
            count: 0,
            all: 0,
        })
        .collect();
    let mut add = |count: &MonthCount, put: fn(&mut Bar, u32)| {
        let place = at(count)
            .checked_sub(start)
            .map(|months| (months / width) as usize);
        if let Some(bar) = place.and_then(|place| bars.get_mut(place)) {
            put(bar, count.count);
        }
    };
    all.iter()
        .for_each(|count| add(count, |bar, n| bar.all += n));
    found
        .iter()
        .for_each(|count| add(count, |bar, n| bar.count += n));
    bars
}

/// The first and the last bar of a range; all of them without one.
#[must_use]
pub fn ends(bars: &[Bar], period: Option<Period>) -> (usize, usize) {
    let inside =
        |bar: &Bar| period.is_none_or(|period| period.holds(bar.from) || period.holds(bar.to));
    let from = bars.iter().position(inside).unwrap_or(0);
    let to = bars
        .iter()
        .rposition(inside)
        .unwrap_or(bars.len().saturating_sub(1));
    (from, to)
}

/// The range after one of its ends moved to a bar; all time is no range.
#[must_use]
pub fn moved(bars: &[Bar], (from, to): (usize, usize), late: bool, at: usize) -> Option<Period> {
    let at = at.min(bars.len().checked_sub(1)?);
    let (from, to) = if late {
        (from, at.max(from))
    } else {
        (at.min(to), to)
    };
    let whole = from == 0 && to + 1 == bars.len();
    let period = Period {
        from: Some(bars.get(from)?.from),
        to: Some(bars.get(to)?.to),
    };
    (!whole).then_some(period)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(year: u16, month: u8, count: u32) -> MonthCount {
        MonthCount { year, month, count }
    }

    #[test]
    fn periods_are_read_and_written() {
        let april = Some(month(2019, 4));
        assert_eq!(
            Period::parse("2019-04"),
            Some(Period {
                from: april,
                to: april
            })
        );
        assert_eq!(
            Period::parse("2019-04..").map(Period::name).as_deref(),
            Some("since Apr 2019")
        );
        assert_eq!(
            Period::parse("2019").map(Period::name).as_deref(),
            Some("2019")
        );
        assert_eq!(
            Period::parse("2019..2021-03").map(Period::value).as_deref(),
            Some("2019-01..2021-03")
        );
        for wrong in ["", "..", "x", "2019-13", "19", "2019-04-", "2019...2020"] {
            assert!(
                Period::parse(wrong).is_none_or(|p| Period::parse(&p.value()) == Some(p)),
                "{wrong}"
            );
        }
        assert_eq!(Period::parse("x"), None);
        assert_eq!(Period::parse(".."), None);
        assert_eq!(Period::parse("2019-13"), None);
    }

    #[test]
    fn bars_cover_all_time_and_every_count() {
        let all = [count(2013, 6, 5), count(2014, 2, 7)];
        let bars = bars(
            &all,
            &[count(2013, 6, 2), count(1999, 1, 9), count(2030, 1, 9)],
            3,
        );
        let counts: Vec<_> = bars.iter().map(|bar| (bar.count, bar.all)).collect();
        let whole_years = [
            (0, 0),
            (2, 5),
            (0, 0),
            (0, 0),
            (0, 7),
            (0, 0),
            (0, 0),
            (0, 0),
        ];
        assert_eq!(counts, whole_years);
        assert_eq!(iso(bars[0].from), "2013-01");
        assert!(super::bars(&[], &all, 3).is_empty());
    }

    #[test]
    fn heights_are_of_the_highest() {
        let all = [count(2013, 1, 100), count(2014, 1, 10)];
        let bars = bars(&all, &[count(2013, 1, 20), count(2014, 1, 10)], 12);
        assert_eq!(bars[1].height(&bars, false), 500);
        assert_eq!(bars[1].height(&bars, true), 1000);
        assert_eq!(bars[0].height(&bars, true), 200);
    }

    #[test]
    fn ends_move_but_never_past_each_other() {
        let all = [count(2013, 1, 1), count(2016, 1, 1)];
        let bars = bars(&all, &all, 12);
        assert_eq!(ends(&bars, None), (0, 3));
        let period = moved(&bars, (0, 3), false, 2);
        assert_eq!(
            period.map(Period::value).as_deref(),
            Some("2015-01..2016-12")
        );
        assert_eq!(ends(&bars, period), (2, 3));
        assert_eq!(
            moved(&bars, (2, 3), true, 0).map(Period::name).as_deref(),
            Some("2015")
        );
        assert_eq!(moved(&bars, (2, 3), false, 0), None, "all time again");
        assert_eq!(moved(&[], (0, 0), true, 9), None);
    }
}
