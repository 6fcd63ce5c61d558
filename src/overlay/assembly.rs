//! A new file made of pages of others: each page of a source is there once, however often it is placed; only its short dictionary is
//! written again. What belongs to a whole document (form, signatures, tags, attachments, claims) does not come along.

use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, Object, ObjectId, SaveOptions, StringFormat, dictionary, text_string};

use super::import::Import;
use super::layers::{self, Layers};
use super::outline::{self, Entry};
use super::pool::Pool;
use super::{OverlayError, Pdf, damaged, flatten, xref};

/// Pages on their way into a new file.
#[derive(Debug)]
pub struct Assembly {
    target: Document,
    pool: Pool,
    layers: Layers,
    /// The dictionaries of the pages that were taken, without their place in a tree.
    sources: Vec<Dictionary>,
    placed: Vec<Dictionary>,
    bookmarks: Vec<Entry>,
}

/// A page that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageRef(usize);

/// A bookmark that was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bookmark(pub(super) usize);

/// How many pages one node of the page tree holds: viewers find a page faster than in one long list.
const NODE: usize = 64;

/// How many small objects are packed together.
const OBJECTS: usize = 500;

impl Assembly {
    /// An empty file.
    pub fn new() -> Self {
        let mut target = Document::with_version("1.7");
        target.reference_table.cross_reference_type = XrefType::CrossReferenceStream;
        Self {
            target,
            pool: Pool::default(),
            layers: Layers::default(),
            sources: Vec::new(),
            placed: Vec::new(),
            bookmarks: Vec::new(),
        }
    }

    /// Takes over all pages of a PDF as they would be printed: fields, signatures and stamps become pictures. On an error nothing of it
    /// stays.
    ///
    /// # Errors
    /// When the objects of a page are damaged.
    pub fn take(&mut self, mut pdf: Pdf) -> Result<Vec<PageRef>, OverlayError> {
        pdf.flatten()?;
        flatten::flatten_printed(&mut pdf)?;
        let (last, known, layers) = (self.target.max_id, self.sources.len(), self.layers.clone());
        let taken = self.import(pdf);
        if taken.is_err() {
            self.target.objects.split_off(&(last + 1, 0));
            self.target.max_id = last;
            self.pool.forget_after(last);
            self.sources.truncate(known);
            self.layers = layers;
        }
        taken
    }

    fn import(&mut self, pdf: Pdf) -> Result<Vec<PageRef>, OverlayError> {
        let pages = pdf.pages();
        let found = layers::find(&pdf.document);
        let mut import = Import::new(pdf.document, &mut self.target, &mut self.pool);
        let mut taken = Vec::with_capacity(pages.len());
        for id in pages {
            let page = import.source().get_dictionary(id)?.clone();
            if !page.has(b"MediaBox") {
                return Err(damaged("MediaBox"));
            }
            let mut source = Dictionary::new();
            for key in [b"MediaBox".as_slice(), b"CropBox", b"Rotate", b"UserUnit", b"Contents", b"Group"] {
                if let Ok(value) = page.get(key) {
                    source.set(key, import.value(value.clone())?);
                }
            }
            let resources = page.get(b"Resources").cloned().unwrap_or(Dictionary::new().into());
            source.set("Resources", import.object(resources)?);
            taken.push(PageRef(self.sources.len()));
            self.sources.push(source);
        }
        self.layers.add(&found, &import);
        Ok(taken)
    }

    /// How many pages the new file has.
    pub fn len(&self) -> usize {
        self.placed.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.placed.is_empty()
    }

    /// Puts a page at the end.
    pub fn place(&mut self, page: PageRef) {
        self.placed.extend(self.sources.get(page.0).cloned());
    }

