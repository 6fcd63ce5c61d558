//! What can be wrong with the question whether a certificate is revoked.

use super::super::time::moment;
use super::HttpError;
use crate::diag::Text;

/// Why the status of a certificate cannot be had, or is bad.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RevocationError {
    /// It is revoked.
    Revoked {
        /// Whose.
        subject: String,
        /// Since when (seconds since 1970).
        at: i64,
    },
    /// Its issuer's certificate is neither given nor to be fetched.
    NoIssuer {
        /// Whose.
        subject: String,
        /// The issuer's name.
        issuer: String,
    },
    /// It names neither an OCSP responder nor a CRL.
    NoSource(String),
    /// No source gave a usable answer; each with its cause.
    Unavailable {
        /// Whose.
        subject: String,
        /// Why each source failed.
        causes: Vec<RevocationError>,
    },
    /// The way to a source failed.
    Http(HttpError),
    /// An answer of OCSP or a CRL that cannot be read.
    Malformed(&'static str),
    /// The OCSP responder refuses; its status.
    Refused(&'static str),
    /// The OCSP answer is about another certificate.
    OtherCertificate,
    /// The OCSP answer is for another request (wrong nonce).
    WrongNonce,
    /// The responder does not know the certificate.
    UnknownCertificate,
    /// Signed by someone who may not speak for the issuer.
    NotAuthorised,
    /// The signature is wrong, weak or of an unknown kind.
    BadSignature,
    /// Too old: it should have been renewed at that time.
    Stale(i64),
    /// It claims to be from the future.
    FromTheFuture(i64),
    /// A kind of CRL that cannot be used (indirect, delta, partial).
    UnsupportedCrl,
    /// More certificates than a chain can have.
    TooManyCertificates,
}

impl RevocationError {
    /// The cause, in words.
    pub fn wording(&self) -> Text {
        match self {
            Self::Revoked { subject, at } => Text::new(
                format!("chứng thư số của “{subject}” đã bị thu hồi từ {}", moment(*at)),
                format!("the certificate of “{subject}” was revoked at {}", moment(*at)),
            ),
            Self::NoIssuer { subject, issuer } => Text::new(
                format!("thiếu chứng thư của nơi cấp “{issuer}” cho “{subject}”; cho thêm tệp chứng thư của nơi cấp"),
                format!("the certificate of “{issuer}”, issuer of “{subject}”, is missing; give its file"),
            ),
            Self::NoSource(subject) => Text::new(
                format!("chứng thư số của “{subject}” không cho biết nơi kiểm tra thu hồi (OCSP, CRL)"),
                format!("the certificate of “{subject}” does not say where to ask for revocation (OCSP, CRL)"),
            ),
            Self::Unavailable { subject, causes } => {
                let texts: Vec<Text> = causes.iter().map(Self::wording).collect();
                let join = |pick: fn(&Text) -> &str| texts.iter().map(pick).collect::<Vec<_>>().join("; ");
                Text::new(
                    format!("không kiểm tra được “{subject}” có bị thu hồi không: {}", join(|text| &text.vi)),
                    format!("whether “{subject}” is revoked cannot be found out: {}", join(|text| &text.en)),
                )
            }
            Self::Http(error) => error.wording(),
            Self::Malformed(what) => {
                Text::new(format!("dữ liệu {what} bị hỏng"), format!("the {what} data are damaged"))
            }
            Self::Refused(why) => {
                Text::new(format!("máy chủ OCSP từ chối ({why})"), format!("the OCSP responder refuses ({why})"))
            }
            Self::OtherCertificate => {
                Text::new("câu trả lời OCSP nói về chứng thư khác", "the OCSP answer is about another certificate")
            }
            Self::WrongNonce => Text::new(
                "câu trả lời OCSP không đáp đúng yêu cầu này (nonce sai)",
                "the OCSP answer is for another request (wrong nonce)",
            ),
            Self::UnknownCertificate => {
                Text::new("máy chủ OCSP không biết chứng thư này", "the OCSP responder does not know the certificate")
            }
            Self::NotAuthorised => Text::new(
                "câu trả lời thu hồi do nơi không có thẩm quyền ký",
                "the revocation answer is signed by someone who may not speak for the issuer",
            ),
            Self::BadSignature => Text::new(
                "câu trả lời thu hồi có chữ ký sai hoặc yếu",
                "the revocation answer has a wrong or weak signature",
            ),
            Self::Stale(at) => Text::new(
                format!("dữ liệu thu hồi đã quá hạn từ {}", moment(*at)),
                format!("the revocation data are out of date since {}", moment(*at)),
            ),
            Self::FromTheFuture(at) => Text::new(
                format!("dữ liệu thu hồi ghi thời điểm chưa tới ({}); kiểm tra đồng hồ máy", moment(*at)),
                format!("the revocation data are from the future ({}); check the clock", moment(*at)),
            ),
            Self::UnsupportedCrl => Text::new(
                "loại danh sách thu hồi (CRL) này chưa được hỗ trợ",
                "this kind of revocation list (CRL) is not supported",
            ),
            Self::TooManyCertificates => Text::new("chuỗi chứng thư quá dài", "the chain has too many certificates"),
        }
    }
}

impl From<HttpError> for RevocationError {
    fn from(error: HttpError) -> Self {
        Self::Http(error)
    }
}
