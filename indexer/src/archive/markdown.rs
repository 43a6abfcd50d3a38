//! pulldown-cmark's events → flat blocks.
//!
//! Containers are followed with an explicit stack of targets, never by recursion, so
//! that no nesting can exhaust the call stack.

use super::block::{Block, Link, Rich, What};
use super::python_markdown::{GLUED, Source};
use pulldown_cmark::{BrokenLink, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// HTML elements whose tags are dropped and whose content is text. Other "tags" are
/// text themselves: `Vec<T>` is meant literally.
const KNOWN_TAGS: [&str; 40] = [
    "a",
    "abbr",
    "b",
    "big",
    "blockquote",
    "br",
    "center",
    "cite",
    "code",
    "del",
    "details",
    "div",
    "em",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "hr",
    "i",
    "iframe",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "u",
    "ul",
];

/// Reads a body; `first_line` is the number of lines before it.
pub(super) fn blocks(source: &Source, first_line: u32) -> Vec<Block> {
    let mut answer = |link: BrokenLink<'_>| {
        let url = source.references.get(&link.reference)?;
        Some((CowStr::from(url.to_owned()), CowStr::Borrowed("")))
    };
    let parser = Parser::new_with_broken_link_callback(
        &source.text,
        Options::ENABLE_TABLES,
        Some(&mut answer),
    );
    let mut builder = Builder {
        lines: Lines::new(&source.text, first_line),
        ..Builder::default()
    };
    for (event, range) in parser.into_offset_iter() {
        builder.event(event, range.start);
    }
    for block in &mut builder.blocks {
        block.rich.finish();
    }
    builder.blocks
}

/// Offsets → lines.
#[derive(Debug, Clone, Default)]
struct Lines {
    starts: Vec<usize>,
    first: u32,
}

impl Lines {
    fn new(text: &str, first: u32) -> Self {
        let starts = std::iter::once(0).chain(
            text.bytes()
                .enumerate()
                .filter(|(_, byte)| *byte == b'\n')
                .map(|(at, _)| at + 1),
        );
        Self {
            starts: starts.collect(),
            first,
        }
    }

    fn at(&self, offset: usize) -> u32 {
        let line = self.starts.partition_point(|start| *start <= offset);
        self.first + u32::try_from(line).unwrap_or(u32::MAX - self.first)
    }
}

