//! How much work a file makes, known before it is interpreted.
//!
//! A form may draw other forms, so that two kilobytes can ask for a billion of them, and a device has no way to stop
//! the interpreter. Everything is therefore walked first, by the names and to the depth that the interpreter would,
//! drawing nothing and only adding up; the walk ends where there is too much to do. Unwinding out of the device
//! would not do instead: what costs most (states saved, text that clips, patterns, fonts) never reaches it.

use std::collections::HashSet;

use hayro_interpret::CacheKey;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};
use hayro_syntax::page::{Page, Resources};

use super::ReadError;
use super::content;

/// What a file may cost, in bytes of content to interpret; a page of text has about 20 thousand.
const MOST: usize = 128 << 20;
/// What a page, and what a thing that is called by its name, costs besides its bytes.
const PAGE: usize = 2000;
const CALL: usize = 500;
/// What the width of a glyph costs that a range of widths stands for.
const WIDTH: usize = 8;
/// What a glyph that clips costs: its outline is kept, and copied with every state.
const CLIPPING_GLYPH: usize = 2000;
/// How many states may be saved at a time; each is a copy of all there is.
const SAVED: usize = 1000;
/// How deep the interpreter follows forms in forms.
const DEPTH: usize = 50;
/// How deep functions, colour spaces and shadings refer to each other.
const HELD: usize = 8;
/// Where graphics states, shadings and functions keep what is decoded at every use.
const KEYS: [&str; 8] = ["ColorSpace", "Function", "Functions", "G", "SMask", "Shading", "TR", "TR2"];

/// What a file may still cost.
pub(super) struct Effort {
    left: usize,
    fonts: HashSet<u128>,
}

/// What one mark costs more than its bytes: these are copied for each.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    dash: usize,
    fill: usize,
    stroke: usize,
    clips: bool,
}

impl State {
    fn mark(self) -> usize {
        self.dash.saturating_add(self.fill).saturating_add(self.stroke)
    }

    fn glyph(self) -> usize {
        self.mark().saturating_add(if self.clips { CLIPPING_GLYPH } else { 0 })
    }
}

impl Effort {
    /// The effort that one file is worth.
    pub(super) fn new() -> Self {
        Self { left: MOST, fonts: HashSet::new() }
    }

    fn spend(&mut self, cost: usize) -> Result<(), ReadError> {
        self.left = self.left.checked_sub(cost).ok_or(ReadError::TooComplex)?;
        Ok(())
    }

