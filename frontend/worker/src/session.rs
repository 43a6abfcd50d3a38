//! From messages to the engine and back; no JavaScript in here.

use backissue_engine::bundle::frame::{Frame, HEADER};
use backissue_engine::bundle::manifest::{Manifest, SetRef};
use backissue_engine::error::Error;
use backissue_engine::search::{Engine, Step};
use backissue_model::answer::{Answer, Info};
use backissue_model::request::{self, Request};
use backissue_model::wire::{FromWorker, ToWorker};

/// A message, or the files without which there is none.
pub(crate) type Reply = Result<FromWorker, Vec<String>>;

/// An index that is being opened, or is open.
pub(crate) struct Opened {
    manifest: Manifest,
    /// Contents of the boot files that have arrived, in the manifest's order.
    boot: Vec<Option<Vec<u8>>>,
    engine: Option<Engine>,
}

impl Opened {
    /// Checks what a manifest says: the format, and of each set, a line, the folder and the
    /// boot file.
    pub(crate) fn new(format: u32, sets: &str) -> Result<Self, Error> {
        let set = |line: &str| {
            let (path, boot) = line.split_once(' ').unwrap_or_default();
            SetRef {
                path: path.to_owned(),
                boot: boot.to_owned(),
                docs: 0,
            }
        };
        let sets = sets.lines().map(set).collect();
        let manifest = Manifest {
            format,
            sets,
            ..Manifest::default()
        };
        manifest.check()?;
        let boot = manifest.boot_files().iter().map(|_| None).collect();
        Ok(Self {
            manifest,
            boot,
            engine: None,
        })
    }

    /// Files to load before [`open`](Self::open).
    pub(crate) fn boot_files(&self) -> Vec<String> {
        self.manifest.boot_files()
    }

    /// Opens the engine and says what is in the index.
    pub(crate) fn open(&mut self) -> Result<Info, Error> {
        let boot = self.boot.drain(..).flatten().collect();
        let engine = Engine::open(&self.manifest, boot)?;
        let info = engine.info();
        self.engine = Some(engine);
        Ok(info)
    }

    /// Checks a file and takes it in.
    pub(crate) fn insert(&mut self, path: &str, file: &[u8]) -> Result<(), Error> {
        let frame = Frame::parse(path, file)?;
        let contents = file.get(HEADER..).unwrap_or_default();
        frame.verify(path, contents)?;
        if let Some(engine) = &mut self.engine {
            return engine.insert(path, contents);
        }
        let at = self
            .manifest
            .boot_files()
            .iter()
            .position(|boot| boot == path);
        if let Some(slot) = at.and_then(|at| self.boot.get_mut(at)) {
            *slot = Some(contents.to_vec());
        }
        Ok(())
    }

    /// Files worth loading when there is time.
    pub(crate) fn background_files(&self) -> Vec<String> {
        self.engine
            .as_ref()
            .map(Engine::background_files)
            .unwrap_or_default()
    }

    /// Files that the first results for a text lack.
    pub(crate) fn ahead(&self, query: String, typing: bool) -> Vec<String> {
        let request = Request {
            query,
            typing,
            limit: request::FIRST,
            ..Request::default()
        };
        match self.ask(&ToWorker::Search { id: 0, request }) {
            Ok(Err(missing)) => missing,
            Ok(Ok(_)) | Err(_) => Vec::new(),
        }
    }

    /// Answers a request.
    pub(crate) fn ask(&self, request: &ToWorker) -> Result<Reply, Error> {
        let Some(engine) = &self.engine else {
            return Ok(Err(self.boot_files()));
        };
        let step = match request {
            ToWorker::Search { id, request } => map(engine.search(request)?, |answer| {
                FromWorker::Answer { id: *id, answer }
            }),
            ToWorker::Values {
                id,
                field,
                text,
                request,
            } => map(engine.values(field, text, request)?, |values| {
                FromWorker::Values { id: *id, values }
            }),
            ToWorker::Counts { id, requests } => map(counts(engine, requests)?, |totals| {
                FromWorker::Counts { id: *id, totals }
            }),
            ToWorker::Json { id, request } => {
                map(engine.search(request)?, |answer| FromWorker::Json {
                    id: *id,
                    json: json(&answer),
                })
            }
            ToWorker::Warm | ToWorker::Retry => Err(Vec::new()),
        };
        Ok(step)
    }
}

fn map<T>(step: Step<T>, message: impl FnOnce(T) -> FromWorker) -> Reply {
    match step {
        Step::Done(done) => Ok(message(done)),
        Step::Need(files) => Err(files),
    }
}

/// Bytes of JSON at most: a thousand results are two megabytes.
const MOST_JSON: usize = 64 << 20;

/// An answer as JSON: plain data with text keys, so all that can be missing is room.
fn json(answer: &Answer) -> String {
    let mut buffer = vec![0; 16 << 10];
    while buffer.len() <= MOST_JSON {
        if let Ok(length) = serde_json_core::to_slice(answer, &mut buffer) {
            buffer.truncate(length);
            break;
        }
        buffer.resize(buffer.len() * 4, 0);
    }
    String::from_utf8(buffer).unwrap_or_default()
}

fn counts(engine: &Engine, requests: &[Request]) -> Result<Step<Vec<u32>>, Error> {
    let mut totals = Vec::with_capacity(requests.len());
    let mut missing = Vec::new();
    for request in requests {
        let request = Request {
            limit: 0,
            offset: 0,
            facets: false,
            ..request.clone()
        };
        match engine.search(&request)? {
            Step::Done(answer) => totals.push(answer.total),
            Step::Need(files) => missing.extend(files),
        }
    }
    missing.sort_unstable();
    missing.dedup();
    Ok(if missing.is_empty() {
        Step::Done(totals)
    } else {
        Step::Need(missing)
    })
}

/// The id that an answer to this request carries.
pub(crate) fn id_of(request: &ToWorker) -> Option<u32> {
    match request {
        ToWorker::Search { id, .. }
        | ToWorker::Values { id, .. }
        | ToWorker::Counts { id, .. }
        | ToWorker::Json { id, .. } => Some(*id),
        ToWorker::Warm | ToWorker::Retry => None,
    }
}
