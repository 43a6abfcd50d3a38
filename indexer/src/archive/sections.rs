//! Every block gets its kind, from the heading above it and the last major section.

use super::block::{Block, What};
use crate::diagnostics::Findings;
use crate::profile::{HeadingKind, Profile};
use backissue_model::record::Heading;

/// A run of blocks under one heading.
#[derive(Debug, Clone, Default)]
pub(crate) struct Section {
    /// Index of the heading among the issue's headings; `None` before the first.
    pub(crate) heading: Option<usize>,
    /// Kind of what stands here; empty before the first heading.
    pub(crate) kind: String,
    /// Region named by this heading (events).
    pub(crate) region: Option<String>,
    /// Team named by this heading (project changes).
    pub(crate) team: Option<String>,
    /// Blocks in order; `parent` counts within this list.
    pub(crate) blocks: Vec<Block>,
    /// The heading itself is an entry (an event typed as a heading).
    pub(crate) title_block: Option<Block>,
}

/// Divides blocks into sections. `number` is the issue's number, if it has one.
pub(super) fn place(
    blocks: Vec<Block>,
    headings: &[Heading],
    number: Option<u32>,
    profile: &Profile,
    findings: &mut Findings,
) -> Vec<Section> {
    let intro = profile.issues.intro_kind.clone();
    let mut sections = vec![Section {
        kind: intro.unwrap_or_default(),
        ..Section::default()
    }];
    let mut state = State {
        profile,
        numbered: number.is_some(),
        kind: None,
        major: None,
    };
    let mut next_heading = 0;
    let mut base = 0;
    for (index, block) in blocks.into_iter().enumerate() {
        if let What::Heading(_) = block.what {
            let heading = headings.get(next_heading);
            let section = state.section(next_heading, heading, block, findings);
            next_heading += 1;
            base = index + 1;
            sections.push(section);
        } else if let Some(section) = sections.last_mut() {
            let parent = block.parent.and_then(|parent| parent.checked_sub(base));
            section.blocks.push(Block { parent, ..block });
        }
    }
    sections
}

struct State<'a> {
    profile: &'a Profile,
    numbered: bool,
    /// Kind of the last heading.
    kind: Option<String>,
    /// Kind of the last heading that has a kind of its own.
    major: Option<String>,
}

impl State<'_> {
    fn section(
        &mut self,
        index: usize,
        heading: Option<&Heading>,
        block: Block,
        findings: &mut Findings,
    ) -> Section {
        let text = heading.map_or("", |heading| heading.text.as_str());
        let kind = self.kind_of(text, block.line, findings);
        let is_events = kind == self.profile.events.kind;
        let region = is_events
            .then(|| self.profile.region(text))
            .flatten()
            .map(str::to_owned);
        let team = (kind == self.profile.changes.kind)
            .then(|| self.profile.team(text))
            .flatten();
        let is_entry = is_events && text.starts_with(|c: char| c.is_ascii_digit());
        self.kind = Some(kind.clone());
        Section {
            heading: Some(index),
            kind,
            region,
            team,
            blocks: Vec::new(),
            title_block: is_entry.then_some(block),
        }
    }

    fn kind_of(&mut self, text: &str, line: u32, findings: &mut Findings) -> String {
        if let (false, Some(kind)) = (self.numbered, &self.profile.issues.unnumbered_kind) {
            return kind.clone();
        }
        match self.profile.heading(text, self.major.as_deref()) {
            HeadingKind::Known(kind) => {
                self.major = Some(kind.to_owned());
                kind.to_owned()
            }
            HeadingKind::Inherited(kind) => kind.to_owned(),
            HeadingKind::Within => self.profile.events.kind.clone(),
            HeadingKind::Unknown => self.unknown(text, line, findings),
        }
    }

    /// A heading that begins with a long number is a line that was meant as text
    /// (`#122010, which…`): it changes nothing. Any other opens a special topic.
    fn unknown(&mut self, text: &str, line: u32, findings: &mut Findings) -> String {
        let unknown = &self.profile.issues.unknown_kind;
        if text.bytes().take_while(u8::is_ascii_digit).count() >= 4 {
            let message = format!("this line is published as a heading: {}", shorten(text));
            findings.warn(
                line,
                "accidental-heading",
                message,
                "put a word before `#` or make it a list item",
            );
            return self.kind.clone().unwrap_or_else(|| unknown.clone());
        }
        let message = format!(
            "heading `{}` is not known; what stands below is filed under {unknown}",
            shorten(text)
        );
        findings.info(
            line,
            "unknown-heading",
            message,
            "use a known heading, or teach the profile this one",
        );
        self.major = Some(unknown.clone());
        unknown.clone()
    }
}

fn shorten(text: &str) -> String {
    text.chars().take(60).collect()
}

/// The text before the first heading.
pub(super) fn intro(sections: &[Section]) -> String {
    let blocks = sections
        .first()
        .map(|section| section.blocks.as_slice())
        .unwrap_or_default();
    let texts: Vec<&str> = blocks
        .iter()
        .map(|block| block.rich.text.as_str())
        .filter(|text| !text.is_empty())
        .collect();
    texts.join("\n")
}
