//! Value → Typst literal: the only place that writes user text into Typst.
//!
//! `{{ x }}` in a template prints a complete Typst expression: a string, a number, `true`, `none`, an array or a dictionary.
//! Rich text is a tree of such values, interpreted by `templates/lib`. There is no markup escaping, since user text never is markup.
//! Property (`tests/literal.rs`): parsing the literal back with `typst-syntax` gives exactly the string that went in.

use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind};

/// Appends the Typst literal of a value.
///
/// # Errors
/// Undefined values, and values that Typst has no literal for (iterators without end, bytes).
pub fn write(value: &Value, out: &mut String) -> Result<(), Error> {
    match value.kind() {
        ValueKind::None => out.push_str("none"),
        ValueKind::Bool => out.push_str(if value.is_true() { "true" } else { "false" }),
        ValueKind::Number => out.push_str(&value.to_string()),
        ValueKind::String => string(value.as_str().unwrap_or_default(), out),
        ValueKind::Seq | ValueKind::Iterable => {
            out.push('(');
            for item in value.try_iter()? {
                write(&item, out)?;
                out.push_str(", ");
            }
            out.push(')');
        }
        ValueKind::Map => {
            out.push('(');
            let mut any = false;
            for key in value.try_iter()? {
                any = true;
                string(&key.to_string(), out);
                out.push_str(": ");
                write(&value.get_item(&key)?, out)?;
                out.push_str(", ");
            }
            out.push_str(if any { ")" } else { ":)" });
        }
        ValueKind::Undefined => return Err(Error::from(ErrorKind::UndefinedError)),
        kind => {
            return Err(Error::new(ErrorKind::BadSerialization, format!("a Typst template cannot print a {kind}")));
        }
    }
    Ok(())
}

/// Appends a Typst string literal: five escapes, and code points for other control characters.
pub fn string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}
