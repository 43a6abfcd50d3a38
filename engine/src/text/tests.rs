//! What text becomes, by example and by property.

use super::*;
use proptest::prelude::*;

/// Tokens as `text@position`, with `+n` for the words a compound spans and `'` for parts.
fn tokens(s: &str) -> String {
    let mut out = Vec::new();
    tokenize(s, &mut |token| {
        let span = if token.positions > 1 {
            format!("+{}", token.positions)
        } else {
            String::new()
        };
        let part = if token.part { "'" } else { "" };
        out.push(format!("{}@{}{span}{part}", token.text, token.position));
    });
    out.join(" ")
}

#[test]
fn plain_words_are_folded_and_counted() {
    assert_eq!(
        tokens("The Göteborg café,  RÉSUMÉ!"),
        "the@0 goteborg@1 cafe@2 resume@3"
    );
    assert_eq!(
        tokens("Łódź Straße Æther Ｒｕｓｔ ﬁne 𝐑𝐮𝐬𝐭"),
        "lodz@0 strasse@1 aether@2 rust@3 fine@4 rust@5"
    );
    assert_eq!(tokens("Re\u{301}my Kåre — 🦀 ™"), "remy@0 kare@1");
    assert_eq!(tokens(""), "");
}

#[test]
fn compounds_are_whole_and_in_parts() {
    assert_eq!(tokens("a no_std b"), "a@0 nostd@1+2 no@1' std@2' b@3");
    assert_eq!(tokens("std::simd"), "stdsimd@0+2 std@0' simd@1'");
    assert_eq!(
        tokens("#[track_caller]"),
        "trackcaller@0+2 track@0' caller@1'"
    );
    assert_eq!(tokens("async-std"), "asyncstd@0+2 async@0' std@1'");
    assert_eq!(tokens("async‑std"), "asyncstd@0+2 async@0' std@1'");
    assert_eq!(tokens("r#type"), "rtype@0+2 r@0' type@1'");
    assert_eq!(
        tokens("io_uring, cargo-nextest"),
        "iouring@0+2 io@0' uring@1' cargonextest@2+2 cargo@2' nextest@3'"
    );
    assert_eq!(tokens("Pin<&mut Self>"), "pin@0 mut@1 self@2");
    assert_eq!(
        tokens("I/O and TCP/IP"),
        "io@0+2 i@0' o@1' and@2 tcp@3 ip@4"
    );
}

#[test]
fn looser_glue_holds_tighter_compounds() {
    assert_eq!(
        tokens("blog.rust-lang.org"),
        "blogrustlangorg@0+4 blog@0' rustlang@1+2' rust@1' lang@2' org@3'"
    );
    assert_eq!(
        tokens("x86_64-apple"),
        "x86-64apple@0+3 x86-64@0+2' x86@0' 64@1' apple@2'"
    );
}

#[test]
fn long_chains_are_in_parts_only() {
    assert_eq!(tokens("a-b-c-d-e-f-g-h-i").split(' ').count(), 9);
    let long = "x".repeat(500);
    assert_eq!(tokens(&long), format!("{}@0", "x".repeat(60)));
}

#[test]
fn code_names_keep_their_signs() {
    assert_eq!(
        tokens("C++, C# & F#; C++17 g++"),
        "c++@0 c#@1 f#@2 c++17@3+2 c++@3' 17@4' g++@5"
    );
    assert_eq!(
        tokens("C/C++ #[foo] r#\"raw\"#"),
        "c@0 c++@1 foo@2 r@3 raw@4"
    );
}

#[test]
fn versions_stay_in_one_piece() {
    assert_eq!(tokens("v0.5 and 0.15"), "0.5@0 and@1 0.15@2");
    assert_eq!(tokens("Rust 1.70.0."), "rust@0 1.70.0@1 1.70@1'");
    assert_eq!(
        tokens("1.0.1-beta.2"),
        "1.0.1beta2@0+3 1.0.1beta@0+2' 1.0.1@0' beta@1' 2@2'"
    );
    assert_eq!(tokens("2024-05-12"), "2024-05-12@0+3 2024@0' 05@1' 12@2'");
    assert_eq!(
        tokens("2,634 or 1,2 or 12,345,678"),
        "2634@0 or@1 1@2 2@3 or@4 12345678@5"
    );
}

