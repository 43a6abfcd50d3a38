//! The crate of the week: "This week's crate is [x](…), …" and its thanks.

use super::{Entry, Reader, links::Links};
use crate::archive::block::{Block, Link, What};
use backissue_model::record::CrateRef;

impl Reader<'_> {
    /// Reads a section: the paragraph that presents one or more crates, and the
    /// paragraphs around it, whose links go to the first crate.
    pub(super) fn crates(&mut self, blocks: &[(usize, &Block)]) {
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
                if !is_thanks(&block.rich.text) {
                    push_line(&mut text, &block.rich.text);
                }
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
                let github = super::github::reference(&link.url);
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
        "despite ",
        "llogiq is ",
        "sadly",
        "this crate was suggested",
    ]
    .iter()
    .any(|start| text.starts_with(start))
}

/// The links of a block that name crates: the first, and those that follow it in an
/// enumeration ("[a](…), [b](…) and [c](…)").
fn presented<'a>(block: &Block, links: &'a Links) -> Vec<&'a Link> {
    let mut crates: Vec<&Link> = Vec::new();
    for link in &links.0 {
        let joined = crates.last().is_none_or(|last: &&Link| {
            let between = block
                .rich
                .text
                .get(last.end..link.start)
                .unwrap_or_default();
            matches!(
                between.trim(),
                "," | "and" | "&" | "/" | ", and" | "and also" | "as well as"
            )
        });
        if joined {
            crates.push(link);
        }
    }
    crates
}
