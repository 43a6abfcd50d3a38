//! What is wrong with an archive, said so that an editor can put it right.

use serde::Serialize;
use std::fmt;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is lost.
    Info,
    /// Something was read differently than its writer may have meant.
    Warning,
    /// Something could not be read and is missing from the index.
    Error,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Path of the source file, as it was named.
    pub file: String,
    /// Line, counted from 1; 0 for the file as a whole.
    pub line: u32,
    /// How bad it is.
    pub severity: Severity,
    /// Stable name of the kind of finding, such as `duplicate-reference`.
    pub code: &'static str,
    /// What was found.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}: {}[{}]: {}",
            self.file, self.line, self.severity, self.code, self.message
        )?;
        if !self.hint.is_empty() {
            write!(f, "\n    hint: {}", self.hint)?;
        }
        Ok(())
    }
}

/// Collects the findings of one file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Findings {
    file: String,
    list: Vec<Diagnostic>,
}

impl Findings {
    pub(crate) fn new(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            list: Vec::new(),
        }
    }

    pub(crate) fn add(
        &mut self,
        severity: Severity,
        line: u32,
        code: &'static str,
        message: impl Into<String>,
        hint: &str,
    ) {
        let (file, message, hint) = (self.file.clone(), message.into(), hint.to_owned());
        self.list.push(Diagnostic {
            file,
            line,
            severity,
            code,
            message,
            hint,
        });
    }

    pub(crate) fn info(
        &mut self,
        line: u32,
        code: &'static str,
        message: impl Into<String>,
        hint: &str,
    ) {
        self.add(Severity::Info, line, code, message, hint);
    }

    pub(crate) fn warn(
        &mut self,
        line: u32,
        code: &'static str,
        message: impl Into<String>,
        hint: &str,
    ) {
        self.add(Severity::Warning, line, code, message, hint);
    }

    pub(crate) fn error(
        &mut self,
        line: u32,
        code: &'static str,
        message: impl Into<String>,
        hint: &str,
    ) {
        self.add(Severity::Error, line, code, message, hint);
    }

    pub(crate) fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }
}
