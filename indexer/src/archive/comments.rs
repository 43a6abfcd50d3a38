//! What a page's source holds and its reader never sees.

use crate::diagnostics::Findings;

/// Elements whose content is not shown.
const HIDDEN: [(&str, &str); 4] = [
    ("<!--", "-->"),
    ("<script", "</script>"),
    ("<style", "</style>"),
    ("<noscript", "</noscript>"),
];

/// Replaces HTML comments, scripts and styles by blanks, so that lines stay where
/// they are. Code blocks and code spans are left alone: text there is shown.
pub(super) fn blank(source: &str, first_line: u32, findings: &mut Findings) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((start, close)) = next_hidden(rest) {
        let (before, hidden) = rest.split_at(start);
        out.push_str(before);
        let Some(end) = find_ignoring_case(hidden, close) else {
            let line = first_line + count_lines(&out) + 1;
            findings.warn(
                line,
                "open-comment",
                format!("`{close}` is missing"),
                "close it where the hidden text ends",
            );
            out.push_str(hidden);
            return out;
        };
        let (hidden, after) = hidden.split_at(end + close.len());
        out.extend(hidden.chars().filter(|c| *c == '\n'));
        rest = after;
    }
    out.push_str(rest);
    out
}

fn count_lines(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// The first place outside code where something hidden begins, and what ends it.
fn next_hidden(text: &str) -> Option<(usize, &'static str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'`' => at += skip_code(text.get(at..)?),
            b'<' => {
                let rest = text.get(at..)?;
                let found = HIDDEN.iter().find(|(open, _)| {
                    rest.get(..open.len())
                        .is_some_and(|head| head.eq_ignore_ascii_case(open))
                });
                if let Some((_, close)) = found {
                    return Some((at, close));
                }
                at += 1;
            }
            _ => at += 1,
        }
    }
    None
}

/// Length of a code span or fenced block at the start of `text`, or of its
/// backquotes alone when nothing closes them within the paragraph.
fn skip_code(text: &str) -> usize {
    let ticks = text.bytes().take_while(|byte| *byte == b'`').count();
    let after = text.get(ticks..).unwrap_or_default();
    let paragraph = if ticks >= 3 {
        after
    } else {
        after.split("\n\n").next().unwrap_or(after)
    };
    let fence = "`".repeat(ticks.min(64));
    paragraph
        .find(&fence)
        .map_or(ticks, |end| ticks + end + ticks)
}

fn find_ignoring_case(text: &str, needle: &str) -> Option<usize> {
    text.find(needle).or_else(|| {
        let (bytes, needle) = (text.as_bytes(), needle.as_bytes());
        bytes
            .windows(needle.len())
            .position(|window| window.eq_ignore_ascii_case(needle))
    })
}
