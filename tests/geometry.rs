//! The geometry of the law (G01-G28) on the two real documents, measured from the produced PDF by a reader that is not Typst.

mod common;

use vanthu::page::{Layout, Status, measure, read};

fn check(plan: &str, layout: Layout, must_apply: &[&str]) {
    let pdf = common::render(plan);
    let facts = read(&pdf).expect("our PDF is readable");
    let results = measure(&facts, layout);
    let failed: Vec<_> = results.iter().filter(|m| m.status == Status::Fail).collect();
    assert!(failed.is_empty(), "{plan}: {failed:#?}");
    // A check that does not apply proves nothing: these must have been evaluated.
    for id in must_apply {
        assert!(results.iter().any(|m| m.id == *id && m.status == Status::Pass), "{plan}: {id} was not evaluated");
    }
}

const BOTH: &[&str] = &[
    "G01", "G02", "G03", "G04", "G05", "G06", "G07", "G08", "G09", "G10", "G11", "G12", "G13", "G14", "G15", "G16",
    "G20", "G21", "G22", "G23", "G24", "G25", "G27", "G28",
];

#[test]
fn ke_hoach() {
    check("plans/ke-hoach-mo-hinh-diem-2023.yaml", Layout::Titled, &[BOTH, &["G17", "G18"]].concat());
}

#[test]
fn cong_van() {
    check("plans/cong-van-phong-trao-2024.yaml", Layout::Letter, &[BOTH, &["G19", "G26"]].concat());
}
