//! What the integration tests share: plan → PDF in process, with no findings but those expected.
#![allow(dead_code)] // Each test file uses its own part.

use std::path::Path;

use vanthu::diag::{Lang, Report, Sources, short};
use vanthu::export::{Standards, pdf};
use vanthu::plan::Overrides;
use vanthu::{Engine, Typeset};

/// A plan text with its problems, in one line each.
pub fn typeset(engine: &Engine, text: &str, folder: &str) -> (Option<Typeset>, Report, Sources) {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let made =
        engine.typeset(text.as_bytes().to_vec(), "plan.yaml", &folder, Overrides::default(), &mut sources, &mut report);
    (made, report, sources)
}

/// The PDF of a plan text that must have no errors.
pub fn pdf_of(text: &str) -> Vec<u8> {
    let engine = Engine::built_in().expect("built-in templates");
    let (made, mut report, sources) = typeset(&engine, text, "plans");
    let made = made.unwrap_or_else(|| panic!("{}", short::render(&report, &sources, Lang::En)));
    let standards = Standards::new(&[]).expect("default standards");
    pdf(&made.pages, &made.document, &standards, &mut report)
        .unwrap_or_else(|| panic!("{}", short::render(&report, &sources, Lang::En)))
}

/// The PDF of a plan file of this repository.
pub fn render(plan: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(plan);
    pdf_of(&std::fs::read_to_string(path).expect("the plan exists"))
}
