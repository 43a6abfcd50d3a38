//! A word of the query as the words of the dictionary it stands for.

use super::set::{Needs, Set};
use super::weights;
use crate::bundle::{Dictionary, chunk_path};
use crate::error::Error;
use crate::query::Word;
use crate::schema::Zone;
use crate::text::{stem, stem_prefix};
use tantivy::postings::TermInfo;

/// What a word is looked up as.
#[derive(Debug, Clone, Default)]
pub(super) struct Expansion {
    /// Words of the dictionary, the typed one first.
    pub(super) leaves: Vec<Leaf>,
    /// Sequences of words that mean the same (parts of a compound, synonyms).
    pub(super) phrases: Vec<Vec<String>>,
    /// More words begin like this than were looked at.
    pub(super) partial: bool,
}

/// A word of the dictionary.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    /// Token, without zone.
    pub(super) token: String,
    /// Weight beside the typed word's 1.
    pub(super) weight: f32,
    /// Documents that have it, over all zones and sets.
    pub(super) frequency: u32,
    infos: Infos,
}

/// Where the postings of a word are: for each set, its three zones. Looking a word up
/// takes longer than all else, so it is done once.
type Infos = Vec<Option<TermInfo>>;

impl Leaf {
    /// Where its postings in a zone of a set are, if it stands there.
    pub(super) fn info(&self, set: usize, zone: Zone) -> Option<&TermInfo> {
        self.infos.get(3 * set + zone as usize)?.as_ref()
    }
}

/// Shortest beginning that is completed, as typed (`c_v` is three).
const SHORTEST_PREFIX: usize = 3;
/// Dictionary blocks looked at for the completions of a beginning, per set.
const PREFIX_BLOCKS: usize = 8;
/// Completions that are searched, the most frequent first.
const COMPLETIONS: usize = 256;
/// Endings an English word may have, tried where the stem agrees.
const ENDINGS: [&str; 16] = [
    "", "s", "e", "es", "ed", "ing", "y", "ies", "ied", "ion", "ions", "d", "ization", "ize",
    "ized", "izing",
];

impl Expansion {
    /// Documents that have any of the words, counted once each.
    pub(super) fn frequency(&self) -> u32 {
        self.leaves
            .iter()
            .fold(0, |sum, leaf| sum.saturating_add(leaf.frequency))
    }

    /// Whether nothing has the word itself, only longer ones.
    pub(super) fn is_beginning(&self) -> bool {
        self.leaves.first().is_some_and(|leaf| leaf.frequency == 0)
    }

    fn add(&mut self, token: &str, weight: f32, infos: Infos) {
        match self.leaves.iter_mut().find(|leaf| leaf.token == token) {
            Some(leaf) => leaf.weight = leaf.weight.max(weight),
            None => self.leaves.push(Leaf {
                token: token.to_owned(),
                weight,
                frequency: frequency(&infos),
                infos,
            }),
        }
    }
}

/// Expands a word with the chunks that are there, asking for those that are not.
pub(super) fn expand(sets: &[Set], word: &Word, needs: &mut Needs) -> Result<Expansion, Error> {
    let mut expansion = Expansion::default();
    expansion.add(&word.token, 1.0, look_up(sets, &word.token, needs)?);
    let short = word.text.chars().count() < SHORTEST_PREFIX && word.text.is_ascii();
    if word.prefix && !short {
        complete(sets, &word.token, &mut expansion, needs)?;
    }
    if word.exact {
        return Ok(expansion);
    }
    for form in inflections(&word.token) {
        let infos = look_up(sets, &form, needs)?;
        if frequency(&infos) > 0 {
            expansion.add(&form, weights::inflected(word.prefix), infos);
        }
    }
    for synonym in &word.synonyms {
        match synonym.as_slice() {
            [single] => {
                let infos = look_up(sets, single, needs)?;
                expansion.add(single, weights::SYNONYM, infos);
            }
            several => expansion.phrases.push(several.to_vec()),
        }
    }
    if word.parts.len() > 1 {
        expansion.phrases.push(word.parts.clone());
    }
    Ok(expansion)
}

/// Documents that have a word, over all zones and sets.
fn frequency(infos: &[Option<TermInfo>]) -> u32 {
    infos.iter().flatten().map(|info| info.doc_freq).sum()
}

/// Looks a token up in all sets; not found while its chunk is not there.
fn look_up(sets: &[Set], token: &str, needs: &mut Needs) -> Result<Infos, Error> {
    let mut infos = Vec::with_capacity(3 * sets.len());
    for set in sets {
        let there = set.want_term(Dictionary::Text, token, needs).is_some();
        for zone in Zone::ALL {
            let info = if there {
                set.segment.text.info(token, zone)?
            } else {
                None
            };
            infos.push(info);
        }
    }
    Ok(infos)
}

