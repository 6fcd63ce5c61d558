//! Paper, margins, page numbers, fonts and sizes: G01 to G08.

use super::sample::{HEIGHT, LEFT, RIGHT, WIDTH, flat_rule, line, plan};
use super::{body, failures, find, letter_fails, plan_fails, resize, shift, spoiled};
use crate::page::facts::{Area, MM, Page};
use crate::page::geometry::Layout;

#[test]
fn a_turned_page_has_the_same_margins() {
    let mut facts = plan();
    let page = &mut facts.pages[1];
    (page.width, page.height) = (HEIGHT, WIDTH);
    page.lines.truncate(1);
    page.rules.clear();
    shift(&mut page.lines[0], (HEIGHT - WIDTH) / 2.0, 0.0);
    assert!(failures(&facts, Layout::Titled, "G06").is_empty());
    shift(&mut facts.pages[1].lines[0], 12.0, 0.0);
    assert_eq!(failures(&facts, Layout::Titled, "G06").len(), 1);
}

#[test]
fn g01_paper() {
    plan_fails("G01", |facts| facts.pages[1].width = 612.0);
    let mut facts = plan();
    (facts.pages[3].width, facts.pages[3].height) = (HEIGHT, WIDTH);
    assert!(failures(&facts, Layout::Titled, "G01").is_empty());
}

#[test]
fn g02_left_margin() {
    plan_fails("G02", |facts| shift(body(facts, 1)[1], -3.0, 0.0));
    // 36 mm: too far in.
    plan_fails("G02", |facts| {
        for line in body(facts, 1) {
            shift(line, 17.0, 0.0);
        }
    });
    plan_fails("G02", |facts| {
        for page in 0..4 {
            for line in body(facts, page) {
                shift(line, 6.0 * MM, 0.0);
            }
        }
    });
}

#[test]
fn g03_right_margin() {
    plan_fails("G03", |facts| body(facts, 0)[1].runs[0].x1 += 4.0);
    plan_fails("G03", |facts| {
        for page in 0..4 {
            for line in body(facts, page) {
                line.runs[0].x1 = line.x1().min(RIGHT - 6.0 * MM);
            }
        }
    });
}

#[test]
fn g04_top_margin() {
    plan_fails("G04", |facts| find(facts, "ỦY BAN").runs[0].baseline = 58.0);
    plan_fails("G04", |facts| {
        facts.pages[1].lines.iter_mut().skip(1).for_each(|line| shift(line, 0.0, 40.0));
    });
}

#[test]
fn g05_bottom_margin() {
    plan_fails("G05", |facts| {
        body(facts, 0)[4].runs[0].baseline = HEIGHT - 50.0;
    });
    plan_fails("G05", |facts| {
        facts.pages[0].rules.push(flat_rule(LEFT, RIGHT, HEIGHT - 40.0));
    });
}

#[test]
fn g06_page_numbers() {
    plan_fails("G06", |facts| {
        facts.pages[0].lines.push(line("1", "Tinos", 13.0, 300.0, 306.0, 40.0));
    });
    plan_fails("G06", |facts| {
        facts.pages[1].lines.remove(0);
    });
    plan_fails("G06", |facts| shift(&mut facts.pages[1].lines[0], 8.0, 0.0));
    plan_fails("G06", |facts| facts.pages[1].lines[0].runs[0].size = 12.0);
    plan_fails("G06", |facts| {
        facts.pages[1].lines[0].runs[0].text = "3".to_owned();
    });
    plan_fails("G06", |facts| {
        facts.pages[1].lines[0].runs[0].font = "Tinos-Bold".to_owned();
    });
    plan_fails("G06", |facts| {
        let again = facts.pages[1].lines[0].clone();
        facts.pages[1].lines.push(again);
    });
}

