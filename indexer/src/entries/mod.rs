//! Blocks of a section → entries, one file per family of kinds.

mod crates;
mod event_date;
mod events;
mod jobs;
mod labels;
mod links;
mod place;
mod quotes;
mod title;

use crate::archive::block::{Block, What};
use crate::archive::sections::Section;
use crate::diagnostics::Findings;
use crate::profile::{Family, Profile, says_none};
use backissue_engine::rows::github::reference;
use backissue_model::record::{CrateRef, Event, GithubRef, Heading, Issue, Job, Quote};
use links::Links;

/// Whether a place, as printed under the heading of a region, is online, in person or
/// both.
pub(crate) fn mode_of(place: &str, region: Option<&str>, profile: &Profile) -> &'static str {
    let online = region.is_some_and(|region| profile.is_online_region(region));
    place::read(place, online, false).mode
}

/// One entry of one issue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Kind id.
    pub kind: String,
    /// Group id.
    pub group: String,
    /// Title for a result list.
    pub title: String,
    /// Visible text, title included.
    pub text: String,
    /// Primary link as printed.
    pub url: Option<String>,
    /// All content links in order, the primary one included.
    pub links: Vec<String>,
    /// Texts of the further links that are titles by themselves.
    pub names: Vec<String>,
    /// Words in brackets, lower case.
    pub labels: Vec<String>,
    /// GitHub reference of `url`.
    pub github: Option<GithubRef>,
    /// Filled for events.
    pub event: Option<Event>,
    /// Filled for quotes.
    pub quote: Option<Quote>,
    /// Filled for crates of the week.
    pub krate: Option<CrateRef>,
    /// Filled for jobs.
    pub job: Option<Job>,
    /// Team of a project change.
    pub team: Option<String>,
    /// Id of the heading it stands under.
    pub anchor: Option<String>,
    /// Printed text of that heading.
    pub section: String,
    /// Line of the source file.
    pub line: u32,
}

/// What the families need to know while they read one section.
pub(crate) struct Reader<'a> {
    pub(crate) profile: &'a Profile,
    pub(crate) issue: &'a Issue,
    pub(crate) section: &'a Section,
    pub(crate) findings: &'a mut Findings,
    anchor: Option<String>,
    printed: String,
    entries: Vec<Entry>,
}

/// Makes the entries of an issue.
pub(crate) fn read(
    sections: &[Section],
    issue: &Issue,
    headings: &[Heading],
    profile: &Profile,
    findings: &mut Findings,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    for section in sections {
        let heading = section.heading.and_then(|index| headings.get(index));
        if heading.is_none() && section.kind.is_empty() {
            continue;
        }
        let anchor = heading.map(|heading| heading.anchor.clone());
        let printed = heading.map_or("", |heading| &heading.text);
        let printed = printed.trim_end_matches([':', ',', ' ']).to_owned();
        let mut reader = Reader {
            profile,
            issue,
            section,
            findings,
            anchor,
            printed,
            entries: Vec::new(),
        };
        reader.section();
        entries.append(&mut reader.entries);
    }
    entries
}

impl<'a> Reader<'a> {
    fn section(&mut self) {
        let section = self.section;
        self.weekly(&section.blocks);
        let blocks: Vec<(usize, &Block)> = self.content(&section.blocks);
        let family = self
            .profile
            .kind(&section.kind)
            .map_or(Family::Links, |kind| kind.parser);
        match family {
            Family::Events => self.events(&blocks),
            Family::Quotes => self.quotes(&blocks),
            Family::Crates => self.crates(&blocks),
            Family::Jobs => self.jobs(&blocks),
            Family::Links | Family::Changes | Family::Rfcs | Family::Names => {
                for (_, block) in blocks {
                    self.link_block(block);
                }
            }
        }
    }

    fn family(&self) -> Family {
        self.profile
            .kind(&self.section.kind)
            .map_or(Family::Links, |kind| kind.parser)
    }

    /// What repeats every week and holds links, up to the issue's closing lines.
    fn weekly(&mut self, blocks: &[Block]) {
        let profile = self.profile;
        let repeated = blocks
            .iter()
            .take_while(|block| !profile.is_footer(&block.rich.text))
            .filter(|block| profile.is_boilerplate(&block.rich.text));
        for block in repeated.filter(|_| !profile.boilerplate.kind.is_empty()) {
            let links = self.links(&block.rich, block.line);
            let title = title::of(&block.rich, links.first(), 0);
            if links.is_empty() || title.is_empty() {
                continue;
            }
            let kind = &profile.boilerplate.kind;
            let entry = Entry {
                kind: kind.clone(),
                group: profile.group_of(kind).to_owned(),
                names: title::names(&block.rich, &links),
                title,
                ..self.entry(block, &links)
            };
            self.push(entry);
        }
    }

    /// The blocks that are no boilerplate, up to the issue's closing lines.
    fn content(&self, blocks: &'a [Block]) -> Vec<(usize, &'a Block)> {
        let shown = blocks
            .iter()
            .enumerate()
            .take_while(|(_, block)| !self.profile.is_footer(&block.rich.text));
        shown
            .filter(|(_, block)| !self.is_repeated(block))
            .collect()
    }

    fn is_repeated(&self, block: &Block) -> bool {
        let text = &block.rich.text;
        let presents = self.family() == Family::Crates && !block.rich.links.is_empty();
        let linked = presents || block.rich.links.first().is_some_and(|link| link.start < 2);
        text.is_empty() || self.profile.is_boilerplate(text) || (says_none(text) && !linked)
    }

    /// An entry with the fields that every kind has.
    pub(crate) fn entry(&self, block: &Block, links: &Links) -> Entry {
        let kind = self.section.kind.clone();
        Entry {
            group: self.profile.group_of(&kind).to_owned(),
            kind,
            text: block.rich.text.clone(),
            url: links.primary().map(str::to_owned),
            links: links.urls(),
            github: links.primary().and_then(reference),
            anchor: self.anchor.clone(),
            section: self.printed.clone(),
            line: block.line,
            ..Entry::default()
        }
    }

    pub(crate) fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// A list item, or any other block that holds a link: title, labels, links.
    pub(crate) fn link_block(&mut self, block: &Block) {
        let links = self.links(&block.rich, block.line);
        if links.is_empty() && block.what != What::Item {
            return;
        }
        let (labels, label_end) = labels::leading(&block.rich);
        let title = title::of(&block.rich, links.first(), label_end);
        if title.is_empty() {
            return;
        }
        let team = self.team(&title);
        let entry = self.entry(block, &links);
        self.push(Entry {
            names: title::names(&block.rich, &links),
            title,
            labels,
            team,
            ..entry
        });
    }

    /// The team of a project change: its heading's, else the prefix of its title.
    fn team(&self, title: &str) -> Option<String> {
        if self.section.kind != self.profile.changes.kind {
            return None;
        }
        let prefix = || {
            title
                .split_once(':')
                .and_then(|(prefix, _)| self.profile.team(prefix.trim()))
        };
        self.section.team.clone().or_else(prefix)
    }
}
