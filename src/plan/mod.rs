//! A plan: what a person (or a program) writes, as typed records with places.
//!
//! Every key is declared once, with its titles, description and examples: the reader, the JSON Schema and the starting plans of
//! `vanthu new` come from these declarations.

pub mod decode;
pub mod files;
pub mod kind;
mod load;
mod records;
mod schema;
mod text;
mod value;
mod variables;

use serde_json::json;

use crate::yaml::Node;
use decode::{Decode, choice, record};
pub use kind::KindName;
pub(crate) use load::lookup;
pub use load::{Loaded, Overrides, Row, Tree, built_in, profile, read};
pub use records::{
    Assignment, Attached, Budget, BudgetLine, Introduction, Invitation, Leave, MeetingKind, Minutes, MoneyUnit, Party,
    Schedule, Telegram,
};
pub use schema::{schema, schema_text};
pub use text::{Body, BodyLine, Lines, Text};
pub(crate) use value::decimal;
pub use value::{Amount, Copies, Date, DocumentNumber, DraftRound, Number, Year};
pub use variables::{Example, Variable, VariableKind, VariableRecord, Variables};

choice! {
    /// What stands under the issuing body's name.
    pub enum Separator {
        /// A rule, 1/3 to 1/2 of the name.
        Rule = "gach",
        /// A star.
        Star = "sao",
        /// Three stars.
        ThreeStars = "ba-sao",
        /// Nothing.
        None = "khong",
    }
}

choice! {
    /// Degrees of secrecy (ô 10a): room for the stamp is kept, the stamp is not drawn.
    pub enum Secrecy {
        /// Secret.
        Secret = "mat",
        /// Very secret.
        VerySecret = "toi-mat",
        /// Top secret.
        TopSecret = "tuyet-mat",
    }
}

choice! {
    /// Degrees of urgency (ô 10b).
    pub enum Urgency {
        /// Urgent.
        Urgent = "khan",
        /// Very urgent.
        VeryUrgent = "thuong-khan",
        /// Express.
        Express = "hoa-toc",
    }
}

choice! {
    /// Limits of circulation (ô 11).
    pub enum Circulation {
        /// Return after reading.
        ReturnAfterReading = "xem-xong-tra-lai",
        /// Internal.
        Internal = "luu-hanh-noi-bo",
    }
}

choice! {
    /// How an electronic copy was made (ô 14).
    pub enum CopyForm {
        /// Full copy.
        Full = "sao-y",
        /// Copy of a copy.
        OfCopy = "sao-luc",
        /// Extract.
        Extract = "trich-sao",
    }
}

impl CopyForm {
    /// The form as printed: it is a kind of its own, under the same word.
    pub fn title(self) -> &'static str {
        KindName::from_word(self.word()).and_then(|name| kind::kind(name).title).unwrap_or_default()
    }
}

choice! {
    /// How a page is turned.
    pub enum Orientation {
        /// Portrait.
        Portrait = "doc",
        /// Landscape.
        Landscape = "ngang",
    }
}

