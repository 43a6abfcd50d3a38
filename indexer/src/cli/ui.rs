//! Standard error: what people read while they wait and when something fails.

use super::error::Advised;
use anstyle::{AnsiColor, Style};
use backissue::progress::Progress;
use indicatif::{ProgressBar, ProgressStyle};
use std::fmt::Display;
use std::io::Write;
use std::sync::Mutex;
use std::time::Instant;

const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
const CYAN: Style = AnsiColor::Cyan.on_default();

/// Speaks to people on standard error. Colours come and go with the terminal and
/// `NO_COLOR`. What cannot be written is lost: there is nobody left to tell.
pub(crate) struct Ui {
    quiet: bool,
    step: Mutex<Option<Step>>,
}

/// The step being shown.
struct Step {
    name: String,
    begun: Instant,
    bar: ProgressBar,
}

impl Ui {
    /// `quiet` leaves warnings and errors only.
    pub(crate) fn new(quiet: bool) -> Self {
        Self {
            quiet,
            step: Mutex::new(None),
        }
    }

    /// A line of news.
    pub(crate) fn note(&self, text: impl Display) {
        if !self.quiet {
            self.print(text);
        }
    }

    /// A line the command is of no use without.
    pub(crate) fn say(&self, text: impl Display) {
        self.print(text);
    }

    /// Something odd that does not stop the work.
    pub(crate) fn warn(&self, text: impl Display) {
        self.print(format_args!("{YELLOW}warning:{YELLOW:#} {text}"));
    }

    /// Why the command failed: the error, its causes, and advice where there is any.
    pub(crate) fn error(&self, error: &anyhow::Error) {
        self.print(format_args!("{RED}error:{RED:#} {error}"));
        let mut said = error.to_string();
        for cause in error.chain().skip(1) {
            let text = cause.to_string();
            if !said.contains(&text) {
                self.print(format_args!("  because: {text}"));
            }
            said = text;
        }
        if let Some(advised) = error.chain().find_map(|e| e.downcast_ref::<Advised>()) {
            self.print(format_args!("  {CYAN}hint:{CYAN:#} {}", advised.hint));
        }
    }

    fn print(&self, text: impl Display) {
        let mut stderr = anstream::stderr().lock();
        let _ = writeln!(stderr, "{text}");
    }

    fn with_step(&self, act: impl FnOnce(&mut Option<Step>)) {
        // A panic elsewhere leaves at worst a stale bar.
        let mut step = self
            .step
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        act(&mut step);
    }
}

/// A bar on a terminal; elsewhere one line per finished step.
impl Progress for Ui {
    fn begin(&self, step: &str, total: u64) {
        let bar = if self.quiet {
            ProgressBar::hidden()
        } else {
            bar(step, total)
        };
        self.with_step(|slot| {
            *slot = Some(Step {
                name: step.to_owned(),
                begun: Instant::now(),
                bar,
            });
        });
    }

    fn advance(&self, by: u64) {
        self.with_step(|slot| {
            if let Some(step) = slot {
                step.bar.inc(by);
            }
        });
    }

    fn end(&self, summary: &str) {
        self.with_step(|slot| {
            if let Some(step) = slot.take() {
                step.bar.finish_and_clear();
                let ms = step.begun.elapsed().as_millis();
                self.note(format_args!("{:<10} {summary} ({ms} ms)", step.name));
            }
        });
    }
}

/// A bar that draws on a terminal only.
fn bar(step: &str, total: u64) -> ProgressBar {
    let (bar, template) = if total == 0 {
        (ProgressBar::new_spinner(), "{msg:10} {spinner}")
    } else {
        (ProgressBar::new(total), "{msg:10} [{bar:30}] {pos}/{len}")
    };
    let style = ProgressStyle::with_template(template);
    if let Ok(style) = style {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.set_message(step.to_owned());
    bar
}

/// A byte count as people read it: `812 B`, `4.2 kB`, `1.6 MB`.
pub(crate) fn bytes(count: u64) -> String {
    #[allow(
        clippy::cast_precision_loss,
        reason = "for people: two digits are enough"
    )]
    let count_f = count as f64;
    match count {
        0..1_000 => format!("{count} B"),
        1_000..1_000_000 => format!("{:.1} kB", count_f / 1e3),
        _ => format!("{:.1} MB", count_f / 1e6),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn bytes_read_well() {
        assert_eq!(super::bytes(812), "812 B");
        assert_eq!(super::bytes(4_240), "4.2 kB");
        assert_eq!(super::bytes(1_600_000), "1.6 MB");
    }
}
