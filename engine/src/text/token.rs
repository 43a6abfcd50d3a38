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

use super::atom::{Atom, MAX_TOKEN, runs};
use std::borrow::Cow;

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
