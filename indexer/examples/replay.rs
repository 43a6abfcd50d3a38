//! Which files a reader's searches load, and how many bytes they are on the wire.
//!
//! `replay DIR QUERIES [fresh]` searches the bundle in DIR for every line of the file QUERIES, one
//! after another as one reader would, and prints a line of JSON for each: the query and
//! the files that it loaded first. The first line is what opening takes, the last what is
//! loaded in the background. With `fresh` every query is a reader of its own, who has
//! the index open and nothing else. `cargo xtask weekly` and `cargo xtask scale` count with it.

#![allow(
    clippy::print_stdout,
    reason = "this is a command whose output is read by others"
)]

use anyhow::{Context, Result, bail};
use backissue::reader::{Bundle, read};
use backissue_engine::bundle::manifest::Manifest;
use backissue_model::request::Request;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// Results of a first answer; see the page.
const PAGE: u32 = 10;

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(folder), Some(queries)) = (arguments.next(), arguments.next()) else {
        bail!("usage: replay DIR QUERIES [fresh]");
    };
    let queries = fs::read_to_string(&queries)
        .with_context(|| format!("cannot read {}", queries.display()))?;
    let fresh = arguments.next().is_some_and(|word| word == "fresh");
    Reader::new(PathBuf::from(folder))?.replay(queries.lines(), fresh)
}

/// A bundle, and what was loaded of it since the last look.
struct Reader {
    folder: PathBuf,
    manifest: Manifest,
    loaded: RefCell<BTreeMap<String, u64>>,
}

impl Reader {
    fn new(folder: PathBuf) -> Result<Self> {
        let manifest = Manifest::parse(&fs::read(folder.join("manifest.json"))?)?;
        let loaded = RefCell::default();
        Ok(Self {
            folder,
            manifest,
            loaded,
        })
    }

    fn replay<'q>(&self, queries: impl Iterator<Item = &'q str>, fresh: bool) -> Result<()> {
        let mut bundle = self.open()?;
        self.say("open");
        for query in queries {
            if fresh {
                bundle = self.open()?;
                self.loaded.take();
            }
            bundle.search(&Request {
                query: query.to_owned(),
                limit: PAGE,
                typing: true,
                ..Request::default()
            })?;
            self.say(query);
        }
        for file in bundle.engine().background_files() {
            self.count(&file)?;
        }
        self.say("background");
        Ok(())
    }

    fn open(&self) -> Result<Bundle<'_>> {
        Bundle::over(&self.manifest, |file| {
            self.count(file)?;
            read(&self.folder, file)
        })
    }

    fn count(&self, file: &str) -> Result<()> {
        let bytes = fs::metadata(self.folder.join(file))?.len();
        self.loaded.borrow_mut().insert(file.to_owned(), bytes);
        Ok(())
    }

    /// Prints what was loaded since the last time.
    fn say(&self, step: &str) {
        let files = self.loaded.take();
        println!("{}", serde_json::json!({ "step": step, "files": files }));
    }
}
