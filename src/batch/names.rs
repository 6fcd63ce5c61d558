//! Names of files that every system can store, made of the texts of a row.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use minijinja::Value as Jinja;

use crate::diag::Problem;
use crate::expression::{fill_text, has_expression};
use crate::vi::text::{collapse_spaces, nfc};

/// The longest name in bytes, extension included: systems take 255, and a temporary file needs some.
const MAX_BYTES: usize = 200;

/// Names that Windows keeps for devices.
const DEVICES: &[&str] = &[
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// How the documents of a batch are named.
#[derive(Debug, Clone)]
pub enum Naming {
    /// The plan's `ten_tep`.
    Template(String),
    /// The plan's own name and the number of the row.
    Numbered(String),
}

impl Naming {
    /// By `ten_tep` if the plan has one with an expression, else by the plan's name.
    pub fn new(template: Option<&str>, plan: &str) -> Self {
        match template {
            Some(text) if has_expression(text) => Self::Template(text.to_owned()),
            other => Self::Numbered(other.unwrap_or(plan).to_owned()),
        }
    }

    /// The name of a row's file without its extension; `context` is what the texts of the row's document see.
    ///
    /// # Errors
    /// An expression that fails; a name that is empty.
    pub fn name(&self, row: usize, context: impl FnOnce() -> Jinja) -> Result<String, Problem> {
        let text = match self {
            Self::Numbered(plan) => format!("{plan}-{row:05}"),
            Self::Template(template) => fill_text(template, &context())?,
        };
        let name = safe(&text);
        if name.is_empty() {
            return Err(Problem::EmptyText { key: "ten_tep".to_owned() });
        }
        Ok(name)
    }
}

/// A name that can be stored everywhere: no separators or wildcards, no dots or spaces at the ends, no device, not too long.
fn safe(text: &str) -> String {
    let text = nfc(text);
    let kept: String =
        text.chars().map(|c| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { '-' } else { c }).collect();
    let mut name = collapse_spaces(&kept).trim_matches(['.', ' ']).to_owned();
    // The extension is the program's.
    if name.to_lowercase().ends_with(".pdf") {
        name.truncate(name.len() - 4);
    }
    while name.len() > MAX_BYTES {
        name.pop();
    }
    name.truncate(name.trim_end_matches(['.', ' ']).len());
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    if DEVICES.contains(&stem.as_str()) {
        name.insert(0, '_');
    }
    name
}

/// The names or keys that were given so far, 12 bytes each: two texts with the same 64-bit hash count as one, which happens once in
/// some ten million batches of a million rows, and then asks for another name.
#[derive(Debug, Default)]
pub struct Seen {
    rows: HashMap<u64, u32>,
}

impl Seen {
    /// Remembers a text; the row that had it before.
    pub fn add(&mut self, text: &str, row: usize) -> Option<usize> {
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        match self.rows.entry(hash(text)) {
            std::collections::hash_map::Entry::Occupied(known) => usize::try_from(*known.get()).ok(),
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(row);
                None
            }
        }
    }
}

/// A hash that is the same in every run and on every system.
pub fn hash(text: &str) -> u64 {
    // `DefaultHasher::new` has fixed keys.
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// A name as systems compare it: Windows and macOS take `A` and `a` for one.
pub fn folded(name: &str) -> String {
    name.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_can_store_the_names() {
        for (text, expected) in [
            ("12/GM-UBND: Nguyễn Văn Mẫu", "12-GM-UBND- Nguyễn Văn Mẫu"),
            ("..\\..\\x", "-..-x"),
            ("  a.  ", "a"),
            ("con", "_con"),
            ("NUL.txt", "_NUL.txt"),
            ("a\tb\n", "a-b-"),
            ("e\u{302}\u{301}", "ế"),
            ("???", "---"),
            ("mời 1.PDF", "mời 1"),
            (" . ", ""),
        ] {
            assert_eq!(safe(text), expected, "{text}");
        }
        assert!(safe(&"ế".repeat(500)).len() <= MAX_BYTES);
    }

    #[test]
    fn names_of_rows() {
        let naming = Naming::new(Some("{{ so }}-{{ ho_ten | khong_dau }}"), "gm");
        let context = || Jinja::from_pairs([("so", Jinja::from(12)), ("ho_ten", Jinja::from("Nguyễn Văn Đức"))]);
        assert_eq!(naming.name(5, context).ok(), Some("12-Nguyen Van Duc".to_owned()));
        assert!(naming.name(5, || Jinja::from(())).is_err());
        assert_eq!(Naming::new(None, "gm").name(5, context).ok(), Some("gm-00005".to_owned()));
    }

    #[test]
    fn the_second_of_a_name_is_seen() {
        let mut seen = Seen::default();
        assert_eq!(seen.add("a", 2), None);
        assert_eq!(seen.add("b", 3), None);
        assert_eq!(seen.add("a", 4), Some(2));
    }
}
