//! `bien`: the columns that a batch fills a plan with, each with its type and an example.

use minijinja::Value as Jinja;
use serde_json::{Value as Json, json};

use super::Text;
use super::decode::{Decode, choice, record, wrong_type};
use crate::diag::{Problem, Report, Span, Text as Wording};
use crate::sheet::Cell;
use crate::vi::date::PartialDate;
use crate::vi::number::{self, VietnameseNumber, is_ambiguous, is_misgrouped, parse_vietnamese};
use crate::vi::text::as_name;
use crate::yaml::{Node, Value};

choice! {
    /// What the cells of a column hold.
    #[derive(Default)]
    pub enum VariableKind {
        /// Text.
        #[default]
        Text = "chu",
        /// A number, whole or decimal.
        Number = "so",
        /// An amount in whole đồng.
        Money = "tien",
        /// A date.
        Date = "ngay",
        /// Yes or no.
        YesNo = "co-khong",
    }
}

record! {
    /// What `bien` says of one column.
    pub struct VariableRecord {
        kind: Option<VariableKind> = "kieu", "Kiểu", "type", "chu (mặc định), so, tien, ngay, co-khong.", "ngay";
        column: Option<Text> = "cot", "Cột", "column", "Tên cột ở đầu bảng; không ghi thì là cột có tên như biến, không kể dấu và hoa thường.", "Họ và tên";
        required: Option<bool> = "bat_buoc", "Bắt buộc", "required", "true (mặc định): ô trống là lỗi.", false;
        key: Option<bool> = "khoa", "Khóa", "row key", "true: giá trị phân biệt các dòng, không trùng nhau (như mã số), để làm tiếp sau khi sửa bảng.", true;
        example: Example = "vi_du", "Ví dụ", "example", "Giá trị dùng khi kiểm tra và xem trước.", "Nguyễn Văn Mẫu";
    }
}

/// One value, of any type, as it was written.
#[derive(Debug, Clone)]
pub struct Example(Node);

impl Decode for Example {
    fn decode(node: &Node, key: &str, report: &mut Report) -> Option<Self> {
        if matches!(node.value, Value::Scalar(_)) {
            return Some(Self(node.clone()));
        }
        wrong_type(node, key, "một giá trị", "one value", report);
        None
    }

    fn schema() -> Json {
        json!({ "type": ["string", "number", "boolean"] })
    }
}

/// One column of a batch.
#[derive(Debug, Clone)]
pub struct Variable {
    /// The name that expressions use.
    pub name: String,
    /// Where the name stands.
    pub span: Option<Span>,
    /// What its cells hold.
    pub kind: VariableKind,
    /// The column's head, where it is not the name.
    pub column: Option<Text>,
    /// Whether an empty cell is an error.
    pub required: bool,
    /// Whether it tells rows apart.
    pub key: bool,
    /// The value used without data.
    pub example: Jinja,
}

impl Variable {
    /// Whether a column with this head holds the variable.
    pub fn is_column(&self, head: &str) -> bool {
        head == self.name
            || match &self.column {
                Some(column) => column.value == head || as_name(&column.value) == as_name(head),
                None => as_name(head) == self.name,
            }
    }

    /// The value of a cell.
    ///
    /// # Errors
    /// What is wrong with it, in a clerk's words.
    pub fn read(&self, cell: &Cell) -> Result<Jinja, Wording> {
        if cell.is_empty() {
            return match (self.required, self.kind) {
                (true, _) => Err(Wording::new("ô bắt buộc mà để trống", "the cell is empty, and it is required")),
                (false, VariableKind::YesNo) => Ok(Jinja::from(false)),
                (false, VariableKind::Text) => Ok(Jinja::from("")),
                (false, _) => Ok(Jinja::from(())),
            };
        }
        match (self.kind, cell) {
            (VariableKind::Text, Cell::Text(text)) => Ok(Jinja::from(text.as_str())),
            (VariableKind::Text, Cell::Number(n)) => Ok(Jinja::from(plain(*n))),
            (VariableKind::Number, cell) => number_of(cell),
            (VariableKind::Money, cell) => {
                let value = number_of(cell)?;
                if value.is_integer() && !i64::try_from(value.clone()).is_ok_and(i64::is_negative) {
                    return Ok(value);
                }
                let text = shown(cell);
                Err(Wording::new(
                    format!("`{text}` không phải số tiền (số đồng, không âm, không lẻ)"),
                    format!("`{text}` is not an amount: whole đồng, not negative"),
                ))
            }
            (VariableKind::Date, Cell::Text(text)) => date_of(text),
            (VariableKind::Date, Cell::Number(n)) => date_of(&plain(*n)),
            (VariableKind::YesNo, cell) => yes_or_no(&shown(cell)),
        }
    }
}

/// A number as a text: whole ones without a point.
fn plain(n: f64) -> String {
    n.to_string()
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(n) => plain(*n),
    }
}

