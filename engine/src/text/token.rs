//! Tokens: what the index holds of a text.
//!
//! Text is read as *atoms* (`std`, `io`, `uring`, `0.5`, `c++`), and atoms glued
//! by `_`, `-`, `::` or `.` form a *run*. A run is emitted whole and by its parts:
//!
//! | text | whole | parts at successive positions |
//! |---|---|---|
//! | `no_std`, `no-std` | `nostd` | `no` `std` |
//! | `std::simd` | `stdsimd` | `std` `simd` |
//! | `blog.rust-lang.org` | `blogrustlangorg`, `rustlang` | `blog` `rust` `lang` `org` |
//! | `x86_64` | `x86-64` (a hyphen keeps digits apart) | `x86` `64` |
//! | `0.5`, `v0.5` | `0.5` | none: versions never match inside others |
//! | `1.70.0` | `1.70.0`, and `1.70`, which names the same release | none |
//! | `C++`, `C#` | `c++`, `c#` | none |
//! | `Rust's`, `don't` | `rust`, `dont` | none |
//! | `速すぎる` | none | every two neighbours, and each one alone |
//!
//! A whole has no separators, so it does not matter which of them, or none, the
//! writer and the reader use (`nostd` finds `no_std`).

use super::fold::{fold_char, is_ignorable};
use std::borrow::Cow;

/// Longest atom and longest whole, in bytes of folded text.
const MAX_TOKEN: usize = 60;
/// Most atoms a whole is made of; longer runs are emitted by parts only.
const MAX_ATOMS: usize = 8;

/// One word of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'a> {
    /// Folded text.
    pub text: Cow<'a, str>,
    /// Number of the first word it stands for, counted from 0.
    pub position: u32,
    /// Words it spans: 1, or the number of parts of a compound.
    pub positions: u32,
    /// First byte in the source text.
    pub start: usize,
    /// One past the last byte in the source text.
    pub end: usize,
    /// Part of a compound whose whole is emitted too.
    pub part: bool,
}

/// The smallest piece of text that can be searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Atom {
    /// Folded text.
    pub(crate) text: String,
    /// Byte range in the source text.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// How it hangs on the atom before it, 0 for not at all: 1 `_`, 2 `-`, 3 `.` or `::`.
    pub(crate) glue: u8,
    /// A character of a script written without spaces.
    pub(crate) cjk: bool,
}

