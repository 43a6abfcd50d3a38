//! How long work tells whoever watches how far it is.

/// Told about the steps of a long piece of work, from any thread.
///
/// The command line shows a bar on a terminal and plain lines elsewhere; a caller
/// that does not care passes [`Silent`].
pub trait Progress: Sync {
    /// A step begins. `total` counts what [`advance`](Progress::advance) will add up
    /// to; zero when it is not known.
    fn begin(&self, step: &str, total: u64);

    /// So much more of the current step is done.
    fn advance(&self, by: u64);

    /// The current step is over. `summary` says what came of it (`648 issues`).
    fn end(&self, summary: &str);
}

/// Tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _step: &str, _total: u64) {}
    fn advance(&self, _by: u64) {}
    fn end(&self, _summary: &str) {}
}
