//! Text that was UTF-8, was read in another encoding, and was saved again.
//!
//! `Göteborg` read as Mac Roman is `G√∂teborg`; read as Latin-1 (in fact
//! Windows-1252, as editors do) it is `GÃ¶teborg`. The damage is undone run by run:
//! characters outside ASCII that, written back in the wrong encoding, are valid
//! UTF-8 were almost certainly damaged, because in sound text two such characters
//! hardly ever stand together in just that order.

use crate::diagnostics::Findings;
use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// Repairs damaged runs line by line, with one diagnostic per file.
pub(super) fn repair(text: &str, findings: &mut Findings) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut repaired = Vec::new();
    let lines = text.split('\n').enumerate().map(|(index, line)| {
        let fixed = repair_line(line);
        if fixed.is_some() {
            repaired.push(index + 1);
        }
        fixed.unwrap_or_else(|| line.to_owned())
    });
    let out = lines.collect::<Vec<_>>().join("\n");
    if let Some(first) = repaired.first() {
        let message = format!(
            "UTF-8 that was read in another encoding was repaired on {} lines",
            repaired.len()
        );
        let line = u32::try_from(*first).unwrap_or(u32::MAX);
        findings.warn(
            line,
            "mojibake",
            message,
            "save the file again from its original as UTF-8",
        );
    }
    out
}

fn repair_line(line: &str) -> Option<String> {
    if line.is_ascii() {
        return None;
    }
    let mut out = String::with_capacity(line.len());
    let mut run = String::new();
    let mut changed = false;
    for c in line.chars().chain(std::iter::once('\0')) {
        if c.is_ascii() {
            changed |= flush(&run, &mut out);
            run.clear();
            if c != '\0' {
                out.push(c);
            }
        } else {
            run.push(c);
        }
    }
    changed.then_some(out)
}

/// Appends a run of characters outside ASCII, repaired if it was damaged.
fn flush(run: &str, out: &mut String) -> bool {
    if run.chars().count() < 2 {
        out.push_str(run);
        return false;
    }
    // The first characters that Mac Roman makes of UTF-8 (`√`, `‚`) never come out of
    // Windows-1252 as valid UTF-8; the other way round they may.
    let sound = [WINDOWS_1252, MACINTOSH]
        .into_iter()
        .find_map(|encoding| undo(run, encoding));
    out.push_str(sound.as_deref().unwrap_or(run));
    sound.is_some()
}

/// The text whose UTF-8 bytes, read as `encoding`, are `run`.
fn undo(run: &str, encoding: &'static Encoding) -> Option<String> {
    let (bytes, _, failed) = encoding.encode(run);
    if failed {
        return None;
    }
    String::from_utf8(bytes.into_owned()).ok()
}