/// Emits every token of `s`, by ascending position; at one position longer ones first.
pub fn tokenize(s: &str, emit: &mut dyn FnMut(Token<'_>)) {
    let mut position = 0;
    runs(s, &mut |run| {
        if run.first().is_some_and(|atom| atom.cjk) {
            emit_bigrams(run, position, emit);
        } else {
            emit_run(run, position, emit);
        }
        position += run.len() as u32;
    });
}

/// Hands over the runs of `s` one by one: atoms glued to each other, or the
/// characters of a stretch written without spaces.
pub(crate) fn runs(s: &str, each: &mut dyn FnMut(&[Atom])) {
    let mut scan = Scan { s, at: 0 };
    let mut run: Vec<Atom> = Vec::new();
    while let Some(atom) = scan.next_atom(run.last()) {
        let joins = run.last().is_some_and(|last| {
            if atom.cjk {
                last.cjk && last.end == atom.start
            } else {
                atom.glue > 0
            }
        });
        if !joins && !run.is_empty() {
            each(&run);
            run.clear();
        }
        run.push(atom);
    }
    if !run.is_empty() {
        each(&run);
    }
}

/// The single token that stands for a whole run, unless the run is too long for one.
pub(crate) fn whole(run: &[Atom]) -> Option<String> {
    if run.len() > MAX_ATOMS {
        return None;
    }
    let mut out = String::new();
    for atom in run {
        let digits = out.ends_with(|c: char| c.is_ascii_digit())
            && atom.text.starts_with(|c: char| c.is_ascii_digit());
        if digits {
            out.push('-');
        }
        out.push_str(&atom.text);
    }
    (out.len() <= MAX_TOKEN).then_some(out)
}

fn emit_bigrams(run: &[Atom], position: u32, emit: &mut dyn FnMut(Token<'_>)) {
    for (i, atom) in run.iter().enumerate() {
        let position = position + i as u32;
        let next = run.get(i + 1);
        if let Some(next) = next {
            let text = Cow::Owned([atom.text.as_str(), &next.text].concat());
            emit(Token {
                text,
                position,
                positions: 2,
                start: atom.start,
                end: next.end,
                part: i > 0,
            });
        }
        emit_atom(atom, position, run.len() > 1, emit);
    }
}

fn emit_run(run: &[Atom], position: u32, emit: &mut dyn FnMut(Token<'_>)) {
    // Up to here everything is part of a whole that was emitted.
    let mut covered = 0;
    for (i, atom) in run.iter().enumerate() {
        let mut last_end = i + 1;
        for level in (1..=3).rev() {
            let end = group_end(run, i, level);
            if end <= i + 1 || end == last_end {
                continue;
            }
            last_end = end;
            if let Some(text) = whole(&run[i..end]) {
                emit(Token {
                    text: Cow::Owned(text),
                    position: position + i as u32,
                    positions: (end - i) as u32,
                    start: atom.start,
                    end: run[end - 1].end,
                    part: covered >= end,
                });
                covered = covered.max(end);
            }
        }
        emit_atom(atom, position + i as u32, covered > i, emit);
    }
}

/// End of the group of atoms glued at most `level` loosely that starts at `i`;
/// `i` when no such group starts there.
fn group_end(run: &[Atom], i: usize, level: u8) -> usize {
    if i > 0 && run[i].glue <= level {
        return i;
    }
    let tail = run[i + 1..].iter().take_while(|atom| atom.glue <= level);
    i + 1 + tail.count()
}

fn emit_atom(atom: &Atom, position: u32, part: bool, emit: &mut dyn FnMut(Token<'_>)) {
    let token = |text, part| Token {
        text: Cow::Borrowed(text),
        position,
        positions: 1,
        start: atom.start,
        end: atom.end,
        part,
    };
    emit(token(&atom.text, part));
    if let Some(release) = release(&atom.text) {
        emit(token(release, true));
    }
}

/// `1.70` for `1.70.0`, which is how most people write that release.
fn release(text: &str) -> Option<&str> {
    let short = text.strip_suffix(".0")?;
    (short.contains('.') && short.bytes().all(|b| b == b'.' || b.is_ascii_digit())).then_some(short)
}

/// What a character is to the scanner.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Class {
    Word,
    Cjk,
    Invisible,
    Other,
}

fn class(c: char) -> Class {
    if c.is_ascii() {
        return if c.is_ascii_alphanumeric() {
            Class::Word
        } else {
            Class::Other
        };
    }
    if is_ignorable(c) {
        return Class::Invisible;
    }
    if is_cjk(c) {
        return Class::Cjk;
    }
    let mut folded = String::new();
    fold_char(c, &mut folded);
    if folded.starts_with(char::is_alphanumeric) {
        Class::Word
    } else {
        Class::Other
    }
}

/// Scripts whose words are not separated by spaces (and Hangul, whose words carry
/// their particles).
fn is_cjk(c: char) -> bool {
    matches!(u32::from(c),
        0x1100..=0x11ff | 0x2e80..=0x2fdf | 0x3005..=0x3007 | 0x3041..=0x30fa | 0x30fc..=0x318f
        | 0x31f0..=0x31ff | 0x3400..=0x9fff | 0xac00..=0xd7a3 | 0xf900..=0xfaff
        | 0xff66..=0xff9d | 0x20000..=0x3ffff)
}

/// Reads atoms from left to right.
struct Scan<'a> {
    s: &'a str,
    at: usize,
}

impl Scan<'_> {
    fn peek(&self) -> Option<char> {
        self.s[self.at..].chars().next()
    }

    /// The folded character `n` places ahead, for matching punctuation.
    fn ahead(&self, n: usize) -> char {
        let Some(c) = self.s[self.at..].chars().nth(n) else {
            return ' ';
        };
        if c.is_ascii() {
            return c;
        }
        let mut folded = String::new();
        fold_char(c, &mut folded);
        folded.chars().next().unwrap_or(' ')
    }

    fn skip(&mut self, chars: usize) {
        self.at += self.s[self.at..]
            .chars()
            .take(chars)
            .map(char::len_utf8)
            .sum::<usize>();
    }

    fn is_word(&self, n: usize) -> bool {
        self.s[self.at..]
            .chars()
            .nth(n)
            .is_some_and(|c| class(c) == Class::Word)
    }

    fn next_atom(&mut self, last: Option<&Atom>) -> Option<Atom> {
        let glue = last
            .filter(|last| last.end == self.at || !last.cjk)
            .map_or(0, |last| self.glue(last));
        loop {
            let c = self.peek()?;
            match class(c) {
                Class::Word => return Some(self.word(glue)),
                Class::Cjk => {
                    let start = self.at;
                    self.at += c.len_utf8();
                    let mut text = String::new();
                    fold_char(c, &mut text);
                    return Some(Atom {
                        text,
                        start,
                        end: self.at,
                        glue: 0,
                        cjk: true,
                    });
                }
                Class::Invisible | Class::Other => self.at += c.len_utf8(),
            }
        }
    }

    /// Steps over what glues the coming atom to the `last` one, and says how tightly.
    fn glue(&mut self, last: &Atom) -> u8 {
        if last.cjk {
            return 0;
        }
        let (level, chars) = match (self.ahead(0), self.ahead(1)) {
            _ if self.is_word(0) => (1, 0),
            ('_', '_') => (1, 2),
            ('_', _) => (1, 1),
            ('#', _) if last.text == "r" => (1, 1),
            ('-', _) => (2, 1),
            (':', ':') => (3, 2),
            ('.', _) => (3, 1),
            // `I/O`, but not `Rust/Berlin`.
            ('/', _) if last.text.len() == 1 && !self.is_word(2) => (3, 1),
            _ => return 0,
        };
        if !self.is_word(chars) {
            return 0;
        }
        self.skip(chars);
        level
    }

    fn word(&mut self, glue: u8) -> Atom {
        let start = self.at;
        let mut text = String::new();
        let mut end = self.at;
        while let Some(c) = self.peek() {
            match class(c) {
                Class::Word | Class::Invisible if text.len() < MAX_TOKEN => fold_char(c, &mut text),
                Class::Word | Class::Invisible => {}
                _ if self.apostrophe() => {}
                _ => break,
            }
            self.at += c.len_utf8();
            end = self.at;
        }
        if self.number(&mut text) || self.suffix(&mut text) {
            end = self.at;
        } else if self.possessive() {
            self.skip(2);
        }
        Atom {
            text,
            start,
            end,
            glue,
            cjk: false,
        }
    }

    /// An apostrophe within a word, but not the possessive `'s` at its end.
    fn apostrophe(&self) -> bool {
        self.ahead(0) == '\'' && self.is_word(1) && !self.possessive()
    }

    fn possessive(&self) -> bool {
        self.ahead(0) == '\'' && matches!(self.ahead(1), 's' | 'S') && !self.is_word(2)
    }

    /// Reads on after digits: `0.5.1` (a `v` before it is dropped) and `2,634`.
    fn number(&mut self, text: &mut String) -> bool {
        let digits = text.strip_prefix('v').unwrap_or(text);
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return false;
        }
        let digit = |scan: &Self, n| scan.ahead(n).is_ascii_digit();
        if self.ahead(0) == '.' && digit(self, 1) {
            *text = digits.to_owned();
            while self.ahead(0) == '.' && digit(self, 1) {
                text.push('.');
                self.skip(1);
                while digit(self, 0) && text.len() < MAX_TOKEN {
                    text.push(self.ahead(0));
                    self.skip(1);
                }
            }
            return true;
        }
        let mut grouped = false;
        let short = text.len() <= 3;
        while short && self.ahead(0) == ',' && (1..=3).all(|n| digit(self, n)) && !self.is_word(4) {
            grouped = true;
            self.skip(1);
            for _ in 0..3 {
                text.push(self.ahead(0));
                self.skip(1);
            }
        }
        grouped
    }

    /// `C++` and `C#`.
    fn suffix(&mut self, text: &mut String) -> bool {
        let letters = text.bytes().all(|b| b.is_ascii_alphabetic());
        if letters && self.ahead(0) == '+' && self.ahead(1) == '+' && self.ahead(2) != '+' {
            text.push_str("++");
            self.skip(2);
            return true;
        }
        if letters && text.len() == 1 && self.ahead(0) == '#' && !self.is_word(1) {
            if matches!(self.ahead(1), '[' | '"' | '{') {
                return false;
            }
            text.push('#');
            self.skip(1);
            return true;
        }
        false
    }
}
