//! Every plan in `plans/` and every example in the READMEs is a test.

mod common;

use std::path::Path;

use vanthu::Engine;
use vanthu::diag::{Lang, short};
use vanthu::export::{Standards, pdf};

#[test]
fn every_plan_makes_a_pdf_with_nothing_to_report() {
    let engine = Engine::built_in().expect("built-in templates");
    let mut plans = 0;
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("plans")).expect("plans/") {
        let path = entry.expect("readable").path();
        if path.extension().is_none_or(|e| e != "yaml") {
            continue;
        }
        plans += 1;
        let text = std::fs::read_to_string(&path).expect("readable");
        let (made, mut report, sources) = common::typeset(&engine, &text, "plans");
        // A plan of a batch says that it is laid out with its examples.
        report.retain(|problem| !matches!(problem, vanthu::diag::Problem::ExamplesUsed));
        assert!(report.is_empty(), "{}: {}", path.display(), short::render(&report, &sources, Lang::En));
        let made = made.expect("no errors");
        assert!(pdf(&made.pages, &made.document, &Standards::new(&[]).expect("default"), &mut report).is_some());
    }
    assert!(plans >= 2, "only {plans} plans");
}

/// The fenced blocks of a language in a README.
fn blocks(readme: &str, language: &str) -> Vec<String> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(readme)).expect("readable");
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line == format!("```{language}") {
            found.push(lines.by_ref().take_while(|l| *l != "```").map(|l| format!("{l}\n")).collect());
        }
    }
    found
}

#[test]
fn the_plans_of_the_readmes_are_printed() {
    for readme in ["README.md", "README.vi.md"] {
        let plans = blocks(readme, "yaml");
        assert!(!plans.is_empty(), "{readme} has no plan");
        for plan in plans {
            let facts = vanthu::page::read(&common::pdf_of(&plan)).expect("readable");
            let text: String = facts.pages.iter().flat_map(|p| &p.lines).map(|l| l.text() + "\n").collect();
            for expected in ["Số: /SM-VP", "V/v tổ chức hội nghị mẫu", "50.000.000đ", "Năm mươi triệu đồng"]
            {
                let squeezed = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(squeezed(&text).contains(expected), "{readme}: `{expected}` is not in:\n{text}");
            }
        }
    }
}

#[test]
fn the_messages_of_the_readmes_are_the_program_s() {
    let engine = Engine::built_in().expect("built-in templates");
    for (readme, lang) in [("README.md", Lang::En), ("README.vi.md", Lang::Vi)] {
        let shown = blocks(readme, "text");
        assert_eq!(shown.len(), 1, "{readme}");
        let plan = "loai: cong-van\nky_hieu: SM-VP\nso:\nngay: 2026\ntrich_yeuu: tổ chức hội nghị\n";
        let (_, report, sources) = common::typeset(&engine, plan, "plans");
        let printed = vanthu::diag::human::render(&report, &sources, lang, false);
        assert!(printed.contains(shown[0].trim_end()), "{readme} shows\n{}\nbut the program says\n{printed}", shown[0]);
    }
}
