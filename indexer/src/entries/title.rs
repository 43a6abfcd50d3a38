//! The title of an entry: its link's text, or its sentence where that says too little.

use super::links::Links;
use crate::archive::block::{Link, Rich};

/// Longest title made of a sentence, in characters.
const MAX_CHARS: usize = 200;

/// Link texts of one word (or two) that mean nothing by themselves.
const EMPTY_WORDS: [&str; 44] = [
    "here",
    "this",
    "link",
    "links",
    "post",
    "blog",
    "blog post",
    "article",
    "thread",
    "video",
    "slides",
    "pr",
    "rfc",
    "announcement",
    "details",
    "more",
    "issue",
    "pull request",
    "discussion",
    "discuss",
    "comments",
    "code",
    "source",
    "demo",
    "docs",
    "documentation",
    "release",
    "notes",
    "report",
    "full report",
    "talk",
    "recording",
    "website",
    "project",
    "repo",
    "repository",
    "github",
    "reddit",
    "merged",
    "this post",
    "this thread",
    "part 1",
    "part 2",
    "tracking issue",
];

/// The title of a block whose labels end at `label_end`.
pub(super) fn of(rich: &Rich, link: Option<&Link>, label_end: usize) -> String {
    let text = rich.text.get(label_end..).unwrap_or(&rich.text).trim();
    let Some(link) = link else {
        return cut(sentence_at(text, 0));
    };
    let linked = rich.link_text(link).trim_start_matches("**");
    let inner = rich
        .text
        .get(link.start.max(label_end)..link.end)
        .map_or(linked, |text| text.trim().trim_start_matches("**"));
    let leads = link.start <= label_end;
    if !inner.is_empty() && stands_alone(inner, leads) {
        return inner.to_owned();
    }
    let sentence = cut(sentence_at(text, link.start.saturating_sub(label_end)));
    if sentence.is_empty() {
        link.url.clone()
    } else {
        sentence
    }
}

/// The texts of all links but the first that name something: what the entry is also
/// about.
pub(super) fn names(rich: &Rich, links: &Links) -> Vec<String> {
    let further = links.0.iter().skip(1).map(|link| rich.link_text(link));
    let mut names: Vec<String> = Vec::new();
    for name in further.filter(|name| !says_nothing(name)) {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// Whether a link's text is a title by itself. `leads` says that it begins the entry;
/// in the middle of a sentence a lower-case text is a phrase of that sentence.
fn stands_alone(text: &str, leads: bool) -> bool {
    if says_nothing(text) {
        return false;
    }
    let single = !text.contains(char::is_whitespace);
    let lower = text.starts_with(char::is_lowercase);
    leads || !(lower || single)
}

/// Whether a link's text is one of those that mean nothing by themselves, or a number.
fn says_nothing(text: &str) -> bool {
    let folded = text.trim_end_matches(['.', '!', ':']).to_lowercase();
    let number = folded.trim_start_matches(['#', 'p', 'r', ' ']);
    text.is_empty()
        || EMPTY_WORDS.contains(&folded.as_str())
        || (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The sentence around a place in a text.
fn sentence_at(text: &str, at: usize) -> &str {
    let mut start = 0;
    for (end, _) in text.match_indices(". ") {
        let next = end + 2;
        let begins_sentence = text
            .get(next..)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase() || c == '`'));
        if !begins_sentence {
            continue;
        }
        if next > at && end - start >= 12 {
            return text.get(start..=end).unwrap_or(text);
        }
        if next <= at {
            start = next;
        }
    }
    text.get(start..).unwrap_or(text)
}

/// Cuts a long title at a word.
pub(super) fn cut(text: &str) -> String {
    shorten(text, MAX_CHARS)
}

/// At most `max` characters, cut between words, with an ellipsis.
pub(super) fn shorten(text: &str, max: usize) -> String {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(max) else {
        return text.to_owned();
    };
    let head = text.get(..end).unwrap_or(text);
    let at = head.rfind(' ').filter(|at| *at > end / 2).unwrap_or(end);
    format!(
        "{}…",
        head.get(..at)
            .unwrap_or(head)
            .trim_end_matches([',', ';', ' '])
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The title of `before[linked]after`.
    fn title(before: &str, linked: &str, after: &str) -> String {
        let link = Link {
            start: before.len(),
            end: before.len() + linked.len(),
            url: "https://example.com".to_owned(),
        };
        let rich = Rich {
            text: format!("{before}{linked}{after}"),
            links: vec![link.clone()],
            ..Rich::default()
        };
        of(&rich, Some(&link), 0)
    }

    #[test]
    fn a_link_that_stands_alone_is_the_title() {
        assert_eq!(
            title("", "Understanding lifetimes", ". A talk."),
            "Understanding lifetimes"
        );
        assert_eq!(title("", "tokio", ", a runtime"), "tokio");
        assert_eq!(
            title(
                "Ann wrote about ",
                "The Borrow Checker Within",
                " last week"
            ),
            "The Borrow Checker Within"
        );
    }

    #[test]
    fn further_links_are_names_unless_they_say_nothing() {
        let text = "Ann: Queues, Rows, Rows, slides, #12";
        let link = |linked: &str| {
            let start = text.find(linked).unwrap_or_default();
            Link {
                start,
                end: start + linked.len(),
                url: format!("https://example.com/{start}"),
            }
        };
        let rich = Rich {
            text: text.to_owned(),
            ..Rich::default()
        };
        let links = Links(
            ["Queues", "Rows", "Rows", "slides", "#12"]
                .map(link)
                .to_vec(),
        );
        assert_eq!(names(&rich, &links), ["Rows"]);
    }

    #[test]
    fn a_phrase_or_a_number_takes_its_sentence() {
        assert_eq!(
            title("bob ", "renamed", " it once more."),
            "bob renamed it once more."
        );
        assert_eq!(
            title(
                "A good week: ",
                "#96711",
                " made builds faster. More below."
            ),
            "A good week: #96711 made builds faster."
        );
        assert_eq!(title("Read the notes ", "here", ""), "Read the notes here");
        assert_eq!(title("", "here", " are the notes"), "here are the notes");
    }
}
