//! Candidates for mistyped words, by tantivy's Levenshtein automata.

use super::set::{Needs, Set};
use crate::bundle::words_path;
use crate::error::Error;
use crate::query::correct::{Candidate, max_distance, rank};
use crate::schema::schema;
use tantivy::Term;
use tantivy::query::FuzzyTermQuery;

/// Corrections that are searched.
const KEEP: usize = 3;

/// The likeliest words meant by `token`, best first; asks for the words files.
pub(super) fn candidates(
    sets: &[Set],
    token: &str,
    prefix: bool,
    needs: &mut Needs,
) -> Result<Vec<Candidate>, Error> {
    let most = max_distance(token);
    if most == 0 {
        return Ok(Vec::new());
    }
    let mut there = true;
    for set in sets {
        there &= set.want(&words_path(&set.path), needs);
    }
    if !there {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for distance in 1..=most {
        within(sets, token, distance, false, &mut found)?;
        rank(token, &mut found, KEEP);
        if !found.is_empty() {
            return Ok(found);
        }
    }
    if prefix {
        within(sets, token, 1, true, &mut found)?;
        found.retain(|candidate| candidate.token.len() > token.len());
        found.sort_unstable_by(|a, b| {
            b.frequency
                .cmp(&a.frequency)
                .then_with(|| a.token.cmp(&b.token))
        });
        found.truncate(KEEP);
    }
    Ok(found)
}

/// Adds the words within an edit distance; with `prefix`, those that begin so.
fn within(
    sets: &[Set],
    token: &str,
    distance: u8,
    prefix: bool,
    found: &mut Vec<Candidate>,
) -> Result<(), Error> {
    let (_, fields) = schema();
    let term = Term::from_field_text(fields.text, token);
    let query = if prefix {
        FuzzyTermQuery::new_prefix(term, distance, true)
    } else {
        FuzzyTermQuery::new(term, distance, true)
    };
    let automaton = query.automaton()?;
    for set in sets {
        let Some(words) = &set.words else { continue };
        words.search(&automaton, &mut |word, frequency| match found
            .iter_mut()
            .find(|candidate| candidate.token == word)
        {
            Some(candidate) => candidate.frequency += frequency,
            None => found.push(Candidate {
                token: word.to_owned(),
                frequency,
            }),
        });
    }
    Ok(())
}
