//! The catalogue of problems: one enum, every message in both languages, with its code, severity and clause.

use std::borrow::Cow;
use std::fmt;

use super::{Lang, Text};

/// A stable number such as `VT101`; the same in both languages and in every release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub u16);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VT{:03}", self.0)
    }
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The document is not made.
    Error,
    /// The document is made; somebody should look.
    Warning,
    /// The program changed or assumed something and says so.
    Note,
}

impl Severity {
    /// The word shown in a language.
    pub fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Error, Lang::Vi) => "lỗi",
            (Self::Error, Lang::En) => "error",
            (Self::Warning, Lang::Vi) => "cảnh báo",
            (Self::Warning, Lang::En) => "warning",
            (Self::Note, Lang::Vi) => "ghi chú",
            (Self::Note, Lang::En) => "note",
        }
    }

    /// The word of machine formats.
    pub fn id(self) -> &'static str {
        self.name(Lang::En)
    }
}

/// Everything that is said about a problem, apart from its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its stable number.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// One line: what is wrong.
    pub message: Text,
    /// What to do.
    pub help: Option<Text>,
    /// The clause of the regulation that the rule follows.
    pub clause: Option<Cow<'static, str>>,
    /// What the rule asks for, where the message is about one case of it.
    pub summary: Option<Text>,
}

impl Entry {
    fn new(code: u16, severity: Severity, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { code: Code(code), severity, message: Text::new(vi, en), help: None, clause: None, summary: None }
    }

    fn help(mut self, vi: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Text::new(vi, en));
        self
    }

    /// A clause that is data: of a family file.
    fn rule(mut self, clause: Option<&str>) -> Self {
        self.clause = clause.map(|text| Cow::Owned(text.to_owned()));
        self
    }

    fn clause(mut self, clause: Option<&'static str>) -> Self {
        self.clause = clause.map(Cow::Borrowed);
        self
    }
}

