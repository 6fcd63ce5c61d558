//! Each check passes on a good document and fails on one that is spoiled in just that respect.

mod close;
mod head;
mod sample;
mod sheet;
mod text;

use sample::{letter, plan};

use super::{Layout, Measurement, Status, measure};
use crate::page::facts::{MM, PageFacts, TextLine};

/// Finds a line by how it starts.
fn find<'f>(facts: &'f mut PageFacts, start: &str) -> &'f mut TextLine {
    let mut lines = facts.pages.iter_mut().flat_map(|page| &mut page.lines);
    lines.find(|line| line.text().starts_with(start)).expect("a line")
}

fn shift(line: &mut TextLine, dx: f64, dy: f64) {
    for run in &mut line.runs {
        run.x0 += dx;
        run.x1 += dx;
        run.baseline += dy;
    }
}

/// Moves a line and the part that names it.
fn move_by(facts: &mut PageFacts, start: &str, dx: f64, dy: f64) {
    let found = find(facts, start);
    let (x, y) = (found.x0() / MM, found.baseline());
    shift(found, dx, dy);
    let size = found.size();
    for part in &mut facts.parts {
        if (part.x - x).abs() < 0.01 && (part.y * MM - (y - 0.7 * size)).abs() < 0.01 {
            part.x += dx / MM;
            part.y += dy / MM;
        }
    }
}

fn resize(facts: &mut PageFacts, start: &str, size: f64) {
    for run in &mut find(facts, start).runs {
        run.size = size;
    }
}

/// The lines of the running text of one page.
fn body(facts: &mut PageFacts, page: usize) -> Vec<&mut TextLine> {
    let lines = &mut facts.pages[page].lines;
    lines.iter_mut().filter(|line| line.text().starts_with("một") || line.text().starts_with("hết")).collect()
}

fn remove_part(facts: &mut PageFacts, name: &str) {
    facts.parts.retain(|part| part.name != name);
}

fn failures(facts: &PageFacts, kind: Layout, id: &str) -> Vec<Measurement> {
    measure(facts, kind).into_iter().filter(|m| m.id == id && m.status == Status::Fail).collect()
}

/// Spoils a good document and expects this check (it may be others too) to fail.
fn spoiled(id: &str, kind: Layout, spoil: impl Fn(&mut PageFacts)) -> Vec<Measurement> {
    let mut facts = if kind == Layout::Titled { plan() } else { letter() };
    spoil(&mut facts);
    let found = failures(&facts, kind, id);
    assert!(!found.is_empty(), "{id} did not notice");
    assert!(found.iter().all(|m| m.at.is_some() && m.page >= 1 && !m.clause.is_empty()));
    found
}

fn plan_fails(id: &str, spoil: impl Fn(&mut PageFacts)) {
    spoiled(id, Layout::Titled, spoil);
}

fn letter_fails(id: &str, spoil: impl Fn(&mut PageFacts)) {
    spoiled(id, Layout::Letter, spoil);
}

fn statuses(facts: &PageFacts, kind: Layout) -> Vec<(&'static str, Status)> {
    let all = measure(facts, kind);
    let bad: Vec<_> = all.iter().filter(|m| m.status == Status::Fail).collect();
    assert!(bad.is_empty(), "{bad:#?}");
    all.iter().map(|m| (m.id, m.status)).collect()
}

fn skipped(facts: &PageFacts, kind: Layout) -> Vec<&'static str> {
    let all = statuses(facts, kind);
    assert_eq!(all.len(), 32);
    all.into_iter().filter(|(_, status)| *status == Status::NotEvaluated).map(|(id, _)| id).collect()
}

#[test]
fn good_documents_pass_and_each_check_occurs() {
    assert_eq!(skipped(&plan(), Layout::Titled), ["G19", "G26", "G29", "G30", "G32"]);
    assert_eq!(skipped(&letter(), Layout::Letter), ["G06", "G17", "G18", "G31"]);
}

#[test]
fn nothing_to_measure_is_not_evaluated() {
    for facts in [PageFacts::default(), PageFacts { pages: vec![plan().pages.remove(0)], ..PageFacts::default() }] {
        for kind in [Layout::Titled, Layout::Letter] {
            assert!(measure(&facts, kind).len() >= 32);
        }
    }
    let empty = measure(&PageFacts::default(), Layout::Titled);
    assert!(empty.iter().all(|m| m.status == Status::NotEvaluated), "{empty:#?}");
}

#[test]
fn recognised_parts_serve_as_well() {
    let mut facts = plan();
    facts.parts.clear();
    assert_eq!(skipped(&facts, Layout::Titled), ["G19", "G26", "G29", "G30", "G32"]);
    let mut facts = letter();
    facts.parts.clear();
    assert_eq!(skipped(&facts, Layout::Letter), ["G06", "G17", "G18", "G31"]);
}

#[test]
fn missing_parts_are_named() {
    let mut facts = plan();
    for (part, id) in [("tieu_ngu", "G12"), ("quyen_han", "G24"), ("ngay", "G15"), ("noi_nhan", "G25")] {
        remove_part(&mut facts, part);
        let found: Vec<_> = measure(&facts, Layout::Titled).into_iter().filter(|m| m.id == id).collect();
        assert!(
            matches!(found.as_slice(), [one] if one.status == Status::NotEvaluated && !one.measured.vi.is_empty() && !one.measured.en.is_empty())
        );
    }
}
