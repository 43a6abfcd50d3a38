//! Searching: an engine that answers, or says which files it lacks.
//!
//! ```text
//! query text ─► tree ─► plan ─► tantivy query ─► matches ─► answer
//!               query   planner  compile          collect    look_up, results
//!                        │ asks for term chunks    rerank     │ asks for row chunks
//! ```

mod collect;
mod columns;
mod compile;
mod expand;
mod explain;
mod facets;
mod filters;
mod giving_up;
mod glued;
mod look_up;
mod open;
mod planner;
mod rerank;
mod results;
mod runs;
mod scorer;
mod set;
mod spelling;
mod titles;
mod weights;

pub use columns::{FACET_COLUMNS, FILTER_COLUMNS, OLDER};
pub use explain::Part;
pub use open::{OpenSegment, open_segments};

use crate::bundle::boot::{Boot, Catalog, IssueRow, IssueStep};
use crate::bundle::manifest::{Manifest, SetRef};
use crate::bundle::sparse::SparseFile;
use crate::bundle::{columns_path, words_path};
use crate::error::Error;
use crate::time::date_of;
use crate::words::Words;
use backissue_model::answer::{GroupInfo, Info, IssueRef, KindInfo};
use columns::Columns;
use filters::Archive;
use runs::{Unrolled, row_starts, unroll};
use set::{Paths, Set, decode};

use std::sync::Arc;
use tantivy::directory::{FileHandle, OwnedBytes};

/// Extension of the file of norms: it begins with a byte for each document.
pub const NORMS: &str = "fieldnorm";
/// Extension of the file of dictionaries: that of words comes first.
pub const TERMS: &str = "term";

/// An answer, or the files without which it cannot be given.
#[derive(Debug, Clone, PartialEq)]
pub enum Step<T> {
    /// Load these (paths within the bundle), [`insert`](Engine::insert) them, ask again.
    Need(Vec<String>),
    /// The answer.
    Done(T),
}

/// An open index.
///
/// ```no_run
/// # use backissue_engine::{bundle::manifest::Manifest, error::Error, search::{Engine, Step}};
/// # fn contents(_: &str) -> Vec<u8> { Vec::new() }
/// # fn main() -> Result<(), Error> {
/// let manifest = Manifest::parse(&contents("manifest.json"))?;
/// let boot = manifest.boot_files().into_iter().map(|path| contents(&path)).collect();
/// let mut engine = Engine::open(&manifest, boot)?;
/// let request = backissue_model::request::Request { query: "tokio".into(), limit: 10, ..Default::default() };
/// loop {
///     match engine.search(&request)? {
///         Step::Done(answer) => break println!("{} results", answer.total),
///         Step::Need(paths) => {
///             for path in paths {
///                 engine.insert(&path, &contents(&path))?;
///             }
///         }
///     }
/// }
/// # Ok(()) }
/// ```
pub struct Engine {
    sets: Vec<Set>,
    issues: Vec<IssueRow>,
    catalog: Catalog,
    statistics: compile::Statistics,
    segments: Arc<Vec<Arc<OpenSegment>>>,
}

