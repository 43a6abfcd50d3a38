//! What happens after what, told as a reader and a worker would.

use super::{Action, Brush, Effect, Effects, Layout, Phase, Search, State, Timer, ViewAs};
use crate::keys::Key;
use crate::period::Period;
use crate::recent::Recent;
use backissue_model::answer::{Answer, Facet, FacetValue, Hit, Info, MonthCount};
use backissue_model::request::{Request, Sort};
use backissue_model::wire::{Failure, FromWorker, ToWorker};

mod hurry;
mod lists;

struct Page {
    state: State,
    effects: Effects,
}

impl Page {
    fn open(query: &str) -> Page {
        let mut effects = Effects::new();
        let state = State::open(query, 0.0, "2026-01-01".into(), false, &mut effects);
        Page { state, effects }
    }

    /// Acts, and forgets what earlier actions wanted done.
    fn act(&mut self, action: Action) -> &mut Page {
        self.effects.clear();
        self.state.reduce(action, &mut self.effects);
        self
    }

    fn type_text(&mut self, text: &str) -> &mut Page {
        self.act(Action::Typed(text.into(), text.len()))
    }

    fn hear(&mut self, message: FromWorker) -> &mut Page {
        self.effects.clear();
        self.state.receive(message, &mut self.effects);
        self
    }

    fn answer(&mut self, id: u32, answer: Answer) -> &mut Page {
        self.hear(FromWorker::Answer { id, answer })
    }

    /// The searches sent by the last action.
    fn searches(&self) -> Vec<(u32, &Request)> {
        let search = |effect| match effect {
            &Effect::Send(ToWorker::Search { id, ref request }) => Some((id, request)),
            _ => None,
        };
        self.effects.iter().filter_map(search).collect()
    }

    fn last_id(&self) -> u32 {
        self.searches().last().expect("a search was sent").0
    }

    fn went(&self) -> Option<(bool, &str)> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::Go { push, query } => Some((*push, query.as_str())),
            _ => None,
        })
    }
}

fn hits(ids: std::ops::Range<u32>, total: u32) -> Answer {
    let hit = |id| Hit {
        id,
        title: format!("hit {id}"),
        ..Hit::default()
    };
    Answer {
        total,
        results: ids.map(hit).collect(),
        facets_pending: true,
        ..Answer::default()
    }
}

fn info() -> Info {
    let month = |year| MonthCount {
        year,
        month: 1,
        count: 10,
    };
    Info {
        histogram: vec![month(2013), month(2016)],
        ..Info::default()
    }
}

/// A page that shows 10 of 100 results for `rust`.
fn answered() -> Page {
    let mut page = Page::open("?q=rust");
    let id = page.last_id();
    page.hear(FromWorker::Ready(info()))
        .answer(id, hits(0..10, 100));
    page
}

#[test]
fn an_address_is_searched_at_once() {
    let page = Page::open("?q=rust&kind=jobs&sort=newest");
    let (_, request) = page.searches()[0];
    assert_eq!(request.query, "rust");
    assert_eq!(request.filters[0].values, ["jobs"]);
    assert_eq!(request.sort, Sort::Newest);
    assert!(!request.typing, "a shared search is complete");
    assert_eq!(page.state.status(), "loading");
}

#[test]
fn the_start_page_searches_nothing() {
    let page = Page::open("");
    assert!(page.searches().is_empty());
    assert_eq!(page.state.status(), "idle");
}

#[test]
fn the_first_key_is_searched_at_once_and_the_next_ones_together() {
    let mut page = Page::open("");
    assert_eq!(page.type_text("bor").searches().len(), 1);
    assert!(page.type_text("borr").searches().is_empty());
    assert!(page.type_text("borro").searches().is_empty());
    let page = page.act(Action::Timer(Timer::Cooled));
    assert_eq!(page.searches()[0].1.query, "borro");
    assert!(page.searches()[0].1.typing);
    assert!(
        page.act(Action::Timer(Timer::Cooled)).searches().is_empty(),
        "nothing is left"
    );
}

#[test]
fn stale_answers_are_dropped() {
    let mut page = Page::open("");
    let first = page.type_text("asy").last_id();
    page.type_text("asyn");
    let second = page.act(Action::Timer(Timer::Cooled)).last_id();
    page.answer(first, hits(0..3, 3));
    assert_eq!(page.state.status(), "loading");
    page.answer(second, hits(5..6, 1));
    assert_eq!(page.state.found.as_ref().unwrap().hits[0].id, 5);
    page.answer(first, hits(0..3, 3));
    assert_eq!(page.state.found.as_ref().unwrap().total, 1);
}

#[test]
fn old_results_stay_while_new_ones_are_awaited() {
    let mut page = answered();
    page.type_text("rust a");
    assert_eq!(page.state.status(), "loading");
    assert!(page.state.found.is_some() && !page.state.fresh());
}

#[test]
fn facets_may_come_later_under_the_same_id() {
    let mut page = Page::open("?q=rust");
    let id = page.last_id();
    page.answer(id, hits(0..10, 100));
    assert!(page.state.facets_old);
    let facet = Facet {
        field: "kind".into(),
        values: vec![FacetValue::default()],
        distinct: 1,
    };
    let full = Answer {
        facets: vec![facet],
        facets_pending: false,
        ..hits(0..10, 100)
    };
    page.answer(id, full);
    assert!(!page.state.facets_old);
    assert_eq!(page.state.facets.len(), 1);
}

#[test]
fn a_shared_second_page_loads_both() {
    let page = Page::open("?q=rust&page=2");
    assert_eq!(page.searches()[0].1.limit, 40);
}

