//! What can be wrong with a PKCS#11 token.

use std::path::PathBuf;

use crate::diag::Text;

/// How many tries of the PIN a token says are left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinTries {
    /// The token does not say.
    Unknown,
    /// Some were wrong; few are left.
    Few,
    /// One more wrong PIN locks the token.
    Last,
    /// None: the PIN is locked.
    Locked,
}

/// Why a token gives no signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenError {
    /// There is no driver (PKCS#11 module) of that name.
    ModuleMissing(PathBuf),
    /// The file is no PKCS#11 module, or one for another kind of machine, or it does not start.
    ModuleUnusable {
        /// The module.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
    /// No token of that label is plugged in.
    NoToken {
        /// The label asked for.
        wanted: String,
        /// The labels found.
        found: Vec<String>,
    },
    /// Several tokens have that label.
    SeveralTokens(String),
    /// The PIN is wrong. It is not tried again.
    WrongPin(PinTries),
    /// The PIN is locked.
    PinLocked,
    /// The token has not been given a PIN yet, or wants it changed first.
    PinNotReady,
    /// The PIN is entered on the token's own keys, which is not supported.
    OwnPinPad,
    /// The token has no private key that signs.
    NoKey,
    /// No key has that label.
    NoSuchKey {
        /// The label asked for.
        wanted: String,
        /// The labels found.
        found: Vec<String>,
    },
    /// Several keys; their labels.
    SeveralKeys(Vec<String>),
    /// No certificate on the token belongs to the key.
    NoCertificate(String),
    /// The certificate on the token belongs to another key.
    KeyMismatch,
    /// The token cannot sign in a way that is safe today.
    NoMechanism,
    /// A key that is neither RSA from 2048 bits nor ECDSA on P-256 or P-384.
    UnsupportedKey(String),
    /// The token was taken out, or its session ended.
    Gone,
    /// Anything else; what the driver says.
    Failed(String),
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| format!("\u{201c}{name}\u{201d}")).collect::<Vec<_>>().join(", ")
}

impl TokenError {
    /// The cause, in words.
    pub fn wording(&self) -> Text {
        match self {
            Self::ModuleMissing(path) => Text::new(
                format!("không có trình điều khiển PKCS#11 {}; cài phần mềm của USB token", path.display()),
                format!("there is no PKCS#11 module {}; install the token's software", path.display()),
            ),
            Self::ModuleUnusable { path, why } => Text::new(
                format!("không dùng được trình điều khiển PKCS#11 {} ({why})", path.display()),
                format!("the PKCS#11 module {} cannot be used ({why})", path.display()),
            ),
            Self::NoToken { wanted, found } if found.is_empty() => Text::new(
                format!("không thấy token “{wanted}”: chưa cắm token nào"),
                format!("token “{wanted}” not found: no token is plugged in"),
            ),
            Self::NoToken { wanted, found } => Text::new(
                format!("không thấy token “{wanted}”; đang cắm: {}", list(found)),
                format!("token “{wanted}” not found; plugged in: {}", list(found)),
            ),
            Self::SeveralTokens(label) => Text::new(
                format!("có nhiều token cùng tên “{label}”; chỉ cắm một"),
                format!("several tokens are called “{label}”; plug in one only"),
            ),
            Self::WrongPin(tries) => wrong_pin(*tries),
            Self::PinLocked => Text::new(
                "mã PIN của token đã bị khóa; liên hệ nơi cấp token để mở khóa",
                "the token's PIN is locked; ask its issuer to unlock it",
            ),
            Self::PinNotReady => Text::new(
                "token chưa đặt mã PIN, hoặc đòi đổi mã PIN trước khi dùng",
                "the token has no PIN yet, or wants it changed before use",
            ),
            Self::OwnPinPad => Text::new(
                "token này nhập mã PIN trên bàn phím riêng, chưa được hỗ trợ",
                "this token takes its PIN on its own keys, which is not supported",
            ),
            Self::NoKey => Text::new("token không có khóa bí mật để ký", "the token has no private key that signs"),
            Self::NoSuchKey { wanted, found } => Text::new(
                format!("token không có khóa “{wanted}”; đang có: {}", list(found)),
                format!("the token has no key “{wanted}”; it has: {}", list(found)),
            ),
            Self::SeveralKeys(labels) => Text::new(
                format!("token có nhiều khóa; chọn một: {}", list(labels)),
                format!("the token has several keys; choose one: {}", list(labels)),
            ),
            Self::NoCertificate(label) => Text::new(
                format!("token không có chứng thư số của khóa “{label}”"),
                format!("the token has no certificate for the key “{label}”"),
            ),
            Self::KeyMismatch => Text::new(
                "chứng thư số trên token không khớp với khóa",
                "the certificate on the token does not belong to the key",
            ),
            Self::NoMechanism => Text::new(
                "token không ký được bằng SHA-256 (RSA hoặc ECDSA)",
                "the token cannot sign with SHA-256 (RSA or ECDSA)",
            ),
            Self::UnsupportedKey(what) => Text::new(
                format!("loại khóa trên token không dùng được ({what})"),
                format!("the kind of key on the token cannot be used ({what})"),
            ),
            Self::Gone => Text::new(
                "token đã bị rút ra hoặc mất kết nối",
                "the token was taken out, or the connection to it was lost",
            ),
            Self::Failed(why) => Text::new(format!("token báo lỗi: {why}"), format!("the token failed: {why}")),
        }
    }
}

fn wrong_pin(tries: PinTries) -> Text {
    match tries {
        PinTries::Unknown => Text::new(
            "mã PIN không đúng; đã dừng để token không bị khóa (token không cho biết còn mấy lần thử)",
            "the PIN is wrong; stopped, so that the token does not lock (it does not say how many tries are left)",
        ),
        PinTries::Few => Text::new(
            "mã PIN không đúng; đã dừng để token không bị khóa (chỉ còn ít lần thử)",
            "the PIN is wrong; stopped, so that the token does not lock (only a few tries are left)",
        ),
        PinTries::Last => Text::new(
            "mã PIN không đúng; đã dừng: sai thêm một lần nữa token sẽ bị khóa",
            "the PIN is wrong; stopped: one more wrong PIN locks the token",
        ),
        PinTries::Locked => Text::new(
            "mã PIN không đúng và token đã bị khóa; liên hệ nơi cấp token",
            "the PIN is wrong and the token is now locked; ask its issuer",
        ),
    }
}