impl Engine {
    /// Opens an index from its manifest and the verified contents of its
    /// [boot files](Manifest::boot_files), in order.
    ///
    /// # Errors
    /// If a boot file does not hold what it should.
    pub fn open(manifest: &Manifest, boot_files: Vec<Vec<u8>>) -> Result<Engine, Error> {
        let sets = &manifest.sets;
        let (Some(last), true) = (sets.last(), boot_files.len() == sets.len()) else {
            return Err(Error::damaged(
                "manifest.json",
                "it names another number of sets",
            ));
        };
        let mut boots: Vec<Boot> = Vec::with_capacity(sets.len());
        for (set, contents) in sets.iter().zip(&boot_files) {
            boots.push(decode(&set.boot, contents)?);
        }
        drop(boot_files);
        let catalog = boots.iter_mut().rev().find_map(|boot| boot.catalog.take());
        let catalog = catalog.ok_or_else(|| Error::damaged(&last.boot, "it holds no catalogue"))?;

        let (mut files, mut unrolled, mut issues) = (Vec::new(), Vec::new(), Vec::new());
        for (set, boot) in sets.iter().zip(&mut boots) {
            issues.extend(IssueStep::to_rows(&boot.issues));
            let kinds = kinds(boot, &catalog, &set.boot)?;
            let runs = unroll(boot, &kinds, issues.len() as u32, &set.boot)?;
            files.push(sparse_files(boot, &runs.norms, &set.boot)?);
            unrolled.push(runs);
        }
        let images = boots.iter().map(|boot| (&boot.segment, &boot.blocks));
        let images: Vec<_> = images.collect();
        let (segments, _) = open_segments(&images, |set, file| {
            files[set][file].clone() as Arc<dyn FileHandle>
        })?;
        let segments: Vec<_> = segments.into_iter().map(Arc::new).collect();
        let mut engine = Engine {
            sets: Vec::new(),
            issues,
            catalog,
            statistics: compile::Statistics::default(),
            segments: Arc::new(segments.clone()),
        };
        let mut masked = Vec::new();
        let opened = segments.into_iter().zip(files).zip(unrolled);
        for ((set, boot), ((segment, files), runs)) in sets.iter().zip(boots).zip(opened) {
            masked.extend(boot.masked.iter().scan(0u32, |doc, step| {
                *doc = doc.wrapping_add(*step);
                Some(*doc)
            }));
            engine.add_set(set, boot, runs, segment, files)?;
        }
        engine.mask(&masked);
        engine.count();
        Ok(engine)
    }

    fn add_set(
        &mut self,
        set: &SetRef,
        boot: Boot,
        runs: Unrolled,
        segment: Arc<OpenSegment>,
        files: Vec<Arc<SparseFile>>,
    ) -> Result<(), Error> {
        let docs = boot.segment.docs;
        if segment.norms.num_docs() != docs || segment.reader.max_doc() != docs {
            return Err(Error::damaged(
                &set.boot,
                "its parts count documents differently",
            ));
        }
        let row_starts = row_starts(&boot);
        self.sets.push(Set {
            path: set.path.clone(),
            first: self.sets.last().map_or(0, |set| set.first + set.docs),
            docs,
            segment,
            files,
            kinds: runs.kinds,
            newest: runs.newest,
            length: runs.length,
            masked: vec![false; docs as usize],
            far: boot.far_positions,
            row_starts,
            rows: Vec::new(),
            columns: None,
            fields: None,
            words: None,
            loaded: Paths::default(),
        });
        Ok(())
    }

    /// Hides the documents that later sets replace.
    fn mask(&mut self, masked: &[u32]) {
        for &doc in masked {
            let set = self.sets.iter_mut().rev().find(|set| set.first <= doc);
            let hidden = set.and_then(|set| set.masked.get_mut((doc - set.first) as usize));
            if let Some(hidden) = hidden {
                *hidden = true;
            }
        }
    }

    fn count(&mut self) {
        let sum = |of: &dyn Fn(&Set) -> u64| self.sets.iter().map(of).sum::<u64>();
        let docs = sum(&|set| u64::from(set.docs)).max(1);
        let length = sum(&|set| set.length);
        self.statistics = compile::Statistics {
            docs,
            average_length: length as f32 / docs as f32,
        };
    }

    /// Takes the verified contents of a file in. A file that is not asked for again
    /// or unknown to this index is ignored.
    ///
    /// # Errors
    /// [`Error::Damaged`] if the contents are not what the path says.
    pub fn insert(&mut self, path: &str, contents: &[u8]) -> Result<(), Error> {
        let Some((folder, name)) = path.rsplit_once('/') else {
            return Ok(());
        };
        let Some(set) = self.sets.iter_mut().find(|set| set.path == folder) else {
            return Ok(());
        };
        if set.loaded.contains(path) {
            return Ok(());
        }
        match name.as_bytes().first() {
            _ if name == "columns.bin" => {
                set.columns = Some(Columns::decode(path, contents, set.docs)?);
            }
            _ if name == "fields.bin" => {
                set.fields = Some(Columns::decode(path, contents, set.docs)?);
            }
            _ if name == "keys.bin" => {
                set.insert_keys(path, contents)?;
            }
            _ if name == "words.bin" => {
                set.words = Some(Words::decode(path, contents)?);
            }
            Some(b't' | b'k' | b'p') => set.insert_chunk(path, contents)?,
            Some(b'r') => set.insert_rows(path, contents)?,
            _ => return Ok(()),
        }
        set.loaded.insert(path);
        Ok(())
    }

