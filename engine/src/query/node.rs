//! What a query means.

use super::field::Field;
use backissue_model::answer::Note;

/// A parsed query.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Query {
    /// What must match.
    pub root: Node,
    /// What was ignored, and fields nobody knows.
    pub notes: Vec<Note>,
}

/// A condition on records.
///
/// `And` and `Or` have at least two members and no member of their own kind; an
/// `And` with a `Not` has another member to subtract from (if need be `All`), and
/// a `Not` stands nowhere but in an `And`.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Node {
    /// Every record.
    #[default]
    All,
    /// All of these.
    And(Vec<Node>),
    /// Any of these.
    Or(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// A word.
    Word(Word),
    /// Words next to each other.
    Phrase(Phrase),
    /// A link or number, found by an exact key or by its words.
    Key(Key),
    /// A value of a field.
    Filter(Filter),
}

/// A word to search.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Word {
    /// As typed.
    pub text: String,
    /// The token to look up; for a compound, its whole.
    pub token: String,
    /// Parts of a compound, for texts that write them apart; empty for simple words.
    pub parts: Vec<String>,
    /// Also matches longer words: `word*`, or the word being typed.
    pub prefix: bool,
    /// Exactly this token: no inflections, synonyms or corrections (it was quoted).
    pub exact: bool,
    /// Other names, each one or several tokens side by side.
    pub synonyms: Vec<Vec<String>>,
    /// What else the word may mean.
    pub hint: Option<Hint>,
}

/// A second meaning of a word: matched at low weight, and relaxed first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// The year of the issue, from and to.
    Years(u16, u16),
    /// Kinds or groups, by id.
    Kind(&'static [&'static str]),
    /// A word that says nothing by itself (`the`, `how`).
    Filler,
    /// Of a field that nobody knows (`foo:bar`): no second meaning, but given up before
    /// the other words.
    UnknownField,
}

impl Word {
    /// Whether it names something: no filler, year or kind.
    pub fn names(&self) -> bool {
        matches!(self.hint, None | Some(Hint::UnknownField))
    }
}

/// Words next to each other, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phrase {
    /// As typed.
    pub text: String,
    /// Tokens and their places, counted from 0; none is left out. At least two.
    pub terms: Vec<(u32, String)>,
    /// How many words may stand between.
    pub slop: u32,
}

/// A record that has any of `keys`, or else all of `words`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Key {
    /// As typed.
    pub text: String,
    /// Exact keys as listed in [`crate::text::keys`].
    pub keys: Vec<String>,
    /// The same as ordinary words; empty when only the key can be meant.
    pub words: Vec<Word>,
}

/// Any of some values of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The field.
    pub field: Field,
    /// Any of these; at least one.
    pub values: Vec<Value>,
}

/// One value of a filter, in the form its field compares by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Equal after folding ([`Compare::Equals`](super::Compare::Equals)).
    Equals(String),
    /// Begins with this after folding.
    Prefix(String),
    /// Contained after squashing ([`Compare::Contains`](super::Compare::Contains)).
    Contains(String),
    /// A number, or a date as `YYYYMMDD`, both ends included.
    Range(u32, u32),
    /// Any of these exact keys.
    Keys(Vec<String>),
    /// Words in a row in the title ([`Compare::Words`](super::Compare::Words)): as one
    /// word of which they are the parts.
    Words(Box<Word>),
}

impl Value {
    /// Whether a field's text is this value; the caller folds (for `Contains`,
    /// squashes) `text` as the indexer did.
    pub fn matches_text(&self, text: &str) -> bool {
        match self {
            Self::Equals(value) => text == value,
            Self::Prefix(value) => text.starts_with(value.as_str()),
            Self::Contains(value) => text.contains(value.as_str()),
            Self::Keys(keys) => keys.iter().any(|key| key == text),
            Self::Range(..) | Self::Words(_) => false,
        }
    }

    /// Whether a number or `YYYYMMDD` date is within this range.
    pub fn matches_number(&self, number: u32) -> bool {
        matches!(self, Self::Range(min, max) if (*min..=*max).contains(&number))
    }
}
