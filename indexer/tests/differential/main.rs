//! The engine against a scan: random archives and queries must match the same records
//! and count the same facets, whether a record lies in the base, in the rest or in both.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a failing helper fails its test"
)]

mod scan;

use backissue::archive::ParsedIssue;
use backissue::build::index;
use backissue::entries::Entry;
use backissue::merge::merge;
use backissue::profile::Profile;
use backissue::reader::Bundle;
use backissue_engine::query::{Field, Filter, filter, parse};
use backissue_model::record::{Event, Issue};
use backissue_model::request::{Filter as Chosen, Request};
use proptest::prelude::*;
use scan::{PLACES, Scanned, scan, values};
use std::collections::{BTreeMap, BTreeSet};

const WORDS: &[&str] = &[
    "alpha",
    "beta",
    "gamma",
    "delta",
    "alpha_beta",
    "gamma-delta",
    "beta::gamma",
    "0.5",
    "0.15",
    "C++",
    "x86_64",
    "Göteborg",
    "本語学",
    "don't",
];
const KINDS: &[(&str, &str)] = &[
    ("walkthroughs", "walkthroughs"),
    ("project-updates", "changes"),
    ("upcoming-events", "events"),
    ("jobs", "jobs"),
];

/// One entry: kind, which thing it names, words of the title, words of the rest, label, place.
type Seed = (usize, u8, Vec<usize>, Vec<usize>, u8, usize);

fn entry((kind, thing, title, rest, label, place): &Seed) -> Entry {
    let words = |list: &[usize]| {
        list.iter()
            .map(|&at| WORDS[at])
            .collect::<Vec<_>>()
            .join(" ")
    };
    let (kind, group) = KINDS[*kind];
    let title = words(title);
    let (printed, country, mode) = PLACES[*place];
    let event = (kind == "upcoming-events").then(|| Event {
        start: format!("2021-0{}-05", 1 + thing % 9),
        place: Some(printed.to_owned()),
        countries: vec![country.to_owned()],
        mode: mode.to_owned(),
        ..Event::default()
    });
    let url = format!("https://e.org/{thing}");
    Entry {
        kind: kind.to_owned(),
        group: group.to_owned(),
        text: [&title, " ", &words(rest)].concat(),
        title,
        links: vec![url.clone()],
        url: Some(url),
        labels: if *label < 3 {
            vec![format!("label{label}")]
        } else {
            Vec::new()
        },
        event,
        section: kind.to_owned(),
        line: 1,
        ..Entry::default()
    }
}

fn issues(seeds: &[Vec<Seed>]) -> Vec<ParsedIssue> {
    let issue = |(at, seeds): (usize, &Vec<Seed>)| ParsedIssue {
        issue: Issue {
            file: format!("issue-{at}.md"),
            number: Some(at as u32 + 1),
            title: format!("Weekly {}", at + 1),
            date: format!("20{}-0{}-01", 20 + at / 3, 1 + at % 3),
            page: format!("/{at}/"),
            ..Issue::default()
        },
        intro: String::new(),
        entries: seeds.iter().map(entry).collect(),
        ..ParsedIssue::default()
    };
    seeds.iter().enumerate().map(issue).collect()
}

/// What a record is known by in an answer.
fn name(kind: &str, url: Option<&str>, start: Option<&str>, title: &str) -> String {
    format!(
        "{kind} {} {} {}",
        url.unwrap_or_default(),
        start.unwrap_or_default(),
        title
    )
}

