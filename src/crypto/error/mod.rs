//! Everything that can be wrong with keys, certificates, signatures and the services around them.

mod certificate;
mod cms;
mod http;
mod key_file;
mod revocation;
mod timestamp;
mod token;

use crate::diag::Text;
pub use certificate::{CertificateError, ChainError};
pub use cms::CmsError;
pub use http::HttpError;
pub use key_file::KeyFileError;
pub use revocation::RevocationError;
pub use timestamp::TimestampError;
pub use token::{PinTries, TokenError};

/// Why something cryptographic failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CryptoError {
    /// A PKCS#12 file.
    KeyFile(KeyFileError),
    /// A PKCS#11 token.
    Token(TokenError),
    /// A certificate.
    Certificate(CertificateError),
    /// A chain of certificates.
    Chain(ChainError),
    /// A CMS signature.
    Cms(CmsError),
    /// A service that could not be asked.
    Http(HttpError),
    /// A timestamp.
    Timestamp(TimestampError),
    /// Whether a certificate is revoked.
    Revocation(RevocationError),
    /// The operating system gives no random numbers.
    NoRandomness,
}

impl CryptoError {
    /// The cause, in words.
    pub fn wording(&self) -> Text {
        match self {
            Self::KeyFile(error) => error.wording(),
            Self::Token(error) => error.wording(),
            Self::Certificate(error) => error.wording(),
            Self::Chain(error) => error.wording(),
            Self::Cms(error) => error.wording(),
            Self::Http(error) => error.wording(),
            Self::Timestamp(error) => error.wording(),
            Self::Revocation(error) => error.wording(),
            Self::NoRandomness => {
                Text::new("hệ điều hành không cấp được số ngẫu nhiên", "the operating system gives no random numbers")
            }
        }
    }
}

macro_rules! from {
    ($($error:ident => $variant:ident),* $(,)?) => {
        $(impl From<$error> for CryptoError {
            fn from(error: $error) -> Self {
                Self::$variant(error)
            }
        })*
    };
}

from! {
    KeyFileError => KeyFile,
    TokenError => Token,
    CertificateError => Certificate,
    ChainError => Chain,
    CmsError => Cms,
    HttpError => Http,
    TimestampError => Timestamp,
    RevocationError => Revocation,
}