record! {
    /// A plan file. What a profile (`don_vi`) gives is already merged under it.
    pub struct Plan {
        kind: KindName = "loai", "Tên loại", "kind of the document", "Loại văn bản.", "ke-hoach";
        family: Option<Text> = "he", "Hệ thể thức", "family of layout rules", "Hệ quy định về thể thức: nha-nuoc (mặc định), mttq, dang, hoặc tên một tệp trong thư mục `he/` cạnh kế hoạch hay ở các cấp trên.", "nha-nuoc", "mttq", "dang";
        profile: Option<Text> = "don_vi", "Hồ sơ đơn vị", "agency profile", "Đường dẫn đến hồ sơ đơn vị (.yaml), tính từ thư mục của kế hoạch hoặc thư mục `don-vi/` ở các cấp trên. Khóa nào trong hồ sơ cũng có thể ghi lại ở đây.", "don-vi/mttq-tinh-kon-tum";
        agency: Option<OneOrMany<Agency>> = "co_quan", "Cơ quan ban hành", "issuing body", "Cơ quan chủ quản và cơ quan ban hành văn bản (ô 2). Văn bản liên tịch: danh sách các cơ quan.";
        number: Option<DocumentNumber> = "so", "Số", "number", "Số văn bản (ô 3); để trống khi chưa có số, trên giấy còn chỗ để điền.", 35;
        symbol: Option<Text> = "ky_hieu", "Ký hiệu", "symbol", "Ký hiệu văn bản (ô 3); không ghi thì lấy từ tên loại và `co_quan.viet_tat`.", "KH-MTTQ-BTT";
        drafting_unit: Option<Text> = "don_vi_soan_thao", "Đơn vị soạn thảo", "drafting unit", "Chữ viết tắt của đơn vị soạn thảo hoặc lĩnh vực, dùng trong ký hiệu công văn.", "VHTT";
        place: Option<Text> = "dia_danh", "Địa danh", "place", "Địa danh (ô 4).", "Kon Tum";
        date: Option<Date> = "ngay", "Ngày ban hành", "date", "Ngày ban hành (ô 4): 2024-03-15 hoặc 15/3/2024; 2024-03 hoặc 2024 khi chưa biết ngày, tháng.", "2024-03";
        year: Option<Year> = "nam", "Năm", "year", "Năm của văn bản khi `ngay` còn để trống.", 2024;
        subject: Option<Lines> = "trich_yeu", "Trích yếu nội dung", "subject", "Trích yếu nội dung (ô 5a, 5b). Công văn: không gõ `V/v`, chương trình tự thêm. Danh sách = giữ nguyên cách ngắt dòng.", "Tổ chức Ngày hội Đại đoàn kết toàn dân tộc năm 2026";
        addressees: Option<Lines> = "kinh_gui", "Kính gửi", "addressees", "Nơi công văn gửi đến (ô 9a): một dòng, hoặc danh sách.";
        bases: Option<Vec<Text>> = "can_cu", "Căn cứ ban hành", "legal bases", "Mỗi căn cứ một dòng, viết đầy đủ (`Căn cứ …`, `Thực hiện …`); dấu cuối dòng do chương trình đặt.";
        numbering: Option<Vec<Text>> = "danh_so", "Kiểu đánh số", "numbering marks", "Dấu đánh số của từng cấp trong nội dung.", json!(["I.", "1.", "a)"]);
        variables: Option<Variables> = "bien", "Biến", "columns of a batch", "Các cột của bảng dữ liệu dùng với `vanthu batch`: tên dùng trong {{ … }}, kiểu, cột, ví dụ.", json!({"ho_ten": {"vi_du": "Nguyễn Văn Mẫu"}});
        data: Option<Data> = "du_lieu", "Dữ liệu", "data", "Số liệu để dùng trong nội dung bằng {{ tên }}. Số viết 5.000.000 hay 5000000 đều được.", json!({"muc_chi": 5_000_000, "so_don_vi": 10});
        authority: Option<Lines> = "tham_quyen", "Thẩm quyền ban hành", "issuing authority", "Dòng thẩm quyền ban hành của nghị quyết, quyết định, chữ hoa.", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU";
        body: Option<Body> = "noi_dung", "Nội dung", "body", "Nội dung (ô 6), viết dưới dấu `|`.", "# MỤC ĐÍCH\n1. Nội dung thứ nhất.";
        attached: Option<Attached> = "van_ban_kem_theo", "Văn bản kèm theo", "attached text", "Quy chế, quy định … được ban hành kèm theo nghị quyết, quyết định (Mẫu 1.3).";
        telegram: Option<Telegram> = "cong_dien", "Công điện", "telegram", "Người điện và nơi nhận điện (Mẫu 1.6).";
        invitation: Option<Invitation> = "giay_moi", "Giấy mời", "invitation", "Các mục của giấy mời (Mẫu 1.7).";
        introduction: Option<Introduction> = "giay_gioi_thieu", "Giấy giới thiệu", "letter of introduction", "Các mục của giấy giới thiệu (Mẫu 1.8).";
        minutes: Option<Minutes> = "bien_ban", "Biên bản", "minutes", "Các mục của biên bản (Mẫu 1.9).";
        leave: Option<Leave> = "giay_nghi_phep", "Giấy nghỉ phép", "leave permit", "Các mục của giấy nghỉ phép (Mẫu 1.10).";
        parties: Option<Vec<Party>> = "cac_ben", "Các bên", "parties", "Hai bên của hợp đồng, bản ghi nhớ, bản thỏa thuận.";
        letter_name: Option<Text> = "ten_thu", "Tên thư", "name of the letter", "Tên in của thư công.", "THƯ CHÚC MỪNG";
        assignments: Option<Vec<Assignment>> = "phan_cong", "Phân công", "assignments", "Ai làm gì, khi nào xong; đặt vào nội dung bằng {{ bang_phan_cong }} hoặc {{ doan_phan_cong }}.";
        schedule: Option<Vec<Schedule>> = "tien_do", "Tiến độ", "schedule", "Tiến độ thực hiện; đặt vào nội dung bằng {{ bang_tien_do }} hoặc {{ doan_tien_do }}.";
        budget: Option<Budget> = "kinh_phi", "Kinh phí", "budget", "Dự toán kinh phí; đặt vào nội dung bằng {{ bang_kinh_phi }} hoặc {{ doan_kinh_phi }}; tổng số là {{ tong_kinh_phi | tien }}.";
        recipients: Option<Vec<Recipient>> = "noi_nhan", "Nơi nhận", "recipients", "Các dòng nơi nhận (ô 9b), không gõ `- ` và dấu cuối dòng; dòng `Lưu` ghi ở khóa `luu`.";
        archive: Option<Vec<Recipient>> = "luu", "Lưu", "archive line", "Các nơi lưu, in thành dòng `- Lưu: VT, …`.", json!(["VT", "PVH"]);
        drafter: Option<Text> = "nguoi_soan", "Người soạn thảo", "drafter", "Ký hiệu người soạn thảo (ô 12).", "PL";
        printed_copies: Option<Copies> = "so_ban_phat_hanh", "Số bản phát hành", "number of copies issued", "Số lượng bản phát hành (ô 12).", 300;
        signer: Option<OneOrMany<Signer>> = "ky", "Người ký", "signer", "Quyền hạn, chức vụ, họ tên người ký (ô 7). Văn bản có nhiều chữ ký: danh sách, từ trái sang phải.";
        secrecy: Option<Secrecy> = "mat", "Độ mật", "secrecy", "Độ mật (ô 10a): chừa chỗ để đóng dấu.", "mat";
        urgency: Option<Urgency> = "khan", "Độ khẩn", "urgency", "Độ khẩn (ô 10b), in trong khung.", "khan";
        circulation: Option<Circulation> = "luu_hanh", "Phạm vi lưu hành", "circulation", "Chỉ dẫn phạm vi lưu hành (ô 11).", "luu-hanh-noi-bo";
        draft: Option<Draft> = "du_thao", "Dự thảo", "draft", "true: in DỰ THẢO; một số: in DỰ THẢO LẦN …", true;
        copy: Option<CopyInfo> = "ban_sao", "Bản sao điện tử", "electronic copy", "Thông tin bản sao điện tử ở góc trên bên phải trang 1 (ô 14).";
        footer: Option<Lines> = "chan_trang", "Chân trang", "foot of page 1", "Địa chỉ, thư điện tử, điện thoại, số Fax (ô 13), in ở chân trang thứ nhất.";
        appendices: Option<Vec<Appendix>> = "phu_luc", "Phụ lục", "appendices", "Các phụ lục kèm theo.";
        layout: Option<Layout> = "trinh_bay", "Trình bày", "layout settings", "Lề, cỡ chữ, giãn dòng trong phạm vi pháp luật cho phép.";
        ignored: Option<Vec<Text>> = "bo_qua", "Quy tắc bỏ qua", "rules passed over", "Mã các quy tắc mà `vanthu check` bỏ qua trong cả văn bản (trong hồ sơ: trong mọi văn bản của đơn vị).", json!(["VT612"]);
        output: Option<Text> = "ten_tep", "Tên tệp", "output file name", "Tên tệp kết quả, không có phần mở rộng; không ghi thì lấy tên tệp kế hoạch. In hàng loạt: có thể dùng các biến, `so` và `dong` (số thứ tự dòng).", "{{ so }}-{{ ho_ten | khong_dau }}";
    }
}

