//! The little of reStructuredText that the archive's one such article uses, written
//! as Markdown: a title and underlined headings, `:field:` lines, bullets, literals
//! and named links.

use std::fmt::Write as _;

/// Writes an article as Markdown with `Key: value` front matter.
pub(super) fn to_markdown(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut out = String::with_capacity(text.len());
    let mut titled = false;
    // Blank lines between title and fields would end the front matter.
    let mut begun = false;
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        index += 1;
        let under = lines.get(index).copied().unwrap_or_default().trim_end();
        if is_underline(under) && !line.trim().is_empty() {
            index += 1;
            if titled {
                let level = if under.starts_with('=') { "##" } else { "###" };
                let _ = write!(out, "{level} {}\n\n", inline(line.trim()));
            } else {
                let _ = writeln!(out, "Title: {}", line.trim());
            }
            titled = true;
        } else if let Some((name, value)) = line
            .strip_prefix(':')
            .and_then(|field| field.split_once(": "))
        {
            let _ = writeln!(out, "{name}: {value}");
            begun = true;
        } else if let Some(target) = line.trim().strip_prefix(".. _") {
            out.push_str(&definition(target));
        } else if begun || !line.trim().is_empty() {
            begun = true;
            out.push_str(&inline(line));
            out.push('\n');
        }
    }
    join_links(&out)
}

fn is_underline(line: &str) -> bool {
    line.len() >= 3
        && ['=', '-', '~']
            .iter()
            .any(|mark| line.chars().all(|c| c == *mark))
}

fn definition(target: &str) -> String {
    match target.split_once(": ") {
        Some((name, url)) => format!("[{}]: {}\n", name.trim_matches('`'), url.trim()),
        None => "\n".to_owned(),
    }
}

fn inline(line: &str) -> String {
    line.replace("``", "\u{1}")
}

/// `` `name`_ `` and `name`_ across lines → `[name]`; literals → code spans.
fn join_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('`') {
        let (before, after) = rest.split_at(start);
        out.push_str(before);
        let after = after.get(1..).unwrap_or_default();
        let Some(end) = after.find('`').filter(|end| {
            after
                .get(end + 1..)
                .is_some_and(|tail| tail.starts_with('_'))
        }) else {
            out.push('`');
            rest = after;
            continue;
        };
        let name = after.get(..end).unwrap_or_default();
        let _ = write!(out, "[{name}]");
        rest = after.get(end + 2..).unwrap_or_default();
    }
    out.push_str(rest);
    out.replace('\u{1}', "`")
}
