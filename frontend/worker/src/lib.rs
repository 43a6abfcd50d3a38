//! The engine in a Web Worker.
//!
//! This crate holds what needs the engine; the scripts in `js/` fetch and keep files
//! and talk to the page. The two meet in [`Session`]: messages and files in,
//! messages and paths of missing files out.

mod session;

use backissue_engine::error::Error;
use backissue_model::wire::{Failure, FromWorker};
use session::Opened;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// One generation of an index. Messages are those of `model/src/wire.rs`, encoded.
#[wasm_bindgen]
pub struct Session {
    opened: Result<Opened, Error>,
    missing: Vec<String>,
}

#[wasm_bindgen]
impl Session {
    /// Begins with what a manifest says: the format, and folder and boot file of each set,
    /// one set per line. What is wrong with it is told by [`open`](Self::open). The script reads
    /// the manifest, for it has a parser of JSON and the engine would have to bring one.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(format: u32, sets: &str) -> Self {
        let opened = Opened::new(format, sets);
        let missing = opened.as_ref().map(Opened::boot_files).unwrap_or_default();
        Self { opened, missing }
    }

    /// Paths of the files that the last call lacked, one per line.
    #[must_use]
    pub fn missing(&self) -> String {
        self.missing.join("\n")
    }

    /// Opens the index once its boot files are there; says `Ready` or `Failed`.
    #[must_use]
    pub fn open(&mut self) -> Vec<u8> {
        self.missing.clear();
        let info = match &mut self.opened {
            Ok(opened) => opened.open(),
            Err(error) => Err(error.clone()),
        };
        encode(&match info {
            Ok(info) => FromWorker::Ready(info),
            Err(error) => failed(None, &error),
        })
    }

    /// Takes a file in: its frame and its contents, decompressed. Gives an empty text,
    /// or says why it is damaged.
    #[must_use]
    pub fn insert(&mut self, path: &str, file: &[u8]) -> String {
        match &mut self.opened {
            Ok(opened) => opened
                .insert(path, file)
                .err()
                .map(|error| error.to_string()),
            Err(_) => None,
        }
        .unwrap_or_default()
    }

    /// Answers a request with the files that are there. Where nothing can be said
    /// without more files, the answer is empty and they are [`missing`](Self::missing).
    #[must_use]
    pub fn ask(&mut self, request: &[u8]) -> Vec<u8> {
        self.missing.clear();
        let (Ok(request), Ok(opened)) = (postcard::from_bytes(request), &mut self.opened) else {
            return Vec::new();
        };
        let start = now();
        match opened.ask(&request) {
            Ok(Ok(mut message)) => {
                if let FromWorker::Answer { answer, .. } = &mut message {
                    answer.took_us = ((now() - start) * 1000.0) as u32;
                }
                encode(&message)
            }
            Ok(Err(missing)) => {
                self.missing = missing;
                Vec::new()
            }
            Err(error) => encode(&failed(session::id_of(&request), &error)),
        }
    }

    /// Paths of the files that the first results for a text lack, one per line; `typing` where
    /// its last word may still be a beginning.
    #[must_use]
    pub fn ahead(&self, text: String, typing: bool) -> String {
        let opened = self.opened.as_ref();
        let missing = opened.map(|opened| opened.ahead(text, typing));
        missing.unwrap_or_default().join("\n")
    }

    /// Paths of the files worth loading when there is time, one per line.
    #[must_use]
    pub fn background_files(&self) -> String {
        self.opened
            .as_ref()
            .map(Opened::background_files)
            .unwrap_or_default()
            .join("\n")
    }
}

fn failed(id: Option<u32>, error: &Error) -> FromWorker {
    let failure = match error {
        Error::Damaged { .. } => Failure::Damaged,
        Error::Version { .. } => Failure::Version,
        _ => Failure::Internal,
    };
    FromWorker::Failed {
        id,
        failure,
        detail: error.to_string(),
    }
}

fn encode(message: &FromWorker) -> Vec<u8> {
    // Encoding into memory cannot fail; an empty message would be ignored.
    postcard::to_allocvec(message).unwrap_or_default()
}
