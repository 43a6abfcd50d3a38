//! How long a search takes natively: the whole archive, twenty results with extracts,
//! all facet counts.
//!
//! Reads `../shared` beside the repository; without it this says so and measures nothing.
//! Prints the median and the 95th percentile over all queries besides divan's table.

#![allow(clippy::print_stdout, reason = "what is measured is printed")]

use backissue::build::{Index, index};
use backissue::profile::Profile;
use backissue::{archive, reader::Bundle};
use backissue_model::request::Request;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Times every query is asked.
const ROUNDS: usize = 5;

/// Queries of the kinds that readers ask, beside those of the query sets.
const QUERIES: &[&str] = &[
    "",
    "rust",
    "async",
    "the",
    "borrow checker",
    "\"error handling\"",
    "events in Berlin in 2024",
    "RFCs about async before 2020",
    "what did Niko say",
    "tokoi runtiime",
    "kind:jobs year:2021 remote",
    "label:video -async",
    "(tokio OR async-std) tutorial",
    "comp",
];

fn main() {
    let shared = shared();
    if shared.join("archive/content").is_dir() {
        match measure(&shared) {
            Ok(times) => report(times),
            Err(error) => println!("failed: {error:#}"),
        }
    } else {
        println!("skipped: there is no {}", shared.display());
        return;
    }
    divan::main();
}

/// The folder with the archive and the query sets; not part of this repository.
fn shared() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared"))
}

fn build(shared: &Path) -> anyhow::Result<Index> {
    let profile = Profile::twir()?;
    let archive = archive::read(&[shared.join("archive/content")], &profile);
    index(archive.issues, &profile)
}

/// The queries above and those of the query sets.
fn queries(shared: &Path) -> Vec<String> {
    let mut all: Vec<String> = QUERIES.iter().map(|query| (*query).to_owned()).collect();
    for set in ["known-item", "prefix", "typo"] {
        let path = shared.join("eval").join([set, ".dev.jsonl"].concat());
        for line in std::fs::read_to_string(path).unwrap_or_default().lines() {
            let row: Option<serde_json::Value> = serde_json::from_str(line).ok();
            let query = row.and_then(|row| row["query"].as_str().map(str::to_owned));
            all.extend(query);
        }
    }
    all
}

fn request(query: &str) -> Request {
    Request {
        query: query.to_owned(),
        limit: 20,
        typing: true,
        facets: true,
        ..Request::default()
    }
}

/// How long each query takes once its files are there.
fn measure(shared: &Path) -> anyhow::Result<Vec<(Duration, String)>> {
    let index = build(shared)?;
    let mut bundle = Bundle::in_memory(&index.manifest, &index.files)?;
    let mut times = Vec::new();
    for query in queries(shared) {
        let request = request(&query);
        bundle.search(&request)?;
        for _ in 0..ROUNDS {
            let start = Instant::now();
            divan::black_box(bundle.search(&request)?);
            times.push((start.elapsed(), query.clone()));
        }
    }
    Ok(times)
}

fn report(mut times: Vec<(Duration, String)>) {
    times.sort();
    let at = |percent: usize| times.get(times.len() * percent / 100);
    for percent in [50, 95, 99] {
        if let Some((time, _)) = at(percent) {
            println!("p{percent} {time:?}");
        }
    }
    println!("slowest:");
    let mut named: Vec<&str> = Vec::new();
    for (time, query) in times.iter().rev() {
        if named.len() < 8 && !named.contains(&query.as_str()) {
            named.push(query);
            println!("  {time:?} {query}");
        }
    }
}

/// One query of each kind, one after the other.
#[divan::bench(args = QUERIES)]
fn query(bencher: divan::Bencher<'_, '_>, query: &str) {
    let Ok(index) = build(&shared()) else { return };
    let Ok(mut bundle) = Bundle::in_memory(&index.manifest, &index.files) else {
        return;
    };
    let request = request(query);
    bencher.bench_local(|| bundle.search(&request));
}