#[test]
fn apostrophes() {
    assert_eq!(
        tokens("Rust's don’t O'Reilly 'static 'a"),
        "rust@0 dont@1 oreilly@2 static@3 a@4"
    );
    assert_eq!(tokens("rust-lang's"), "rustlang@0+2 rust@0' lang@1'");
}

#[test]
fn other_scripts() {
    assert_eq!(tokens("Ёлка токамак"), "елка@0 токамак@1");
    assert_eq!(tokens("שלום עולם"), "שלום@0 עולם@1");
    assert_eq!(
        tokens("TCPが遅い"),
        "tcp@0 が遅@1+2 が@1' 遅い@2+2' 遅@2' い@3'"
    );
    assert_eq!(tokens("本"), "本@0");
}

#[test]
fn byte_ranges_point_at_the_source() {
    let s = "Über `no_std`s Größe";
    let mut found = Vec::new();
    tokenize(s, &mut |token| found.push(&s[token.start..token.end]));
    assert_eq!(found, ["Über", "no_std", "no", "std", "s", "Größe"]);
}

#[test]
fn values_fold_and_squash() {
    assert_eq!(fold("  Ralf\u{a0}Jung "), "ralf jung");
    assert_eq!(squash("Ralf Jung"), squash("ralfJUNG,"));
    assert_eq!(fold("São Paulo, BR"), "sao paulo, br");
    assert_eq!(squash("(–)"), "");
}

#[test]
fn inflections_share_a_stem() {
    let pairs = [
        ("performance", "performances"),
        ("queue", "queues"),
        ("library", "libraries"),
        ("package", "packaging"),
        ("determined", "determining"),
        ("type", "typing"),
        ("take", "takes"),
        ("run", "running"),
        ("deprecate", "deprecates"),
        ("deprecate", "deprecation"),
        ("stabilize", "stabilization"),
        ("class", "classes"),
        ("box", "boxes"),
        ("match", "matches"),
        ("parse", "parsing"),
        ("call", "called"),
        ("query", "queries"),
        ("allocate", "allocation"),
        ("collect", "collections"),
        ("process", "processing"),
        ("build", "building"),
        ("compile", "compiled"),
        ("crate", "crates"),
    ];
    for (a, b) in pairs {
        assert_eq!(stem(a), stem(b), "{a} {b}");
        assert!(
            a.starts_with(stem_prefix(&stem(a))) && b.starts_with(stem_prefix(&stem(b))),
            "{a} {b}"
        );
    }
    for (a, b) in [
        ("rust", "rusty"),
        ("this", "thing"),
        ("string", "strung"),
        ("news", "newer"),
        ("bus", "bu"),
    ] {
        assert_ne!(stem(a), stem(b), "{a} {b}");
    }
    for word in [
        "rust", "trait", "unsafe", "bring", "speed", "status", "analysis", "lang", "io_uring",
        "été",
    ] {
        assert!(word.starts_with(stem_prefix(&stem(word))), "{word}");
    }
}

#[test]
fn synonyms_go_both_ways() {
    use super::synonyms::{LONGEST, synonyms, table};
    assert_eq!(synonyms(&["wasm"]), [["webassembly"]]);
    assert_eq!(synonyms(&["borrowck"]), [["borrow", "checker"]]);
    assert_eq!(synonyms(&["borrow", "checker"]), [["borrowck"]]);
    assert!(synonyms(&["borrow"]).is_empty());
    for name in table().flatten() {
        assert_eq!(
            tokens(name).split(' ').count(),
            name.split(' ').count(),
            "{name} is no plain token"
        );
        assert!(name.split(' ').count() <= LONGEST, "{name}");
        assert_eq!(fold(name), name);
    }
}

