//! Where Python-Markdown, which publishes the site, differs from CommonMark.
//!
//! The body is rewritten line by line, so that pulldown-cmark shows what a reader of
//! the real page sees and line numbers stay true. The differences are:
//!
//! - the **last** of several definitions of a reference counts ([`super::references`]);
//! - a list cannot interrupt a paragraph: glued bullets stay in it, and each begins a
//!   line of its own for the reader ([`Rewriter::paragraph`], [`GLUED`]);
//! - a line break may stand inside a link's address ([`join_addresses`]);
//! - nesting needs four spaces; two or three make a sibling ([`bullet`]);
//! - `#122010` at the start of a line is a heading, ` ### X` after a space is not
//!   ([`heading`]).
//!
//! Raw `<T>`, which the real page loses, is kept as text on purpose
//! ([`super::markdown`]).

use super::comments;
use super::references::{References, definition};
use crate::diagnostics::Findings;

/// Stands for a bullet that Python-Markdown leaves in its paragraph. The published page
/// shows one paragraph of several such lines; each is an entry all the same.
pub(super) const GLUED: char = '\u{e0f0}';

/// A body ready for pulldown-cmark.
#[derive(Debug, Clone, Default)]
pub(super) struct Source {
    /// Markdown, with as many lines as the body it was made of.
    pub(super) text: String,
    /// Definitions taken out of it.
    pub(super) references: References,
}

/// A body whose dialect needs no rewriting.
pub(super) fn untouched(body: &str) -> Source {
    Source {
        text: body.to_owned(),
        references: References::default(),
    }
}

/// Rewrites a body; `first_line` is the number of lines before it.
pub(super) fn rewrite(body: &str, first_line: u32, findings: &mut Findings) -> Source {
    let visible = comments::blank(body, first_line, findings);
    let (text, references) = take_definitions(&visible, first_line, findings);
    let text = join_addresses(&text);
    let mut rewriter = Rewriter::default();
    for line in text.split('\n') {
        rewriter.line(line);
    }
    rewriter.out.pop();
    Source {
        text: rewriter.out,
        references,
    }
}

/// A line break inside `](https://…)` is no part of the address: its end is taken from
/// the next line.
fn join_addresses(text: &str) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    for index in 1..lines.len() {
        let (before, after) = lines.split_at_mut(index);
        let (Some(line), Some(next)) = (before.last_mut(), after.first_mut()) else {
            break;
        };
        let open = line
            .rfind("](http")
            .and_then(|at| line.get(at..))
            .is_some_and(|rest| !rest.contains([')', ' ']));
        if let Some(end) = next
            .find(')')
            .filter(|end| open && !next.get(..*end).is_some_and(|head| head.contains(' ')))
        {
            let rest = next.split_off(end + 1);
            line.push_str(next);
            *next = rest;
        }
    }
    lines.join("\n")
}

/// Blanks reference definitions and collects them.
fn take_definitions(text: &str, first_line: u32, findings: &mut Findings) -> (String, References) {
    let mut references = References::default();
    let mut out: Vec<&str> = Vec::new();
    let mut fence = Fence::default();
    let mut waiting: Option<&str> = None;
    for (number, line) in (first_line + 1..).zip(text.split('\n')) {
        let inside = fence.step(line);
        if let Some(label) = waiting.take()
            && let Some(url) = line.split_whitespace().next()
        {
            references.define(label, url, number, findings);
            out.push("");
            continue;
        }
        match definition(line).filter(|_| !inside) {
            Some((label, Some(url))) => references.define(label, url, number, findings),
            Some((label, None)) => waiting = Some(label),
            None => {
                out.push(line);
                continue;
            }
        }
        out.push("");
    }
    (out.join("\n"), references)
}

/// Whether lines stand inside a fenced code block.
#[derive(Debug, Clone, Default)]
struct Fence(Option<char>);

impl Fence {
    /// Takes the next line; `true` for fences and what is between them.
    fn step(&mut self, line: &str) -> bool {
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| line.starts_with(mark))
            .and_then(|mark| mark.chars().next());
        match (self.0, mark) {
            (None, None) => false,
            (None, Some(mark)) => {
                self.0 = Some(mark);
                true
            }
            (Some(open), mark) => {
                if mark == Some(open) {
                    self.0 = None;
                }
                true
            }
        }
    }
}

