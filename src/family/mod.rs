//! Families of layout rules as data: one file each under `templates/he`, a ministry's own variant is one more file.
//!
//! Every value names where it comes from (`nguon`) and how sure that is (`do_tin`), so that nothing second-hand can pass for law.

mod load;
pub mod value;

use crate::plan::decode::{choice, record};
use crate::plan::{Date, KindName, Separator, Text};
pub use load::Families;
pub use value::{Measure, Sourced, Unit};

choice! {
    /// How sure a value is.
    pub enum Confidence {
        /// Read in the primary text.
        Primary = "van-ban-goc",
        /// From a second-hand account of the text.
        SecondHand = "nguon-thu-cap",
        /// Observed in documents, or a habit.
        Practice = "thong-le",
    }
}

choice! {
    /// What stands under the subject (ô 5a).
    pub enum SubjectSeparator {
        /// A rule, 1/3 to 1/2 of the text.
        Rule = "gach",
        /// Five hyphens.
        Hyphens = "nam-gach",
        /// Nothing.
        None = "khong",
    }
}

choice! {
    /// Upright or italic.
    pub enum Slant {
        /// Upright.
        Upright = "dung",
        /// Italic.
        Italic = "nghieng",
    }
}

choice! {
    /// Bold or regular.
    pub enum Weight {
        /// Bold.
        Bold = "dam",
        /// Regular.
        Regular = "thuong",
    }
}

choice! {
    /// How the words "Nơi nhận" are set.
    pub enum RecipientsTitle {
        /// Bold italic.
        BoldItalic = "dam-nghieng",
        /// Upright, underlined.
        Underlined = "gach-chan",
    }
}

record! {
    /// A family: what its documents look like and what the program writes in them.
    pub struct Family {
        name: Text = "ten", "Tên", "name", "Tên hệ thể thức.", "Cơ quan nhà nước";
        source: Text = "can_cu", "Căn cứ", "source", "Văn bản quy định thể thức.", "Nghị định 30/2020/NĐ-CP";
        primary: bool = "van_ban_goc", "Văn bản gốc", "primary text seen", "Đã đối chiếu với văn bản gốc hay chưa.", true;
        from: Date = "hieu_luc_tu", "Hiệu lực từ", "in force from", "Ngày quy định có hiệu lực.", "2020-03-05";
        kinds: Option<Vec<FamilyKind>> = "loai", "Loại văn bản", "kinds", "Các loại văn bản của hệ này và chữ viết tắt riêng; không ghi thì đủ 29 loại của Nghị định 30.";
        page: PageStyle = "trang", "Trang", "page", "Lề và số trang, mm.";
        sizes: Sizes = "co_chu", "Cỡ chữ", "sizes", "Cỡ chữ từng thành phần, pt.";
        spacing: Spacing = "khoang_cach", "Khoảng cách", "spacing", "Giãn dòng, cách đoạn, thụt đầu dòng, dòng kẻ.";
        words: Words = "chu", "Chữ in sẵn", "words", "Các chữ do chương trình in.";
        forms: Forms = "kieu", "Kiểu chữ", "forms", "Kiểu trình bày từng thành phần.";
    }
}

record! {
    /// A kind that a family has, with its own abbreviation.
    pub struct FamilyKind {
        kind: KindName = "ten", "Loại", "kind", "Loại văn bản.", "cong-van";
        abbreviation: Option<Text> = "viet_tat", "Viết tắt", "abbreviation", "Chữ viết tắt của hệ này.", "CV";
    }
}

record! {
    /// The page, mm.
    pub struct PageStyle {
        top: Measure = "le_tren", "Lề trên", "top margin", "Lề trên, mm.";
        bottom: Measure = "le_duoi", "Lề dưới", "bottom margin", "Lề dưới, mm.";
        left: Measure = "le_trai", "Lề trái", "left margin", "Lề trái, mm.";
        right: Measure = "le_phai", "Lề phải", "right margin", "Lề phải, mm.";
        number: Measure = "so_trang", "Số trang", "page number", "Khoảng cách từ mép giấy đến số trang, mm.";
    }
}

