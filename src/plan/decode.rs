//! From the YAML tree to typed records, all problems in one pass; the JSON Schema comes from the same declarations.
//!
//! `serde`'s derive stops at the first error and loses places; a plan has some forty keys, and a clerk wants all mistakes at once.

use serde_json::{Value as Json, json};

use crate::diag::{Problem, Report, Span, Text as Wording};
use crate::yaml::{Entry, Node, Value};

/// A type that can be read from one YAML value.
pub trait Decode: Sized {
    /// Whether an empty value (`so:`) means "not given".
    const EMPTY_IS_ABSENT: bool = false;

    /// Reads the value of `key`; `None` when the report says why not.
    fn decode(node: &Node, key: &str, report: &mut Report) -> Option<Self>;

    /// The JSON Schema of the values that [`Decode::decode`] takes.
    fn schema() -> Json;
}

/// A record's field: a required `T` or an `Option<T>`.
pub trait Field: Sized {
    /// Whether the key must be there.
    const REQUIRED: bool;

    /// Reads the field from its entry, if there is one; `at` is the place of the record. `what` says what is missing; none where a
    /// mistyped key has been reported already.
    fn read(
        entry: Option<&Entry>,
        key: &str,
        what: Option<Wording>,
        at: Option<Span>,
        report: &mut Report,
    ) -> Option<Self>;

    /// The schema of its value.
    fn schema() -> Json;
}

impl<T: Decode> Field for T {
    const REQUIRED: bool = true;

    fn read(
        entry: Option<&Entry>,
        key: &str,
        what: Option<Wording>,
        at: Option<Span>,
        report: &mut Report,
    ) -> Option<Self> {
        match entry {
            Some(entry) => read_present(entry, key, report),
            None => {
                if let Some(what) = what {
                    report.push(Problem::MissingKey { key: key.to_owned(), what }, at);
                }
                None
            }
        }
    }

    fn schema() -> Json {
        <T as Decode>::schema()
    }
}

impl<T: Decode> Field for Option<T> {
    const REQUIRED: bool = false;

    fn read(
        entry: Option<&Entry>,
        key: &str,
        _: Option<Wording>,
        _: Option<Span>,
        report: &mut Report,
    ) -> Option<Self> {
        match entry {
            Some(entry) if T::EMPTY_IS_ABSENT && entry.value.value == Value::Null => Some(None),
            Some(entry) => read_present(entry, key, report).map(Some),
            None => Some(None),
        }
    }

    fn schema() -> Json {
        let mut schema = <T as Decode>::schema();
        if T::EMPTY_IS_ABSENT {
            schema = json!({ "anyOf": [schema, { "type": "null" }] });
        }
        schema
    }
}

fn read_present<T: Decode>(entry: &Entry, key: &str, report: &mut Report) -> Option<T> {
    if entry.value.value == Value::Null {
        report.push(Problem::EmptyText { key: key.to_owned() }, entry.key_span);
        return None;
    }
    // A date or a number that still waits to be filled in is not a malformed one.
    if let Some(text) = entry.value.as_text().filter(|t| t.starts_with("<<") && t.ends_with(">>")) {
        report.push(Problem::Placeholder { text }, entry.value.span);
        return None;
    }
    T::decode(&entry.value, key, report)
}

/// Reports that `node` is of the wrong type.
pub fn wrong_type(node: &Node, key: &str, vi: &str, en: &str, report: &mut Report) {
    let expected = Wording::new(vi, en);
    report.push(Problem::WrongType { key: key.to_owned(), expected, found: node.describe() }, node.span);
}

/// Reports the keys of a mapping that a record does not have; for each, the key that was probably meant.
pub fn unknown_keys(node: &Node, known: &[&str], report: &mut Report) -> Vec<Option<String>> {
    let Value::Map(entries) = &node.value else { return Vec::new() };
    let mut meant = Vec::new();
    for entry in entries.iter().filter(|entry| !known.contains(&entry.key.as_str())) {
        let near = nearest(&entry.key, known.iter().copied());
        report.push(Problem::UnknownKey { key: entry.key.clone(), near: near.clone() }, entry.key_span);
        meant.push(near);
    }
    meant
}

/// The candidate that a mistyped word most likely meant, if one is near enough.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    let lower = word.to_lowercase();
    candidates
        .map(|c| (strsim::damerau_levenshtein(&lower, &c.to_lowercase()), c))
        .filter(|(distance, c)| *distance <= (c.chars().count() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, c)| c.to_owned())
}

impl Decode for bool {
    fn decode(node: &Node, key: &str, report: &mut Report) -> Option<Self> {
        if let Value::Scalar(crate::yaml::Scalar::Bool(b)) = node.value {
            return Some(b);
        }
        wrong_type(node, key, "true hoặc false", "true or false", report);
        None
    }

