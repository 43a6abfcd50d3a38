//! Standard output: data only, buffered, every failure reported.

use serde::Serialize;
use std::io::{self, BufWriter, StdoutLock, Write};

/// Buffered standard output; [`finish`](Out::finish) must be called at the end so
/// that a full disk or a closed pipe is noticed.
pub(crate) struct Out(BufWriter<StdoutLock<'static>>);

impl Out {
    /// Takes standard output until dropped.
    pub(crate) fn lock() -> Self {
        Self(BufWriter::with_capacity(1 << 16, io::stdout().lock()))
    }

    /// One line of text.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub(crate) fn line(&mut self, text: impl std::fmt::Display) -> io::Result<()> {
        writeln!(self.0, "{text}")
    }

    /// One value as one line of JSON.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub(crate) fn json<T: Serialize + ?Sized>(&mut self, value: &T) -> anyhow::Result<()> {
        serde_json::to_writer(&mut self.0, value)?;
        Ok(self.0.write_all(b"\n")?)
    }

    /// Writes what is still buffered.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
