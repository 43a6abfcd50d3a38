//! Recent searches, kept in the reader's browser only.
//!
//! One search a line. What is read back may have been written by anyone, so it is
//! cut to size and stripped of control characters; it is only ever shown as text.

/// Most searches kept.
pub const KEPT: usize = 8;
/// Longest search kept, in bytes.
const MAX: usize = 200;
/// What the store holds when the reader turned recent searches off.
const OFF: &str = "\u{0}off";

/// Recent searches, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    /// New searches are kept.
    pub on: bool,
    /// The searches.
    pub items: Vec<String>,
}

impl Recent {
    /// From what local storage holds.
    #[must_use]
    pub fn parse(stored: &str) -> Recent {
        if stored == OFF {
            return Recent {
                on: false,
                items: Vec::new(),
            };
        }
        let mut items: Vec<String> = Vec::new();
        for line in stored.lines() {
            let fits =
                !line.trim().is_empty() && line.len() <= MAX && !line.chars().any(char::is_control);
            if fits && items.len() < KEPT && !items.iter().any(|item| item == line) {
                items.push(line.to_owned());
            }
        }
        Recent { on: true, items }
    }

    /// For local storage.
    #[must_use]
    pub fn format(&self) -> String {
        if self.on {
            self.items.join("\n")
        } else {
            OFF.to_owned()
        }
    }

    /// Puts a search first. Says whether anything changed.
    pub fn add(&mut self, text: &str) -> bool {
        let text = text.trim();
        let fits =
            self.on && !text.is_empty() && text.len() <= MAX && !text.chars().any(char::is_control);
        if !fits || self.items.first().is_some_and(|first| first == text) {
            return false;
        }
        self.remove(text);
        self.items.insert(0, text.to_owned());
        self.items.truncate(KEPT);
        true
    }

    /// Forgets one search.
    pub fn remove(&mut self, text: &str) {
        self.items.retain(|item| item != text);
    }

    /// Turns keeping on or off; off also forgets.
    pub fn turn(&mut self, on: bool) {
        self.on = on;
        self.items.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searches_are_kept_newest_first_and_once() {
        let mut recent = Recent::parse("b\na");
        assert!(recent.add(" a "));
        assert!(!recent.add("a"));
        assert_eq!(recent.items, ["a", "b"]);
        assert_eq!(Recent::parse(&recent.format()), recent);
    }

    #[test]
    fn hostile_storage_is_cut_to_size() {
        let stored = [
            "x".repeat(10_000),
            "<img src=x>".into(),
            "\u{1b}[31m".into(),
            String::new(),
        ]
        .join("\n");
        assert_eq!(Recent::parse(&stored).items, ["<img src=x>"]);
        let many: Vec<String> = (0..1000).map(|n| n.to_string()).collect();
        assert_eq!(Recent::parse(&many.join("\n")).items.len(), KEPT);
    }

    #[test]
    fn turned_off_nothing_is_kept() {
        let mut recent = Recent::parse("a");
        recent.turn(false);
        assert!(!recent.add("b"));
        assert_eq!(Recent::parse(&recent.format()), recent);
        recent.turn(true);
        assert!(recent.add("c"));
        assert_eq!(recent.items, ["c"]);
    }
}
