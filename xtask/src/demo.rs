//! The pages of `tests/demo`, which show the search on other pages.

use crate::paths;
use anyhow::Context;
use std::fs;
use std::path::Path;

/// What stands for a published search in them, so that they can be copied from.
const EXAMPLE: &str = "https://example.org/search/";

/// Writes them below the built search in `site`.
///
/// # Errors
/// If one cannot be read or written.
pub(crate) fn write(site: &Path) -> anyhow::Result<()> {
    let (from, to) = (paths::tests().join("demo"), site.join("demo"));
    fs::create_dir_all(&to).with_context(|| format!("cannot make {}", to.display()))?;
    let entries = fs::read_dir(&from).with_context(|| format!("cannot read {}", from.display()))?;
    for entry in entries {
        let entry = entry?;
        let text = fs::read_to_string(entry.path())
            .with_context(|| format!("cannot read {}", entry.path().display()))?;
        fs::write(to.join(entry.file_name()), text.replace(EXAMPLE, "../"))
            .with_context(|| format!("cannot write into {}", to.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_of_the_demo_finds_the_search_it_is_served_with() {
        let site = paths::target().join("tmp/demo");
        write(&site).unwrap();
        let page = fs::read_to_string(site.join("demo/field.html")).unwrap();
        assert!(page.contains("src=\"../backissue.js\""), "{page}");
        assert!(!page.contains(EXAMPLE));
    }
}
