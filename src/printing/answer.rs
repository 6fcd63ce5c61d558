//! What a printer answered: the status and its values, read without trusting their types.

use ipp::prelude::{DelimiterTag, IppAttributeGroup, IppRequestResponse, IppValue};

use crate::diag::Text;

/// Status codes that the `ipp` crate does not have as numbers of their own here.
pub mod status {
    /// No such job or printer.
    pub const NOT_FOUND: u16 = 0x0406;
    /// It was there, and is no longer.
    pub const GONE: u16 = 0x0407;
    /// The operation is not one of the printer's.
    pub const NO_SUCH_OPERATION: u16 = 0x0501;
    /// Something asked for was not done as asked.
    pub const SUBSTITUTED: u16 = 0x0001;
    /// What a printer says that would take the same job later.
    pub const PASSING: [u16; 4] = [0x0502, 0x0505, 0x0506, 0x0507];
}

/// The answer to one request.
pub struct Answer(IppRequestResponse);

impl Answer {
    /// Wraps a parsed response.
    pub fn new(response: IppRequestResponse) -> Self {
        Self(response)
    }

    /// The status as a number: printers use more of them than any list has.
    pub fn code(&self) -> u16 {
        self.0.header().operation_or_status.cast_unsigned()
    }

    /// Whether the printer did what was asked.
    pub fn is_fine(&self) -> bool {
        self.code() < 0x0100
    }

    /// Why the printer did not do it: in a clerk's words where the status is a common one, with what the printer adds.
    pub fn reason(&self) -> Text {
        let code = self.code();
        let own = self
            .first(DelimiterTag::OperationAttributes)
            .and_then(|group| text(group, "detailed-status-message").or_else(|| text(group, "status-message")))
            .filter(|own| !own.is_empty());
        let (vi, en) = match code {
            0x0401..=0x0403 => ("máy in không cho phép người dùng này", "this user may not print here"),
            status::NOT_FOUND | status::GONE => {
                ("ở địa chỉ này không có máy in đó", "there is no such printer at this address")
            }
            0x0408 => ("tệp quá lớn với máy in", "the file is too large for the printer"),
            0x040a | 0x0411 => ("máy in không đọc được tệp này", "the printer cannot read this file"),
            0x040b | 0x040e => ("máy in không làm được điều đã chọn", "the printer cannot do what was chosen"),
            0x0502 => ("máy in chưa sẵn sàng", "the printer is not ready"),
            0x0504 => ("máy in đang có lỗi", "the printer has a fault"),
            0x0506 => ("máy in đang không nhận lệnh in", "the printer takes no jobs at present"),
            0x0507 => ("máy in đang bận", "the printer is busy"),
            _ => ("máy in từ chối", "the printer refuses"),
        };
        let tail = own.map_or_else(|| format!("IPP 0x{code:04x}"), |own| format!("{own}, IPP 0x{code:04x}"));
        Text::new(format!("{vi} ({tail})"), format!("{en} ({tail})"))
    }

    /// The printer's, a job's or another group of values.
    pub fn first(&self, tag: DelimiterTag) -> Option<&IppAttributeGroup> {
        self.0.attributes().first_of(tag)
    }

    /// All groups of one kind: one for each job or printer of a list.
    pub fn all(&self, tag: DelimiterTag) -> impl Iterator<Item = &IppAttributeGroup> {
        self.0.attributes().groups_of(tag)
    }

    /// The names of what the printer did not take over.
    pub fn unsupported(&self) -> Vec<String> {
        self.all(DelimiterTag::UnsupportedAttributes)
            .flat_map(|group| group.attributes().iter().map(|attribute| attribute.name().to_string()))
            .collect()
    }
}

/// A value as text, whichever of the text types it has.
pub fn words_of(value: &IppValue) -> Option<&str> {
    match value {
        IppValue::Keyword(word) => Some(word.as_str()),
        IppValue::NameWithoutLanguage(name) | IppValue::NameWithLanguage { name, .. } => Some(name.as_str()),
        IppValue::TextWithoutLanguage(text) | IppValue::TextWithLanguage { text, .. } => Some(text.as_ref()),
        IppValue::MimeMediaType(word) => Some(word.as_str()),
        IppValue::Uri(uri) | IppValue::UriScheme(uri) => Some(uri.as_str()),
        _ => None,
    }
}

fn values(group: &IppAttributeGroup, name: &str) -> Vec<IppValue> {
    match group.get(name).map(ipp::attribute::IppAttribute::value) {
        Some(IppValue::Array(list)) => list.clone(),
        Some(value) => vec![value.clone()],
        None => Vec::new(),
    }
}

/// Whether the group has the attribute at all.
pub fn has(group: &IppAttributeGroup, name: &str) -> bool {
    group.get(name).is_some_and(|attribute| !matches!(attribute.value(), IppValue::NoValue | IppValue::Other { .. }))
}

/// All texts of an attribute.
pub fn list(group: &IppAttributeGroup, name: &str) -> Vec<String> {
    values(group, name).iter().filter_map(words_of).map(str::to_owned).collect()
}

/// The first text of an attribute.
pub fn text(group: &IppAttributeGroup, name: &str) -> Option<String> {
    list(group, name).into_iter().next()
}

/// The number or enum value of an attribute.
pub fn number(group: &IppAttributeGroup, name: &str) -> Option<i32> {
    values(group, name).iter().find_map(|value| match value {
        IppValue::Integer(number) | IppValue::Enum(number) => Some(*number),
        _ => None,
    })
}

/// The boolean of an attribute.
pub fn flag(group: &IppAttributeGroup, name: &str) -> Option<bool> {
    values(group, name).iter().find_map(|value| match value {
        IppValue::Boolean(flag) => Some(*flag),
        _ => None,
    })
}

/// The range of an attribute; a single number is a range of its own.
pub fn range(group: &IppAttributeGroup, name: &str) -> Option<(i32, i32)> {
    values(group, name).iter().find_map(|value| match value {
        IppValue::RangeOfInteger { min, max } => Some((*min, *max)),
        IppValue::Integer(number) => Some((*number, *number)),
        _ => None,
    })
}
