//! What can be wrong with a CMS signature.

use crate::diag::Text;

/// Why a CMS signature does not hold, or cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CmsError {
    /// The bytes are no CMS `SignedData`, or damaged; what was being read.
    Malformed(&'static str),
    /// Larger than a signature can be.
    TooLarge,
    /// Another kind of CMS.
    NotSignedData,
    /// No signer.
    NoSigner,
    /// Several signers, where `PAdES` allows one.
    SeveralSigners(usize),
    /// The signer's certificate is not in the signature.
    NoSignerCertificate,
    /// An attribute that must be there is missing (or there twice).
    MissingAttribute(&'static str),
    /// The contentType attribute does not say what is signed.
    WrongContentType,
    /// The signed bytes have another digest: they were changed.
    DigestMismatch,
    /// The signature itself is wrong.
    SignatureInvalid,
    /// The signed attribute names another certificate.
    SigningCertificateMismatch,
    /// A broken hash function or a too short key.
    Weak(String),
    /// An algorithm that this program does not know.
    Unsupported(String),
    /// The digest given to the signer has the wrong length for its key.
    WrongDigestLength {
        /// Bytes needed.
        wanted: usize,
        /// Bytes given.
        given: usize,
    },
    /// The structure could not be encoded.
    Encoding,
}

impl CmsError {
    /// The cause, in words.
    pub fn wording(&self) -> Text {
        match self {
            Self::Malformed(what) => Text::new(
                format!("dữ liệu chữ ký bị hỏng ({what})"),
                format!("the signature's data are damaged ({what})"),
            ),
            Self::TooLarge => Text::new("dữ liệu chữ ký quá lớn", "the signature's data are too large"),
            Self::NotSignedData => Text::new("dữ liệu không phải chữ ký CMS", "the data are no CMS signature"),
            Self::NoSigner => Text::new("chữ ký không có người ký", "the signature has no signer"),
            Self::SeveralSigners(count) => Text::new(
                format!("một chữ ký có {count} người ký; PAdES chỉ cho phép một"),
                format!("one signature has {count} signers; PAdES allows one"),
            ),
            Self::NoSignerCertificate => Text::new(
                "chữ ký không kèm chứng thư số của người ký",
                "the signature does not carry the signer's certificate",
            ),
            Self::MissingAttribute(name) => Text::new(
                format!("chữ ký thiếu thuộc tính bắt buộc {name}"),
                format!("the signature lacks the required attribute {name}"),
            ),
            Self::WrongContentType => Text::new(
                "thuộc tính contentType của chữ ký không đúng",
                "the signature's contentType attribute is wrong",
            ),
            Self::DigestMismatch => Text::new(
                "nội dung đã bị sửa sau khi ký (mã băm không khớp)",
                "the content was changed after signing (digest mismatch)",
            ),
            Self::SignatureInvalid => Text::new("chữ ký số sai", "the digital signature is wrong"),
            Self::SigningCertificateMismatch => Text::new(
                "chứng thư số kèm theo không phải chứng thư đã dùng để ký",
                "the certificate given is not the one that was signed with",
            ),
            Self::Weak(what) => Text::new(
                format!("chữ ký dùng thuật toán không còn an toàn ({what})"),
                format!("the signature uses an algorithm that is no longer safe ({what})"),
            ),
            Self::Unsupported(what) => Text::new(
                format!("chữ ký dùng thuật toán chưa được hỗ trợ ({what})"),
                format!("the signature uses an algorithm that is not supported ({what})"),
            ),
            Self::WrongDigestLength { wanted, given } => Text::new(
                format!("mã băm dài {given} byte, khóa này cần {wanted}"),
                format!("the digest has {given} bytes, this key needs {wanted}"),
            ),
            Self::Encoding => Text::new("không lập được dữ liệu chữ ký", "the signature could not be encoded"),
        }
    }
}
