//! The modules that read what anybody may have written.
#![allow(dead_code, missing_docs, unused_imports)] // Each target needs a part of them.

#[path = "../../src/body/mod.rs"]
pub mod body;
#[path = "../../src/build/mod.rs"]
pub mod build;
#[path = "../../src/crypto/mod.rs"]
pub mod crypto;
#[path = "../../src/diag/mod.rs"]
pub mod diag;
#[path = "../../src/expression/mod.rs"]
pub mod expression;
#[path = "../../src/family/mod.rs"]
pub mod family;
#[path = "../../src/files.rs"]
pub mod files;
#[path = "../../src/lint/mod.rs"]
pub mod lint;
#[path = "../../src/model/mod.rs"]
pub mod model;
#[path = "../../src/overlay/mod.rs"]
pub mod overlay;
#[path = "../../src/page/mod.rs"]
pub mod page;
#[path = "../../src/plan/mod.rs"]
pub mod plan;
#[path = "../../src/sheet/mod.rs"]
pub mod sheet;
#[path = "../../src/verifying/mod.rs"]
pub mod verifying;
#[path = "../../src/vi/mod.rs"]
pub mod vi;
#[path = "../../src/yaml/mod.rs"]
pub mod yaml;

use std::path::Path;

use diag::{Report, Sources};
use family::Families;
use lint::{Subject, examine};
use plan::{Overrides, read};

/// Reads a plan, builds its document and asks the rules: whatever the text is, there is an answer.
pub fn plan_text(text: &[u8]) {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let nowhere = Path::new("/nonexistent");
    let tree = read(text.to_vec(), "x.yaml", nowhere, Overrides::default(), &mut sources, &mut report);
    let Some(loaded) = tree.and_then(|tree| tree.decode(None, &mut sources, &mut report)) else { return };
    let mut more = Vec::new();
    let family = Families::built_in().find("nha-nuoc", None, nowhere, &mut sources, &mut report, &mut more);
    let document = family.and_then(|family| build::build(&loaded, &family, &mut report)).map(|built| built.document);
    let found = examine(&Subject::of_plan(&loaded, document.as_ref(), None), |_| true);
    let list: Vec<_> = found.findings.into_iter().filter_map(|finding| finding.fix).collect();
    let Some(file) = sources.first() else { return };
    let (mended, _) = diag::mended(&sources.get(file).text, file, &list);
    assert!(mended.len() <= sources.get(file).text.len() + 1_000_000);
    drop(diag::human::render(&report, &sources, diag::Lang::Vi, false));
}