record! {
    /// The issuing body (ô 2).
    pub struct Agency {
        parent: Option<Lines> = "chu_quan", "Cơ quan chủ quản", "superior body", "Tên cơ quan chủ quản trực tiếp, chữ hoa. Danh sách = giữ nguyên cách ngắt dòng.", json!(["ỦY BAN MTTQ VIỆT NAM", "TỈNH KON TUM"]);
        issuer: Lines = "ban_hanh", "Cơ quan ban hành", "issuing body", "Tên cơ quan ban hành, chữ hoa. Danh sách = giữ nguyên cách ngắt dòng.", "BAN THƯỜNG TRỰC";
        name: Option<Text> = "ten", "Tên trong câu", "name in running text", "Tên cơ quan viết thường như trong câu, dùng ở dòng (Kèm theo …) của phụ lục.", "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Kon Tum";
        abbreviation: Option<Text> = "viet_tat", "Chữ viết tắt", "abbreviation", "Chữ viết tắt tên cơ quan trong ký hiệu.", "MTTQ-BTT";
        separator: Option<Separator> = "dong_ke", "Dòng kẻ", "separator", "Dấu hiệu dưới tên cơ quan: dòng kẻ, sao, ba sao hoặc không.", "gach";
    }
}

record! {
    /// The signer (ô 7).
    pub struct Signer {
        authority: Option<Vec<Text>> = "quyen_han", "Quyền hạn", "authority lines", "Các dòng thể thức đề ký: TM., KT., TL., TUQ., Q. đứng trước chức vụ của người ký.", json!(["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"]);
        title: Text = "chuc_vu", "Chức vụ", "title", "Chức vụ người ký, chữ hoa.", "PHÓ CHỦ TỊCH";
        other_title: Option<Text> = "chuc_vu_khac", "Chức vụ khác", "other office", "Chức vụ khác của người ký, in trên họ tên.", "BỘ TRƯỞNG BỘ NỘI VỤ";
        rank: Option<Text> = "cap_bac", "Cấp bậc", "rank", "Học hàm, quân hàm đứng trước họ tên, ở nơi được phép.", "Đại tá";
        name: Text = "ho_ten", "Họ tên", "full name", "Họ và tên người ký.", "Nguyễn Thị Lan";
        signed: Option<bool> = "da_ky", "Đã ký", "signed", "true: in (Đã ký).", true;
    }
}

