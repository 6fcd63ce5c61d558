//! What became of each file: CSV for Excel, JSON for programs.

use serde_json::{Value as Json, json};

use super::run::{Item, Outcome};
use super::{Level, Role};
use crate::diag::{Lang, Text};

/// The report as CSV, with the mark by which Excel knows UTF-8.
///
/// # Errors
/// None that a writer into memory has.
pub fn csv(items: &[Item], outcomes: &[Outcome], role: Role, level: Level, lang: Lang) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(vec![0xef, 0xbb, 0xbf]);
    writer.write_record(["tep", "ket_qua", "vai_tro", "muc", "trang_thai", "sha256", "loi"])?;
    for (item, outcome) in items.iter().zip(outcomes) {
        let (state, hash, why) = parts(outcome, lang);
        let (file, output) = (item.input.display().to_string(), item.output.display().to_string());
        writer.write_record([&file, &output, role.word(), level.word(), state, &hash, &why])?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

/// The report as JSON.
pub fn json(items: &[Item], outcomes: &[Outcome], role: Role, level: Level, lang: Lang) -> Json {
    let lines = items.iter().zip(outcomes).map(|(item, outcome)| {
        let (state, hash, why) = parts(outcome, lang);
        json!({
            "tep": item.input.display().to_string(),
            "ket_qua": item.output.display().to_string(),
            "vai_tro": role.word(),
            "muc": level.word(),
            "trang_thai": state,
            "sha256": hash,
            "loi": if why.is_empty() { Json::Null } else { why.into() },
        })
    });
    lines.collect()
}

fn parts(outcome: &Outcome, lang: Lang) -> (&'static str, String, String) {
    match outcome {
        Outcome::Signed { sha256 } => ("da-ky", sha256.clone(), String::new()),
        Outcome::Earlier { sha256 } => ("da-ky-truoc", sha256.clone(), String::new()),
        Outcome::Failed(why) => ("loi", String::new(), pick(why, lang)),
        Outcome::NotTried => ("chua-ky", String::new(), String::new()),
    }
}

fn pick(text: &Text, lang: Lang) -> String {
    text.get(lang).to_owned()
}
