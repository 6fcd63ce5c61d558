//! The running text: G20 to G23.

use super::sample::{INDENT, LEFT, RIGHT, WIDTH, line, plan};
use super::{body, failures, plan_fails, shift, spoiled};
use crate::page::facts::{MM, PageFacts};
use crate::page::geometry::{Layout, SideMargins, Status, Survey, measure, survey};

/// The plan with paragraphs of one short line each.
fn short() -> PageFacts {
    let mut facts = plan();
    for page in &mut facts.pages {
        page.lines.retain(|line| {
            !line.text().starts_with("hết") && (!line.text().starts_with("một") || line.x0() > LEFT + 1.0)
        });
        for (index, line) in page.lines.iter_mut().filter(|line| line.text().starts_with("một")).enumerate() {
            line.runs[0].x1 = RIGHT - 120.0 - 17.0 * (index % 3) as f64;
        }
    }
    facts
}

fn own(facts: &PageFacts) -> Survey {
    survey(facts, Layout::Titled, Some(SideMargins { left: LEFT, right: WIDTH - RIGHT }))
}

fn fails(survey: &Survey, id: &str) -> bool {
    survey.measurements.iter().any(|m| m.id == id && m.status == Status::Fail)
}

#[test]
fn paragraphs_of_one_line_prove_no_margin() {
    let facts = short();
    let bad: Vec<_> = measure(&facts, Layout::Titled).into_iter().filter(|m| m.status == Status::Fail).collect();
    assert!(bad.is_empty(), "{bad:#?}");
    assert!(survey(&facts, Layout::Titled, None).areas.iter().all(Option::is_none));
    // A line of the same length again and again, and one that is deeper, prove nothing either.
    let mut alike = short();
    for page in 0..4 {
        for line in body(&mut alike, page) {
            line.runs[0].x1 = LEFT + 200.0;
        }
    }
    body(&mut alike, 0)[2].runs[0].x0 += 20.0;
    assert!(survey(&alike, Layout::Titled, None).areas.iter().all(Option::is_none));
}

#[test]
fn lines_that_are_alike_are_no_unindented_paragraph() {
    let alike = |left: f64| {
        let mut facts = plan();
        for page in 0..4 {
            for line in body(&mut facts, page) {
                (line.runs[0].x0, line.runs[0].x1) = (left, RIGHT);
            }
        }
        survey(&facts, Layout::Titled, None).areas[0]
    };
    // The recipients begin further to the left.
    assert_eq!(alike(LEFT + INDENT), None);
    assert!(alike(LEFT).is_some_and(|area| (area.left - LEFT).abs() < 0.1 && (area.right - RIGHT).abs() < 0.1));
}

#[test]
fn known_margins_judge_paragraphs_of_one_line() {
    let facts = short();
    let survey = own(&facts);
    let bad: Vec<_> = survey.measurements.iter().filter(|m| m.status == Status::Fail).collect();
    assert!(bad.is_empty(), "{bad:#?}");
    assert!(survey.paragraphs.len() > 10);
    let mut deeper = facts.clone();
    body(&mut deeper, 0)[2].runs[0].x0 += 20.0;
    assert!(fails(&own(&deeper), "G20"));
    let mut off = facts;
    super::move_by(&mut off, "- Lưu", 3.0, 0.0);
    assert!(fails(&own(&off), "G25"));
}

#[test]
fn one_continued_line_proves_the_margins() {
    let mut facts = short();
    let y = body(&mut facts, 0)[1].baseline();
    body(&mut facts, 0)[1].runs[0].x1 = RIGHT;
    let at = facts.pages[0].lines.iter().position(|line| line.baseline() > y).expect("a line below");
    let last = line("hết đoạn này.", "LiberationSerif", 14.0, LEFT, LEFT + 90.0, y + 18.0);
    facts.pages[0].lines.insert(at, last);
    let areas = survey(&facts, Layout::Titled, None).areas;
    assert!(areas.iter().all(|area| area.is_some_and(|area| (area.left - LEFT).abs() < 0.1)), "{areas:?}");
    // By 15 mm it may as well be a paragraph below a deeper one.
    for line in body(&mut facts, 0).into_iter().filter(|line| line.x0() > LEFT + 1.0) {
        line.runs[0].x0 += 15.0 * MM - INDENT;
    }
    assert!(survey(&facts, Layout::Titled, None).areas.iter().all(Option::is_none));
}

#[test]
fn g20_indent() {
    for dx in [-36.0, -4.0, 4.0, -7.65] {
        plan_fails("G20", |facts| body(facts, 0)[3].runs[0].x0 += dx);
    }
    // All at 1 cm is legal, all at 1.5 cm is not.
    for (indent, legal) in [(10.0 * MM, true), (15.0 * MM, false)] {
        let mut facts = plan();
        for page in 0..4 {
            for line in body(&mut facts, page) {
                if line.x0() > LEFT + 1.0 {
                    line.runs[0].x0 = LEFT + indent;
                }
            }
        }
        assert_eq!(failures(&facts, Layout::Titled, "G20").is_empty(), legal);
    }
}

#[test]
fn g21_and_g22_pitch_and_gap() {
    for dy in [3.0, -10.0] {
        let count = spoiled("G21", Layout::Titled, |facts| {
            shift(body(facts, 0)[1], 0.0, dy);
        })
        .len();
        assert_eq!(count, 1, "one place per paragraph");
    }
    // Everything below moves up: 4 pt between the paragraphs.
    plan_fails("G22", |facts| {
        body(facts, 0).into_iter().skip(3).for_each(|line| shift(line, 0.0, -2.0));
    });
    // A double pitch everywhere is seen too.
    plan_fails("G21", |facts| {
        for page in 0..4 {
            for (index, line) in body(facts, page).into_iter().enumerate() {
                shift(line, 0.0, 14.0 * index as f64);
            }
        }
        for part in facts.parts.iter_mut().filter(|part| part.name == "noi_dung") {
            part.height = 600.0;
        }
    });
}

#[test]
fn g23_justified() {
    let one = spoiled("G23", Layout::Titled, |facts| {
        body(facts, 0)[4].runs[0].x1 -= 3.0;
    });
    assert_eq!(one.len(), 1);
    // Ragged throughout.
    let all = spoiled("G23", Layout::Titled, |facts| {
        for page in 0..4 {
            for (index, line) in body(facts, page).into_iter().enumerate() {
                line.runs[0].x1 -= [0.0, 9.0, 0.0, 5.0, 13.0, 0.0, 2.5][index % 7];
            }
        }
    });
    assert!(all.len() > 10, "{}", all.len());
}
