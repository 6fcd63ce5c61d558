//! From places on the page as one sees it to the page's own coordinates (ISO 32000-1, 8.3.2.3, 14.11.2), and back.

use lopdf::{Dictionary, Object, ObjectId};

use super::update::{MAX_DEPTH, Update, real};
use super::{Place, Rect, RevisionError};

const PT_PER_MM: f64 = 72.0 / 25.4;

/// A page: its number and what turns seen places into its own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    /// Left edge of what is shown.
    x: f64,
    /// Bottom edge of what is shown.
    y: f64,
    width: f64,
    height: f64,
    /// How the page is shown turned, clockwise: 0, 90, 180, 270.
    pub(super) rotation: i64,
    /// Units of the page per mm (`UserUnit`).
    pub(super) scale: f64,
}

impl Frame {
    /// The frame of a page.
    pub(super) fn of(update: &Update, page: ObjectId) -> Result<Self, RevisionError> {
        let bounds = |key: &[u8]| {
            let numbers = update.numbers(&inherited(update, page, key)?)?;
            let [x0, y0, x1, y1] = numbers.try_into().ok()?;
            Some([x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)])
        };
        let damaged = || RevisionError::Damaged("MediaBox".into());
        let media: [f64; 4] = bounds(b"MediaBox").ok_or_else(damaged)?;
        let crop = bounds(b"CropBox").unwrap_or(media);
        // What lies outside of the medium is not shown.
        let [x0, y0] = [crop[0].max(media[0]), crop[1].max(media[1])];
        let [x1, y1] = [crop[2].min(media[2]), crop[3].min(media[3])];
        if x1 <= x0 || y1 <= y0 {
            return Err(damaged());
        }
        let rotation = inherited(update, page, b"Rotate").and_then(|turn| update.resolve(&turn).as_i64().ok());
        let rotation = rotation.unwrap_or(0).rem_euclid(360) / 90 * 90;
        let unit = update.dict(page).and_then(|dict| update.value(dict, b"UserUnit")?.as_float().ok());
        let unit = unit.map_or(1.0, f64::from);
        let unit = if unit.is_finite() && unit > 0.0 { unit } else { 1.0 };
        Ok(Self { x: x0, y: y0, width: x1 - x0, height: y1 - y0, rotation, scale: PT_PER_MM / unit })
    }

    /// The rectangle in the page's own coordinates: left, bottom, right, top.
    pub(super) fn to_page(self, rect: Rect) -> Result<[f64; 4], RevisionError> {
        let numbers = [rect.x, rect.y, rect.width, rect.height];
        if numbers.iter().any(|n| !n.is_finite()) || rect.width <= 0.0 || rect.height <= 0.0 {
            return Err(RevisionError::Place);
        }
        let [x, y, w, h] = numbers.map(|n| n * self.scale);
        let (a, b) = (self.point(x, y), self.point(x + w, y + h));
        let corners = [a.0.min(b.0), a.1.min(b.1), a.0.max(b.0), a.1.max(b.1)];
        let apart = corners[2] <= self.x
            || corners[3] <= self.y
            || corners[0] >= self.x + self.width
            || corners[1] >= self.y + self.height;
        if apart { Err(RevisionError::Place) } else { Ok(corners) }
    }

    /// A seen point (from the top left) in the page's own coordinates.
    fn point(self, x: f64, y: f64) -> (f64, f64) {
        let (w, h) = (self.width, self.height);
        let (px, py) = match self.rotation {
            90 => (y, x),
            180 => (w - x, y),
            270 => (w - y, h - x),
            _ => (x, h - y),
        };
        (self.x + px, self.y + py)
    }

    /// The rectangle as one sees it, of one in the page's own coordinates.
    pub(super) fn to_seen(self, [x0, y0, x1, y1]: [f64; 4]) -> Rect {
        let seen = |x: f64, y: f64| {
            let (px, py) = (x - self.x, y - self.y);
            match self.rotation {
                90 => (py, px),
                180 => (self.width - px, py),
                270 => (self.height - py, self.width - px),
                _ => (px, self.height - py),
            }
        };
        let (a, b) = (seen(x0, y0), seen(x1, y1));
        Rect {
            x: a.0.min(b.0) / self.scale,
            y: a.1.min(b.1) / self.scale,
            width: (a.0 - b.0).abs() / self.scale,
            height: (a.1 - b.1).abs() / self.scale,
        }
    }

    /// The matrix of an appearance that stands upright on the page as one sees it.
    pub(super) fn upright(self) -> Option<Object> {
        let matrix = match self.rotation {
            90 => [0, 1, -1, 0, 0, 0],
            180 => [-1, 0, 0, -1, 0, 0],
            270 => [0, -1, 1, 0, 0, 0],
            _ => return None,
        };
        Some(Object::Array(matrix.map(Object::Integer).to_vec()))
    }
}

