//! Words that mean the same here, as folded tokens; one line per meaning.

/// Each line holds names of one thing, separated by `=`; a name of several words
/// is found when the words stand side by side.
const TABLE: &[&str] = &[
    "wasm=webassembly",
    "borrowck=borrow checker",
    "k8s=kubernetes",
    "gc=garbage collector=garbage collection",
    "ci=continuous integration",
    "cpp=c++",
    "csharp=c#",
    "postgres=postgresql",
    "gat=generic associated types",
    "gats=generic associated types",
    "mir=mid level ir",
    "tait=type alias impl trait",
    "gsoc=google summer of code",
    "twir=this week in rust",
    "ffi=foreign function interface",
    "i18n=internationalization=internationalisation",
    "l10n=localization=localisation",
    "a11y=accessibility",
    "llm=large language model",
    "perf=performance",
];

/// Most words a name in the table has.
pub const LONGEST: usize = 4;

/// The table: per meaning, its names.
pub fn table() -> impl Iterator<Item = impl Iterator<Item = &'static str>> {
    TABLE.iter().map(|line| line.split('='))
}

/// Other names of the thing called `words` (one or more folded tokens).
pub fn synonyms(words: &[&str]) -> Vec<Vec<String>> {
    let same = |name: &str| name.split(' ').eq(words.iter().copied());
    let meanings = TABLE.iter().filter(|line| line.split('=').any(same));
    let others = meanings.flat_map(|line| line.split('=').filter(|name| !same(name)));
    others
        .map(|name| name.split(' ').map(str::to_owned).collect())
        .collect()
}
