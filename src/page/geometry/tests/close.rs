//! The signature, its surroundings and the rarer marks: G24 to G32.

use super::sample::plan;
use super::{failures, find, letter_fails, move_by, plan_fails, resize};
use crate::page::geometry::{Layout, measure};

#[test]
fn g24_and_g25_signature() {
    plan_fails("G24", |facts| move_by(facts, "PHÓ CHỦ", 3.0, 0.0));
    plan_fails("G24", |facts| move_by(facts, "Nguyễn", -3.0, 0.0));
    plan_fails("G24", |facts| {
        for start in ["TM.", "PHÓ CHỦ", "Nguyễn"] {
            move_by(facts, start, -150.0, 0.0);
        }
    });
    plan_fails("G25", |facts| move_by(facts, "Nơi nhận", 0.0, 4.0));
    plan_fails("G25", |facts| move_by(facts, "Nơi nhận", 3.0, 0.0));
    plan_fails("G25", |facts| move_by(facts, "- Lưu", 3.0, 0.0));
    // 12 pt beside 14 pt in one table row: the smaller letters stand 1.8 pt higher.
    let mut row = plan();
    move_by(&mut row, "Nơi nhận", 0.0, -1.9);
    assert!(failures(&row, Layout::Titled, "G25").is_empty());
    plan_fails("G25", |facts| move_by(facts, "Nơi nhận", 0.0, -4.0));
}

#[test]
fn g27_asks_for_no_more_lines_than_there_are() {
    let only = |kept: &[&str]| {
        let mut facts = plan();
        facts.pages[1].rules.clear();
        for page in &mut facts.pages {
            page.lines.retain(|line| {
                let text = line.text();
                kept.contains(&text.as_str())
                    || !["một", "hết", "Phần", "Ô bảng"].iter().any(|start| text.starts_with(start))
            });
        }
        facts
    };
    // Nothing but a heading, on the page before: that much the block could have had with it.
    assert_eq!(failures(&only(&["Phần I"]), Layout::Titled, "G27").len(), 1);
    // The body begins on the page of the block.
    assert!(failures(&only(&["Ô bảng"]), Layout::Titled, "G27").is_empty());
    assert!(failures(&only(&[]), Layout::Titled, "G27").is_empty());
}

#[test]
fn g26_addressees() {
    letter_fails("G26", |facts| move_by(facts, "- Các xã", 3.0, 0.0));
    letter_fails("G26", |facts| {
        move_by(facts, "- Sở", -20.0, 0.0);
        move_by(facts, "- Các xã", -20.0, 0.0);
    });
    letter_fails("G26", |facts| {
        find(facts, "Kính gửi").runs[0].text = "Kính gửi: Bộ Nội vụ".to_owned();
    });
}

#[test]
fn g27_and_g28_room_and_company() {
    plan_fails("G27", |facts| {
        facts.pages[1].rules.clear();
        facts.pages[1].lines.retain(|line| !line.text().starts_with("Ô bảng"));
        facts.pages[1].lines.retain(|line| !line.text().starts_with("một") && !line.text().starts_with("hết"));
    });
    plan_fails("G27", |facts| {
        let (index, _) = facts.pages[1]
            .lines
            .iter()
            .enumerate()
            .find(|(_, line)| line.text().starts_with("Nguyễn"))
            .expect("the name");
        let name = facts.pages[1].lines.remove(index);
        facts.pages[3].lines.push(name);
        for part in facts.parts.iter_mut().filter(|part| part.name == "ho_ten") {
            part.page = 4;
        }
    });
    plan_fails("G28", |facts| move_by(facts, "Nguyễn", 0.0, -30.0));
    plan_fails("G28", |facts| move_by(facts, "Nguyễn", 0.0, 120.0));
    let design = measure(&plan(), Layout::Titled);
    let design = design.iter().filter(|m| m.clause.contains("thiết kế")).map(|m| m.id);
    assert_eq!(design.collect::<Vec<_>>(), ["G27", "G28"]);
}

#[test]
fn g29_urgency() {
    letter_fails("G29", |facts| {
        find(facts, "KHẨN").runs[0].text = "THƯỢNG KHẨN".to_owned();
    });
    letter_fails("G29", |facts| find(facts, "KHẨN").runs[0].color = [0.0; 3]);
    letter_fails("G29", |facts| move_by(facts, "KHẨN", 4.0, 0.0));
    letter_fails("G29", |facts| {
        facts.pages[0].rules.retain(|rule| rule.color[0] < 0.5);
    });
    letter_fails("G29", |facts| facts.pages[0].rules[2].y0 -= 9.0);
}

#[test]
fn g30_to_g32_footer_appendix_copy() {
    letter_fails("G30", |facts| resize(facts, "Số 1", 9.0));
    letter_fails("G30", |facts| {
        facts.pages[0].rules.pop();
    });
    letter_fails("G30", |facts| {
        facts.pages[0].rules.last_mut().expect("the rule").x1 -= 20.0;
    });
    plan_fails("G31", |facts| {
        facts.pages[3].lines[0].runs[0].text = "4".to_owned();
    });
    plan_fails("G31", |facts| resize(facts, "Phụ lục", 13.0));
    plan_fails("G31", |facts| move_by(facts, "DANH SÁCH", 5.0, 0.0));
    plan_fails("G31", |facts| {
        find(facts, "(Kèm").runs[0].font = "LiberationSerif".to_owned();
    });
    letter_fails("G32", |facts| resize(facts, "SAO Y", 12.0));
    letter_fails("G32", |facts| move_by(facts, "SAO Y", 20.0, 0.0));
    letter_fails("G32", |facts| move_by(facts, "SAO Y", 0.0, 40.0));
}
