//! The cases of the rules that read plans: `tests/rules/VT…/`. A file whose name begins with `sai` has its findings of that rule in its own
//! first lines (`# thấy 12:5`: line and column), one that begins with `dung` has none.

use std::path::{Path, PathBuf};

use super::{Needs, Subject, all, examine};
use crate::build::build;
use crate::diag::{Lang, Report, Sources, short};
use crate::family::Families;
use crate::plan::{Overrides, read};

/// The places at which a rule finds something in a plan.
fn places(path: &Path, name: &str) -> Vec<String> {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let bytes = std::fs::read(path).expect("a case");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans");
    let shown = path.display().to_string();
    let tree = read(bytes, &shown, &folder, Overrides::default(), &mut sources, &mut report);
    let loaded = tree.and_then(|tree| tree.decode(None, &mut sources, &mut report));
    let loaded = loaded.unwrap_or_else(|| panic!("{}", short::render(&report, &sources, Lang::En)));
    let word = loaded.plan.family.as_ref().map_or("nha-nuoc", |he| he.value.as_str());
    let mut read = Vec::new();
    let family = Families::built_in().find(word, None, &folder, &mut sources, &mut report, &mut read);
    let built = build(&loaded, &family.expect("a family"), &mut report);
    assert!(!report.has_errors(), "{}", short::render(&report, &sources, Lang::En));
    let document = built.map(|built| built.document);
    let subject = Subject::of_plan(&loaded, document.as_ref(), None);
    let examined = examine(&subject, |meta| meta.code.to_string() == name);
    let place = |span| {
        let at = sources.position(span);
        format!("{}:{}", at.line, at.column)
    };
    let mut places: Vec<String> =
        examined.findings.iter().map(|f| f.span.map_or_else(|| "-".to_owned(), place)).collect();
    places.sort();
    places
}

#[test]
fn every_rule_of_plans_has_a_case_that_fails_and_one_that_passes() {
    let only = std::env::var("VANTHU_RULE").ok();
    let mut wrong = Vec::new();
    for meta in all().iter().map(|rule| rule.meta()).filter(|meta| meta.needs == Needs::Plan) {
        let code = meta.code.to_string();
        if only.as_ref().is_some_and(|only| *only != code) {
            continue;
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules").join(&code);
        let (mut failing, mut passing) = (0, 0);
        let mut paths: Vec<_> = std::fs::read_dir(&folder)
            .map(|entries| entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect())
            .unwrap_or_default();
        paths.sort();
        for path in paths.iter().filter(|path| path.extension().is_some_and(|e| e == "yaml")) {
            let text = std::fs::read_to_string(path).expect("text");
            let said = text.lines().filter_map(|line| line.strip_prefix("# thấy ")).map(|rest| rest.trim().to_owned());
            let mut expected: Vec<String> = said.collect();
            expected.sort();
            if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("sai")) {
                failing += 1;
                if expected.is_empty() {
                    wrong.push(format!("{}: says no finding", path.display()));
                }
            } else {
                passing += 1;
            }
            let found = places(path, &code);
            if found != expected {
                wrong.push(format!("{}: found {found:?}, expected {expected:?}", path.display()));
            }
        }
        if failing == 0 || passing == 0 {
            wrong.push(format!("{code}: {failing} failing and {passing} passing cases"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The data files under a folder.
fn lists(folder: &Path, found: &mut Vec<PathBuf>) {
    for path in std::fs::read_dir(folder).expect("a folder").filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        if path.is_dir() {
            lists(&path, found);
        } else if path.extension().is_some_and(|e| e == "txt") {
            found.push(path);
        }
    }
}

#[test]
fn every_data_file_says_how_sure_it_is() {
    let mut found = Vec::new();
    lists(Path::new(file!()).parent().expect("the folder of this file"), &mut found);
    assert!(found.len() > 20, "{found:?}");
    found.retain(|path| {
        let text = std::fs::read_to_string(path).expect("text");
        !text.lines().any(|line| line.starts_with('#') && line.to_lowercase().contains("confidence"))
    });
    assert!(found.is_empty(), "no line about confidence: {found:?}");
}

#[test]
fn the_examples_have_no_errors() {
    let plans = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans");
    let mut told = Vec::new();
    for entry in std::fs::read_dir(&plans).expect("the examples").filter_map(Result::ok) {
        let path = entry.path();
        if path.extension().is_none_or(|e| e != "yaml") {
            continue;
        }
        for meta in all().iter().map(|rule| rule.meta()).filter(|meta| meta.needs == Needs::Plan) {
            for place in places(&path, &meta.code.to_string()) {
                told.push((meta.severity, format!("{} {} {place}", path.display(), meta.code)));
            }
        }
    }
    // Seen with `cargo test … -- --nocapture`: false alarms in real documents are looked at, too.
    let errors: Vec<&String> =
        told.iter().filter(|(s, _)| *s == crate::diag::Severity::Error).map(|(_, line)| line).collect();
    for (severity, line) in &told {
        drop(writeln(&format!("{severity:?} {line}")));
    }
    assert!(errors.is_empty(), "{errors:#?}");
}

/// Standard error of a test, which is shown where it fails.
fn writeln(line: &str) -> std::io::Result<()> {
    use std::io::Write;
    writeln!(std::io::stderr(), "{line}")
}
