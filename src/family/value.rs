//! The values of a family file, each with its source.

use serde_json::{Value as Json, json};

use super::Confidence;
use crate::diag::{Problem, Report, Text as Wording};
use crate::plan::Text;
use crate::plan::decimal;
use crate::plan::decode::{Decode, choice, record};
use crate::vi::number::decimal as shown;
use crate::yaml::{Node, Value};

/// A value with its source.
#[derive(Debug, Clone)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// The clause, or what it was observed in.
    pub source: String,
    /// How sure that is.
    pub confidence: Confidence,
}

record! {
    /// Where a value comes from.
    pub struct Source {
        source: Text = "nguon", "Nguồn", "source", "Điều khoản, hoặc nơi đã quan sát.", "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I, khoản 3";
        confidence: Confidence = "do_tin", "Độ tin", "confidence", "Văn bản gốc, nguồn thứ cấp hay thông lệ.", "van-ban-goc";
    }
}

/// Splits the keys of the source off a mapping: the mapping without them, and the source.
fn sourced(node: &Node, key: &str, report: &mut Report) -> Option<(Node, Option<Source>)> {
    let Value::Map(entries) = &node.value else {
        crate::plan::decode::wrong_type(node, key, "nhóm khóa la, nguon, do_tin", "a group la, nguon, do_tin", report);
        return None;
    };
    let (about, rest): (Vec<_>, Vec<_>) = entries.iter().cloned().partition(|e| Source::KEYS.contains(&e.key.as_str()));
    let source = Source::decode(&Node { value: Value::Map(about), ..node.clone() }, key, report);
    Some((Node { value: Value::Map(rest), ..node.clone() }, source))
}

impl<T: Decode> Decode for Sourced<T> {
    fn decode(node: &Node, key: &str, report: &mut Report) -> Option<Self> {
        let (rest, source) = sourced(node, key, report)?;
        let source = source?;
        crate::plan::decode::unknown_keys(&rest, &["la"], report);
        let Some(entry) = rest.get("la") else {
            let what = Wording::new("giá trị", "the value");
            report.push(Problem::MissingKey { key: format!("{key}.la"), what }, node.span);
            return None;
        };
        let value = T::decode(&entry.value, key, report)?;
        Some(Self { value, source: source.source.value, confidence: source.confidence })
    }

    fn schema() -> Json {
        json!({ "type": "object", "required": ["la", "nguon", "do_tin"] })
    }
}

choice! {
    /// The unit of a measure that may have two.
    pub enum Unit {
        /// Single lines.
        Lines = "dong",
        /// Points.
        Points = "pt",
    }
}

/// One number or several, one for each size of the body.
#[derive(Debug, Clone)]
pub struct Numbers(pub Vec<f64>);

impl Decode for Numbers {
    fn decode(node: &Node, key: &str, report: &mut Report) -> Option<Self> {
        match &node.value {
            Value::List(items) => {
                let all: Option<Vec<f64>> = items.iter().map(|item| decimal(item, key, report)).collect();
                all.filter(|list| !list.is_empty()).map(Self)
            }
            _ => decimal(node, key, report).map(|one| Self(vec![one])),
        }
    }

    fn schema() -> Json {
        json!({ "anyOf": [{ "type": "number" }, { "type": "array", "items": { "type": "number" }, "minItems": 1 }] })
    }
}

record! {
    /// The numbers of a measure.
    pub struct MeasureRecord {
        value: Numbers = "la", "Giá trị", "value", "Giá trị; một danh sách thì mỗi số đi với một cỡ chữ nội dung.";
        least: Option<Numbers> = "tu", "Từ", "least", "Giá trị nhỏ nhất được phép.";
        most: Option<Numbers> = "den", "Đến", "most", "Giá trị lớn nhất được phép.";
        options: Option<Numbers> = "cac_muc", "Các mức", "options", "Các giá trị được phép.";
        unit: Option<Unit> = "don_vi", "Đơn vị", "unit", "Đơn vị của giãn dòng.";
    }
}

/// A number: its default, what a plan may choose, and the source.
#[derive(Debug, Clone)]
pub struct Measure {
    /// The defaults: one, or one for each size of the body.
    pub values: Vec<f64>,
    /// The least and the most that a plan may choose.
    pub range: (Option<f64>, Option<f64>),
    /// The values that a plan may choose; empty where the range says it.
    pub options: Vec<f64>,
    /// The unit, where it may be one of two.
    pub unit: Unit,
    /// The clause, or what it was observed in.
    pub source: String,
    /// How sure that is.
    pub confidence: Confidence,
}

impl Measure {
    /// The value for the `set`-th size of the body.
    pub fn get(&self, set: usize) -> f64 {
        self.values.get(set).or(self.values.last()).copied().unwrap_or_default()
    }

    /// Whether a plan may choose a value.
    pub fn allows(&self, value: f64) -> bool {
        if !self.options.is_empty() {
            return self.options.iter().any(|o| (o - value).abs() < 1e-9);
        }
        match self.range {
            (None, None) => self.values.iter().any(|v| (v - value).abs() < 1e-9),
            (low, high) => low.is_none_or(|l| value >= l - 1e-9) && high.is_none_or(|h| value <= h + 1e-9),
        }
    }

    /// What a plan may choose, in words; the unit is written with its space.
    pub fn allowed(&self, unit: &str) -> Wording {
        let list = |numbers: &[f64], or: &str| numbers.iter().map(|n| shown(*n)).collect::<Vec<_>>().join(or);
        let english = if unit == " dòng" { " lines" } else { unit };
        match (self.options.as_slice(), self.range) {
            ([], (Some(low), Some(high))) => Wording::new(
                format!("từ {} đến {}{unit}", shown(low), shown(high)),
                format!("from {low} to {high}{english}"),
            ),
            ([], (Some(low), None)) => {
                Wording::new(format!("ít nhất {}{unit}", shown(low)), format!("at least {low}{english}"))
            }
            ([], (None, Some(high))) => {
                Wording::new(format!("nhiều nhất {}{unit}", shown(high)), format!("at most {high}{english}"))
            }
            ([], (None, None)) => {
                let only = list(&self.values, " / ");
                Wording::new(format!("{only}{unit}"), format!("{only}{english}"))
            }
            (options, _) => Wording::new(
                format!("{}{unit}", list(options, " hoặc ")),
                format!("{}{english}", list(options, " or ")),
            ),
        }
    }
}

impl Decode for Measure {
    fn decode(node: &Node, key: &str, report: &mut Report) -> Option<Self> {
        let (rest, source) = sourced(node, key, report)?;
        let record = MeasureRecord::decode(&rest, key, report);
        let (source, record) = (source?, record?);
        let first = |numbers: Option<Numbers>| numbers.and_then(|n| n.0.first().copied());
        Some(Self {
            values: record.value.0,
            range: (first(record.least), first(record.most)),
            options: record.options.map(|n| n.0).unwrap_or_default(),
            unit: record.unit.unwrap_or(Unit::Lines),
            source: source.source.value,
            confidence: source.confidence,
        })
    }

    fn schema() -> Json {
        json!({ "type": "object", "required": ["la", "nguon", "do_tin"] })
    }
}
