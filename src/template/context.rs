//! Document → the values a template sees. Rich text becomes arrays of strings and tagged arrays; `templates/lib/body.typ` reads them.

use minijinja::Value;

use crate::model::body::{Align, Block, BlockKind, Inline, Table, plain};
use crate::model::{Agency, Appendix, Document, Layout, Marks, Name, Signature};
use crate::vi::number::two_digits;

/// A dictionary in the order written.
fn dict<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    Value::from_pairs(entries)
}

fn strings(list: &[String]) -> Value {
    list.iter().map(|s| Value::from(s.as_str())).collect()
}

fn optional<T: Into<Value>>(value: Option<T>) -> Value {
    value.map_or_else(|| Value::from(()), Into::into)
}

/// The context of a document: everything under `doc`.
pub fn document(doc: &Document, font: &str) -> Value {
    let date = doc.date.official_parts();
    let mut subject = doc.subject.clone();
    if doc.kind.title.is_none()
        && let Some(first) = subject.parts.first_mut()
    {
        first.insert_str(0, "V/v ");
    }
    let all = dict([
        ("title", optional(doc.kind.title)),
        ("agency", agency(&doc.agency)),
        ("number", optional(doc.number.map(|n| two_digits(u64::from(n))))),
        ("symbol", Value::from(doc.symbol.as_str())),
        ("place", Value::from(doc.place.as_str())),
        (
            "date",
            dict([("day", optional(date.day)), ("month", optional(date.month)), ("year", Value::from(date.year))]),
        ),
        ("subject", name(&subject)),
        ("addressees", strings(&doc.addressees)),
        ("bases", strings(&doc.bases)),
        ("body", blocks(&doc.body)),
        ("keep_end", optional(doc.keep_end)),
        ("recipients", strings(&doc.recipients)),
        ("drafter", optional(doc.drafter.as_deref())),
        ("signature", signature(&doc.signature)),
        ("marks", marks(&doc.marks)),
        ("appendices", doc.appendices.iter().map(appendix).collect()),
        ("layout", layout(doc.layout, font)),
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
    dict([
        ("parent", optional(agency.parent.as_ref().map(name))),
        ("issuer", name(&agency.issuer)),
        ("separator", Value::from(agency.separator)),
    ])
}

fn signature(signature: &Signature) -> Value {
    dict([
        ("titles", strings(&signature.titles)),
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

fn appendix(appendix: &Appendix) -> Value {
    dict([
        ("label", Value::from(appendix.label.as_str())),
        ("title", name(&appendix.title)),
        ("attached", Value::from(appendix.attached.as_str())),
        ("body", blocks(&appendix.body)),
        ("landscape", Value::from(appendix.landscape)),
    ])
}

fn layout(layout: Layout, font: &str) -> Value {
    dict([
        ("font", Value::from(font)),
        ("margins", layout.margins.into_iter().map(Value::from).collect()),
        ("size", Value::from(layout.size)),
        ("spacing", Value::from(layout.spacing)),
        ("gap", Value::from(layout.gap)),
        ("indent", Value::from(layout.indent)),
        ("rule", Value::from(layout.rule)),
        ("signature_room", Value::from(layout.signature_room)),
        ("seal", optional(layout.seal)),
    ])
}

fn blocks(blocks: &[Block]) -> Value {
    blocks.iter().map(|b| block(&b.kind)).collect()
}

fn block(kind: &BlockKind) -> Value {
    match kind {
        BlockKind::Unit { mark, titled, heading, text, .. } => dict([
            ("kind", Value::from("unit")),
            ("mark", Value::from(mark.as_str())),
            ("titled", Value::from(*titled)),
            ("heading", Value::from(*heading)),
            // "Điều 1." is bold even where its text follows on the line (PL I, II.6).
            ("bold-mark", Value::from(mark.starts_with("Điều"))),
            ("text", rich(text)),
        ]),
        BlockKind::Paragraph(text) => dict([("kind", Value::from("paragraph")), ("text", rich(text))]),
        BlockKind::Dash { mark, text } => {
            dict([("kind", Value::from("dash")), ("mark", Value::from(mark.to_string())), ("text", rich(text))])
        }
        BlockKind::Note(text) => {
            dict([("kind", Value::from("dash")), ("mark", Value::from("*")), ("text", rich(text))])
        }
        BlockKind::Image { path, alt } => dict([
            ("kind", Value::from("image")),
            ("path", Value::from(format!("{}/{path}", crate::typeset::FILES))),
            ("alt", Value::from(alt.as_str())),
        ]),
        BlockKind::Table(it) => table(it),
    }
}

/// Texts longer than this (in characters) make their column share the room that is left.
const LONG_CELL: usize = 24;

fn table(table: &Table) -> Value {
    let cells = |column: usize| {
        std::iter::once(&table.head[column])
            .chain(table.rows.iter().map(move |row| &row[column]))
            .map(|cell| plain(cell))
    };
    let longest: Vec<usize> =
        (0..table.head.len()).map(|c| cells(c).map(|text| text.chars().count()).max().unwrap_or(0)).collect();
    let widest = longest.iter().copied().max().unwrap_or(0);
    let columns = (0..table.head.len()).map(|column| {
        let align = match table.align[column] {
            Align::Auto => "auto",
            Align::Left => "left",
            Align::Center => "center",
            Align::Right => "right",
        };
        let mut words: Vec<String> = Vec::new();
        for text in cells(column) {
            if let Some(word) = text.split_whitespace().max_by_key(|w| w.chars().count()) {
                words.push(word.to_owned());
            }
        }
        words.sort_by_key(|w| std::cmp::Reverse(w.chars().count()));
        words.truncate(3);
        dict([
            ("align", Value::from(align)),
            // The widest column always takes the rest, so that the table is as wide as the text.
            ("grows", Value::from(longest[column] > LONG_CELL || longest[column] == widest)),
            ("words", strings(&words)),
        ])
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
    tree.iter().map(inline).collect()
}

fn inline(node: &Inline) -> Value {
    let tagged = |tag: &str, inner: &[Inline]| -> Value {
        std::iter::once(Value::from(tag)).chain(inner.iter().map(inline)).collect()
    };
    match node {
        Inline::Text(text) => Value::from(text.as_str()),
        Inline::Strong(inner) => tagged("b", inner),
        Inline::Emph(inner) => tagged("i", inner),
        Inline::Break => tagged("br", &[]),
    }
}
