//! Finished PDFs, whoever made them: their pages are kept as they are, and something of ours is put on or after them.
//!
//! Typst cannot embed PDFs under PDF/A, and drops their annotations where it can; so pages are joined here, as objects, after export.
//! What claims the source makes (PDF/A, PDF/UA) no longer holds for the result and is taken out of its metadata.

mod assembly;
mod claims;
mod flatten;
mod import;
mod info;
mod layers;
mod outline;
mod pool;
mod xref;

use crate::diag::Text;
pub use assembly::{Assembly, Bookmark, PageRef};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// Why a PDF cannot be worked on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OverlayError {
    /// The bytes are no PDF, or too damaged.
    NotAPdf,
    /// It opens only with a password.
    Encrypted,
    /// It has no page.
    NoPages,
    /// Its objects do not hold together; the text says how.
    Damaged(String),
}

impl OverlayError {
    /// The cause, in words.
    pub fn wording(&self) -> Text {
        match self {
            Self::NotAPdf => Text::new("không phải tệp PDF, hoặc tệp hỏng", "no PDF, or a damaged one"),
            Self::Encrypted => Text::new(
                "tệp PDF bị mã hóa hoặc khóa bằng mật khẩu; bỏ khóa rồi làm lại",
                "the PDF is encrypted; unlock it first",
            ),
            Self::NoPages => Text::new("tệp PDF không có trang nào", "the PDF has no pages"),
            Self::Damaged(what) => {
                Text::new(format!("tệp PDF bị hỏng ({what})"), format!("the PDF is damaged ({what})"))
            }
        }
    }
}

impl From<lopdf::Error> for OverlayError {
    fn from(error: lopdf::Error) -> Self {
        Self::Damaged(error.to_string())
    }
}

/// A PDF being worked on.
#[derive(Debug, Clone)]
pub struct Pdf {
    document: Document,
}

/// Size and origin of a page, pt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageBox {
    /// Left edge in the page's own coordinates.
    pub x: f64,
    /// Bottom edge in the page's own coordinates.
    pub y: f64,
    /// Width in the page's own coordinates.
    pub width: f64,
    /// Height in the page's own coordinates.
    pub height: f64,
    /// How the page is shown turned, clockwise: 0, 90, 180, 270.
    pub rotation: i64,
}

impl PageBox {
    /// Width and height as one sees the page.
    pub fn shown(&self) -> (f64, f64) {
        if self.rotation % 180 == 0 { (self.width, self.height) } else { (self.height, self.width) }
    }

    /// The matrix that lays a form of some height upright on the page as one sees it: the form's top left corner at `x`, `y` pt from the
    /// seen page's top left.
    fn upright(&self, x: f64, y: f64, form: &Self) -> [f64; 6] {
        let (w, h) = (self.width, self.height);
        let below = y + form.height;
        let ([a, b, c, d], (e, f)) = match self.rotation {
            90 => ([0.0, 1.0, -1.0, 0.0], (below, x)),
            180 => ([-1.0, 0.0, 0.0, -1.0], (w - x, below)),
            270 => ([0.0, -1.0, 1.0, 0.0], (w - below, h - x)),
            _ => ([1.0, 0.0, 0.0, 1.0], (x, h - below)),
        };
        // The form's own origin is taken off first.
        [a, b, c, d, self.x + e - a * form.x - c * form.y, self.y + f - b * form.x - d * form.y]
    }
}

impl Pdf {
    /// Reads a PDF.
    ///
    /// # Errors
    /// When it cannot be read, is encrypted, or has no pages.
    pub fn open(bytes: &[u8]) -> Result<Self, OverlayError> {
        let document = Document::load_mem(bytes).map_err(|error| match error {
            lopdf::Error::Decryption(_) | lopdf::Error::InvalidPassword => OverlayError::Encrypted,
            _ => OverlayError::NotAPdf,
        })?;
        // A file that opens without a password is encrypted all the same: its owner forbade changes.
        if document.is_encrypted() || document.was_encrypted() {
            return Err(OverlayError::Encrypted);
        }
        if document.get_pages().is_empty() {
            return Err(OverlayError::NoPages);
        }
        let mut pdf = Self { document };
        pdf.own_attributes()?;
        Ok(pdf)
    }

