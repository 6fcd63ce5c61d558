//! The environment of expressions: what filters there are, and how values are printed.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};

use crate::vi::date::PartialDate;
use crate::vi::text::unaccented;
use crate::vi::{number, roman, words};

/// How many steps the expressions of one text may take.
pub const FUEL: u64 = 500_000;

/// The filters that an expression may use: ours, then those of minijinja that make sense here.
pub const FILTERS: &[&str] = &[
    "tien",
    "bang_chu",
    "hai_chu_so",
    "ngay_chu",
    "la_ma",
    "tong",
    "nhom",
    "khong_dau",
    "abs",
    "batch",
    "capitalize",
    "default",
    "d",
    "first",
    "float",
    "groupby",
    "int",
    "items",
    "join",
    "last",
    "length",
    "count",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "replace",
    "reverse",
    "round",
    "select",
    "selectattr",
    "slice",
    "sort",
    "split",
    "string",
    "sum",
    "title",
    "trim",
    "unique",
    "upper",
];

/// An environment that prints every value through `escape`, which makes plain text of it where the output is read again.
pub fn environment<'a>(escape: fn(&str) -> String) -> Environment<'a> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_fuel(Some(FUEL));
    env.set_debug(true);
    // A line that holds only `{% … %}` leaves nothing behind.
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        env.set_syntax(syntax);
    }
    env.set_auto_escape_callback(|_| AutoEscape::None);
    env.set_formatter(move |out, _, value| out.write_str(&escape(&printed(value)?)).map_err(Error::from));
    for unsafe_filter in ["safe", "escape", "e", "tojson"] {
        env.remove_filter(unsafe_filter);
    }
    env.add_filter("tien", |value: &Value| Ok::<_, Error>(number::money(integer(value)?)));
    env.add_filter("nhom", |value: &Value| Ok::<_, Error>(number::grouped(integer(value)?)));
    env.add_filter("bang_chu", in_words);
    env.add_filter("hai_chu_so", |value: &Value| Ok::<_, Error>(number::two_digits(natural(value)?)));
    env.add_filter("ngay_chu", |value: &Value| {
        let text = value.to_string();
        let date = PartialDate::parse(&text)
            .map_err(|_| wrong(format!("`{text}` không phải ngày tháng / `{text}` is not a date")))?;
        Ok::<_, Error>(date.in_words())
    });
    env.add_filter("la_ma", |value: &Value| match u32::try_from(natural(value)?) {
        Ok(n) if (1..=3999).contains(&n) => Ok(roman::to_roman(n)),
        _ => Err(wrong("số La Mã chỉ từ 1 đến 3999 / Roman numbers run from 1 to 3999".to_owned())),
    });
    env.add_filter("tong", sum);
    env.add_filter("khong_dau", |value: &Value| Ok::<_, Error>(unaccented(&printed(value)?)));
    env
}

/// A value as it is printed: decimals with a comma.
///
/// # Errors
/// Lists, groups and empty values, which have no printed form.
pub fn printed(value: &Value) -> Result<String, Error> {
    match value.kind() {
        ValueKind::Number if !value.is_integer() => {
            let float = f64::try_from(value.clone())?;
            Ok(number::decimal(float))
        }
        ValueKind::Seq | ValueKind::Map | ValueKind::Iterable => Err(wrong(
            "không in được cả danh sách; dùng {% for %} hoặc `| join(', ')` / a list cannot be printed as it is"
                .to_owned(),
        )),
        ValueKind::Undefined => Err(Error::from(ErrorKind::UndefinedError)),
        ValueKind::None => Err(wrong("giá trị để trống / the value is empty".to_owned())),
        _ => Ok(value.to_string()),
    }
}

fn wrong(detail: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, detail)
}

/// A whole number; a decimal without a fraction counts as one.
fn integer(value: &Value) -> Result<i64, Error> {
    if value.is_integer() {
        return i64::try_from(value.clone()).map_err(|_| wrong("số quá lớn / the number is too large".to_owned()));
    }
    match f64::try_from(value.clone()).map(number::settled) {
        #[allow(clippy::cast_possible_truncation)] // Checked to be whole and far inside i64.
        Ok(f) if value.kind() == ValueKind::Number && f.fract() == 0.0 && f.abs() < 9e15 => Ok(f as i64),
        _ => Err(wrong(format!("cần số nguyên, không phải `{value}` / a whole number is needed, not `{value}`"))),
    }
}

fn natural(value: &Value) -> Result<u64, Error> {
    u64::try_from(integer(value)?).map_err(|_| wrong("số âm / a negative number".to_owned()))
}

/// `50000000 | bang_chu` → `Năm mươi triệu`; `bang_chu("thuong")` begins with a small letter.
#[allow(clippy::needless_pass_by_value)] // The signature that filters have.
fn in_words(value: &Value, case: Option<String>) -> Result<String, Error> {
    let text = words::words(natural(value)?);
    match case.as_deref() {
        None => Ok(words::capitalised(&text)),
        Some("thuong") => Ok(text),
        Some(other) => Err(wrong(format!("bang_chu(\"{other}\"): chỉ có \"thuong\" / only \"thuong\""))),
    }
}

/// Sums a list of numbers, or one field of a list of groups: `cac_dong | tong("so_tien")`.
#[allow(clippy::needless_pass_by_value)] // The signature that filters have.
fn sum(list: &Value, field: Option<String>) -> Result<Value, Error> {
    let mut whole: i64 = 0;
    let mut fraction = 0.0;
    for item in list.try_iter()? {
        let number = match &field {
            Some(field) => item.get_attr(field)?,
            None => item,
        };
        if number.is_undefined() {
            return Err(wrong({
                let field = field.unwrap_or_default();
                format!("có dòng không có `{field}` / a row lacks `{field}`")
            }));
        }
        if number.is_integer() {
            whole = whole
                .checked_add(integer(&number)?)
                .ok_or_else(|| wrong("tổng quá lớn / the sum is too large".to_owned()))?;
        } else if number.kind() == ValueKind::Number {
            fraction += f64::try_from(number)?;
        } else {
            return Err(wrong(format!("`{number}` không phải số / `{number}` is not a number")));
        }
    }
    #[allow(clippy::cast_precision_loss)] // Only where decimals are in the list.
    Ok(if fraction == 0.0 { Value::from(whole) } else { Value::from(number::settled(whole as f64 + fraction)) })
}
