//! A fuzz target on stable: queries grown by mutation from a small corpus.
//!
//! `BACKISSUE_FUZZ_SECONDS=600 cargo test -p backissue-engine --test fuzz_query`
//! runs for longer; `BACKISSUE_FUZZ_SEED` repeats a run. A failing input is printed.

use backissue_engine::query::{Node, parse};
use std::time::{Duration, Instant};

const CORPUS: &[&str] = &[
    "borrow checker",
    "\"a b\"~2 -(c OR d)",
    "kind:jobs year:2019..2021 who:\"Ralf Jung\"",
    "rust#1 RFC 2094 issue 404",
    "https://example.org/a?utm_source=b#c",
    "no_std std::simd C++ r#type 0.5.1 2,634",
    "本語が遅い",
    "NOT -x AND ( ) OR",
    "label:a,b,\"c d\" crate:cargo-* ..",
    "é\u{301}\u{200b}\u{0}\u{fffd}🦀",
    "#[track_caller] Pin<&mut Self> don't",
];

/// xorshift64*: enough randomness to mutate text.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit.max(1)
    }
}

/// Cuts, doubles, joins, flips: one step away from some text.
fn mutate(text: &mut Vec<u8>, other: &str, random: &mut Random) {
    let (from, to) = (random.below(text.len() + 1), random.below(text.len() + 1));
    let (from, to) = (from.min(to), from.max(to));
    match random.below(6) {
        0 => drop(text.drain(from..to)),
        1 => text.extend_from_within(from..to),
        2 => drop(text.splice(from..from, other.bytes())),
        3 => drop(text.splice(from..to, other.bytes().take(random.below(9)))),
        4 if from < text.len() => text[from] ^= 1 << random.below(8),
        _ => text.insert(from, b" \"()-:,.~*#|OR\0"[random.below(15)]),
    }
    text.truncate(6000);
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|value| value.parse().ok())
        .unwrap_or(default)
}

#[test]
fn any_bytes_are_a_query_in_bounded_time() {
    let seed = setting("BACKISSUE_FUZZ_SEED", 0x7415);
    let end = Instant::now() + Duration::from_secs(setting("BACKISSUE_FUZZ_SECONDS", 1));
    let mut random = Random(seed | 1);
    let mut runs = 0u32;
    while Instant::now() < end {
        let mut bytes = CORPUS[random.below(CORPUS.len())].as_bytes().to_vec();
        for _ in 0..random.below(60) {
            let other = CORPUS[random.below(CORPUS.len())];
            mutate(&mut bytes, other, &mut random);
            let text = String::from_utf8_lossy(&bytes);
            let started = Instant::now();
            let result = std::panic::catch_unwind(|| parse(&text, runs.is_multiple_of(2)));
            assert!(result.is_ok(), "seed {seed}: {text:?} panics");
            let took = started.elapsed();
            assert!(
                took < Duration::from_secs(2),
                "seed {seed}: {text:?} takes {took:?}"
            );
            runs += 1;
        }
    }
    assert!(runs > 100, "only {runs} queries were tried");
    assert_eq!(parse("", false).root, Node::All);
}
