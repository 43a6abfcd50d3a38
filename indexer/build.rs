//! Embeds the browser files named by `BACKISSUE_BROWSER_DIR`, which `cargo xtask`
//! sets; without it the command is built without a page to write.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const VARIABLE: &str = "BACKISSUE_BROWSER_DIR";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed={VARIABLE}");
    let table = match env::var_os(VARIABLE) {
        Some(folder) => table(Path::new(&folder))?,
        None => "&[]".to_owned(),
    };
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    fs::write(Path::new(&out).join("browser_files.rs"), table)?;
    Ok(())
}

/// A Rust expression: the slice of all files that `files.json` names.
fn table(folder: &Path) -> Result<String, Box<dyn Error>> {
    let folder = fs::canonicalize(folder)
        .map_err(|error| format!("{VARIABLE} is {}: {error}", folder.display()))?;
    let list = folder.join("files.json");
    println!("cargo::rerun-if-changed={}", list.display());
    let text = fs::read(&list).map_err(|error| format!("{}: {error}", list.display()))?;
    let files: Vec<serde_json::Value> = serde_json::from_slice(&text)?;
    let mut table = "&[\n".to_owned();
    for file in &files {
        let field = |name: &str| {
            let missing = || format!("{}: an entry without `{name}`", list.display());
            file[name].as_str().ok_or_else(missing)
        };
        let (logical, name) = (field("logical")?, field("name")?);
        let path = folder.join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        let path = path
            .to_str()
            .ok_or("the path of a browser file is not Unicode")?;
        writeln!(
            table,
            "BrowserFile {{ logical: {logical:?}, name: {name:?}, bytes: include_bytes!({path:?}) }},"
        )?;
    }
    table.push(']');
    Ok(table)
}
