//! Tests of the grammar, by example and by property.

use super::*;
use backissue_model::answer::Note;
use proptest::prelude::*;

/// The tree in a short notation: `word`, `word*`, `"a b"~1`, `field:value`, `{key|words}`.
fn show(node: &Node) -> String {
    let list = |nodes: &[Node], sep: &str| {
        let all: Vec<String> = nodes.iter().map(show).collect();
        format!("({})", all.join(sep))
    };
    match node {
        Node::All => "ALL".to_owned(),
        Node::And(nodes) => list(nodes, " "),
        Node::Or(nodes) => list(nodes, " | "),
        Node::Not(node) => format!("-{}", show(node)),
        Node::Word(word) => show_word(word),
        Node::Phrase(phrase) => {
            let terms: Vec<_> = phrase
                .terms
                .iter()
                .map(|(at, term)| format!("{at}{term}"))
                .collect();
            format!("<{}>~{}", terms.join(" "), phrase.slop)
        }
        Node::Key(key) => {
            let keys = key
                .keys
                .iter()
                .map(|key| if key.starts_with('u') { "url" } else { key });
            let words: Vec<_> = key.words.iter().map(show_word).collect();
            format!(
                "{{{} / {}}}",
                keys.collect::<Vec<_>>().join(","),
                words.join(" ")
            )
        }
        Node::Filter(filter) => {
            let values: Vec<String> = filter.values.iter().map(show_value).collect();
            format!("{}:{}", filter.field.name(), values.join(","))
        }
    }
}

fn show_word(word: &Word) -> String {
    let star = if word.prefix { "*" } else { "" };
    let exact = if word.exact { "=" } else { "" };
    format!("{exact}{}{star}", word.token)
}

fn show_value(value: &Value) -> String {
    match value {
        Value::Equals(value) => value.clone(),
        Value::Prefix(value) => format!("{value}*"),
        Value::Contains(value) => format!("~{value}"),
        Value::Range(min, max) => format!("{min}..{max}"),
        Value::Keys(keys) => format!("[{}]", keys.len()),
        Value::Words(word) => format!("{}={}", show_word(word), word.parts.join("+")),
    }
}

fn read(text: &str) -> String {
    show(&parse(text, false).root)
}

fn notes(text: &str) -> Vec<Note> {
    parse(text, false).notes
}

fn ignored(text: &str) -> Vec<String> {
    let texts = notes(text).into_iter().filter_map(|note| match note {
        Note::Ignored { text, .. } => Some(text),
        _ => None,
    });
    texts.collect()
}

#[test]
fn words_are_anded() {
    assert_eq!(read("Borrow  Checker"), "(borrow checker)");
    assert_eq!(read("a AND b"), "(a b)");
    assert_eq!(read("tokio"), "tokio");
    assert_eq!(read("same same"), "same");
    assert_eq!(read("Pin<&mut Self>"), "(pin mut self)");
    assert_eq!(read("derive(Deref add"), "(derive deref add)");
}

#[test]
fn or_binds_loosest_and_parentheses_group() {
    assert_eq!(read("a b OR c"), "((a b) | c)");
    assert_eq!(read("a (b OR c)"), "(a (b | c))");
    assert_eq!(read("a OR b OR (c OR d)"), "(a | b | c | d)");
    assert_eq!(read("(a (b c)) d"), "(a b c d)");
    assert_eq!(read("a or b"), "(a or b)");
}

#[test]
fn parentheses_need_not_match() {
    assert_eq!(read("(a b"), "(a b)");
    assert_eq!(read("a) b"), "(a b)");
    assert_eq!(read("((()))"), "ALL");
    assert_eq!(read("Async (Part 3): macros"), "(async part 3 macros)");
    assert_eq!(read("f(x) (g(y))"), "(f x g y)");
}

