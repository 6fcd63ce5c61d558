//! Making fixes: all that go together, as long as the plan then says the same but for them.

use std::path::Path;

use super::kept::says_the_same;
use crate::diag::{Edit, FileId, Fix, Report, Severity, Sources, mended};
use crate::plan::{Loaded, Overrides, read};

/// A plan's text whose fixes are tried before they are made.
#[derive(Debug, Clone, Copy)]
pub struct Mending<'a> {
    /// The text.
    pub text: &'a str,
    /// What the places in the fixes call it.
    pub file: FileId,
    /// The folder that its paths start from.
    pub folder: &'a Path,
}

impl Mending<'_> {
    /// The text with fixes made, and those that were. A fix after which this would be no plan, or one that says something else than
    /// before apart from what was mended, is left out.
    pub fn make<'f>(&self, fixes: &'f [Fix]) -> (String, Vec<&'f Fix>) {
        let unchanged = || (self.text.to_owned(), Vec::new());
        let Some(before) = self.read(self.text) else { return unchanged() };
        let (next, made) = mended(self.text, self.file, fixes);
        if self.holds(&before, &next, &made) {
            return (next, made);
        }
        // One of them is at fault: each is tried by itself.
        let alone = |fix: &&'f Fix| {
            let (next, made) = mended(self.text, self.file, [*fix]);
            self.holds(&before, &next, &made)
        };
        let good: Vec<&'f Fix> = made.into_iter().filter(alone).collect();
        let (next, made) = mended(self.text, self.file, good);
        if self.holds(&before, &next, &made) { (next, made) } else { unchanged() }
    }

    fn holds(&self, (before, errors): &(Loaded, usize), next: &str, made: &[&Fix]) -> bool {
        if made.is_empty() {
            return true;
        }
        let Some((after, left)) = self.read(next) else { return false };
        let edits: Vec<&Edit> = made.iter().flat_map(|fix| &fix.edits).collect();
        left <= *errors && says_the_same(&before.plan, &after.plan, self.file, &edits)
    }

    /// The plan of a text, and how many errors it has.
    fn read(&self, text: &str) -> Option<(Loaded, usize)> {
        let (mut sources, mut report) = (Sources::default(), Report::default());
        let bytes = text.as_bytes().to_vec();
        let tree = read(bytes, "", self.folder, Overrides::default(), &mut sources, &mut report)?;
        let loaded = tree.decode(None, &mut sources, &mut report)?;
        let errors = report.iter().filter(|item| item.severity() == Severity::Error).count();
        Some((loaded, errors))
    }
}
