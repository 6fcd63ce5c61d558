//! The JSON Schema of plans, for editors.

use serde_json::{Value as Json, json};

use super::Plan;
use super::decode::Decode;
use super::kind::{KINDS, Kind, PARTIAL};

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
        let record = &mut schema["properties"][key]["anyOf"][0];
        if let Some(required) = record.as_object_mut().and_then(|record| record.remove("required")) {
            let one = json!({ "required": required });
            records.insert(key.to_owned(), json!({ "anyOf": [one, { "type": "array" }] }));
        }
    }
    schema["anyOf"] = json!([{ "required": ["don_vi"] }, { "required": ["co_quan", "ky"], "properties": records }]);
    // Each kind: the keys that it must have, and no key that it cannot have.
    schema["allOf"] = KINDS.iter().map(of_kind).collect();
    schema
}

/// What holds for one kind.
fn of_kind(kind: &Kind) -> Json {
    let never: serde_json::Map<String, Json> =
        PARTIAL.iter().filter(|key| !kind.can_have(key)).map(|key| ((*key).to_owned(), json!(false))).collect();
    // What the document itself says stands in the plan; the place is the body's and may come from the profile.
    let must: Vec<&str> = kind.must.iter().copied().filter(|key| *key != "dia_danh").collect();
    let mut then = json!({ "required": must, "properties": never });
    if kind.is_dated() {
        then["anyOf"] = json!([{ "required": ["don_vi"] }, { "required": ["dia_danh"] }]);
    }
    json!({ "if": { "properties": { "loai": { "const": kind.key.word() } }, "required": ["loai"] }, "then": then })
}

/// The schema as the text of `schema/vanthu.schema.json`.
pub fn schema_text() -> String {
    let mut text = serde_json::to_string_pretty(&schema()).unwrap_or_default();
    text.push('\n');
    text
}