fn number_of(cell: &Cell) -> Result<Jinja, Wording> {
    let of_float = |n: f64| {
        let settled = number::settled(n);
        #[allow(clippy::cast_possible_truncation)] // Whole and far inside i64.
        if settled.fract() == 0.0 && settled.abs() < 9e15 { Jinja::from(settled as i64) } else { Jinja::from(settled) }
    };
    let text = match cell {
        Cell::Number(n) => return Ok(of_float(*n)),
        // Other ways to write the unit; `đ` and `đồng` are known to the numbers themselves.
        Cell::Text(text) => {
            ["₫", "VNĐ", "VND", "vnđ"].iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text).trim_end()
        }
    };
    let wrong = |vi: &str, en: &str| Err(Wording::new(format!("`{text}` {vi}"), format!("`{text}` {en}")));
    // `1,000` is one thousand to a program that speaks English, and one to a Vietnamese reader.
    if text.split_once(',').is_some_and(|(whole, rest)| {
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        rest.len() == 3 && digits(rest) && (1..=3).contains(&whole.len()) && digits(whole) && whole != "0"
    }) {
        return wrong(
            "không rõ là một nghìn hay số thập phân; viết 1.000 hoặc 1,0",
            "may be thousands or a decimal; write 1.000 or 1,0",
        );
    }
    match parse_vietnamese(text) {
        Some(VietnameseNumber::Integer(n)) => return Ok(Jinja::from(n)),
        Some(VietnameseNumber::Decimal(n)) => return Ok(of_float(n)),
        None => {}
    }
    if is_ambiguous(text) || is_misgrouped(text) {
        return wrong(
            "không rõ là số thập phân hay có dấu chấm hàng nghìn; viết 1.234.567 hoặc 1234,5",
            "may be a decimal or may have a thousands dot; write 1.234.567 or 1234,5",
        );
    }
    if text.matches(',').count() > 1 || (text.contains(',') && text.contains('.')) {
        return wrong(
            "có dấu phẩy hàng nghìn kiểu Anh; viết dấu chấm hàng nghìn, dấu phẩy thập phân: 1.234.567,5",
            "has English thousands commas; write dots between thousands and a decimal comma: 1.234.567,5",
        );
    }
    let digits = text.strip_suffix("đồng").or_else(|| text.strip_suffix('đ')).map_or(text, str::trim_end);
    if let Ok(whole) = digits.parse::<i64>() {
        return Ok(Jinja::from(whole));
    }
    match digits.parse::<f64>() {
        Ok(n) if n.is_finite() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-') => {
            Ok(of_float(n))
        }
        _ => wrong("không phải số", "is not a number"),
    }
}

/// A date of a cell, printed as `15/3/2026`.
fn date_of(text: &str) -> Result<Jinja, Wording> {
    // Days since the end of 1899 between 1945 and 2100: a cell of a workbook that was formatted as a number.
    if let Some(serial) = text.parse::<u32>().ok().filter(|n| (16_438..=73_415).contains(n)) {
        let date = crate::sheet::serial_date(f64::from(serial));
        return Err(Wording::new(
            format!("`{text}` là số thứ tự ngày của Excel ({date}); định dạng cột là Ngày (Date) hoặc gõ {date}"),
            format!("`{text}` is a serial number of Excel's ({date}); format the column as dates or type {date}"),
        ));
    }
    // A workbook's cell may have a time, too.
    let day = text.split_once([' ', 'T']).filter(|(_, time)| time.contains(':')).map_or(text, |(day, _)| day);
    match PartialDate::parse(day) {
        Ok(date) => Ok(Jinja::from(date.short())),
        Err(crate::vi::date::DateError::Form) => Err(Wording::new(
            format!("`{text}` không phải ngày tháng; viết 15/3/2026 hoặc 2026-03-15"),
            format!("`{text}` is not a date; write 15/3/2026 or 2026-03-15"),
        )),
        Err(crate::vi::date::DateError::Impossible) => {
            Err(Wording::new(format!("không có ngày `{text}`"), format!("there is no such date: `{text}`")))
        }
    }
}

const YES: &[&str] = &["co", "x", "true", "1", "yes", "y", "dung"];
const NO: &[&str] = &["khong", "false", "0", "no", "n", "sai", "-"];

fn yes_or_no(text: &str) -> Result<Jinja, Wording> {
    let word = crate::vi::text::unaccented(text).to_lowercase();
    match (YES.contains(&word.as_str()), NO.contains(&word.as_str())) {
        (true, _) => Ok(Jinja::from(true)),
        (_, true) => Ok(Jinja::from(false)),
        _ => Err(Wording::new(
            format!("`{text}` không phải có hay không; viết `có` hoặc `không` (x, để trống cũng được)"),
            format!("`{text}` is neither yes nor no; write `có` or `không` (x and nothing will do)"),
        )),
    }
}

/// All columns of a batch.
#[derive(Debug, Clone)]
pub struct Variables {
    /// The columns in their order.
    pub items: Vec<Variable>,
    /// Where they are declared.
    pub span: Option<Span>,
}

