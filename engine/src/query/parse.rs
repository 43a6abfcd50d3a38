//! Marks of the grammar → tree.

use super::field::Compare;
use super::lex::{Lexeme, ignore, lex};
use super::node::{Filter, Hint, Key, Node, Query};
use super::{number, value, words};
use crate::text::fold;
use crate::text::synonyms::{LONGEST, synonyms};
use backissue_model::answer::Note;

/// Most words, phrases and filters of a query.
const MAX_LEAVES: usize = 64;

/// Reads a query. Any text is a query: what cannot be understood is searched as
/// words, and what cannot be searched is noted.
///
/// With `typing`, the word at the very end also matches as a prefix.
///
/// ```
/// use backissue_engine::query::{Node, parse};
/// let query = parse("tokio OR async-std year:2019..2021 -video", false);
/// assert!(matches!(query.root, Node::Or(_)));
/// assert!(query.notes.is_empty());
/// ```
pub fn parse(text: &str, typing: bool) -> Query {
    let mut notes = Vec::new();
    let lexemes = lex(text, &mut notes);
    let typing = typing
        && !text.ends_with(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | ')' | '*'));
    let mut parser = Parser {
        lexemes,
        at: 0,
        leaves: 0,
        typing,
        notes,
    };
    let mut all = Vec::new();
    // A `)` too many ends a level early; what follows is one more condition.
    while parser.at < parser.lexemes.len() {
        all.extend(parser.or());
        parser.at += usize::from(parser.peek() == Some(&Lexeme::Close));
    }
    Query {
        root: and(all).unwrap_or_default(),
        notes: parser.notes,
    }
}

struct Parser {
    lexemes: Vec<Lexeme>,
    at: usize,
    leaves: usize,
    typing: bool,
    notes: Vec<Note>,
}

impl Parser {
    fn peek(&self) -> Option<&Lexeme> {
        self.lexemes.get(self.at)
    }

    fn is_last(&self) -> bool {
        self.at >= self.lexemes.len()
    }

    /// `and { "OR" and }`
    fn or(&mut self) -> Option<Node> {
        let mut arms = Vec::new();
        loop {
            let arm = self.and();
            let more = self.peek() == Some(&Lexeme::Or);
            if arm.is_none() && (more || !arms.is_empty()) {
                ignore("OR", "one side of it is empty", &mut self.notes);
            }
            arms.extend(arm);
            if !more {
                return or(arms);
            }
            self.at += 1;
        }
    }

    /// `{ [ "AND" ] not }`
    fn and(&mut self) -> Option<Node> {
        let mut members = Vec::new();
        while let Some(lexeme) = self.peek() {
            match lexeme {
                Lexeme::Or | Lexeme::Close => break,
                Lexeme::And => self.at += 1,
                _ => self.not(false, &mut members),
            }
        }
        name_groups(&mut members);
        and(members)
    }

    /// `{ "-" | "NOT" } primary`, added to `members`.
    fn not(&mut self, mut negated: bool, members: &mut Vec<Node>) {
        while self.peek() == Some(&Lexeme::Not) {
            self.at += 1;
            negated = !negated;
        }
        let before = self.at;
        let mut found = Vec::new();
        self.primary(negated, &mut found);
        if negated {
            match and(found) {
                Some(node) => members.push(Node::Not(Box::new(node))),
                None if before == self.at || self.is_last() => {
                    ignore("NOT", "nothing follows it", &mut self.notes);
                }
                None => {}
            }
        } else {
            members.extend(found);
        }
    }

    fn primary(&mut self, negated: bool, found: &mut Vec<Node>) {
        match self.peek().cloned() {
            None | Some(Lexeme::Close | Lexeme::Or | Lexeme::And | Lexeme::Not) => {}
            Some(Lexeme::Open) => {
                self.at += 1;
                found.extend(self.or());
                self.at += usize::from(self.peek() == Some(&Lexeme::Close));
            }
            Some(Lexeme::Quoted(text, slop, closed)) => {
                self.at += 1;
                let open = self.typing && !closed && self.is_last() && !negated;
                words::quoted(&text, slop, open, found);
                self.limit(found, &text);
            }
            Some(Lexeme::Field(field, values, text)) => {
                self.at += 1;
                self.filter(field, &values, &text, found);
                self.limit(found, &text);
            }
            Some(Lexeme::Unknown(_)) => self.unknown_field(negated, found),
            Some(Lexeme::Chunk(text)) => {
                self.at += 1;
                self.chunk(&text, negated, found);
                self.limit(found, &text);
            }
        }
    }

