//! Errors as people read them: what failed, why, and what to do.

use std::io;

/// A failure with a piece of advice, printed on a line of its own.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(crate) struct Advised {
    message: String,
    /// What to do about it.
    pub(crate) hint: String,
}

/// An error with advice, for `return Err(advised(…))`.
pub(crate) fn advised(message: impl Into<String>, hint: impl Into<String>) -> anyhow::Error {
    Advised {
        message: message.into(),
        hint: hint.into(),
    }
    .into()
}

/// Whether the error comes from a reader that went away (`backissue … | head`).
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let kind = match cause.downcast_ref::<io::Error>() {
            Some(error) => Some(error.kind()),
            None => cause
                .downcast_ref::<serde_json::Error>()
                .and_then(|e| e.io_error_kind()),
        };
        kind == Some(io::ErrorKind::BrokenPipe)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    #[test]
    fn a_closed_pipe_is_found_below_context_and_inside_json() {
        let pipe = || io::Error::from(io::ErrorKind::BrokenPipe);
        let wrapped = Err::<(), _>(pipe()).context("cannot print").unwrap_err();
        assert!(is_broken_pipe(&wrapped));
        assert!(is_broken_pipe(&serde_json::Error::io(pipe()).into()));
        let other = io::Error::from(io::ErrorKind::NotFound);
        assert!(!is_broken_pipe(&other.into()));
    }
}