/// What went wrong. The data of a variant is what its message needs; the wording is in [`Problem::entry`].
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // The fields are named after what the messages print.
pub enum Problem {
    // Reading a file (VT0xx).
    NotUtf8,
    TooLarge { bytes: u64, limit: u64 },
    EmptyFile,
    YamlSyntax { detail: Text },
    TabIndent,
    DuplicateKey { key: String },
    YamlFeature { feature: Text },
    ForbiddenChar { name: String },
    NotNfc,
    HugeInteger { text: String },
    CutByComment { lost: String },
    LineIsMapping { quoted: String },
    AmbiguousNumber { text: String },
    TooDeep { limit: usize },
    // The plan (VT1xx).
    UnknownKey { key: String, near: Option<String> },
    MissingKey { key: String, what: Text },
    WrongType { key: String, expected: Text, found: Text },
    EmptyText { key: String },
    UnknownValue { key: String, value: String, allowed: String, near: Option<String> },
    BadDate { text: String },
    ImpossibleDate { text: String },
    OutOfRange { key: String, value: String, range: Text, clause: Option<String> },
    Placeholder { text: String },
    BadSymbol { text: String },
    TooLong { key: String, len: usize, limit: usize },
    KeyNotForKind { key: String, kind: String, kinds: String },
    ProfileNotFound { name: String, looked: String },
    ProfileNested,
    FamilyNotFound { name: String, known: String, looked: String, near: Option<String> },
    FamilyNested,
    FamilyNotYet { family: String, from: String, accepted: bool },
    FamilyWithoutKind { family: String, kind: String },
    YearUnknown,
    TypedByHabit { text: String, printed: Text },
    BadMark { text: String },
    SeeAbove { kind: String, wanted: &'static str },
    SignersDiffer { kind: String, expected: usize, found: usize, bodies: usize },
    BadVariable { name: String, better: String },
    Columns { detail: Text },
    ExamplesUsed,
    NumberKnown { number: u32 },
    NothingAwaited { kind: String },
    SignedWhileAwaiting,
    // The body (VT2xx).
    RawHtml { tag: String },
    NotInSubset { what: Text, instead: Text },
    RaggedTable { expected: usize, found: usize },
    TableWithoutHeader,
    WrongNumber { typed: String, computed: String },
    ExpressionSyntax { detail: Text },
    UnknownVariable { name: String, near: Option<String> },
    UnknownFilter { name: String, near: Option<String> },
    ExpressionFailed { detail: Text },
    OutOfFuel { limit: u64 },
    ImageMissing { path: String },
    ImageOutside { path: String },
    ImageBroken { path: String },
    ImageNoAlt,
    HeadingTooDeep { depth: usize, levels: usize },
    NotLiteralBlock,
    IgnoreInBody,
    TooManyPoints,
    FilterBinds { filter: String },
    NotAlone { name: String },
    TurnsNothing,
    TotalDiffers { stated: String, computed: String },
    AmountDiffers { stated: String, computed: String },
    AmountUnknown,
    AmountFraction { computed: String },
    NeverPlaced { key: String, word: String },
    NameTaken { name: String },
    NoSuchAppendix { text: String, count: usize },
    AppendixUnmentioned,
    AppendixEmpty,
    OnlyInPdf { format: String },
    ClaimsDropped { named: bool },
    DataFile { path: String, why: Text },
    DataCell { at: Text, what: Text },
    NoSuchColumn { name: String, columns: String, near: Option<String> },
    // The page (VT3xx).
    MissingGlyph { name: String, font: String },
    HeaderTooWide { free: f64 },
    OffThePage { page: usize, text: String },
    // Files, templates, options (VT4xx).
    CannotRead { path: String, why: Text },
    CannotWrite { path: String, why: Text },
    TemplateSyntax { detail: String },
    TemplateFailed { detail: String },
    SameOutput { path: String, other: String },
    FontPath { path: String, why: Text },
    Standard { detail: String },
    NoAnchors { path: String },
    Option { detail: Text },
    WorkerLost { why: Text },
    // Rows of a batch (VT5xx).
    RowFault { at: Text, what: Text },
    NoVariables { suggestion: String },
    // Printing (VT52x, VT53x).
    PrinterAddress { text: String, why: Text },
    PrinterAway { printer: String, why: Text },
    PrinterRefuses { printer: String, why: Text },
    PrinterLacks { printer: String, what: Text, help: Text },
    PrinterWithoutColour { printer: String },
    NoA4InTray { printer: String, loaded: String },
    PrintsOneSide { printer: String },
    PrintJournal { path: String, why: Text, help: Text },
    NotAPdf { path: String },
    NamedTwice { path: String },
    PrintFailed { file: String, why: Text },
    PrintCancelled { file: String, why: Text },
    PrintUnclear { file: String, job: Option<i32> },
    PrintStuck { file: String, job: i32, seconds: u64, why: Text },
    PrinterLost { file: String, job: i32, why: Text },
    PrintedWithErrors { file: String, job: i32 },
    PrintedOtherwise { file: String, names: String },
    NotTried { count: usize },
    NoCups { server: String, why: Text },
    // The print run (VT54x).
    MergeInput { path: String, why: Text },
    MergeOverInput { path: String },
    MergeEmptyFolder { path: String },
    MergeTooLong { path: String, pages: u64, limit: u64 },
    MergeLeftOver { path: String },
    // Signing (VT55x).
    SigningKey { why: Text },
    NoPin { why: Text },
    Picture { path: String, why: Text, clause: &'static str },
    NoPicture { clause: &'static str },
    NotSigned { path: String, why: Text },
    FilesNotTried { count: usize },
    SignJournal { path: String, why: Text },
    NotIssued { path: String, why: Text },
    Awaiting { why: Text },
    NotVerified { path: String, why: Text },
    ChainIncomplete { subject: String },
    // `check` (VT59x), and what its rules find (VT600 on).
    Rule(Box<Entry>),
    UnusedIgnore { code: String },
    UnknownRule { code: String },
    BadIgnore,
    // Ours (VT9xx).
    Internal { detail: String },
}

const PL1_MARGINS: &str = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I, khoản 3";
const PL1_NUMBER: &str = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 3";
const PL1_APPENDIX: &str = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục III, khoản 1";
/// Where number and symbol are ruled.
pub(crate) const CLAUSE_NUMBER: &str = PL1_NUMBER;

impl Problem {
    /// Code, severity, wording, help and clause.
    #[allow(clippy::too_many_lines)] // A catalogue: one arm per problem, read from top to bottom.
    pub fn entry(&self) -> Entry {
        use Severity::{Error, Note, Warning};
        let near_vi = |near: &Option<String>| near.as_ref().map(|n| format!("có phải bạn muốn viết `{n}`?"));
        let near_en = |near: &Option<String>| near.as_ref().map(|n| format!("did you mean `{n}`?"));
        let with_near = |entry: Entry, near: &Option<String>| match (near_vi(near), near_en(near)) {
            (Some(vi), Some(en)) => entry.help(vi, en),
            _ => entry,
        };
        match self {
            Self::NotUtf8 => Entry::new(1, Error, "tệp không phải UTF-8", "the file is not UTF-8").help(
                "lưu lại tệp với bảng mã UTF-8 (Unicode theo TCVN 6909:2001)",
                "save the file again as UTF-8",
            ),
            Self::TooLarge { bytes, limit } => Entry::new(
                2,
                Error,
                format!("tệp quá lớn: {} MB, tối đa {} MB", bytes / 1_000_000, limit / 1_000_000),
                format!("the file is too large: {} MB, at most {} MB", bytes / 1_000_000, limit / 1_000_000),
            ),
            Self::EmptyFile => Entry::new(3, Error, "tệp không có nội dung", "the file has no content").help(
                "tạo một kế hoạch mẫu bằng `vanthu new ke-hoach`",
                "make a starting plan with `vanthu new ke-hoach`",
            ),
            Self::YamlSyntax { detail } => Entry::new(
                4,
                Error,
                format!("YAML viết sai: {}", detail.vi),
                format!("malformed YAML: {}", detail.en),
            )
            .help(
                "nội dung có dấu `: `, hoặc bắt đầu bằng * & % @ [ { ! > | \" ' thì đặt cả dòng trong ngoặc kép",
                "put a text that holds `: `, or begins with * & % @ [ { ! > | \" ', in double quotes",
            ),
            Self::TabIndent => Entry::new(
                5,
                Error,
                "thụt đầu dòng bằng phím Tab; YAML chỉ nhận dấu cách",
                "indented with a tab; YAML takes spaces only",
            )
            .help("thay Tab bằng hai dấu cách", "replace the tab by two spaces"),
            Self::DuplicateKey { key } => Entry::new(
                6,
                Error,
                format!("khóa `{key}` viết hai lần"),
                format!("the key `{key}` is written twice"),
            )
            .help("giữ lại một dòng", "keep one of the lines"),
            Self::YamlFeature { feature } => Entry::new(
                7,
                Error,
                format!("không dùng {} trong kế hoạch", feature.vi),
                format!("{} is not allowed in a plan", feature.en),
            )
            .help("viết thẳng giá trị ra, hoặc đặt trong ngoặc kép nếu đó là chữ", "write the value itself, or put it in quotes if it is text"),
            Self::ForbiddenChar { name } => Entry::new(
                8,
                Error,
                format!("ký tự không nhìn thấy hoặc ký tự điều khiển {name}"),
                format!("invisible or control character {name}"),
            )
            .help("xóa ký tự này rồi gõ lại chữ ở chỗ đó", "delete it and retype the text there")
            .clause(Some("Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I, khoản 4 (TCVN 6909:2001)")),
            Self::NotNfc => Entry::new(
                9,
                Note,
                "chữ có dấu ở dạng tổ hợp (NFD), đã đổi sang dựng sẵn (NFC)",
                "decomposed letters (NFD) were composed (NFC)",
            )
            .clause(Some("Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I, khoản 4 (TCVN 6909:2001)")),
            Self::HugeInteger { text } => Entry::new(
                10,
                Error,
                format!("số quá dài: {text}"),
                format!("the number is too long: {text}"),
            )
            .help("nếu là mã số thì đặt trong ngoặc kép", "put it in quotes if it is a code"),
            Self::CutByComment { lost } => Entry::new(
                11,
                Warning,
                format!("YAML bỏ phần sau dấu `#`: `{lost}`"),
                format!("YAML drops what stands after `#`: `{lost}`"),
            )
            .help(
                "đặt cả dòng trong ngoặc kép; nếu là chú thích thì thêm dấu cách sau `#`",
                "put the whole text in quotes; if it is a comment, put a space after `#`",
            ),
            Self::LineIsMapping { quoted } => Entry::new(
                12,
                Error,
                "dòng có dấu `: ` nên YAML hiểu thành khóa và giá trị",
                "the line holds `: `, so YAML reads a key and a value",
            )
            .help(format!("đặt cả dòng trong ngoặc kép: {quoted}"), format!("put the line in quotes: {quoted}")),
            Self::AmbiguousNumber { text } => Entry::new(
                13,
                Error,
                format!("không rõ `{text}` là số thập phân hay có dấu chấm hàng nghìn"),
                format!("`{text}` may be a decimal or may have a thousands dot"),
            )
            .help(
                "viết 1.234.567 hoặc 1234567 cho số nguyên, 1234,567 cho số thập phân",
                "write 1.234.567 or 1234567 for an integer, 1234,567 for a decimal",
            ),
            Self::TooDeep { limit } => Entry::new(
                14,
                Error,
                format!("lồng nhau quá {limit} cấp"),
                format!("nested more than {limit} levels deep"),
            ),

            Self::UnknownKey { key, near } => with_near(
                Entry::new(101, Error, format!("không có khóa `{key}` ở đây"), format!("there is no key `{key}` here")),
                near,
            ),
            Self::MissingKey { key, what } => Entry::new(
                102,
                Error,
                format!("thiếu `{key}`: {}", what.vi),
                format!("`{key}` is missing: {}", what.en),
            ),
            Self::WrongType { key, expected, found } => Entry::new(
                103,
                Error,
                format!("`{key}` phải là {}, không phải {}", expected.vi, found.vi),
                format!("`{key}` must be {}, not {}", expected.en, found.en),
            ),
            Self::EmptyText { key } => {
                Entry::new(104, Error, format!("`{key}` để trống"), format!("`{key}` is empty"))
                    .help("điền nội dung, hoặc xóa dòng này nếu không cần", "fill it in, or delete the line if it isn't needed")
            }
            Self::UnknownValue { key, value, allowed, near } => {
                let entry = Entry::new(
                    105,
                    Error,
                    format!("`{key}` không có giá trị `{value}`"),
                    format!("`{key}` has no value `{value}`"),
                );
                match near {
                    Some(n) => entry.help(
                        format!("có phải bạn muốn viết `{n}`? Các giá trị: {allowed}"),
                        format!("did you mean `{n}`? The values are: {allowed}"),
                    ),
                    None => entry.help(format!("các giá trị: {allowed}"), format!("the values are: {allowed}")),
                }
            }
            Self::BadDate { text } => Entry::new(
                106,
                Error,
                format!("`{text}` không phải ngày tháng"),
                format!("`{text}` is not a date"),
            )
            .help(
                "viết 2024-03-15 hoặc 15/3/2024; chưa biết ngày thì 2024-03, chưa biết tháng thì 2024",
                "write 2024-03-15 or 15/3/2024; 2024-03 or 2024 while the day or month is unknown",
            ),
            Self::ImpossibleDate { text } => Entry::new(
                107,
                Error,
                format!("không có ngày `{text}`"),
                format!("there is no such date: `{text}`"),
            ),
            Self::OutOfRange { key, value, range, clause } => Entry::new(
                108,
                Error,
                format!("`{key}` là {value}, phải là {}", range.vi),
                format!("`{key}` is {value}, it must be {}", range.en),
            )
            .rule(clause.as_deref()),
            Self::Placeholder { text } => Entry::new(
                109,
                Error,
                format!("chỗ cần điền chưa điền: {text}"),
                format!("a placeholder is not filled in: {text}"),
            )
            .help("thay cả `<<…>>` bằng nội dung thật", "replace the whole `<<…>>` by the real text"),
            Self::BadSymbol { text } => Entry::new(
                110,
                Error,
                format!("ký hiệu `{text}` không đúng dạng"),
                format!("the symbol `{text}` is malformed"),
            )
            .help(
                "chỉ gồm chữ không dấu (và Đ, đ), số, dấu chấm, nối bằng `-`, không có dấu cách hay số văn bản: KH-MTTQ-BTT, UBND-VX",
                "letters without marks (and Đ, đ), digits and dots joined by `-`, no spaces, no number: KH-MTTQ-BTT, UBND-VX",
            )
            .clause(Some(PL1_NUMBER)),
            Self::TooLong { key, len, limit } => Entry::new(
                111,
                Error,
                format!("`{key}` dài {len} ký tự, tối đa {limit}"),
                format!("`{key}` has {len} characters, at most {limit}"),
            )
            .clause(Some("Nghị định 30/2020/NĐ-CP, Phụ lục VI (độ dài trường thông tin văn bản đi)")),
            Self::KeyNotForKind { key, kind, kinds } => Entry::new(
                112,
                Error,
                format!("{kind} không có `{key}`"),
                format!("`{kind}` cannot have `{key}`"),
            )
            .help(format!("khóa này dùng cho: {kinds}"), format!("this key is for: {kinds}")),
            Self::ProfileNotFound { name, looked } => Entry::new(
                113,
                Error,
                format!("không tìm thấy hồ sơ đơn vị `{name}`"),
                format!("the agency profile `{name}` was not found"),
            )
            .help(format!("đã tìm: {looked}"), format!("looked at: {looked}")),
            Self::ProfileNested => Entry::new(
                114,
                Error,
                "hồ sơ đơn vị không được dẫn sang hồ sơ khác",
                "a profile cannot name another profile",
            ),
            Self::FamilyNotFound { name, known, looked, near } => {
                let entry = Entry::new(
                    119,
                    Error,
                    format!("không có hệ thể thức `{name}`"),
                    format!("there is no family of layout rules `{name}`"),
                );
                match near {
                    Some(_) => with_near(entry, near),
                    None => entry.help(
                        format!("các hệ có sẵn: {known}; đã tìm tệp: {looked}"),
                        format!("built in: {known}; files looked for: {looked}"),
                    ),
                }
            }
            Self::FamilyNested => Entry::new(
                120,
                Error,
                "hệ thể thức được lấy theo không được dẫn sang hệ khác",
                "the family that another one takes over cannot itself take one over",
            ),
            Self::FamilyNotYet { family, from, accepted } => Entry::new(
                121,
                if *accepted { Warning } else { Error },
                format!("thể thức `{family}` có hiệu lực từ {from}, sau ngày của văn bản"),
                format!("the rules of `{family}` are in force from {from}, after the document's date"),
            )
            .help(
                "chương trình không có quy định trước đó; thêm --he-cu để trình bày theo quy định mới",
                "the rules before that are not known; --he-cu lays it out by the newer ones",
            ),
            Self::FamilyWithoutKind { family, kind } => Entry::new(
                122,
                Error,
                format!("hệ `{family}` không có {kind}"),
                format!("the family `{family}` has no {kind}"),
            )
            .help("xem `vanthu kinds`", "see `vanthu kinds`"),
            Self::YearUnknown => Entry::new(
                115,
                Error,
                "chưa biết năm của văn bản",
                "the year of the document is unknown",
            )
            .help(
                "ghi ít nhất năm vào `ngay:` (ví dụ `ngay: 2026`); ngày và tháng để trống trên giấy",
                "give at least the year in `ngay:` (such as `ngay: 2026`); day and month stay blank on paper",
            ),
            Self::TypedByHabit { text, printed } => Entry::new(
                116,
                Note,
                format!("bỏ `{text}` vì {}", printed.vi),
                format!("dropped `{text}`: {}", printed.en),
            ),
            Self::BadMark { text } => Entry::new(
                117,
                Error,
                format!("`{text}` không phải kiểu đánh số"),
                format!("`{text}` is not a numbering mark"),
            )
            .help(
                "các kiểu: \"Phần I\", \"Chương I\", \"Mục 1\", \"Tiểu mục 1\", \"Điều 1.\", \"I.\", \"1.\", \"1.1.\", \"1.1.1.\", \"a)\"; mỗi kiểu một lần",
                "the marks are: \"Phần I\", \"Chương I\", \"Mục 1\", \"Tiểu mục 1\", \"Điều 1.\", \"I.\", \"1.\", \"1.1.\", \"1.1.1.\", \"a)\"; each once",
            ),
            Self::SeeAbove { kind, wanted } => Entry::new(
                118,
                Warning,
                format!("nơi nhận của {kind} bắt đầu bằng `{wanted}`"),
                format!("the recipients of a {kind} begin with `{wanted}`"),
            )
            .help(
                format!("thêm dòng `- {wanted} …` lên đầu `noi_nhan`"),
                format!("add the line `- {wanted} …` at the top of `noi_nhan`"),
            )
            .clause(Some("Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 9")),

            Self::SignersDiffer { kind, expected, found, bodies } => {
                let entry = Entry::new(
                    123,
                    Error,
                    format!("{kind} này có {expected} người ký, `ky` ghi {found}"),
                    format!("this {kind} has {expected} signers, `ky` gives {found}"),
                );
                match (bodies, expected) {
                    (2.., _) => entry.help(
                        "văn bản liên tịch: mỗi cơ quan trong `co_quan` một người ký, cùng thứ tự",
                        "a joint document: one signer for each body of `co_quan`, in the same order",
                    ),
                    (_, 1) => entry.help(
                        "nhiều chữ ký chỉ có ở biên bản, hợp đồng, bản ghi nhớ, bản thỏa thuận, hoặc văn bản liên tịch (`co_quan` là danh sách)",
                        "several sign minutes, contracts, memoranda and agreements, or joint documents (`co_quan` is a list)",
                    ),
                    _ => entry.help("ghi `ky` thành danh sách, từ trái sang phải", "write `ky` as a list, from left to right"),
                }
            }

            Self::BadVariable { name, better } => {
                let entry = Entry::new(
                    124,
                    Error,
                    format!("`{name}` không dùng làm tên biến được"),
                    format!("`{name}` cannot be the name of a variable"),
                );
                if better.is_empty() || better == name {
                    entry.help(
                        "tên biến gồm chữ thường không dấu, số và _, bắt đầu bằng chữ: ho_ten",
                        "names are small letters without marks, digits and _, a letter first: ho_ten",
                    )
                } else {
                    entry.help(
                        format!("viết `{better}`, và ghi tên cột của bảng vào `cot:` nếu khác"),
                        format!("write `{better}`, and the column's head in `cot:` if it differs"),
                    )
                }
            }
            Self::Columns { detail } => Entry::new(125, Error, detail.vi.clone(), detail.en.clone()),
            Self::ExamplesUsed => Entry::new(
                126,
                Note,
                "kế hoạch này để in hàng loạt: đây là bản xem trước với các giá trị `vi_du`",
                "this plan is for a batch: this is a specimen with the values of `vi_du`",
            )
            .help("in từ bảng dữ liệu: vanthu batch KẾ_HOẠCH --data BẢNG --out THƯ_MỤC", "to fill it from a table: vanthu batch PLAN --data TABLE --out DIR"),
            Self::NumberKnown { number } => Entry::new(
                127,
                Error,
                format!("--cho-so: kế hoạch đã có số {number}"),
                format!("--cho-so: the plan has the number {number} already"),
            )
            .help(
                "để trống `so:`, rồi cấp số sau khi người ký đã ký: vanthu issue TỆP.pdf --so …; hoặc bỏ --cho-so",
                "leave `so:` empty and give the number after the leader has signed: vanthu issue FILE.pdf --so …; or leave --cho-so out",
            ),
            Self::NothingAwaited { kind } => Entry::new(
                128,
                Error,
                format!("--cho-so: {kind} không có số, ký hiệu"),
                format!("--cho-so: a {kind} has no number"),
            )
            .help("bỏ --cho-so", "leave --cho-so out"),
            Self::SignedWhileAwaiting => Entry::new(
                129,
                Error,
                "--cho-so: kế hoạch in “(Đã ký)” ở chỗ sẽ ký số",
                "--cho-so: the plan prints “(Đã ký)” where the signature goes",
            )
            .help("bỏ `da_ky` trong kế hoạch", "take `da_ky` out of the plan"),

            Self::RawHtml { tag } => Entry::new(
                201,
                Error,
                format!("nội dung không nhận thẻ HTML `{tag}`"),
                format!("HTML is not accepted in the body: `{tag}`"),
            )
            .help("in đậm viết **chữ**, in nghiêng viết *chữ*; dấu < thật viết \\<", "bold is **text**, italic is *text*; write a real < as \\<"),
            Self::NotInSubset { what, instead } => Entry::new(
                202,
                Error,
                format!("nội dung không dùng {}", what.vi),
                format!("the body does not take {}", what.en),
            )
            .help(instead.vi.clone(), instead.en.clone()),
            Self::RaggedTable { expected, found } => Entry::new(
                203,
                Error,
                format!("dòng này của bảng có {found} ô, đầu bảng có {expected} ô"),
                format!("this row has {found} cells, the table's head has {expected}"),
            )
            .help("thêm hoặc bớt dấu `|`; dấu | trong chữ viết \\|", "add or take off a `|`; write a | inside text as \\|"),
            Self::TableWithoutHeader => Entry::new(
                204,
                Error,
                "bảng thiếu dòng gạch dưới đầu bảng",
                "the table has no line under its head",
            )
            .help("dòng thứ hai của bảng phải là `|---|---|…`", "the second line of a table must be `|---|---|…`"),
            Self::WrongNumber { typed, computed } => Entry::new(
                205,
                Error,
                format!("số `{typed}` gõ tay không khớp với thứ tự: phải là `{computed}`"),
                format!("the typed number `{typed}` does not follow: it should be `{computed}`"),
            )
            .help(
                format!("sửa thành `{computed}` và sửa các chỗ dẫn đến mục này; nếu không phải số thứ tự thì viết `\\` trước dấu chấm hoặc ngoặc"),
                format!("write `{computed}` and mend what refers to it; put `\\` before the dot or bracket if it is no number of a list"),
            ),
            Self::ExpressionSyntax { detail } => Entry::new(
                206,
                Error,
                format!("biểu thức viết sai: {}", detail.vi),
                format!("malformed expression: {}", detail.en),
            )
            .help("muốn in dấu {{ hoặc {% thì viết {{ '{{' }}", "to print {{ or {% itself write {{ '{{' }}"),
            Self::UnknownVariable { name, near } => {
                let entry = Entry::new(
                    207,
                    Error,
                    format!("không có `{name}` trong `du_lieu`"),
                    format!("`{name}` is not in `du_lieu`"),
                );
                match near {
                    Some(_) => with_near(entry, near),
                    None => entry.help(
                        format!("thêm `{name}: …` dưới `du_lieu:`"),
                        format!("add `{name}: …` under `du_lieu:`"),
                    ),
                }
            }
            Self::UnknownFilter { name, near } => {
                let entry = Entry::new(208, Error, format!("không có bộ lọc `{name}`"), format!("there is no filter `{name}`"));
                match near {
                    Some(_) => with_near(entry, near),
                    None => entry.help(
                        "các bộ lọc: tien, bang_chu, hai_chu_so, ngay_chu, la_ma, tong, nhom",
                        "the filters are: tien, bang_chu, hai_chu_so, ngay_chu, la_ma, tong, nhom",
                    ),
                }
            }
            Self::ExpressionFailed { detail } => Entry::new(
                209,
                Error,
                format!("không tính được biểu thức: {}", detail.vi),
                format!("the expression cannot be computed: {}", detail.en),
            ),
            Self::OutOfFuel { limit } => Entry::new(
                210,
                Error,
                format!("vòng lặp quá dài: dừng sau {limit} bước"),
                format!("the loop is too long: stopped after {limit} steps"),
            ),
            Self::ImageMissing { path } => {
                Entry::new(211, Error, format!("không có tệp ảnh `{path}`"), format!("the image `{path}` does not exist"))
                    .help("đường dẫn tính từ thư mục chứa kế hoạch", "paths start at the plan's folder")
            }
            Self::ImageOutside { path } => Entry::new(
                212,
                Error,
                format!("ảnh `{path}` nằm ngoài thư mục của kế hoạch"),
                format!("the image `{path}` lies outside the plan's folder"),
            )
            .help("chép ảnh vào thư mục của kế hoạch", "copy it into the plan's folder"),
            Self::ImageBroken { path } => Entry::new(
                213,
                Error,
                format!("`{path}` không phải ảnh đọc được"),
                format!("`{path}` is not a readable image"),
            )
            .help("dùng ảnh PNG, JPEG, GIF, WebP hoặc SVG", "use PNG, JPEG, GIF, WebP or SVG"),
            Self::ImageNoAlt => Entry::new(
                214,
                Error,
                "ảnh chưa có lời mô tả cho người đọc bằng máy",
                "the image has no description for screen readers",
            )
            .help("viết ![lời mô tả](tệp.png)", "write ![description](file.png)"),
            Self::HeadingTooDeep { depth, levels } => Entry::new(
                215,
                Error,
                format!("tiêu đề cấp {depth}, nhưng `danh_so` chỉ có {levels} cấp"),
                format!("a heading of level {depth}, but `danh_so` has {levels} levels"),
            )
            .help("bớt dấu # hoặc thêm một cấp vào `danh_so`", "take off a # or add a level to `danh_so`"),
            Self::NotLiteralBlock => Entry::new(
                216,
                Note,
                "nội dung nên viết dưới `|` để giữ nguyên các dòng",
                "write the text under `|` so that its lines are kept",
            ),
            Self::IgnoreInBody => Entry::new(
                217,
                Error,
                "trong nội dung, dòng `# vanthu:` sẽ bị in ra như tiêu đề",
                "in a body, a line `# vanthu:` would be printed as a heading",
            )
            .help("viết {# vanthu: … #}", "write {# vanthu: … #}"),
            Self::TooManyPoints => Entry::new(
                218,
                Error,
                "quá 23 điểm: bảng chữ cái của điểm chỉ từ a) đến y)",
                "more than 23 points: their letters run from a) to y) only",
            )
            .clause(Some("Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 6")),

            Self::FilterBinds { filter } => Entry::new(
                219,
                Error,
                format!("`| {filter}` chỉ áp dụng cho số đứng ngay trước nó, không phải cho cả phép tính"),
                format!("`| {filter}` applies to the last number only, not to the whole calculation"),
            )
            .help(
                format!("đặt phép tính trong ngoặc: {{{{ (a * b) | {filter} }}}}"),
                format!("put the calculation in brackets: {{{{ (a * b) | {filter} }}}}"),
            ),

            Self::NotAlone { name } => Entry::new(
                220,
                Error,
                format!("`{{{{ {name} }}}}` phải đứng riêng một dòng"),
                format!("`{{{{ {name} }}}}` must stand alone on its line"),
            ),
            Self::TurnsNothing => Entry::new(
                221,
                Error,
                "dưới `[ngang]` phải là một bảng",
                "a table must follow `[ngang]`",
            ),
            Self::TotalDiffers { stated, computed } => Entry::new(
                222,
                Error,
                format!("tổng ghi là {stated}, nhưng các dòng cộng lại là {computed}"),
                format!("the total says {stated}, but the lines add up to {computed}"),
            )
            .help(
                "sửa dòng sai, hoặc xóa `tong` để chương trình tự cộng",
                "mend the wrong line, or drop `tong` and let the program add up",
            ),
            Self::AmountDiffers { stated, computed } => Entry::new(
                223,
                Error,
                format!("thành tiền ghi là {stated}, nhưng số lượng nhân đơn giá là {computed}"),
                format!("the amount says {stated}, but quantity times price is {computed}"),
            )
            .help("xóa `thanh_tien` để chương trình tự nhân", "drop `thanh_tien` and let the program multiply"),
            Self::AmountUnknown => Entry::new(
                224,
                Error,
                "dòng kinh phí chưa có số tiền",
                "this line of the budget has no amount",
            )
            .help("ghi `thanh_tien`, hoặc cả `so_luong` và `don_gia`", "give `thanh_tien`, or both `so_luong` and `don_gia`"),
            Self::AmountFraction { computed } => Entry::new(
                234,
                Error,
                format!("thành tiền là {computed}, lẻ dưới một đồng"),
                format!("the amount is {computed}: there is no part of a đồng"),
            )
            .help("ghi `thanh_tien` đã làm tròn, bỏ `don_gia`", "give the rounded `thanh_tien`, without `don_gia`"),
            Self::NeverPlaced { key, word } => Entry::new(
                225,
                Warning,
                format!("`{key}` không được đặt vào nội dung nên không in ra"),
                format!("`{key}` is never placed in the body, so it is not printed"),
            )
            .help(
                format!("thêm dòng {{{{ {word} }}}} vào nội dung, hoặc xóa `{key}`"),
                format!("put a line {{{{ {word} }}}} in the body, or delete `{key}`"),
            ),
            Self::NameTaken { name } => Entry::new(
                226,
                Error,
                format!("`{name}` là tên do chương trình đặt, không dùng trong `du_lieu`"),
                format!("`{name}` is a name of the program's own and cannot stand in `du_lieu`"),
            )
            .help("đổi tên khác", "choose another name"),

            Self::NoSuchAppendix { text, count } => Entry::new(
                227,
                Error,
                format!("nội dung nhắc đến `{text}`, nhưng văn bản có {count} phụ lục"),
                format!("the body names `{text}`, but the document has {count} appendices"),
            )
            .help("thêm phụ lục vào `phu_luc`, hoặc sửa chỗ nhắc đến", "add the appendix to `phu_luc`, or mend the text")
            .clause(Some(PL1_APPENDIX)),
            Self::AppendixUnmentioned => Entry::new(
                228,
                Warning,
                "nội dung chưa nhắc đến phụ lục kèm theo",
                "the body does not mention the appendix",
            )
            .help(
                "thêm vào nội dung chỉ dẫn về phụ lục, như `(Phụ lục kèm theo)`",
                "refer to it in the body, such as `(Phụ lục kèm theo)`",
            )
            .clause(Some(PL1_APPENDIX)),
            Self::AppendixEmpty => Entry::new(
                229,
                Error,
                "phụ lục không có nội dung: cần `noi_dung`, `bang` hoặc `tep`",
                "the appendix has no content: it needs `noi_dung`, `bang` or `tep`",
            ),
            Self::OnlyInPdf { format } => Entry::new(
                233,
                Warning,
                format!("các trang của tệp PDF trong phụ lục chỉ có khi xuất pdf, không có trong {format}"),
                format!("the pages of an appendix's PDF are in pdf output only, not in {format}"),
            ),
            Self::ClaimsDropped { named } => Entry::new(
                235,
                if *named { Error } else { Note },
                "có phụ lục là tệp PDF đưa vào: kết quả không ghi là PDF/A hay PDF/UA",
                "an appendix is a finished PDF: the output claims neither PDF/A nor PDF/UA",
            )
            .help(
                "để tệp PDF thành tệp riêng gửi kèm nếu văn bản phải là PDF/A; hoặc bỏ --standard",
                "send the PDF as a file of its own where the document must be PDF/A; or drop --standard",
            ),
            Self::DataFile { path, why } => Entry::new(
                230,
                Error,
                format!("tệp `{path}`: {}", why.vi),
                format!("the file `{path}`: {}", why.en),
            ),
            Self::DataCell { at, what } => {
                Entry::new(231, Error, format!("{}: {}", at.vi, what.vi), format!("{}: {}", at.en, what.en))
            }
            Self::NoSuchColumn { name, columns, near } => {
                let entry = Entry::new(
                    232,
                    Error,
                    format!("bảng số liệu không có cột `{name}`"),
                    format!("the data file has no column `{name}`"),
                );
                match near {
                    Some(_) => with_near(entry, near),
                    None => entry.help(format!("các cột: {columns}"), format!("the columns are: {columns}")),
                }
            }

            Self::MissingGlyph { name, font } => Entry::new(
                301,
                Error,
                format!("phông {font} không có ký tự {name}"),
                format!("the font {font} has no character {name}"),
            )
            .help("thay bằng ký tự khác", "use another character")
            .clause(Some("Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I, khoản 4")),
            Self::HeaderTooWide { free } => Entry::new(
                302,
                Error,
                format!("phần đầu văn bản không đủ chỗ cho tên cơ quan, số, ký hiệu bên trái và quốc hiệu, ngày tháng bên phải: thiếu {} mm",
 crate::vi::number::decimal((-free * 10.0).round() / 10.0)),
                format!("the head has no room for agency, number and symbol on the left beside the date on the right: {:.1} mm short", -free),
            )
            .help(
                "rút ngắn tên cơ quan, ký hiệu hoặc địa danh, thêm dấu cách để tên xuống dòng được, hoặc đặt `trinh_bay: { co_chu: 13 }`",
                "shorten the name, the symbol or the place, add spaces so that the name can break, or set `trinh_bay: { co_chu: 13 }`",
            )
            .clause(Some("Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 4")),
            Self::OffThePage { page, text } => Entry::new(
                303,
                Error,
                format!("trang {page}: chữ tràn ra ngoài lề phải: `{text}`"),
                format!("page {page}: text runs over the right margin: `{text}`"),
            )
            .help("thêm dấu cách để chữ có thể xuống dòng", "add a space so that the line can break")
            .clause(Some(PL1_MARGINS)),

            Self::CannotRead { path, why } => Entry::new(
                401,
                Error,
                format!("không đọc được `{path}`: {}", why.vi),
                format!("cannot read `{path}`: {}", why.en),
            ),
            Self::CannotWrite { path, why } => Entry::new(
                402,
                Error,
                format!("không ghi được `{path}`: {}", why.vi),
                format!("cannot write `{path}`: {}", why.en),
            )
            .help(
                "tệp cũ (nếu có) vẫn còn nguyên; đóng chương trình đang mở tệp, kiểm tra quyền ghi và chỗ trống của ổ đĩa",
                "the old file, if any, is untouched; close the program that has it open, check permissions and free disk space",
            ),
            Self::TemplateSyntax { detail } => Entry::new(
                403,
                Error,
                format!("mẫu (template) viết sai: {detail}"),
                format!("malformed template: {detail}"),
            ),
            Self::TemplateFailed { detail } => Entry::new(
                404,
                Error,
                format!("mẫu (template) không chạy được: {detail}"),
                format!("the template failed: {detail}"),
            ),
            Self::SameOutput { path, other } => Entry::new(
                405,
                Error,
                format!("hai kế hoạch cùng ghi vào `{path}`: kế hoạch kia là `{other}`"),
                format!("two plans write the same file `{path}`: the other is `{other}`"),
            )
            .help("đổi tên một tệp kế hoạch", "rename one of the plans"),
            Self::FontPath { path, why } => Entry::new(
                406,
                Error,
                format!("phông chữ ở `{path}`: {}", why.vi),
                format!("fonts in `{path}`: {}", why.en),
            ),
            Self::Standard { detail } => Entry::new(
                407,
                Error,
                format!("không xuất được theo chuẩn PDF đã chọn: {detail}"),
                format!("cannot export to the chosen PDF standard: {detail}"),
            ),
            Self::NoAnchors { path } => Entry::new(
                408,
                Error,
                format!("`{path}` không có vị trí các thành phần do vanthu ghi"),
                format!("`{path}` holds no positions written by vanthu"),
            ),
            Self::Option { detail } => Entry::new(409, Error, detail.vi.clone(), detail.en.clone()),

            Self::WorkerLost { why } => Entry::new(
                410,
                Error,
                format!("không chạy được tiến trình làm văn bản: {}", why.vi),
                format!("the processes that make the documents cannot run: {}", why.en),
            ),
            Self::RowFault { at, what } => {
                Entry::new(501, Error, format!("{}: {}", at.vi, what.vi), format!("{}: {}", at.en, what.en))
            }
            Self::NoVariables { suggestion } => Entry::new(
                502,
                Error,
                "kế hoạch chưa khai báo `bien`: các cột của bảng dữ liệu",
                "the plan does not declare `bien`: the columns of the table",
            )
            .help(
                format!("thêm vào kế hoạch rồi sửa cho đúng:\n{suggestion}"),
                format!("add this to the plan and mend it:\n{suggestion}"),
            ),
            Self::PrinterAddress { text, why } => Entry::new(
                520,
                Error,
                format!("`{text}` không dùng làm địa chỉ máy in được"),
                format!("`{text}` cannot be the address of a printer"),
            )
            .help(why.vi.clone(), why.en.clone()),
            Self::PrinterAway { printer, why } => Entry::new(
                521,
                Error,
                format!("máy in {printer} không nhận lệnh: {}", why.vi),
                format!("the printer {printer} takes no job: {}", why.en),
            )
            .help(
                "kiểm tra máy in có bật, có nối mạng và không bận, rồi chạy lại đúng lệnh này: tài liệu đã in sẽ không in lại",
                "see that the printer is on, in the network and not busy, then run the same command again: nothing is printed twice",
            ),
            Self::PrinterRefuses { printer, why } => Entry::new(
                522,
                Error,
                format!("{printer}: {}", why.vi),
                format!("{printer}: {}", why.en),
            ),
            Self::PrinterLacks { printer, what, help } => Entry::new(
                523,
                Error,
                format!("máy in {printer} {}", what.vi),
                format!("the printer {printer}: {}", what.en),
            )
            .help(help.vi.clone(), help.en.clone()),
            Self::PrinterWithoutColour { printer } => Entry::new(
                524,
                Warning,
                format!("máy in {printer} không in màu: dấu đỏ sẽ ra màu đen"),
                format!("the printer {printer} has no colour: red seals come out black"),
            )
            .help("chọn máy in màu nếu văn bản có hình dấu", "choose a colour printer for documents with a seal"),
            Self::NoA4InTray { printer, loaded } => Entry::new(
                525,
                Warning,
                format!("máy in {printer} đang nạp giấy {loaded}, không có A4"),
                format!("the printer {printer} is loaded with {loaded}, not with A4"),
            )
            .help("nạp giấy A4", "load A4 paper"),
            Self::PrintsOneSide { printer } => Entry::new(
                526,
                Note,
                format!("máy in {printer} không in hai mặt: in một mặt"),
                format!("the printer {printer} does not print on both sides: one is used"),
            ),
            Self::PrintJournal { path, why, help } => Entry::new(
                527,
                Error,
                format!("nhật ký in `{path}`: {}", why.vi),
                format!("the print journal `{path}`: {}", why.en),
            )
            .help(help.vi.clone(), help.en.clone()),
            Self::NotAPdf { path } => Entry::new(
                528,
                Error,
                format!("`{path}` không phải tệp PDF"),
                format!("`{path}` is not a PDF"),
            )
            .help("tạo PDF trước: vanthu render KẾ_HOẠCH", "make the PDF first: vanthu render PLAN"),
            Self::NamedTwice { path } => Entry::new(
                529,
                Error,
                format!("`{path}` được ghi hai lần"),
                format!("`{path}` is named twice"),
            )
            .help("cần nhiều bản thì dùng --copies", "for several copies use --copies"),
            Self::PrintFailed { file, why } => Entry::new(
                530,
                Error,
                format!("`{file}` chưa in được: {}", why.vi),
                format!("`{file}` was not printed: {}", why.en),
            )
            .help(
                "bỏ những tờ đã ra dở dang; chạy lại đúng lệnh này để in lại riêng tài liệu đó",
                "throw away sheets that came out; run the same command again to print just that document anew",
            ),
            Self::PrintCancelled { file, why } => Entry::new(
                531,
                Error,
                format!("lệnh in `{file}` bị hủy: {}", why.vi),
                format!("the job of `{file}` was cancelled: {}", why.en),
            )
            .help("chạy lại đúng lệnh này để in tiếp từ tài liệu đó", "run the same command again to go on from that document"),
            Self::PrintUnclear { file, job } => {
                let (vi, en) = match job {
                    Some(id) => (
                        format!("không rõ `{file}` đã in hay chưa: máy in đã nhận (lệnh số {id}) nhưng nay không còn biết"),
                        format!("it is not clear whether `{file}` is printed: the printer took it (job {id}) and no longer knows it"),
                    ),
                    None => (
                        format!("không rõ `{file}` đã in hay chưa: mất kết nối khi đang gửi"),
                        format!("it is not clear whether `{file}` is printed: the connection broke while it was sent"),
                    ),
                };
                Entry::new(532, Error, vi, en).help(
                    "xem ở khay ra: đã đủ bản thì chạy lại với --unclear printed, chưa có hoặc thiếu thì bỏ những tờ dở và chạy lại với --unclear reprint",
                    "look into the tray: if it is all there, run again with --unclear printed; if not, throw away its sheets and run again with --unclear reprint",
                )
            }
            Self::PrintStuck { file, job, seconds, why } => Entry::new(
                533,
                Error,
                format!("`{file}` (lệnh số {job}) không tiến triển trong {seconds} giây: {}", why.vi),
                format!("`{file}` (job {job}) made no progress for {seconds} seconds: {}", why.en),
            )
            .help(
                "lệnh in vẫn nằm trong máy in; khắc phục xong thì chạy lại đúng lệnh này để chờ tiếp, không gửi lại",
                "the job is still at the printer; mend it and run the same command again: it goes on waiting and sends nothing twice",
            ),
            Self::PrinterLost { file, job, why } => Entry::new(
                534,
                Error,
                format!("mất liên lạc với máy in khi đang in `{file}` (lệnh số {job}): {}", why.vi),
                format!("the printer was lost while it printed `{file}` (job {job}): {}", why.en),
            )
            .help(
                "khi máy in hoạt động lại, chạy lại đúng lệnh này: vanthu hỏi máy in trước khi in tiếp",
                "when the printer is back, run the same command again: the printer is asked before anything is sent",
            ),
            Self::PrintedWithErrors { file, job } => Entry::new(
                535,
                Warning,
                format!("máy in báo `{file}` (lệnh số {job}) in xong nhưng có lỗi"),
                format!("the printer finished `{file}` (job {job}) with errors"),
            )
            .help("xem lại các tờ đã in", "look at its sheets"),
            Self::PrintedOtherwise { file, names } => Entry::new(
                536,
                Warning,
                format!("máy in không làm đúng mọi điều đã chọn cho `{file}`: {names}"),
                format!("the printer does not do everything that was chosen for `{file}`: {names}"),
            )
            .help("xem lại các tờ đã in", "look at its sheets"),
            Self::NotTried { count } => Entry::new(
                537,
                Error,
                format!("còn {count} tài liệu chưa gửi đi in"),
                format!("documents that were not sent: {count}"),
            )
            .help("chạy lại đúng lệnh này để in tiếp", "run the same command again to go on"),
            Self::NoCups { server, why } => Entry::new(
                538,
                Error,
                format!("không có máy chủ in CUPS ở {server}: {}", why.vi),
                format!("no CUPS server at {server}: {}", why.en),
            )
            .help(
                "máy in mạng thì in thẳng được, không cần CUPS: --printer ipp://ĐỊA_CHỈ/ipp/print; CUPS ở máy khác thì thêm --server",
                "a network printer can be used without CUPS: --printer ipp://ADDRESS/ipp/print; for CUPS on another host add --server",
            ),
            Self::MergeInput { path, why } => Entry::new(
                540,
                Error,
                format!("không ghép được `{path}`: {}", why.vi),
                format!("cannot merge `{path}`: {}", why.en),
            )
            .help(
                "chưa ghi tệp nào; thay hoặc bỏ tệp này rồi chạy lại",
                "nothing was written; replace the file or leave it out, and run again",
            ),
            Self::MergeOverInput { path } => Entry::new(
                541,
                Error,
                format!("tệp để in `{path}` trùng với một tệp đem ghép"),
                format!("the print file `{path}` is one of the files to merge"),
            )
            .help(
                "đặt tên khác sau -o, hoặc ghi ra ngoài thư mục chứa các văn bản",
                "choose another name after -o, or a place outside the documents' folder",
            ),
            Self::MergeEmptyFolder { path } => Entry::new(
                542,
                Error,
                format!("thư mục `{path}` không có tệp .pdf nào"),
                format!("the folder `{path}` holds no .pdf file"),
            ),
            Self::MergeTooLong { path, pages, limit } => Entry::new(
                543,
                Error,
                format!("thêm `{path}` thì tệp để in có {pages} trang, tối đa {limit}"),
                format!("with `{path}` the print file would have {pages} pages, at most {limit}"),
            )
            .help(
                "chia thành nhiều tệp bằng --volume, hoặc xem lại số bản",
                "cut it into files with --volume, or look at the numbers of copies",
            ),
            Self::MergeLeftOver { path } => Entry::new(
                544,
                Warning,
                format!("`{path}` còn lại từ lần ghép trước, không thuộc lần này"),
                format!("`{path}` is left from an earlier run and no part of this one"),
            )
            .help("xóa tệp đó để khỏi in nhầm", "delete it, lest it be printed"),

            Self::SigningKey { why } => Entry::new(
                550,
                Error,
                format!("không dùng được khóa ký, chưa ký tệp nào: {}", why.vi),
                format!("the signing key cannot be used, no file was signed: {}", why.en),
            ),
            Self::NoPin { why } => Entry::new(
                551,
                Error,
                format!("không có mật khẩu (mã PIN): {}", why.vi),
                format!("there is no password (PIN): {}", why.en),
            ),
            Self::Picture { path, why, clause } => Entry::new(
                552,
                Error,
                format!("hình `{path}` không dùng được: {}", why.vi),
                format!("the picture `{path}` cannot be used: {}", why.en),
            )
            .clause(Some(clause)),
            Self::NoPicture { clause } => Entry::new(
                553,
                Warning,
                "chữ ký số không có hình ảnh: trên văn bản không nhìn thấy gì",
                "the signature has no picture: nothing is seen of it on the document",
            )
            .clause(Some(clause))
            .help("thêm hình chữ ký hoặc hình dấu bằng --image", "add the picture of signature or seal with --image"),
            Self::NotSigned { path, why } => Entry::new(
                554,
                Error,
                format!("không ký được `{path}`, tệp vẫn như cũ: {}", why.vi),
                format!("cannot sign `{path}`, which is as it was: {}", why.en),
            ),
            Self::FilesNotTried { count } => Entry::new(
                555,
                Error,
                format!("còn {count} tệp chưa ký: đã dừng vì khóa ký hoặc dịch vụ bị lỗi"),
                format!("files that were not tried: {count}; the key or a service failed"),
            )
            .help(
                "sửa lỗi trên rồi chạy lại; có --journal thì không tệp nào bị ký hai lần",
                "mend the error above and run again; with --journal no file is signed twice",
            ),
            Self::SignJournal { path, why } => Entry::new(
                556,
                Error,
                format!("không dùng được nhật ký ký số `{path}`: {}", why.vi),
                format!("the journal `{path}` cannot be used: {}", why.en),
            ),
            Self::NotIssued { path, why } => Entry::new(
                557,
                Error,
                format!("không cấp được số cho `{path}`, tệp vẫn như cũ: {}", why.vi),
                format!("cannot give a number to `{path}`, which is as it was: {}", why.en),
            ),
            Self::Awaiting { why } => Entry::new(
                558,
                Error,
                format!("--cho-so: không tạo được ô số, ngày và chữ ký: {}", why.vi),
                format!("--cho-so: the fields of number, date and signatures cannot be made: {}", why.en),
            ),
            Self::NotVerified { path, why } => Entry::new(
                559,
                Error,
                format!("không kiểm tra được `{path}`: {}", why.vi),
                format!("cannot verify `{path}`: {}", why.en),
            ),

            Self::ChainIncomplete { subject } => Entry::new(
                560,
                Warning,
                format!("không có chứng thư của nơi cấp cho “{subject}”: người nhận có thể không kiểm tra được chữ ký"),
                format!("the certificate of the issuer of “{subject}” is missing: others may not be able to verify the signature"),
            )
            .help("thêm chứng thư trung gian bằng --chain", "add the intermediate certificates with --chain"),
            Self::Rule(entry) => Entry::clone(entry),
            Self::UnusedIgnore { code } => Entry::new(
                590,
                Warning,
                format!("bỏ qua {code} là thừa: quy tắc này không thấy gì ở đây"),
                format!("ignoring {code} is not needed: the rule finds nothing here"),
            )
            .help("xóa chú thích bỏ qua", "delete the comment"),
            Self::UnknownRule { code } => Entry::new(
                591,
                Warning,
                format!("không có quy tắc {code}"),
                format!("there is no rule {code}"),
            )
            .help("vanthu rules liệt kê các quy tắc", "vanthu rules lists the rules"),
            Self::BadIgnore => Entry::new(
                592,
                Warning,
                "chú thích bỏ qua viết không đúng nên không có tác dụng",
                "the comment that should pass over a rule is not understood, and does nothing",
            )
            .help("viết `# vanthu: bo-qua VT612 lý do`", "write `# vanthu: bo-qua VT612 reason`"),

            Self::Internal { detail } => Entry::new(
                900,
                Error,
                format!("lỗi của vanthu, không phải của bạn: {detail}"),
                format!("a bug of vanthu, not yours: {detail}"),
            )
            .help(
                "chạy lại với --keep-source và gửi kế hoạch cùng tệp .typ cho người phát triển",
                "run again with --keep-source and send the plan and the .typ file to the developers",
            ),
        }
    }
}
