//! The style of a document: the family's values with the plan's choices, as `templates/lib/measures.typ` takes them.

use minijinja::Value;

use super::context::{dict, optional};
use crate::family::{Measure, RecipientsTitle, Slant, Weight};
use crate::model::Document;

/// Sizes in pt, lengths in mm, words and forms.
pub fn style(doc: &Document, font: &str) -> Value {
    let (family, layout) = (&doc.family, doc.layout);
    let (sizes, words, forms) = (&family.sizes, &family.words, &family.forms);
    let size = |measure: &Measure| Value::from(measure.get(layout.set));
    let sizes = dict([
        ("body", Value::from(layout.size)),
        ("page_number", size(&sizes.page_number)),
        ("national", size(&sizes.national)),
        ("motto", size(&sizes.motto)),
        ("parent", size(&sizes.parent)),
        ("issuer", size(&sizes.issuer)),
        ("number", size(&sizes.number)),
        ("place", size(&sizes.place)),
        ("title", size(&sizes.title)),
        ("subject", size(&sizes.subject)),
        ("letter_subject", size(&sizes.letter_subject)),
        ("signature", size(&sizes.signature)),
        ("recipients_title", size(&sizes.recipients_title)),
        ("recipients", size(&sizes.recipients)),
        ("urgency", size(&sizes.urgency)),
        ("circulation", size(&sizes.circulation)),
        ("draft", size(&sizes.draft)),
        ("drafter", size(&sizes.drafter)),
        ("foot", size(&sizes.foot)),
        ("copy", size(&sizes.copy)),
        ("appendix", size(&sizes.appendix)),
    ]);
    let words = dict([
        ("national", Value::from(words.national.value.value.as_str())),
        ("motto", optional(words.motto.as_ref().map(|w| w.value.value.as_str()))),
        ("recipients", Value::from(words.recipients.value.value.as_str())),
    ]);
    let forms = dict([
        ("under_subject", Value::from(forms.under_subject.value.word())),
        ("italic_bases", Value::from(forms.bases.value == Slant::Italic)),
        ("italic_letter_subject", Value::from(forms.letter_subject.value == Slant::Italic)),
        ("italic_addressees", Value::from(forms.addressees.value == Slant::Italic)),
        ("bold_signer_title", Value::from(forms.signer_title.value == Weight::Bold)),
        ("underlined_recipients", Value::from(forms.recipients_title.value == RecipientsTitle::Underlined)),
        ("boxed_marks", Value::from(forms.boxed_marks.value)),
    ]);
    dict([
        ("font", Value::from(font)),
        ("margins", layout.margins.into_iter().map(Value::from).collect()),
        ("page_number_edge", Value::from(family.page.number.get(layout.set))),
        ("spacing", Value::from(layout.spacing)),
        ("gap", Value::from(layout.gap)),
        ("indent", Value::from(layout.indent)),
        ("rule", Value::from(layout.rule)),
        ("letter_subject_gap", Value::from(family.spacing.letter_subject.get(layout.set))),
        ("signature_room", Value::from(layout.signature_room)),
        ("seal", optional(layout.seal)),
        ("sizes", sizes),
        ("words", words),
        ("forms", forms),
    ])
}