impl Variables {
    /// The names with the values of the examples.
    pub fn examples(&self) -> Vec<(String, Jinja)> {
        self.items.iter().map(|variable| (variable.name.clone(), variable.example.clone())).collect()
    }

    /// The column that tells rows apart.
    pub fn key(&self) -> Option<&Variable> {
        self.items.iter().find(|variable| variable.key)
    }
}

impl Decode for Variables {
    fn decode(node: &Node, key: &str, report: &mut Report) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            wrong_type(node, key, "nhóm khóa (mỗi biến một dòng)", "a group of keys, one for each column", report);
            return None;
        };
        let mut items = Vec::new();
        let mut fine = true;
        for entry in entries {
            if !is_name(&entry.key) {
                report.push(
                    Problem::BadVariable { name: entry.key.clone(), better: as_name(&entry.key) },
                    entry.key_span,
                );
                fine = false;
                continue;
            }
            match variable(&entry.key, entry.key_span, &entry.value, report) {
                Some(variable) => items.push(variable),
                None => fine = false,
            }
        }
        if items.iter().filter(|variable| variable.key).count() > 1 {
            let detail = Wording::new("chỉ một biến được ghi `khoa: true`", "only one column may have `khoa: true`");
            report.push(Problem::Columns { detail }, node.span.map(|s| s.part(0, 0)));
            fine = false;
        }
        fine.then_some(Self { items, span: node.span })
    }

    fn schema() -> Json {
        json!({
            "type": "object",
            "propertyNames": { "pattern": "^[a-z][a-z0-9_]*$" },
            "additionalProperties": VariableRecord::schema(),
        })
    }
}

/// Whether a name can stand in an expression.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !["loop", "self", "super", "true", "false", "none", "and", "or", "not", "in", "is", "if", "else"]
            .contains(&name)
}

fn variable(name: &str, span: Option<Span>, node: &Node, report: &mut Report) -> Option<Variable> {
    let record = VariableRecord::decode(node, name, report)?;
    let mut variable = Variable {
        name: name.to_owned(),
        span,
        kind: record.kind.unwrap_or_default(),
        column: record.column,
        required: record.required.unwrap_or(true),
        key: record.key.unwrap_or(false),
        example: Jinja::from(()),
    };
    let cell = Cell::Text(record.example.0.as_text().unwrap_or_default());
    match variable.read(&cell) {
        Ok(value) => variable.example = value,
        Err(what) => {
            let at = Wording::new(format!("ví dụ của `{name}`"), format!("the example of `{name}`"));
            report.push(Problem::DataCell { at, what }, record.example.0.span);
            return None;
        }
    }
    Some(variable)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(kind: VariableKind) -> Variable {
        Variable {
            name: "x".to_owned(),
            span: None,
            kind,
            column: None,
            required: true,
            key: false,
            example: Jinja::from(()),
        }
    }

    #[test]
    fn cells() {
        use VariableKind::{Date, Money, Number, Text, YesNo};
        for (kind, text, expected) in [
            (Text, "0912", "0912"),
            (Number, "1.234", "1234"),
            (Number, "12", "12"),
            (Number, "1,5", "1.5"),
            (Number, "-3", "-3"),
            (Money, "5.000.000đ", "5000000"),
            (Money, "5000000 đồng", "5000000"),
            (Money, "1.000.000₫", "1000000"),
            (Money, "1000 VNĐ", "1000"),
            (Date, "2026-03-15", "15/3/2026"),
            (Date, "05/02/2026", "05/02/2026"),
            (Date, "15/3/2026 8:30", "15/3/2026"),
            (Date, "2026-03-15T08:30:00", "15/3/2026"),
            (YesNo, "Có", "True"),
            (YesNo, "không", "False"),
        ] {
            let read = column(kind).read(&Cell::Text(text.to_owned()));
            assert_eq!(read.map(|v| v.to_string()).map_err(|e| e.en), Ok(expected.to_owned()), "{text}");
        }
        for (kind, text) in [
            (Text, ""),
            (Number, "1.000.00"),
            (Number, "1,000,000"),
            (Money, "1,000"),
            (Number, "12,500"),
            (Number, "1,234.5"),
            (Number, "1e5"),
            (Number, "mười"),
            (Money, "1,5"),
            (Money, "-5"),
            (Date, "45366"),
            (Date, "31/2/2026"),
            (Date, "ngày mai"),
            (YesNo, "có lẽ"),
        ] {
            assert!(column(kind).read(&Cell::Text(text.to_owned())).is_err(), "{text}");
        }
        let optional = Variable { required: false, ..column(Date) };
        assert!(optional.read(&Cell::Text(String::new())).is_ok_and(|v| v.is_none()));
    }

    #[test]
    fn heads() {
        let mut variable = Variable { name: "ho_ten".to_owned(), ..column(VariableKind::Text) };
        assert!(variable.is_column("ho_ten") && variable.is_column("Họ tên") && !variable.is_column("Họ và tên"));
        variable.column = Some(super::Text::made("Họ và tên", None));
        assert!(variable.is_column("HỌ VÀ TÊN") && !variable.is_column("Họ tên"));
    }
}
