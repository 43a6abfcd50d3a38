//! What a folder looks like after builds, kills and accidents.

use super::*;
use std::collections::BTreeMap;
use std::fs;

fn files(list: &[(&str, &str)]) -> Vec<OutputFile> {
    let file = |&(path, text): &(&str, &str)| OutputFile {
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    list.iter().map(file).collect()
}

fn build(dir: &Path, list: &[(&str, &str)], keep: usize) -> Result<Report, Error> {
    let last = ["manifest.json", "index.html"];
    write(
        dir,
        &files(list),
        &Options {
            last: &last,
            keep,
            ..Options::default()
        },
    )
}

/// Everything below `dir` except the list: path to content.
fn tree(dir: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else if entry.file_name() != LIST_NAME {
                let path = entry
                    .path()
                    .strip_prefix(dir)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                found.insert(path, fs::read_to_string(entry.path()).unwrap());
            }
        }
    }
    found
}

fn names(dir: &Path) -> Vec<String> {
    tree(dir).into_keys().collect()
}

const FIRST: &[(&str, &str)] = &[("index.html", "1"), ("data/a-1/x", "x"), ("sw.js", "s")];
const SECOND: &[(&str, &str)] = &[("index.html", "2"), ("data/a-2/x", "y"), ("sw.js", "s")];

#[test]
fn a_second_build_replaces_the_first_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("data/a-1")).unwrap();
    fs::write(dir.path().join("data/a-1/notes.txt"), "mine").unwrap();
    fs::write(dir.path().join("CNAME"), "example.org").unwrap();
    build(dir.path(), FIRST, 0).unwrap();
    let report = build(dir.path(), SECOND, 0).unwrap();
    assert_eq!((report.written, report.removed, report.files), (2, 1, 3));
    let left = [
        "CNAME",
        "data/a-1/notes.txt",
        "data/a-2/x",
        "index.html",
        "sw.js",
    ];
    assert_eq!(names(dir.path()), left);
    assert_eq!(tree(dir.path())["index.html"], "2");
}

#[test]
fn folders_left_empty_go() {
    let dir = tempfile::tempdir().unwrap();
    build(dir.path(), FIRST, 0).unwrap();
    build(dir.path(), SECOND, 0).unwrap();
    assert!(!dir.path().join("data/a-1").exists());
}

#[test]
fn the_same_build_again_touches_nothing() {
    let dir = tempfile::tempdir().unwrap();
    build(dir.path(), FIRST, 1).unwrap();
    let list = fs::read(dir.path().join(LIST_NAME)).unwrap();
    let before = fs::metadata(dir.path().join(LIST_NAME))
        .unwrap()
        .modified()
        .unwrap();
    let report = build(dir.path(), FIRST, 1).unwrap();
    assert_eq!(
        (report.written, report.removed, report.kept_generations),
        (0, 0, 0)
    );
    assert_eq!(fs::read(dir.path().join(LIST_NAME)).unwrap(), list);
    assert_eq!(
        fs::metadata(dir.path().join(LIST_NAME))
            .unwrap()
            .modified()
            .unwrap(),
        before
    );
}

#[test]
fn earlier_generations_stay_as_long_as_asked() {
    let dir = tempfile::tempdir().unwrap();
    build(dir.path(), FIRST, 1).unwrap();
    let report = build(dir.path(), SECOND, 1).unwrap();
    assert_eq!((report.kept_generations, report.kept_files), (1, 1));
    assert_eq!(
        names(dir.path()),
        ["data/a-1/x", "data/a-2/x", "index.html", "sw.js"]
    );
    build(dir.path(), &[("index.html", "3"), ("data/a-3/x", "z")], 1).unwrap();
    // `sw.js` belongs to the generation before and stays with it.
    assert_eq!(
        names(dir.path()),
        ["data/a-2/x", "data/a-3/x", "index.html", "sw.js"]
    );
    build(dir.path(), &[("index.html", "3"), ("data/a-3/x", "z")], 0).unwrap();
    assert_eq!(names(dir.path()), ["data/a-3/x", "index.html"]);
}

