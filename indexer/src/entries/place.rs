//! Places as events print them: city, countries, mode.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Codes and names, see the file.
const COUNTRIES: &str = include_str!("countries.tsv");

const US_STATES: [&str; 51] = [
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA",
    "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM",
    "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA",
    "WV", "WI", "WY",
];

/// Provinces that no country shares its code with.
const CANADIAN: [&str; 6] = ["AB", "BC", "ON", "QC", "NB", "NS"];

/// States whose code also names a country that no such event was ever in. Where no region
/// says otherwise, `Durham, NC` is in the United States, not in New Caledonia.
const SURELY_STATES: [&str; 12] = [
    "AZ", "GA", "KY", "MN", "MO", "MS", "MT", "NC", "NE", "SC", "SD", "VA",
];

/// Canadian cities printed with `CA` alone, which would else be California.
const CANADIAN_CITIES: [&str; 8] = [
    "vancouver",
    "toronto",
    "montréal",
    "montreal",
    "ottawa",
    "calgary",
    "waterloo",
    "edmonton",
];

/// Words that say how an event is held, not where.
const MODE_WORDS: [&str; 10] = [
    "virtual",
    "online",
    "remote",
    "hybrid",
    "in-person",
    "in person",
    "irl",
    "livestream",
    "live stream",
    "streamed",
];

static BY_NAME: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for line in COUNTRIES.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let Some(code) = fields.next() else { continue };
        names.insert(code.to_lowercase(), code);
        names.extend(fields.map(|name| (name.to_lowercase(), code)));
    }
    names
});

/// What a printed place says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) city: Option<String>,
    pub(super) countries: Vec<String>,
    pub(super) mode: &'static str,
}

/// Reads a place. `online` says that it stands under a heading for online events,
/// `states` that it stands where a code of two meanings is a US state.
pub(super) fn read(printed: &str, online: bool, states: bool) -> Place {
    let lower = printed.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let bare = without_mode(printed);
    let segments: Vec<&str> = bare
        .split([';', '+', '&', '/', '|', '\u{1}'])
        .map(tidy)
        .filter(|part| !part.is_empty())
        .collect();
    let mut countries: Vec<String> = Vec::new();
    for segment in &segments {
        if let Some(code) =
            country(segment, states).filter(|code| !countries.iter().any(|known| known == code))
        {
            countries.push(code.to_owned());
        }
    }
    let virtual_ = says(&["virtual", "online", "remote"]);
    let both = virtual_ && (says(&["in-person", "in person", "irl"]) || joined(&lower));
    let mode = match () {
        () if both || says(&["hybrid"]) => "hybrid",
        () if virtual_ || online => "online",
        () => "in-person",
    };
    Place {
        city: segments.iter().find_map(|segment| city(segment)),
        countries,
        mode,
    }
}

/// "Munich, DE + Virtual": a place and a word for online, joined.
fn joined(lower: &str) -> bool {
    let Some((before, after)) = lower.split_once(['+', '&']) else {
        return false;
    };
    let is_word = |text: &str| {
        MODE_WORDS
            .iter()
            .any(|word| text.trim_matches([' ', '(', ')']) == *word)
    };
    is_word(after) && !is_word(before)
        || is_word(before) && !is_word(after) && !after.trim().is_empty()
}

/// The place without the words for its mode; brackets separate.
fn without_mode(printed: &str) -> String {
    let mut out = printed.to_owned();
    for word in MODE_WORDS {
        while let Some(at) = find_ignoring_case(&out, word) {
            out.replace_range(at..at + word.len(), "\u{1}");
        }
    }
    out.replace(['(', ')'], "\u{1}")
        .replace(" - ", "\u{1}")
        .replace(" and ", "\u{1}")
}

fn find_ignoring_case(text: &str, word: &str) -> Option<usize> {
    let (bytes, word) = (text.as_bytes(), word.as_bytes());
    bytes
        .windows(word.len())
        .position(|window| window.eq_ignore_ascii_case(word))
}

fn tidy(part: &str) -> &str {
    part.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '.' | '–' | ':'))
}

fn city(segment: &str) -> Option<String> {
    let (first, rest) = segment.split_once(',').unwrap_or((segment, ""));
    let first = tidy(first);
    let is_country = BY_NAME.contains_key(&first.to_lowercase());
    let alone = rest.is_empty() && (is_country || !segment.contains(char::is_alphabetic));
    (!first.is_empty() && !alone && first.len() > 2).then(|| first.to_owned())
}

