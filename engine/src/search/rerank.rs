//! A closer look at the best candidates: words in order, all words in the title.

use super::collect::Match;
use super::expand::Expansion;
use super::set::Set;
use super::weights;
use crate::error::Error;
use crate::query::Word;
use crate::schema::Zone;
use std::sync::Arc;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};

/// Where the words of the query stand in one zone of a candidate.
#[derive(Default)]
struct Places {
    /// Which words stand there.
    has: u64,
    /// Number of the word and its position, as far as positions are loaded.
    at: Vec<(usize, u32)>,
}

/// Raises the scores of candidates whose title (or text) has the words in order, and
/// of those whose title has them all. Positions that are not loaded (those of the very
/// frequent words) are done without instead of being fetched.
pub(super) fn rerank(
    sets: &[Set],
    words: &[(Word, Arc<Expansion>)],
    matches: &mut [Match],
) -> Result<(), Error> {
    for (at, set) in sets.iter().enumerate() {
        let mut mine: Vec<&mut Match> = matches
            .iter_mut()
            .filter(|found| found.set as usize == at)
            .collect();
        mine.sort_unstable_by_key(|found| found.doc);
        let docs: Vec<u32> = mine.iter().map(|found| found.doc).collect();
        for (found, bonus) in mine.iter_mut().zip(bonuses((at, set), words, &docs)?) {
            found.score *= 1.0 + bonus.title + bonus.body + bonus.whole;
        }
    }
    Ok(())
}

/// The shares that are added to a score.
#[derive(Clone, Copy, Default)]
pub(super) struct Bonus {
    /// For words in order in the title.
    pub(super) title: f32,
    /// For words in order in the text.
    pub(super) body: f32,
    /// For a title with every word.
    pub(super) whole: f32,
}

/// What documents of a set, ascending, are worth at a closer look.
pub(super) fn bonuses(
    (at, set): (usize, &Set),
    words: &[(Word, Arc<Expansion>)],
    docs: &[u32],
) -> Result<Vec<Bonus>, Error> {
    let titles = places((at, set), words, docs, Zone::Title)?;
    let bodies = places((at, set), words, docs, Zone::Body)?;
    let bonus = |((&doc, title), body): ((&u32, Places), Places)| {
        let in_title = weights::IN_ORDER_TITLE * order(words, &title);
        // A text that repeats its title says nothing more.
        let in_body = weights::IN_ORDER_BODY * order(words, &body);
        Bonus {
            title: in_title,
            body: (in_body - in_title).max(0.0),
            whole: coverage(words, title.has, set.segment.norms.fieldnorm(doc)),
        }
    };
    Ok(docs.iter().zip(titles).zip(bodies).map(bonus).collect())
}

/// How many words of a text a word of the query stands for.
pub(super) fn span(word: &Word) -> u32 {
    word.parts.len().max(1) as u32
}

/// Where the words stand in a zone of the candidates, which come in order.
fn places(
    (at, set): (usize, &Set),
    words: &[(Word, Arc<Expansion>)],
    docs: &[u32],
    zone: Zone,
) -> Result<Vec<Places>, Error> {
    let text = &set.segment.text;
    let mut places: Vec<Places> = docs.iter().map(|_| Places::default()).collect();
    let mut positions = Vec::new();
    for (number, (_, expansion)) in words.iter().enumerate() {
        for leaf in &expansion.leaves {
            let Some(info) = leaf.info(at, zone) else {
                continue;
            };
            let near = text
                .block_of(leaf.token.as_bytes())
                .is_some_and(|number| set.far.binary_search(&number).is_err());
            let wanted = if near {
                IndexRecordOption::WithFreqsAndPositions
            } else {
                IndexRecordOption::Basic
            };
            let mut postings = text.reader.read_postings_from_terminfo(info, wanted)?;
            for (&doc, places) in docs.iter().zip(&mut places) {
                if postings.doc() < doc {
                    postings.seek(doc);
                }
                if postings.doc() == TERMINATED {
                    break;
                }
                if postings.doc() != doc {
                    continue;
                }
                places.has |= 1 << (number & 63);
                if near {
                    postings.positions(&mut positions);
                    places.at.extend(positions.iter().map(|&at| (number, at)));
                }
            }
        }
    }
    Ok(places)
}

/// How much of the query stands in its order: 1 when all words are side by side.
fn order(words: &[(Word, Arc<Expansion>)], places: &Places) -> f32 {
    let (mut sum, mut typed) = (0.0, 0);
    let mut before: Option<(usize, u32)> = None;
    for (number, (word, _)) in words.iter().enumerate() {
        let of = |number: usize| places.at.iter().filter(move |place| place.0 == number);
        if of(number).next().is_some() {
            if let Some((last, start)) = before {
                let gap = |&(_, at): &(usize, u32)| {
                    let ends = of(last).filter_map(|&(_, end)| at.checked_sub(end + typed - start));
                    ends.min()
                };
                sum += match of(number).filter_map(gap).min() {
                    Some(0) => 1.0,
                    Some(1..=weights::NEAR) => weights::NEARLY,
                    Some(_) => weights::FAR,
                    None => 0.0,
                };
            }
            before = Some((number, typed));
        }
        typed += span(word);
    }
    sum / (words.len() - 1).max(1) as f32
}

/// What having every word in the title is worth. Years, kinds and fillers count where
/// they stand there, but need not.
fn coverage(words: &[(Word, Arc<Expansion>)], has: u64, length: u32) -> f32 {
    let (mut typed, mut names) = (0, false);
    for (number, (word, _)) in words.iter().enumerate() {
        if has >> (number & 63) & 1 == 1 {
            typed += span(word);
            names |= word.names();
        } else if word.names() {
            return 0.0;
        }
    }
    if !names {
        return 0.0;
    }
    let covered = typed as f32 / length.max(typed) as f32;
    weights::ALL_IN_TITLE + weights::WHOLE_TITLE * covered * covered
}