#[derive(Debug, Clone, Default)]
struct Builder {
    blocks: Vec<Block>,
    /// Blocks that are open, innermost last; text goes to the last one.
    open: Vec<usize>,
    /// Starts of open links and strong emphasis, in the text of the innermost block.
    links: Vec<(usize, String)>,
    strong: Vec<usize>,
    /// Quotations open inside the innermost block, which is one itself.
    quotes: usize,
    /// The open item is one that was glued to a paragraph and ends with it.
    is_glued: bool,
    lines: Lines,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, offset: usize) {
        match event {
            Event::Start(tag) => self.start(tag, offset),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if text.starts_with(GLUED) => {
                self.glued(text.trim_start_matches(GLUED), offset);
            }
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.text(&text),
            Event::InlineHtml(html) => self.html(&html),
            Event::SoftBreak | Event::HardBreak => self.space(),
            Event::Html(html) => self.preformatted(&html),
            Event::Rule | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, offset: usize) {
        match tag {
            Tag::Heading { level, .. } if self.open.is_empty() => {
                self.open_block(What::Heading(depth(level)), offset);
            }
            Tag::Item if !self.in_quote() => self.open_block(What::Item, offset),
            Tag::Paragraph if self.open.is_empty() => self.open_block(What::Paragraph, offset),
            Tag::BlockQuote(_) if self.open.is_empty() => self.open_block(What::Quote, offset),
            Tag::Table(_) if self.open.is_empty() => self.open_block(What::Table, offset),
            Tag::CodeBlock(_) | Tag::HtmlBlock if self.open.is_empty() => {
                self.open_block(What::Code, offset);
            }
            Tag::Link { dest_url, .. } => {
                let at = self.here();
                self.links.push((at, dest_url.into_string()));
            }
            Tag::Strong => {
                let at = self.here();
                self.strong.push(at);
            }
            Tag::BlockQuote(_) => {
                self.quotes += usize::from(self.in_quote());
                self.space();
            }
            Tag::Item
            | Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::CodeBlock(_)
            | Tag::TableRow
            | Tag::TableCell => self.space(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Item => self.close(What::Item),
            TagEnd::Paragraph => self.close(What::Paragraph),
            TagEnd::BlockQuote(_) if self.quotes > 0 => self.quotes -= 1,
            TagEnd::BlockQuote(_) => self.close(What::Quote),
            TagEnd::Table => self.close(What::Table),
            TagEnd::CodeBlock | TagEnd::HtmlBlock => self.close(What::Code),
            TagEnd::Heading(level) => self.close(What::Heading(depth(level))),
            TagEnd::Link => self.end_link(),
            TagEnd::Strong => self.end_strong(),
            TagEnd::TableCell => self.space(),
            _ => {}
        }
    }

    fn open_block(&mut self, what: What, offset: usize) {
        let parent = self.open.last().copied().filter(|_| what == What::Item);
        self.open.push(self.blocks.len());
        self.blocks.push(Block {
            what,
            rich: Rich::default(),
            line: self.lines.at(offset),
            parent,
        });
    }

    /// A bullet that Python-Markdown leaves in its paragraph ends the text before it
    /// and begins an item.
    fn glued(&mut self, text: &str, offset: usize) {
        let top_level = self
            .innermost()
            .is_some_and(|what| what == What::Paragraph || what == What::Item && self.is_glued);
        if top_level && self.links.is_empty() {
            self.strong.clear();
            self.open.pop();
            self.open_block(What::Item, offset);
            self.is_glued = true;
        }
        self.text(text);
    }

    fn innermost(&self) -> Option<What> {
        self.open
            .last()
            .and_then(|index| self.blocks.get(*index))
            .map(|block| block.what)
    }

    fn in_quote(&self) -> bool {
        self.innermost() == Some(What::Quote)
    }

    /// Closes the innermost block if it is of this kind; inside other blocks a
    /// paragraph or quotation only ends a word.
    fn close(&mut self, what: What) {
        let glued = what == What::Paragraph
            && self.open.len() == 1
            && self.innermost() == Some(What::Item)
            && self.is_glued;
        if self.innermost() == Some(what) || glued {
            self.is_glued = false;
            self.open.pop();
        } else {
            self.space();
        }
    }

    fn target(&mut self) -> Option<&mut Rich> {
        let index = *self.open.last()?;
        self.blocks.get_mut(index).map(|block| &mut block.rich)
    }

    fn here(&mut self) -> usize {
        self.target().map_or(0, |rich| rich.text.len())
    }

    fn text(&mut self, text: &str) {
        if let Some(rich) = self.target() {
            rich.push(text);
        }
    }

    fn space(&mut self) {
        if let Some(rich) = self.target() {
            rich.space();
        }
    }

    fn end_link(&mut self) {
        let end = self.here();
        if let Some((start, url)) = self.links.pop()
            && let Some(rich) = self.target()
        {
            rich.links.push(Link {
                start: start.min(end),
                end,
                url,
            });
        }
    }

    fn end_strong(&mut self) {
        let end = self.here();
        if let Some(start) = self.strong.pop()
            && let Some(rich) = self.target()
        {
            rich.strong.push((start.min(end), end));
        }
    }

    /// A line of raw HTML: its text without tags, entities decoded.
    fn preformatted(&mut self, html: &str) {
        let mut rest = html;
        while let Some((text, tag)) = rest.split_once('<') {
            self.text(&unescape(text));
            let end = tag.find('>').map_or(tag.len(), |end| end + 1);
            rest = tag.get(end..).unwrap_or_default();
        }
        self.text(&unescape(rest));
        self.space();
    }

    /// Tags of HTML are dropped (a line break is a space); anything else in angle
    /// brackets is text.
    fn html(&mut self, html: &str) {
        let name: String = html
            .trim_start_matches(['<', '/'])
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        if name.eq_ignore_ascii_case("br") {
            self.space();
        } else if !KNOWN_TAGS.contains(&name.as_str())
            && !html.starts_with("<!")
            && !html.starts_with("<?")
        {
            self.text(html);
        }
    }
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
