//! A closer look at the best candidates: words in a row, all words in the title.

use super::collect::Match;
use super::compile::phrase_scorer;
use super::expand::Expansion;
use super::set::Set;
use super::weights;
use crate::error::Error;
use crate::query::{Hint, Word};
use crate::schema::{Fields, Zone};
use std::sync::Arc;
use tantivy::query::Scorer;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};

/// Raises the scores of candidates whose title (or text) has the words in a row, and
/// of those whose title has them all. Words whose positions are not loaded (the very
/// frequent ones) break a row instead of being fetched.
pub(super) fn rerank(
    sets: &[Set],
    fields: Fields,
    words: &[(Word, Arc<Expansion>)],
    matches: &mut [Match],
) -> Result<(), Error> {
    for (at, set) in sets.iter().enumerate() {
        let mut mine: Vec<&mut Match> = matches
            .iter_mut()
            .filter(|found| found.set as usize == at)
            .collect();
        mine.sort_unstable_by_key(|found| found.doc);
        if mine.is_empty() {
            continue;
        }
        for row in rows(set, words) {
            for (zone, share) in [
                (Zone::Title, weights::IN_A_ROW_TITLE),
                (Zone::Body, weights::IN_A_ROW_BODY),
            ] {
                // A row of all words counts in full, shorter ones by their length.
                let share = share * (row.len() - 1) as f32 / (words.len() - 1).max(1) as f32;
                if let Some(scorer) = phrase_scorer(&set.segment, fields, &row, 0, zone)? {
                    raise(scorer, &mut mine, share);
                }
            }
        }
        raise_all_in_title(set, words, &mut mine)?;
    }
    Ok(())
}

/// How many words of a text a word of the query stands for.
fn span(word: &Word) -> usize {
    word.parts.len().max(1)
}

/// Runs of words whose positions are at hand, two or more: offset and token.
fn rows(set: &Set, words: &[(Word, Arc<Expansion>)]) -> Vec<Vec<(usize, String)>> {
    let mut at = 0;
    let mut rows = vec![Vec::new()];
    for (word, expansion) in words {
        let token = &word.token;
        let known = expansion
            .leaves
            .first()
            .is_some_and(|leaf| leaf.frequency > 0);
        let offset = set.segment.text.block_of(token.as_bytes());
        let near = offset.is_some_and(|offset| set.far.binary_search(&offset).is_err());
        if known && near {
            if let Some(row) = rows.last_mut() {
                row.push((at, token.clone()));
            }
        } else {
            rows.push(Vec::new());
        }
        at += span(word);
    }
    rows.retain(|row| row.len() > 1);
    rows
}

fn raise(mut scorer: Box<dyn Scorer>, matches: &mut [&mut Match], share: f32) {
    for found in matches {
        if scorer.doc() < found.doc {
            scorer.seek(found.doc);
        }
        if scorer.doc() == TERMINATED {
            return;
        }
        if scorer.doc() == found.doc {
            found.score *= 1.0 + share;
        }
    }
}

fn raise_all_in_title(
    set: &Set,
    words: &[(Word, Arc<Expansion>)],
    matches: &mut [&mut Match],
) -> Result<(), Error> {
    let text = &set.segment.text;
    // Years and kinds are not looked for in titles.
    let named = |word: &Word| matches!(word.hint, Some(Hint::Year(_) | Hint::Kind(_)));
    let words: Vec<_> = words.iter().filter(|(word, _)| !named(word)).collect();
    let mut in_title = vec![0usize; matches.len()];
    for (_, expansion) in &words {
        let mut has = vec![false; matches.len()];
        for leaf in &expansion.leaves {
            let Some(info) = text.info(&leaf.token, Zone::Title)? else {
                continue;
            };
            let mut postings = text
                .reader
                .read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
            for (found, has) in matches.iter().zip(&mut has) {
                if postings.doc() < found.doc {
                    postings.seek(found.doc);
                }
                *has |= postings.doc() == found.doc;
            }
        }
        for (count, has) in in_title.iter_mut().zip(has) {
            *count += usize::from(has);
        }
    }
    let typed: usize = words.iter().map(|(word, _)| span(word)).sum();
    for (found, count) in matches.iter_mut().zip(in_title) {
        if count == words.len() && count > 0 {
            let length = set.segment.norms.fieldnorm(found.doc).max(typed as u32);
            let covered = typed as f32 / length as f32;
            found.score *= 1.0 + weights::ALL_IN_TITLE + weights::WHOLE_TITLE * covered * covered;
        }
    }
    Ok(())
}