#[test]
fn exclusion() {
    assert_eq!(read("rust -video"), "(rust -video)");
    assert_eq!(read("-video"), "(ALL -video)");
    assert_eq!(read("NOT video rust"), "(-video rust)");
    assert_eq!(read("rust -\"open source\""), "(rust -<0open 1source>~0)");
    assert_eq!(read("rust -kind:jobs"), "(rust -kind:jobs)");
    assert_eq!(read("rust -(a OR b)"), "(rust -(a | b))");
    assert_eq!(read("a OR -b"), "(a | (ALL -b))");
    assert_eq!(read("a -b -b"), "(a -b)");
    assert_eq!(read("-no_std"), "(ALL -nostd)");
    assert_eq!(read("NOT -a b"), "(a b)");
}

#[test]
fn a_dash_is_not_always_exclusion() {
    assert_eq!(
        read("rust - go -- c -> d --explain"),
        "(rust go c d explain)"
    );
    assert_eq!(read("async-std"), "asyncstd");
}

#[test]
fn phrases() {
    assert_eq!(read("\"the borrow checker\""), "<0the 1borrow 2checker>~0");
    assert_eq!(read("\"borrow checker\"~2"), "<0borrow 1checker>~2");
    assert_eq!(read("“borrow checker”"), "<0borrow 1checker>~0");
    assert_eq!(read("\"a no_std crate\""), "<0a 1no 2std 3crate>~0");
    assert_eq!(read("\"Tokio\""), "=tokio");
    assert_eq!(read("\"no_std\""), "=nostd");
    assert_eq!(read("\"borrow che"), "<0borrow 1che>~0");
    assert_eq!(read("\"\" \"—\""), "ALL");
    assert_eq!(
        read("\"Rust 1.70.0 が遅い\""),
        "<0rust 11.70.0 2が遅 3遅い>~0"
    );
}

#[test]
fn compounds_are_one_word_with_parts() {
    let Node::Word(word) = parse("std::simd", false).root else {
        panic!("a word")
    };
    assert_eq!(
        (word.token.as_str(), word.parts.join(" ")),
        ("stdsimd", "std simd".to_owned())
    );
    assert_eq!(word.text, "std::simd");
    assert_eq!(
        read("C++ c# 0.5 #[track_caller] r#type"),
        "(c++ c# 0.5 trackcaller rtype)"
    );
    assert_eq!(read("a-b-c-d-e-f-g-h-i"), "(a b c d e f g h i)");
    assert_eq!(read("2,634 open"), "(2634 open)");
}

#[test]
fn prefixes() {
    assert_eq!(read("tok*"), "tok*");
    assert_eq!(read("std::si* x"), "(stdsi* x)");
    let typed = |text| show(&parse(text, true).root);
    assert_eq!(typed("borrow chec"), "(borrow chec*)");
    assert_eq!(typed("borrow chec "), "(borrow chec)");
    assert_eq!(typed("std::{c_str c_v"), "(std cstr cv*)");
    assert_eq!(typed("-vid"), "(ALL -vid)");
    assert_eq!(typed("\"borrow chec"), "(=borrow chec*)");
    assert_eq!(typed("\"the borrow chec"), "(<0the 1borrow>~0 chec*)");
    assert_eq!(typed("(a OR b"), "(a | b*)");
    assert_eq!(typed("kind:jo"), "kind:jo");
    assert_eq!(read("*"), "ALL");
}

