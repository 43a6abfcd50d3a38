//! English inflections.

use std::borrow::Cow;

/// What an English word shares with its inflections: `queue` for `queues`, `pars`
/// for `parse`, `parsed`, `parsing`. Anything but lower-case ASCII words of four
/// letters or more comes back as it is.
///
/// Only for comparing: two words are inflections of each other when their stems
/// are equal. The stem of a word is the word's beginning, except that a final `y`
/// may have become `i`.
pub fn stem(word: &str) -> Cow<'_, str> {
    if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    let mut w = plural(word);
    if let Some(short) = verb(w) {
        w = short;
    }
    w = noun(w);
    if w.len() > 3 {
        w = w.strip_suffix('e').unwrap_or(w);
    }
    match w.strip_suffix('y') {
        Some(head) if head.len() > 2 && !ends_in_vowel(head) => Cow::Owned([head, "i"].concat()),
        _ => Cow::Borrowed(w),
    }
}

/// A prefix that every word with the stem `stem` has.
pub fn stem_prefix(stem: &str) -> &str {
    stem.strip_suffix('i')
        .filter(|head| head.len() > 2)
        .unwrap_or(stem)
}

fn plural(w: &str) -> &str {
    let cut = |n: usize| &w[..w.len() - n];
    match w.as_bytes() {
        // `libraries` → `librari`, as `library` → `librari`.
        [.., _, b'i', b'e', b's'] if w.len() > 4 => cut(2),
        [.., b's', b's', b'e', b's']
        | [.., b's' | b'c', b'h', b'e', b's']
        | [.., b'x' | b'z', b'e', b's'] => cut(2),
        [.., b's' | b'u' | b'i', b's'] => w,
        [.., b's'] => cut(1),
        _ => w,
    }
}

/// `parsing`, `parsed` → `pars`; `running` → `run`; `tried` → `tri`.
fn verb(w: &str) -> Option<&str> {
    let head = w.strip_suffix("ing").or_else(|| w.strip_suffix("ed"))?;
    if head.len() < 3 || !head.bytes().any(is_vowel) || head.ends_with("ee") {
        return None;
    }
    match head.as_bytes() {
        [.., a, b] if a == b && !is_vowel(*a) && !matches!(a, b'l' | b's' | b'z') => {
            Some(&head[..head.len() - 1])
        }
        _ => Some(head),
    }
}

/// `stabilization` → `stabiliz`, `allocation` → `allocat`, `collection` → `collect`.
fn noun(w: &str) -> &str {
    if let Some(head) = w.strip_suffix("ization") {
        return if head.len() > 2 {
            &w[..head.len() + 2]
        } else {
            w
        };
    }
    match w.strip_suffix("ion") {
        Some(head) if head.len() > 3 && head.ends_with(['t', 's']) => head,
        _ => w,
    }
}

fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

fn ends_in_vowel(w: &str) -> bool {
    w.bytes().last().is_some_and(is_vowel)
}