/// What the block holds that the current line belongs to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    /// The last line was blank, a heading or the start.
    #[default]
    Start,
    Paragraph,
    List,
    /// A quotation, a table or indented code: left as it is.
    Other,
}

#[derive(Debug, Clone, Default)]
struct Rewriter {
    out: String,
    state: State,
    /// A list stands above and nothing has ended it.
    in_list: bool,
    fence: Fence,
}

impl Rewriter {
    fn line(&mut self, line: &str) {
        if self.fence.step(line) {
            self.state = State::Start;
            return self.put(line);
        }
        let line = expand_tabs(line);
        let text = line.trim_start();
        if text.is_empty() {
            self.state = State::Start;
            return self.put("");
        }
        let indent = line.len() - text.len();
        if indent == 0
            && let Some(rewritten) = heading(text)
        {
            (self.state, self.in_list) = (State::Start, false);
            return self.put(&rewritten);
        }
        match self.state {
            State::Start => self.first(&line, indent, text),
            State::Paragraph => self.paragraph(&line, indent, text),
            State::List => self.list(&line, indent, text),
            State::Other => self.put(&line),
        }
    }

    /// The first line of a block decides what the block is.
    fn first(&mut self, line: &str, indent: usize, text: &str) {
        if let Some(rest) = bullet(text).filter(|_| indent < 4 || self.in_list) {
            (self.state, self.in_list) = (State::List, true);
            return self.item(indent, text, rest);
        }
        if indent >= 4 {
            self.state = if self.in_list {
                State::List
            } else {
                State::Other
            };
            return self.put(line);
        }
        self.in_list = false;
        self.state = if text.starts_with(['>', '|', '<']) {
            State::Other
        } else {
            State::Paragraph
        };
        self.put(&escape_heading(text));
    }

    /// A list cannot interrupt a paragraph: a bullet there is text.
    fn paragraph(&mut self, line: &str, indent: usize, text: &str) {
        if indent < 4 && text.starts_with('>') {
            self.state = State::Other;
            return self.put(text);
        }
        if let Some(rest) = bullet(text) {
            return self.put(&format!("{GLUED}{rest}"));
        }
        self.put(if indent < 4 { text } else { line });
    }

    fn list(&mut self, line: &str, indent: usize, text: &str) {
        match bullet(text) {
            Some(rest) => self.item(indent, text, rest),
            None => self.put(line),
        }
    }

    /// An item, indented by whole levels of four, with one space after its bullet.
    fn item(&mut self, indent: usize, text: &str, rest: &str) {
        let spaces = indent / 4 * 4;
        let mark = &text[..text.len() - rest.len()];
        self.put(&format!(
            "{:spaces$}{} {}",
            "",
            mark.trim_end(),
            escape_heading(rest)
        ));
    }

    fn put(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }
}

/// What follows a bullet or an item's number; thematic breaks are no bullets.
fn bullet(text: &str) -> Option<&str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = match digits {
        0 => text.strip_prefix(['*', '-', '+'])?,
        1..=9 => text.get(digits..)?.strip_prefix('.')?,
        _ => return None,
    };
    let is_break =
        digits == 0 && text.len() > 2 && text.chars().all(|c| c == ' ' || text.starts_with(c));
    (rest.starts_with(' ') && !rest.trim().is_empty() && !is_break).then(|| rest.trim_start())
}

/// `#122010, which…` is a heading for Python-Markdown even without a space.
fn heading(text: &str) -> Option<String> {
    let level = text.bytes().take_while(|byte| *byte == b'#').count();
    let (marks, rest) = text.split_at_checked(level)?;
    match level {
        0 => None,
        1..=6 => Some(format!("{marks} {}", rest.trim())),
        _ => Some(format!("###### {}", rest.trim())),
    }
}

fn escape_heading(text: &str) -> String {
    if text.starts_with('#') {
        format!("\\{text}")
    } else {
        text.to_owned()
    }
}

fn expand_tabs(line: &str) -> String {
    line.replace('\t', "    ")
}
