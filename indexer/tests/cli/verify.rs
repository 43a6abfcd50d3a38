//! `backissue verify`.

use super::backissue;
use backissue::output::{Options, OutputFile, write};
use predicates::prelude::*;

#[test]
fn a_whole_folder_is_fine_and_damage_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let file = |path: &str| OutputFile {
        path: path.to_owned(),
        bytes: path.into(),
    };
    let files = [file("data/x-1/a"), file("data/x-1/b"), file("index.html")];
    write(dir.path(), &files, &Options::default()).unwrap();
    backissue()
        .arg("verify")
        .arg(dir.path())
        .assert()
        .success()
        .stdout("");

    std::fs::write(dir.path().join("data/x-1/a"), "something else").unwrap();
    std::fs::remove_file(dir.path().join("data/x-1/b")).unwrap();
    let run = backissue().arg("verify").arg(dir.path()).assert().code(1);
    let said = predicate::str::contains("data/x-1/a: is not what was built (14 bytes)")
        .and(predicate::str::contains("data/x-1/b: is missing"));
    run.stdout(said)
        .stderr(predicate::str::contains("3 files, 2 problems"));
}

#[test]
fn a_folder_no_build_wrote_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let run = backissue().arg("verify").arg(dir.path()).assert().code(2);
    run.stderr(predicate::str::contains(
        "backissue-files.json does not exist",
    ));
}