/// The country a segment ends with: `City, CC`, `City, ST, US`, `City, Country`.
fn country(segment: &str, states: bool) -> Option<&'static str> {
    let parts: Vec<&str> = segment
        .split(',')
        .map(tidy)
        .filter(|part| !part.is_empty())
        .collect();
    for (index, part) in parts.iter().enumerate().rev() {
        let last_word = part.rsplit(' ').next().unwrap_or(part);
        for text in [*part, last_word] {
            if let Some(code) = code(text, &parts, index, states) {
                return Some(code);
            }
        }
    }
    None
}

fn code(text: &str, parts: &[&str], index: usize, states: bool) -> Option<&'static str> {
    let upper = text.to_uppercase();
    let is_state = US_STATES.contains(&upper.as_str());
    let is_last_of_two = index == 1 && parts.len() == 2;
    if upper == "CA" && is_last_of_two {
        let canadian = parts
            .first()
            .is_some_and(|city| CANADIAN_CITIES.contains(&city.to_lowercase().as_str()));
        return Some(if canadian || !states { "CA" } else { "US" });
    }
    if is_last_of_two && (is_state && states || SURELY_STATES.contains(&upper.as_str())) {
        return Some("US");
    }
    // A lone first part is a city unless it is printed like a code or a name.
    let plausible = text.len() > 2 || index > 0 || text == upper;
    let known = BY_NAME
        .get(&text.to_lowercase())
        .copied()
        .filter(|_| plausible);
    known
        .or_else(|| (is_state && index > 0).then_some("US"))
        .or_else(|| (CANADIAN.contains(&upper.as_str()) && index > 0).then_some("CA"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(printed: &str) -> (Option<String>, Vec<String>, &'static str) {
        let place = read(printed, false, false);
        (place.city, place.countries, place.mode)
    }

    fn wanted(
        city: &str,
        countries: &[&str],
        mode: &'static str,
    ) -> (Option<String>, Vec<String>, &'static str) {
        let countries = countries.iter().map(|code| (*code).to_owned()).collect();
        (
            Some(city.to_owned()).filter(|city| !city.is_empty()),
            countries,
            mode,
        )
    }

    #[test]
    fn places_in_every_printed_form() {
        let cases = [
            ("Berlin, DE", wanted("Berlin", &["DE"], "in-person")),
            ("London, UK", wanted("London", &["GB"], "in-person")),
            ("Durham, NC", wanted("Durham", &["US"], "in-person")),
            ("Portland, OR, US", wanted("Portland", &["US"], "in-person")),
            (
                "Minneapolis, MN US",
                wanted("Minneapolis", &["US"], "in-person"),
            ),
            (
                "Vancouver, BC, CA",
                wanted("Vancouver", &["CA"], "in-person"),
            ),
            ("Linz, AU", wanted("Linz", &["AU"], "in-person")),
            ("Rome, Italy", wanted("Rome", &["IT"], "in-person")),
            (
                "München/Munich, DE",
                wanted("München", &["DE"], "in-person"),
            ),
            ("Virtual", wanted("", &[], "online")),
            ("Virtual (Israel)", wanted("", &["IL"], "online")),
            (
                "Virtual (Dallas, TX, US)",
                wanted("Dallas", &["US"], "online"),
            ),
            ("Munich, DE + Virtual", wanted("Munich", &["DE"], "hybrid")),
            (
                "Virtual + In Person (Berlin, DE)",
                wanted("Berlin", &["DE"], "hybrid"),
            ),
            (
                "Hybrid - Virtual and In-Person (Köln/Cologne, DE)",
                wanted("Köln", &["DE"], "hybrid"),
            ),
            (
                "Virtual (San Francisco, CA, US; São Paulo, BR)",
                wanted("San Francisco", &["US", "BR"], "online"),
            ),
        ];
        for (printed, wanted) in cases {
            assert_eq!(of(printed), wanted, "{printed}");
        }
    }

    #[test]
    fn headings_decide_what_the_place_leaves_open() {
        assert_eq!(read("Berlin, DE", true, false).mode, "online");
        assert_eq!(read("Columbus, IL", false, true).countries, ["US"]);
        assert_eq!(read("Tel Aviv, IL", false, false).countries, ["IL"]);
        assert_eq!(read("San Diego, CA", false, true).countries, ["US"]);
        assert_eq!(read("Vancouver, CA", false, true).countries, ["CA"]);
    }
}