    /// How many pages it has.
    pub fn len(&self) -> usize {
        self.document.get_pages().len()
    }

    /// Whether it has no page.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Keeps the pages of these numbers (from 1), in the order of the document.
    ///
    /// # Errors
    /// When the page tree is damaged.
    pub fn keep(&mut self, pages: &[usize]) -> Result<(), OverlayError> {
        let (kept, dropped): (Vec<_>, Vec<_>) =
            self.document.get_pages().into_iter().partition(|(number, _)| pages.contains(&(*number as usize)));
        let kept: Vec<ObjectId> = kept.into_iter().map(|(_, id)| id).collect();
        let trees = self.page_tree();
        self.set_pages(&kept)?;
        // What is left out must not be in the file: destinations, attachments and actions still name the pages.
        for id in dropped.iter().map(|(_, id)| id).chain(&trees) {
            self.document.objects.remove(id);
        }
        let catalog = self.document.catalog_mut()?;
        for key in [b"Names".as_slice(), b"Dests", b"OpenAction", b"Threads", b"AF", b"StructTreeRoot"] {
            catalog.remove(key);
        }
        for id in kept {
            self.document.get_dictionary_mut(id)?.remove(b"B");
        }
        Ok(())
    }

    /// The inner nodes of the page tree.
    fn page_tree(&self) -> Vec<ObjectId> {
        let is_node = |object: &Object| {
            object.as_dict().and_then(|dict| dict.get(b"Type")?.as_name()).is_ok_and(|name| name == b"Pages")
        };
        self.document.objects.iter().filter(|(_, object)| is_node(object)).map(|(id, _)| *id).collect()
    }

    /// Size and origin of a page (from 1).
    pub fn page_box(&self, page: usize) -> Option<PageBox> {
        let dict = self.document.get_dictionary(*self.pages().get(page.checked_sub(1)?)?).ok()?;
        let bounds = dict.get(b"CropBox").or_else(|_| dict.get(b"MediaBox")).ok()?;
        let bounds = self.document.dereference(bounds).ok()?.1.as_array().ok()?;
        let numbers: Vec<f64> =
            bounds.iter().filter_map(|n| self.document.dereference(n).ok()?.1.as_float().ok().map(f64::from)).collect();
        let [x0, y0, x1, y1] = numbers.try_into().ok()?;
        let rotation = dict.get(b"Rotate").ok().and_then(|r| self.document.dereference(r).ok()?.1.as_i64().ok());
        let rotation = rotation.unwrap_or(0).rem_euclid(360);
        Some(PageBox { x: x0.min(x1), y: y0.min(y1), width: (x1 - x0).abs(), height: (y1 - y0).abs(), rotation })
    }

    /// Draws the pictures of form fields and signatures into their pages, and takes the fields out: a signature does not survive a copy,
    /// its picture does.
    ///
    /// # Errors
    /// When the objects of a page are damaged.
    pub fn flatten(&mut self) -> Result<(), OverlayError> {
        flatten::flatten(self)
    }

    /// Puts page 1 of `other` on a page (from 1): its top left corner at `x`, `y` pt from the top left of the page as one sees it.
    ///
    /// # Errors
    /// When either page is damaged.
    pub fn put(&mut self, page: usize, other: &Self, x: f64, y: f64) -> Result<(), OverlayError> {
        let target = self.page_box(page).ok_or_else(|| damaged("MediaBox"))?;
        let of = other.page_box(1).ok_or_else(|| damaged("MediaBox"))?;
        let form = self.import_as_form(other, of)?;
        let id = *self.pages().get(page.wrapping_sub(1)).ok_or(OverlayError::NoPages)?;
        self.draw(id, form, target.upright(x, y, &of))
    }

