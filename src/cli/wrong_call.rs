//! Wrong calls in Vietnamese: clap words its errors in English only.

use clap::error::{ContextKind as Kind, ErrorKind};

/// What is wrong with a call; `None` for what is rare enough to be left in clap's words.
pub fn wording(error: &clap::Error) -> Option<String> {
    let text = |kind: Kind| error.get(kind).map(ToString::to_string).filter(|text| !text.is_empty());
    let arg = || text(Kind::InvalidArg).unwrap_or_default();
    let value = || text(Kind::InvalidValue).unwrap_or_default();
    let hint = |kind: Kind| text(kind).map(|near| format!("; có phải `{near}`?")).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::MissingRequiredArgument => format!("thiếu {}", arg()),
        ErrorKind::UnknownArgument => format!("không có tùy chọn `{}`{}", arg(), hint(Kind::SuggestedArg)),
        ErrorKind::InvalidSubcommand => {
            let name = text(Kind::InvalidSubcommand).unwrap_or_default();
            format!("không có lệnh `{name}`{}", hint(Kind::SuggestedSubcommand))
        }
        ErrorKind::InvalidValue if value().is_empty() => format!("thiếu giá trị của {}", arg()),
        ErrorKind::InvalidValue => {
            let known = text(Kind::ValidValue).map(|list| format!("; các giá trị: {list}")).unwrap_or_default();
            format!("{} không có giá trị `{}`{known}", arg(), value())
        }
        ErrorKind::ValueValidation => {
            // "0 is not in 1..=9999"
            let why = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            let range = why.split_once(" is not in ").and_then(|(_, range)| range.split_once("..="));
            let range = range.map(|(from, to)| format!(", phải từ {from} đến {to}")).unwrap_or_default();
            format!("{}: `{}` không dùng được{range}", arg(), value())
        }
        ErrorKind::ArgumentConflict => match text(Kind::PriorArg) {
            Some(other) if other != arg() => format!("{} không dùng cùng {other}", arg()),
            _ => format!("{} chỉ ghi một lần", arg()),
        },
        _ => return None,
    };
    let usage = text(Kind::Usage).map(|usage| format!("{}\n\n", usage.replacen("Usage:", "Cách dùng:", 1).trim()));
    Some(format!("lỗi: {what}\n\n{}Xem đầy đủ: thêm --help\n", usage.unwrap_or_default()))
}
