//! Drawn paths as rules: their straight pieces, and pieces joined to whole lines.

use kurbo::{BezPath, PathEl, Point};

use crate::page::facts::Rule;

/// Pieces of a rule closer than this are one rule, pt.
const TOUCH: f64 = 0.5;

/// The straight pieces of a path; curves end a piece and are left out.
pub(super) fn segments(path: &BezPath) -> Vec<(Point, Point)> {
    let (mut start, mut last) = (Point::ZERO, Point::ZERO);
    let mut found = Vec::new();
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(p) => (start, last) = (p, p),
            PathEl::LineTo(p) => {
                found.push((last, p));
                last = p;
            }
            PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => last = p,
            PathEl::ClosePath => {
                found.push((last, start));
                last = start;
            }
        }
    }
    found
}

/// Joins the pieces of rules that were drawn one behind the other (a border drawn cell by cell).
pub(super) fn joined(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|a, b| {
        let key =
            |r: &Rule| -> (f64, f64, f64) { if r.is_horizontal() { (0.0, r.y0, r.x0) } else { (1.0, r.x0, r.y0) } };
        let (a, b) = (key(a), key(b));
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2))
    });
    let mut kept: Vec<Rule> = Vec::new();
    for rule in rules {
        match kept.last_mut() {
            Some(last) if continues(last, &rule) => {
                last.x1 = last.x1.max(rule.x1);
                last.y1 = last.y1.max(rule.y1);
            }
            _ => kept.push(rule),
        }
    }
    kept
}

fn continues(last: &Rule, next: &Rule) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() < 0.1;
    last.is_horizontal() == next.is_horizontal()
        && last.dashed == next.dashed
        && same_color(last.color, next.color)
        && if last.is_horizontal() {
            near(last.y0, next.y0) && near(last.y1, next.y1) && next.x0 <= last.x1 + TOUCH
        } else {
            near(last.x0, next.x0) && near(last.x1, next.x1) && next.y0 <= last.y1 + TOUCH
        }
}

fn same_color(a: [f32; 3], b: [f32; 3]) -> bool {
    a.iter().zip(b).all(|(a, b)| (a - b).abs() < 0.002)
}
