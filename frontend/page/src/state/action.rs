//! What can happen to the page, and what it can want done.

use crate::keys::Key;
use crate::period::Period;
use crate::state::{Layout, Search};
use backissue_model::wire::ToWorker;

/// Something happened.
#[derive(Debug, Clone)]
pub enum Action {
    /// The field's text changed by typing; the caret, in UTF-16 units.
    Typed(String, usize),
    /// Enter in the field, or its button.
    Submitted,
    /// The field got the focus.
    Focused,
    /// The field lost the focus.
    Blurred,
    /// A key went down.
    Pressed(Key),
    /// The history moved: query part of the address and scroll position.
    Moved(String, f64),
    /// The worker broke.
    Broken(String),
    /// Time passed.
    Timer(Timer),
    /// A value of a facet was chosen, or no longer is.
    Toggle(&'static str, String),
    /// Search this instead.
    Replace(Search),
    /// A time was chosen; `None` is all of it.
    Period(Option<Period>),
    /// A range is being drawn over the bars.
    Brush(Brush),
    /// The next page below this one.
    More,
    /// The reader is near the end of the results shown.
    Reached,
    /// Try again.
    Retry,
    /// Open or close the filters' sheet.
    Sheet(bool),
    /// Fold or unfold a facet.
    OpenFacet(String),
    /// Search inside a facet; an empty text shows its most frequent values.
    SearchFacet(&'static str, String),
    /// Take a suggestion.
    Choose(usize),
    /// Forget a recent search.
    Forget(String),
    /// Keep recent searches, or stop and forget them.
    KeepRecent(bool),
    /// Turn shortcuts on or off.
    Shortcuts(bool),
    /// The reader follows a link: the address must be right to come back to.
    Left,
    /// Download the results.
    Export,
    /// Explain the query language.
    Help,
    /// Put text on the clipboard.
    Copy(String),
    /// Show a short message.
    Toast(&'static str),
    /// Bars show the share of all entries.
    Share(bool),
    /// Room changed.
    Layout(Layout),
    /// The browser went online or offline.
    Online(bool),
    /// Load the page anew.
    Reload,
}

/// A range drawn over the bars.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Brush {
    /// The pointer went down, at this part (0 to 1) of the width.
    Down(f64),
    /// It moves.
    Move(f64),
    /// It went up: the range is chosen.
    Up,
    /// It was taken away.
    Cancel,
}

/// What a timer was set for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timer {
    /// Typing may be searched again.
    Cooled,
    /// Nothing was typed since this keystroke.
    Settled(u32),
    /// A search takes long.
    Slow(u32),
    /// It takes very long.
    VerySlow(u32),
    /// Screen readers may be told of an answer.
    Say(u32),
    /// The page is at rest: facets and spelling may load.
    Warm,
    /// The start page is at rest: its newest entries may load.
    Newest,
    /// The short message has been seen.
    Toast,
}

impl Timer {
    /// One number, for the host: the kind in the last digit.
    #[must_use]
    pub fn token(self) -> f64 {
        let (kind, id) = match self {
            Timer::Cooled => (0, 0),
            Timer::Settled(id) => (1, id),
            Timer::Slow(id) => (2, id),
            Timer::VerySlow(id) => (3, id),
            Timer::Say(id) => (4, id),
            Timer::Warm => (5, 0),
            Timer::Newest => (6, 0),
            Timer::Toast => (7, 0),
        };
        f64::from(id) * 8.0 + f64::from(kind)
    }

    /// Undoes [`Timer::token`].
    #[must_use]
    pub fn of(token: f64) -> Timer {
        let id = (token / 8.0) as u32;
        match token % 8.0 {
            0.0 => Timer::Cooled,
            1.0 => Timer::Settled(id),
            2.0 => Timer::Slow(id),
            3.0 => Timer::VerySlow(id),
            4.0 => Timer::Say(id),
            5.0 => Timer::Warm,
            6.0 => Timer::Newest,
            _ => Timer::Toast,
        }
    }
}

/// Something is to be done outside.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Send a message to the worker.
    Send(ToWorker),
    /// Act after some milliseconds.
    After(u32, Timer),
    /// Write the address: as a new entry, or in place.
    Go {
        /// As a new entry.
        push: bool,
        /// Query part.
        query: String,
    },
    /// Put text into the field.
    Fill(String),
    /// Focus a result, or the field if below zero.
    Focus(i32),
    /// Scroll to the top.
    ScrollTop,
    /// Tell of the list of suggestions: shown, and which one is active.
    Expand(bool, Option<usize>),
    /// Put text on the clipboard.
    Copy(String),
    /// Keep something in local storage.
    Save(&'static str, String),
    /// Load a part and open it with some text.
    Lazy(&'static str, String),
    /// Load the page anew.
    Reload,
}

#[cfg(test)]
mod tests {
    use super::Timer;

    #[test]
    fn timers_survive_their_token() {
        for timer in [
            Timer::Cooled,
            Timer::Settled(0),
            Timer::Settled(u32::MAX),
            Timer::Slow(7),
            Timer::VerySlow(7),
            Timer::Say(9),
            Timer::Warm,
            Timer::Newest,
            Timer::Toast,
        ] {
            assert_eq!(Timer::of(timer.token()), timer);
        }
    }
}
