//! Comparing text with the profile's lists, and what repeats every week.

use super::{Boilerplate, Profile};

/// Lower case, straight quotation marks, one space between words.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '’' | '‘' | '`' => out.push('\''),
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.extend(c.to_lowercase()),
        }
    }
    out.trim().to_owned()
}

impl Boilerplate {
    /// Folds the lists once, so that comparing is a plain prefix test.
    pub(super) fn fold(&mut self) {
        for list in [&mut self.starts, &mut self.footer] {
            for text in list.iter_mut() {
                *text = fold(text);
            }
        }
    }
}

impl Profile {
    /// Whether a paragraph or item is one that repeats every week.
    #[must_use]
    pub fn is_boilerplate(&self, text: &str) -> bool {
        let text = opening(text);
        self.boilerplate
            .starts
            .iter()
            .any(|start| text.starts_with(start.as_str()))
    }

    /// Whether a line begins the closing lines.
    #[must_use]
    pub fn is_footer(&self, text: &str) -> bool {
        let text = opening(text);
        self.boilerplate
            .footer
            .iter()
            .any(|start| text.starts_with(start.as_str()))
    }

    /// Whether a link address is left over from the template.
    #[must_use]
    pub fn is_placeholder(&self, url: &str) -> bool {
        self.boilerplate
            .placeholders
            .iter()
            .any(|placeholder| url.contains(placeholder.as_str()))
    }
}

/// The first words of a text, folded, without markup characters before them.
fn opening(text: &str) -> String {
    let text = text.trim_start_matches(|c: char| c == '*' || c == '_' || c.is_whitespace());
    fold(&text.chars().take(100).collect::<String>())
}

/// Whether a text says that a section has nothing this week ("No RFCs were approved
/// this week."), in any wording.
#[must_use]
pub(crate) fn says_none(text: &str) -> bool {
    const OPENINGS: [&str; 4] = ["no ", "there were no ", "there was no ", "nothing "];
    const MARKS: [&str; 12] = [
        "this week",
        "last week",
        "currently in",
        "were proposed",
        "were submitted",
        "was submitted",
        "was selected",
        "were selected",
        "was suggested",
        "in final comment period",
        "in the final comment period",
        "calls for submissions sent",
    ];
    let text = opening(text);
    let text = text.trim_start_matches(['*', '_', ' ']);
    OPENINGS.iter().any(|start| text.starts_with(start))
        && MARKS.iter().any(|mark| text.contains(mark))
}
