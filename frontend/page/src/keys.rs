//! What keys mean. Decided by the character, not the physical key, so that `/`
//! works where it needs Shift or `AltGr`.

/// A key press, as the host reports it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Key {
    /// `KeyboardEvent.key`.
    pub name: String,
    /// Control is down.
    pub ctrl: bool,
    /// Alt is down.
    pub alt: bool,
    /// Shift is down.
    pub shift: bool,
    /// Command or the Windows key is down.
    pub meta: bool,
    /// The search field has the focus.
    pub in_field: bool,
    /// Something that takes text has the focus.
    pub editable: bool,
    /// The result whose main link has the focus.
    pub hit: Option<usize>,
    /// A handle of the time range has the focus; true for the late one.
    pub handle: Option<bool>,
}

impl Key {
    /// From the host's flags: Ctrl 1, Alt 2, Shift 4, Meta 8, field 16, editable 32,
    /// early handle 64, late one 128, and the focused result, counted from 1, above 8 bits.
    #[must_use]
    pub fn new(name: String, flags: u32) -> Key {
        let flag = |bit: u32| flags & bit != 0;
        Key {
            name,
            ctrl: flag(1),
            alt: flag(2),
            shift: flag(4),
            meta: flag(8),
            in_field: flag(16),
            editable: flag(32),
            hit: (flags >> 8).checked_sub(1).map(|hit| hit as usize),
            handle: (flag(64) || flag(128)).then_some(flag(128)),
        }
    }
}

/// What the page should do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Focus the field and select its text.
    Field,
    /// Focus a result.
    Hit(usize),
    /// Move through the suggestions, down if positive.
    Suggestion(i32),
    /// Take the active suggestion.
    Accept,
    /// Close the suggestions.
    Close,
    /// Forget the active suggestion, a recent search.
    Forget,
    /// Empty the field.
    Clear,
    /// Move an end of the time range by some bars; true for the late one.
    Nudge(bool, i32),
}

/// What the state of the page adds to the meaning of a key.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context {
    /// Suggestions are shown.
    pub list: bool,
    /// A suggestion is active.
    pub active: bool,
    /// Results on the page.
    pub hits: usize,
    /// The field holds text.
    pub text: bool,
    /// Shortcuts that work everywhere on the page are wanted.
    pub shortcuts: bool,
}

/// The meaning of a key press; `None` leaves it to the browser. Tab always is.
#[must_use]
pub fn meaning(key: &Key, context: Context) -> Option<Command> {
    let name = key.name.as_str();
    let plain = !key.ctrl && !key.alt && !key.meta;
    if context.shortcuts {
        // `AltGr` reports itself as Ctrl and Alt together.
        let slash = name == "/" && key.ctrl == key.alt && !key.meta && !key.editable;
        let k = name.eq_ignore_ascii_case("k") && key.ctrl != key.meta && !key.alt && !key.shift;
        if slash || k {
            return Some(Command::Field);
        }
    }
    if !plain {
        return None;
    }
    if let Some(late) = key.handle {
        return step(name).map(|by| Command::Nudge(late, by));
    }
    match (name, key.hit) {
        _ if key.in_field => in_field(name, context),
        ("ArrowDown", Some(hit)) if hit + 1 < context.hits => Some(Command::Hit(hit + 1)),
        ("ArrowUp", Some(0)) | ("Escape", Some(_)) => Some(Command::Field),
        ("ArrowUp", Some(hit)) => Some(Command::Hit(hit - 1)),
        _ => None,
    }
}

/// Bars that a key moves a handle by; beyond all of them for Home and End.
fn step(name: &str) -> Option<i32> {
    match name {
        "ArrowRight" | "ArrowUp" => Some(1),
        "ArrowLeft" | "ArrowDown" => Some(-1),
        "PageUp" => Some(4),
        "PageDown" => Some(-4),
        "Home" => Some(-10_000),
        "End" => Some(10_000),
        _ => None,
    }
}

