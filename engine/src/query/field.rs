//! The fields of the query language: one table.

/// A field a query can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Kind id.
    Kind,
    /// Group id.
    Group,
    /// Printed heading.
    Section,
    /// Region heading of an event.
    Region,
    /// Host of any link.
    Host,
    /// Registrable domain of the primary link.
    Domain,
    /// ISO country code of an event.
    Country,
    /// `online`, `in-person` or `hybrid`.
    Mode,
    /// Language label.
    Lang,
    /// Team of a project change.
    Team,
    /// Word in brackets.
    Label,
    /// Issue number.
    Issue,
    /// `owner/repo`.
    Repo,
    /// Who said a quote.
    Who,
    /// Organiser of an event.
    Organiser,
    /// Place as printed.
    Place,
    /// City of an event.
    City,
    /// Title.
    Title,
    /// Crate of the week.
    Crate,
    /// Year of the issue.
    Year,
    /// Date of the issue.
    Date,
    /// Issues before a date.
    Before,
    /// Issues after a date.
    After,
    /// Start of an event.
    Event,
    /// Any link.
    Url,
}

/// How a field compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// The folded values are equal.
    Equals,
    /// The folded values are equal once `_` (in ids also a space) is `-`.
    Name,
    /// The value is contained, spaces and punctuation aside.
    Contains,
    /// The words stand in a row.
    Words,
    /// A number or a range of numbers.
    Number,
    /// A year, month, day, or a range of them; both ends included.
    Date,
    /// A URL.
    Url,
}

/// Name, other names, meaning. Order is that of the documentation.
const FIELDS: &[(Field, &str, &[&str], Compare)] = &[
    (Field::Kind, "kind", &[], Compare::Name),
    (Field::Group, "group", &[], Compare::Name),
    (Field::Section, "section", &["heading"], Compare::Equals),
    (Field::Region, "region", &[], Compare::Equals),
    (Field::Host, "host", &[], Compare::Equals),
    (Field::Domain, "domain", &["site"], Compare::Equals),
    (Field::Country, "country", &[], Compare::Equals),
    (Field::Mode, "mode", &[], Compare::Name),
    (Field::Lang, "lang", &["language"], Compare::Equals),
    (Field::Team, "team", &[], Compare::Equals),
    (Field::Label, "label", &["tag"], Compare::Equals),
    (Field::Issue, "issue", &[], Compare::Number),
    (Field::Repo, "repo", &[], Compare::Equals),
    (Field::Who, "who", &["author"], Compare::Contains),
    (
        Field::Organiser,
        "organiser",
        &["organizer"],
        Compare::Contains,
    ),
    (Field::Place, "place", &[], Compare::Contains),
    (Field::City, "city", &[], Compare::Contains),
    (Field::Title, "title", &[], Compare::Words),
    (Field::Crate, "crate", &[], Compare::Name),
    (Field::Year, "year", &[], Compare::Date),
    (Field::Date, "date", &[], Compare::Date),
    (Field::Before, "before", &[], Compare::Date),
    (Field::After, "after", &[], Compare::Date),
    (Field::Event, "event", &[], Compare::Date),
    (Field::Url, "url", &["link"], Compare::Url),
];

impl Field {
    /// The field called `name`, in any case.
    pub fn named(name: &str) -> Option<Self> {
        let same = |other: &str| other.eq_ignore_ascii_case(name);
        FIELDS
            .iter()
            .find(|row| same(row.1) || row.2.iter().any(|alias| same(alias)))
            .map(|row| row.0)
    }

    /// Its name in the query language.
    pub fn name(self) -> &'static str {
        FIELDS
            .iter()
            .find(|row| row.0 == self)
            .map_or("", |row| row.1)
    }

    /// How it compares.
    pub fn compare(self) -> Compare {
        FIELDS
            .iter()
            .find(|row| row.0 == self)
            .map_or(Compare::Equals, |row| row.3)
    }

    /// All fields, in the order of the documentation.
    pub fn all() -> impl Iterator<Item = Self> {
        FIELDS.iter().map(|row| row.0)
    }
}
