//! Number, title, date and the path of the published page.

use super::front_matter::FrontMatter;
use crate::diagnostics::Findings;
use crate::profile::{Profile, fold};
use backissue_model::record::Issue;
use jiff::ToSpan;
use jiff::civil::Date;

/// Makes an issue of its front matter, without headings yet.
///
/// Without a date there is no page to link to, so the file is left out.
pub(super) fn issue(
    name: &str,
    front: &FrontMatter,
    profile: &Profile,
    findings: &mut Findings,
) -> Option<Issue> {
    if is_draft(front) {
        return None;
    }
    let stem = stem(name);
    let title = title(front, stem, findings);
    let date = date(front, stem, findings)?;
    check_future(date, findings);
    let number = number(front, &title, profile, findings);
    let slug = front
        .get("slug")
        .map_or_else(|| slugify(&title), str::to_owned);
    let page = match published_at(front) {
        Some(page) => page,
        None => {
            let name = front.get("slug").unwrap_or_else(|| undated(stem));
            permalink(&profile.pages.permalink, date, [&slug, stem, name])
        }
    };
    Some(Issue {
        file: name.to_owned(),
        number,
        title,
        date: date.to_string(),
        page,
        headings: Vec::new(),
    })
}

/// Whether the site builder leaves the file out.
fn is_draft(front: &FrontMatter) -> bool {
    front.get("draft") == Some("true") || front.get("status") == Some("draft")
}

/// The file's name without extension; for a page in a folder of its own
/// (`issue-1/index.md`) the folder's.
fn stem(name: &str) -> &str {
    let mut parts = name.rsplit('/');
    let base = parts
        .next()
        .and_then(|base| base.split('.').next())
        .unwrap_or(name);
    match parts.next() {
        Some(folder) if base == "index" => folder,
        _ => base,
    }
}

/// A name without the date it begins with, as site builders use it.
fn undated(stem: &str) -> &str {
    let date = stem.get(..10).filter(|start| start.parse::<Date>().is_ok());
    let rest = date.and_then(|_| stem.get(10..)).unwrap_or(stem);
    let name = rest.trim_start_matches(['-', '_']);
    if name.is_empty() { stem } else { name }
}

/// A page's path where the front matter gives it whole.
fn published_at(front: &FrontMatter) -> Option<String> {
    let keys = ["url", "path", "permalink"];
    let path = keys.iter().find_map(|key| front.get(key))?;
    let plain = !path.contains([':', '{', '?', '#', '\\', ' ']) && !path.contains("..");
    let path = path.trim_matches('/');
    (plain && !path.is_empty()).then(|| match path.rsplit('/').next() {
        Some(file) if file.contains('.') => format!("/{path}"),
        _ => format!("/{path}/"),
    })
}

fn title(front: &FrontMatter, stem: &str, findings: &mut Findings) -> String {
    front.get("title").map_or_else(
        || {
            findings.error(
                1,
                "no-title",
                "there is no `Title:`",
                "add it to the first lines of the file",
            );
            stem.to_owned()
        },
        str::to_owned,
    )
}

/// The date of `Date:`, else the one the file name begins with.
fn date(front: &FrontMatter, stem: &str, findings: &mut Findings) -> Option<Date> {
    let hint = "write it as `Date: 2024-06-05`";
    let printed = front.get("date");
    if let Some(date) = printed.and_then(leading_date) {
        return Some(date);
    }
    let named = leading_date(stem);
    let found = printed.map_or_else(
        || "there is no `Date:`".to_owned(),
        |text| format!("`{text}` is not a date"),
    );
    match named {
        Some(date) => findings.error(
            1,
            "no-date",
            format!("{found}; the file name says {date}"),
            hint,
        ),
        None => findings.error(1, "no-date", format!("{found}; the file is left out"), hint),
    }
    named
}

/// A date after tomorrow is most likely mistyped; it is kept. This is the one place where
/// the indexer looks at a clock, and nothing but the finding depends on it.
fn check_future(date: Date, findings: &mut Findings) {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let days = now
        .ok()
        .and_then(|since| i32::try_from(since.as_secs() / 86_400).ok())
        .unwrap_or(i32::MAX);
    let tomorrow = Date::constant(1970, 1, 1).checked_add(days.saturating_add(1).days());
    if tomorrow.is_ok_and(|tomorrow| date > tomorrow) {
        findings.warn(
            1,
            "future-date",
            format!("the issue's date {date} lies in the future"),
            "check `Date:`",
        );
    }
}

/// Reads `2020-12-9`, `2014-01-12 21:13` or `2024-06-05T00:00:00Z`.
fn leading_date(text: &str) -> Option<Date> {
    let mut numbers = text.splitn(3, '-');
    let year: i16 = numbers.next()?.trim().parse().ok()?;
    let month: i8 = numbers.next()?.parse().ok()?;
    let rest = numbers.next()?;
    let digits = rest.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let day: i8 = rest.get(..digits)?.parse().ok()?;
    (year >= 1000).then(|| Date::new(year, month, day).ok())?
}

/// `Number:`, else the last word of a title that carries the number. Titles such as
/// "The State of Rust 0.9" carry none.
fn number(
    front: &FrontMatter,
    title: &str,
    profile: &Profile,
    findings: &mut Findings,
) -> Option<u32> {
    if let Some(printed) = front.get("number") {
        let number = printed.trim().parse().ok();
        if number.is_none() {
            findings.warn(
                1,
                "bad-number",
                format!("`Number: {printed}` is not a number"),
                "write digits only",
            );
        }
        return number.or_else(|| titled_number(title, profile));
    }
    titled_number(title, profile)
}

fn titled_number(title: &str, profile: &Profile) -> Option<u32> {
    let (words, last) = title.trim().rsplit_once(' ')?;
    if let Some(number) = last.strip_prefix('#') {
        return number.parse().ok();
    }
    let words = fold(words);
    let carries = profile
        .issues
        .numbered_titles
        .iter()
        .any(|form| fold(form) == words);
    carries.then(|| last.parse().ok())?
}

fn permalink(pattern: &str, date: Date, [slug, file, name]: [&str; 3]) -> String {
    let parts = [
        ("{year}", format!("{:04}", date.year())),
        ("{month}", format!("{:02}", date.month())),
        ("{day}", format!("{:02}", date.day())),
        ("{slug}", path_part(slug)),
        ("{file}", path_part(file)),
        ("{name}", path_part(name)),
    ];
    parts
        .iter()
        .fold(pattern.to_owned(), |page, (name, value)| {
            page.replace(name, value)
        })
}

/// One segment of a path: nothing that could lead out of the site.
fn path_part(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| {
            if matches!(c, '/' | '\\' | '?' | '#' | '%') || c.is_whitespace() {
                '-'
            } else {
                c
            }
        })
        .collect();
    plain.trim_start_matches('.').to_owned()
}

/// Pelican's slug of a title: ASCII, lower case, words joined by `-`.
pub(super) fn slugify(title: &str) -> String {
    let ascii = deunicode::deunicode(title);
    super::headings::dashed(&ascii)
}
