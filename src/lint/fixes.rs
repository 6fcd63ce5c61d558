//! Every fix of a case, applied: the plan can still be read, and the rule is quiet at that place.

use std::path::{Path, PathBuf};

use super::{Fix, Fixable, Needs, Subject, all, examine};
use crate::build::build;
use crate::diag::{Lang, Report, Sources, short};
use crate::family::Families;
use crate::plan::{Overrides, read};

/// The fixes of what a rule finds in a plan, and how many findings have none.
fn fixes(bytes: Vec<u8>, name: &str, path: &Path) -> (Vec<Fix>, usize) {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans");
    let shown = path.display().to_string();
    let tree = read(bytes, &shown, &folder, Overrides::default(), &mut sources, &mut report);
    let loaded = tree.and_then(|tree| tree.decode(None, &mut sources, &mut report));
    let loaded = loaded.unwrap_or_else(|| panic!("{shown}: {}", short::render(&report, &sources, Lang::En)));
    let word = loaded.plan.family.as_ref().map_or("nha-nuoc", |he| he.value.as_str());
    let mut files = Vec::new();
    let family = Families::built_in().find(word, None, &folder, &mut sources, &mut report, &mut files);
    let built = build(&loaded, &family.expect("a family"), &mut report);
    let document = built.map(|built| built.document);
    let subject = Subject::of_plan(&loaded, document.as_ref(), None);
    let examined = examine(&subject, |meta| meta.code.to_string() == name);
    let all = examined.findings.len();
    let fixes: Vec<Fix> = examined.findings.into_iter().filter_map(|finding| finding.fix).collect();
    let without = all - fixes.len();
    (fixes, without)
}

/// The text with all edits made, from its end.
fn mended(bytes: &[u8], fixes: Vec<Fix>) -> Vec<u8> {
    let mut edits: Vec<_> = fixes.into_iter().flat_map(|fix| fix.edits).collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    let mut text = bytes.to_vec();
    for edit in edits {
        text.splice(edit.span.start..edit.span.end, edit.text.bytes());
    }
    text
}

fn cases(code: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules").join(code);
    let entries = std::fs::read_dir(folder).map(|all| all.filter_map(Result::ok).map(|entry| entry.path()).collect());
    entries.unwrap_or_default()
}

#[test]
fn a_fixed_plan_has_only_what_cannot_be_fixed() {
    let mut wrong = Vec::new();
    for meta in all().iter().map(|rule| rule.meta()).filter(|meta| meta.needs == Needs::Plan) {
        let code = meta.code.to_string();
        let mut mends = false;
        for path in cases(&code) {
            let bytes = std::fs::read(&path).expect("a case");
            let (found, without) = fixes(bytes.clone(), &code, &path);
            mends |= !found.is_empty();
            if found.is_empty() {
                continue;
            }
            let (again, left) = fixes(mended(&bytes, found), &code, &path);
            if !again.is_empty() || left != without {
                wrong.push(format!(
                    "{}: {} fixes again, {left} without, {without} before",
                    path.display(),
                    again.len()
                ));
            }
        }
        if mends != (meta.fixable != Fixable::No) {
            wrong.push(format!("{code}: says {:?}, and its cases were mended: {mends}", meta.fixable));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
