//! What keeps the time per file bounded whatever it contains.
//!
//! Markdown parsers need more than linear time on some inputs (thousands of open
//! brackets, quotations nested thousands deep). No newsletter has such lines, so
//! they are left out and diagnosed before a parser sees them.

use crate::diagnostics::Findings;

/// Longest line that is read, in bytes.
const MAX_LINE: usize = 64 << 10;
/// Characters of Markdown's syntax allowed in one paragraph (lines up to a blank one).
const MAX_MARKS: usize = 20_000;
/// Quotation and list marks allowed at the start of a line.
const MAX_NESTING: usize = 32;

/// The body with lines blanked that no parser should see; `first_line` is the number of
/// lines before it.
pub(super) fn enforce(body: &str, first_line: u32, findings: &mut Findings) -> String {
    let mut out = String::with_capacity(body.len());
    let mut marks = 0;
    for (index, line) in body.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        marks = if line.trim().is_empty() {
            0
        } else {
            marks + count_marks(line)
        };
        match trouble(line, marks) {
            Some(why) => {
                let number = u32::try_from(index + 1)
                    .map_or(u32::MAX, |line| first_line.saturating_add(line));
                findings.error(
                    number,
                    "line-left-out",
                    format!("a line was left out: {why}"),
                    "break the line up or remove it",
                );
                marks = 0;
            }
            None => out.push_str(line),
        }
    }
    out
}

fn count_marks(line: &str) -> usize {
    line.bytes()
        .filter(|byte| {
            matches!(
                byte,
                b'[' | b']' | b'*' | b'_' | b'`' | b'<' | b'>' | b'!' | b'('
            )
        })
        .count()
}

fn trouble(line: &str, marks: usize) -> Option<&'static str> {
    if line.len() > MAX_LINE {
        return Some("it is longer than 64 KiB");
    }
    if marks > MAX_MARKS {
        return Some("its paragraph has more than 20,000 characters of Markdown syntax");
    }
    let opening = line
        .bytes()
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'>' | b'*' | b'-' | b'+'));
    let nested = opening
        .filter(|byte| *byte == b'>' || *byte == b'*')
        .count();
    (nested > MAX_NESTING).then_some("it nests quotations or lists more than 32 deep")
}
