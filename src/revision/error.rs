//! What can go wrong, each with its own wording.

use crate::diag::Text;

/// Why a PDF cannot be updated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RevisionError {
    /// The bytes are no PDF.
    NotAPdf,
    /// The PDF is encrypted; what is added to it would have to be encrypted as well.
    Encrypted,
    /// Its objects do not hold together; the text says which.
    Damaged(String),
    /// It is larger, or has more objects, than an update can be made for.
    TooLarge,
    /// A field shall be on a page that does not exist (from 1).
    NoSuchPage(usize),
    /// There is no field of this name.
    NoSuchField(String),
    /// The field has another kind than the work needs: a text field to fill, a signature field to sign.
    WrongKind(String),
    /// A field of this name exists already.
    FieldTaken(String),
    /// A name that is empty or has a full stop in it, which parts the names of a hierarchy (ISO 32000-1, 12.7.3.2).
    FieldName(String),
    /// The signature field has been signed already.
    AlreadySigned(String),
    /// The text field is read-only: it has been filled already.
    ReadOnly(String),
    /// An earlier signature forbids the change (`DocMDP` or `FieldMDP`; ISO 32000-1, 12.8.2).
    Locked,
    /// Fields can only be added, and a document certified, before anybody has signed.
    SignedAlready,
    /// A rectangle without an area, or with a coordinate that is no number.
    Place,
    /// The font face cannot be read.
    Font,
    /// The font of a line, or of a field, has no glyph for this character.
    NoGlyph(char),
    /// The line is wider than its rectangle: what it needs and has, in mm, rounded.
    TooWide {
        /// Width of the line, mm.
        needed: u32,
        /// Width of the rectangle, mm.
        available: u32,
    },
    /// The pixels of a picture do not fit its size, or there are none.
    Picture,
    /// The text field was not made by this program: it does not say how its text is drawn.
    ForeignField(String),
    /// What goes into `/Contents` is larger than the room left for it, in bytes.
    TooSmall {
        /// How many bytes it has.
        needed: usize,
        /// How many bytes were reserved.
        reserved: usize,
    },
}

impl RevisionError {
    /// The cause, in words.
    pub fn wording(&self) -> Text {
        match self {
            Self::NotAPdf => Text::new("không phải tệp PDF, hoặc tệp hỏng", "no PDF, or a damaged one"),
            Self::Encrypted => Text::new(
                "tệp PDF bị mã hóa hoặc khóa bằng mật khẩu; bỏ khóa rồi làm lại",
                "the PDF is encrypted; unlock it first",
            ),
            Self::Damaged(what) => {
                Text::new(format!("tệp PDF bị hỏng ({what})"), format!("the PDF is damaged ({what})"))
            }
            Self::TooLarge => Text::new(
                "tệp PDF quá lớn để ghi thêm phần cập nhật; chia nhỏ hoặc nén lại tệp",
                "the PDF is too large for an update; split it or make it smaller",
            ),
            Self::NoSuchPage(page) => Text::new(
                format!("tệp PDF không có trang {page}; kiểm tra lại số trang"),
                format!("the PDF has no page {page}; check the page number"),
            ),
            Self::NoSuchField(name) => Text::new(
                format!("tệp PDF không có ô «{name}»; kiểm tra lại tên ô"),
                format!("the PDF has no field “{name}”; check its name"),
            ),
            Self::WrongKind(name) => Text::new(
                format!("ô «{name}» thuộc loại khác: chỉ ký được ô chữ ký, chỉ điền được ô văn bản"),
                format!("the field “{name}” is of another kind: only signature fields are signed, text fields filled"),
            ),
            Self::FieldTaken(name) => Text::new(
                format!("tệp PDF đã có ô «{name}»; chọn tên khác"),
                format!("the PDF has a field “{name}” already; take another name"),
            ),
            Self::FieldName(name) => Text::new(
                format!("tên ô «{name}» không hợp lệ: không được để trống, không có dấu chấm"),
                format!("“{name}” is no name for a field: it must not be empty, nor have a full stop"),
            ),
            Self::AlreadySigned(name) => {
                Text::new(format!("ô chữ ký «{name}» đã được ký"), format!("the field “{name}” is signed already"))
            }
            Self::ReadOnly(name) => Text::new(
                format!("ô «{name}» đã điền và đã khóa, không sửa được nữa"),
                format!("the field “{name}” is filled and read-only"),
            ),
            Self::Locked => Text::new(
                "chữ ký trước đã khóa văn bản, không cho phép thay đổi này; làm lại từ bản chưa ký",
                "an earlier signature forbids this change; start from the unsigned file",
            ),
            Self::SignedAlready => Text::new(
                "văn bản đã có chữ ký: không thêm ô được nữa, cũng không ký chứng nhận được nữa; làm lại từ bản chưa ký",
                "the document is signed: no fields can be added and it cannot be certified; start from the unsigned file",
            ),
            Self::Place => Text::new(
                "khung chữ ký hoặc ô văn bản không có diện tích, hoặc nằm ngoài trang; sửa lại vị trí",
                "the rectangle of a field has no area or lies outside of the page; correct the place",
            ),
            Self::Font => Text::new(
                "không đọc được phông chữ (cần tệp TrueType .ttf)",
                "the font cannot be read (a TrueType .ttf file is needed)",
            ),
            Self::NoGlyph(c) => Text::new(
                format!("phông chữ của ô không có ký tự «{c}»; chỉ dùng chữ số và các chữ đã có trong dòng"),
                format!("the font of the field has no “{c}”; use digits and the letters that are in the line already"),
            ),
            Self::TooWide { needed, available } => Text::new(
                format!("dòng chữ rộng {needed} mm, ô chỉ rộng {available} mm; rút gọn dòng chữ"),
                format!("the line is {needed} mm wide, its field {available} mm; shorten the line"),
            ),
            Self::Picture => Text::new(
                "ảnh chữ ký không có điểm ảnh, hoặc dữ liệu không khớp kích thước",
                "the picture has no pixels, or not as many as its size says",
            ),
            Self::ForeignField(name) => Text::new(
                format!("ô «{name}» không do vanthu tạo nên không biết cách in chữ; dùng tệp tạo bằng vanthu"),
                format!("the field “{name}” was not made by vanthu, so how to draw its text is not known"),
            ),
            Self::TooSmall { needed, reserved } => Text::new(
                format!("chữ ký số dài {needed} byte, chỗ dành sẵn có {reserved} byte"),
                format!("the signature has {needed} bytes, the room reserved for it {reserved}"),
            ),
        }
    }
}

impl From<lopdf::Error> for RevisionError {
    fn from(error: lopdf::Error) -> Self {
        Self::Damaged(error.to_string())
    }
}

/// Why a signature was not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignError<E> {
    /// The PDF, the field or the appearance does not allow it.
    Revision(RevisionError),
    /// What makes the bytes of `/Contents` (a key, a token, a timestamp authority) failed.
    Make(E),
}

impl<E> From<RevisionError> for SignError<E> {
    fn from(error: RevisionError) -> Self {
        Self::Revision(error)
    }
}
