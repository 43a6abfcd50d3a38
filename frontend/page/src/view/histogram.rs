//! Results over time, and choosing a time.
//!
//! Three ways to one range: drawing over the bars, two handles that take arrow keys,
//! and two plain selects.

use super::button::switch;
use super::{Cx, flag};
use crate::period::{self, Bar, Period};
use crate::state::{Action, Layout};
use crate::texts;
use yew::{Html, html};

/// Height of the drawing, in its own units.
const TALL: u32 = 1000;
/// Least height of a bar that stands for anything.
const LEAST: u32 = 30;

/// The bars with their controls.
pub fn histogram(cx: Cx<'_>) -> Html {
    let bars = cx.state.bars();
    if bars.len() < 2 || cx.state.histogram.is_empty() {
        // Room is kept: what comes must not push the results down.
        return html! { <div class="time"></div> };
    }
    let shown = cx.state.shown_period(&bars);
    html! {
        <section class="time" aria-label={texts::TIME}>
            <div class="bars" data-brush="" data-chosen={flag(shown.is_some())}>
                { drawing(cx, &bars, shown) }
                if cx.state.layout != Layout::Narrow { { handles(&bars, shown) } }
            </div>
            { axis(cx, &bars) }
            { controls(cx, &bars, shown) }
        </section>
    }
}

fn drawing(cx: Cx<'_>, bars: &[Bar], shown: Option<Period>) -> Html {
    let view_box = [
        "0 0 ",
        &(bars.len() * 10).to_string(),
        " ",
        &TALL.to_string(),
    ]
    .concat();
    let (from, to) = period::ends(bars, shown);
    let bar = |(at, bar): (usize, &Bar)| {
        let height = bar.height(bars, cx.state.share).max(LEAST);
        let chosen = shown.is_none_or(|shown| shown.holds(bar.from) || shown.holds(bar.to));
        html! {
            <rect key={at} class="bar" data-out={flag(!chosen)} x={(at * 10 + 1).to_string()} y={(TALL - height).to_string()}
                width="8" height={height.to_string()} />
        }
    };
    html! {
        <svg viewBox={view_box} preserveAspectRatio="none" role="img" aria-label={texts::BARS}>
            if shown.is_some() {
                <rect class="span" x={(from * 10).to_string()} width={((to + 1 - from) * 10).to_string()} height="100%" />
            }
            { for bars.iter().enumerate().filter(|(_, bar)| bar.count > 0).map(bar) }
        </svg>
    }
}

/// Two sliders, one at each end of the range. Their keys are those of `keys.rs`.
fn handles(bars: &[Bar], shown: Option<Period>) -> Html {
    let (from, to) = period::ends(bars, shown);
    let last = (bars.len() - 1).to_string();
    let handle = |label: &'static str, end: &'static str, at: usize, edge: usize| {
        let name = bars.get(at).map(|bar| period::name(bar.from));
        html! {
            <svg x={percent(edge, bars.len())} class="handle" role="slider" tabindex="0" data-end={end} aria-label={label}
                aria-valuemin="0" aria-valuemax={last.clone()} aria-valuenow={at.to_string()}
                aria-valuetext={name.unwrap_or_default()}>
                <rect class="grip" x="-12" y="0" width="24" height="100%" />
                <rect class="line" x="-1.5" y="0" width="3" height="100%" />
            </svg>
        }
    };
    html! {
        <svg class="handles">
            { handle(texts::FROM, "from", from, from) }
            { handle(texts::TO, "to", to, to + 1) }
        </svg>
    }
}

/// A part of a whole, to a tenth of a per cent.
fn percent(part: usize, whole: usize) -> String {
    let tenths = part * 1000 / whole.max(1);
    [
        &(tenths / 10).to_string(),
        ".",
        &(tenths % 10).to_string(),
        "%",
    ]
    .concat()
}

/// Every year under its bars, or every second or third where they would touch.
fn axis(cx: Cx<'_>, bars: &[Bar]) -> Html {
    let years = bars
        .iter()
        .filter(|bar| bar.from % 12 == 0)
        .map(|bar| bar.from / 12);
    let room = if cx.state.layout == Layout::Narrow {
        7
    } else {
        15
    };
    let step = years.clone().count().div_ceil(room);
    html! {
        <p class="axis" aria-hidden="true">
            { for years.enumerate().map(|(at, year)| html! {
                <span key={year}>if at % step == 0 { { year } }</span>
            }) }
        </p>
    }
}

fn controls(cx: Cx<'_>, bars: &[Bar], shown: Option<Period>) -> Html {
    let newest = bars.last().map_or(0, |bar| bar.to);
    let newest = cx
        .state
        .info
        .as_deref()
        .and_then(|info| info.newest.as_ref())
        .and_then(|issue| period::month_of(&issue.date))
        .unwrap_or(newest);
    let quick = |name: &'static str, period: Option<Period>| {
        switch(
            cx,
            name,
            cx.state.chosen_period() == period,
            Action::Period(period),
        )
    };
    let since = |months: u32| {
        Some(Period {
            from: Some(newest.saturating_sub(months - 1)),
            to: Some(newest),
        })
    };
    html! {
        <div class="controls">
            <div class="quick" role="group" aria-label={texts::TIME}>
                { quick(texts::ALL_TIME, None) }
                { quick(texts::LAST_MONTH, since(1)) }
                { quick(texts::LAST_YEAR, since(12)) }
            </div>
            { years(cx, bars, shown) }
            <label class="share">
                <input type="checkbox" checked={cx.state.share} onclick={cx.on(Action::Share(!cx.state.share))} />
                { texts::SHARE }
            </label>
        </div>
    }
}

/// The same range as two plain selects of years.
fn years(cx: Cx<'_>, bars: &[Bar], shown: Option<Period>) -> Html {
    let (Some(first), Some(last)) = (bars.first(), bars.last()) else {
        return Html::default();
    };
    let years = first.from / 12..=last.to / 12;
    let period = shown.unwrap_or_default();
    let select = |name: &'static str,
                  chosen: Option<u32>,
                  put: fn(Period, Option<u32>) -> Period| {
        let change =
            cx.on_change(move |value| Action::Period(Some(put(period, value.parse().ok()))));
        html! {
            <label>
                { name }{ " " }
                <select onchange={change}>
                    <option value="" selected={chosen.is_none()}>{ texts::ANY }</option>
                    { for years.clone().map(|year| html! {
                        <option key={year} value={year.to_string()} selected={chosen == Some(year)}>{ year }</option>
                    }) }
                </select>
            </label>
        }
    };
    html! {
        <div class="years">
            { select(texts::FROM, period.from.map(|from| from / 12), |period, year| {
                Period { from: year.map(|year| year * 12), ..period }
            }) }
            { select(texts::TO, period.to.map(|to| to / 12), |period, year| {
                Period { to: year.map(|year| year * 12 + 11), ..period }
            }) }
        </div>
    }
}
