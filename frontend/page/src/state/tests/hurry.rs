//! What is asked while letters come one by one.

use super::{Action, Page, Phase, Timer, hits};

/// Types a text letter by letter; the searches sent: text and results wanted.
fn letters(page: &mut Page, text: &str) -> Vec<(String, u32)> {
    let mut sent = Vec::new();
    for end in 1..=text.len() {
        page.type_text(&text[..end]);
        sent.extend(asked(page));
        page.act(Action::Timer(Timer::Cooled));
        sent.extend(asked(page));
    }
    sent
}

fn asked(page: &Page) -> Vec<(String, u32)> {
    let searches = page.searches().into_iter();
    let what = searches.map(|(_, request)| (request.query.clone(), request.limit));
    what.collect()
}

fn pause(page: &mut Page) -> Vec<(String, u32)> {
    let keys = page.state.keystrokes;
    page.act(Action::Timer(Timer::Settled(keys)));
    asked(page)
}

fn pairs(list: &[(&str, u32)]) -> Vec<(String, u32)> {
    let pair = |&(text, limit): &(&str, u32)| (text.to_owned(), limit);
    list.iter().map(pair).collect()
}

#[test]
fn a_word_is_searched_from_its_third_letter() {
    let mut page = Page::open("");
    let sent = letters(&mut page, "no async");
    assert_eq!(
        sent,
        pairs(&[("no ", 4), ("no asy", 4), ("no asyn", 4), ("no async", 4)])
    );
}

#[test]
fn a_pause_searches_the_beginning_of_a_word_and_fills_the_screen() {
    let mut page = Page::open("");
    assert_eq!(letters(&mut page, "go"), []);
    assert_eq!(page.state.phase, Phase::Idle);
    assert_eq!(pause(&mut page), pairs(&[("go", 10)]));
}

#[test]
fn enter_searches_the_beginning_of_a_word_at_once() {
    let mut page = Page::open("");
    letters(&mut page, "go");
    page.act(Action::Submitted);
    assert_eq!(asked(&page), pairs(&[("go", 10)]));
}

#[test]
fn what_is_no_letter_needs_no_third_one() {
    let mut page = Page::open("");
    assert_eq!(letters(&mut page, "c#"), pairs(&[("c#", 4)]));
    let mut page = Page::open("");
    assert_eq!(asked(page.type_text("東")), pairs(&[("東", 4)]));
}

#[test]
fn what_is_pasted_is_asked_for_whole_at_once() {
    let mut page = Page::open("");
    page.type_text("go");
    assert_eq!(asked(&page), pairs(&[("go", 10)]));
}

#[test]
fn a_letter_over_a_selection_is_the_beginning_of_a_word() {
    let mut page = Page::open("?q=borrow");
    assert_eq!(letters(&mut page, "t"), []);
    assert_eq!(pause(&mut page), pairs(&[("t", 10)]));
}

#[test]
fn an_answer_is_of_the_search_that_was_sent() {
    let mut page = Page::open("");
    page.type_text("tok");
    let id = page.last_id();
    page.type_text("tok a").answer(id, hits(0..10, 99));
    let found = page.state.found.as_ref().expect("an answer");
    assert_eq!(found.search.text, "tok");
}

#[test]
fn the_rest_of_the_screen_comes_with_the_pause() {
    let mut page = Page::open("");
    letters(&mut page, "tokio");
    let id = page.state.asked.expect("a search was sent");
    page.answer(id, hits(0..4, 99));
    assert_eq!(asked(page.act(Action::Reached)), [], "nothing while typing");
    assert_eq!(pause(&mut page), pairs(&[("tokio", 10)]));
    assert_eq!(asked(page.act(Action::Reached)), [], "it is on its way");
}

#[test]
fn an_answer_after_the_pause_is_followed_by_the_rest_of_the_screen() {
    let mut page = Page::open("");
    letters(&mut page, "tokio");
    let id = page.state.asked.expect("a search was sent");
    assert_eq!(pause(&mut page), []);
    page.answer(id, hits(0..4, 99));
    assert_eq!(asked(&page), pairs(&[("tokio", 10)]));
    let id = page.last_id();
    page.answer(id, hits(0..10, 99));
    assert_eq!(asked(&page), []);
    assert_eq!(
        page.state.found.as_ref().map(|found| found.hits.len()),
        Some(10)
    );
}
