//! Digital signatures that know the layout: who signs, where it is seen, how long it can be verified (NĐ 30/2020, Phụ lục I, Phần I, II.7d, II.8).
//!
//! ```text
//! PDF ─place─▶ where ─picture─▶ what is seen ─sign─▶ PDF with one more signature ─run─▶ files
//! awaiting: documents whose number and date are given after the leader has signed
//! ```

pub mod awaiting;
mod journal;
mod level;
mod picture;
mod place;
pub mod report;
mod role;
mod run;
mod sign;

pub use journal::Journal;
pub use level::Level;
pub use picture::{Picture, PictureError, read as read_picture};
pub use place::{PlaceError, Wish, parse as parse_place};
pub use role::Role;
pub use run::{Item, Outcome, is_unchanged, run};
pub use sign::{Job, sign};

use crate::crypto::CryptoError;
use crate::diag::Text;
use crate::revision::{RevisionError, SignError};

/// Why a document could not be signed.
#[derive(Debug, Clone, PartialEq)]
pub enum SigningError {
    /// The PDF, or one of its fields.
    Revision(RevisionError),
    /// The PDF cannot be opened.
    Pdf(Text),
    /// The key, a certificate or a service.
    Crypto(CryptoError),
    /// The place.
    Place(PlaceError),
    /// The role has signed already.
    AlreadySigned(Role),
    /// Nobody says what the line of a copy or an appendix says.
    NoWords(Role),
    /// The file was changed while it was signed.
    Changed,
    /// The result does not begin with the file that was signed, or its signature does not hold.
    NotIntact,
    /// The agency signs what has its number and date.
    NumberFirst,
    /// Another file stands where the result shall go.
    OutputTaken,
    /// The line of a copy is on the page already.
    LineThere,
}

impl SigningError {
    /// What is wrong, and what to do.
    pub fn wording(&self) -> Text {
        match self {
            Self::Revision(error) => error.wording(),
            Self::Pdf(why) => why.clone(),
            Self::Crypto(error) => error.wording(),
            Self::Place(error) => error.wording(),
            Self::AlreadySigned(role) => Text::new(
                format!("chỗ ký này (`{}`) đã có chữ ký; xem bằng `vanthu verify`", role.word()),
                format!("this place (`{}`) is signed already; `vanthu verify` tells by whom", role.word()),
            ),
            Self::NoWords(Role::Appendix) => Text::new(
                "cần --text \"Số: …/…\": số và ký hiệu của văn bản chính",
                "--text \"Số: …/…\" is needed: number and symbol of the main document",
            ),
            Self::NoWords(_) => Text::new(
                "cần --text \"SAO Y; tên cơ quan sao\", hoặc tạo bản sao bằng `vanthu copy --dien-tu`",
                "--text \"SAO Y; the copying agency\" is needed, or a copy made by `vanthu copy --dien-tu`",
            ),
            Self::Changed => Text::new(
                "tệp bị sửa trong lúc ký; không ghi gì, ký lại",
                "the file was changed while it was signed; nothing was written, sign again",
            ),
            Self::NotIntact => Text::new(
                "ký xong kiểm tra lại thấy không đúng (tệp PDF bất thường, hoặc lỗi của chương trình); không ghi gì",
                "the signature did not hold when it was read back (an odd PDF, or a bug of ours); nothing was written",
            ),
            Self::OutputTaken => Text::new(
                "chỗ ghi kết quả (-o) đã có một tệp khác; chọn tên khác, hoặc xóa tệp đó trước",
                "another file stands where the result goes (-o); choose another name, or delete that file first",
            ),
            Self::LineThere => Text::new(
                "bản sao đã in sẵn dòng hình thức sao; bỏ --text",
                "the line of the copy is on the page already; leave --text out",
            ),
            Self::NumberFirst => Text::new(
                "văn bản còn chờ số, ngày: cấp bằng `vanthu issue` trước, cơ quan ký sau",
                "the document still awaits number and date: give them by `vanthu issue` before the agency signs",
            ),
        }
    }

    /// Whether every other file would fail in the same way: the key or a service.
    pub fn is_of_all(&self) -> bool {
        matches!(self, Self::Crypto(_))
    }
}

impl From<RevisionError> for SigningError {
    fn from(error: RevisionError) -> Self {
        Self::Revision(error)
    }
}

impl From<CryptoError> for SigningError {
    fn from(error: CryptoError) -> Self {
        Self::Crypto(error)
    }
}

impl From<PlaceError> for SigningError {
    fn from(error: PlaceError) -> Self {
        Self::Place(error)
    }
}

impl From<SignError<CryptoError>> for SigningError {
    fn from(error: SignError<CryptoError>) -> Self {
        match error {
            SignError::Revision(error) => Self::Revision(error),
            SignError::Make(error) => Self::Crypto(error),
        }
    }
}
