//! Chunks of text → words and phrases.

use super::node::{Hint, Node, Phrase, Word};
use crate::text::synonyms::synonyms;
use crate::text::{Atom, runs, whole};

/// Words that say nothing by themselves.
const FILLERS: &str = " a about all an and any are as at be by can did do does for from had has have how i if in into is it its me my not of on or our so some that the their there these they this to was we were what when where which who why will with would you your ";

/// Words that are also a kind or group of records, and their ids.
const KINDS: &[(&str, &[&str])] = &[
    ("article", &["articles", "walkthroughs"]),
    ("blog", &["articles", "walkthroughs", "official"]),
    ("post", &["articles", "walkthroughs", "official"]),
    ("tutorial", &["walkthroughs"]),
    ("walkthrough", &["walkthroughs"]),
    ("event", &["events"]),
    ("meetup", &["events"]),
    ("conference", &["events", "cfp-events"]),
    ("job", &["jobs"]),
    ("rfc", &["rfcs"]),
    ("fcp", &["rfcs"]),
    ("pr", &["changes"]),
    ("crate", &["crate", "new-crates"]),
    ("quote", &["quote"]),
    ("said", &["quote"]),
    ("say", &["quote"]),
    ("qotw", &["quote"]),
    ("cfp", &["calls"]),
    ("paper", &["research"]),
    ("research", &["research"]),
    ("newsletter", &["newsletters"]),
    ("foundation", &["foundation"]),
    ("issue", &["issue"]),
];

/// Adds the words of `text` (a chunk without spaces) to `out`; with `prefix`, the
/// last of them also matches as a prefix.
pub(super) fn words(text: &str, prefix: bool, out: &mut Vec<Node>) {
    runs(text, &mut |run| {
        let prefix = prefix && run.last().is_some_and(|last| ends_with(text, last));
        if run.first().is_some_and(|atom| atom.cjk) {
            out.push(cjk(text, run));
        } else if let Some(token) = whole(run) {
            out.push(Node::Word(word(text, run, token, prefix)));
        } else {
            for (i, atom) in run.iter().enumerate() {
                let prefix = prefix && i + 1 == run.len();
                out.push(Node::Word(word(
                    text,
                    &run[i..=i],
                    atom.text.clone(),
                    prefix,
                )));
            }
        }
    });
}

/// Whether nothing that can be searched follows `last` in `text`.
fn ends_with(text: &str, last: &Atom) -> bool {
    !text[last.end..].chars().any(char::is_alphanumeric)
}

/// Whether text without any token is more than punctuation.
pub(super) fn says_something(text: &str) -> bool {
    text.chars()
        .any(|c| !c.is_ascii() && !matches!(u32::from(c), 0x80..=0xbf | 0x2000..=0x206f))
}

/// Adds the phrase `text`; one word in quotes is that exact word. With `open`, the
/// quote is still being typed, and its last word stands apart as a prefix.
pub(super) fn quoted(text: &str, slop: u32, open: bool, out: &mut Vec<Node>) {
    let mut atoms: Vec<Atom> = Vec::new();
    let mut runs_seen = 0;
    let mut single = None;
    runs(text, &mut |run| {
        runs_seen += 1;
        single = whole(run).filter(|_| runs_seen == 1 && !run.iter().any(|atom| atom.cjk));
        atoms.extend_from_slice(run);
    });
    let typed = atoms
        .last()
        .filter(|last| open && !last.cjk && last.end == text.len())
        .cloned();
    if let Some(last) = typed {
        atoms.pop();
        phrase(&text[..last.start], &atoms, slop, None, out);
        let run = std::slice::from_ref(&last);
        out.push(Node::Word(word(text, run, last.text.clone(), true)));
    } else {
        phrase(text, &atoms, slop, single, out);
    }
}

/// Words in a row as one: the parts of a compound, or its beginning. `None` for none.
pub(super) fn in_a_row(text: &str) -> Option<Word> {
    let mut atoms: Vec<Atom> = Vec::new();
    runs(text, &mut |run| atoms.extend_from_slice(run));
    let parts: Vec<String> = terms(&atoms).into_iter().map(|term| term.1).collect();
    let token = parts.concat();
    (!token.is_empty()).then(|| Word {
        text: text.to_owned(),
        token,
        parts: if parts.len() > 1 { parts } else { Vec::new() },
        prefix: true,
        exact: true,
        ..Word::default()
    })
}

