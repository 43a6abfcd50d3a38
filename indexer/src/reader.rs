//! Searching a bundle in a folder: the browser's engine over local files.

use crate::lzma::decompress;
use crate::output::OutputFile;
use anyhow::{Context, Result, bail};
use backissue_engine::bundle::frame::{Frame, HEADER};
use backissue_engine::bundle::manifest::Manifest;
use backissue_engine::error::Error;
use backissue_engine::search::{Engine, Part, Step};
use backissue_model::answer::Answer;
use backissue_model::request::Request;
use std::collections::HashMap;
use std::path::Path;
use std::time::Instant;

/// Reads a file of the bundle, decompressed and checked.
type Files<'a> = Box<dyn Fn(&str) -> Result<Vec<u8>> + 'a>;

/// An index opened from the files of a build. Files are read when a search needs them
/// and checked before use.
pub struct Bundle<'a> {
    files: Files<'a>,
    engine: Engine,
}

impl<'a> Bundle<'a> {
    /// Opens the index in `folder`.
    ///
    /// # Errors
    /// If there is no manifest, or a file is missing or damaged; the message names it.
    pub fn open(folder: &Path) -> Result<Bundle<'static>> {
        let path = folder.join("manifest.json");
        let json = std::fs::read(&path).with_context(|| {
            format!(
                "{} cannot be read; is this what `backissue build` wrote?",
                path.display()
            )
        })?;
        let folder = folder.to_owned();
        Bundle::over(&Manifest::parse(&json)?, move |file| read(&folder, file))
    }

    /// Opens an index that is not yet written.
    ///
    /// # Errors
    /// If the manifest names a file that is not among `files`.
    pub fn in_memory(manifest: &Manifest, files: &'a [OutputFile]) -> Result<Bundle<'a>> {
        let by_path: HashMap<&str, &[u8]> = files
            .iter()
            .map(|file| (file.path.as_str(), file.bytes.as_slice()))
            .collect();
        Bundle::over(manifest, move |file| {
            let bytes = by_path
                .get(file)
                .with_context(|| format!("there is no {file}"))?;
            unframe(file, bytes)
        })
    }

    /// Opens an index whose files `files` reads: by path, decompressed and checked.
    ///
    /// # Errors
    /// If a boot file cannot be read or does not fit the manifest.
    pub fn over(
        manifest: &Manifest,
        files: impl Fn(&str) -> Result<Vec<u8>> + 'a,
    ) -> Result<Bundle<'a>> {
        let boot = manifest
            .boot_files()
            .iter()
            .map(|file| files(file))
            .collect::<Result<_>>()?;
        Ok(Bundle {
            engine: Engine::open(manifest, boot)?,
            files: Box::new(files),
        })
    }

    /// The engine, for what it knows of the index as a whole.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Answers a request.
    ///
    /// # Errors
    /// If a file is missing or damaged.
    pub fn search(&mut self, request: &Request) -> Result<Answer> {
        let start = Instant::now();
        if request.facets {
            // The browser's engine answers without them first; here they can be waited for.
            let mut columns = self.engine.background_files();
            columns.retain(|file| file.ends_with("/columns.bin"));
            if !columns.is_empty() {
                self.load(&columns)?;
            }
        }
        loop {
            match self.engine.search(request)? {
                Step::Done(mut answer) => {
                    answer.took_us = start.elapsed().as_micros().min(u128::from(u32::MAX)) as u32;
                    return Ok(answer);
                }
                Step::Need(files) => self.load(&files)?,
            }
        }
    }

    /// Why the results of a request stand where they do; see [`Engine::explain`].
    ///
    /// # Errors
    /// If a file is missing or damaged.
    pub fn explain(&mut self, request: &Request) -> Result<Vec<Vec<Part>>> {
        loop {
            match self.engine.explain(request)? {
                Step::Done(parts) => return Ok(parts),
                Step::Need(files) => self.load(&files)?,
            }
        }
    }

    fn load(&mut self, files: &[String]) -> Result<()> {
        if files.is_empty() {
            bail!("the engine asks for nothing and gives no answer");
        }
        for file in files {
            let contents = (self.files)(file)?;
            self.engine.insert(file, &contents)?;
        }
        Ok(())
    }
}

/// Reads, decompresses and checks one framed file of a bundle.
///
/// # Errors
/// If it cannot be read or is damaged; the message names it.
pub fn read(folder: &Path, file: &str) -> Result<Vec<u8>> {
    let path = folder.join(file);
    let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    unframe(file, &bytes)
}

/// Decompresses and checks the bytes of one framed file.
fn unframe(file: &str, bytes: &[u8]) -> Result<Vec<u8>> {
    let frame = Frame::parse(file, bytes)?;
    let contents = decompress(&bytes[HEADER..], frame.length)
        .map_err(|error| Error::damaged(file, error.to_string()))?;
    frame.verify(file, &contents)?;
    Ok(contents)
}