#[test]
fn typing_is_one_entry_of_the_history() {
    let mut page = Page::open("");
    page.type_text("a");
    assert_eq!(
        page.act(Action::Timer(Timer::Settled(1))).went(),
        Some((true, "?q=a"))
    );
    page.type_text("ab");
    assert_eq!(
        page.act(Action::Timer(Timer::Settled(1))).went(),
        None,
        "typed since"
    );
    assert_eq!(
        page.act(Action::Timer(Timer::Settled(2))).went(),
        Some((false, "?q=ab"))
    );
    page.act(Action::Submitted);
    page.type_text("abc");
    assert_eq!(page.act(Action::Left).went(), Some((true, "?q=abc")));
}

#[test]
fn choosing_a_value_is_a_new_entry_and_a_new_search() {
    let mut page = answered();
    page.act(Action::Toggle("kind", "jobs".into()));
    assert_eq!(page.went(), Some((true, "?q=rust&kind=jobs")));
    assert_eq!(page.searches().len(), 1);
    page.act(Action::Toggle("kind", "jobs".into()));
    assert_eq!(page.went(), Some((true, "?q=rust")));
}

#[test]
fn arranging_by_issue_asks_nobody() {
    let mut page = answered();
    let search = Search {
        view: ViewAs::Issues,
        ..page.state.search.clone()
    };
    page.act(Action::Replace(search));
    assert_eq!(page.went(), Some((true, "?q=rust&view=issues")));
    assert!(page.searches().is_empty());
    assert_eq!(page.state.status(), "results");
}

#[test]
fn back_restores_field_search_and_place() {
    let mut page = answered();
    page.act(Action::Toggle("kind", "jobs".into()));
    page.act(Action::Moved("?q=rust".into(), 740.0));
    assert_eq!(page.state.search.filters, []);
    assert!(page.effects.contains(&Effect::Fill("rust".into())));
    assert_eq!(page.searches().len(), 1);
    assert_eq!(page.state.restore, Some(740.0));
    page.act(Action::Moved(String::new(), 0.0));
    assert_eq!(page.state.status(), "idle");
}

#[test]
fn nothing_found_offers_what_to_drop_with_counts() {
    let mut page = Page::open("?q=foo+bar&kind=jobs&year=2020");
    let id = page.last_id();
    page.answer(id, Answer::default());
    assert_eq!(page.state.status(), "none");
    let names: Vec<&str> = page
        .state
        .alternatives
        .iter()
        .map(|way| way.name.as_str())
        .collect();
    assert_eq!(names.len(), 7, "{names:?}");
    let counts = page.effects.iter().find_map(|effect| match effect {
        Effect::Send(ToWorker::Counts { id, requests }) => Some((*id, requests.len())),
        _ => None,
    });
    let (id, asked) = counts.unwrap();
    assert_eq!(asked, 7);
    page.hear(FromWorker::Counts {
        id,
        totals: vec![7, 0, 9, 1, 2, 3, 4],
    });
    assert_eq!(page.state.alternatives[2].total, Some(9));
}

#[test]
fn a_failure_can_be_retried() {
    let mut page = Page::open("?q=rust");
    let id = page.last_id();
    page.hear(FromWorker::Failed {
        id: Some(id),
        failure: Failure::Network,
        detail: "404".into(),
    });
    assert_eq!(page.state.status(), "error");
    page.act(Action::Retry);
    assert_eq!(page.effects[0], Effect::Send(ToWorker::Retry));
    assert_eq!(page.searches().len(), 1);
    page.hear(FromWorker::Failed {
        id: Some(id),
        failure: Failure::Network,
        detail: String::new(),
    });
    assert_eq!(page.state.status(), "loading", "that was the old search");
}

#[test]
fn coming_online_tries_again() {
    let mut page = Page::open("?q=rust");
    page.act(Action::Online(false))
        .act(Action::Broken("gone".into()));
    assert_eq!(page.state.status(), "error");
    assert_eq!(page.act(Action::Online(true)).searches().len(), 1);
}

#[test]
fn saving_data_loads_facets_only_when_they_are_opened() {
    let mut effects = Effects::new();
    let state = State::open("?q=rust", 0.0, String::new(), true, &mut effects);
    let mut page = Page { state, effects };
    let id = page.last_id();
    assert!(!page.searches()[0].1.facets);
    page.hear(FromWorker::Ready(info()))
        .answer(id, hits(0..10, 100));
    assert!(!page.effects.contains(&Effect::After(200, Timer::Warm)));
    page.act(Action::Sheet(true));
    assert!(page.effects.contains(&Effect::Send(ToWorker::Warm)));
    assert!(page.searches()[0].1.facets);
}

#[test]
fn a_range_is_drawn_over_the_bars() {
    let mut page = answered();
    page.act(Action::Layout(Layout::Narrow));
    page.act(Action::Brush(Brush::Down(0.99)));
    page.act(Action::Brush(Brush::Move(0.6)));
    assert!(page.searches().is_empty(), "not before the pointer goes up");
    page.act(Action::Brush(Brush::Up));
    assert_eq!(page.went(), Some((true, "?q=rust&date=2015-01..2016-12")));
    page.act(Action::Brush(Brush::Cancel));
    assert_eq!(page.state.brush, None);
    page.act(Action::Period(None));
    assert_eq!(page.went(), Some((true, "?q=rust")));
    assert_eq!(Period::parse(".."), None);
}

#[test]
fn hurried_answers_are_announced_once_and_late() {
    let mut page = answered();
    assert_eq!(page.state.said, "");
    page.act(Action::Timer(Timer::Say(999)));
    assert_eq!(page.state.said, "");
    let id = page.state.asked.unwrap();
    page.act(Action::Timer(Timer::Say(id)));
    assert_eq!(page.state.said, "100 results");
    assert_eq!(page.state.phase, Phase::Answered);
}
