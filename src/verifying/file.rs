//! A PDF as its revisions: the chain of cross-reference sections, and the objects as each revision shows them.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use super::fault::Fault;
use super::sections::{self, Entry, Section};
use super::syntax::{Dict, Id, Parser, Value, Wrong};

/// The largest file that is read, bytes.
const MAX_FILE: usize = 512 << 20;
/// The most values that are made of one file.
const MAX_VALUES: usize = 8_000_000;
/// The most revisions.
const MAX_REVISIONS: usize = 200;
/// How deep a chain of references to references may be.
const MAX_HOPS: usize = 8;

/// One revision: what one save wrote.
#[derive(Debug)]
pub(super) struct Revision {
    /// Where its own bytes begin: the end of the one before.
    pub start: usize,
    /// The newest section first; a linearized file has two in its first revision.
    pub sections: Vec<Section>,
    /// The end of its `%%EOF`, without and with the end of the line.
    pub end: usize,
    /// The end with the end of line.
    pub end_of_line: usize,
}

/// An object with what it says of itself; `None` where it cannot be read.
type Known = Option<(Id, Rc<Value>)>;
/// The objects of an object stream by their index.
type Members = BTreeMap<usize, (u32, Rc<Value>)>;

/// A PDF and its revisions, the oldest first.
#[derive(Debug)]
pub(super) struct File<'a> {
    pub bytes: &'a [u8],
    pub revisions: Vec<Revision>,
    /// What is wrong with the structure.
    pub faults: RefCell<Vec<Fault>>,
    budget: Cell<usize>,
    objects: RefCell<HashMap<usize, Known>>,
    containers: RefCell<HashMap<(usize, u32), Rc<Members>>>,
    /// How many bytes may still be decoded.
    decoded: Cell<usize>,
}

/// The revision that a question is about: what a reader of the file's first bytes sees.
#[derive(Clone, Copy, Debug)]
pub(super) struct View<'f> {
    pub file: &'f File<'f>,
    /// From 0.
    pub revision: usize,
}