    /// Files worth loading once a first answer is shown: columns for facets and
    /// filters, words for spelling. Those already there are left out.
    #[must_use]
    pub fn background_files(&self) -> Vec<String> {
        let columns = self.sets.iter().map(|set| columns_path(&set.path));
        let words = self.sets.iter().map(|set| words_path(&set.path));
        let there = |path: &String| self.sets.iter().any(|set| set.loaded.contains(path));
        columns.chain(words).filter(|path| !there(path)).collect()
    }

    fn archive(&self) -> Archive<'_> {
        Archive {
            sets: &self.sets,
            issues: &self.issues,
            catalog: &self.catalog,
        }
    }

    /// What a page shows of the index as a whole.
    #[must_use]
    pub fn info(&self) -> Info {
        let catalog = &self.catalog;
        let newest = self.issues.last().map(|issue| IssueRef {
            number: issue.number,
            title: catalog.title_of(issue),
            date: date_of(issue.day),
            page: catalog.page_of(issue),
        });
        let mut counts = vec![0u32; self.issues.len()];
        for set in &self.sets {
            for (&issue, masked) in set.newest.iter().zip(&set.masked) {
                if let (Some(count), false) = (counts.get_mut(usize::from(issue)), masked) {
                    *count += 1;
                }
            }
        }
        let group = |(id, name): &(String, String)| GroupInfo {
            id: id.clone(),
            name: name.clone(),
        };
        let kind = |(id, name, group): &(String, String, String)| KindInfo {
            id: id.clone(),
            name: name.clone(),
            group: group.clone(),
        };
        Info {
            records: catalog.records,
            links: catalog.links,
            issues: self.issues.len() as u32,
            newest,
            oldest_date: self
                .issues
                .first()
                .map(|issue| date_of(issue.day))
                .unwrap_or_default(),
            groups: catalog.groups.iter().map(group).collect(),
            kinds: catalog.kinds.iter().map(kind).collect(),
            site_url: catalog.site_url.clone(),
            site_name: catalog.site_name.clone(),
            credit: catalog.credit.clone(),
            license: catalog.license.clone(),
            license_url: catalog.license_url.clone(),
            histogram: self.archive().by_month(&counts),
        }
    }
}

/// The kinds of a boot file as indexes into the catalogue's.
fn kinds(boot: &Boot, catalog: &Catalog, name: &str) -> Result<Vec<u8>, Error> {
    let place = |id: &String| {
        let at = catalog.kinds.iter().position(|(known, ..)| known == id);
        let at = at.ok_or_else(|| Error::damaged(name, "it names an unknown kind"))?;
        Ok(at as u8)
    };
    boot.kinds.iter().map(place).collect()
}

/// The files of a segment with what the boot file holds of them.
fn sparse_files(boot: &mut Boot, norms: &[u8], name: &str) -> Result<Vec<Arc<SparseFile>>, Error> {
    let id = &boot.segment.id;
    let mut files = Vec::with_capacity(boot.segment.files.len());
    for image in &mut boot.segment.files {
        let length = usize::try_from(image.length)
            .map_err(|_| Error::damaged(name, "a file of it is too large"))?;
        let file = SparseFile::new(&[id, ".", &image.extension].concat(), length);
        let mut parts = std::mem::take(&mut image.parts);
        if image.extension == NORMS {
            parts.push((0, norms.to_vec()));
        } else if image.extension == TERMS {
            let (offset, index) = boot.blocks.index();
            parts.push((offset as u64, index));
        }
        for (offset, bytes) in parts {
            file.insert(offset as usize, OwnedBytes::new(bytes))
                .map_err(|error| Error::damaged(name, error.to_string()))?;
        }
        files.push(Arc::new(file));
    }
    Ok(files)
}