    /// Takes the cost of a page.
    pub(super) fn page(&mut self, page: &Page<'_>) -> Result<(), ReadError> {
        self.spend(PAGE)?;
        // The pieces are put together in memory: an array may name one piece a million times.
        if let Some(pieces) = page.raw().get::<Array<'_>>("Contents") {
            for piece in pieces.iter::<Stream<'_>>() {
                self.spend(CALL + piece.decoded().map_or(0, |data| data.len()))?;
            }
        }
        self.content(page.page_stream().unwrap_or_default(), page.resources(), State::default(), 0)
    }

    fn content(
        &mut self,
        content: &[u8],
        resources: &Resources<'_>,
        mut state: State,
        depth: usize,
    ) -> Result<(), ReadError> {
        self.spend(content::cost(content).ok_or(ReadError::TooComplex)?)?;
        let mut saved = Vec::new();
        let mut operators = TypedIter::new(content);
        while let Some(operator) = operators.next() {
            match operator {
                Op::SaveState(_) => {
                    self.spend(state.mark())?;
                    saved.push(state);
                    if saved.len() > SAVED {
                        return Err(ReadError::TooComplex);
                    }
                }
                Op::RestoreState(_) => state = saved.pop().unwrap_or(state),
                Op::DashPattern(dash) => state.dash = dash.0.data().len(),
                Op::SetGraphicsState(name) => {
                    if let Some(dict) = resources.get_ext_g_state(name.0) {
                        self.graphics_state(&dict, &mut state)?;
                    }
                }
                Op::TextRenderingMode(mode) => state.clips = mode.0.as_i64() >= 4,
                Op::TextFont(font) => {
                    if let Some(dict) = resources.get_font(font.0) {
                        self.font(&dict)?;
                    }
                }
                Op::ShowText(text) => self.text(text.0, state)?,
                Op::NextLineAndShowText(text) => self.text(text.0, state)?,
                Op::ShowTextWithParameters(text) => self.text(text.2, state)?,
                Op::ShowTexts(texts) => {
                    for text in texts.0.iter::<PdfString<'_>>() {
                        self.text(&text, state)?;
                    }
                }
                Op::NonStrokeColorNamed(color) => state.fill = self.pattern(color.1, resources)?,
                Op::StrokeColorNamed(color) => state.stroke = self.pattern(color.1, resources)?,
                Op::NonStrokeColorDeviceGray(_)
                | Op::NonStrokeColorDeviceRgb(_)
                | Op::NonStrokeColorCmyk(_)
                | Op::NonStrokeColor(_) => state.fill = 0,
                Op::StrokeColorDeviceGray(_)
                | Op::StrokeColorDeviceRgb(_)
                | Op::StrokeColorCmyk(_)
                | Op::StrokeColor(_) => state.stroke = 0,
                Op::ColorSpaceNonStroke(name) => self.color_space(resources.get_color_space(name.0).as_ref())?,
                Op::ColorSpaceStroke(name) => self.color_space(resources.get_color_space(name.0).as_ref())?,
                Op::Shading(name) => {
                    let shading = resources.get_shading(name.0);
                    self.held(shading.as_ref(), HELD)?;
                }
                Op::StrokePath(_)
                | Op::CloseAndStrokePath(_)
                | Op::FillPathNonZero(_)
                | Op::FillPathNonZeroCompatibility(_)
                | Op::FillPathEvenOdd(_)
                | Op::FillAndStrokeNonZero(_)
                | Op::FillAndStrokeEvenOdd(_)
                | Op::CloseFillAndStrokeNonZero(_)
                | Op::CloseFillAndStrokeEvenOdd(_)
                | Op::InlineImage(_) => self.spend(state.mark())?,
                Op::XObject(name) => {
                    if let Some(stream) = resources.get_x_object(name.0) {
                        self.x_object(&stream, resources, state, depth)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &PdfString<'_>, state: State) -> Result<(), ReadError> {
        self.spend(text.as_bytes().len().saturating_mul(state.glyph()))
    }

    fn x_object(
        &mut self,
        stream: &Stream<'_>,
        resources: &Resources<'_>,
        state: State,
        depth: usize,
    ) -> Result<(), ReadError> {
        let dict = stream.dict();
        self.spend(dict.data().len().saturating_add(state.mark()).saturating_add(CALL))?;
        if dict.get::<Name<'_>>("Subtype").is_none_or(|kind| kind.as_ref() != b"Form") {
            return self.color_space(dict.get::<Object<'_>>("ColorSpace").as_ref());
        }
        if depth == DEPTH {
            return Ok(());
        }
        let own = Resources::from_parent(dict.get::<Dict<'_>>("Resources").unwrap_or_default(), resources.clone());
        for named in [&own.fonts, &own.x_objects, &own.properties, &own.patterns, &own.color_spaces] {
            self.spend(named.data().len())?;
        }
        let content = stream.decoded().unwrap_or_default();
        self.content(&content, &own, state, depth + 1)
    }

    fn graphics_state(&mut self, dict: &Dict<'_>, state: &mut State) -> Result<(), ReadError> {
        self.held(Some(&Object::Dict(dict.clone())), HELD)?;
        if let Some(dash) = dict.get::<Array<'_>>("D") {
            state.dash = dash.iter::<Array<'_>>().next().map_or(0, |dash| dash.data().len());
        }
        match dict.get::<Array<'_>>("Font").and_then(|font| font.iter::<Dict<'_>>().next()) {
            Some(font) => self.font(&font),
            None => Ok(()),
        }
    }

    /// The cost of a font; the widths of ranges of glyphs are written out when it is first used.
    fn font(&mut self, font: &Dict<'_>) -> Result<(), ReadError> {
        self.spend(font.data().len().saturating_add(CALL))?;
        if !self.fonts.insert(font.cache_key()) {
            return Ok(());
        }
        let descendants = font.get::<Array<'_>>("DescendantFonts");
        let Some(font) = descendants.and_then(|list| list.iter::<Dict<'_>>().next()) else { return Ok(()) };
        for key in ["W", "W2"] {
            let Some(widths) = font.get::<Array<'_>>(key) else { continue };
            let mut widths = widths.flex_iter();
            loop {
                if widths.next::<(u32, Array<'_>)>().is_some() {
                    continue;
                }
                let range = if key == "W" {
                    widths.next::<(u32, u32, f32)>().map(|(first, last, _)| (first, last))
                } else {
                    widths.next::<(u32, u32, f32, f32, f32)>().map(|(first, last, ..)| (first, last))
                };
                let Some((first, last)) = range else { break };
                self.spend((last.saturating_sub(first) as usize).saturating_mul(WIDTH))?;
            }
        }
        Ok(())
    }

    /// The cost of choosing a pattern, and what each mark made with it costs.
    fn pattern(&mut self, name: Option<&Name<'_>>, resources: &Resources<'_>) -> Result<usize, ReadError> {
        match name.and_then(|name| resources.get_pattern(name)) {
            // Tiles are only kept: nothing here paints them.
            Some(Object::Stream(tile)) => {
                self.spend(tile.dict().data().len())?;
                Ok(CALL)
            }
            other => self.held(other.as_ref(), HELD),
        }
    }

    fn color_space(&mut self, space: Option<&Object<'_>>) -> Result<(), ReadError> {
        self.held(space, HELD).map(drop)
    }

    /// The cost of an object that is read anew at each use, with all that it needs.
    fn held(&mut self, object: Option<&Object<'_>>, depth: usize) -> Result<usize, ReadError> {
        let (dict, own) = match object {
            Some(Object::Stream(stream)) => (stream.dict().clone(), stream.decoded().map_or(0, |data| data.len())),
            Some(Object::Dict(dict)) => (dict.clone(), 0),
            Some(Object::Array(list)) => return self.held_in_list(list, depth),
            _ => return Ok(0),
        };
        let mut cost = own.saturating_add(dict.data().len());
        self.spend(cost)?;
        if depth > 0 {
            for key in KEYS {
                cost = cost.saturating_add(self.held(dict.get::<Object<'_>>(key).as_ref(), depth - 1)?);
            }
        }
        Ok(cost)
    }

    fn held_in_list(&mut self, list: &Array<'_>, depth: usize) -> Result<usize, ReadError> {
        let mut cost = list.data().len();
        self.spend(cost)?;
        // Profiles, which may be large, are read once.
        let profile = list.iter::<Name<'_>>().next().is_some_and(|name| name.as_ref() == b"ICCBased");
        if depth > 0 && !profile {
            for object in list.iter::<Object<'_>>() {
                cost = cost.saturating_add(self.held(Some(&object), depth - 1)?);
            }
        }
        Ok(cost)
    }
}