record! {
    /// The 10 pt line of an electronic copy (ô 14).
    pub struct CopyInfo {
        form: CopyForm = "hinh_thuc", "Hình thức sao", "form of the copy", "Hình thức sao.", "sao-y";
        agency: Text = "co_quan", "Cơ quan sao", "copying body", "Tên cơ quan sao văn bản.", "Ủy ban nhân dân xã Đăk Hà";
        time: Text = "thoi_gian", "Thời gian sao", "time of the copy", "Ngày tháng năm; giờ phút giây.", "15/3/2026; 08:30:00";
    }
}

record! {
    /// An appendix.
    pub struct Appendix {
        title: Lines = "tieu_de", "Tiêu đề phụ lục", "title of the appendix", "Tiêu đề phụ lục, chữ hoa.", "DANH SÁCH MÔ HÌNH ĐIỂM";
        body: Option<Body> = "noi_dung", "Nội dung phụ lục", "body of the appendix", "Nội dung, viết như nội dung chính.";
        table: Option<Text> = "bang", "Bảng số liệu", "data file", "Tệp CSV, XLSX hoặc ODS trong thư mục của kế hoạch: in thành bảng dưới nội dung phụ lục.", "so-lieu.csv";
        sheet: Option<Text> = "trang_tinh", "Trang tính", "worksheet", "Tên trang tính; không ghi thì lấy trang tính đầu tiên.", "Sheet1";
        columns: Option<Vec<Column>> = "cot", "Các cột", "columns", "Cách in các cột của bảng số liệu.";
        pdf: Option<Text> = "tep", "Tệp PDF", "PDF file", "Tệp PDF trong thư mục của kế hoạch, đưa nguyên trang vào sau trang đầu của phụ lục.", "ban-ve.pdf";
        numbering: Option<Vec<Text>> = "danh_so", "Kiểu đánh số", "numbering marks", "Dấu đánh số của từng cấp.", json!(["I.", "1.", "a)"]);
        orientation: Option<Orientation> = "huong", "Hướng giấy", "orientation", "Dọc (mặc định) hoặc ngang.", "ngang";
        with_numbers: Option<bool> = "ghi_so", "Ghi số, ngày", "write number and date", "true (mặc định): ghi số, ngày của văn bản vào dòng (Kèm theo …); false: để trống, dùng cho văn bản điện tử.", false;
    }
}

