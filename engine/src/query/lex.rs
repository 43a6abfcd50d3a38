//! Query text → marks of the grammar.

use super::field::Field;
use backissue_model::answer::Note;

/// Longest query that is read, in bytes.
const MAX_BYTES: usize = 4096;
/// Most words that may stand between those of a phrase; the index keeps texts that do
/// not belong together farther apart.
const MAX_SLOP: u32 = 12;
/// Deepest nesting of parentheses.
const MAX_DEPTH: usize = 24;

/// One mark of the grammar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lexeme {
    Open,
    Close,
    Or,
    And,
    Not,
    /// `"text"` with the words that may stand between, and whether the quote was closed.
    Quoted(String, u32, bool),
    /// `field:value,value`, the values without quotes, and the whole as typed.
    Field(Field, Vec<String>, String),
    /// `name:` before a value, where no field has that name.
    Unknown(String),
    /// Anything else without spaces.
    Chunk(String),
}

/// Splits `text`; never fails, and notes what is left out.
pub(super) fn lex(text: &str, notes: &mut Vec<Note>) -> Vec<Lexeme> {
    let (text, rest) = text.split_at(text.floor_char_boundary(MAX_BYTES));
    if !rest.trim().is_empty() {
        ignore(rest, "the query is too long", notes);
    }
    let mut lexer = Lexer {
        s: text,
        at: 0,
        open: 0,
        out: Vec::new(),
    };
    while lexer.step(notes) {}
    lexer.out
}

/// Notes once that `text` was left out; long text is cut.
pub(super) fn ignore(text: &str, why: &str, notes: &mut Vec<Note>) {
    let text = text.trim();
    let cut = text.char_indices().nth(60).map_or(text.len(), |(at, _)| at);
    let dots = if cut < text.len() { "…" } else { "" };
    let note = Note::Ignored {
        text: [&text[..cut], dots].concat(),
        why: why.to_owned(),
    };
    if !notes.contains(&note) {
        notes.push(note);
    }
}

struct Lexer<'a> {
    s: &'a str,
    at: usize,
    /// Parentheses open now.
    open: usize,
    out: Vec<Lexeme>,
}

/// What parts words: spaces and control characters.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '＂')
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.s[self.at..]
    }

    fn take(&mut self, len: usize) -> &'a str {
        let taken = &self.rest()[..len];
        self.at += len;
        taken
    }

    fn step(&mut self, notes: &mut Vec<Note>) -> bool {
        self.at = self.s.len() - self.rest().trim_start_matches(is_gap).len();
        let Some(c) = self.rest().chars().next() else {
            return false;
        };
        match c {
            '(' => self.open(notes),
            ')' => self.close(),
            '-' => self.minus(),
            _ if is_quote(c) => self.quoted(c),
            _ if self.field(notes) => {}
            _ => self.chunk(),
        }
        true
    }

    fn open(&mut self, notes: &mut Vec<Note>) {
        self.at += 1;
        self.open += 1;
        if self.open <= MAX_DEPTH {
            self.out.push(Lexeme::Open);
        } else if self.open == MAX_DEPTH + 1 {
            ignore("(", "parentheses are nested too deeply", notes);
        }
    }

    fn close(&mut self) {
        self.at += 1;
        if (1..=MAX_DEPTH).contains(&self.open) {
            self.out.push(Lexeme::Close);
        }
        self.open = self.open.saturating_sub(1);
    }

    /// `-` excludes what follows it; alone, or before punctuation, it is a dash.
    fn minus(&mut self) {
        self.at += 1;
        let next = self.rest().chars().next();
        if next.is_some_and(|c| c.is_alphanumeric() || is_quote(c) || matches!(c, '(' | '#')) {
            self.out.push(Lexeme::Not);
        } else {
            self.at += self.rest().len() - self.rest().trim_start_matches('-').len();
        }
    }

    fn quoted(&mut self, quote: char) {
        self.at += quote.len_utf8();
        let (text, closed) = self.until_quote();
        let text = text.to_owned();
        let mut slop = 0;
        if let Some(tail) = self.rest().strip_prefix('~') {
            let digits = tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            slop = tail[..digits].parse().unwrap_or(0).min(MAX_SLOP);
            self.at += 1 + digits;
        }
        self.out.push(Lexeme::Quoted(text, slop, closed));
    }

    /// Text up to the closing quote (or the end), and whether there was one.
    fn until_quote(&mut self) -> (&'a str, bool) {
        let rest = self.rest();
        let Some((len, quote)) = rest.char_indices().find(|(_, c)| is_quote(*c)) else {
            return (self.take(rest.len()), false);
        };
        let text = self.take(len);
        self.at += quote.len_utf8();
        (text, true)
    }

    /// Reads `name:value,…` where `name` is a field; otherwise moves nothing.
    fn field(&mut self, notes: &mut Vec<Note>) -> bool {
        let rest = self.rest();
        let Some((name, tail)) = rest.split_once(':') else {
            return false;
        };
        let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic());
        let valued = tail.starts_with(|c| !is_gap(c) && !matches!(c, ':' | '/' | ')' | ','));
        if !plain || !valued {
            return false;
        }
        let Some(field) = Field::named(name) else {
            let field = name.to_owned();
            if !notes.contains(&Note::UnknownField {
                field: field.clone(),
            }) {
                notes.push(Note::UnknownField { field });
            }
            // The name is searched as a word, and what follows as whatever it is.
            self.at += name.len() + 1;
            self.out.push(Lexeme::Unknown(name.to_owned()));
            return true;
        };
        let start = self.at;
        self.at += name.len() + 1;
        let values = self.values();
        self.out.push(Lexeme::Field(
            field,
            values,
            self.s[start..self.at].to_owned(),
        ));
        true
    }

    fn values(&mut self) -> Vec<String> {
        let mut values = Vec::new();
        loop {
            let quote = self.rest().chars().next().filter(|c| is_quote(*c));
            let value = if let Some(quote) = quote {
                self.at += quote.len_utf8();
                self.until_quote().0
            } else {
                let len = self.bare_len(true);
                self.take(len)
            };
            if !value.is_empty() {
                values.push(value.to_owned());
            }
            if !self.rest().starts_with(',') {
                return values;
            }
            self.at += 1;
        }
    }

    /// Length of the text up to a space, or a `)` that closes a group; within a
    /// field's values also up to a comma.
    fn bare_len(&self, value: bool) -> usize {
        let mut inner = 0usize;
        let end = self.rest().char_indices().find(|(_, c)| match c {
            '(' => {
                inner += 1;
                false
            }
            ')' if inner > 0 => {
                inner -= 1;
                false
            }
            ')' => self.open > 0,
            ',' => value,
            c => is_gap(*c),
        });
        end.map_or(self.rest().len(), |(at, _)| at)
    }

    fn chunk(&mut self) {
        let len = self.bare_len(false);
        let chunk = self.take(len);
        self.out.push(match chunk {
            "OR" => Lexeme::Or,
            "AND" => Lexeme::And,
            "NOT" => Lexeme::Not,
            _ => Lexeme::Chunk(chunk.to_owned()),
        });
    }
}
