//! Numbers and pasted links: `#146700`, `rust#146700`, `RFC 2094`, `issue 404`, URLs.

use super::node::Key;
use super::words;
use crate::text::keys;

/// The key a chunk of text without spaces names, if any; `words` is left empty.
pub(super) fn key_of(chunk: &str) -> Option<Key> {
    let key = |keys| {
        Some(Key {
            text: chunk.to_owned(),
            keys,
            words: Vec::new(),
        })
    };
    let chunk = chunk.trim_end_matches([',', '.', ';']);
    if is_url(chunk) {
        return key(keys::pasted_url(chunk));
    }
    if let Some((repo, number)) = chunk.split_once('#') {
        let number = number.trim_end_matches([')', ':', '?', '!']);
        let repo = repo.trim_start_matches(['(', '[']);
        let number = digits(number)?;
        let named = repo
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_./".contains(&b));
        if !named || repo.split('/').count() > 2 {
            return None;
        }
        if repo.eq_ignore_ascii_case("rfc") {
            return key(vec![keys::rfc_key(number)]);
        }
        return key(vec![
            [&repo.to_ascii_lowercase(), "#", &number.to_string()].concat(),
        ]);
    }
    let lower = chunk.to_ascii_lowercase();
    let number = lower
        .strip_prefix("rfc")
        .map(|tail| tail.strip_prefix(['-', ':']).unwrap_or(tail));
    key(vec![keys::rfc_key(number.and_then(digits)?)])
}

/// The key two words name together: `RFC 2094`, `issue 404`, `PR 146700`.
pub(super) fn key_of_two(word: &str, number: &str) -> Option<Key> {
    let text = [word, " ", number].concat();
    let number = digits(
        number
            .trim_start_matches('#')
            .trim_end_matches([',', '.', ':', ';', ')']),
    )?;
    let key = match word.to_ascii_lowercase().as_str() {
        "rfc" => keys::rfc_key(number),
        // `twir 2024` is a year: there are not so many issues.
        "issue" | "twir" if !words::is_year(number) => keys::issue_key(number),
        "pr" => ["#", &number.to_string()].concat(),
        _ => return None,
    };
    Some(Key {
        text,
        keys: vec![key],
        words: Vec::new(),
    })
}

fn digits(s: &str) -> Option<u32> {
    let plain = (1..=9).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| s.parse().ok()).flatten()
}

/// With a scheme, or beginning with a host and a path.
fn is_url(chunk: &str) -> bool {
    if let Some((scheme, rest)) = chunk.split_once("://") {
        return !rest.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphabetic());
    }
    let Some((host, path)) = chunk.split_once('/') else {
        return false;
    };
    let Some((_, tld)) = host.rsplit_once('.') else {
        return false;
    };
    !path.is_empty()
        && tld.len() >= 2
        && tld.bytes().all(|b| b.is_ascii_alphabetic())
        && host
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
}