fn phrase(text: &str, atoms: &[Atom], slop: u32, single: Option<String>, out: &mut Vec<Node>) {
    let text = text.trim().to_owned();
    let mut terms = terms(atoms);
    let token = single.or_else(|| {
        if terms.len() == 1 {
            terms.pop().map(|term| term.1)
        } else {
            None
        }
    });
    if let Some(token) = token {
        out.push(Node::Word(Word {
            text,
            token,
            exact: true,
            ..Word::default()
        }));
    } else if !terms.is_empty() {
        out.push(Node::Phrase(Phrase { text, terms, slop }));
    }
}

/// The tokens of a phrase and their places: every atom, or for scripts without
/// spaces every two neighbours.
fn terms(atoms: &[Atom]) -> Vec<(u32, String)> {
    let mut terms = Vec::new();
    let mut after_pair = false;
    for (i, atom) in atoms.iter().enumerate() {
        let next = atoms
            .get(i + 1)
            .filter(|next| atom.cjk && next.cjk && next.start == atom.end);
        match next {
            Some(next) => terms.push((i as u32, [atom.text.as_str(), &next.text].concat())),
            None if after_pair => {}
            None => terms.push((i as u32, atom.text.clone())),
        }
        after_pair = next.is_some();
    }
    terms
}

/// A stretch of a script without spaces: its pairs, side by side.
fn cjk(text: &str, run: &[Atom]) -> Node {
    let mut terms = terms(run);
    let text = run
        .first()
        .zip(run.last())
        .map_or(text, |(first, last)| &text[first.start..last.end]);
    if terms.len() > 1 {
        return Node::Phrase(Phrase {
            text: text.to_owned(),
            terms,
            slop: 0,
        });
    }
    let token = terms.pop().map(|term| term.1).unwrap_or_default();
    Node::Word(Word {
        text: text.to_owned(),
        token,
        exact: true,
        ..Word::default()
    })
}

fn word(text: &str, run: &[Atom], token: String, prefix: bool) -> Word {
    let typed = run
        .first()
        .zip(run.last())
        .map_or(text, |(first, last)| &text[first.start..last.end]);
    let parts = if run.len() > 1 {
        run.iter().map(|atom| atom.text.clone()).collect()
    } else {
        Vec::new()
    };
    let synonyms = synonyms(&[&token]);
    let hint = hint(&token);
    Word {
        text: typed.to_owned(),
        token,
        parts,
        prefix,
        exact: false,
        synonyms,
        hint,
    }
}

/// A year that an issue may have.
fn year(token: &str) -> Option<u16> {
    let year = token.parse().ok().filter(|_| token.len() == 4);
    year.filter(|year| is_year(u32::from(*year)))
}

/// Whether a number is rather a year.
pub(super) fn is_year(number: u32) -> bool {
    (2010..=2099).contains(&number)
}

/// `before 2020`, `since 2019`: as one word that also means the years of the issue.
pub(super) fn years(word: &str, next: &str, text: &str) -> Option<Word> {
    let year = year(next)?;
    let (from, to) = match word {
        "before" => (0, year - 1),
        "after" => (year + 1, u16::MAX),
        "since" => (year, u16::MAX),
        "until" => (0, year),
        _ => return None,
    };
    Some(Word {
        text: text.to_owned(),
        token: [word, next].concat(),
        parts: vec![word.to_owned(), next.to_owned()],
        hint: Some(Hint::Years(from, to)),
        ..Word::default()
    })
}

fn hint(token: &str) -> Option<Hint> {
    if let Some(year) = year(token) {
        return Some(Hint::Years(year, year));
    }
    if FILLERS.split(' ').any(|filler| filler == token) {
        return Some(Hint::Filler);
    }
    let one = token.strip_suffix('s').unwrap_or(token);
    let kind = KINDS
        .iter()
        .find(|(name, _)| *name == token || *name == one);
    kind.map(|(_, ids)| Hint::Kind(ids))
}
