//! Pages made by others: each file of `tests/rules/page/` breaks exactly the rules that `cases.txt` names for it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::lint::{Examined, Needs, Outcome, all, examine_pages};
use crate::page::read;

fn folder() -> PathBuf {
    let own = std::env::var_os("VANTHU_PAGES").map(PathBuf::from);
    own.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/page"))
}

fn judged(pdf: &[u8]) -> Examined {
    let facts = read(pdf).expect("a sound PDF");
    examine_pages(facts, |meta| meta.needs == Needs::Page)
}

/// The files and the codes that are to be found in each.
fn cases() -> Vec<(String, BTreeSet<String>)> {
    let text = std::fs::read_to_string(folder().join("cases.txt")).expect("cases.txt");
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (name, codes) = line.split_once(':').expect("FILE.pdf: CODES");
            (name.to_owned(), codes.split_whitespace().map(str::to_owned).collect())
        })
        .collect()
}

#[test]
fn exactly_the_planted_faults_are_found() {
    let mut wrong = Vec::new();
    for (name, expected) in cases() {
        let pdf = std::fs::read(folder().join(&name)).expect("a case");
        let examined = judged(&pdf);
        let found: BTreeSet<String> = examined.findings.iter().map(|f| f.meta.code.to_string()).collect();
        if found != expected {
            let told: Vec<String> =
                examined.findings.iter().map(|f| format!("  {} {:?} {}", f.meta.code, f.page, f.message.vi)).collect();
            wrong.push(format!("{name}: expected {expected:?}\n{}", told.join("\n")));
        }
        assert!(examined.findings.iter().all(|finding| finding.page.is_some()), "{name}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_page_that_fails_and_one_that_passes() {
    let cases = cases();
    let mut passed = BTreeSet::new();
    for (name, _) in &cases {
        let examined = judged(&std::fs::read(folder().join(name)).expect("a case"));
        let passes = examined.outcomes.iter().filter(|(_, outcome)| *outcome == Outcome::Passed);
        passed.extend(passes.map(|(meta, _)| meta.code.0));
    }
    let mut missing = Vec::new();
    for meta in all().iter().map(|rule| rule.meta()).filter(|meta| meta.needs == Needs::Page) {
        let code = meta.code.to_string();
        if !cases.iter().any(|(_, codes)| codes.contains(&code)) {
            missing.push(format!("{code} has no failing page"));
        }
        if !passed.contains(&meta.code.0) {
            missing.push(format!("{code} has no passing page"));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// What one rule says of a case.
fn said(name: &str, code: u16) -> Vec<String> {
    let examined = judged(&std::fs::read(folder().join(name)).expect("a case"));
    let own = examined.findings.into_iter().filter(|finding| finding.meta.code.0 == code);
    own.map(|finding| finding.message.vi).collect()
}

#[test]
fn each_part_of_a_wrong_size_is_named_once() {
    let said = said("noi-dung-noi-nhan-sai-co.pdf", 808);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].contains("nội dung: 12,0 pt") && said[0].contains("chỗ nữa ở trang này"), "{said:?}");
    assert!(said[1].contains("nơi nhận: 13,0 pt"), "{said:?}");
}

#[test]
fn every_fault_of_a_number_is_named() {
    let said = said("so-nam-sai.pdf", 853);
    let [all] = said.as_slice() else { panic!("{said:?}") };
    for fault in ["dấu hai chấm", "thừa số 0", "dấu cách quanh", "chữ in hoa"] {
        assert!(all.contains(fault), "{fault}: {all}");
    }
}

#[test]
fn findings_bear_the_page_of_the_file() {
    let examined = judged(&std::fs::read(folder().join("ghep-ba-van-ban.pdf")).expect("a case"));
    let pages: Vec<usize> = examined.findings.iter().filter_map(|finding| Some(finding.page?.0)).collect();
    assert_eq!(pages, [5]);
}
