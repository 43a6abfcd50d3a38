//! Help for the people who make the next issue: was this link in one before?

mod draft;
mod key;
mod past;
mod stats;

pub use draft::{against, repeats};
pub use past::{Past, Sighting};
pub use stats::{DomainCount, KindCount, Stats, stats};