    /// Adds an empty page at the end.
    ///
    /// # Errors
    /// When the page tree is damaged.
    pub fn add_page(&mut self, width: f64, height: f64) -> Result<(), OverlayError> {
        let page = self.document.add_object(dictionary! {
            "Type" => "Page",
            "MediaBox" => Object::Array(vec![0.into(), 0.into(), real(width), real(height)]),
            "Resources" => Dictionary::new(),
        });
        let mut pages = self.pages();
        pages.push(page);
        self.set_pages(&pages)
    }

    /// Puts all pages of `other` after a page (from 1).
    ///
    /// # Errors
    /// When either page tree is damaged.
    pub fn insert(&mut self, after: usize, other: &Self) -> Result<(), OverlayError> {
        let added = self.adopt(other);
        let mut pages = self.pages();
        let at = after.min(pages.len());
        for id in &added {
            // Its place in the old tag tree is gone.
            if let Ok(page) = self.document.get_dictionary_mut(*id) {
                page.remove(b"StructParents");
            }
        }
        pages.splice(at..at, added);
        self.set_pages(&pages)
    }

    /// The bytes, without claims that no longer hold.
    ///
    /// # Errors
    /// When the catalog is damaged.
    pub fn save(mut self) -> Result<Vec<u8>, OverlayError> {
        claims::remove(&mut self.document)?;
        self.document.prune_objects();
        let mut out = Vec::new();
        self.document.save_to(&mut out).map_err(|error| OverlayError::Damaged(error.to_string()))?;
        Ok(out)
    }

    /// Whether it claims to be PDF/A or PDF/UA.
    pub fn claims_a_standard(&self) -> bool {
        claims::has(&self.document)
    }

    fn pages(&self) -> Vec<ObjectId> {
        self.document.get_pages().into_values().collect()
    }

    /// Copies what pages inherit from the tree into each page, so that the tree can be made anew.
    fn own_attributes(&mut self) -> Result<(), OverlayError> {
        for id in self.pages() {
            let mut inherited: Vec<(&[u8], Object)> = Vec::new();
            for key in [b"Resources".as_slice(), b"MediaBox", b"CropBox", b"Rotate"] {
                if self.document.get_dictionary(id)?.has(key) {
                    continue;
                }
                let mut above = id;
                // A damaged file may have a circle of parents.
                for _ in 0..MAX_DEPTH {
                    let Ok(parent) = self.document.get_dictionary(above).and_then(|d| d.get(b"Parent")?.as_reference())
                    else {
                        break;
                    };
                    if let Ok(value) = self.document.get_dictionary(parent).and_then(|d| d.get(key)) {
                        inherited.push((key, value.clone()));
                        break;
                    }
                    above = parent;
                }
            }
            let page = self.document.get_dictionary_mut(id)?;
            for (key, value) in inherited {
                page.set(key, value);
            }
        }
        Ok(())
    }

    /// Makes the page tree anew: one level.
    fn set_pages(&mut self, pages: &[ObjectId]) -> Result<(), OverlayError> {
        let root = self.document.new_object_id();
        for id in pages {
            self.document.get_dictionary_mut(*id)?.set("Parent", root);
        }
        let kids: Vec<Object> = pages.iter().map(|id| Object::Reference(*id)).collect();
        let count = i64::try_from(pages.len()).unwrap_or(i64::MAX);
        self.document.objects.insert(root, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
        self.document.catalog_mut()?.set("Pages", root);
        Ok(())
    }

    /// Takes over a copy of all objects of `other`, numbered after ours; its pages, which stand in no tree of ours yet.
    fn adopt(&mut self, other: &Self) -> Vec<ObjectId> {
        let mut document = other.document.clone();
        document.renumber_objects_with(self.document.max_id + 1);
        let pages = document.get_pages().into_values().collect();
        self.document.max_id = self.document.max_id.max(document.max_id);
        self.document.objects.append(&mut document.objects);
        pages
    }

    /// Page 1 of `other` as a form object of ours.
    fn import_as_form(&mut self, other: &Self, bounds: PageBox) -> Result<ObjectId, OverlayError> {
        let page = *self.adopt(other).first().ok_or(OverlayError::NoPages)?;
        let content = self.document.get_page_content(page);
        let resources =
            self.document.get_dictionary(page)?.get(b"Resources").cloned().unwrap_or(Dictionary::new().into());
        let area = [bounds.x, bounds.y, bounds.x + bounds.width, bounds.y + bounds.height];
        let dict = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => area.map(real).to_vec(),
            "Resources" => resources,
        };
        let mut stream = Stream::new(dict, content);
        // Smaller is better, but not needed.
        drop(stream.compress());
        Ok(self.document.add_object(stream))
    }