    /// `name:value` of no field: words, which go first when all together match nothing.
    fn unknown_field(&mut self, negated: bool, found: &mut Vec<Node>) {
        while let Some(Lexeme::Unknown(name)) = self.peek().cloned() {
            self.at += 1;
            let mut words = Vec::new();
            words::words(&name, false, &mut words);
            self.limit(&mut words, &name);
            found.append(&mut words);
        }
        let mut value = Vec::new();
        self.primary(negated, &mut value);
        found.append(&mut value);
        for node in found {
            if let Node::Word(word) = node {
                word.hint = word.hint.or(Some(Hint::UnknownField));
            }
        }
    }

    fn filter(
        &mut self,
        field: super::Field,
        values: &[String],
        text: &str,
        found: &mut Vec<Node>,
    ) {
        let known: Vec<_> = values
            .iter()
            .filter_map(|text| value::value(field, text))
            .collect();
        if known.len() < values.len() || known.is_empty() {
            let why = match field.compare() {
                Compare::Date => "not a year, month or day",
                Compare::Number => "not a number",
                Compare::Url => "not a link",
                _ => "no value",
            };
            ignore(text, why, &mut self.notes);
        }
        if !known.is_empty() {
            found.push(Node::Filter(Filter {
                field,
                values: known,
            }));
        }
    }

    fn chunk(&mut self, text: &str, negated: bool, found: &mut Vec<Node>) {
        let mut next = None;
        if let Some(Lexeme::Chunk(following)) = self.peek()
            && !negated
        {
            let both = [text, " ", following].concat();
            if let Some(word) = words::years(&fold(text), following, &both) {
                self.at += 1;
                found.push(Node::Word(word));
                return;
            }
            next = number::key_of_two(text, following).map(|key| (key, following.clone()));
        }
        let (key, second) = match next {
            Some((key, next)) => {
                self.at += 1;
                (Some(key), next)
            }
            None => (number::key_of(text), String::new()),
        };
        let prefix = text.ends_with('*') || (self.typing && self.is_last() && !negated);
        let mut nodes = Vec::new();
        words::words(text, prefix && second.is_empty(), &mut nodes);
        words::words(&second, prefix, &mut nodes);
        let Some(key) = key else {
            if nodes.is_empty() && words::says_something(text) {
                ignore(text, "it has no letters or digits", &mut self.notes);
            }
            found.append(&mut nodes);
            return;
        };
        let only_words = nodes.into_iter().map(|node| match node {
            Node::Word(word) => Some(word),
            _ => None,
        });
        let words = if text.contains("://") {
            None
        } else {
            only_words.collect()
        };
        found.push(Node::Key(Key {
            words: words.unwrap_or_default(),
            ..key
        }));
    }

    /// Drops what was just read when the query has enough conditions.
    fn limit(&mut self, found: &mut Vec<Node>, text: &str) {
        let room = MAX_LEAVES - self.leaves;
        if found.len() > room {
            found.truncate(room);
            ignore(
                text,
                "the query has too many words; this and all after it",
                &mut self.notes,
            );
            self.at = self.lexemes.len();
        }
        self.leaves += found.len();
    }
}

/// Gives neighbouring words that name one thing together its other names
/// (`borrow checker` → `borrowck`); a record with that name has both words.
fn name_groups(members: &mut [Node]) {
    for len in 2..=LONGEST.min(members.len()) {
        for first in 0..=members.len() - len {
            let group = &mut members[first..first + len];
            let tokens: Option<Vec<&str>> = group
                .iter()
                .map(|node| match node {
                    Node::Word(word) if !word.exact => Some(word.token.as_str()),
                    _ => None,
                })
                .collect();
            let names = tokens.map(|tokens| synonyms(&tokens)).unwrap_or_default();
            for node in group {
                if let Node::Word(word) = node {
                    word.synonyms.extend(names.iter().cloned());
                }
            }
        }
    }
}

/// All of `members`, in normal form; `None` for none.
fn and(members: Vec<Node>) -> Option<Node> {
    let mut flat: Vec<Node> = Vec::new();
    for member in members {
        match member {
            Node::And(inner) => flat.extend(inner),
            other => flat.push(other),
        }
    }
    let mut out: Vec<Node> = Vec::new();
    for member in flat {
        if member != Node::All && !out.contains(&member) {
            out.push(member);
        }
    }
    if out.is_empty() {
        return None;
    }
    if out.iter().all(|member| matches!(member, Node::Not(_))) {
        out.insert(0, Node::All);
    }
    if out.len() == 1 {
        out.pop()
    } else {
        Some(Node::And(out))
    }
}

/// Any of `arms`, in normal form; `None` for none.
fn or(arms: Vec<Node>) -> Option<Node> {
    let mut out: Vec<Node> = Vec::new();
    for arm in arms {
        let arm = if let Node::Or(inner) = arm {
            inner
        } else {
            vec![arm]
        };
        for arm in arm {
            if !out.contains(&arm) {
                out.push(arm);
            }
        }
    }
    if out.len() > 1 {
        Some(Node::Or(out))
    } else {
        out.pop()
    }
}
