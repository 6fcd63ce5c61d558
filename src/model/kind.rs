//! The one table of kinds, and the families of layout rules.

use crate::plan::{FamilyName, KindName, Separator};

/// What the program knows of a kind of document (Điều 7, Nghị định 30/2020/NĐ-CP).
#[derive(Debug)]
pub struct Kind {
    /// The word in a plan.
    pub key: KindName,
    /// Its name in a sentence.
    pub name: &'static str,
    /// Its name as printed (ô 5a); a công văn prints none.
    pub title: Option<&'static str>,
    /// Its abbreviation in symbols (Phụ lục III); a công văn has none.
    pub abbreviation: Option<&'static str>,
    /// The layout template.
    pub template: &'static str,
    /// Numbering marks, level by level.
    pub numbering: &'static [&'static str],
    /// Whether it has `kinh_gui`.
    pub addressed: bool,
    /// The official sample it follows.
    pub sample: &'static str,
}

/// All kinds.
pub const KINDS: &[Kind] = &[
    Kind {
        key: KindName::Plan,
        name: "kế hoạch",
        title: Some("KẾ HOẠCH"),
        abbreviation: Some("KH"),
        template: "kinds/co-ten-loai.typ.j2",
        numbering: &["I.", "1.", "a)"],
        addressed: false,
        sample: "Mẫu 1.4",
    },
    Kind {
        key: KindName::Letter,
        name: "công văn",
        title: None,
        abbreviation: None,
        template: "kinds/cong-van.typ.j2",
        numbering: &["1.", "a)"],
        addressed: true,
        sample: "Mẫu 1.5",
    },
];

/// The row of a kind.
pub fn kind(key: KindName) -> &'static Kind {
    match key {
        KindName::Plan => &KINDS[0],
        KindName::Letter => &KINDS[1],
    }
}

/// What a family of layout rules sets.
#[derive(Debug)]
pub struct Family {
    /// The word in a plan.
    pub key: FamilyName,
    /// Its name.
    pub name: &'static str,
    /// What stands under the issuing body.
    pub separator: Separator,
    /// Where its values come from.
    pub source: &'static str,
    /// Whether that is the primary text, or practice that was observed.
    pub primary: bool,
}

/// All families.
pub const FAMILIES: &[Family] = &[
    Family {
        key: FamilyName::State,
        name: "Cơ quan nhà nước",
        separator: Separator::Rule,
        source: "Nghị định 30/2020/NĐ-CP",
        primary: true,
    },
    Family {
        key: FamilyName::Front,
        name: "Mặt trận Tổ quốc Việt Nam",
        // Observed in documents of provincial committees; Quyết định 207/QĐ-MTTW-BTT was not seen.
        separator: Separator::Rule,
        source: "Nghị định 30/2020/NĐ-CP, Điều 2 (áp dụng phù hợp); theo thông lệ, chưa có văn bản gốc của MTTQ",
        primary: false,
    },
];

/// The row of a family.
pub fn family(key: FamilyName) -> &'static Family {
    match key {
        FamilyName::State => &FAMILIES[0],
        FamilyName::Front => &FAMILIES[1],
    }
}
