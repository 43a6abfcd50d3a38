//! Events: a date line and a title line, or both in one.

use super::event_date::{self, When};
use super::links::Links;
use super::{Entry, Reader, labels, place, title};
use crate::archive::block::{Block, Link, What};
use backissue_model::record::Event;
use jiff::ToSpan;
use jiff::civil::Date;

/// What the text around a title says.
#[derive(Debug, Clone, Default)]
struct Details {
    place: Option<String>,
    organiser: Option<String>,
    title: Option<String>,
}

impl Reader<'_> {
    /// Reads a section of events.
    pub(super) fn events(&mut self, blocks: &[(usize, &Block)]) {
        if let Some(block) = &self.section.title_block {
            let titles: Vec<&Block> = blocks
                .iter()
                .map(|(_, block)| *block)
                .take_while(|block| self.date(block).is_none())
                .collect();
            self.dated(block, &titles);
        }
        let mut rest = blocks;
        if self.section.title_block.is_some() {
            let skip = blocks
                .iter()
                .take_while(|(_, block)| self.date(block).is_none())
                .count();
            rest = blocks.get(skip..).unwrap_or_default();
        }
        while let Some(((index, block), after)) = rest.split_first() {
            let titles = self.titles(*index, block, after);
            rest = after.get(titles.len()..).unwrap_or_default();
            if block.what == What::Item && self.date(block).is_some() {
                self.dated(block, &titles);
            } else {
                self.undated(block);
            }
        }
    }

    fn issued(&self) -> Date {
        self.issue.date.parse().unwrap_or_default()
    }

    fn date<'b>(&self, block: &'b Block) -> Option<(When, &'b str)> {
        let (_, end) = labels::leading(&block.rich);
        event_date::leading(block.rich.text.get(end..)?, self.issued())
    }

    /// The title lines of a date line: the items nested in it, or, where nesting was
    /// lost to an indentation of two spaces, the undated items after it.
    fn titles<'b>(
        &self,
        index: usize,
        block: &Block,
        after: &[(usize, &'b Block)],
    ) -> Vec<&'b Block> {
        let whole = block.rich.links.first().is_some_and(|link| link.start == 0);
        if block.what != What::Item || self.date(block).is_none() {
            return Vec::new();
        }
        let nested = after
            .iter()
            .take_while(|(_, next)| next.parent.is_some_and(|parent| parent >= index));
        let nested: Vec<&Block> = nested.map(|(_, next)| *next).collect();
        if !nested.is_empty() || whole {
            return nested;
        }
        let flat = after.iter().take_while(|(_, next)| {
            next.what == What::Item && next.parent == block.parent && self.date(next).is_none()
        });
        flat.map(|(_, next)| *next).collect()
    }

    fn dated(&mut self, block: &Block, titles: &[&Block]) {
        let Some((when, rest)) = self.date(block) else {
            return;
        };
        self.check_date(when, block.line);
        let own = self.links(&block.rich, block.line);
        if titles.is_empty() {
            let details = one_line(block, rest, when, &own);
            let entry = self.entry(block, &own);
            return self.event(entry, when, details);
        }
        let details = date_line(block, rest);
        for line in titles {
            let mut links = self.links(&line.rich, line.line);
            let url = links.primary().map(str::to_owned);
            let title = links
                .first()
                .map_or(line.rich.text.as_str(), |link| line.rich.link_text(link));
            let details = Details {
                title: Some(title.to_owned()),
                ..details.clone()
            };
            links.append(&own);
            let text = format!("{}\n{}", line.rich.text, block.rich.text);
            let entry = Entry {
                url,
                text,
                ..self.entry(line, &links)
            };
            self.event(entry, when, details);
        }
    }

    fn event(&mut self, entry: Entry, when: When, details: Details) {
        let region = self.section.region.clone();
        let online = region
            .as_deref()
            .is_some_and(|region| self.profile.is_online_region(region));
        let states = region.is_some() && region == self.profile.events.us_states_region;
        let place = place::read(details.place.as_deref().unwrap_or_default(), online, states);
        let title = details
            .title
            .filter(|title| !title.is_empty())
            .unwrap_or_else(|| title::cut(&entry.text));
        let event = Event {
            start: when.start.to_string(),
            end: when.end.map(|end| end.to_string()),
            place: details.place,
            city: place.city,
            region,
            countries: place.countries,
            mode: place.mode.to_owned(),
            organiser: details.organiser,
        };
        self.push(Entry {
            title,
            event: Some(event),
            ..entry
        });
    }

    /// An item or paragraph without a date is a link like any other.
    fn undated(&mut self, block: &Block) {
        if block.what == What::Item {
            self.findings.warn(
                block.line,
                "undated-event",
                "this event does not begin with a date",
                "write it as `2024-06-05 | Place | [Organiser](…)` with the title in an item below",
            );
        }
        self.link_block(block);
    }

    /// A printed year that cannot be meant is kept and flagged.
    fn check_date(&mut self, when: When, line: u32) {
        let issued = self.issued();
        let early = issued.checked_sub(15.days()).unwrap_or(issued);
        let late = issued.checked_add(300.days()).unwrap_or(issued);
        if when.with_year && (when.end.unwrap_or(when.start) < early || when.start > late) {
            let message = format!(
                "the event's date {} is far from the issue's date {issued}",
                when.start
            );
            self.findings
                .warn(line, "suspect-date", message, "check the year");
        }
    }
}