fn check(seeds: &[Vec<Seed>], query: &str, chosen: &[Chosen]) {
    let issues = issues(seeds);
    let profile = Profile::twir().unwrap();
    let built = index(issues.clone(), &profile).unwrap();
    let mut bundle = Bundle::in_memory(&built.manifest, &built.files).unwrap();
    let request = Request {
        query: query.to_owned(),
        filters: chosen.to_vec(),
        limit: 1_000,
        literal: true,
        facets: true,
        ..Request::default()
    };
    let answer = bundle.search(&request).unwrap();
    let records = merge(issues);
    let root = parse(query, false).root;
    let scanned: Vec<_> = records
        .iter()
        .map(scan)
        .filter(|record| record.matches(&root))
        .collect();
    let filters: Vec<Option<Filter>> = chosen
        .iter()
        .map(|chosen| Field::named(&chosen.field).and_then(|field| filter(field, &chosen.values)))
        .collect();
    let passing = |record: &Scanned<'_>, but: Option<usize>| {
        let mut others = filters
            .iter()
            .enumerate()
            .filter(|(at, _)| Some(*at) != but);
        others.all(|(_, filter)| filter.as_ref().is_none_or(|filter| record.passes(filter)))
    };
    let expected: BTreeSet<String> = scanned
        .iter()
        .filter(|scanned| passing(scanned, None))
        .map(|scanned| {
            let record = scanned.record;
            let start = record.event.as_ref().map(|event| event.start.as_str());
            name(&record.kind, record.url.as_deref(), start, &record.title)
        })
        .collect();
    let found = answer.results.iter().map(|hit| {
        let start = hit.event.as_ref().map(|event| event.start.as_str());
        name(&hit.kind, hit.url.as_deref(), start, &hit.title)
    });
    assert_eq!(
        found.collect::<BTreeSet<_>>(),
        expected,
        "{query:?} {chosen:?}"
    );
    assert_eq!(answer.total as usize, expected.len(), "total of {query:?}");
    for facet in &answer.facets {
        let Some(field) = Field::named(&facet.field) else {
            panic!("{} is no field", facet.field)
        };
        if matches!(field, Field::Domain | Field::Team) {
            continue;
        }
        let own = chosen
            .iter()
            .position(|chosen| Field::named(&chosen.field) == Some(field));
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for scanned in scanned.iter().filter(|scanned| passing(scanned, own)) {
            values(scanned.record, field)
                .into_iter()
                .for_each(|value| *counts.entry(value).or_default() += 1);
        }
        let got: BTreeMap<String, u32> = facet
            .values
            .iter()
            .map(|value| (value.value.clone(), value.count))
            .collect();
        assert_eq!(got, counts, "facet {} of {query:?} {chosen:?}", facet.field);
    }
}

fn seeds() -> impl Strategy<Value = Vec<Vec<Seed>>> {
    let words = |most| prop::collection::vec(0..WORDS.len(), 1..most);
    let entry = (
        0..KINDS.len(),
        0u8..8,
        words(4),
        words(6),
        0u8..5,
        0..PLACES.len(),
    );
    prop::collection::vec(prop::collection::vec(entry, 0..6), 1..9)
}

fn query() -> impl Strategy<Value = String> {
    let word = prop::sample::select(WORDS).prop_map(str::to_owned);
    let leaf = prop_oneof![
        4 => word.clone(),
        2 => (word.clone(), word.clone()).prop_map(|(a, b)| format!("\"{a} {b}\"")),
        1 => word.prop_map(|word| format!("\"{word}\"")),
        2 => prop::sample::select(vec![
            "kind:jobs,walkthroughs", "group:events", "year:2020", "year:2021..", "before:2021-02", "after:2020",
            "issue:2..4", "label:label0", "label:label*", "mode:online", "country:IT", "place:\"o, n\"", "event:2021-03",
            "section:jobs", "issue 2", "https://www.e.org/3/?utm_source=x", "url:e.org/1", "weekly", "gam*", "nothing",
            "title:alpha", "title:\"beta gamma\"", "title:betagamma", "title:alphabetagamma", "alpha:beta", "nofield:gamma", "2020", "before 2021", "since 2021", "jobs", "events",
        ]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            4 => prop::collection::vec(inner.clone(), 1..4).prop_map(|all| all.join(" ")),
            2 => prop::collection::vec(inner.clone(), 2..3).prop_map(|all| format!("({})", all.join(" OR "))),
            1 => inner.prop_map(|inner| format!("-({inner})")),
        ]
    })
}

fn chosen() -> impl Strategy<Value = Vec<Chosen>> {
    let one = prop::sample::select(vec![
        ("kind", vec!["jobs", "walkthroughs"]),
        ("year", vec!["2020"]),
        ("label", vec!["label1", "label2"]),
        ("mode", vec!["online"]),
        ("title", vec!["beta", "alpha beta"]),
        ("title", vec!["gammadelta", "betaalpha"]),
        ("url", vec!["e.org/1", "e.org/2"]),
    ]);
    prop::collection::vec(one, 0..3).prop_map(|list| {
        let mut chosen: Vec<Chosen> = Vec::new();
        for (field, values) in list {
            if !chosen.iter().any(|known| known.field == field) {
                let values = values.into_iter().map(str::to_owned).collect();
                chosen.push(Chosen {
                    field: field.to_owned(),
                    values,
                });
            }
        }
        chosen
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn the_engine_finds_what_a_scan_finds(
        seeds in seeds(),
        queries in prop::collection::vec((query(), chosen()), 6),
    ) {
        for (query, chosen) in &queries {
            check(&seeds, query, chosen);
        }
    }
}