choice! {
    /// How the number of copies stands on the archive line: the law names it, but not how it is written.
    pub enum ArchiveCopies {
        /// `VT, TCCB (02)`.
        Brackets = "ngoac",
        /// `VT, TCCB.02`.
        Dot = "cham",
    }
}

choice! {
    /// How a column of a data file is printed.
    pub enum ColumnKind {
        /// Text, on the left.
        Text = "chu",
        /// Text in the middle.
        Centred = "giua",
        /// Numbers with dots between thousands, on the right.
        Number = "so",
    }
}

record! {
    /// A column of a data file.
    pub struct Column {
        name: Text = "ten", "Tên cột", "name", "Tên cột như ở đầu bảng.", "Số tiền";
        kind: ColumnKind = "kieu", "Kiểu", "kind", "chu, giua, hoặc so (có dấu chấm hàng nghìn, canh phải).", "so";
    }
}

record! {
    /// Settings within the legal ranges.
    pub struct Layout {
        margins: Option<Margins> = "le", "Lề", "margins", "Lề trang, mm.";
        size: Option<Number> = "co_chu", "Cỡ chữ", "body size", "Cỡ chữ nội dung, pt; các cỡ khác đi theo bộ.", 14;
        spacing: Option<Number> = "gian_dong", "Giãn dòng", "line spacing", "Giãn dòng: 1 đến 1,5 dòng (hệ Đảng: 18 đến 22 pt).", 1.15;
        gap: Option<Number> = "cach_doan", "Cách đoạn", "paragraph gap", "Khoảng cách giữa các đoạn, pt, tối thiểu 6.", 6;
        indent: Option<Number> = "thut_dau_dong", "Thụt đầu dòng", "first-line indent", "Thụt đầu dòng, mm: 10 hoặc 12,7.", 12.7;
        rule: Option<Number> = "ti_le_dong_ke", "Độ dài dòng kẻ", "length of the short rules", "Độ dài dòng kẻ dưới tên cơ quan và trích yếu so với dòng chữ: 1/3 đến 1/2.", 0.4;
        signature_room: Option<Number> = "cho_ky", "Chỗ ký", "room for the signature", "Chiều cao chừa để ký, mm.", 30;
        archive_copies: Option<ArchiveCopies> = "so_ban_luu", "Cách ghi số bản lưu", "copies on the archive line", "Số bản ở dòng Lưu: ngoac = `VT, TCCB (02)` (mặc định), cham = `VT, TCCB.02`.", "cham";
        seal: Option<Number> = "duong_kinh_dau", "Đường kính dấu", "diameter of the seal", "Đường kính con dấu, mm, để chừa chỗ.", 36;
    }
}

