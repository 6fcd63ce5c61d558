//! The one table of kinds: the 29 of Điều 7 of Nghị định 30/2020/NĐ-CP, and the three forms of copies.

use super::decode::choice;

choice! {
    /// The kinds of documents.
    pub enum KindName {
        /// Resolution.
        Resolution = "nghi-quyet",
        /// Decision.
        Decision = "quyet-dinh",
        /// Directive.
        Directive = "chi-thi",
        /// Statute of a body or activity.
        Statute = "quy-che",
        /// Rules.
        Rules = "quy-dinh",
        /// Communiqué.
        Communique = "thong-cao",
        /// Notice.
        Notice = "thong-bao",
        /// Guidance.
        Guidance = "huong-dan",
        /// Programme.
        Programme = "chuong-trinh",
        /// Plan.
        Plan = "ke-hoach",
        /// Plan of action in a case.
        Scheme = "phuong-an",
        /// Scheme of reform or development.
        Proposal = "de-an",
        /// Project.
        Project = "du-an",
        /// Report.
        Report = "bao-cao",
        /// Minutes.
        Minutes = "bien-ban",
        /// Submission to a superior.
        Submission = "to-trinh",
        /// Contract.
        Contract = "hop-dong",
        /// Official letter.
        Letter = "cong-van",
        /// Official telegram.
        Telegram = "cong-dien",
        /// Memorandum.
        Memorandum = "ban-ghi-nho",
        /// Agreement.
        Agreement = "ban-thoa-thuan",
        /// Power of attorney.
        Authorisation = "giay-uy-quyen",
        /// Invitation.
        Invitation = "giay-moi",
        /// Letter of introduction.
        Introduction = "giay-gioi-thieu",
        /// Leave permit.
        Leave = "giay-nghi-phep",
        /// Dispatch slip.
        DispatchSlip = "phieu-gui",
        /// Transfer slip.
        TransferSlip = "phieu-chuyen",
        /// Notification slip.
        NoticeSlip = "phieu-bao",
        /// Letter of a head of a body.
        PublicLetter = "thu-cong",
        /// Full copy.
        FullCopy = "sao-y",
        /// Copy of a copy.
        CopyOfCopy = "sao-luc",
        /// Extract.
        Extract = "trich-sao",
    }
}

/// What the program knows of a kind of document.
#[derive(Debug)]
pub struct Kind {
    /// The word in a plan.
    pub key: KindName,
    /// Its name in a sentence.
    pub name: &'static str,
    /// Its name as printed (ô 5a); a công văn prints none.
    pub title: Option<&'static str>,
    /// Its abbreviation in symbols (Phụ lục III).
    pub abbreviation: Option<&'static str>,
    /// The layout template.
    pub template: &'static str,
    /// Numbering marks, level by level.
    pub numbering: &'static [&'static str],
    /// Of the keys that only some kinds have ([`PARTIAL`]): those that it must have.
    pub must: &'static [&'static str],
    /// Of the keys that only some kinds have: those that it may have.
    pub may: &'static [&'static str],
    /// How its recipients begin.
    pub first_recipient: FirstRecipient,
    /// How many sign one document of one body.
    pub signers: usize,
    /// The line between authority and articles.
    pub resolves: Option<&'static str>,
    /// The official sample it follows; where there is none, the nearest.
    pub sample: &'static str,
}

/// What stands on the first line of nơi nhận (Phụ lục I, II.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirstRecipient {
    /// `Như trên`, where there are addressees.
    SeeAddressees,
    /// `Như trên`: the persons named in the text.
    SeeAbove,
    /// `Như Điều …`.
    SeeArticle,
    /// Anything.
    Any,
}

/// The keys that only some kinds have.
pub const PARTIAL: &[&str] = &[
    "so",
    "ky_hieu",
    "dia_danh",
    "trich_yeu",
    "kinh_gui",
    "can_cu",
    "tham_quyen",
    "noi_dung",
    "van_ban_kem_theo",
    "cong_dien",
    "giay_moi",
    "giay_gioi_thieu",
    "giay_nghi_phep",
    "bien_ban",
    "cac_ben",
    "phan_cong",
    "tien_do",
    "kinh_phi",
    "ten_thu",
];

impl Kind {
    /// Whether the kind can have a key.
    pub fn can_have(&self, key: &str) -> bool {
        !PARTIAL.contains(&key) || self.must.contains(&key) || self.may.contains(&key)
    }

    /// Whether it has a number and symbol (ô 3).
    pub fn is_numbered(&self) -> bool {
        self.can_have("so")
    }

    /// Whether it has place and date (ô 4).
    pub fn is_dated(&self) -> bool {
        self.can_have("dia_danh")
    }

    /// Whether it is a form of copy, made by `vanthu copy` over the copied document.
    pub fn is_copy(&self) -> bool {
        matches!(self.key, KindName::FullCopy | KindName::CopyOfCopy | KindName::Extract)
    }

    /// Whether the subject stands under the number (ô 5b), there being no printed name of the kind.
    pub fn is_letter(&self) -> bool {
        self.title.is_none()
    }
}

