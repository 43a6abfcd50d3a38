//! Atoms: the smallest pieces of text that can be searched, and how they are glued.

use super::fold::{fold_char, is_ignorable};

/// Longest atom and longest whole, in bytes of folded text; the rest is cut.
pub(super) const MAX_TOKEN: usize = 60;

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
            ('/', _) if last.text.len() == 1 && !self.is_word(2) && self.ahead(2) != '+' => (3, 1),
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
