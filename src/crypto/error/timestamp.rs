//! What can be wrong with a timestamp.

use super::super::time::moment;
use super::CmsError;
use crate::diag::Text;

/// Why a timestamp cannot be had, or does not hold (RFC 3161).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimestampError {
    /// The answer is no timestamp response, or cut off.
    MalformedResponse,
    /// The authority refuses.
    Refused {
        /// `PKIStatus`.
        status: i64,
        /// What it says, with the names of its failure bits.
        why: String,
    },
    /// The answer says "granted" and has no token.
    NoToken,
    /// The token is no timestamp token, or damaged; what was being read.
    MalformedToken(&'static str),
    /// The token answers another request (an old answer played again).
    WrongNonce,
    /// The token is for other data.
    WrongImprint,
    /// The certificate is not one for timestamps only (critical extended key usage, RFC 3161, 2.3).
    NotATimestampCertificate(String),
    /// The certificate was not valid when the token was made.
    CertificateNotValid(String),
    /// The token's time is more than a day away from the clock.
    TimeFarOff {
        /// The time of the token.
        token: i64,
        /// The time of this machine.
        now: i64,
    },
    /// The token's own signature does not hold.
    Signature(CmsError),
}

impl TimestampError {
    /// The cause, in words.
    pub fn wording(&self) -> Text {
        match self {
            Self::MalformedResponse => Text::new(
                "câu trả lời của dịch vụ cấp dấu thời gian bị hỏng",
                "the timestamp authority's answer is damaged",
            ),
            Self::Refused { status, why } => Text::new(
                format!("dịch vụ cấp dấu thời gian từ chối (mã {status}: {why})"),
                format!("the timestamp authority refuses (status {status}: {why})"),
            ),
            Self::NoToken => Text::new(
                "dịch vụ cấp dấu thời gian trả lời mà không có dấu thời gian",
                "the timestamp authority answered without a timestamp",
            ),
            Self::MalformedToken(what) => {
                Text::new(format!("dấu thời gian bị hỏng ({what})"), format!("the timestamp is damaged ({what})"))
            }
            Self::WrongNonce => Text::new(
                "dấu thời gian không đáp đúng yêu cầu này (nonce sai); không tin dịch vụ này",
                "the timestamp answers another request (wrong nonce); do not trust this authority",
            ),
            Self::WrongImprint => Text::new("dấu thời gian là của dữ liệu khác", "the timestamp is for other data"),
            Self::NotATimestampCertificate(subject) => Text::new(
                format!("chứng thư số của “{subject}” không phải chứng thư chỉ để cấp dấu thời gian"),
                format!("the certificate of “{subject}” is not one for timestamps only"),
            ),
            Self::CertificateNotValid(subject) => Text::new(
                format!("chứng thư số của “{subject}” không có hiệu lực vào lúc cấp dấu thời gian"),
                format!("the certificate of “{subject}” was not valid at the time of the timestamp"),
            ),
            Self::TimeFarOff { token, now } => Text::new(
                format!("dấu thời gian {} lệch quá xa đồng hồ máy {}; kiểm tra đồng hồ", moment(*token), moment(*now)),
                format!(
                    "the timestamp {} is too far from this clock {}; check the clock",
                    moment(*token),
                    moment(*now)
                ),
            ),
            Self::Signature(error) => {
                let inner = error.wording();
                Text::new(format!("dấu thời gian: {}", inner.vi), format!("timestamp: {}", inner.en))
            }
        }
    }
}