impl<'a> File<'a> {
    /// Reads the structure.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        if bytes.len() > MAX_FILE {
            return Err(Fault::TooLarge);
        }
        let mut file = Self {
            bytes,
            revisions: Vec::new(),
            faults: RefCell::default(),
            budget: Cell::new(MAX_VALUES),
            objects: RefCell::default(),
            containers: RefCell::default(),
            decoded: Cell::new(sections::ALL_DECODED),
        };
        let chain = file.chain()?;
        file.revisions = Self::group(chain)?;
        Ok(file)
    }

    /// Notes what is wrong, once.
    pub fn fault(&self, fault: Fault) {
        let mut faults = self.faults.borrow_mut();
        if !faults.contains(&fault) && faults.len() < 1000 {
            faults.push(fault);
        }
    }

    /// The offset that the last `startxref` gives.
    fn last_start(&self) -> Result<usize, Fault> {
        let tail_at = self.bytes.len().saturating_sub(4096);
        let tail = self.bytes.get(tail_at..).unwrap_or_default();
        let find = |what: &[u8], before: usize| {
            tail.get(..before).unwrap_or_default().windows(what.len()).rposition(|window| window == what)
        };
        let eof = find(b"%%EOF", tail.len()).ok_or(Fault::NoEnd)?;
        let start = find(b"startxref", eof).ok_or(Fault::NoEnd)?;
        let mut parser = Parser::new(self.bytes, tail_at + start + 9, &self.budget);
        parser.space();
        let offset = parser.natural().map_err(|_| Fault::NoEnd)?;
        usize::try_from(offset).map_err(|_| Fault::NoEnd)
    }

    /// The sections, the newest first.
    fn chain(&self) -> Result<Vec<Section>, Fault> {
        let mut next = Some(self.last_start()?);
        let mut seen = BTreeSet::new();
        let mut chain = Vec::new();
        while let Some(offset) = next {
            if !seen.insert(offset) {
                return Err(Fault::XrefLoop);
            }
            if seen.len() > MAX_REVISIONS {
                return Err(Fault::TooLarge);
            }
            let section =
                sections::read(self.bytes, offset, &self.budget, &self.decoded).map_err(|wrong| match wrong {
                    Wrong::Syntax(_) => Fault::BadXref { offset },
                    Wrong::DuplicateKey(at) => Fault::DuplicateKey { at },
                    Wrong::TooMuch => Fault::TooLarge,
                })?;
            if let Some(number) = section.twice {
                self.fault(Fault::DuplicateEntry { number });
            }
            next = match section.trailer.get("Prev") {
                None => None,
                Some(Value::Int(previous)) => Some(usize::try_from(*previous).map_err(|_| Fault::BadXref { offset })?),
                Some(_) => return Err(Fault::BadXref { offset }),
            };
            chain.push(section);
        }
        Ok(chain)
    }

    /// The sections as revisions.
    fn group(chain: Vec<Section>) -> Result<Vec<Revision>, Fault> {
        let mut revisions: Vec<Revision> = Vec::new();
        let mut rest = chain.into_iter().peekable();
        while let Some(section) = rest.next() {
            let (mut end, mut end_of_line) = (section.end, section.end_of_line);
            let (offset, start) = (section.offset, section.start);
            let mut sections = vec![section];
            if start != offset {
                // Linearized (annex F): the part at the front names the main part, which stands at the end and closes the revision.
                match rest.next() {
                    Some(main) if main.offset > offset && main.start == offset && rest.peek().is_none() => {
                        (end, end_of_line) = (main.end, main.end_of_line);
                        sections.push(main);
                    }
                    _ => return Err(Fault::BadXref { offset }),
                }
            }
            if let Some(newer) = revisions.last_mut() {
                if newer.sections.iter().any(|s| s.offset < end) {
                    return Err(Fault::BadXref { offset });
                }
                newer.start = end;
            }
            revisions.push(Revision { start: 0, sections, end, end_of_line });
        }
        revisions.reverse();
        Ok(revisions)
    }

    /// What a revision shows.
    pub fn view(&'a self, revision: usize) -> View<'a> {
        View { file: self, revision }
    }

    /// What the whole file shows.
    pub fn last(&'a self) -> View<'a> {
        self.view(self.revisions.len().saturating_sub(1))
    }

    /// The object at an offset.
    fn object_at(&'a self, offset: usize, view: View<'a>) -> Known {
        if let Some(known) = self.objects.borrow().get(&offset) {
            return known.clone();
        }
        // The length of a stream may be an object of its own; it must be a plain number, or this would call itself for ever.
        let length = |id: Id| {
            let Entry::At(at, _) = view.entry(id.0)? else { return None };
            let (found, value) = Parser::new(self.bytes, at, &self.budget).indirect(&|_| None).ok()?;
            (found == id).then_some(value.as_int()).flatten()
        };
        let read = Parser::new(self.bytes, offset, &self.budget).indirect(&length);
        let read = match read {
            Ok((id, value)) => Some((id, Rc::new(value))),
            Err(wrong) => {
                self.fault(match wrong {
                    Wrong::Syntax(at) => Fault::BadObject { at },
                    Wrong::DuplicateKey(at) => Fault::DuplicateKey { at },
                    Wrong::TooMuch => Fault::TooLarge,
                });
                None
            }
        };
        self.objects.borrow_mut().insert(offset, read.clone());
        read
    }

    /// The decoded data of a stream; none when they are damaged, or too much for a file.
    pub fn decode(&self, dict: &Dict, data: &[u8]) -> Option<Vec<u8>> {
        let decoded = sections::decode(dict, data, &self.decoded);
        if self.decoded.get() == 0 {
            self.fault(Fault::TooLarge);
        }
        decoded
    }

    /// The objects in an object stream (7.5.7), by their index.
    fn container(&'a self, number: u32, view: View<'a>) -> Option<Rc<Members>> {
        let Entry::At(at, _) = view.entry(number)? else { return None };
        if let Some(known) = self.containers.borrow().get(&(at, number)) {
            return Some(known.clone());
        }
        let members = self.members(&self.object_at(at, view)?.1).unwrap_or_else(|| {
            self.fault(Fault::BadObject { at });
            BTreeMap::new()
        });
        let members = Rc::new(members);
        self.containers.borrow_mut().insert((at, number), members.clone());
        Some(members)
    }

    fn members(&self, value: &Value) -> Option<Members> {
        let Value::Stream(dict, data) = value else { return None };
        if !dict.is("Type", "ObjStm") {
            return None;
        }
        let data = self.decode(dict, &data.bytes)?;
        let count = usize::try_from(dict.get("N")?.as_int()?).ok()?;
        let first = usize::try_from(dict.get("First")?.as_int()?).ok()?;
        let mut head = Parser::new(&data, 0, &self.budget);
        let mut members = BTreeMap::new();
        for index in 0..count {
            head.space();
            let number = u32::try_from(head.natural().ok()?).ok()?;
            head.space();
            let at = usize::try_from(head.natural().ok()?).ok()?;
            let value = Parser::new(&data, first.checked_add(at)?, &self.budget).value().ok()?;
            members.insert(index, (number, Rc::new(value)));
        }
        Some(members)
    }
}

impl<'f> View<'f> {
    /// Where an object stands; `None` where it was never defined.
    pub fn entry(self, number: u32) -> Option<Entry> {
        let known = self.file.revisions.get(..=self.revision)?;
        known.iter().rev().flat_map(|revision| &revision.sections).find_map(|s| s.entries.get(&number)).copied()
    }

    /// The numbers of all objects that are in use.
    pub fn numbers(self) -> BTreeSet<u32> {
        let mut numbers = BTreeSet::new();
        for section in self.file.revisions.iter().take(self.revision + 1).flat_map(|r| r.sections.iter().rev()) {
            for (number, entry) in &section.entries {
                if *entry == Entry::Free {
                    numbers.remove(number);
                } else {
                    numbers.insert(*number);
                }
            }
        }
        numbers
    }

    /// An object; `None` where it is free, missing or unreadable.
    pub fn object(self, number: u32) -> Option<Rc<Value>> {
        match self.entry(number)? {
            Entry::Free => None,
            Entry::At(offset, generation) => {
                let (id, value) = self.file.object_at(offset, self)?;
                if id != (number, generation) {
                    self.file.fault(Fault::XrefElsewhere { number });
                    return None;
                }
                Some(value)
            }
            Entry::In(container, index) => {
                let members = self.file.container(container, self)?;
                match members.get(&index) {
                    Some((found, value)) if *found == number => Some(value.clone()),
                    _ => {
                        self.file.fault(Fault::XrefElsewhere { number });
                        None
                    }
                }
            }
        }
    }

    /// The value itself, or what it refers to.
    pub fn resolve(self, value: &Value) -> Option<Rc<Value>> {
        let mut value = Rc::new(value.clone());
        for _ in 0..MAX_HOPS {
            match &*value {
                Value::Ref((number, _)) => value = self.object(*number)?,
                Value::Null => return None,
                _ => return Some(value),
            }
        }
        None
    }

    /// What stands under a key, resolved.
    pub fn get(self, dict: &Dict, key: &str) -> Option<Rc<Value>> {
        self.resolve(dict.get(key)?)
    }

    /// The trailer.
    pub fn trailer(self) -> Option<&'f Dict> {
        self.file.revisions.get(self.revision)?.sections.first().map(|section| &section.trailer)
    }

    /// The number of the catalog, and the catalog.
    pub fn catalog(self) -> Option<(u32, Rc<Value>)> {
        let (number, _) = self.trailer()?.get("Root")?.as_ref()?;
        let catalog = self.object(number)?;
        catalog.as_dict()?;
        Some((number, catalog))
    }

    /// The pages in their order: number of the object and the object. Bounded; a page is never visited twice.
    pub fn pages(self) -> Vec<(u32, Rc<Value>)> {
        let mut pages = Vec::new();
        let Some((_, catalog)) = self.catalog() else { return pages };
        let root = catalog.as_dict().and_then(|dict| dict.get("Pages")).and_then(Value::as_ref);
        let mut seen = BTreeSet::new();
        let mut stack: Vec<u32> = root.into_iter().map(|(number, _)| number).collect();
        while let Some(number) = stack.pop() {
            if !seen.insert(number) {
                self.file.fault(Fault::BadPageTree);
                continue;
            }
            let Some(node) = self.object(number) else { continue };
            let Some(dict) = node.as_dict() else { continue };
            match self.get(dict, "Kids") {
                Some(kids) if !dict.is("Type", "Page") => {
                    let kids = kids.as_array().unwrap_or_default();
                    stack.extend(kids.iter().rev().filter_map(Value::as_ref).map(|(number, _)| number));
                }
                _ => pages.push((number, node)),
            }
        }
        pages
    }
}