/// A place, found in the document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    /// The page.
    pub(super) page: ObjectId,
    /// The rectangle in the page's own coordinates.
    pub(super) rect: [f64; 4],
    /// The page's frame.
    pub(super) frame: Frame,
}

impl Spot {
    /// Finds a place.
    pub(super) fn of(update: &Update, place: Place) -> Result<Self, RevisionError> {
        let index = place.page.checked_sub(1).ok_or(RevisionError::NoSuchPage(place.page))?;
        let page = update.old().page_iter().nth(index).ok_or(RevisionError::NoSuchPage(place.page))?;
        update.dict(page).ok_or_else(|| RevisionError::Damaged(format!("{} {} R", page.0, page.1)))?;
        let frame = Frame::of(update, page)?;
        Ok(Self { page, rect: frame.to_page(place.rect)?, frame })
    }

    /// Width and height of the rectangle as one sees it, in units of the page.
    pub(super) fn size(&self) -> (f64, f64) {
        let [x0, y0, x1, y1] = self.rect;
        if self.frame.rotation % 180 == 0 { (x1 - x0, y1 - y0) } else { (y1 - y0, x1 - x0) }
    }

    /// The rectangle as an object.
    pub(super) fn rect_object(&self) -> Object {
        Object::Array(self.rect.map(real).to_vec())
    }
}

/// An entry of a page, or of the nodes above it.
fn inherited(update: &Update, page: ObjectId, key: &[u8]) -> Option<Object> {
    let mut dict: &Dictionary = update.dict(page)?;
    // A damaged file may have a circle of parents.
    for _ in 0..MAX_DEPTH {
        if let Some(value) = update.value(dict, key) {
            return Some(value.clone());
        }
        dict = update.dict_in(dict, b"Parent")?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECT: Rect = Rect { x: 10.0, y: 20.0, width: 30.0, height: 40.0 };

    fn frame(rotation: i64) -> Frame {
        // One unit is one mm, the shown part begins at 5, 7.
        Frame { x: 5.0, y: 7.0, width: 200.0, height: 300.0, rotation, scale: 1.0 }
    }

    #[test]
    fn places_follow_the_turned_and_cropped_page() {
        let places = [
            (0, [15.0, 247.0, 45.0, 287.0]),
            (90, [25.0, 17.0, 65.0, 47.0]),
            (180, [165.0, 27.0, 195.0, 67.0]),
            (270, [145.0, 267.0, 185.0, 297.0]),
        ];
        for (rotation, wanted) in places {
            assert_eq!(frame(rotation).to_page(RECT), Ok(wanted), "{rotation}");
            assert_eq!(frame(rotation).to_seen(wanted), RECT, "{rotation}");
        }
    }

    #[test]
    fn a_place_must_be_on_the_page() {
        let sideways = Rect { x: 250.0, ..RECT };
        assert_eq!(frame(0).to_page(sideways), Err(RevisionError::Place));
        assert!(frame(90).to_page(sideways).is_ok(), "turned, the page is 300 mm wide");
    }
}