    /// Puts an empty page of the same size at the end.
    pub fn place_blank(&mut self, like: PageRef) {
        let Some(source) = self.sources.get(like.0) else { return };
        let mut blank = dictionary! { "Resources" => Dictionary::new() };
        for key in [b"MediaBox".as_slice(), b"CropBox", b"Rotate", b"UserUnit"] {
            if let Ok(value) = source.get(key) {
                blank.set(key, value.clone());
            }
        }
        self.placed.push(blank);
    }

    /// Sets a bookmark at the page that will be placed next, below another one or at the top.
    pub fn bookmark(&mut self, title: String, under: Option<Bookmark>) -> Bookmark {
        self.bookmarks.push(Entry { title, page: self.placed.len(), under });
        Bookmark(self.bookmarks.len() - 1)
    }

    /// The file, ready for a printer that prints on both sides or on one; `ident` tells it from others.
    ///
    /// # Errors
    /// When there is no page, or writing fails.
    pub fn finish(mut self, title: &str, ident: u128, two_sided: bool) -> Result<Vec<u8>, OverlayError> {
        let (tree, pages) = self.page_tree()?;
        let preferences = dictionary! {
            "Duplex" => if two_sided { "DuplexFlipLongEdge" } else { "Simplex" },
            "PrintScaling" => "None",
            "DisplayDocTitle" => true,
        };
        let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => tree, "ViewerPreferences" => preferences };
        if let Some(root) = outline::write(&mut self.target, &self.bookmarks, &pages) {
            catalog.set("Outlines", root);
            catalog.set("PageMode", "UseOutlines");
        }
        if let Some(properties) = self.layers.properties() {
            catalog.set("OCProperties", properties);
        }
        let catalog = self.target.add_object(catalog);
        let info = self.target.add_object(dictionary! {
            "Title" => text_string(title),
            "Creator" => text_string(&format!("vanthu {}", env!("CARGO_PKG_VERSION"))),
        });
        let ident = Object::String(ident.to_be_bytes().to_vec(), StringFormat::Hexadecimal);
        self.target.trailer = dictionary! { "Root" => catalog, "Info" => info, "ID" => vec![ident.clone(), ident] };
        let options = SaveOptions::builder()
            .use_object_streams(true)
            .use_xref_streams(true)
            .compression_level(9)
            .max_objects_per_stream(OBJECTS)
            .build();
        let mut out = Vec::new();
        let saved = self.target.save_with_options(&mut out, options);
        saved.map(|()| xref::packed(out)).map_err(|error| OverlayError::Damaged(error.to_string()))
    }

    /// Writes the pages and their tree of two levels: the root, and the pages.
    fn page_tree(&mut self) -> Result<(ObjectId, Vec<ObjectId>), OverlayError> {
        if self.placed.is_empty() {
            return Err(OverlayError::NoPages);
        }
        let root = self.target.new_object_id();
        let (mut nodes, mut all): (Vec<Object>, Vec<ObjectId>) = (Vec::new(), Vec::new());
        let mut placed = std::mem::take(&mut self.placed).into_iter().peekable();
        while placed.peek().is_some() {
            let node = self.target.new_object_id();
            let mut kids: Vec<Object> = Vec::new();
            for mut page in placed.by_ref().take(NODE) {
                page.set("Type", "Page");
                page.set("Parent", node);
                let id = self.target.add_object(page);
                kids.push(id.into());
                all.push(id);
            }
            let count = i64::try_from(kids.len()).unwrap_or(i64::MAX);
            let dict = dictionary! { "Type" => "Pages", "Parent" => root, "Kids" => kids, "Count" => count };
            self.target.objects.insert(node, dict.into());
            nodes.push(node.into());
        }
        let count = i64::try_from(all.len()).unwrap_or(i64::MAX);
        let dict = dictionary! { "Type" => "Pages", "Kids" => nodes, "Count" => count };
        self.target.objects.insert(root, dict.into());
        Ok((root, all))
    }
}

impl Default for Assembly {
    fn default() -> Self {
        Self::new()
    }
}
