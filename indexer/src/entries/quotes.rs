//! Quotes of the week: a quotation and the line that says whose it is.

use super::{Entry, Reader, links::Links, title};
use crate::archive::block::{Block, What};
use backissue_model::record::Quote;

/// Characters of a quote that become its title.
const TITLE_CHARS: usize = 120;
const DASHES: [char; 4] = ['–', '—', '―', '-'];

/// A quotation being read.
struct Open<'a> {
    block: &'a Block,
    text: String,
    links: Links,
    said: Option<(String, Option<String>)>,
    tail: String,
}

impl Reader<'_> {
    /// Reads a section of quotes.
    pub(super) fn quotes(&mut self, blocks: &[(usize, &Block)]) {
        let quoted = blocks.iter().any(|(_, block)| block.what == What::Quote);
        let mut open: Option<Open<'_>> = None;
        for (_, block) in blocks {
            let links = self.links(&block.rich, block.line);
            let begins = if quoted {
                block.what == What::Quote
            } else {
                begins_quote(block, open.is_some())
            };
            let continues = open
                .as_ref()
                .is_some_and(|open| open.said.is_none() && open.tail.is_empty());
            match &mut open {
                Some(open) if begins && quoted && continues => open.add(&block.rich.text, &links),
                _ if begins => {
                    let started = Open::new(block, links);
                    if let Some(done) = open.replace(started) {
                        self.quote(done);
                    }
                }
                Some(open) => open.after(block, links),
                None => self.link_block(block),
            }
        }
        if let Some(done) = open {
            self.quote(done);
        }
    }

    fn quote(&mut self, open: Open<'_>) {
        let entry = self.entry(open.block, &open.links);
        let (who, source) = open.said.unwrap_or_default();
        if who.is_empty() {
            self.findings.info(
                open.block.line,
                "no-speaker",
                "the quote does not say whose it is",
                "add a line `– [Name on site](address)` below it",
            );
        }
        let url = source
            .clone()
            .or_else(|| open.links.primary().map(str::to_owned));
        let text = if open.tail.is_empty() {
            open.text.clone()
        } else {
            format!("{}\n{}", open.text, open.tail)
        };
        let title = title::shorten(&open.text, TITLE_CHARS);
        let quote = Quote {
            text: open.text,
            who: Some(who).filter(|who| !who.is_empty()),
            source,
        };
        let github = url.as_deref().and_then(super::github::reference);
        self.push(Entry {
            title,
            text,
            url,
            github,
            quote: Some(quote),
            ..entry
        });
    }
}

impl<'a> Open<'a> {
    fn new(block: &'a Block, links: Links) -> Self {
        let mut open = Self {
            block,
            text: block.rich.text.clone(),
            links,
            said: None,
            tail: String::new(),
        };
        open.split_inner();
        open
    }

    fn add(&mut self, text: &str, links: &Links) {
        self.text.push('\n');
        self.text.push_str(text);
        self.links.append(links);
    }

    /// `"Words." – Who` in one block.
    fn split_inner(&mut self) {
        let found = self
            .text
            .rmatch_indices(['–', '—', '―'])
            .map(|(at, _)| at)
            .next();
        let spaced = self
            .text
            .rfind("\" - ")
            .map(|at| at + 2)
            .or_else(|| self.text.rfind("” - ").map(|at| at + 4));
        let Some(at) = found.or(spaced).filter(|at| *at > 0) else {
            return;
        };
        let (words, said) = self.text.split_at(at);
        let said = said.trim_start_matches(DASHES).trim();
        let ends =
            words.trim_end().ends_with(['"', '”', '.', '!', '?', '*']) && words.ends_with(' ');
        if !ends || said.is_empty() || said.chars().count() > 80 {
            return;
        }
        let source = self
            .links
            .0
            .iter()
            .find(|link| link.start + DASHES[0].len_utf8() >= at)
            .map(|link| link.url.clone());
        self.said = Some((speaker(said), source));
        self.text = words.trim().to_owned();
    }

    /// A block after the quotation: whose it is, or thanks.
    fn after(&mut self, block: &Block, links: Links) {
        let text = block.rich.text.trim();
        let dashed = text.starts_with(DASHES) || block.what == What::Item;
        if self.said.is_none() && (dashed || !is_thanks(text)) && block.what != What::Table {
            let linked = links
                .0
                .first()
                .map(|link| block.rich.link_text(link))
                .filter(|name| !name.is_empty());
            let bare = text.trim_start_matches(DASHES).trim();
            let name = if dashed || linked.is_none() {
                bare
            } else {
                linked.unwrap_or(bare)
            };
            self.said = Some((speaker(name), links.primary().map(str::to_owned)));
        }
        if !self.tail.is_empty() {
            self.tail.push('\n');
        }
        self.tail.push_str(text);
        self.links.append(&links);
    }
}

fn begins_quote(block: &Block, open: bool) -> bool {
    let text = block.rich.text.trim();
    !is_thanks(text) && !text.starts_with(DASHES) && (!open || text.starts_with(['"', '“']))
}

fn is_thanks(text: &str) -> bool {
    let text = text.to_lowercase();
    [
        "thanks ",
        "thank you",
        "many thanks",
        "from #",
        "sadly",
        "despite ",
        "selected by",
        "llogiq is ",
    ]
    .iter()
    .any(|start| text.starts_with(start))
}

/// The name in "Who on where": what follows ` on `, ` in ` and the like is not a name.
fn speaker(text: &str) -> String {
    const ENDS: [&str; 14] = [
        " on ",
        " in ",
        " at ",
        " from ",
        " via ",
        " (",
        ", ",
        " quoting ",
        " describing ",
        " about ",
        " during ",
        " speaking ",
        " to ",
        " replying ",
    ];
    let text = text.trim_start_matches(DASHES).trim();
    let text = text
        .strip_prefix("/u/")
        .or_else(|| text.strip_prefix("u/"))
        .unwrap_or(text);
    let end = ENDS
        .iter()
        .filter_map(|end| text.find(end))
        .min()
        .unwrap_or(text.len());
    let name = text.get(..end).unwrap_or(text).trim();
    name.trim_start_matches('@')
        .trim_end_matches(['.', ':', ','])
        .trim()
        .to_owned()
}
