//! What can be wrong with a certificate or its chain.

use super::super::time::moment;
use crate::diag::Text;

/// Why a certificate cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertificateError {
    /// The bytes are no certificate, or a damaged one.
    Malformed,
    /// A file of certificates has none.
    NoneInFile,
    /// It is over; since when (seconds since 1970).
    Expired {
        /// Whose.
        subject: String,
        /// The end of its validity.
        not_after: i64,
    },
    /// It has not begun; until when.
    NotYetValid {
        /// Whose.
        subject: String,
        /// The begin of its validity.
        not_before: i64,
    },
    /// Its key usage allows no signatures of documents.
    NotForSigning(String),
    /// It is an authority's certificate.
    IsAuthority(String),
    /// Its key is too short or of an unknown kind.
    WeakKey {
        /// Whose.
        subject: String,
        /// The kind and length.
        key: String,
    },
    /// It was signed with a broken hash function.
    WeakHash {
        /// Whose.
        subject: String,
        /// The function.
        hash: String,
    },
}

impl CertificateError {
    /// The cause, in words.
    pub fn wording(&self) -> Text {
        match self {
            Self::Malformed => Text::new("không phải chứng thư số, hoặc bị hỏng", "no certificate, or a damaged one"),
            Self::NoneInFile => Text::new("tệp không có chứng thư số nào", "the file has no certificate"),
            Self::Expired { subject, not_after } => Text::new(
                format!("chứng thư số của “{subject}” đã hết hạn lúc {}", moment(*not_after)),
                format!("the certificate of “{subject}” expired at {}", moment(*not_after)),
            ),
            Self::NotYetValid { subject, not_before } => Text::new(
                format!(
                    "chứng thư số của “{subject}” chưa có hiệu lực (từ {}); kiểm tra đồng hồ máy",
                    moment(*not_before)
                ),
                format!(
                    "the certificate of “{subject}” is not valid yet (from {}); check the clock",
                    moment(*not_before)
                ),
            ),
            Self::NotForSigning(subject) => Text::new(
                format!("chứng thư số của “{subject}” không dùng để ký văn bản (key usage)"),
                format!("the certificate of “{subject}” is not meant for signing documents (key usage)"),
            ),
            Self::IsAuthority(subject) => Text::new(
                format!("chứng thư số của “{subject}” là của tổ chức chứng thực, không phải của người ký"),
                format!("the certificate of “{subject}” is an authority's, not a signer's"),
            ),
            Self::WeakKey { subject, key } => Text::new(
                format!(
                    "khóa của “{subject}” quá yếu hoặc không rõ loại ({key}); cần RSA từ 2048 bit hoặc ECDSA P-256, P-384"
                ),
                format!(
                    "the key of “{subject}” is weak or unknown ({key}); RSA from 2048 bits, ECDSA P-256 or P-384 is needed"
                ),
            ),
            Self::WeakHash { subject, hash } => Text::new(
                format!("chứng thư số của “{subject}” được cấp bằng hàm băm yếu {hash}; xin cấp lại"),
                format!("the certificate of “{subject}” was issued with the weak hash {hash}; have it renewed"),
            ),
        }
    }
}

/// Why a chain does not lead to a trust anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChainError {
    /// No anchors were given.
    NoAnchors,
    /// No known certificate leads from it to an anchor.
    Incomplete {
        /// The last certificate that was reached.
        subject: String,
        /// The issuer that is missing or not trusted.
        issuer: String,
    },
    /// A certificate of the chain is unusable by itself.
    Certificate(CertificateError),
    /// A signature in the chain is wrong.
    BadSignature,
    /// The certificate is not meant for this purpose.
    WrongPurpose(String),
    /// A rule of a certificate forbids this chain (path length, names, CA mark, unknown critical extension).
    Forbidden(String),
    /// An algorithm in the chain that is not supported, or too weak.
    Unsupported(String),
}

impl ChainError {
    /// The cause, in words.
    pub fn wording(&self) -> Text {
        match self {
            Self::NoAnchors => {
                Text::new("chưa cho biết tổ chức chứng thực nào được tin cậy", "no trusted authority was given")
            }
            Self::Incomplete { subject, issuer } => Text::new(
                format!("chuỗi chứng thư đứt ở “{subject}”: không có, hoặc không tin cậy, nơi cấp “{issuer}”"),
                format!("the chain breaks at “{subject}”: its issuer “{issuer}” is missing or not trusted"),
            ),
            Self::Certificate(error) => error.wording(),
            Self::BadSignature => {
                Text::new("một chứng thư trong chuỗi có chữ ký sai", "a certificate of the chain has a wrong signature")
            }
            Self::WrongPurpose(subject) => Text::new(
                format!("chứng thư số của “{subject}” không được cấp cho mục đích này"),
                format!("the certificate of “{subject}” was not issued for this purpose"),
            ),
            Self::Forbidden(why) => Text::new(
                format!("chuỗi chứng thư vi phạm ràng buộc ({why})"),
                format!("the chain breaks a constraint ({why})"),
            ),
            Self::Unsupported(what) => Text::new(
                format!("chuỗi chứng thư dùng thuật toán yếu hoặc chưa hỗ trợ ({what})"),
                format!("the chain uses a weak or unsupported algorithm ({what})"),
            ),
        }
    }
}