fn in_field(name: &str, context: Context) -> Option<Command> {
    match name {
        "ArrowDown" if context.list => Some(Command::Suggestion(1)),
        "ArrowUp" if context.list => Some(Command::Suggestion(-1)),
        "Enter" if context.active => Some(Command::Accept),
        "Escape" if context.list => Some(Command::Close),
        // Recent searches are listed under an empty field: there is nothing else to delete.
        "Delete" if context.active && !context.text => Some(Command::Forget),
        "ArrowDown" if context.hits > 0 => Some(Command::Hit(0)),
        "Escape" if context.text => Some(Command::Clear),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Context = Context {
        list: false,
        active: false,
        hits: 3,
        text: true,
        shortcuts: true,
    };

    fn press(name: &str, flags: u32) -> Option<Command> {
        meaning(&Key::new(name.into(), flags), PAGE)
    }

    #[test]
    fn slash_and_ctrl_k_focus_the_field_on_every_layout() {
        assert_eq!(press("/", 0), Some(Command::Field));
        assert_eq!(
            press("/", 4),
            Some(Command::Field),
            "QWERTZ and AZERTY: with Shift"
        );
        assert_eq!(press("/", 3), Some(Command::Field), "AltGr");
        assert_eq!(press("k", 1), Some(Command::Field));
        assert_eq!(press("K", 8), Some(Command::Field), "Caps Lock");
        assert_eq!(press("/", 1), None, "Ctrl-/ is the browser's");
        assert_eq!(press("k", 0), None);
        assert_eq!(press("k", 5), None, "Ctrl-Shift-K is the browser's");
    }

    #[test]
    fn slash_is_a_character_where_text_is_typed() {
        assert_eq!(press("/", 32), None);
        assert_eq!(press("/", 48), None);
        assert_eq!(press("k", 33), Some(Command::Field));
    }

    #[test]
    fn shortcuts_can_be_turned_off() {
        let quiet = Context {
            shortcuts: false,
            ..PAGE
        };
        assert_eq!(meaning(&Key::new("/".into(), 0), quiet), None);
        assert_eq!(meaning(&Key::new("k".into(), 1), quiet), None);
        assert_eq!(
            meaning(&Key::new("ArrowDown".into(), 48), quiet),
            Some(Command::Hit(0))
        );
    }

    #[test]
    fn arrows_walk_through_results_and_back() {
        assert_eq!(press("ArrowDown", 48), Some(Command::Hit(0)));
        assert_eq!(press("ArrowDown", 1 << 8), Some(Command::Hit(1)));
        assert_eq!(press("ArrowDown", 3 << 8), None, "the last one");
        assert_eq!(press("ArrowUp", 2 << 8), Some(Command::Hit(0)));
        assert_eq!(press("ArrowUp", 1 << 8), Some(Command::Field));
        assert_eq!(press("Escape", 2 << 8), Some(Command::Field));
        assert_eq!(press("ArrowDown", 0), None, "elsewhere the page scrolls");
    }

    #[test]
    fn suggestions_take_the_arrows_while_they_are_open() {
        let list = Context {
            list: true,
            active: true,
            ..PAGE
        };
        let press = |name: &str| meaning(&Key::new(name.into(), 48), list);
        assert_eq!(press("ArrowDown"), Some(Command::Suggestion(1)));
        assert_eq!(press("ArrowUp"), Some(Command::Suggestion(-1)));
        assert_eq!(press("Enter"), Some(Command::Accept));
        assert_eq!(press("Escape"), Some(Command::Close));
        assert_eq!(press("Delete"), None, "it deletes what was typed");
        let recent = Context {
            text: false,
            ..list
        };
        let key = Key::new("Delete".into(), 48);
        assert_eq!(meaning(&key, recent), Some(Command::Forget));
    }

    #[test]
    fn tab_and_modified_enter_belong_to_the_browser() {
        for flags in [0, 4, 48, 1 << 8, 52] {
            assert_eq!(press("Tab", flags), None);
        }
        assert_eq!(press("Enter", (1 << 8) | 1), None);
        assert_eq!(press("Enter", 1 << 8), None);
    }

    #[test]
    fn escape_empties_the_field_last() {
        assert_eq!(press("Escape", 48), Some(Command::Clear));
        let empty = Context {
            text: false,
            ..PAGE
        };
        assert_eq!(meaning(&Key::new("Escape".into(), 48), empty), None);
    }

    #[test]
    fn handles_of_the_range_take_the_keys_of_a_slider() {
        assert_eq!(press("ArrowRight", 64), Some(Command::Nudge(false, 1)));
        assert_eq!(press("ArrowDown", 128), Some(Command::Nudge(true, -1)));
        assert_eq!(press("Home", 128), Some(Command::Nudge(true, -10_000)));
        assert_eq!(press("Tab", 64), None);
    }
}