    fn schema() -> Json {
        json!({ "type": "boolean" })
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(node: &Node, key: &str, report: &mut Report) -> Option<Self> {
        let Value::List(items) = &node.value else {
            wrong_type(node, key, "danh sách (mỗi dòng một `- `)", "a list (one `- ` a line)", report);
            return None;
        };
        let read: Vec<Option<T>> = items.iter().map(|item| T::decode(item, key, report)).collect();
        read.into_iter().collect()
    }

    fn schema() -> Json {
        json!({ "type": "array", "items": T::schema() })
    }
}

/// Declares a record: its Rust struct, its reading and its JSON Schema, from one list of keys.
///
/// Each field names its YAML key, a title in Vietnamese and English, a Vietnamese description and examples.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$field_meta:meta])* $field:ident: $ty:ty = $key:literal,
               $vi:literal, $en:literal, $description:literal $(, $example:expr)* ; )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        pub struct $name {
            /// Where the record stands.
            pub span: Option<$crate::diag::Span>,
            $( #[doc = concat!("`", $key, "`: ", $en, ".")] $(#[$field_meta])* pub $field: $ty, )*
        }

        impl $name {
            /// The YAML keys of the record.
            pub const KEYS: &'static [&'static str] = &[$($key),*];

            /// Keys with their Vietnamese and English titles.
            pub const TITLES: &'static [(&'static str, &'static str, &'static str)] = &[$(($key, $vi, $en)),*];
        }

        impl $crate::plan::decode::Decode for $name {
            fn decode(
                node: &$crate::yaml::Node,
                key: &str,
                report: &mut $crate::diag::Report,
            ) -> Option<Self> {
                use $crate::plan::decode::Field;
                if !matches!(node.value, $crate::yaml::Value::Map(_)) {
                    $crate::plan::decode::wrong_type(node, key, "nhóm khóa", "a group of keys", report);
                    return None;
                }
                let meant = $crate::plan::decode::unknown_keys(node, Self::KEYS, report);
                let what = |key: &str, vi: &str, en: &str| {
                    let mistyped = meant.iter().flatten().any(|m| m == key);
                    (!mistyped).then(|| $crate::diag::Text::new(vi, en))
                };
                // A missing key is shown at the first line of its record, not over the whole of it.
                let at = node.span.map(|span| span.part(0, 0));
                $( let $field = <$ty as Field>::read(
                    node.get($key), $key, what($key, $vi, $en), at, report); )*
                if !meant.is_empty() { return None; }
                Some(Self { span: node.span, $( $field: $field?, )* })
            }

            fn schema() -> serde_json::Value {
                use $crate::plan::decode::Field;
                let mut properties = serde_json::Map::new();
                let mut required: Vec<&str> = Vec::new();
                $(
                    let mut schema = <$ty as Field>::schema();
                    schema["title"] = serde_json::json!($vi);
                    schema["description"] = serde_json::json!($description);
                    let examples: Vec<serde_json::Value> = vec![$(serde_json::json!($example)),*];
                    if !examples.is_empty() { schema["examples"] = serde_json::json!(examples); }
                    properties.insert($key.to_owned(), schema);
                    if <$ty as Field>::REQUIRED { required.push($key); }
                )*
                serde_json::json!({
                    "type": "object",
                    "additionalProperties": false,
                    "required": required,
                    "properties": properties,
                })
            }
        }
    };
}
pub(crate) use record;

/// Declares a closed choice of words.
macro_rules! choice {
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $( $(#[$variant_meta:meta])* $variant:ident = $word:literal, )* }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $( $(#[$variant_meta])* $variant, )* }

        impl $name {
            /// All words.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The YAML word.
            pub fn word(self) -> &'static str {
                match self { $( Self::$variant => $word, )* }
            }

            /// The choice behind a YAML word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $( $word => Some(Self::$variant), )* _ => None }
            }
        }

        impl $crate::plan::decode::Decode for $name {
            fn decode(node: &$crate::yaml::Node, key: &str, report: &mut $crate::diag::Report) -> Option<Self> {
                $crate::plan::decode::decode_word(node, key, Self::WORDS, report).and_then(|word| Self::from_word(&word))
            }

            fn schema() -> serde_json::Value {
                serde_json::json!({ "type": "string", "enum": Self::WORDS })
            }
        }
    };
}
pub(crate) use choice;

/// Reads one of `words`.
pub fn decode_word(node: &Node, key: &str, words: &[&str], report: &mut Report) -> Option<String> {
    let Some(value) = node.as_text() else {
        wrong_type(node, key, "một từ", "a word", report);
        return None;
    };
    if words.contains(&value.as_str()) {
        return Some(value);
    }
    let near = nearest(&value, words.iter().copied());
    let allowed = words.join(", ");
    report.push(Problem::UnknownValue { key: key.to_owned(), value, allowed, near }, node.span);
    None
}
