//! Form fields and signatures → pictures in their pages.

use lopdf::{Dictionary, Object, ObjectId};

use super::{OverlayError, Pdf};

/// Draws every widget's picture into its page, and takes widgets and form out.
pub fn flatten(pdf: &mut Pdf) -> Result<(), OverlayError> {
    for page in pdf.pages() {
        let annotations = annotations(pdf, page);
        let (widgets, others): (Vec<_>, Vec<_>) = annotations
            .into_iter()
            .partition(|(_, dict)| dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Widget"));
        for (_, widget) in &widgets {
            if let Some((form, matrix)) = picture(pdf, widget) {
                pdf.draw(page, form, matrix)?;
            }
        }
        if !widgets.is_empty() {
            let kept: Vec<Object> = others.into_iter().map(|(object, _)| object).collect();
            pdf.document.get_dictionary_mut(page)?.set("Annots", kept);
        }
    }
    pdf.document.catalog_mut()?.remove(b"AcroForm");
    Ok(())
}

fn annotations(pdf: &Pdf, page: ObjectId) -> Vec<(Object, Dictionary)> {
    let Ok(list) = pdf.document.get_dictionary(page).and_then(|dict| dict.get(b"Annots")) else { return Vec::new() };
    let list = pdf.document.dereference(list).ok().and_then(|(_, list)| list.as_array().ok().cloned());
    list.unwrap_or_default()
        .into_iter()
        .filter_map(|object| {
            let dict = pdf.document.dereference(&object).ok()?.1.as_dict().ok()?.clone();
            Some((object, dict))
        })
        .collect()
}

/// The normal appearance of a widget, and how it is laid on its rectangle; none where it is hidden or empty.
fn picture(pdf: &Pdf, widget: &Dictionary) -> Option<(ObjectId, [f64; 6])> {
    const HIDDEN: i64 = 0b10;
    const NO_VIEW: i64 = 0b10_0000;
    let flags = widget.get(b"F").and_then(Object::as_i64).unwrap_or(0);
    if flags & (HIDDEN | NO_VIEW) != 0 {
        return None;
    }
    let dict_of = |object: &Object| pdf.document.dereference(object).ok().map(|(id, object)| (id, object.clone()));
    let (_, appearances) = dict_of(widget.get(b"AP").ok()?)?;
    let (mut id, mut normal) = {
        let entry = appearances.as_dict().ok()?.get(b"N").ok()?.clone();
        dict_of(&entry)?
    };
    // A field with states names the one that is shown.
    if let Object::Dictionary(states) = &normal {
        let state = widget.get(b"AS").and_then(Object::as_name).ok()?;
        (id, normal) = dict_of(states.get(state).ok()?)?;
    }
    let stream = normal.as_stream().ok()?;
    let rect = numbers(pdf, widget.get(b"Rect").ok()?)?;
    let bounds = numbers(pdf, stream.dict.get(b"BBox").ok()?)?;
    let (width, height) = (bounds[2] - bounds[0], bounds[3] - bounds[1]);
    if width.abs() < 0.01 || height.abs() < 0.01 {
        return None;
    }
    let (sx, sy) = ((rect[2] - rect[0]) / width, (rect[3] - rect[1]) / height);
    Some((id?, [sx, 0.0, 0.0, sy, rect[0] - bounds[0] * sx, rect[1] - bounds[1] * sy]))
}

fn numbers(pdf: &Pdf, object: &Object) -> Option<[f64; 4]> {
    let list = pdf.document.dereference(object).ok()?.1.as_array().ok()?.clone();
    let numbers: Vec<f64> = list.iter().filter_map(|n| n.as_float().ok().map(f64::from)).collect();
    numbers.try_into().ok()
}
