//! Words in brackets before a title: `[video]`, `[disposition: merge]`.

use crate::archive::block::Rich;

/// Labels that also count inside a link's own text (`[[video] Title](…)`); there,
/// other brackets belong to the title (`[std] …`).
const KNOWN: [&str; 9] = [
    "video", "audio", "series", "podcast", "pdf", "slides", "inside", "blog", "article",
];

/// The labels a text begins with, lower case with one space after a colon, and where
/// they end.
pub(super) fn leading(rich: &Rich) -> (Vec<String>, usize) {
    let link = rich.links.first().map_or(usize::MAX, |link| link.start);
    let mut labels = Vec::new();
    let mut at = 0;
    while let Some((label, length)) = rich.text.get(at..).and_then(bracketed) {
        let label = tidy(label);
        let inside = at >= link;
        if inside && !KNOWN.contains(&label.as_str()) && label.len() != 2 {
            break;
        }
        at += length;
        labels.extend(label.split([',', '|']).map(|label| label.trim().to_owned()));
    }
    (labels, at)
}

/// `[label] ` at the start of a text, and its length with the space after it.
fn bracketed(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix('[')?;
    let end = inner.find(']')?;
    let label = inner.get(..end)?;
    let plain = !label.trim().is_empty() && label.len() <= 40 && !label.contains('[');
    let after = inner.get(end + 1..)?;
    let spaces = after.len() - after.trim_start().len();
    (plain && !after.starts_with('(')).then_some((label, end + 2 + spaces))
}

fn tidy(label: &str) -> String {
    let words = label.replace(':', ": ").to_lowercase();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