/// Date, place, title and organiser in one item.
fn one_line(block: &Block, rest: &str, when: When, links: &Links) -> Details {
    let whole = links.first().filter(|link| link.start == 0);
    let rest = whole
        .and_then(|link| within(block, rest, link))
        .unwrap_or(rest);
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ':' | '|'));
    // One `|` after ` - ` belongs to the title: `Online - Go vs Rust | Round table`.
    let in_title =
        rest.matches('|').count() == 1 && rest.find(" - ") < rest.find('|') && rest.contains(" - ");
    if rest.contains('|') && !in_title {
        return piped(block, rest, links);
    }
    if whole.is_none() && !links.is_empty() {
        let title = links
            .first()
            .map(|link| title::of(&block.rich, Some(link), 0));
        return Details {
            title,
            ..Details::default()
        };
    }
    dashed(rest, when.with_year)
}

/// What of `rest` stands inside a link that spans the item.
fn within<'b>(block: &'b Block, rest: &'b str, link: &Link) -> Option<&'b str> {
    let start = block.rich.text.len().checked_sub(rest.len())?;
    block.rich.text.get(start..link.end)
}

/// `| Place | Organiser` after the date of a date line.
fn date_line(block: &Block, rest: &str) -> Details {
    let offset = block.rich.text.len() - rest.len();
    let first_link = block.rich.links.iter().find(|link| link.start >= offset);
    let trimmed = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '|' | ',' | '-'));
    let (place, organiser) = match trimmed.split_once('|') {
        Some((place, organiser)) => (place, organiser),
        None => match first_link {
            Some(link) => (
                rest.get(..link.start - offset).unwrap_or_default(),
                rest.get(link.start - offset..).unwrap_or_default(),
            ),
            None => (trimmed, ""),
        },
    };
    let part = |text: &str| {
        Some(
            text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '|'))
                .to_owned(),
        )
        .filter(|text| !text.is_empty())
    };
    Details {
        place: part(place),
        organiser: part(organiser),
        title: None,
    }
}

/// `Place | Title | Organiser`; the title is the linked or strong part.
fn piped(block: &Block, rest: &str, links: &Links) -> Details {
    let parts: Vec<&str> = rest
        .split('|')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let linked = links
        .first()
        .filter(|link| link.start > 0)
        .map(|link| block.rich.link_text(link));
    let strong = block
        .rich
        .strong
        .first()
        .and_then(|(start, end)| block.rich.text.get(*start..*end))
        .map(str::trim);
    let title = linked.or(strong).or_else(|| parts.get(1).copied());
    let place = parts.first().copied().filter(|place| Some(*place) != title);
    let organiser = parts
        .iter()
        .skip(1)
        .copied()
        .find(|part| Some(*part) != title && !title.is_some_and(|title| part.contains(title)));
    Details {
        place: place.map(str::to_owned),
        organiser: organiser.map(str::to_owned),
        title: title.map(str::to_owned),
    }
}

/// `Place - Organiser - Title`, or with a printed year `Place - Title - Organiser`.
fn dashed(rest: &str, with_year: bool) -> Details {
    let parts: Vec<&str> = rest
        .split(" - ")
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let own = |text: &str| Some(text.to_owned());
    match parts.as_slice() {
        [] => Details::default(),
        [only] => Details {
            title: own(only),
            ..Details::default()
        },
        [place, title] if looks_like_place(place) => Details {
            place: own(place),
            title: own(title),
            organiser: None,
        },
        [place, rest @ .., last] if looks_like_place(place) && with_year => Details {
            place: own(place),
            title: own(&rest.join(" - ")),
            organiser: own(last),
        },
        [place, organiser, rest @ ..] if looks_like_place(place) => Details {
            place: own(place),
            organiser: own(organiser),
            title: own(&rest.join(" - ")),
        },
        _ => Details {
            title: own(rest),
            ..Details::default()
        },
    }
}

/// `City, CC`, a word such as Online, or a country's name alone.
fn looks_like_place(text: &str) -> bool {
    let lower = text.to_lowercase();
    let says = ["online", "virtual", "hybrid", "remote", "various"]
        .iter()
        .any(|word| lower.contains(word));
    let coded = text
        .rsplit(',')
        .next()
        .map(str::trim)
        .is_some_and(|code| code.len() <= 3 && code.chars().all(char::is_uppercase));
    let named = !place::read(text, false, false).countries.is_empty();
    says || text.contains(',') && (coded || named) || named && !text.contains(char::is_whitespace)
}
