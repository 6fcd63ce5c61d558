//! The list of named parts that a file may carry in its catalog:
//! `/PieceInfo << /vanthu << /Private << /Anchors N 0 R >> >> >>`, a stream of JSON
//! `[{"ten":"so_ky_hieu","trang":1,"x":30.0,"y":40.2,"rong":46.8,"cao":5.1}, …]` in millimetres.

use hayro_syntax::object::{Dict, Stream};
use hayro_syntax::xref::XRef;
use serde_json::Value;

use super::ReadError;
use crate::page::facts::Part;

/// The parts, or none when the file carries no list.
pub(super) fn read(xref: &XRef) -> Result<Vec<Part>, ReadError> {
    let stream = xref
        .get::<Dict<'_>>(xref.root_id())
        .and_then(|catalog| catalog.get::<Dict<'_>>("PieceInfo"))
        .and_then(|pieces| pieces.get::<Dict<'_>>("vanthu"))
        .and_then(|piece| piece.get::<Dict<'_>>("Private"))
        .and_then(|private| private.get::<Stream<'_>>("Anchors"));
    let Some(stream) = stream else {
        return Ok(Vec::new());
    };
    let json = stream.decoded().map_err(|_| ReadError::Anchors("không giải nén được".to_owned()))?;
    parse(&json)
}

fn parse(json: &[u8]) -> Result<Vec<Part>, ReadError> {
    let list: Value = serde_json::from_slice(json).map_err(|error| ReadError::Anchors(error.to_string()))?;
    let Value::Array(list) = list else {
        return Err(ReadError::Anchors("không phải danh sách".to_owned()));
    };
    list.iter()
        .enumerate()
        .map(|(index, entry)| {
            part(entry).ok_or_else(|| ReadError::Anchors(format!("mục thứ {} thiếu số đo", index + 1)))
        })
        .collect()
}

fn part(entry: &Value) -> Option<Part> {
    let number = |key: &str| entry.get(key).and_then(Value::as_f64).filter(|n| n.is_finite());
    Some(Part {
        name: entry.get("ten")?.as_str()?.to_owned(),
        page: usize::try_from(entry.get("trang")?.as_u64()?).ok()?,
        x: number("x")?,
        y: number("y")?,
        width: number("rong")?,
        height: number("cao")?,
    })
}
