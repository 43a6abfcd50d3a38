//! Flat blocks of a document: what stands between two entries' ends.

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// A heading of this level.
    Heading(u8),
    /// A list item, at any depth; its text leaves nested items out.
    Item,
    /// A paragraph outside lists and quotations.
    Paragraph,
    /// A quotation outside lists.
    Quote,
    /// A table.
    Table,
    /// A code block.
    Code,
}

/// One block.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// What it is.
    pub(crate) what: What,
    /// Its text, links and emphasis.
    pub(crate) rich: Rich,
    /// Line of the source file, from 1.
    pub(crate) line: u32,
    /// Index of the item it is nested in.
    pub(crate) parent: Option<usize>,
}

/// Visible text with the places of links and strong emphasis in it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rich {
    /// Text, one space between words.
    pub(crate) text: String,
    /// Links in order.
    pub(crate) links: Vec<Link>,
    /// Byte ranges of strong emphasis in `text`.
    pub(crate) strong: Vec<(usize, usize)>,
}

/// A link within a [`Rich`] text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// First byte of its text.
    pub(crate) start: usize,
    /// One past the last byte of its text.
    pub(crate) end: usize,
    /// Address as printed.
    pub(crate) url: String,
}

impl Rich {
    /// Appends text; runs of white space become one space.
    pub(crate) fn push(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.space();
            } else {
                self.text.push(c);
            }
        }
    }

    /// Appends a space unless the text is empty or ends with one.
    pub(crate) fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// The text of a link.
    pub(crate) fn link_text(&self, link: &Link) -> &str {
        self.text
            .get(link.start..link.end)
            .unwrap_or_default()
            .trim()
    }

    /// The text outside strong emphasis is empty, and there is some inside.
    pub(crate) fn all_strong(&self) -> bool {
        let strong: usize = self
            .strong
            .iter()
            .map(|(start, end)| self.text.get(*start..*end).map_or(0, |s| s.trim().len()))
            .sum();
        strong > 0 && strong + 1 >= self.text.trim().trim_end_matches(':').len()
    }

    /// Cuts white space at both ends, keeping ranges right.
    pub(crate) fn finish(&mut self) {
        let len = self.text.trim_end().len();
        self.text.truncate(len);
        for link in &mut self.links {
            link.start = link.start.min(len);
            link.end = link.end.min(len);
        }
        for (start, end) in &mut self.strong {
            (*start, *end) = ((*start).min(len), (*end).min(len));
        }
    }
}