record! {
    /// Sizes in pt. Those with as many values as the body has sizes go with it as a set.
    pub struct Sizes {
        body: Measure = "noi_dung", "Nội dung", "body", "Cỡ chữ nội dung (ô 6).";
        page_number: Measure = "so_trang", "Số trang", "page number", "Cỡ số trang.";
        national: Measure = "quoc_hieu", "Quốc hiệu", "national name", "Cỡ chữ quốc hiệu (ô 1), hoặc tiêu đề của Đảng.";
        motto: Measure = "tieu_ngu", "Tiêu ngữ", "motto", "Cỡ chữ tiêu ngữ (ô 1).";
        parent: Measure = "chu_quan", "Cơ quan chủ quản", "superior body", "Cỡ chữ cơ quan chủ quản (ô 2).";
        issuer: Measure = "ban_hanh", "Cơ quan ban hành", "issuing body", "Cỡ chữ cơ quan ban hành (ô 2).";
        number: Measure = "so_ky_hieu", "Số, ký hiệu", "number and symbol", "Cỡ chữ số, ký hiệu (ô 3).";
        place: Measure = "dia_danh", "Địa danh, thời gian", "place and date", "Cỡ chữ địa danh, thời gian (ô 4).";
        title: Measure = "ten_loai", "Tên loại", "kind", "Cỡ chữ tên loại (ô 5a).";
        subject: Measure = "trich_yeu", "Trích yếu", "subject", "Cỡ chữ trích yếu (ô 5a).";
        letter_subject: Measure = "trich_yeu_cong_van", "Trích yếu công văn", "subject of a letter", "Cỡ chữ trích yếu công văn (ô 5b).";
        signature: Measure = "nguoi_ky", "Người ký", "signature", "Cỡ chữ quyền hạn, chức vụ, họ tên (ô 7).";
        recipients_title: Measure = "tieu_de_noi_nhan", "Chữ Nơi nhận", "title of the recipients", "Cỡ chữ của chữ Nơi nhận (ô 9b).";
        recipients: Measure = "noi_nhan", "Nơi nhận", "recipients", "Cỡ chữ các dòng nơi nhận (ô 9b).";
        urgency: Measure = "do_khan", "Độ khẩn", "urgency", "Cỡ chữ độ khẩn (ô 10b).";
        circulation: Measure = "luu_hanh", "Phạm vi lưu hành", "circulation", "Cỡ chữ phạm vi lưu hành (ô 11).";
        draft: Measure = "du_thao", "Dự thảo", "draft", "Cỡ chữ dự thảo.";
        drafter: Measure = "nguoi_soan", "Người soạn thảo", "drafter", "Cỡ chữ ký hiệu người soạn thảo (ô 12).";
        foot: Measure = "chan_trang", "Chân trang", "foot", "Cỡ chữ địa chỉ (ô 13).";
        copy: Measure = "ban_sao", "Bản sao", "copy", "Cỡ chữ thông tin bản sao điện tử (ô 14).";
        appendix: Measure = "phu_luc", "Phụ lục", "appendix", "Cỡ chữ của chữ Phụ lục.";
    }
}

record! {
    /// Spacing.
    pub struct Spacing {
        line: Measure = "gian_dong", "Giãn dòng", "line spacing", "Giãn dòng: số dòng đơn, hoặc pt.";
        paragraph: Measure = "cach_doan", "Cách đoạn", "paragraph gap", "Khoảng cách giữa các đoạn, pt.";
        indent: Measure = "thut_dau_dong", "Thụt đầu dòng", "first-line indent", "Thụt đầu dòng, mm.";
        rule: Measure = "dong_ke", "Dòng kẻ", "short rules", "Độ dài dòng kẻ so với dòng chữ.";
        letter_subject: Measure = "trich_yeu_cong_van", "Trích yếu công văn", "subject of a letter", "Khoảng cách từ số, ký hiệu đến trích yếu công văn, pt.";
        signature: Measure = "cho_ky", "Chỗ ký", "room to sign", "Chiều cao chừa để ký, mm.";
        seal: Measure = "duong_kinh_dau", "Đường kính dấu", "diameter of the seal", "Đường kính con dấu, mm.";
    }
}

record! {
    /// What the program writes.
    pub struct Words {
        national: Sourced<Text> = "quoc_hieu", "Quốc hiệu", "national name", "Quốc hiệu, hoặc tiêu đề của Đảng.";
        motto: Option<Sourced<Text>> = "tieu_ngu", "Tiêu ngữ", "motto", "Tiêu ngữ; không ghi thì không có.";
        number: Sourced<Text> = "so", "Số", "number", "Chữ trước số văn bản.", "Số:";
        after_number: Sourced<Text> = "sau_so", "Sau số", "after the number", "Dấu giữa số và ký hiệu.", "/";
        in_symbol: Sourced<Text> = "trong_ky_hieu", "Trong ký hiệu", "inside the symbol", "Dấu giữa tên loại và tên cơ quan trong ký hiệu.", "-";
        letter_subject: Sourced<Text> = "trich_yeu_cong_van", "Trích yếu công văn", "subject of a letter", "Chữ trước trích yếu công văn.", "V/v";
        addressees: Sourced<Text> = "kinh_gui", "Kính gửi", "addressees", "Chữ trước nơi gửi.", "Kính gửi:";
        bases: Option<Sourced<Text>> = "can_cu", "Căn cứ", "bases", "Dấu trước mỗi căn cứ.", "-";
        recipients: Sourced<Text> = "noi_nhan", "Nơi nhận", "recipients", "Chữ trước nơi nhận.", "Nơi nhận:";
        archive: Sourced<Text> = "luu", "Lưu", "archive line", "Chữ trước nơi lưu.", "Lưu:";
        end: Sourced<Text> = "het", "Hết", "end", "Dấu kết thúc nội dung.", "./.";
    }
}

