//! Lines of an issue with other words in the same shape.

use super::vocabulary::Vocabulary;

/// What of a line is the newsletter's own form, and what its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Headings, front matter, standing text: stays.
    Fixed,
    /// An event's date, place and organiser, or a sentence around a link: only links
    /// become others.
    Links,
    /// A list's item or a quote.
    Whole,
}

fn shape(line: &str) -> Shape {
    let text = line.trim_start();
    let item = ["* ", "- ", "+ ", "> "]
        .iter()
        .any(|mark| text.starts_with(mark));
    if item && !text.contains(" | ") {
        Shape::Whole
    } else if item || text.contains("](http") || text.starts_with('[') {
        Shape::Links
    } else {
        Shape::Fixed
    }
}

/// Calls `with` for the words that [`line()`] would replace.
pub(super) fn words(line: &str, mut with: impl FnMut(&str)) {
    if shape(line) == Shape::Whole {
        rewrite(line, true, &mut |piece| {
            if let Piece::Word(word) = piece {
                with(word);
            }
            String::new()
        });
    }
}

/// The line with other words, and with addresses that no other line has.
pub(super) fn line(line: &str, vocabulary: &mut Vocabulary) -> String {
    let shape = shape(line);
    if shape == Shape::Fixed {
        return line.to_owned();
    }
    rewrite(line, shape == Shape::Whole, &mut |piece| match piece {
        Piece::Word(word) => cased(word, &vocabulary.next()),
        Piece::Url(url) => address(url, vocabulary),
    })
}

enum Piece<'a> {
    Word(&'a str),
    Url(&'a str),
}

fn rewrite(line: &str, text_too: bool, with: &mut impl FnMut(Piece<'_>) -> String) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("http") && rest.contains("://") {
            let length = until(rest, |sign| sign.is_whitespace() || ")>]\"".contains(sign));
            out += &with(Piece::Url(&rest[..length]));
            length
        } else if first.is_alphabetic() {
            let length = until(rest, |sign| !sign.is_alphabetic());
            let word = &rest[..length];
            if text_too && word.chars().count() > 1 {
                out += &with(Piece::Word(word));
            } else {
                out += word;
            }
            length
        } else {
            out.push(first);
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    out
}

/// Bytes before the first sign for which `ends` holds; never none.
fn until(text: &str, ends: impl Fn(char) -> bool) -> usize {
    let end = text.char_indices().skip(1).find(|(_, sign)| ends(*sign));
    end.map_or(text.len(), |(at, _)| at)
}

/// `word` with the capitals of `like`.
fn cased(like: &str, word: &str) -> String {
    let mut signs = like.chars().map(char::is_uppercase);
    match (signs.next(), signs.next()) {
        (Some(true), Some(true)) => word.to_uppercase(),
        (Some(true), _) => {
            let mut letters = word.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters).collect()
        }
        _ => word.to_owned(),
    }
}

/// Hosts that everybody writes on: they stay what they are.
const SHARED: [&str; 12] = [
    "github.com",
    "meetup.com",
    "reddit.com",
    "youtube.com",
    "rust-lang.org",
    "eventbrite.com",
    "dev.to",
    "medium.com",
    "crates.io",
    "twitter.com",
    "youtu.be",
    "docs.rs",
];

/// Another address of the same shape. Its last part is one that is nowhere else.
fn address(url: &str, vocabulary: &mut Vocabulary) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut out = format!("{scheme}://");
    if SHARED.iter().any(|shared| host.ends_with(shared)) {
        out += host;
    } else {
        out += &host
            .split('.')
            .map(|label| {
                if label.len() > 3 {
                    plain(vocabulary)
                } else {
                    label.to_owned()
                }
            })
            .collect::<Vec<_>>()
            .join(".");
    }
    out.push('/');
    out += &rewrite_path(path, vocabulary);
    out
}

fn rewrite_path(path: &str, vocabulary: &mut Vocabulary) -> String {
    let mut out = String::new();
    let mut rest = path;
    while let Some(first) = rest.chars().next() {
        let length = until(rest, |sign| {
            sign.is_ascii_alphabetic() != first.is_ascii_alphabetic()
        });
        let run = &rest[..length];
        if first.is_ascii_alphabetic() && length > 5 {
            out += &plain(vocabulary);
        } else {
            out.extend(run.chars().map(|sign| {
                if sign.is_ascii_digit() {
                    vocabulary.digit()
                } else {
                    sign
                }
            }));
        }
        rest = &rest[length..];
    }
    out
}

/// A word that may stand in an address.
fn plain(vocabulary: &mut Vocabulary) -> String {
    let word = vocabulary.next();
    word.chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        + "x"
}

#[cfg(test)]
mod tests {
    use super::{line, words};
    use crate::scale::vocabulary::Vocabulary;

    #[test]
    fn shape_stays_and_words_change() {
        let mut vocabulary = Vocabulary::new(1);
        ["alpha", "beta"]
            .iter()
            .for_each(|word| vocabulary.learn(word));
        let made = line(
            "* [Fast *Sum* 1.2](https://github.com/ab/thesum/pull/12). Ok",
            &mut vocabulary,
        );
        assert!(made.starts_with("* ["), "{made}");
        assert!(
            made.contains(" 1.2](https://github.com/ab/") && made.contains("/pull/"),
            "{made}"
        );
        assert!(!made.contains("Fast") && !made.contains("thesum"), "{made}");
        let heading = "## [News](https://example.com)";
        assert!(line(heading, &mut vocabulary).starts_with("## [News](https://"));
        assert_eq!(line("## Jobs", &mut vocabulary), "## Jobs");
    }

    #[test]
    fn words_of_items_alone_are_learned() {
        let mut found = Vec::new();
        for text in [
            "# Title",
            "* [One two](https://three.four/five)",
            "Standing text",
        ] {
            words(text, |word| found.push(word.to_owned()));
        }
        assert_eq!(found, ["One", "two"]);
    }
}