#[test]
fn one_link_has_one_canonical_url() {
    for same in [
        "https://www.Example.org/a%20b/?utm_source=x&id=1#top",
        "http://example.org/a b/?id=1&fbclid=2#top",
        "example.org:443/a%20b?id=1&ref=twir#top",
        "//user@EXAMPLE.org/a%20b//?&id=1#top",
    ] {
        assert_eq!(canonical_url(same), "example.org/a b?id=1#top", "{same}");
    }
    assert_eq!(
        canonical_url("https://example.org/?utm_medium=a"),
        "example.org"
    );
    assert_eq!(
        canonical_url("https://e.org/%E4%BD%A0?q=a%26b%2fc"),
        "e.org/你?q=a%26b%2Fc"
    );
    assert_eq!(
        canonical_url("https://e.org/?q=a+b"),
        canonical_url("https://e.org/?q=a%20b")
    );
    assert_eq!(canonical_url(" mailto:Me@e.org "), "mailto:Me@e.org");
    assert_eq!(canonical_url("https://e.org/%zz%"), "e.org/%zz%");
    assert_ne!(
        canonical_url("https://e.org/a?id=1"),
        canonical_url("https://e.org/a?id=2")
    );
}

#[test]
fn keys_of_links_and_numbers() {
    let all = keys::link_keys("https://github.com/Rust-Lang/RFCs/pull/2094#issuecomment-1");
    assert_eq!(
        all[1..],
        ["rfcs#2094", "rust-lang/rfcs#2094", "#2094", "rfc:2094"]
    );
    assert_eq!(
        keys::link_keys("https://github.com/rust-lang/rust").len(),
        1
    );
    assert_eq!(
        keys::link_keys("https://rust-lang.github.io/rfcs/2094-nll.html")[1..],
        ["rfc:2094"]
    );
    assert_eq!(
        keys::url_key("http://e.org/"),
        keys::url_key("https://www.e.org?utm_x=1")
    );
    let pasted = keys::pasted_url("https://github.com/rust-lang/rust/pull/1/files#diff");
    assert!(pasted.contains(&"rust-lang/rust#1".to_owned()));
}

proptest! {
    #[test]
    fn tokens_are_sound(s in "\\PC{0,80}|[a-z0-9_:.#+'/-]{0,40}|[ -~éßが本ｱ\u{301}\u{200b}\u{0}]{0,60}") {
        let mut position = 0;
        tokenize(&s, &mut |token| {
            assert!(token.position >= position, "positions go up");
            position = token.position;
            assert!(token.start < token.end && token.end <= s.len());
            assert!(s.is_char_boundary(token.start) && s.is_char_boundary(token.end));
            assert!(!token.text.is_empty() && token.text.len() <= 70);
            assert!(token.text.bytes().all(|b| b > b' '), "no control character is in a token");
            assert!(token.positions >= 1);
        });
    }

    #[test]
    fn folding_twice_changes_nothing(s in "\\PC{0,40}") {
        prop_assert_eq!(fold(&fold(&s)), fold(&s));
        prop_assert_eq!(squash(&squash(&s)), squash(&s));
    }

    #[test]
    fn a_token_is_its_own_token(s in "[a-zA-Z0-9éßЖ]{1,20}") {
        let mut found = Vec::new();
        tokenize(&s, &mut |token| found.push(token.text.into_owned()));
        prop_assert_eq!(found, [fold(&s)]);
    }

    #[test]
    fn urls_never_panic_and_settle(s in "(https?://)?\\PC{0,60}|[a-z:/?#&=%.0-9]{0,40}") {
        let once = canonical_url(&s);
        prop_assert!(once.len() <= 3 * s.len() + 8);
        let _ = keys::link_keys(&s);
    }

    #[test]
    fn stems_are_prefixes(s in "[a-z]{0,14}") {
        prop_assert!(s.starts_with(stem_prefix(&stem(&s))));
    }
}
