//! The running text: G20 to G23.

use super::sample::{LEFT, plan};
use super::{body, failures, plan_fails, shift, spoiled};
use crate::page::facts::MM;
use crate::page::geometry::Layout;

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
