//! The crate of the week: "This week's crate is [x](…), …" and its thanks; in a
//! joined section also the quote of the week.

use super::{Entry, Reader, links::Links};
use crate::archive::block::{Block, Link, What};
use crate::profile::fold;
use backissue_engine::rows::github::reference;
use backissue_model::record::CrateRef;

impl<'a> Reader<'a> {
    /// Reads a section: the paragraph that presents one or more crates, and the
    /// paragraphs around it, whose links go to the first crate.
    pub(super) fn crates(&mut self, blocks: &[(usize, &'a Block)]) {
        let quotes = if fold(&self.printed).contains("quote") {
            blocks
                .iter()
                .position(|(_, block)| block.what == What::Quote)
        } else {
            None
        };
        let (blocks, quotes) = blocks.split_at(quotes.unwrap_or(blocks.len()));
        self.quotes(quotes);
        let mut found: Vec<Entry> = Vec::new();
        let mut more = Links::default();
        let mut text = String::new();
        for (_, block) in blocks {
            let links = self.links(&block.rich, block.line);
            let presents = block.what != What::Quote
                && !is_thanks(&block.rich.text)
                && (found.is_empty() || block.what == What::Item);
            let crates = if presents {
                presented(block, &links)
            } else {
                Vec::new()
            };
            if crates.is_empty() {
                push_line(&mut text, &block.rich.text);
                more.append(&links);
                continue;
            }
            for link in crates {
                let entry = self.entry(block, &links);
                let name = block.rich.link_text(link).to_owned();
                let krate = CrateRef {
                    name: name.clone(),
                    url: Some(link.url.clone()),
                };
                let github = reference(&link.url);
                found.push(Entry {
                    title: name,
                    url: Some(link.url.clone()),
                    krate: Some(krate),
                    github,
                    ..entry
                });
            }
        }
        self.finish_crates(found, &more, &text, blocks);
    }

    fn finish_crates(
        &mut self,
        mut found: Vec<Entry>,
        more: &Links,
        text: &str,
        blocks: &[(usize, &Block)],
    ) {
        if let Some(first) = found.first_mut() {
            for url in more.urls() {
                if !first.links.contains(&url) {
                    first.links.push(url);
                }
            }
            push_line(&mut first.text, text);
            for entry in found {
                self.push(entry);
            }
            return;
        }
        for (_, block) in blocks {
            self.link_block(block);
        }
    }
}

fn push_line(text: &mut String, line: &str) {
    if !line.is_empty() {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line);
    }
}

fn is_thanks(text: &str) -> bool {
    let text = text.to_lowercase();
    [
        "thanks ",
        "thank you",
        "many thanks",
        "this crate was suggested",
    ]
    .iter()
    .any(|start| text.starts_with(start))
}

/// The links of a block that name crates. One crate: the first link that does not
/// lead to a forum. Several ("This week's crates are …"): each that follows a comma,
/// an `and` or the end of a sentence.
fn presented<'a>(block: &Block, links: &'a Links) -> Vec<&'a Link> {
    let text = &block.rich.text;
    let end = text.find(". Thanks").unwrap_or(text.len());
    let mut named = links
        .0
        .iter()
        .filter(|link| link.start < end && !link.url.contains("users.rust-lang.org"));
    let Some(first) = named.next() else {
        return Vec::new();
    };
    let mut crates = vec![first];
    if says_several(text.get(..first.start).unwrap_or_default()) {
        crates
            .extend(named.filter(|link| follows_break(text.get(..link.start).unwrap_or_default())));
    }
    crates
}

fn says_several(before: &str) -> bool {
    before
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word == "crates")
}

fn follows_break(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with([',', '.', ';', ':'])
        || [" and", " while", " also", " &"]
            .iter()
            .any(|word| before.ends_with(word))
}
