//! The JSON Schema of plans, for editors.

use serde_json::{Value as Json, json};

use super::Plan;
use super::decode::Decode;

/// The schema of a plan file.
///
/// What an editor accepts and what the program accepts is the same declaration; in addition, the keys that a document cannot do
/// without must come from the plan or from its profile.
pub fn schema() -> Json {
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Kế hoạch văn bản của vanthu",
        "description": "Một văn bản hành chính theo Nghị định 30/2020/NĐ-CP.",
    });
    if let (Json::Object(into), Json::Object(from)) = (&mut schema, Plan::schema()) {
        into.extend(from);
    }
    // A profile may give any part of these records: what they require holds only where there is no profile.
    let mut records = serde_json::Map::new();
    for key in ["co_quan", "ky"] {
        if let Some(required) = schema["properties"][key].as_object_mut().and_then(|record| record.remove("required")) {
            records.insert(key.to_owned(), json!({ "required": required }));
        }
    }
    schema["anyOf"] =
        json!([{ "required": ["don_vi"] }, { "required": ["co_quan", "dia_danh", "ky"], "properties": records }]);
    schema["allOf"] = json!([{
        "if": { "properties": { "loai": { "const": "cong-van" } } },
        "then": { "anyOf": [{ "required": ["don_vi"] }, { "required": ["kinh_gui"] }] },
        "else": { "properties": { "kinh_gui": false } },
    }]);
    schema
}

/// The schema as the text of `schema/vanthu.schema.json`.
pub fn schema_text() -> String {
    let mut text = serde_json::to_string_pretty(&schema()).unwrap_or_default();
    text.push('\n');
    text
}