#[test]
fn earlier_generations_come_from_another_folder() {
    let (old, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let in_place = tempfile::tempdir().unwrap();
    build(old.path(), FIRST, 1).unwrap();
    build(in_place.path(), FIRST, 1).unwrap();
    build(in_place.path(), SECOND, 1).unwrap();
    let options = Options {
        keep: 1,
        previous: Some(old.path()),
        ..Options::default()
    };
    let report = write(new.path(), &files(SECOND), &options).unwrap();
    assert_eq!(report.kept_files, 1);
    assert_eq!(tree(new.path()), tree(in_place.path()));
    let list = |dir: &Path| fs::read_to_string(dir.join(LIST_NAME)).unwrap();
    assert_eq!(list(new.path()), list(in_place.path()));
}

#[test]
fn a_damaged_file_of_an_earlier_generation_is_not_carried_over() {
    let (old, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    build(old.path(), FIRST, 0).unwrap();
    fs::write(old.path().join("data/a-1/x"), "tampered").unwrap();
    let options = Options {
        keep: 1,
        previous: Some(old.path()),
        ..Options::default()
    };
    write(new.path(), &files(SECOND), &options).unwrap();
    assert!(!new.path().join("data/a-1/x").exists());
}

#[test]
fn a_dry_run_writes_nothing_and_tells_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    let dry = Options {
        dry_run: true,
        ..Options::default()
    };
    let told = write(&out, &files(FIRST), &dry).unwrap();
    assert!(!out.exists());
    assert_eq!(told, build(&out, FIRST, 0).unwrap());
    let told = write(&out, &files(SECOND), &dry).unwrap();
    assert_eq!(tree(&out)["index.html"], "1");
    assert_eq!(told, build(&out, SECOND, 0).unwrap());
}

#[test]
fn a_foreign_file_in_the_way_stops_the_build_before_anything_is_written() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("index.html"), "my home page").unwrap();
    let error = build(dir.path(), FIRST, 0).unwrap_err();
    assert!(matches!(error, Error::Foreign(_)), "{error}");
    assert_eq!(names(dir.path()), ["index.html"]);
    assert_eq!(tree(dir.path())["index.html"], "my home page");
}

#[test]
fn a_foreign_file_with_the_same_content_is_adopted() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("index.html"), "1").unwrap();
    assert_eq!(build(dir.path(), FIRST, 0).unwrap().written, 2);
}

#[test]
fn a_killed_build_leaves_nothing_the_next_one_does_not_clear() {
    let dir = tempfile::tempdir().unwrap();
    build(dir.path(), FIRST, 0).unwrap();
    // As a build of something else left it: announced, one file done, one half-done.
    let mut list = List::read(dir.path()).unwrap().unwrap();
    list.pending = ["data/a-9/x", "data/a-9/y"].map(str::to_owned).into();
    fs::write(dir.path().join(LIST_NAME), list.to_bytes()).unwrap();
    fs::create_dir_all(dir.path().join("data/a-9")).unwrap();
    fs::write(dir.path().join("data/a-9/x"), "x").unwrap();
    fs::write(dir.path().join("data/a-9/y.backissue-tmp"), "half").unwrap();
    build(dir.path(), SECOND, 0).unwrap();
    let clean = tempfile::tempdir().unwrap();
    build(clean.path(), SECOND, 0).unwrap();
    assert_eq!(tree(dir.path()), tree(clean.path()));
    assert!(!dir.path().join("data/a-9").exists());
    assert_eq!(
        List::read(dir.path()).unwrap(),
        List::read(clean.path()).unwrap()
    );
}

#[test]
fn two_builds_at_once_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let held = lock::take(dir.path()).unwrap();
    assert!(matches!(build(dir.path(), FIRST, 0), Err(Error::Locked(_))));
    drop(held);
    build(dir.path(), FIRST, 0).unwrap();
}

#[test]
fn paths_that_leave_the_folder_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let bad = [
        "../x",
        "/etc/x",
        "a/../../x",
        "a//x",
        "",
        "a/.",
        "c:x",
        "a\\b",
        "a\nb",
        "x/",
    ];
    for path in bad {
        let error = build(&dir.path().join("out"), &[(path, "x")], 0).unwrap_err();
        assert!(matches!(error, Error::UnsafePath { .. }), "{path}: {error}");
    }
    assert!(!dir.path().join("x").exists());
}

#[test]
fn a_tampered_list_removes_nothing_outside() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    fs::write(dir.path().join("precious"), "p").unwrap();
    build(&out, FIRST, 0).unwrap();
    let list = fs::read_to_string(out.join(LIST_NAME)).unwrap();
    fs::write(out.join(LIST_NAME), list.replace("sw.js", "../precious")).unwrap();
    assert!(matches!(
        build(&out, SECOND, 0),
        Err(Error::UnsafePath { .. })
    ));
    assert!(dir.path().join("precious").exists());
}

#[test]
#[cfg(unix)]
fn a_linked_folder_inside_is_not_written_through() {
    let (dir, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::os::unix::fs::symlink(elsewhere.path(), dir.path().join("data")).unwrap();
    assert!(matches!(build(dir.path(), FIRST, 0), Err(Error::Link(_))));
    assert!(names(elsewhere.path()).is_empty());
}

#[test]
fn a_damaged_list_names_file_and_line() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join(LIST_NAME), "{\n\"about\": 1}").unwrap();
    let error = build(dir.path(), FIRST, 0).unwrap_err().to_string();
    assert!(error.contains("backissue-files.json, line 2"), "{error}");
}

#[test]
fn many_small_files_are_written() {
    let dir = tempfile::tempdir().unwrap();
    let many: Vec<OutputFile> = (0..5_000)
        .map(|i| OutputFile {
            path: format!("data/s-1/{i}"),
            bytes: vec![i as u8; 1_500],
        })
        .collect();
    for label in ["first", "again"] {
        let begun = std::time::Instant::now();
        write(dir.path(), &many, &Options::default()).unwrap();
        println!("5,000 files, {label}: {:?}", begun.elapsed());
    }
    assert_eq!(
        fs::read_dir(dir.path().join("data/s-1")).unwrap().count(),
        5_000
    );
}
