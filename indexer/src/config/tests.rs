use super::*;

fn wrong(text: &str) -> String {
    Config::parse(text, Path::new("backissue.toml"))
        .unwrap_err()
        .to_string()
}

#[test]
fn everything_can_be_said() {
    let text = r#"
        archive = ["content"]
        out = "output/search"
        profile = "twir"
        keep = 2
        [site]
        name = "This Week in Rust"
        url = "https://this-week-in-rust.org"
        search_path = "/search/"
        credit = "by its contributors"
        license = "CC-BY-SA-4.0"
        license_url = "https://creativecommons.org/licenses/by-sa/4.0/"
        [[feed]]
        title = "Async & await"
        query = "async kind:articles"
        [[feed]]
        title = "Oslo"
        query = "city:Oslo"
        name = "events-oslo"
        limit = 10
    "#;
    let config = Config::parse(text, Path::new("x.toml")).unwrap();
    assert_eq!(config.keep, Some(2));
    let names: Vec<_> = config.feeds.iter().map(Feed::file_name).collect();
    assert_eq!(names, ["async-await", "events-oslo"]);
}

#[test]
fn an_unknown_key_is_an_error_with_place_and_suggestion() {
    let error = wrong("keep = 1\narchve = [\"x\"]\n");
    assert_eq!(
        error,
        "backissue.toml:2:1: unknown key `archve`: did you mean `archive`?"
    );
    assert!(wrong("[site]\nlicence = \"MIT\"").contains("did you mean `license`?"));
    assert!(wrong("[[feed]]\ntitel = \"x\"").contains("did you mean `title`?"));
    assert!(wrong("zzz = 1").contains("there are archive, out, profile"));
}

#[test]
fn broken_toml_and_wrong_types_name_their_line() {
    assert!(wrong("\nkeep = \"two\"").starts_with("backissue.toml:2:8: invalid type"));
    assert!(wrong("keep = 1\n[site").starts_with("backissue.toml:2:"));
}

#[test]
fn senseless_values_are_refused() {
    assert!(wrong("[site]\nurl = \"javascript:x\"").contains("site.url"));
    assert!(wrong("[site]\nsearch_path = \"search\"").contains("slash"));
    assert!(wrong("[[feed]]\ntitle=\"x\"\nquery=\"y\"\nname=\"../../x\"").contains("feed[0].name"));
    assert!(wrong("[[feed]]\ntitle=\"\"\nquery=\"y\"").contains("feed[0].name"));
    let twice = "[[feed]]\ntitle=\"A b\"\nquery=\"y\"\n[[feed]]\ntitle=\"a-b\"\nquery=\"z\"";
    assert!(wrong(twice).contains("twice"));
}

#[test]
fn the_file_is_found_upward_and_its_paths_follow_it() {
    let dir = tempfile::tempdir().unwrap();
    let deep = dir.path().join("a/b");
    std::fs::create_dir_all(&deep).unwrap();
    let text = "archive = [\"content\"]\nout = \"o\"\nprofile = \"mine.toml\"";
    std::fs::write(dir.path().join(FILE_NAME), text).unwrap();
    let found = Config::find(None, &deep).unwrap();
    assert_eq!(found.file, Some(dir.path().join(FILE_NAME)));
    assert_eq!(found.config.archive, [dir.path().join("content")]);
    assert_eq!(found.config.out, Some(dir.path().join("o")));
    assert!(found.config.profile.unwrap().ends_with("mine.toml"));
    assert!(Config::find(Some(&deep.join("none.toml")), &deep).is_err());
}

#[test]
fn the_schema_names_every_key() {
    let schema = Config::schema().to_string();
    for key in [
        "archive",
        "out",
        "profile",
        "keep",
        "site",
        "feed",
        "search_path",
        "query",
    ] {
        assert!(schema.contains(&format!("\"{key}\":")), "{key} in {schema}");
    }
}
