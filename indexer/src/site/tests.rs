use super::*;
use backissue_model::record::Issue;

fn site() -> Site {
    Site {
        name: "Tom & \"Jerry\" <b>".to_owned(),
        url: "https://news.example".to_owned(),
        archive_path: "/all/".to_owned(),
        credit: "x".to_owned(),
        license: "MIT".to_owned(),
        license_url: "https://news.example/license".to_owned(),
    }
}

fn filled(file: BrowserFile) -> Result<String, UnknownPlaceholder> {
    let issue = |date: &str| Issue {
        date: date.to_owned(),
        title: format!("News of {date}"),
        page: format!("/{date}/"),
        ..Issue::default()
    };
    let facts = Facts {
        site: &site(),
        search_path: "/search/",
        issues: &[issue("2013-06-07"), issue("2026-08-19")],
        records: 83_658,
        manifest: "{\"a\":\"</script>\"}\n",
        boot: &["data/a-1/boot.bin".to_owned()],
        feeds: &[],
    };
    let files = files(&[file], &facts)?;
    Ok(String::from_utf8(files[0].bytes.clone()).unwrap())
}

fn file(name: &'static str, text: &'static str) -> BrowserFile {
    BrowserFile {
        logical: name,
        name,
        bytes: text.as_bytes(),
    }
}

#[test]
fn facts_are_escaped_for_where_they_stand() {
    let html = filled(file(
        "index.html",
        "<p title=\"{{site_name}}\">{{records}} since {{first_year}}",
    ));
    assert_eq!(
        html.unwrap(),
        "<p title=\"Tom &amp; &quot;Jerry&quot; &lt;b&gt;\">83,658 since 2013"
    );
    let json = filled(file("app.webmanifest", "{\"name\": \"{{site_name}}\"}")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["name"], "Tom & \"Jerry\" <b>");
}

#[test]
fn the_manifest_cannot_end_its_script() {
    let html = filled(file(
        "index.html",
        "<script type=\"application/json\">{{manifest}}</script>",
    ));
    let wanted = "<script type=\"application/json\">{\"a\":\"\\u003c/script>\"}</script>";
    assert_eq!(html.unwrap(), wanted);
}

#[test]
fn the_first_hop_is_loaded_at_once() {
    let html = filled(file("index.html", "{{preloads}}")).unwrap();
    assert_eq!(
        html,
        "<link rel=\"preload\" as=\"fetch\" crossorigin href=\"data/a-1/boot.bin\">"
    );
}

#[test]
fn scripts_and_hashed_files_are_left_alone() {
    let script = "const a = `{{x}}`;";
    assert_eq!(filled(file("sw.js", script)).unwrap(), script);
    let hashed = BrowserFile {
        logical: "a.html",
        name: "assets/a-1.html",
        bytes: b"{{x}}",
    };
    assert_eq!(filled(hashed).unwrap(), "{{x}}");
}

#[test]
fn a_placeholder_nobody_knows_is_an_error() {
    let error = filled(file("index.html", "{{site_nmae}}")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "index.html has the placeholder {{site_nmae}}, which means nothing here"
    );
}

#[test]
fn the_templates_of_the_page_ask_for_nothing_unknown() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../static");
    let mut seen = 0;
    for name in [
        "index.html",
        "frame.html",
        "opensearch.xml",
        "app.webmanifest",
    ] {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        // What has a dot is a file's path, filled in when the browser part is built.
        let mut parts = text.split("{{");
        let mut own = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (placeholder, rest) = part.split_once("}}").unwrap();
            if !placeholder.contains('.') {
                own.push_str(&format!("{{{{{placeholder}}}}}"));
                seen += 1;
            }
            own.push_str(rest);
        }
        let text: &'static str = Box::leak(own.into_boxed_str());
        let filled = filled(file(name, text)).unwrap();
        assert!(!filled.contains("{{"), "{name}");
    }
    assert!(seen > 10);
}