#[test]
fn text_fields() {
    assert_eq!(read("kind:walkthroughs"), "kind:walkthroughs");
    assert_eq!(read("KIND:\"Crate of the Week\""), "kind:crate-of-the-week");
    assert_eq!(
        read("label:video,\"disposition: close\""),
        "label:video,disposition: close"
    );
    assert_eq!(
        read("section:\"Rust Walkthroughs:\""),
        "section:rust walkthroughs"
    );
    assert_eq!(read("who:\"Ralf Jung\""), "who:~ralfjung");
    assert_eq!(
        read("place:\"São Paulo\" city:x"),
        "(place:~saopaulo city:~x)"
    );
    assert_eq!(read("crate:cargo-*"), "crate:cargo-*");
    assert_eq!(read("crate:Serde_JSON"), "crate:serde-json");
    assert_eq!(read("host:www.Example.org"), "host:example.org");
    assert_eq!(read("country:UK mode:virtual"), "(country:gb mode:online)");
    assert_eq!(read("(kind:a OR kind:b) x"), "((kind:a | kind:b) x)");
    assert_eq!(
        read("title:\"error handling\""),
        "title:=errorhandling*=error+handling"
    );
    assert_eq!(read("title:no_std"), "title:=nostd*=no+std");
    assert_eq!(read("organizer:x"), "organiser:~x");
    assert_eq!(
        read("place:\"(a) b\",c) d"),
        "(place:~ab,~c) d)".replace("c)", "c")
    );
}

#[test]
fn numbers_and_dates() {
    assert_eq!(read("issue:404"), "issue:404..404");
    assert_eq!(read("issue:600..618,#7"), "issue:600..618,7..7");
    assert_eq!(read("year:2019..2021"), "year:20190101..20211231");
    assert_eq!(read("year:2021..2019"), "year:20190101..20211231");
    assert_eq!(read("date:2024-05"), "date:20240501..20240531");
    assert_eq!(read("date:2024-05-06..2024-06"), "date:20240506..20240631");
    assert_eq!(
        read("date:2024.. event:..2024-05"),
        format!("(date:20240101..{} event:0..20240531)", u32::MAX)
    );
    assert_eq!(read("before:2020"), "before:0..20200100");
    assert_eq!(
        read("after:2020-05"),
        format!("after:20200532..{}", u32::MAX)
    );
}

#[test]
fn values_that_are_nothing_are_noted() {
    assert_eq!(ignored("year:soon rust"), ["year:soon"]);
    assert_eq!(read("year:soon rust"), "rust");
    assert_eq!(ignored("year:2020,soon"), ["year:2020,soon"]);
    assert_eq!(read("year:2020,soon"), "year:20200101..20201231");
    assert_eq!(ignored("date:2024-13"), ["date:2024-13"]);
    assert_eq!(
        ignored("issue:-1 issue:.. url:x who:\"\""),
        ["issue:-1", "issue:..", "url:x", "who:\"\""]
    );
    assert_eq!(ignored("issue:99999999999"), ["issue:99999999999"]);
}

#[test]
fn unknown_fields_are_text() {
    assert_eq!(read("foo:bar"), "(foo bar)");
    assert_eq!(read("-foo:bar x"), "(-(foo bar) x)");
    assert_eq!(read("foo:baz:bar OR x"), "((foo baz bar) | x)");
    assert_eq!(
        notes("foo:bar foo:x"),
        [Note::UnknownField {
            field: "foo".to_owned()
        }]
    );
    assert_eq!(read("foo:\"a b\""), "(foo <0a 1b>~0)");
    for text in [
        "std::simd",
        "clippy: fix",
        "12:30",
        "kind:",
        "https://e.org/",
    ] {
        assert!(notes(text).is_empty(), "{text}");
    }
    assert_eq!(read("kind: x"), "(kind x)");
}

#[test]
fn numbers_of_things() {
    assert_eq!(read("#146700"), "{#146700 / 146700}");
    assert_eq!(read("rust#146700"), "{rust#146700 / rust 146700}");
    assert_eq!(
        read("Rust-Lang/Rust#12,"),
        "{rust-lang/rust#12 / rustlang rust 12}"
    );
    assert_eq!(read("RFC 2094"), "{rfc:2094 / rfc 2094}");
    assert_eq!(read("rfc2094 x"), "({rfc:2094 / rfc2094} x)");
    assert_eq!(
        read("RFC#2094 OR rfc-1"),
        "({rfc:2094 / rfc 2094} | {rfc:1 / rfc1})"
    );
    assert_eq!(read("issue 404"), "{issue:404 / issue 404}");
    assert_eq!(read("twir 2024"), "(twir 2024)");
    assert_eq!(read("RFC 1590: Add"), "({rfc:1590 / rfc 1590} add)");
    assert_eq!(read("learning #2 flow"), "(learning {#2 / 2} flow)");
    assert_eq!(read("-#5"), "(ALL -{#5 / 5})");
    assert_eq!(read("#foo c#5x"), "(foo c 5x)");
}

