//! The two languages of all messages.

/// A language of messages. Codes and machine formats are the same in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Vietnamese, the default.
    #[default]
    Vi,
    /// English.
    En,
}

/// One message in both languages: there is no way to write only one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Text {
    /// Both wordings.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { vi: vi.into(), en: en.into() }
    }

    /// The system's error: its own words in English, a clerk's in Vietnamese where the kind is a common one.
    pub fn of_io(error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let vi = match error.kind() {
            ErrorKind::NotFound => "không có tệp hoặc thư mục này",
            ErrorKind::PermissionDenied => "không có quyền, hoặc tệp đang mở trong chương trình khác",
            ErrorKind::StorageFull => "ổ đĩa hết chỗ trống",
            ErrorKind::AlreadyExists | ErrorKind::NotADirectory => "có một tệp trùng tên với thư mục cần dùng",
            ErrorKind::IsADirectory => "đây là một thư mục",
            ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc",
            ErrorKind::InvalidData => "tệp không phải UTF-8",
            ErrorKind::WouldBlock => "một lệnh khác đang làm việc với tệp này",
            ErrorKind::BrokenPipe => "chương trình ở đầu kia đã dừng",
            ErrorKind::Other => "lỗi không rõ nguyên nhân",
            _ => return Self::new(error.to_string(), error.to_string()),
        };
        Self::new(vi, error.to_string())
    }

    /// The wording in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}
