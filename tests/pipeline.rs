//! Arbitrary text in every text field: the document is refused with a diagnostic, or exactly that text stands on the page.
//! `VANTHU_PIPELINE_CASES=200` in CI.

mod common;

use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use vanthu::Engine;
use vanthu::diag::{Lang, short};
use vanthu::export::{Standards, pdf};

/// Text as a user may type it: syntax of every language in the pipeline, Vietnamese, emoji, odd spaces.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        60 => "[a-zA-ZàảãáạăằẳẵắặâầẩẫấậđĐèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ]{1,9}",
        20 => "[#$\\[\\](){}\"'`*_\\\\/<>@~=+|!?.,:;&%^-]{1,3}",
        20 => Just(" ".to_owned()),
        8 => Just("1. ".to_owned()),
        8 => Just("#set page()".to_owned()),
        8 => Just("*đậm*".to_owned()),
        1 => Just("\u{1f600}".to_owned()),
        1 => Just("\u{202e}".to_owned()),
        4 => Just("e\u{302}\u{323}".to_owned()),
    ];
    prop::collection::vec(piece, 1..10).prop_map(|pieces| format!("Mẫu {}", pieces.concat()))
}

/// JSON strings are YAML double-quoted scalars.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("text is JSON")
}

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::built_in().expect("built-in templates"))
}

/// The characters of a text in order, white space left out: line breaks are the page's.
fn ink(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfc().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn any_text_is_printed_exactly_or_refused() {
    let cases = std::env::var("VANTHU_PIPELINE_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(24);
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let printed = std::cell::Cell::new(0_u32);
    runner
        .run(&prop::collection::vec(text(), 8), |t| {
            // `data` reaches the page through an expression; all others are fields.
            let plan = format!(
                "loai: cong-van\nco_quan: {{ chu_quan: {}, ban_hanh: {} }}\nky_hieu: UBND-VX\ndia_danh: {}\nngay: 2026-03-15\n\
                 trich_yeu: {}\nkinh_gui: {}\ndu_lieu: {{ chu: {} }}\nnoi_dung: |\n  Mở đầu: {{{{ chu }}}}\nnoi_nhan: [Như trên, {}]\n\
                 luu: [VT]\nky: {{ chuc_vu: CHỦ TỊCH, ho_ten: {} }}\n",
                quoted(&t[0]), quoted(&t[1]), quoted(&t[2]), quoted(&t[3]), quoted(&t[4]), quoted(&t[5]), quoted(&t[6]),
                quoted(&t[7]),
            );
            let (made, mut report, sources) = common::typeset(engine(), &plan, "plans");
            let Some(made) = made else {
                prop_assert!(report.has_errors());
                let said = short::render(&report, &sources, Lang::En);
                prop_assert!(!said.contains("VT9"), "our own bug: {said}\n{plan}");
                return Ok(());
            };
            let bytes = pdf(&made.pages, &made.document, &Standards::new(&[]).unwrap(), &mut report);
            let Some(bytes) = bytes else {
                return Err(TestCaseError::fail(format!("{}\n{plan}", short::render(&report, &sources, Lang::En))));
            };
            let facts = vanthu::page::read(&bytes).map_err(|e| TestCaseError::fail(e.to_string()))?;
            // Lines of the left column of the head, then everything by part: each field must stand whole in its part.
            for (index, part) in [
                (0, "chu_quan"), (1, "ban_hanh"), (2, "ngay"), (3, "trich_yeu"), (4, "kinh_gui"), (5, "noi_dung"),
                (6, "noi_nhan"), (7, "ho_ten"),
            ] {
                let shown: String = facts
                    .parts
                    .iter()
                    .filter(|p| p.name == part)
                    .flat_map(|p| {
                        let area = p.area();
                        facts.pages[p.page - 1].lines.iter().filter(move |l| {
                            let middle = l.baseline() - l.size() * 0.3;
                            l.x0() < area.x1 + 0.5 && l.x1() > area.x0 - 0.5 && middle > area.y0 && middle < area.y1
                        })
                    })
                    .map(|l| ink(&l.text()))
                    .collect();
                let expected = ink(&t[index]);
                // The one mark at the end of a list item or subject belongs to the program.
                let core = expected.trim_end_matches([';', '.', ',', '/']);
                prop_assert!(shown.contains(core), "{part}: `{expected}` is not in `{shown}`\n{plan}");
            }
            printed.set(printed.get() + 1);
            Ok(())
        })
        .unwrap();
    // If everything were refused, nothing would have been proved.
    assert!(printed.get() * 4 >= cases / 8, "only {} of {cases} documents were printed", printed.get());
}
