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
        out.push_str(&words(before));
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
    out.push_str(&words(rest));
    out.replace('\u{1}', "`")
}

/// A bare `Name_` at the end of a word is a link, too; definitions and paths are not.
fn words(text: &str) -> String {
    let linked = |word: &str| {
        let name = word.trim_end_matches(['.', ',', ';', ':', ')']);
        let tail = word.get(name.len()..)?;
        let name = name.strip_suffix('_')?;
        let plain = !name.is_empty() && name.chars().all(char::is_alphanumeric);
        plain.then(|| format!("[{name}]{tail}"))
    };
    let parts = text.split_inclusive(char::is_whitespace);
    let rewritten = parts.map(|part| {
        let word = part.trim_end();
        linked(word).map_or_else(
            || part.to_owned(),
            |link| link + part.get(word.len()..).unwrap_or_default(),
        )
    });
    rewritten.collect()
}

#[cfg(test)]
mod tests {
    use super::to_markdown;

    #[test]
    fn the_little_that_is_read() {
        let article = "The State\n=========\n\n:date: 2014-07-15\n:slug: the-state\n\nA look at Iron_ and the `long\nname`_.\n\nPast\n----\n\n* ``do`` blocks\n\n.. _Iron: https://example.com/iron\n.. _long name: https://example.com/long\n";
        let wanted = "Title: The State\ndate: 2014-07-15\nslug: the-state\n\nA look at [Iron] and the [long\nname].\n\n### Past\n\n\n* `do` blocks\n\n[Iron]: https://example.com/iron\n[long name]: https://example.com/long\n\n";
        assert_eq!(to_markdown(article), wanted);
    }
}
