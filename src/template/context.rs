//! Document → the values a template sees. Rich text becomes arrays of strings and tagged arrays; `templates/lib/body.typ` reads them.

use minijinja::Value;

use super::style;
use crate::model::body::{Align, Block, BlockKind, Inline, Table, plain};
use crate::model::{Addressees, Agency, Appendix, Attached, Document, Marks, Name, NumberLine, Signature};
use crate::vi::phrase::symbols;

/// A dictionary in the order written.
pub(super) fn dict<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    Value::from_pairs(entries)
}

fn strings(list: &[String]) -> Value {
    list.iter().map(|s| Value::from(s.as_str())).collect()
}

pub(super) fn optional<T: Into<Value>>(value: Option<T>) -> Value {
    value.map_or_else(|| Value::from(()), Into::into)
}

/// The context of a document: everything under `doc`.
pub fn document(doc: &Document, font: &str) -> Value {
    let date = doc.date.official_parts();
    let all = dict([
        ("title", optional(doc.title.as_deref())),
        ("agencies", doc.agencies.iter().map(agency).collect()),
        ("separator", Value::from(doc.separator)),
        ("number", optional(doc.number.as_ref().map(number))),
        ("place", optional(doc.place.as_deref())),
        (
            "date",
            dict([("day", optional(date.day)), ("month", optional(date.month)), ("year", Value::from(date.year))]),
        ),
        ("subject", optional(doc.subject.as_ref().map(name))),
        ("addressees", optional(doc.addressees.as_ref().map(addressees))),
        ("authority", optional(doc.authority.as_ref().map(name))),
        ("bases", doc.bases.iter().map(|base| with_symbols(base).into_iter().collect::<Value>()).collect()),
        ("resolves", optional(doc.resolves)),
        ("body", blocks(&doc.body)),
        ("keep_end", optional(doc.keep_end)),
        ("awaiting", Value::from(doc.awaiting)),
        ("recipients", doc.recipients.iter().map(|r| Value::from(r.text.as_str())).collect()),
        ("drafter", optional(doc.drafter.as_deref())),
        ("signatures", doc.signatures.iter().map(signature).collect()),
        ("confirmation", Value::from(doc.confirmation)),
        ("marks", marks(&doc.marks)),
        ("attached", optional(doc.attached.as_ref().map(attached))),
        ("appendices", doc.appendices.iter().map(appendix).collect()),
        ("style", style::style(doc, font)),
        (
            "metadata",
            dict([
                ("title", Value::from(doc.metadata.title.as_str())),
                ("author", Value::from(doc.metadata.author.as_str())),
                ("keywords", strings(&doc.metadata.keywords)),
            ]),
        ),
    ]);
    dict([("doc", all)])
}

fn name(name: &Name) -> Value {
    dict([("parts", strings(&name.parts)), ("given", Value::from(name.given))])
}

fn agency(agency: &Agency) -> Value {
    dict([("parent", optional(agency.parent.as_ref().map(name))), ("issuer", name(&agency.issuer))])
}

fn number(line: &NumberLine) -> Value {
    dict([
        ("label", Value::from(line.label.as_str())),
        ("number", optional(line.number.as_deref())),
        ("symbol", Value::from(line.symbol.as_str())),
    ])
}

fn addressees(list: &Addressees) -> Value {
    dict([
        ("label", Value::from(list.label.as_str())),
        ("items", strings(&list.items)),
        ("listed", Value::from(list.listed)),
        ("part", Value::from(list.part)),
    ])
}

fn signature(signature: &Signature) -> Value {
    dict([
        ("authority", strings(&signature.authority)),
        ("title", Value::from(signature.title.as_str())),
        ("other_title", optional(signature.other_title.as_deref())),
        ("name", Value::from(signature.name.as_str())),
        ("signed", Value::from(signature.signed)),
    ])
}

fn marks(marks: &Marks) -> Value {
    let urgency =
        marks.urgency.map(|(word, width)| [Value::from(word), Value::from(width)].into_iter().collect::<Value>());
    dict([
        ("secrecy", Value::from(marks.secrecy)),
        ("urgency", optional(urgency)),
        ("circulation", optional(marks.circulation)),
        ("draft", optional(marks.draft.as_deref())),
        ("copy", optional(marks.copy.as_deref())),
        ("footer", strings(&marks.footer)),
    ])
}

fn attached(text: &Attached) -> Value {
    dict([
        ("title", Value::from(text.title.as_str())),
        ("subject", name(&text.subject)),
        ("attached", Value::from(text.attached.as_str())),
        ("body", blocks(&text.body)),
    ])
}