record! {
    /// Margins in mm.
    pub struct Margins {
        top: Option<Number> = "tren", "Lề trên", "top margin", "Lề trên, 20 - 25 mm.", 20;
        bottom: Option<Number> = "duoi", "Lề dưới", "bottom margin", "Lề dưới, 20 - 25 mm.", 20;
        left: Option<Number> = "trai", "Lề trái", "left margin", "Lề trái, 30 - 35 mm.", 30;
        right: Option<Number> = "phai", "Lề phải", "right margin", "Lề phải, 15 - 20 mm.", 15;
    }
}

record! {
    /// A recipient with the number of copies it gets.
    pub struct RecipientRecord {
        name: Text = "ten", "Tên nơi nhận", "name", "Nơi nhận.", "BTT UBMT huyện, Thành phố";
        copies: Option<Copies> = "so_ban", "Số bản", "copies", "Số bản in cho nơi nhận này.", 10;
    }
}

/// One line of `noi_nhan` or one place of `luu`: a text, or a text with the number of copies.
#[derive(Debug, Clone, PartialEq)]
pub struct Recipient {
    /// The text.
    pub name: Text,
    /// How many copies to print for it.
    pub copies: Option<Copies>,
}

impl Decode for Recipient {
    fn decode(node: &Node, key: &str, report: &mut crate::diag::Report) -> Option<Self> {
        if node.get("ten").is_some() {
            let record = RecipientRecord::decode(node, key, report)?;
            return Some(Self { name: record.name, copies: record.copies });
        }
        Some(Self { name: Text::decode(node, key, report)?, copies: None })
    }

    fn schema() -> serde_json::Value {
        json!({ "anyOf": [Text::schema(), RecipientRecord::schema()] })
    }
}

/// One record, or a list of them: joint documents have several bodies and signers.
#[derive(Debug, Clone)]
pub struct OneOrMany<T> {
    /// The records, at least one.
    pub items: Vec<T>,
    /// Where they stand.
    pub span: Option<crate::diag::Span>,
}

impl<T: Decode> Decode for OneOrMany<T> {
    fn decode(node: &Node, key: &str, report: &mut crate::diag::Report) -> Option<Self> {
        let items = match node.value {
            crate::yaml::Value::List(_) => Vec::<T>::decode(node, key, report)?,
            _ => vec![T::decode(node, key, report)?],
        };
        if items.is_empty() {
            report.push(crate::diag::Problem::EmptyText { key: key.to_owned() }, node.span);
            return None;
        }
        Some(Self { items, span: node.span })
    }

    fn schema() -> serde_json::Value {
        json!({ "anyOf": [T::schema(), { "type": "array", "minItems": 1, "items": T::schema() }] })
    }
}

/// Whether and how often the text was drafted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Draft {
    /// Not a draft.
    No,
    /// A draft.
    Yes,
    /// A draft of the n-th round.
    Round(u32),
}

impl Decode for Draft {
    fn decode(node: &Node, key: &str, report: &mut crate::diag::Report) -> Option<Self> {
        if let crate::yaml::Value::Scalar(crate::yaml::Scalar::Bool(yes)) = node.value {
            return Some(if yes { Self::Yes } else { Self::No });
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 1..=99
        DraftRound::decode(node, key, report).map(|round| Self::Round(round.get() as u32))
    }

    fn schema() -> serde_json::Value {
        json!({ "anyOf": [{ "type": "boolean" }, DraftRound::schema()] })
    }
}

/// Free data for the body's expressions; its values are checked when they are handed to them.
#[derive(Debug, Clone, PartialEq)]
pub struct Data(pub Node);

impl Decode for Data {
    fn decode(node: &Node, key: &str, report: &mut crate::diag::Report) -> Option<Self> {
        if matches!(node.value, crate::yaml::Value::Map(_)) {
            return Some(Self(node.clone()));
        }
        decode::wrong_type(node, key, "nhóm khóa", "a group of keys", report);
        None
    }

    fn schema() -> serde_json::Value {
        json!({ "type": "object" })
    }
}
