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

use diag::{Fix, Lang, Report, Sources};
use family::Families;
use lint::{Ignores, Mending, Subject, examine};
use plan::{Overrides, read};

/// Reads a plan, builds its document, asks the rules, says what they found in every form and mends it: whatever the
/// text is, there is an answer, and what was a plan is one after it was mended.
pub fn plan_text(text: &[u8]) {
    let Some((sources, report)) = checked(text) else { return };
    for lang in [Lang::Vi, Lang::En] {
        drop(diag::human::render(&report, &sources, lang, false));
        drop(diag::short::render(&report, &sources, lang));
        drop(diag::json::render(&report, &sources, lang));
        drop(diag::sarif::render(&report, &sources, lang));
        drop(diag::github::render(&report, &sources, lang));
    }
    let Some(file) = sources.first() else { return };
    let (text, folder) = (sources.get(file).text.as_str(), Path::new(NOWHERE));
    let fixes: Vec<Fix> = report.sorted().iter().filter_map(|item| item.fix.clone()).collect();
    let (mended, made) = Mending { text, file, folder }.make(&fixes);
    if !made.is_empty() {
        assert!(checked(mended.as_bytes()).is_some(), "no plan any more:\n{text}\n=== mended:\n{mended}");
    }
}

/// No file is there.
const NOWHERE: &str = "/nonexistent";

/// What `vanthu check` would say; nothing when the text is no plan.
fn checked(text: &[u8]) -> Option<(Sources, Report)> {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let nowhere = Path::new(NOWHERE);
    let tree = read(text.to_vec(), "x.yaml", nowhere, Overrides::default(), &mut sources, &mut report)?;
    let loaded = tree.decode(None, &mut sources, &mut report)?;
    let mut more = Vec::new();
    let family = Families::built_in().find("nha-nuoc", None, nowhere, &mut sources, &mut report, &mut more);
    let document = family.and_then(|family| build::build(&loaded, &family, &mut report)).map(|built| built.document);
    let found = examine(&Subject::of_plan(&loaded, document.as_ref(), None), |_| true);
    let everywhere = loaded.plan.ignored.as_deref().unwrap_or_default();
    let mut ignores = Ignores::read(loaded.file, &sources, everywhere, &mut report);
    for finding in found.findings {
        if !ignores.covers(finding.meta, finding.span) {
            report.add(finding.diagnostic(loaded.file));
        }
    }
    ignores.unused(|_| true, &mut report);
    Some((sources, report))
}
