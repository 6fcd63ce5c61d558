//! What can go wrong on the way to a service.

use crate::diag::Text;

/// Why a service gave no answer that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HttpError {
    /// The address is none.
    Address(String),
    /// An `https://` address: there is no TLS here.
    NeedsTls(String),
    /// No connection; what the system says.
    Unreachable {
        /// The address.
        url: String,
        /// What the system says.
        why: String,
        /// Whether the question may have arrived.
        sent: bool,
    },
    /// No answer in time.
    Timeout(String),
    /// An answer larger than allowed.
    TooLarge(String),
    /// A refusal.
    Status {
        /// The address.
        url: String,
        /// The HTTP status.
        status: u16,
    },
    /// A web page instead of the answer: a wrong address, or the sign-in page of a network.
    WebPage(String),
    /// Some other kind of content.
    ContentType {
        /// The address.
        url: String,
        /// The type that came.
        got: String,
    },
}

impl HttpError {
    /// The cause, in words.
    pub fn wording(&self) -> Text {
        match self {
            Self::Address(url) => Text::new(format!("địa chỉ “{url}” không đúng"), format!("“{url}” is no address")),
            Self::NeedsTls(url) => Text::new(
                format!(
                    "{url}: chương trình không có TLS; dùng địa chỉ http:// của dịch vụ (câu trả lời đã có chữ ký riêng)"
                ),
                format!(
                    "{url}: there is no TLS in this program; use the service's http:// address (its answers are signed)"
                ),
            ),
            Self::Unreachable { url, why, .. } => {
                Text::new(format!("không kết nối được tới {url} ({why})"), format!("no connection to {url} ({why})"))
            }
            Self::Timeout(url) => {
                Text::new(format!("{url} không trả lời kịp thời"), format!("{url} did not answer in time"))
            }
            Self::TooLarge(url) => {
                Text::new(format!("câu trả lời của {url} quá lớn"), format!("the answer of {url} is too large"))
            }
            Self::Status { url, status } => {
                Text::new(format!("{url} báo lỗi HTTP {status}"), format!("{url} answered HTTP {status}"))
            }
            Self::WebPage(url) => Text::new(
                format!("{url} trả về một trang web; kiểm tra địa chỉ, hoặc đăng nhập mạng trước"),
                format!("{url} answered with a web page; check the address, or sign in to the network first"),
            ),
            Self::ContentType { url, got } => Text::new(
                format!("{url} trả về loại dữ liệu khác ({got})"),
                format!("{url} answered with another kind of data ({got})"),
            ),
        }
    }
}
