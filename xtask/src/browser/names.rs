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
/// If the list is not understood, or the glue lacks one of the old names: then it is not
/// written as we know it.
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
    let mut missing: Vec<&str> = imports.keys().chain(exports.keys()).copied().collect();
    let mut short = String::with_capacity(glue.len());
    for line in glue.lines() {
        let start = line.len() - line.trim_start().len();
        let (indent, rest) = line.split_at(start);
        let key = rest
            .split_once(": ")
            .map(|(key, _)| key)
            .unwrap_or_default();
        let new = imports.get(key).or_else(|| modules.get(key));
        short.push_str(indent);
        match new {
            Some(new) => {
                missing.retain(|old| *old != key);
                short.push_str(new);
                short.push_str(&exported(&rest[key.len()..], &exports, &mut missing));
            }
            None => short.push_str(&exported(rest, &exports, &mut missing)),
        }
        short.push('\n');
    }
    ensure!(missing.is_empty(), "the glue does not name {missing:?}");
    Ok(short)
}

/// A piece of glue with the new names of what it calls as `wasm.name`.
fn exported(text: &str, exports: &HashMap<&str, &str>, missing: &mut Vec<&str>) -> String {
    const OBJECT: &str = "wasm.";
    let mut parts = text.split(OBJECT);
    let mut short = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let name = |sign: char| sign.is_ascii_alphanumeric() || sign == '_' || sign == '$';
        let end = part.find(|sign| !name(sign)).unwrap_or(part.len());
        let (old, rest) = part.split_at(end);
        missing.retain(|known| *known != old);
        short.push_str(OBJECT);
        short.push_str(exports.get(old).unwrap_or(&old));
        short.push_str(rest);
    }
    short
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
    fn a_name_that_the_glue_lacks_is_an_error() {
        let printed = r#"{"imports": [], "exports": [["session_close", "b"]]}"#;
        let error = shorten(GLUE, printed).unwrap_err().to_string();
        assert!(error.contains("session_close"), "{error}");
    }
}
