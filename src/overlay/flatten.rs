//! Form fields and signatures → pictures in their pages.

use lopdf::{Dictionary, Object, ObjectId};

use super::{OverlayError, Pdf};

/// Draws every widget's picture into its page, and takes widgets and form out.
pub fn flatten(pdf: &mut Pdf) -> Result<(), OverlayError> {
    draw(pdf, |annotation| is(annotation, &[b"Widget"]))?;
    pdf.document.catalog_mut()?.remove(b"AcroForm");
    Ok(())
}

/// Draws what a printer would print of the other annotations (stamps, drawings, typed notes) into the pages. Links, windows and icons of
/// comments are for the screen.
pub fn flatten_printed(pdf: &mut Pdf) -> Result<(), OverlayError> {
    const PRINT: i64 = 0b100;
    const HIDDEN: i64 = 0b10;
    draw(pdf, |annotation| {
        let flags = annotation.get(b"F").and_then(Object::as_i64).unwrap_or(0);
        flags & PRINT != 0
            && flags & HIDDEN == 0
            && !is(annotation, &[b"Link", b"Popup", b"Text", b"FileAttachment", b"Widget"])
    })
}

fn is(annotation: &Dictionary, kinds: &[&[u8]]) -> bool {
    annotation.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| kinds.contains(&name))
}

/// Draws the pictures of the annotations that are `wanted`, and takes them out of their pages.
fn draw(pdf: &mut Pdf, wanted: impl Fn(&Dictionary) -> bool) -> Result<(), OverlayError> {
    for page in pdf.pages() {
        let (drawn, others): (Vec<_>, Vec<_>) = annotations(pdf, page).into_iter().partition(|(_, dict)| wanted(dict));
        for (_, annotation) in &drawn {
            if let Some((form, matrix)) = picture(pdf, annotation) {
                pdf.draw(page, form, matrix)?;
            }
        }
        if !drawn.is_empty() {
            let kept: Vec<Object> = others.into_iter().map(|(object, _)| object).collect();
            pdf.document.get_dictionary_mut(page)?.set("Annots", kept);
        }
    }
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
    let [x0, y0, x1, y1] = numbers(pdf, widget.get(b"Rect").ok()?)?;
    let rect = [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)];
    // The picture may be turned: its bounds are those of the turned box.
    let matrix = stream.dict.get(b"Matrix").ok().and_then(|matrix| numbers(pdf, matrix));
    let bounds = turned(numbers(pdf, stream.dict.get(b"BBox").ok()?)?, matrix.unwrap_or(UPRIGHT));
    let (width, height) = (bounds[2] - bounds[0], bounds[3] - bounds[1]);
    if width.abs() < 0.01 || height.abs() < 0.01 {
        return None;
    }
    let (sx, sy) = ((rect[2] - rect[0]) / width, (rect[3] - rect[1]) / height);
    Some((id?, [sx, 0.0, 0.0, sy, rect[0] - bounds[0] * sx, rect[1] - bounds[1] * sy]))
}

/// The matrix that changes nothing.
const UPRIGHT: [f64; 6] = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// The box around a box that a matrix has turned.
fn turned([x0, y0, x1, y1]: [f64; 4], [a, b, c, d, e, f]: [f64; 6]) -> [f64; 4] {
    let corners = [(x0, y0), (x0, y1), (x1, y0), (x1, y1)].map(|(x, y)| (a * x + c * y + e, b * x + d * y + f));
    corners.iter().fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |[l, b, r, t], &(x, y)| {
        [l.min(x), b.min(y), r.max(x), t.max(y)]
    })
}

fn numbers<const N: usize>(pdf: &Pdf, object: &Object) -> Option<[f64; N]> {
    let list = pdf.document.dereference(object).ok()?.1.as_array().ok()?.clone();
    let numbers: Vec<f64> = list.iter().filter_map(|n| n.as_float().ok().map(f64::from)).collect();
    numbers.try_into().ok()
}