/// Inflected forms with the same stem, the word itself left out.
fn inflections(token: &str) -> Vec<String> {
    let common = stem(token);
    if common.len() < 3 || !token.bytes().all(|b| b.is_ascii_lowercase()) || token.len() < 4 {
        return Vec::new();
    }
    let head = stem_prefix(&common);
    let mut forms: Vec<String> = Vec::new();
    let mut offer = |form: String| {
        if form != token && form.len() > 2 && stem(&form) == common && !forms.contains(&form) {
            forms.push(form);
        }
    };
    for ending in ENDINGS {
        offer([head, ending].concat());
    }
    if let Some(last) = head.chars().last() {
        // `run`, `running`: the consonant doubles.
        for ending in ["ed", "ing"] {
            let mut form = head.to_owned();
            form.push(last);
            form.push_str(ending);
            offer(form);
        }
    }
    forms
}

/// Adds the most frequent words that begin with `start`.
fn complete(
    sets: &[Set],
    start: &str,
    expansion: &mut Expansion,
    needs: &mut Needs,
) -> Result<(), Error> {
    // As far as every set reaches, so that a completion can be looked up in all of them.
    let reached: Vec<(String, bool)> = sets.iter().map(|set| reach(set, start)).collect();
    expansion.partial |= reached.iter().any(|(_, capped)| *capped);
    let Some((end, _)) = reached.into_iter().min() else {
        return Ok(());
    };
    let mut found: Vec<(String, Infos)> = Vec::new();
    for (at, set) in sets.iter().enumerate() {
        let text = &set.segment.text;
        let mut there = true;
        for number in text.blocks_between(start.as_bytes(), end.as_bytes()) {
            there &= set.want(&chunk_path(&set.path, Dictionary::Text, number), needs);
        }
        if there {
            list_words(set, (start, &end), at, 3 * sets.len(), &mut found)?;
        }
    }
    found.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    found.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            for (kept, next) in kept.1.iter_mut().zip(&mut next.1) {
                *kept = kept.take().or_else(|| next.take());
            }
        }
        same
    });
    found.sort_by_key(|found| std::cmp::Reverse(frequency(&found.1)));
    expansion.partial |= found.len() > COMPLETIONS;
    let most = found.first().map_or(1, |found| frequency(&found.1)) as f32;
    for (token, infos) in found.into_iter().take(COMPLETIONS) {
        let weight = weights::completed(frequency(&infos) as f32 / most);
        expansion.add(&token, weight, infos);
    }
    Ok(())
}

/// How far the completions of `start` are looked at: up to a key, and whether that
/// leaves some out.
fn reach(set: &Set, start: &str) -> (String, bool) {
    let blocks = |end: &str| {
        set.segment
            .text
            .blocks_between(start.as_bytes(), end.as_bytes())
            .len()
    };
    let all = [start, "\u{10ffff}"].concat();
    if blocks(&all) <= PREFIX_BLOCKS {
        return (all, false);
    }
    let mut ends = (b'0'..=b'z')
        .rev()
        .map(|next| [start, char::from(next).encode_utf8(&mut [0; 4])].concat());
    let end = ends.find(|end| blocks(end) <= PREFIX_BLOCKS);
    // Not even the first letter fits: the word itself only.
    (end.unwrap_or_else(|| [start, "\u{3}"].concat()), true)
}

/// Lists the words of the set with a number from a start to before an end; `room` is
/// for three zones in every set.
fn list_words(
    set: &Set,
    (start, end): (&str, &str),
    number: usize,
    room: usize,
    found: &mut Vec<(String, Infos)>,
) -> Result<(), Error> {
    let terms = set.segment.text.reader.terms();
    let mut stream = terms
        .range()
        .ge(start.as_bytes())
        .lt(end.as_bytes())
        .into_stream()?;
    let first = found.len();
    while let Some((key, info)) = stream.next() {
        let Ok(key) = std::str::from_utf8(key) else {
            continue;
        };
        // The zones of a word are neighbours.
        let (zone, token) = Zone::of(key);
        if found[first..].last().is_none_or(|last| last.0 != token) {
            found.push((token.to_owned(), vec![None; room]));
        }
        if let Some((_, infos)) = found.last_mut() {
            infos[3 * number + zone as usize] = Some(info.clone());
        }
    }
    Ok(())
}
