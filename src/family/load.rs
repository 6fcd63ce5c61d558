//! Finding and reading family files.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::Family;
use crate::diag::{Problem, Report, Sources, Span, Text};
use crate::plan::decode::Decode;
use crate::plan::lookup;
use crate::yaml::{self, Entry, Node, Value};

/// The families inside the program: the word of `he`, and the file.
const BUILT_IN: &[(&str, &str)] = &[
    ("nha-nuoc", include_str!("../../templates/he/nha-nuoc.yaml")),
    ("mttq", include_str!("../../templates/he/mttq.yaml")),
    ("dang", include_str!("../../templates/he/dang.yaml")),
];

/// The key under which a family names the one whose values it takes over.
const BASE: &str = "theo";

/// The families inside the program, each read once, when the first document asks for it.
#[derive(Debug)]
pub struct Families {
    built_in: [OnceLock<Option<Arc<Family>>>; BUILT_IN.len()],
}

impl Families {
    /// The families inside the program; none of them ever fails to read (see the tests).
    pub fn built_in() -> Self {
        Self { built_in: std::array::from_fn(|_| OnceLock::new()) }
    }

    /// The families inside the program, by their words.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Arc<Family>)> {
        BUILT_IN.iter().filter_map(|(word, _)| Some((*word, self.known(word)?)))
    }

    /// The family inside the program behind a word.
    fn known(&self, word: &str) -> Option<Arc<Family>> {
        let ((_, text), cell) = BUILT_IN.iter().zip(&self.built_in).find(|((name, _), _)| *name == word)?;
        cell.get_or_init(|| {
            let (mut sources, mut report) = (Sources::default(), Report::default());
            let node = yaml::read_own(text)?;
            decode(node, Path::new(""), &mut sources, &mut report, &mut Vec::new()).map(Arc::new)
        })
        .clone()
    }

    /// The family behind the `he` of a plan: a file `he/WORD.yaml` near the plan, or one inside the program.
    pub fn find(
        &self,
        word: &str,
        span: Option<Span>,
        folder: &Path,
        sources: &mut Sources,
        report: &mut Report,
        read: &mut Vec<PathBuf>,
    ) -> Option<Arc<Family>> {
        let (found, looked) = lookup(word, "he", folder);
        if let Some(path) = found {
            let node = read_file(&path, span, sources, report)?;
            read.push(path);
            return decode(node, folder, sources, report, read).map(Arc::new);
        }
        let known = self.known(word);
        if known.is_none() {
            let near = crate::plan::decode::nearest(word, BUILT_IN.iter().map(|(name, _)| *name));
            let known = BUILT_IN.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
            report.push(Problem::FamilyNotFound { name: word.to_owned(), known, looked, near }, span);
        }
        known
    }
}

fn read_text(bytes: Vec<u8>, name: &str, sources: &mut Sources, report: &mut Report) -> Option<Node> {
    yaml::read_bytes(bytes, name, sources, report).map(|(_, node)| node)
}

fn read_file(path: &Path, span: Option<Span>, sources: &mut Sources, report: &mut Report) -> Option<Node> {
    match std::fs::read(path) {
        Ok(bytes) => read_text(bytes, &path.display().to_string(), sources, report),
        Err(error) => {
            let path = path.display().to_string();
            report.push(Problem::CannotRead { path, why: Text::of_io(&error) }, span);
            None
        }
    }
}

/// Reads a family, laid on the one that it takes over.
fn decode(
    node: Node,
    folder: &Path,
    sources: &mut Sources,
    report: &mut Report,
    read: &mut Vec<PathBuf>,
) -> Option<Family> {
    let base = match node.get(BASE).and_then(|entry| Some((entry.value.as_text()?, entry.value.span))) {
        None => return Family::decode(&node, "he", report),
        Some((word, span)) => {
            let built_in = BUILT_IN.iter().find(|(name, _)| *name == word);
            let (found, looked) = lookup(&word, "he", folder);
            match (found, built_in) {
                (Some(path), _) => {
                    let base = read_file(&path, span, sources, report)?;
                    read.push(path);
                    base
                }
                (None, Some((_, text))) => yaml::read_own(text)?,
                (None, None) => {
                    let known = BUILT_IN.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
                    let problem = Problem::FamilyNotFound { name: word, known, looked, near: None };
                    report.push(problem, span);
                    return None;
                }
            }
        }
    };
    if let Some(again) = base.get(BASE) {
        report.push(Problem::FamilyNested, again.key_span);
        return None;
    }
    let own = match node.value {
        Value::Map(entries) => {
            let kept: Vec<Entry> = entries.into_iter().filter(|e| e.key != BASE).collect();
            Node { value: Value::Map(kept), ..node }
        }
        _ => node,
    };
    Family::decode(&Node::merged(&base, &own), "he", report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_families_inside_the_program_read() {
        for (word, text) in BUILT_IN {
            let (mut sources, mut report) = (Sources::default(), Report::default());
            let node = read_text(text.as_bytes().to_vec(), word, &mut sources, &mut report).expect(word);
            let family = decode(node, Path::new(""), &mut sources, &mut report, &mut Vec::new());
            let shown = crate::diag::short::render(&report, &sources, crate::diag::Lang::En);
            assert!(family.is_some() && report.is_empty(), "{word}: {shown}");
        }
    }
}
