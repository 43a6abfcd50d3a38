//! Lists that grow and shrink: results below, suggestions, recent searches.

use super::*;

/// A key in the field.
fn key(name: &str) -> Action {
    Action::Pressed(Key {
        name: name.into(),
        in_field: true,
        ..Key::default()
    })
}

#[test]
fn suggestions_open_move_and_fill_the_field() {
    let mut page = Page::open("");
    page.type_text("kind:jo");
    let id = page.effects.iter().find_map(|effect| match effect {
        Effect::Send(ToWorker::Values { id, text, .. }) if text == "jo" => Some(*id),
        _ => None,
    });
    let value = FacetValue {
        value: "jobs".into(),
        label: "Jobs".into(),
        ..FacetValue::default()
    };
    page.hear(FromWorker::Values {
        id: id.unwrap(),
        values: vec![value],
    });
    assert!(page.state.suggesting);
    page.act(key("ArrowDown"));
    assert_eq!(page.state.active, Some(0));
    page.act(key("ArrowDown"));
    assert_eq!(page.state.active, None, "back to the field");
    page.act(key("ArrowUp")).act(key("Enter"));
    assert!(page.effects.contains(&Effect::Fill("kind:jobs ".into())));
    assert!(!page.state.suggesting);
}

#[test]
fn searches_that_were_used_are_remembered() {
    let mut page = answered();
    page.act(Action::Left);
    assert!(
        page.effects
            .contains(&Effect::Save("recent", "rust".into()))
    );
    page.act(Action::KeepRecent(false));
    page.act(Action::Left);
    assert!(page.effects.is_empty());
}

#[test]
fn more_results_are_appended_once() {
    let mut page = answered();
    let id = page.act(Action::Reached).last_id();
    assert_eq!(
        (page.searches()[0].1.offset, page.searches()[0].1.limit),
        (10, 10)
    );
    assert!(
        page.act(Action::Reached).searches().is_empty(),
        "it is on its way"
    );
    page.answer(id, hits(9..20, 100));
    let shown: Vec<u32> = page
        .state
        .found
        .as_ref()
        .unwrap()
        .hits
        .iter()
        .map(|hit| hit.id)
        .collect();
    assert_eq!(
        shown,
        (0..20).collect::<Vec<_>>(),
        "record 9 stands there once"
    );
    let page = page.act(Action::More);
    assert_eq!(page.went(), Some((false, "?q=rust&page=2")));
    assert_eq!(
        (page.searches()[0].1.offset, page.searches()[0].1.limit),
        (20, 20)
    );
}

#[test]
fn asked_for_below_the_first_of_them_is_focused_and_how_many_is_said() {
    let mut page = answered();
    let id = page.act(Action::Reached).last_id();
    assert_eq!(page.state.focus, None, "the reader did nothing");
    page.answer(id, hits(10..20, 100));
    assert_eq!(page.state.said, "");
    let id = page.act(Action::More).last_id();
    assert_eq!(page.state.focus, Some(20));
    page.answer(id, hits(20..40, 100));
    assert_eq!(page.state.said, "40 of 100 results");
    page.act(Action::Toggle("kind", "jobs".into()));
    assert_eq!(page.state.focus, None, "another search");
}

#[test]
fn a_recent_search_is_forgotten_by_key_and_the_next_one_stands_out() {
    let mut page = Page::open("");
    page.state.recent = Recent::parse("one\ntwo\nthree");
    page.act(Action::Focused).act(key("ArrowDown"));
    page.act(key("Delete"));
    assert!(
        page.effects
            .contains(&Effect::Save("recent", "two\nthree".into()))
    );
    assert_eq!(page.state.active, Some(0));
    assert_eq!(page.state.suggestions[0].query, "two");
    page.act(key("Delete")).act(key("Delete"));
    assert!(!page.state.suggesting && page.state.active.is_none());
}

#[test]
fn ways_out_begin_with_allowing_corrections_and_never_end_at_the_start_page() {
    let ways = |query: &str| {
        let mut page = Page::open(query);
        let id = page.last_id();
        page.answer(id, Answer::default());
        let names = page.state.alternatives.iter().map(|way| way.name.clone());
        names.collect::<Vec<_>>()
    };
    let literal = ways("?q=foo&kind=jobs&literal=1");
    assert_eq!(literal, ["Allow corrections", "Without the filter Kind"]);
    assert_eq!(ways("?kind=jobs"), [""; 0]);
}