fn appendix(appendix: &Appendix) -> Value {
    dict([
        ("label", Value::from(appendix.label.as_str())),
        ("title", name(&appendix.title)),
        ("attached", Value::from(appendix.attached.as_str())),
        ("body", blocks(&appendix.body)),
        ("landscape", Value::from(appendix.landscape)),
    ])
}

fn blocks(blocks: &[Block]) -> Value {
    blocks.iter().map(|b| block(&b.kind)).collect()
}

fn block(kind: &BlockKind) -> Value {
    match kind {
        BlockKind::Unit { mark, titled, centred, heading, text, .. } => dict([
            ("kind", Value::from("unit")),
            ("mark", Value::from(mark.as_str())),
            ("titled", Value::from(*titled)),
            ("centred", Value::from(*centred)),
            ("heading", Value::from(*heading)),
            // "Điều 1." is bold even where its text follows on the line (PL I, II.6).
            ("bold-mark", Value::from(mark.starts_with("Điều"))),
            ("text", rich(text)),
        ]),
        BlockKind::Paragraph(text) => dict([("kind", Value::from("paragraph")), ("text", rich(text))]),
        BlockKind::Centred(text) => dict([("kind", Value::from("centred")), ("text", rich(text))]),
        BlockKind::Dash { mark, text } => {
            dict([("kind", Value::from("dash")), ("mark", Value::from(mark.to_string())), ("text", rich(text))])
        }
        BlockKind::Note(text) => {
            dict([("kind", Value::from("dash")), ("mark", Value::from("*")), ("text", rich(text))])
        }
        BlockKind::Image { path, alt } => dict([
            ("kind", Value::from("image")),
            ("path", Value::from(format!("{}/{path}", super::FILES))),
            ("alt", Value::from(alt.as_str())),
        ]),
        BlockKind::Table(it) => table(it),
    }
}

/// How many of a column's longest texts the layout measures to share the width.
const MEASURED: usize = 3;

fn table(table: &Table) -> Value {
    let body = |column: usize| table.rows.iter().map(move |row| plain(&row[column]));
    let columns = (0..table.head.len()).map(|column| {
        let align = match table.align[column] {
            Align::Auto => "auto",
            Align::Left => "left",
            Align::Center => "center",
            Align::Right => "right",
        };
        // The head may break between words: it asks for its longest word only.
        let mut texts: Vec<String> = body(column).collect();
        let head = plain(&table.head[column]);
        let mut words: Vec<String> = std::iter::once(&head)
            .chain(&texts)
            .filter_map(|text| text.split_whitespace().max_by_key(|w| w.chars().count()).map(str::to_owned))
            .collect();
        for list in [&mut texts, &mut words] {
            list.sort_by_key(|text| std::cmp::Reverse(text.chars().count()));
            list.truncate(MEASURED);
        }
        dict([("align", Value::from(align)), ("words", strings(&words)), ("texts", strings(&texts))])
    });
    dict([
        ("kind", Value::from("table")),
        ("columns", columns.collect()),
        ("head", table.head.iter().map(|cell| rich(cell)).collect()),
        ("rows", table.rows.iter().map(|row| row.iter().map(|cell| rich(cell)).collect::<Value>()).collect()),
        ("landscape", Value::from(table.landscape)),
    ])
}

fn rich(tree: &[Inline]) -> Value {
    tree.iter().flat_map(inline).collect()
}

fn inline(node: &Inline) -> Vec<Value> {
    let tagged = |tag: &str, inner: &[Inline]| -> Vec<Value> {
        vec![std::iter::once(Value::from(tag)).chain(inner.iter().flat_map(inline)).collect()]
    };
    match node {
        Inline::Text(text) => with_symbols(text),
        Inline::Strong(inner) => tagged("b", inner),
        Inline::Emph(inner) => tagged("i", inner),
        Inline::Break => tagged("br", &[]),
    }
}

/// A text in pieces, the numbers and symbols of documents (`12/CTr-MTTQ-BTT`) tagged: they are not parted at the end of a line.
fn with_symbols(text: &str) -> Vec<Value> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for range in symbols(text) {
        if range.start > at {
            pieces.push(Value::from(&text[at..range.start]));
        }
        pieces.push(["w", &text[range.clone()]].into_iter().map(Value::from).collect());
        at = range.end;
    }
    if at < text.len() || pieces.is_empty() {
        pieces.push(Value::from(&text[at..]));
    }
    pieces
}