#[test]
fn pasted_links() {
    assert_eq!(read("https://e.org/a?utm_source=b"), "{url / }");
    assert_eq!(
        read("https://github.com/a/b/pull/1#x"),
        "{url,url,a/b#1 / }"
    );
    assert_eq!(
        read("blog.rust-lang.org/2015/"),
        "{url / blogrustlangorg 2015}"
    );
    assert_eq!(read("url:https://e.org/a"), "url:[1]");
    assert_eq!(read("and/or C/C++ 1.5/2"), "(and or c c++ 1.5 2)");
    assert_eq!(read("-https://e.org"), "(ALL -{url / })");
}

#[test]
fn second_meanings() {
    let hint = |text: &str| match parse(text, false).root {
        Node::Word(word) => word.hint,
        other => panic!("{other:?}"),
    };
    assert_eq!(hint("2019"), Some(Hint::Years(2019, 2019)));
    assert_eq!(hint("before 2019"), Some(Hint::Years(0, 2018)));
    assert_eq!(hint("Since 2019"), Some(Hint::Years(2019, u16::MAX)));
    assert_eq!(hint("20190"), None);
    assert_eq!(hint("events"), Some(Hint::Kind(&["events"])));
    assert_eq!(hint("the"), Some(Hint::Filler));
    assert_eq!(hint("\"2019\""), None);
    assert_eq!(hint("tokio"), None);
}

#[test]
fn names_of_several_words() {
    let Node::And(members) = parse("the borrow checker", false).root else {
        panic!("three words")
    };
    let names: Vec<_> = members
        .iter()
        .map(|node| match node {
            Node::Word(word) => word.synonyms.concat().join(" "),
            _ => String::new(),
        })
        .collect();
    assert_eq!(names, ["", "borrowck", "borrowck"]);
}

#[test]
fn dangling_operators_are_noted() {
    assert_eq!(ignored("OR a"), ["OR"]);
    assert_eq!(ignored("a OR"), ["OR"]);
    assert_eq!(ignored("a OR OR b"), ["OR"]);
    assert_eq!(read("a OR OR b"), "(a | b)");
    assert_eq!(ignored("a NOT"), ["NOT"]);
    assert_eq!(ignored("🦀 rust"), ["🦀"]);
    assert!(ignored("rust — & | !").is_empty());
}

#[test]
fn nasty_queries_are_total_and_bounded() {
    for text in [
        "",
        " ",
        "\0",
        "\u{fffd}\u{fffd}",
        "-",
        "\"",
        "\"\"",
        "()",
        ")(",
        "OR",
        "NOT",
        "-OR",
        "a:\"",
        ":",
        "~",
        "\"a\"~",
        "\"a b\"~99999999999",
    ] {
        parse(text, true);
    }
    let deep = parse(&"(".repeat(1000), false);
    assert_eq!((deep.root, deep.notes.len()), (Node::All, 1));
    let deep = parse(
        &["(".repeat(1000), "a".to_owned(), ")".repeat(1000)].concat(),
        false,
    );
    assert_eq!(show(&deep.root), "a");
    let negated = parse(&"-(".repeat(1000), false);
    assert!(negated.notes.len() < 10);
    let long = parse(&"lorem1 ipsum ".repeat(1000), false);
    assert_eq!(long.notes.len(), 2);
    let many: String = (0..500).map(|n| format!("w{n} ")).collect();
    let many = parse(&many, false);
    assert!(matches!(&many.root, Node::And(members) if members.len() == 64));
    assert!(matches!(many.notes.as_slice(), [Note::Ignored { text, .. }] if text == "w64"));
}

