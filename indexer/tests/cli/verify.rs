//! `backissue verify`.

use super::{archive, backissue, write};
use predicates::prelude::*;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A build of the small archive, and one file of its index.
fn built() -> (TempDir, PathBuf) {
    let (archive, dir) = (archive(), tempfile::tempdir().unwrap());
    let mut build = backissue();
    build
        .arg("build")
        .arg(archive.path())
        .arg("--out")
        .arg(dir.path().join("search"));
    build.assert().success();
    let data = dir.path().join("search/data");
    let folders = std::fs::read_dir(data).unwrap();
    let mut files = folders.map(|folder| folder.unwrap().path().join("columns.bin"));
    let file = files.find(|file| file.exists()).unwrap();
    (dir, file)
}

fn verify(dir: &Path) -> assert_cmd::Command {
    let mut command = backissue();
    command.arg("verify").arg(dir.join("search"));
    command
}

#[test]
fn a_whole_build_is_fine_and_damage_is_named() {
    let (dir, file) = built();
    let run = verify(dir.path()).assert().success().stdout("");
    run.stderr(predicate::str::contains("5 records, 0 problems"));

    std::fs::write(&file, "something else").unwrap();
    let run = verify(dir.path()).assert().code(1);
    run.stdout(predicate::str::contains(
        "columns.bin: is not what was built (14 bytes)",
    ));
    std::fs::remove_file(&file).unwrap();
    verify(dir.path())
        .assert()
        .code(1)
        .stdout(predicate::str::contains("columns.bin: is missing"));
}

#[test]
fn an_index_of_another_version_is_named() {
    let (dir, _) = built();
    let manifest = dir.path().join("search/manifest.json");
    let text = std::fs::read_to_string(&manifest).unwrap();
    let mut json: serde_json::Value = serde_json::from_str(&text).unwrap();
    json["format"] = 9999.into();
    std::fs::write(&manifest, json.to_string()).unwrap();
    let run = verify(dir.path()).assert().code(1);
    run.stdout(
        predicate::str::contains("manifest.json: the index cannot be read")
            .and(predicate::str::contains("9999")),
    );
}

#[test]
fn deep_links_are_followed_into_the_site() {
    let (dir, _) = built();
    let page =
        "<h2 id=\"updates-from-rust-community\">x</h2><h3 id=\"projecttooling-updates\">y</h3>";
    write(
        dir.path(),
        "blog/2024/01/03/this-week-in-rust-1/index.html",
        page,
    );
    let other = "blog/2025/01/08/this-week-in-rust-2/index.html";
    write(
        dir.path(),
        other,
        &page.replace("id=\"project", "id=\"other"),
    );
    let run = verify(dir.path())
        .arg("--site")
        .arg(dir.path())
        .assert()
        .code(1);
    run.stdout(format!(
        "{other}: has no heading with the id \"projecttooling-updates\"\n"
    ));
    write(dir.path(), other, page);
    let run = verify(dir.path())
        .arg("--site")
        .arg(dir.path())
        .assert()
        .success();
    run.stderr(predicate::str::contains("4 deep links, 0 problems"));
}

#[test]
fn a_folder_no_build_wrote_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let run = backissue().arg("verify").arg(dir.path()).assert().code(2);
    run.stderr(predicate::str::contains(
        "backissue-files.json does not exist",
    ));
}