/// The row of a kind.
pub fn kind(key: KindName) -> &'static Kind {
    // The table has every kind (see the tests); the first row never stands in for another.
    KINDS.iter().find(|kind| kind.key == key).unwrap_or(&KINDS[0])
}

/// The names of the kinds that can have a key.
pub fn kinds_with(key: &str) -> Vec<&'static str> {
    KINDS.iter().filter(|kind| kind.can_have(key)).map(|kind| kind.name).collect()
}

const TITLED: &str = "kinds/co-ten-loai.typ.j2";
const RESOLVING: &str = "kinds/quyet-dinh.typ.j2";
const LETTER: &str = "kinds/cong-van.typ.j2";

const OUTLINE: &[&str] = &["I.", "1.", "a)"];
const PLAIN: &[&str] = &["1.", "a)"];
const ARTICLES: &[&str] = &["Điều 1.", "1.", "a)"];
const CHAPTERS: &[&str] = &["Chương I", "Điều 1.", "1.", "a)"];

/// A kind with a title, subject, bases and body: Mẫu 1.4.
const fn titled(key: KindName, name: &'static str, title: &'static str, abbreviation: &'static str) -> Kind {
    Kind {
        key,
        name,
        title: Some(title),
        abbreviation: Some(abbreviation),
        template: TITLED,
        numbering: OUTLINE,
        must: &["dia_danh", "trich_yeu", "noi_dung"],
        may: &["so", "ky_hieu", "can_cu"],
        first_recipient: FirstRecipient::Any,
        signers: 1,
        resolves: None,
        sample: "Mẫu 1.4",
    }
}

/// A kind that plans work: it may have structured data.
const fn planning(key: KindName, name: &'static str, title: &'static str, abbreviation: &'static str) -> Kind {
    Kind {
        may: &["so", "ky_hieu", "can_cu", "phan_cong", "tien_do", "kinh_phi"],
        ..titled(key, name, title, abbreviation)
    }
}

/// A report or submission: it may be sent upward.
const fn upward(key: KindName, name: &'static str, title: &'static str, abbreviation: &'static str) -> Kind {
    Kind {
        may: &["so", "ky_hieu", "can_cu", "kinh_gui"],
        first_recipient: FirstRecipient::SeeAddressees,
        ..titled(key, name, title, abbreviation)
    }
}

/// A resolution or decision: Mẫu 1.1 - 1.3.
const fn resolving(
    key: KindName,
    name: &'static str,
    title: &'static str,
    abbreviation: &'static str,
    resolves: &'static str,
    sample: &'static str,
) -> Kind {
    Kind {
        template: RESOLVING,
        numbering: ARTICLES,
        must: &["dia_danh", "trich_yeu", "tham_quyen", "can_cu", "noi_dung"],
        may: &["so", "ky_hieu", "van_ban_kem_theo"],
        first_recipient: FirstRecipient::SeeArticle,
        resolves: Some(resolves),
        sample,
        ..titled(key, name, title, abbreviation)
    }
}

/// A kind of two parties.
const fn bilateral(key: KindName, name: &'static str, title: &'static str, abbreviation: &'static str) -> Kind {
    Kind {
        numbering: ARTICLES,
        must: &["dia_danh", "trich_yeu", "cac_ben", "noi_dung"],
        may: &["so", "ky_hieu", "can_cu"],
        signers: 2,
        sample: "(1.4)",
        ..titled(key, name, title, abbreviation)
    }
}

/// A slip: Mẫu 1.4 without bases.
const fn slip(key: KindName, name: &'static str, title: &'static str, abbreviation: &'static str) -> Kind {
    Kind { numbering: PLAIN, may: &["so", "ky_hieu"], ..titled(key, name, title, abbreviation) }
}

/// A form of copy: Mẫu 3.1. It has no text of its own.
const fn copy(key: KindName, name: &'static str, title: &'static str, abbreviation: &'static str) -> Kind {
    Kind {
        template: "kinds/ban-sao.typ.j2",
        must: &["dia_danh"],
        may: &["so", "ky_hieu"],
        sample: "Mẫu 3.1, 3.2",
        ..titled(key, name, title, abbreviation)
    }
}

