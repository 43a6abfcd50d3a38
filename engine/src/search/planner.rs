//! From a query tree to a plan: looks words up, asks for the chunks they need,
//! corrects words that nothing matches.

use super::compile::{Plan, PlannedWord};
use super::expand::{Expansion, expand};
use super::filters::{Archive, Mask, needs_columns};
use super::set::Needs;
use super::{glued, spelling};
use crate::bundle::Dictionary;
use crate::error::Error;
use crate::query::{Field, Filter, Hint, Key, Node, Phrase, Value, Word};
use crate::text::synonyms::synonyms;
use backissue_model::answer::Note;
use std::sync::Arc;

/// Plans the nodes of one query.
pub(super) struct Planner<'a> {
    pub(super) archive: Archive<'a>,
    /// Words are taken as typed.
    pub(super) literal: bool,
    /// Rare words are corrected too, not only unknown ones.
    pub(super) correct_thin: bool,
    pub(super) needs: Needs,
    pub(super) notes: Vec<Note>,
    pub(super) partial: bool,
    /// Every word of the query as looked up: for marks and relaxing.
    pub(super) words: Vec<(Word, Arc<Expansion>)>,
    /// Some word has so few matches that correcting it is worth a try.
    pub(super) thin: bool,
}

impl<'a> Planner<'a> {
    pub(super) fn new(archive: Archive<'a>, literal: bool) -> Planner<'a> {
        Planner {
            archive,
            literal,
            correct_thin: false,
            needs: Needs::default(),
            notes: Vec::new(),
            partial: false,
            words: Vec::new(),
            thin: false,
        }
    }

    pub(super) fn plan(&mut self, node: &Node) -> Result<Plan, Error> {
        Ok(match node {
            Node::All => Plan::All,
            Node::And(members) => Plan::And {
                required: self.all(members)?,
                optional: Vec::new(),
            },
            Node::Or(members) => Plan::Or(self.all(members)?),
            Node::Not(inner) => {
                // Excluding a corrected word would exclude what nobody asked to.
                let literal = std::mem::replace(&mut self.literal, true);
                let (notes, words) = (self.notes.len(), self.words.len());
                let plan = self.plan(inner)?;
                self.literal = literal;
                self.notes.truncate(notes);
                self.words.truncate(words);
                Plan::Not(Box::new(plan))
            }
            Node::Word(word) => Plan::Word(self.word(word)?),
            Node::Phrase(phrase) => self.phrase(phrase)?,
            Node::Key(key) => self.key(key)?,
            Node::Filter(filter) => self.filter(filter)?,
        })
    }

    fn all(&mut self, members: &[Node]) -> Result<Vec<Plan>, Error> {
        members.iter().map(|member| self.plan(member)).collect()
    }

    fn word(&mut self, word: &Word) -> Result<PlannedWord, Error> {
        let mut expansion = expand(self.archive.sets, word, &mut self.needs)?;
        self.partial |= expansion.partial;
        for phrase in &expansion.phrases {
            self.want_phrase(phrase)?;
        }
        let frequency = expansion.frequency();
        let unknown = frequency == 0 && word.names() && expansion.phrases.is_empty();
        let thin = crate::query::correct::is_thin(frequency) && word.names();
        self.thin |= thin && !word.exact && !self.literal;
        let wanted = unknown || (self.correct_thin && thin);
        if wanted && self.needs.files.is_empty() && !word.exact && !self.literal {
            self.correct(word, &mut expansion)?;
        }
        let expansion = Arc::new(expansion);
        self.words.push((word.clone(), expansion.clone()));
        let hinted = word.hint.and_then(|hint| self.hinted(hint)).map(Arc::new);
        Ok(PlannedWord {
            expansion,
            hinted,
            title_only: false,
        })
    }

    /// Adds the likeliest corrections of a word.
    fn correct(&mut self, word: &Word, expansion: &mut Expansion) -> Result<(), Error> {
        let candidates =
            spelling::candidates(self.archive.sets, &word.token, word.prefix, &mut self.needs)?;
        for (at, candidate) in candidates.iter().enumerate() {
            let corrected = Word {
                token: candidate.token.clone(),
                synonyms: synonyms(&[&candidate.token]),
                ..Word::default()
            };
            let found = expand(self.archive.sets, &corrected, &mut self.needs)?;
            let weight = super::weights::CORRECTED / (1 + at) as f32;
            for mut leaf in found.leaves {
                leaf.weight *= weight;
                expansion.leaves.push(leaf);
            }
        }
        if let Some(best) = candidates.first() {
            self.notes.push(Note::Corrected {
                from: word.text.clone(),
                to: best.token.clone(),
            });
        }
        Ok(())
    }

    /// Documents that match a word by what else it means; from the boot files alone.
    pub(super) fn hinted(&self, hint: Hint) -> Option<Mask> {
        let Archive {
            sets,
            issues,
            catalog,
        } = &self.archive;
        match hint {
            Hint::Filler | Hint::UnknownField => None,
            Hint::Years(from, to) => {
                let of = |issue: u16| {
                    issues
                        .get(usize::from(issue))
                        .map(|issue| crate::time::civil_of(issue.day).0)
                };
                let years = i32::from(from)..=i32::from(to);
                Some(Mask::of(sets, |set, doc| {
                    of(set.newest[doc as usize]).is_some_and(|year| years.contains(&year))
                }))
            }
            Hint::Kind(names) => {
                let kinds = catalog.kinds.iter();
                let pass: Vec<bool> = kinds
                    .map(|(id, _, group)| names.iter().any(|name| name == id || name == group))
                    .collect();
                Some(Mask::of(sets, |set, doc| {
                    pass[usize::from(set.kinds[doc as usize])]
                }))
            }
        }
    }

    fn phrase(&mut self, phrase: &Phrase) -> Result<Plan, Error> {
        let tokens: Vec<String> = phrase
            .terms
            .iter()
            .map(|(_, token)| token.clone())
            .collect();
        self.want_phrase(&tokens)?;
        let terms = phrase
            .terms
            .iter()
            .map(|(offset, token)| (*offset as usize, token.clone()))
            .collect();
        Ok(Plan::Phrase {
            terms,
            slop: phrase.slop,
            title_only: false,
        })
    }

    /// Asks for the chunks and positions of words side by side.
    fn want_phrase(&mut self, tokens: &[String]) -> Result<(), Error> {
        for set in self.archive.sets {
            for token in tokens {
                set.want_term(Dictionary::Text, token, &mut self.needs);
                set.want_positions(token, &mut self.needs);
            }
        }
        Ok(())
    }

    fn want_keys(&mut self, keys: &[String]) {
        for set in self.archive.sets {
            set.want_keys(keys, &mut self.needs);
        }
    }

    fn key(&mut self, key: &Key) -> Result<Plan, Error> {
        self.want_keys(&key.keys);
        let exact = Plan::Keys(key.keys.clone());
        if key.words.is_empty() {
            return Ok(exact);
        }
        let mut words = Vec::new();
        for word in &key.words {
            words.push(Plan::Word(self.word(word)?));
        }
        Ok(Plan::Or(vec![
            exact,
            Plan::And {
                required: words,
                optional: Vec::new(),
            },
        ]))
    }

    pub(super) fn filter(&mut self, filter: &Filter) -> Result<Plan, Error> {
        if filter.field == Field::Url {
            let keys = filter.values.iter().filter_map(|value| match value {
                Value::Keys(keys) => Some(keys.clone()),
                _ => None,
            });
            let keys: Vec<String> = keys.flatten().collect();
            self.want_keys(&keys);
            return Ok(Plan::Keys(keys));
        }
        if filter.field == Field::Title {
            let mut any = Vec::new();
            for value in &filter.values {
                if let Value::Words(word) = value {
                    any.push(Plan::Word(self.in_title(word)?));
                }
            }
            return Ok(Plan::Or(any));
        }
        Ok(Plan::Mask(Arc::new(self.mask(filter))))
    }

    /// Words in a row in the title: as one compound, or side by side; one word also as
    /// several that were typed without the spaces.
    fn in_title(&mut self, word: &Word) -> Result<PlannedWord, Error> {
        let mut expansion = expand(self.archive.sets, word, &mut self.needs)?;
        self.partial |= expansion.partial;
        if word.parts.len() > 1 {
            self.want_phrase(&word.parts)?;
            expansion.phrases.push(word.parts.clone());
        } else {
            for words in glued::ways(self.archive.sets, &word.token, &mut self.needs) {
                self.want_phrase(&words)?;
                expansion.phrases.push(words);
            }
        }
        let expansion = Arc::new(expansion);
        self.words.push((word.clone(), expansion.clone()));
        Ok(PlannedWord {
            expansion,
            hinted: None,
            title_only: true,
        })
    }

    /// The documents that pass a filter; none while columns are missing (and asked for).
    pub(super) fn mask(&mut self, filter: &Filter) -> Mask {
        if needs_columns(filter.field) {
            let mut there = true;
            for set in self.archive.sets {
                there &= set.want_columns(filter.field, &mut self.needs);
            }
            if !there {
                return Mask::new(self.archive.sets);
            }
        }
        self.archive.mask(filter)
    }
}
