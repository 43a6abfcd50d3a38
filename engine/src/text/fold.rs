//! Folding: case, accents and compatibility forms.

use super::fold_table::{LONG, RANGES};

/// Folds case, accents and compatibility forms (`Göteborg` → `goteborg`, `ﬁ` → `fi`,
/// `Ｒｕｓｔ` → `rust`), makes every space one plain space, and trims.
///
/// Two filter values are equal when their folded forms are.
pub fn fold(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        let from = out.len();
        fold_char(c, &mut out);
        if out[from..].chars().all(char::is_whitespace) && out.len() > from {
            out.truncate(from);
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Folds and drops spaces and punctuation, for filters that mean "contains":
/// `Ralf Jung` and `RalfJung` are both `ralfjung`.
pub fn squash(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        fold_char(c, &mut out);
    }
    out.retain(char::is_alphanumeric);
    out
}

/// Appends the folded form of `c`: nothing for combining marks and invisible
/// characters, one plain space for any spacing accent.
pub(super) fn fold_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
    } else if !is_ignorable(c) {
        match look_up(c) {
            Folded::One(to) => out.push(to),
            Folded::Many(to) => out.push_str(to),
            Folded::CaseOnly => out.extend(c.to_lowercase().filter(|c| !is_ignorable(*c))),
        }
    }
}

/// Combining marks of the scripts we fold, and characters nobody sees.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(u32::from(c),
        0xad | 0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5bd | 0x5bf | 0x5c1..=0x5c2
        | 0x5c4..=0x5c5 | 0x5c7 | 0x610..=0x61a | 0x64b..=0x65f | 0x670 | 0x1ab0..=0x1aff
        | 0x1dc0..=0x1dff | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x2064
        | 0x20d0..=0x20ff | 0x3099..=0x309a | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f | 0xfeff
        | 0xff9e..=0xff9f | 0xe0100..=0xe01ef)
}

/// What a non-ASCII character becomes.
enum Folded {
    One(char),
    Many(&'static str),
    CaseOnly,
}

fn look_up(c: char) -> Folded {
    let code = u32::from(c);
    let ascii = match code {
        // Hyphens that are not dashes, and the apostrophe as typesetters write it.
        0x2010 | 0x2011 => '-' as u32,
        0x2018 | 0x2019 | 0x2bc => '\'' as u32,
        0x201c..=0x201e => '"' as u32,
        0x2028 | 0x2029 | 0x3000 | 0x2000..=0x200a | 0x202f | 0x205f => ' ' as u32,
        0xff01..=0xff5e => code - 0xff01 + 0x21,
        // Mathematical alphabets: thirteen times A–Z and a–z, then five times 0–9.
        0x1d400..=0x1d6a3 => match (code - 0x1d400) % 52 {
            n @ 0..26 => n + 'a' as u32,
            n => n - 26 + 'a' as u32,
        },
        0x1d7ce..=0x1d7ff => (code - 0x1d7ce) % 10 + '0' as u32,
        _ => 0,
    };
    if let Some(c) = char::from_u32(ascii).filter(|c| *c != '\0') {
        return Folded::One(c.to_ascii_lowercase());
    }
    for (first, table) in RANGES {
        let found = code
            .checked_sub(*first)
            .and_then(|n| table.chars().nth(n as usize));
        match found {
            Some('.') => return Folded::CaseOnly,
            Some('+') => {
                let long = LONG.split(' ').find_map(|entry| entry.strip_prefix(c));
                return long.map_or(Folded::CaseOnly, Folded::Many);
            }
            Some(to) => return Folded::One(to),
            None => {}
        }
    }
    Folded::CaseOnly
}