#[test]
fn a_scan_has_no_margins_and_no_number() {
    let mut facts = plan();
    facts.pages[1] = Page {
        width: WIDTH,
        height: HEIGHT,
        images: vec![Area { x0: 0.0, y0: 0.0, x1: WIDTH, y1: HEIGHT }],
        ..Page::default()
    };
    for id in ["G04", "G05", "G06"] {
        assert!(failures(&facts, Layout::Titled, id).is_empty(), "{id}");
    }
    // A stamp of the machine over the scan does not make it content.
    facts.pages[1].lines.push(line(
        "2",
        "Tinos",
        13.0,
        f64::midpoint(LEFT, RIGHT) - 3.0,
        f64::midpoint(LEFT, RIGHT) + 3.0,
        40.0,
    ));
    assert!(failures(&facts, Layout::Titled, "G04").is_empty());
}

#[test]
fn pages_taken_out_of_a_document_keep_their_numbers() {
    let mut facts = plan();
    facts.pages.remove(0);
    facts.pages.truncate(1);
    facts.parts.clear();
    assert!(failures(&facts, Layout::Titled, "G06").is_empty());
    let mut more = facts.clone();
    more.pages.extend(facts.pages.clone());
    assert_eq!(failures(&more, Layout::Titled, "G06").len(), 1);
    more.pages[1].lines[0].runs[0].text = "3".to_owned();
    assert!(failures(&more, Layout::Titled, "G06").is_empty());
}

#[test]
fn g07_fonts() {
    plan_fails("G07", |facts| {
        body(facts, 0)[2].runs[0].font = "DejaVuSans".to_owned();
    });
    plan_fails("G07", |facts| {
        body(facts, 0)[2].runs[0].font = "TimesNewRomanPSMT".to_owned();
    });
    plan_fails("G07", |facts| body(facts, 0)[2].runs[0].embedded = false);
    plan_fails("G07", |facts| {
        body(facts, 0)[2].runs[0].text.push('\u{fffd}');
    });
    let found = spoiled("G07", Layout::Titled, |facts| {
        for line in body(facts, 0) {
            line.runs[0].color = [0.0, 0.0, 1.0];
        }
    });
    assert_eq!(found.len(), 1, "one complaint per page");
    let mut word = plan();
    for run in word.pages.iter_mut().flat_map(|page| &mut page.lines).flat_map(|line| &mut line.runs) {
        run.font = run.font.replace("LiberationSerif", "TimesNewRomanPS") + "MT";
    }
    assert!(failures(&word, Layout::Titled, "G07").is_empty());
}

#[test]
fn g08_sizes_and_styles() {
    let starts = [
        ("CỘNG HÒA", 14.0),
        ("Độc lập", 12.0),
        ("ỦY BAN", 11.0),
        ("BAN THƯỜNG", 14.0),
        ("Số:", 12.0),
        ("Kon Tum", 12.0),
        ("KẾ HOẠCH", 16.0),
        ("Phối hợp", 12.0),
        ("một hai", 12.0),
        ("Nơi nhận", 13.0),
        ("- Lưu", 12.0),
        ("TM.", 12.0),
        ("Nguyễn", 15.0),
        ("Phụ lục", 12.0),
    ];
    for (start, size) in starts {
        plan_fails("G08", |facts| resize(facts, start, size));
    }
    for start in ["CỘNG HÒA", "Độc lập", "BAN THƯỜNG", "KẾ HOẠCH", "Nơi nhận", "TM.", "Nguyễn", "Kon Tum"]
    {
        plan_fails("G08", |facts| {
            find(facts, start).runs[0].font = "Tinos".to_owned();
        });
    }
    for start in ["ỦY BAN", "Số:", "- Lưu"] {
        plan_fails("G08", |facts| {
            find(facts, start).runs[0].font = "Tinos-Bold".to_owned();
        });
    }
    for (start, size) in [("V/v", 14.0), ("Kính gửi", 12.0), ("Số 1", 13.0), ("SAO Y", 11.0), ("KHẨN", 12.0)] {
        letter_fails("G08", |facts| resize(facts, start, size));
    }
    let mut facts = plan();
    resize(&mut facts, "Ô bảng", 9.0);
    assert!(failures(&facts, Layout::Titled, "G08").is_empty(), "tables may be smaller");
}