record! {
    /// How parts are set.
    pub struct Forms {
        under_agency: Sourced<Separator> = "duoi_co_quan", "Dưới tên cơ quan", "under the body's name", "Dấu hiệu dưới tên cơ quan ban hành.";
        under_subject: Sourced<SubjectSeparator> = "duoi_trich_yeu", "Dưới trích yếu", "under the subject", "Dấu hiệu dưới trích yếu.";
        bases: Sourced<Slant> = "can_cu", "Căn cứ", "bases", "Kiểu chữ căn cứ.";
        letter_subject: Sourced<Slant> = "trich_yeu_cong_van", "Trích yếu công văn", "subject of a letter", "Kiểu chữ trích yếu công văn.";
        addressees: Sourced<Slant> = "kinh_gui", "Kính gửi", "addressees", "Kiểu chữ của chữ Kính gửi.";
        signer_title: Sourced<Weight> = "chuc_vu", "Chức vụ", "signer's title", "Kiểu chữ chức vụ người ký.";
        recipients_title: Sourced<RecipientsTitle> = "noi_nhan", "Nơi nhận", "recipients", "Kiểu chữ của chữ Nơi nhận.";
        boxed_marks: Sourced<bool> = "khung_dau", "Khung", "boxes", "Độ khẩn, phạm vi lưu hành, dự thảo có khung hay không.";
    }
}

impl Family {
    /// Whether the family has documents of this kind.
    pub fn has(&self, kind: KindName) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.iter().any(|k| k.kind == kind))
    }

    /// The family's own abbreviation of a kind.
    pub fn abbreviation(&self, kind: KindName) -> Option<&str> {
        let own = self.kinds.iter().flatten().find(|k| k.kind == kind)?;
        own.abbreviation.as_ref().map(|text| text.value.as_str())
    }

    /// The sizes that the body may have, smallest first; the other sizes go with them as sets.
    pub fn body_sizes(&self) -> &[f64] {
        &self.sizes.body.options
    }

    /// The source and confidence of every value.
    pub fn values(&self) -> impl Iterator<Item = (&str, Confidence)> {
        let (p, z, g, w, f) = (&self.page, &self.sizes, &self.spacing, &self.words, &self.forms);
        let measures = [
            &p.top,
            &p.bottom,
            &p.left,
            &p.right,
            &p.number,
            &z.body,
            &z.page_number,
            &z.national,
            &z.motto,
            &z.parent,
            &z.issuer,
            &z.number,
            &z.place,
            &z.title,
            &z.subject,
            &z.letter_subject,
            &z.signature,
            &z.recipients_title,
            &z.recipients,
            &z.urgency,
            &z.circulation,
            &z.draft,
            &z.drafter,
            &z.foot,
            &z.copy,
            &z.appendix,
            &g.line,
            &g.paragraph,
            &g.indent,
            &g.rule,
            &g.letter_subject,
            &g.signature,
            &g.seal,
        ];
        let words = [
            &w.national,
            &w.number,
            &w.after_number,
            &w.in_symbol,
            &w.letter_subject,
            &w.addressees,
            &w.recipients,
            &w.archive,
            &w.end,
        ];
        let optional = [&w.motto, &w.bases];
        let forms = [
            about(&f.under_agency),
            about(&f.under_subject),
            about(&f.bases),
            about(&f.letter_subject),
            about(&f.addressees),
            about(&f.signer_title),
            about(&f.recipients_title),
            about(&f.boxed_marks),
        ];
        measures
            .into_iter()
            .map(|m| (m.source.as_str(), m.confidence))
            .chain(words.into_iter().map(about))
            .chain(optional.into_iter().flatten().map(about))
            .chain(forms)
    }
}

fn about<T>(value: &Sourced<T>) -> (&str, Confidence) {
    (&value.source, value.confidence)
}
