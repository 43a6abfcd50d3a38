//! Short names between the module and its glue: every reader loads them twice.
//!
//! wasm-opt gives imports and exports names of a letter or two and says which; here the
//! glue learns them.

use anyhow::{Context, ensure};
use serde::Deserialize;
use std::collections::HashMap;

/// The pass of wasm-opt that shortens names, and lists them on standard output.
pub(super) const PASS: &str = "--minify-imports-and-exports-and-modules";
/// Name of the module of all imports after that pass.
const MODULE: &str = "a";

/// What wasm-opt prints.
#[derive(Debug, Deserialize)]
struct Printed {
    /// Module, old and new name.
    imports: Vec<(String, String, String)>,
    /// Old and new name.
    exports: Vec<(String, String)>,
}

/// The glue with the new names that `printed` lists.
///
/// # Errors
/// If the list is not understood, or the glue lacks an import or calls what is not
/// exported: then it is not written as we know it.
pub(super) fn shorten(glue: &str, printed: &str) -> anyhow::Result<String> {
    let list: Printed = serde_json::from_str(printed).context("wasm-opt's list of names")?;
    let mut imports: HashMap<&str, &str> = HashMap::new();
    let mut modules: HashMap<String, &str> = HashMap::new();
    for (module, old, new) in &list.imports {
        imports.insert(old, new);
        modules.insert(format!("\"{module}\""), MODULE);
    }
    let exports = list.exports.iter();
    let exports: HashMap<&str, &str> = exports.map(|(old, new)| (&**old, &**new)).collect();
    let mut missing: Vec<&str> = imports.keys().copied().collect();
    let mut short = String::with_capacity(glue.len());
    for line in glue.lines() {
        let start = line.len() - line.trim_start().len();
        let (indent, mut rest) = line.split_at(start);
        short.push_str(indent);
        let key = rest.split_once(": ").map_or("", |(key, _)| key);
        if let Some(new) = imports.get(key).or_else(|| modules.get(key)) {
            missing.retain(|old| *old != key);
            short.push_str(new);
            rest = &rest[key.len()..];
        }
        exported(rest, &exports, &mut short)?;
        short.push('\n');
    }
    ensure!(missing.is_empty(), "the glue does not name {missing:?}");
    Ok(short)
}

/// Adds a piece of glue with the new names of what it calls as `wasm.name`.
fn exported(text: &str, exports: &HashMap<&str, &str>, short: &mut String) -> anyhow::Result<()> {
    const OBJECT: &str = "wasm.";
    let mut parts = text.split(OBJECT);
    short.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let name = |sign: char| sign.is_ascii_alphanumeric() || sign == '_' || sign == '$';
        let end = part.find(|sign| !name(sign)).unwrap_or(part.len());
        let (old, rest) = part.split_at(end);
        let new = exports.get(old);
        let new = new.with_context(|| format!("the module does not export {old}"))?;
        for piece in [OBJECT, new, rest] {
            short.push_str(piece);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = r#"const import0 = {
    __wbg_now_1: function() {
        wasm.session_open(wasm.memory.buffer);
    },
};
return {
    "./app_bg.js": import0,
};
"#;

    #[test]
    fn the_glue_learns_the_new_names() {
        let printed = r#"{"imports": [["./app_bg.js", "__wbg_now_1", "a"]],
            "exports": [["session_open", "b"], ["memory", "c"]]}"#;
        let short = shorten(GLUE, printed).unwrap();
        assert!(short.contains("    a: function() {\n"), "{short}");
        assert!(short.contains("wasm.b(wasm.c.buffer)"), "{short}");
        assert!(short.contains("    a: import0"), "{short}");
    }

    #[test]
    fn names_that_do_not_fit_are_errors() {
        let error = |printed: &str| shorten(GLUE, printed).unwrap_err().to_string();
        let open = error(r#"{"imports": [], "exports": [["memory", "c"]]}"#);
        assert!(open.contains("session_open"), "{open}");
        let later = r#"[["./app_bg.js", "__wbg_later_2", "a"]]"#;
        let both = r#"[["session_open", "b"], ["memory", "c"]]"#;
        let later = error(&format!(r#"{{"imports": {later}, "exports": {both}}}"#));
        assert!(later.contains("__wbg_later_2"), "{later}");
    }
}
