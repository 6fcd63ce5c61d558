//! Text fields with a line in the middle (ISO 32000-1, 12.7.4.3), and the filling of them.

use lopdf::content::Content;
use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::appearance::{check_width, form, shown_line, unit, with_gray};
use super::font::{Font, plain};
use super::form::{self as fields, Field, NewField, PRINT, READ_ONLY};
use super::lock;
use super::place::Spot;
use super::update::{Update, decode_text, text_string};
use super::{FieldKind, NewTextField, Permission, RevisionError};

/// Quadding: centred.
const CENTRED: i64 = 1;
/// The largest appearance that is read back, in bytes.
const MAX_SHOWN: usize = 1 << 16;
const DIGITS: &str = "0123456789 ";

/// How a field draws its line.
struct Style {
    font: Font,
    /// The font's name among the form's resources.
    name: String,
    /// Font size in units of the page.
    size: f64,
    /// Baseline above the bottom of the field, in units of the page.
    baseline: f64,
}

/// Adds a text field.
pub(super) fn add(update: &mut Update, new: &NewTextField) -> Result<(), RevisionError> {
    let spot = Spot::of(update, new.place)?;
    let line = &new.value;
    if !line.size.is_finite() || line.size <= 0.0 || line.baseline.is_some_and(|mm| !mm.is_finite()) {
        return Err(RevisionError::Place);
    }
    let characters = format!("{DIGITS}{}{}", line.text, line.alphabet);
    let font = Font::embed(update, line.face, &characters)?;
    let size = line.size * unit(&spot);
    let height = spot.size().1;
    let baseline = match line.baseline {
        Some(mm) => height - mm * spot.frame.scale,
        None => (height - font.capitals / 1000.0 * size) / 2.0,
    };
    let name = format!("VT{}", font.id.0);
    let root = update.root();
    let fonts = update.edit_path(root, &[b"AcroForm", b"DR", b"Font"], &Object::Dictionary(Dictionary::new()))?;
    fonts.as_dict_mut().map_err(|_| RevisionError::Damaged("DR".into()))?.set(name.clone(), font.id);
    let size_text = (size * 1000.0).round() / 1000.0;
    let default = format!("/{name} {size_text} Tf 0 g");
    let style = Style { font, name, size, baseline };
    let shown = draw(update, &spot, &style, &line.text)?;
    let entries = dictionary! {
        "FT" => "Tx",
        "F" => PRINT,
        "Q" => CENTRED,
        "DA" => Object::string_literal(default),
        "V" => text_string(&line.text),
        "AP" => dictionary! { "N" => shown },
    };
    let field = NewField { name: &new.name, tooltip: &new.tooltip, spot: Some(spot), tagged: true, entries };
    fields::add(update, &field)?;
    Ok(())
}

/// Fills fields and makes them read-only.
pub(super) fn fill(update: &mut Update, values: &[(&str, &str)]) -> Result<(), RevisionError> {
    let existing = fields::all(update)?;
    if lock::permission(update, &existing) == Some(Permission::Nothing) {
        return Err(RevisionError::Locked);
    }
    for (name, text) in values {
        let field = existing.iter().find(|field| field.name == *name);
        let field = field.ok_or_else(|| RevisionError::NoSuchField((*name).into()))?;
        if field.kind != FieldKind::Text {
            return Err(RevisionError::WrongKind((*name).into()));
        }
        if field.flags & READ_ONLY != 0 {
            return Err(RevisionError::ReadOnly((*name).into()));
        }
        if lock::is_locked(update, &existing, name) {
            return Err(RevisionError::Locked);
        }
        let foreign = || RevisionError::ForeignField((*name).into());
        // What is drawn in several places at once is not ours.
        let spot = fields::spot_of(update, field.id).filter(|_| field.widget == Some(field.id)).ok_or_else(foreign)?;
        let style = style_of(update, field).ok_or_else(foreign)?;
        let shown = draw(update, &spot, &style, text)?;
        let dict = update.edit(field.id)?;
        dict.set("V", text_string(text));
        dict.set("AP", dictionary! { "N" => shown });
        dict.set("Ff", field.flags | READ_ONLY);
    }
    Ok(())
}

/// Draws the line in the middle of the field.
fn draw(update: &mut Update, spot: &Spot, style: &Style, text: &str) -> Result<ObjectId, RevisionError> {
    let line = style.font.line(text)?;
    check_width(spot, &line, style.size)?;
    let x = (spot.size().0 - line.width * style.size) / 2.0;
    let content = format!("/Tx BMC q {} Q EMC", shown_line(&line, &style.name, style.size, x, style.baseline));
    let mut fonts = Dictionary::new();
    fonts.set(style.name.clone(), style.font.id);
    let resources = with_gray(update, dictionary! { "Font" => fonts });
    Ok(form(update, spot, resources, content.into_bytes()))
}

/// How a field draws its line: font and size as its default appearance says, the baseline as it is drawn now.
fn style_of(update: &Update, field: &Field) -> Option<Style> {
    let dict = update.dict(field.id)?;
    let default = decode_text(update.value(dict, b"DA")?.as_str().ok()?);
    let words: Vec<&str> = default.split_ascii_whitespace().collect();
    let at = words.iter().position(|word| *word == "Tf")?;
    let name = words.get(at.checked_sub(2)?)?.strip_prefix('/')?;
    let size: f64 = words.get(at - 1)?.parse().ok().filter(|size: &f64| size.is_finite() && *size > 0.0)?;
    let form = update.dict_in(update.catalog().ok()?, b"AcroForm")?;
    let fonts = update.dict_in(update.dict_in(form, b"DR")?, b"Font")?;
    let font = Font::read(update, fonts.get(name.as_bytes()).ok()?.as_reference().ok()?)?;
    let shown = update.value(update.dict_in(dict, b"AP")?, b"N")?.as_stream().ok()?;
    let content = Content::decode(&plain(shown, MAX_SHOWN)?).ok()?;
    let matrix = content.operations.iter().find(|operation| operation.operator == "Tm")?;
    let baseline = f64::from(matrix.operands.get(5)?.as_float().ok()?);
    Some(Style { font, name: name.into(), size, baseline }).filter(|_| baseline.is_finite())
}