    /// Draws a form on a page, over what is there.
    fn draw(&mut self, page: ObjectId, form: ObjectId, matrix: [f64; 6]) -> Result<(), OverlayError> {
        let Object::Dictionary(mut resources) = self.resources_of(page)? else { return Err(damaged("Resources")) };
        let mut forms = match resources.get(b"XObject").ok().cloned() {
            Some(Object::Reference(id)) => self.document.get_dictionary(id)?.clone(),
            Some(Object::Dictionary(dict)) => dict,
            _ => Dictionary::new(),
        };
        // The original may be one of our copies, its objects numbered anew.
        let name = (0..1000)
            .map(|n| format!("Vanthu{}x{n}", form.0))
            .find(|name| !forms.has(name.as_bytes()))
            .unwrap_or_default();
        let numbers = matrix.map(|n| format!("{n:.4}")).join(" ");
        // Artifacts are no part of the tagged text; the old content keeps its own state.
        let after = format!("\nQ /Artifact BMC q {numbers} cm /{name} Do Q EMC\n").into_bytes();
        let before = self.document.add_object(Stream::new(Dictionary::new(), b"q\n".to_vec()));
        let after = self.document.add_object(Stream::new(Dictionary::new(), after));
        let mut contents = vec![Object::Reference(before)];
        contents.extend(self.document.get_page_contents(page).into_iter().map(Object::Reference));
        contents.push(Object::Reference(after));
        forms.set(name, form);
        resources.set("XObject", forms);
        let page = self.document.get_dictionary_mut(page)?;
        page.set("Contents", contents);
        page.set("Resources", resources);
        Ok(())
    }

    /// The lowest edge of the annotations that are still on a page, pt from its top: stamps, comments, drawings.
    pub fn lowest_annotation(&self, page: usize) -> Option<f64> {
        let bounds = self.page_box(page)?;
        let dict = self.document.get_dictionary(*self.pages().get(page.checked_sub(1)?)?).ok()?;
        let list = self.document.dereference(dict.get(b"Annots").ok()?).ok()?.1.as_array().ok()?;
        let lows = list.iter().filter_map(|annotation| {
            let dict = self.document.dereference(annotation).ok()?.1.as_dict().ok()?;
            if dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Link") {
                return None;
            }
            let rect = self.document.dereference(dict.get(b"Rect").ok()?).ok()?.1.as_array().ok()?;
            let ys: Vec<f64> = rect.iter().filter_map(|n| n.as_float().ok().map(f64::from)).collect();
            Some(ys.get(1)?.min(*ys.get(3)?))
        });
        lows.reduce(f64::min).map(|low| bounds.y + bounds.height - low)
    }

    /// A copy of a page's own resources: others may share the object.
    fn resources_of(&self, page: ObjectId) -> Result<Object, OverlayError> {
        let found = self.document.get_dictionary(page)?.get(b"Resources").ok().cloned();
        Ok(match found {
            Some(Object::Reference(id)) => self.document.get_dictionary(id)?.clone().into(),
            Some(dict @ Object::Dictionary(_)) => dict,
            _ => Dictionary::new().into(),
        })
    }
}

/// How deep a page tree may be.
const MAX_DEPTH: usize = 64;

#[allow(clippy::cast_possible_truncation)] // Coordinates of a page.
fn real(n: f64) -> Object {
    Object::Real(n as f32)
}

fn damaged(what: &str) -> OverlayError {
    OverlayError::Damaged(what.to_owned())
}
