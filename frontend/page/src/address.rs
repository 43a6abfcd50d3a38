//! The search as it stands in the address: `?q=…&kind=…&sort=newest&page=2`.
//!
//! A facet with several values repeats its name. Names that are not ours are left
//! alone; values that make no sense are left out and reported.

use crate::state::{MAX_PAGE, Search, ViewAs};
use backissue_model::request::Sort;

/// Fields that may stand in the address as filters, in the order they are written.
pub const FILTERS: [&str; 9] = [
    "group", "kind", "year", "date", "domain", "label", "country", "mode", "team",
];

/// Longest query taken from an address, in bytes.
const MAX_TEXT: usize = 1_000;
/// Most values of one filter taken from an address.
const MAX_VALUES: usize = 50;

/// Reads the query part of an address, with or without its `?`. The second value
/// names the parts that were left out.
#[must_use]
pub fn parse(query: &str) -> (Search, Vec<String>) {
    let mut search = Search::default();
    let mut refused = Vec::new();
    for pair in query.trim_start_matches('?').split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (decode(name), decode(value));
        if !take(&mut search, &name, value.trim()) {
            refused.push([&name, "=", &value].concat());
        }
    }
    (search, refused)
}

fn take(search: &mut Search, name: &str, value: &str) -> bool {
    match name {
        "q" => {
            let end = value.floor_char_boundary(MAX_TEXT);
            search.text = value[..end].to_owned();
            end == value.len()
        }
        "sort" => match value {
            "relevance" => set(&mut search.sort, Sort::Relevance),
            "newest" => set(&mut search.sort, Sort::Newest),
            "oldest" => set(&mut search.sort, Sort::Oldest),
            _ => false,
        },
        "view" => match value {
            "list" => set(&mut search.view, ViewAs::List),
            "issues" => set(&mut search.view, ViewAs::Issues),
            _ => false,
        },
        "page" => match value.parse() {
            Ok(page) if (1..=MAX_PAGE).contains(&page) => set(&mut search.page, page),
            _ => false,
        },
        "literal" => value == "1" && set(&mut search.literal, true),
        _ if FILTERS.contains(&name) => add_filter(search, name, value),
        _ => true,
    }
}

fn set<T>(place: &mut T, value: T) -> bool {
    *place = value;
    true
}

fn add_filter(search: &mut Search, name: &str, value: &str) -> bool {
    let fits = !value.is_empty() && value.len() <= 200 && !value.chars().any(char::is_control);
    if !fits || search.values(name).len() >= MAX_VALUES {
        return false;
    }
    if !search.has(name, value) {
        search.toggle(name, value);
    }
    true
}

/// The query part for a search, with its `?`; empty for the start page.
#[must_use]
pub fn format(search: &Search) -> String {
    let mut query = String::new();
    let mut write = |name: &str, value: &str| {
        query.push(if query.is_empty() { '?' } else { '&' });
        query.push_str(name);
        query.push('=');
        encode(value, &mut query);
    };
    if !search.text.is_empty() {
        write("q", &search.text);
    }
    for name in FILTERS {
        for value in search.values(name) {
            write(name, value);
        }
    }
    match search.sort {
        Sort::Relevance => {}
        Sort::Newest => write("sort", "newest"),
        Sort::Oldest => write("sort", "oldest"),
    }
    if search.view == ViewAs::Issues {
        write("view", "issues");
    }
    if search.literal {
        write("literal", "1");
    }
    if search.page > 1 {
        write("page", &search.page.to_string());
    }
    query
}

/// Percent-encodes all but the characters that need none in a query.
pub fn encode(text: &str, into: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b':' => {
                into.push(char::from(byte));
            }
            b' ' => into.push('+'),
            _ => {
                into.push('%');
                into.push(char::from(HEX[usize::from(byte >> 4)]));
                into.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}

/// Undoes [`encode`]; what is not UTF-8 becomes U+FFFD, a stray `%` stays.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = |offset| {
            bytes
                .get(at + offset)
                .and_then(|&digit| char::from(digit).to_digit(16))
        };
        match (byte, hex(1), hex(2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                at += 2;
            }
            (b'+', ..) => decoded.push(b' '),
            _ => decoded.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_search_survives_its_address() {
        let mut search = Search {
            text: "Pin<&mut Self> \"a+b\" 100% ünï #1".into(),
            ..Search::default()
        };
        search.toggle("label", "disposition: close");
        search.toggle("label", "c&d=e");
        search.toggle("date", "2019-04..2021-03");
        search.sort = Sort::Oldest;
        search.view = ViewAs::Issues;
        search.literal = true;
        search.page = 3;
        let (read, refused) = parse(&format(&search));
        assert_eq!(read, search);
        assert!(refused.is_empty(), "{refused:?}");
    }

    #[test]
    fn the_start_page_has_a_bare_address() {
        assert_eq!(format(&Search::default()), "");
        assert_eq!(parse("").0, Search::default());
        assert_eq!(parse("?").0, Search::default());
    }

    #[test]
    fn bad_values_are_left_out_and_named() {
        let (search, refused) = parse("?q=a&sort=best&view=&page=0&year=&literal=no&utm_source=x");
        assert_eq!(
            search,
            Search {
                text: "a".into(),
                ..Search::default()
            }
        );
        assert_eq!(
            refused,
            ["sort=best", "view=", "page=0", "year=", "literal=no"]
        );
    }

    #[test]
    fn a_huge_page_or_query_is_refused() {
        assert_eq!(parse("page=99999").1, ["page=99999"]);
        let long = "é".repeat(4_000);
        let (search, refused) = parse(&["q=", &long].concat());
        assert!(search.text.len() <= MAX_TEXT);
        assert_eq!(refused.len(), 1);
    }

    #[test]
    fn broken_escapes_do_no_harm() {
        assert_eq!(parse("q=%").0.text, "%");
        assert_eq!(parse("q=%4").0.text, "%4");
        assert_eq!(parse("q=%FF").0.text, "\u{fffd}");
        assert_eq!(parse("q=%ed%a0%80x").0.text, "\u{fffd}\u{fffd}\u{fffd}x");
    }

    #[test]
    fn repeated_values_count_once() {
        assert_eq!(parse("kind=a&kind=a&kind=b").0.values("kind"), ["a", "b"]);
    }
}
