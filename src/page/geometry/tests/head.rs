//! The heading and the title: G09 to G19.

use super::sample::{flat_rule, letter, plan};
use super::{failures, find, letter_fails, move_by, plan_fails, resize, shift, spoiled};
use crate::page::geometry::Layout;
use crate::page::geometry::wording::mm;

#[test]
fn g09_to_g11_national_name() {
    plan_fails("G09", |facts| {
        find(facts, "CỘNG").runs[0].text = "CỘNG HÒA XÃ HỘI".to_owned();
    });
    plan_fails("G09", |facts| find(facts, "ỦY BAN").runs[0].x1 = 285.0);
    plan_fails("G09", |facts| move_by(facts, "CỘNG", 0.0, 6.0));
    plan_fails("G09", |facts| {
        let mut second = find(facts, "CỘNG").clone();
        shift(&mut second, 0.0, 3.0);
        facts.pages[0].lines.push(second);
    });
    plan_fails("G10", |facts| move_by(facts, "Độc lập", 3.0, 0.0));
    plan_fails("G11", |facts| move_by(facts, "Độc lập", 0.0, 4.0));
    plan_fails("G11", |facts| move_by(facts, "Độc lập", 0.0, -3.0));
}

#[test]
fn g12_rule_under_the_motto() {
    plan_fails("G12", |facts| {
        facts.pages[0].rules.remove(1);
    });
    plan_fails("G12", |facts| facts.pages[0].rules[1].x1 += 5.0);
    plan_fails("G12", |facts| {
        facts.pages[0].rules[1].x0 += 2.0;
        facts.pages[0].rules[1].x1 += 2.0;
    });
    plan_fails("G12", |facts| facts.pages[0].rules[1].dashed = true);
    plan_fails("G12", |facts| facts.pages[0].rules[1].color = [1.0; 3]);
    for dy in [-3.0, 4.0] {
        plan_fails("G12", |facts| {
            facts.pages[0].rules[1].y0 += dy;
            facts.pages[0].rules[1].y1 += dy;
        });
    }
}

#[test]
fn g13_and_g18_rules_of_a_third_to_a_half() {
    for (id, index) in [("G13", 0), ("G18", 2)] {
        plan_fails(id, |facts| {
            facts.pages[0].rules.remove(index);
        });
        for grow in [30.0, -20.0] {
            plan_fails(id, |facts| {
                facts.pages[0].rules[index].x0 -= grow;
                facts.pages[0].rules[index].x1 += grow;
            });
        }
        plan_fails(id, |facts| {
            facts.pages[0].rules[index].x0 += 2.0;
            facts.pages[0].rules[index].x1 += 2.0;
        });
    }
    letter_fails("G18", |facts| {
        facts.pages[0].rules.push(flat_rule(150.0, 200.0, 133.0));
    });
}

#[test]
fn the_side_of_a_box_is_no_rule_of_the_subject() {
    let mut facts = letter();
    move_by(&mut facts, "KHẨN", 0.0, -12.0);
    for rule in facts.pages[0].rules.iter_mut().filter(|rule| rule.color[0] > 0.5) {
        rule.y0 -= 12.0;
        rule.y1 -= 12.0;
    }
    assert!(failures(&facts, Layout::Letter, "G18").is_empty());
}

#[test]
fn g14_to_g16_columns() {
    plan_fails("G14", |facts| move_by(facts, "Số:", 4.0, 0.0));
    plan_fails("G14", |facts| move_by(facts, "ỦY BAN", -4.0, 0.0));
    letter_fails("G14", |facts| move_by(facts, "V/v", 4.0, 0.0));
    plan_fails("G15", |facts| move_by(facts, "Kon Tum", 0.0, 2.0));
    plan_fails("G16", |facts| move_by(facts, "Kon Tum", -4.0, 0.0));
}

#[test]
fn g17_title() {
    plan_fails("G17", |facts| move_by(facts, "KẾ HOẠCH", 3.0, 0.0));
    plan_fails("G17", |facts| move_by(facts, "Phối hợp", -3.0, 0.0));
    plan_fails("G17", |facts| move_by(facts, "KẾ HOẠCH", 0.0, -16.0));
}

#[test]
fn g19_subject_of_a_letter() {
    letter_fails("G19", |facts| move_by(facts, "V/v", 0.0, 3.0));
    letter_fails("G19", |facts| move_by(facts, "V/v", 0.0, -3.0));
}

#[test]
fn g15_is_level_where_sizes_explain_it() {
    let mut facts = plan();
    // 12 + 13 pt beside 12 + 14 pt, then 13 beside 14 pt, all from one top.
    resize(&mut facts, "CỘNG HÒA", 13.0);
    resize(&mut facts, "Độc lập", 14.0);
    resize(&mut facts, "Kon Tum", 14.0);
    let y = 0.891 + 1.149 * 3.0;
    move_by(&mut facts, "Kon Tum", 0.0, y);
    assert!(failures(&facts, Layout::Titled, "G15").is_empty());
    move_by(&mut facts, "Kon Tum", 0.0, 1.0);
    assert_eq!(failures(&facts, Layout::Titled, "G15").len(), 1);
}

#[test]
fn each_language_writes_its_decimals() {
    let [found] = &spoiled("G10", Layout::Titled, |facts| move_by(facts, "Độc lập", -12.26, 0.0))[..] else {
        panic!("one finding")
    };
    assert_eq!(found.measured.vi, "lệch -12,3 pt: “Độc lập - Tự do - Hạnh phúc”");
    assert_eq!(found.measured.en, "off by -12.3 pt: “Độc lập - Tự do - Hạnh phúc”");
    assert_eq!(mm(-0.01), mm(0.0));
}
