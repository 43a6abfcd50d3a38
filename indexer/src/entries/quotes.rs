//! Quotes of the week: a quotation and the line that says whose it is.

use super::{Entry, Reader, links::Links, title};
use crate::archive::block::{Block, What};
use crate::profile::Family;
use backissue_engine::rows::github::reference;
use backissue_model::record::Quote;

/// Characters of a quote that become its title.
const TITLE_CHARS: usize = 120;

/// What an attribution begins with.
const DASHES: [char; 4] = ['–', '—', '―', '-'];

/// A quotation with the blocks that belong to it.
#[derive(Debug, Default)]
struct Group<'a> {
    /// The words, by block.
    words: Vec<&'a Block>,
    /// The line that says whose they are.
    said: Option<&'a Block>,
    /// Anything else: thanks, remarks.
    rest: Vec<&'a Block>,
}

impl<'a> Reader<'a> {
    /// Reads a section of quotes.
    pub(super) fn quotes(&mut self, blocks: &[(usize, &'a Block)]) {
        let blocks: Vec<&Block> = blocks.iter().map(|(_, block)| *block).collect();
        for group in groups(&blocks) {
            if group.words.is_empty() {
                group.rest.iter().for_each(|block| self.link_block(block));
            } else {
                self.quote(&group);
            }
        }
    }

    fn quote(&mut self, group: &Group<'_>) {
        let Some(first) = group.words.first() else {
            return;
        };
        let mut links = Links::default();
        for block in group.words.iter().chain(&group.said).chain(&group.rest) {
            let more = self.links(&block.rich, block.line);
            links.append(&more);
        }
        let words = joined(&group.words);
        let inner = inner_attribution(&words).filter(|_| group.said.is_none());
        let (words, said) = match inner {
            Some((words, said)) => (words.to_owned(), said.to_owned()),
            None => (
                words.clone(),
                group
                    .said
                    .map_or(String::new(), |block| block.rich.text.clone()),
            ),
        };
        let who = speaker(&said);
        if who.is_empty() {
            self.findings.info(
                first.line,
                "no-speaker",
                "the quote does not say whose it is",
                "add a line `– [Name on site](address)` below it",
            );
        }
        let source = group.said.and_then(|block| {
            self.links(&block.rich, block.line)
                .primary()
                .map(str::to_owned)
        });
        self.push_quote(
            first,
            &links,
            Quote {
                text: words,
                who: Some(who).filter(|who| !who.is_empty()),
                source,
            },
            &joined(&group.tail()),
        );
    }

    fn push_quote(&mut self, block: &Block, links: &Links, quote: Quote, tail: &str) {
        let entry = self.entry(block, links);
        let url = quote.source.clone();
        let text = if tail.is_empty() {
            quote.text.clone()
        } else {
            format!("{}\n{tail}", quote.text)
        };
        let title = title::shorten(&quote.text, TITLE_CHARS);
        let github = url.as_deref().and_then(reference);
        // In a joined "Crate & Quote" section the quote keeps a kind of its own.
        let kind = self
            .profile
            .kinds
            .iter()
            .find(|kind| kind.parser == Family::Quotes)
            .map_or(entry.kind, |kind| kind.id.clone());
        let group = self.profile.group_of(&kind).to_owned();
        self.push(Entry {
            kind,
            group,
            title,
            text,
            url,
            github,
            quote: Some(quote),
            ..entry
        });
    }
}

impl<'a> Group<'a> {
    fn tail(&self) -> Vec<&'a Block> {
        self.said.iter().chain(&self.rest).copied().collect()
    }
}

/// Divides a section: an attribution ends its quote, another quotation begins the next.
fn groups<'a>(blocks: &[&'a Block]) -> Vec<Group<'a>> {
    let quoted = blocks
        .iter()
        .any(|block| matches!(block.what, What::Quote | What::Code));
    let mut groups: Vec<Group<'a>> = vec![Group::default()];
    for (index, block) in blocks.iter().enumerate() {
        let text = block.rich.text.trim();
        let Some(open) = groups.last_mut() else { break };
        let waits = open.said.is_none();
        let is_words = if quoted {
            matches!(block.what, What::Quote | What::Code)
        } else {
            is_plain_words(block, open)
        };
        if is_words && waits && (open.rest.is_empty() || attributed_later(&blocks[index..])) {
            open.words.push(block);
        } else if is_words {
            groups.push(Group {
                words: vec![block],
                ..Group::default()
            });
        } else if waits && !open.words.is_empty() && is_attribution(text, &blocks[index + 1..]) {
            open.said = Some(block);
        } else {
            open.rest.push(block);
        }
    }
    groups
}

/// Without quotation marks of Markdown, the first paragraph is the quote, and others
/// that begin with a quotation mark.
fn is_plain_words(block: &Block, open: &Group<'_>) -> bool {
    let text = block.rich.text.trim();
    let begins = text.starts_with(['"', '“']);
    !is_thanks(text)
        && !text.starts_with(DASHES)
        && (begins || open.words.is_empty() && open.said.is_none())
}

/// A dash begins an attribution; without any dash before the next quotation, the first
/// line that is no thanks is one.
fn is_attribution(text: &str, after: &[&Block]) -> bool {
    text.starts_with(DASHES) || !is_thanks(text) && !text.ends_with(':') && !dash_follows(after)
}

fn dash_follows(after: &[&Block]) -> bool {
    let until = after.iter().take_while(|block| block.what != What::Quote);
    until
        .map(|block| block.rich.text.trim())
        .any(|text| text.starts_with(DASHES))
}

/// The quotation goes on ("And the reply:") when only a later line says whose it is.
fn attributed_later(from: &[&Block]) -> bool {
    from.iter()
        .any(|block| block.rich.text.trim().starts_with(DASHES))
}

fn joined(blocks: &[&Block]) -> String {
    blocks
        .iter()
        .map(|block| block.rich.text.trim())
        .collect::<Vec<_>>()
        .join("\n")
}

/// `"Words." – Who` in one block.
fn inner_attribution(text: &str) -> Option<(&str, &str)> {
    let dash = text
        .rmatch_indices(['–', '—', '―'])
        .map(|(at, _)| at)
        .next();
    let hyphen = ["\" - ", "” - "]
        .iter()
        .find_map(|mark| text.rfind(mark).map(|at| at + mark.len() - 2));
    let (words, said) = text.split_at(dash.or(hyphen).filter(|at| *at > 0)?);
    let closed = words.trim_end().ends_with(['"', '”', '.', '!', '?', '*']) && words.ends_with(' ');
    let said = said.trim_start_matches(DASHES).trim();
    (closed && !said.is_empty() && said.chars().count() <= 80).then(|| (words.trim(), said))
}

fn is_thanks(text: &str) -> bool {
    let text = text.to_lowercase();
    [
        "thanks",
        "thank you",
        "many thanks",
        "sadly",
        "despite ",
        "selected by",
        "llogiq is ",
    ]
    .iter()
    .any(|start| text.starts_with(start))
}

/// The name in "Who on where" ("From #rust" has none): what follows ` on `, ` in ` and the like is not a name.
fn speaker(text: &str) -> String {
    const ENDS: [&str; 9] = [
        " on ", " in ", " at ", " from ", " via ", " (", ", ", ". Thanks", " during ",
    ];
    let text = text.trim_start_matches(DASHES).trim();
    if text.starts_with("From #") {
        return String::new();
    }
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