#[test]
fn fields_name_themselves() {
    for field in Field::all() {
        assert_eq!(Field::named(field.name()), Some(field));
        assert_eq!(Field::named(&field.name().to_uppercase()), Some(field));
    }
    assert_eq!(Field::named("nope"), None);
}

#[test]
fn facet_values_are_filters() {
    let values = ["2019..2021".to_owned(), "nope".to_owned()];
    let year = filter(Field::Year, &values).map(|filter| filter.values);
    assert_eq!(year, Some(vec![Value::Range(20_190_101, 20_211_231)]));
    assert_eq!(filter(Field::Year, &[]), None);
}

/// Depth of a tree, and that it is in normal form.
fn depth(node: &Node) -> usize {
    let inner = |nodes: &[Node]| nodes.iter().map(depth).max().unwrap_or(0) + 1;
    match node {
        Node::And(nodes) => {
            assert!(nodes.len() > 1 && nodes.iter().any(|node| !matches!(node, Node::Not(_))));
            assert!(!nodes.iter().any(|node| matches!(node, Node::And(_))));
            let all = nodes.iter().filter(|node| **node == Node::All).count();
            assert!(
                all == 0
                    || nodes
                        .iter()
                        .all(|node| matches!(node, Node::All | Node::Not(_)))
            );
            inner(
                &nodes
                    .iter()
                    .map(|node| match node {
                        Node::Not(inner) => (**inner).clone(),
                        other => other.clone(),
                    })
                    .collect::<Vec<_>>(),
            )
        }
        Node::Or(nodes) => {
            assert!(
                nodes.len() > 1
                    && !nodes
                        .iter()
                        .any(|node| matches!(node, Node::Or(_) | Node::Not(_)))
            );
            inner(nodes)
        }
        Node::Not(_) => panic!("stands outside of an And"),
        Node::Word(word) => {
            assert!(!word.token.is_empty());
            1
        }
        Node::Phrase(phrase) => {
            assert!(
                phrase.terms.len() > 1 && phrase.terms.iter().all(|(_, term)| !term.is_empty())
            );
            1
        }
        Node::Key(key) => {
            assert!(!key.keys.is_empty());
            1
        }
        Node::Filter(filter) => {
            assert!(!filter.values.is_empty());
            1
        }
        Node::All => 1,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn any_text_is_a_query(text in "\\PC{0,120}", typing: bool) {
        prop_assert!(depth(&parse(&text, typing).root) < 60);
    }

    #[test]
    fn any_grammar_is_a_query(
        marks in prop::collection::vec(prop::sample::select(vec![
            "(", ")", "\"", "-", "OR", "AND", "NOT", " ", " ", " ", "a", "bc*", "no_std", "kind:", "year:2019", "..", ",",
            "~2", "#1", "issue 4", "rfc", "https://e.org/", "本本", "C++", "foo:", "\u{0}", "é", "x",
        ]), 0..60),
        typing: bool,
    ) {
        let text = marks.concat();
        prop_assert!(depth(&parse(&text, typing).root) < 60);
    }
}

/// Every field is in the documentation's table, and the table names no other.
#[test]
fn the_documentation_lists_the_fields() {
    let text = include_str!("../../../docs/query.md");
    let table = text
        .split("## Fields")
        .nth(1)
        .and_then(|rest| rest.split("Other names:").next())
        .unwrap();
    let rows = table
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let names: Vec<&str> = rows.collect();
    assert_eq!(names, Field::all().map(Field::name).collect::<Vec<_>>());
    let examples = table
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.rsplit('|').nth(1));
    for example in examples.flat_map(|cell| cell.split('`').skip(1).step_by(2)) {
        let query = parse(example, false);
        assert!(
            matches!(query.root, Node::Filter(_)) && query.notes.is_empty(),
            "{example}"
        );
    }
}
