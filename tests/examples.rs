//! The example of every kind and family, laid out: the geometry of the law holds on it, and the page is the one that was looked at and
//! accepted (a snapshot of every line with its place, to a tenth of a millimetre).

mod common;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use vanthu::page::{Layout, PageFacts, Status, measure, read};
use vanthu::plan::KindName;

fn plans() -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("plans"))
        .expect("plans/")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|e| e == "yaml"))
        .map(|path| {
            let name = path.file_stem().and_then(|n| n.to_str()).expect("a name").to_owned();
            (name, std::fs::read_to_string(path).expect("readable"))
        })
        // Copies are laid on other documents: tests/copies.rs.
        .filter(|(_, text): &(String, String)| !value(text, "loai:").is_some_and(|word| word.contains("sao")))
        .collect();
    found.sort();
    found
}

fn value<'a>(plan: &'a str, key: &str) -> Option<&'a str> {
    plan.lines().find_map(|line| line.strip_prefix(key)).map(str::trim)
}

#[test]
fn every_kind_has_an_example() {
    let plans = plans();
    for word in KindName::WORDS.iter().filter(|word| !word.contains("sao")) {
        assert!(plans.iter().any(|(_, text)| value(text, "loai:") == Some(word)), "{word}");
    }
    for family in ["mttq", "dang"] {
        assert!(plans.iter().any(|(_, text)| value(text, "he:") == Some(family)), "{family}");
    }
}

/// Every line with its place in mm, size and face.
fn page_text(facts: &PageFacts) -> String {
    let mut out = String::new();
    let mm = |pt: f64| pt / 72.0 * 25.4;
    for (number, page) in (1..).zip(&facts.pages) {
        let _ = writeln!(out, "── {number}");
        for line in &page.lines {
            let run = line.main_run().expect("a line has text");
            let face = match (run.is_bold(), run.is_italic()) {
                (true, true) => "bi",
                (true, false) => "b",
                (false, true) => "i",
                _ => "",
            };
            let _ = writeln!(
                out,
                "{:>6.1}{:>7.1} {:>4.1}{face:<2} {}",
                mm(line.x0()),
                mm(line.baseline()),
                line.size(),
                line.text()
            );
        }
    }
    out
}

#[test]
fn pages_are_the_ones_that_were_accepted() {
    for (name, text) in plans() {
        let facts = read(&common::pdf_of(&text)).expect("readable");
        insta::with_settings!({ snapshot_path => "snapshots/examples", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, page_text(&facts));
        });
    }
}

/// The checks that a Party document does not answer to: its own rules are other ones, and known at second hand only.
const NOT_OF_THE_PARTY: &[&str] = &["G08", "G09", "G10", "G11", "G12", "G13", "G15", "G18", "G19"];

#[test]
fn the_geometry_of_the_law_holds_on_all_of_them() {
    let mut passed: BTreeMap<&str, usize> = BTreeMap::new();
    let mut skipped: BTreeMap<&str, usize> = BTreeMap::new();
    let mut failed = String::new();
    for (name, text) in plans() {
        let facts = read(&common::pdf_of(&text)).expect("readable");
        let layout = if value(&text, "loai:") == Some("cong-van") { Layout::Letter } else { Layout::Titled };
        let party = value(&text, "he:") == Some("dang");
        for m in measure(&facts, layout) {
            match m.status {
                _ if party && NOT_OF_THE_PARTY.contains(&m.id) => *skipped.entry(m.id).or_default() += 1,
                Status::Pass => *passed.entry(m.id).or_default() += 1,
                Status::NotEvaluated => *skipped.entry(m.id).or_default() += 1,
                Status::Fail => {
                    let _ = writeln!(failed, "{name}: {} p{} {} (cần: {})", m.id, m.page, m.measured.vi, m.expected.vi);
                }
            }
        }
    }
    assert!(failed.is_empty(), "{failed}");
    // Shown with `--nocapture`: how often each was measured.
    #[allow(clippy::print_stdout)]
    for (id, count) in &passed {
        println!("{id}: {count} đạt, {} không áp dụng", skipped.get(id).unwrap_or(&0));
    }
    for id in ["G01", "G09", "G17", "G18", "G19", "G25", "G26", "G29", "G30", "G31"] {
        assert!(passed.contains_key(id), "{id} was never evaluated");
    }
}

/// What the typesetter says of its pages is what the exported PDF says when it is read back.
#[test]
fn the_typesetter_and_the_pdf_tell_the_same_facts() {
    let engine = vanthu::Engine::built_in().expect("built-in templates");
    for (name, text) in plans() {
        let made = common::typeset(&engine, &text, "plans").0.expect("an example");
        if made.document.appendices.iter().any(|appendix| appendix.pdf.is_some()) {
            continue;
        }
        let own = vanthu::typeset::facts(&made.pages);
        let read = read(&common::pdf_of(&text)).expect("readable");
        assert_eq!(own.parts, read.parts, "{name}");
        assert_eq!(own.pages.len(), read.pages.len(), "{name}");
        // A PDF rounds: advances to whole units of the font, places to a few decimals.
        let near = |a: f64, b: f64, what: &str| assert!((a - b).abs() < 0.02, "{name}: {what}: {a} and {b}");
        for (a, b) in own.pages.iter().zip(&read.pages) {
            near(a.width, b.width, "width");
            near(a.height, b.height, "height");
            near(a.lowest, b.lowest, "lowest ink");
            assert_eq!(a.lines.len(), b.lines.len(), "{name}");
            for (a, b) in a.lines.iter().zip(&b.lines) {
                near(a.word_gap, b.word_gap, &format!("{} and {}", a.text(), b.text()));
                assert_eq!(a.runs.len(), b.runs.len(), "{name}: {} and {}", a.text(), b.text());
                for (a, b) in a.runs.iter().zip(&b.runs) {
                    assert_eq!((&a.text, &a.font, a.embedded), (&b.text, &b.font, b.embedded), "{name}");
                    for (a, b) in [(a.size, b.size), (a.x0, b.x0), (a.x1, b.x1), (a.baseline, b.baseline)] {
                        near(a, b, "a run");
                    }
                    assert!(a.color.iter().zip(b.color).all(|(a, b)| (a - b).abs() < 0.01), "{name}: colours");
                }
            }
            assert_eq!((a.rules.len(), a.images.len()), (b.rules.len(), b.images.len()), "{name}");
            for (a, b) in a.rules.iter().zip(&b.rules) {
                for (a, b) in [(a.x0, b.x0), (a.y0, b.y0), (a.x1, b.x1), (a.y1, b.y1)] {
                    near(a, b, "a rule");
                }
                assert_eq!(a.dashed, b.dashed, "{name}");
            }
            for (a, b) in a.images.iter().zip(&b.images) {
                for (a, b) in [(a.x0, b.x0), (a.y0, b.y0), (a.x1, b.x1), (a.y1, b.y1)] {
                    near(a, b, "a picture");
                }
            }
        }
    }
}
