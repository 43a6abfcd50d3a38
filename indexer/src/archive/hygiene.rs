//! Text hygiene: damaged encodings repaired, invisible characters out, NFC.

use crate::diagnostics::Findings;
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Decodes a file's bytes and cleans the text; lines stay where they are.
pub(super) fn decode(bytes: &[u8], findings: &mut Findings) -> String {
    let text = String::from_utf8_lossy(bytes);
    if let Cow::Owned(_) = text {
        let line = std::str::from_utf8(bytes)
            .err()
            .map_or(0, |error| line_at(bytes, error.valid_up_to()));
        findings.warn(
            line,
            "invalid-utf8",
            "bytes that are not UTF-8 were replaced by U+FFFD",
            "save the file as UTF-8",
        );
    }
    let text = super::mojibake::repair(&text, findings);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.split('\n')
        .map(|line| clean(line))
        .collect::<Vec<_>>()
        .join("\n")
}

fn line_at(bytes: &[u8], offset: usize) -> u32 {
    let newlines = bytes
        .iter()
        .take(offset)
        .filter(|byte| **byte == b'\n')
        .count();
    u32::try_from(newlines + 1).unwrap_or(u32::MAX)
}

/// Cleans one line: NFC, control and zero-width characters out, no-break spaces as
/// spaces, tabs kept.
#[must_use]
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.bytes().any(|byte| is_dropped(char::from(byte))) {
        return Cow::Borrowed(text);
    }
    let kept = text
        .chars()
        .filter(|c| !is_dropped(*c))
        .map(|c| if is_odd_space(c) { ' ' } else { c });
    let kept: String = kept.collect();
    match is_nfc_quick(kept.chars()) {
        IsNormalized::Yes => Cow::Owned(kept),
        _ => Cow::Owned(kept.nfc().collect()),
    }
}

/// Control characters (tab apart), characters of no width, and the mark that later
/// stages use themselves.
fn is_dropped(c: char) -> bool {
    if c == super::python_markdown::GLUED {
        return true;
    }
    matches!(c, '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}')
}

fn is_odd_space(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2028}' | '\u{2029}'
    )
}
