//! Cover sheets: for whom a bundle is, and what is in it.

use minijinja::Value;

use super::bundle::Bundle;
use super::{Document, PrintError};
use crate::Engine;
use crate::diag::{Lang, Report, Sources, short};
use crate::export::sheet;
use crate::literal;
use crate::overlay::{PageRef, Pdf};
use crate::typeset::anchors;

/// All covers of a run in one PDF, so that they share their fonts.
pub struct Covers {
    /// The PDF.
    pub pdf: Pdf,
    /// Where each begins.
    pub starts: Starts,
}

/// The first page of each cover, from 0: one may be longer than a page.
pub struct Starts(Vec<usize>);

impl Starts {
    /// The pages of each cover.
    pub fn split(&self, pages: &[PageRef]) -> Vec<Vec<PageRef>> {
        let ends = self.0.iter().skip(1).copied().chain([pages.len()]);
        self.0.iter().zip(ends).map(|(from, to)| pages.get(*from..to).unwrap_or_default().to_vec()).collect()
    }
}

/// Sets the covers of all bundles.
pub fn covers(bundles: &[Bundle], documents: &[Document], engine: &Engine) -> Result<Covers, PrintError> {
    let list: Value = bundles.iter().map(|bundle| value(bundle, documents)).collect();
    let mut report = Report::default();
    let (mut text, mut broken) = (String::new(), false);
    let pages = engine.sheet(
        |font| {
            broken = literal::write(&list, &mut text).is_err();
            let mut name = String::new();
            literal::string(font, &mut name);
            format!("#import \"/lib/cover.typ\": covers\n#covers({name}, {text})\n")
        },
        &mut report,
    );
    let failed = |why: String| PrintError::Cover(why);
    let pages = pages.filter(|_| !broken);
    let pages = pages.ok_or_else(|| failed(short::render(&report, &Sources::default(), Lang::En)))?;
    let starts: Vec<usize> = anchors(&pages).iter().filter(|a| a.name == "bia").map(|a| a.page - 1).collect();
    if starts.len() != bundles.len() {
        return Err(failed(format!("{} covers for {} bundles", starts.len(), bundles.len())));
    }
    let pdf = Pdf::open(&sheet(&pages).map_err(failed)?)?;
    Ok(Covers { pdf, starts: Starts(starts) })
}

fn value(bundle: &Bundle, documents: &[Document]) -> Value {
    let rows: Value = bundle
        .parts
        .iter()
        .filter_map(|part| {
            let document = documents.get(part.document)?;
            Some(Value::from_pairs([
                ("name", Value::from(document.name.as_str())),
                ("about", Value::from(document.about.as_deref().unwrap_or_default())),
                ("copies", Value::from(part.count)),
            ]))
        })
        .collect();
    Value::from_pairs([
        ("recipient", Value::from(bundle.name())),
        ("documents", rows),
        ("total", Value::from(bundle.total())),
    ])
}