/// All kinds, in the order of Điều 7; then the copies.
pub const KINDS: &[Kind] = &[
    resolving(KindName::Resolution, "nghị quyết", "NGHỊ QUYẾT", "NQ", "QUYẾT NGHỊ:", "Mẫu 1.1"),
    resolving(KindName::Decision, "quyết định", "QUYẾT ĐỊNH", "QĐ", "QUYẾT ĐỊNH:", "Mẫu 1.2, 1.3"),
    titled(KindName::Directive, "chỉ thị", "CHỈ THỊ", "CT"),
    Kind { numbering: CHAPTERS, ..titled(KindName::Statute, "quy chế", "QUY CHẾ", "QC") },
    Kind { numbering: CHAPTERS, ..titled(KindName::Rules, "quy định", "QUY ĐỊNH", "QyĐ") },
    Kind { numbering: PLAIN, ..titled(KindName::Communique, "thông cáo", "THÔNG CÁO", "TC") },
    Kind { numbering: PLAIN, ..titled(KindName::Notice, "thông báo", "THÔNG BÁO", "TB") },
    titled(KindName::Guidance, "hướng dẫn", "HƯỚNG DẪN", "HD"),
    planning(KindName::Programme, "chương trình", "CHƯƠNG TRÌNH", "CTr"),
    planning(KindName::Plan, "kế hoạch", "KẾ HOẠCH", "KH"),
    planning(KindName::Scheme, "phương án", "PHƯƠNG ÁN", "PA"),
    planning(KindName::Proposal, "đề án", "ĐỀ ÁN", "ĐA"),
    planning(KindName::Project, "dự án", "DỰ ÁN", "DA"),
    upward(KindName::Report, "báo cáo", "BÁO CÁO", "BC"),
    Kind {
        numbering: PLAIN,
        must: &["trich_yeu", "bien_ban", "noi_dung"],
        may: &["so", "ky_hieu"],
        signers: 2,
        sample: "Mẫu 1.9",
        ..titled(KindName::Minutes, "biên bản", "BIÊN BẢN", "BB")
    },
    upward(KindName::Submission, "tờ trình", "TỜ TRÌNH", "TTr"),
    bilateral(KindName::Contract, "hợp đồng", "HỢP ĐỒNG", "HĐ"),
    Kind {
        title: None,
        abbreviation: None,
        template: LETTER,
        numbering: PLAIN,
        must: &["dia_danh", "trich_yeu", "kinh_gui", "noi_dung"],
        may: &["so", "ky_hieu"],
        first_recipient: FirstRecipient::SeeAddressees,
        sample: "Mẫu 1.5",
        ..titled(KindName::Letter, "công văn", "", "")
    },
    Kind {
        numbering: PLAIN,
        must: &["dia_danh", "trich_yeu", "cong_dien", "noi_dung"],
        may: &["so", "ky_hieu"],
        sample: "Mẫu 1.6",
        ..titled(KindName::Telegram, "công điện", "CÔNG ĐIỆN", "CĐ")
    },
    bilateral(KindName::Memorandum, "bản ghi nhớ", "BẢN GHI NHỚ", "BGN"),
    bilateral(KindName::Agreement, "bản thỏa thuận", "BẢN THỎA THUẬN", "BTT"),
    Kind { numbering: PLAIN, ..titled(KindName::Authorisation, "giấy ủy quyền", "GIẤY ỦY QUYỀN", "GUQ") },
    Kind {
        numbering: PLAIN,
        must: &["dia_danh", "trich_yeu", "giay_moi"],
        may: &["so", "ky_hieu", "noi_dung"],
        sample: "Mẫu 1.7",
        ..titled(KindName::Invitation, "giấy mời", "GIẤY MỜI", "GM")
    },
    Kind {
        must: &["dia_danh", "giay_gioi_thieu"],
        may: &["so", "ky_hieu"],
        first_recipient: FirstRecipient::SeeAbove,
        sample: "Mẫu 1.8",
        ..titled(KindName::Introduction, "giấy giới thiệu", "GIẤY GIỚI THIỆU", "GGT")
    },
    Kind {
        must: &["dia_danh", "giay_nghi_phep"],
        may: &["so", "ky_hieu"],
        sample: "Mẫu 1.10",
        ..titled(KindName::Leave, "giấy nghỉ phép", "GIẤY NGHỈ PHÉP", "GNP")
    },
    slip(KindName::DispatchSlip, "phiếu gửi", "PHIẾU GỬI", "PG"),
    slip(KindName::TransferSlip, "phiếu chuyển", "PHIẾU CHUYỂN", "PC"),
    slip(KindName::NoticeSlip, "phiếu báo", "PHIẾU BÁO", "PB"),
    Kind {
        abbreviation: None,
        numbering: PLAIN,
        must: &["dia_danh", "noi_dung"],
        may: &["trich_yeu", "kinh_gui", "ten_thu"],
        first_recipient: FirstRecipient::SeeAddressees,
        sample: "(1.4)",
        ..titled(KindName::PublicLetter, "thư công", "THƯ CÔNG", "")
    },
    copy(KindName::FullCopy, "bản sao y", "SAO Y", "SY"),
    copy(KindName::CopyOfCopy, "bản sao lục", "SAO LỤC", "SL"),
    copy(KindName::Extract, "bản trích sao", "TRÍCH SAO", "TrS"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_one_row() {
        assert_eq!(KINDS.iter().filter(|k| !k.is_copy()).count(), 29);
        assert_eq!(KINDS.len(), 32);
        for word in KindName::WORDS {
            let key = KindName::from_word(word).expect("a word of its own");
            assert_eq!(KINDS.iter().filter(|k| k.key == key).count(), 1, "{word}");
            assert_eq!(kind(key).key, key);
        }
    }

    #[test]
    fn keys_are_the_plan_s() {
        for kind in KINDS {
            for key in kind.must.iter().chain(kind.may) {
                assert!(PARTIAL.contains(key) && super::super::Plan::KEYS.contains(key), "{}: {key}", kind.name);
            }
        }
    }
}
