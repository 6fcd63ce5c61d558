//! Reading a plan file and the profile it names.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use minijinja::Value as Jinja;

use super::decode::Decode;
use super::files::{NotTaken, inside};
use super::kind::{KindName, kind};
use super::{Date, DocumentNumber, Plan, Text, Variables};
use crate::diag::{FileId, Problem, Report, Sources, Span};
use crate::expression::{fill, fill_values, value_of};
use crate::overlay::{OverlayError, Pdf};
use crate::sheet::{self, Sheet};
use crate::vi::date::PartialDate;
use crate::yaml::{self, Entry, Node, Scalar, Value};

/// The profiles inside the program, by the name a plan uses.
const BUILT_IN: &[(&str, &str)] = &[
    ("mttq-tinh-kon-tum", include_str!("../../plans/don-vi/mttq-tinh-kon-tum.yaml")),
    ("mttq-tinh-quang-ngai", include_str!("../../plans/don-vi/mttq-tinh-quang-ngai.yaml")),
    ("mttq-xa-mang-den", include_str!("../../plans/don-vi/mttq-xa-mang-den.yaml")),
    ("ubnd-huyen-kon-plong", include_str!("../../plans/don-vi/ubnd-huyen-kon-plong.yaml")),
    ("ubnd-tinh-quang-ngai", include_str!("../../plans/don-vi/ubnd-tinh-quang-ngai.yaml")),
    ("ubnd-xa-mang-den", include_str!("../../plans/don-vi/ubnd-xa-mang-den.yaml")),
];

/// A plan with what it was read from.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The plan, its profile merged under it.
    pub plan: Plan,
    /// Keys whose values could not be read; the report has an error for each. The plan does without them (or with a stand-in).
    pub broken: Vec<String>,
    /// Whether a document older than its family's rules is laid out by them all the same.
    pub newer_rules: bool,
    /// Whether number and date are filled in later, in the finished PDF.
    pub awaiting: bool,
    /// The data file of each appendix, where it has one that could be read.
    pub sheets: Vec<Option<Sheet>>,
    /// The PDF of each appendix, where it has one that could be read.
    pub pdfs: Vec<Option<Pdf>>,
    /// The keys at the top of the plan itself, with their places.
    pub own_keys: Vec<(String, Option<Span>)>,
    /// The keys at the top of the plan and its profile.
    pub all_keys: Vec<String>,
    /// The plan's text in the source table.
    pub file: FileId,
    /// The folder that images and profiles are looked up from.
    pub folder: PathBuf,
    /// The values of the columns of a batch that the plan was filled with.
    pub variables: Vec<(String, Jinja)>,
    /// Every file that was read, to watch for changes.
    pub read: Vec<PathBuf>,
}

/// Values given at the command line that win over the plan.
#[derive(Debug, Clone, Copy, Default)]
pub struct Overrides {
    /// The document's number.
    pub number: Option<u32>,
    /// The document's date.
    pub date: Option<PartialDate>,
    /// The kind: the form of a copy.
    pub kind: Option<KindName>,
    /// Whether a document older than its family's rules is laid out by them all the same.
    pub newer_rules: bool,
    /// Whether number and date are filled in later, in the finished PDF (`--cho-so`).
    pub awaiting: bool,
}

/// A data file and its worksheet.
type SheetName = (String, Option<String>);

/// A plan as it was read, its profile merged under it: what does not depend on the row of a batch.
#[derive(Debug)]
pub struct Tree {
    /// The plan's text in the source table.
    pub file: FileId,
    /// The columns of a batch, if the plan declares any that can be read.
    pub variables: Option<Variables>,
    /// Every file that was read, besides the plan itself.
    pub read: Vec<PathBuf>,
    node: Node,
    own_keys: Vec<(String, Option<Span>)>,
    all_keys: Vec<String>,
    without_profile: bool,
    overrides: Overrides,
    folder: PathBuf,
    /// Data files of appendices, by path and worksheet: read once for all rows.
    sheets: Mutex<HashMap<SheetName, (Sheet, PathBuf)>>,
}

/// The values of one row of a batch.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Names and values of its columns.
    pub values: Vec<(String, Jinja)>,
    /// The number that the document gets, where the batch gives numbers.
    pub number: Option<u32>,
    /// The row as a person counts it in the table.
    pub index: usize,
}

/// Reads a plan and its profile as a tree. `name` is shown in messages; `folder` is where the paths of the plan start.
pub fn read(
    bytes: Vec<u8>,
    name: &str,
    folder: &Path,
    overrides: Overrides,
    sources: &mut Sources,
    report: &mut Report,
) -> Option<Tree> {
    let (file, node) = yaml::read_bytes(bytes, name, sources, report)?;
    let mut read = Vec::new();
    let node = match overrides.kind {
        Some(kind) => with_kind(&node, kind),
        None => node,
    };
    let own_keys = keys(&node);
    let wanted = node.get("don_vi").and_then(|entry| entry.value.as_text().map(|text| (text, entry.value.span)));
    let profile = wanted
        .map(|(wanted, span)| profile(&wanted, span, folder, sources, report, &mut read))
        .map_or(Ok(None), |p| p.map(Some).ok_or(()));
    let (node, without_profile) = match profile {
        Ok(Some(profile)) => (Node::merged(&for_kind(profile, &node), &node), false),
        Ok(None) => (node, false),
        // The profile's own problems are reported; the plan goes on alone, for its own.
        Err(()) => (node, true),
    };
    // What is wrong with them is said when the plan is decoded.
    let variables = node.get("bien").and_then(|e| Variables::decode(&e.value, "bien", &mut Report::default()));
    Some(Tree {
        file,
        variables,
        read,
        own_keys,
        all_keys: keys(&node).into_iter().map(|(key, _)| key).collect(),
        node,
        without_profile,
        overrides,
        folder: folder.to_owned(),
        sheets: Mutex::default(),
    })
}

impl Tree {
    /// The plan with the values of a row in its texts; without one, those of the examples of `bien`.
    pub fn decode(&self, row: Option<&Row>, sources: &mut Sources, report: &mut Report) -> Option<Loaded> {
        let mut read = self.read.clone();
        let values = match (row, &self.variables) {
            (Some(row), _) => row.values.clone(),
            (None, Some(variables)) => {
                report.push(Problem::ExamplesUsed, self.node.get("bien").and_then(|entry| entry.key_span));
                variables.examples()
            }
            (None, None) => Vec::new(),
        };
        let mut own = Report::default();
        let node = self.filled(row, &values, &mut own);
        let decoded = Plan::decode(&node, "plan", &mut own);
        for item in own.iter().filter(|i| !self.without_profile || !matches!(i.problem, Problem::MissingKey { .. })) {
            report.add(item.clone());
        }
        let (mut plan, mut broken) = match decoded {
            Some(plan) => (plan, Vec::new()),
            // What can be read is built all the same, for its own problems: all of them in one run.
            None => without_broken(&node)?,
        };
        if self.without_profile {
            // Any of them may be in the profile.
            broken.extend(Plan::KEYS.iter().map(|key| (*key).to_owned()));
        }
        let sheets = self.sheets(&plan, sources, report, &mut read);
        let pdfs = pdfs(&plan, &self.folder, report, &mut read);
        if let Some(value) = row.and_then(|row| row.number).or(self.overrides.number) {
            plan.number = Some(DocumentNumber { value, span: None });
        }
        if let Some(value) = self.overrides.date {
            plan.date = Some(Date { value, span: None });
        }
        Some(Loaded {
            plan,
            broken,
            sheets,
            pdfs,
            own_keys: self.own_keys.clone(),
            all_keys: self.all_keys.clone(),
            newer_rules: self.overrides.newer_rules,
            awaiting: self.overrides.awaiting,
            file: self.file,
            folder: self.folder.clone(),
            variables: values,
            read,
        })
    }

    /// Whether the plan or its profile has a key.
    pub fn declares(&self, key: &str) -> bool {
        self.node.get(key).is_some()
    }

    /// What the plan's `ten_tep` says, its expressions as they are.
    pub fn output(&self) -> Option<String> {
        self.node.get("ten_tep").and_then(|entry| entry.value.as_text())
    }

    /// What the short texts of a row's document see.
    pub fn context(&self, row: &Row) -> Jinja {
        let data = self.node.get("du_lieu").map(|entry| Self::data(&entry.value, &row.values, &mut Report::default()));
        self.values(Some(row), &row.values, data.as_ref())
    }

    /// `du_lieu` with its expressions run over the row.
    fn data(node: &Node, row: &[(String, Jinja)], report: &mut Report) -> Node {
        fill_values(node, &Jinja::from_pairs(row.iter().cloned()), report)
    }

    /// The columns of the row, what names of files are made of, and `du_lieu`.
    fn values(&self, of: Option<&Row>, row: &[(String, Jinja)], data: Option<&Node>) -> Jinja {
        let mut values = row.to_vec();
        let number = of.and_then(|row| row.number).or(self.overrides.number).map_or_else(
            || self.node.get("so").and_then(|entry| entry.value.as_text()).map_or(Jinja::from(""), Jinja::from),
            Jinja::from,
        );
        let own = [("so", number), ("dong", Jinja::from(of.map_or(1, |row| row.index)))];
        // Where a batch gives the numbers, `so` is the one that it gives.
        let given = of.is_some_and(|row| row.number.is_some());
        values.retain(|(name, _)| !(given && name == "so"));
        values.extend(
            own.into_iter()
                .filter(|(name, _)| row.iter().all(|(n, _)| n != name) || (given && *name == "so"))
                .map(|(n, v)| (n.to_owned(), v)),
        );
        if let Some(Value::Map(data)) = data.map(|node| &node.value) {
            // Its own problems are said when the document is built.
            let own = data.iter().filter(|entry| row.iter().all(|(name, _)| *name != entry.key));
            values.extend(own.map(|e| (e.key.clone(), value_of(&e.value, &mut Report::default()))));
        }
        Jinja::from_pairs(values)
    }

    /// The tree with the expressions of its short texts run; `du_lieu` may use the row, everything else both.
    fn filled(&self, of: Option<&Row>, row: &[(String, Jinja)], report: &mut Report) -> Node {
        let mut node = self.node.clone();
        let mut data = None;
        if let Value::Map(entries) = &mut node.value
            && let Some(entry) = entries.iter_mut().find(|entry| entry.key == "du_lieu")
        {
            entry.value = Self::data(&entry.value, row, report);
            data = Some(entry.value.clone());
        }
        fill(&node, &self.values(of, row, data.as_ref()), report)
    }

    /// Reads the data files of the appendices.
    fn sheets(
        &self,
        plan: &Plan,
        sources: &mut Sources,
        report: &mut Report,
        read: &mut Vec<PathBuf>,
    ) -> Vec<Option<Sheet>> {
        let mut known = self.sheets.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found = Vec::new();
        for appendix in plan.appendices.iter().flatten() {
            found.push(appendix.table.as_ref().and_then(|path| {
                let sheet = appendix.sheet.as_ref().map(|t| t.value.clone());
                let key = (path.value.clone(), sheet);
                if let Some((sheet, path)) = known.get(&key) {
                    read.push(path.clone());
                    return Some(sheet.clone());
                }
                let bytes = data_file(path, &self.folder, report, read)?;
                let sheet = sheet::read(bytes, &path.value, key.1.as_deref(), path.span, sources, report)?;
                // A table for each row is read each time: remembering them all would fill the memory.
                if let Some(path) = read.last().filter(|_| known.len() < MAX_SHEETS) {
                    known.insert(key, (sheet.clone(), path.clone()));
                }
                Some(sheet)
            }));
        }
        found
    }
}

/// Reads the PDFs of the appendices.
fn pdfs(plan: &Plan, folder: &Path, report: &mut Report, read: &mut Vec<PathBuf>) -> Vec<Option<Pdf>> {
    let mut found = Vec::new();
    for appendix in plan.appendices.iter().flatten() {
        found.push(appendix.pdf.as_ref().and_then(|path| {
            let bytes = data_file(path, folder, report, read)?;
            let opened = Pdf::open(&bytes).and_then(|mut pdf| pdf.flatten().map(|()| pdf));
            let fail = |error: &OverlayError| {
                let problem = Problem::DataFile { path: path.value.clone(), why: error.wording() };
                report.push(problem, path.span);
            };
            opened.inspect_err(fail).ok()
        }));
    }
    found
}

/// The bytes of a file that a plan names.
fn data_file(path: &Text, folder: &Path, report: &mut Report, read: &mut Vec<PathBuf>) -> Option<Vec<u8>> {
    let why = match inside(&path.value, folder) {
        Ok(real) => match std::fs::read(&real) {
            Ok(bytes) => {
                read.push(real);
                return Some(bytes);
            }
            Err(error) => crate::diag::Text::of_io(&error),
        },
        Err(NotTaken::Missing) => crate::diag::Text::new(
            "không có tệp này trong thư mục của kế hoạch",
            "there is no such file in the plan's folder",
        ),
        Err(NotTaken::Outside) => crate::diag::Text::new(
            "tệp nằm ngoài thư mục của kế hoạch; chép vào thư mục đó",
            "it lies outside the plan's folder; copy it there",
        ),
    };
    report.push(Problem::DataFile { path: path.value.clone(), why }, path.span);
    None
}

/// The plan as one of another kind.
fn with_kind(node: &Node, kind: KindName) -> Node {
    let word = Node { span: None, value: Value::Scalar(Scalar::Text(kind.word().to_owned())), source: None };
    let entry = Entry { key: "loai".to_owned(), key_span: None, value: word };
    Node::merged(node, &Node { value: Value::Map(vec![entry]), ..node.clone() })
}

/// The keys at the top.
fn keys(node: &Node) -> Vec<(String, Option<Span>)> {
    match &node.value {
        Value::Map(entries) => entries.iter().map(|e| (e.key.clone(), e.key_span)).collect(),
        _ => Vec::new(),
    }
}

/// A profile without the keys that the plan's kind cannot have: it serves all kinds.
fn for_kind(profile: Node, plan: &Node) -> Node {
    let word = plan.get("loai").and_then(|entry| entry.value.as_text());
    match (word.and_then(|word| KindName::from_word(&word)).map(kind), profile.value) {
        (Some(kind), Value::Map(entries)) => {
            let entries = entries.into_iter().filter(|e| kind.can_have(&e.key)).collect();
            Node { value: Value::Map(entries), ..profile }
        }
        (_, value) => Node { value, ..profile },
    }
}

/// The plan without the keys that cannot be read, and their names.
fn without_broken(node: &Node) -> Option<(Plan, Vec<String>)> {
    let Value::Map(entries) = &node.value else { return None };
    let stand_in = |key: &str, text: &str| Entry {
        key: key.to_owned(),
        key_span: None,
        value: Node { span: None, value: Value::Scalar(Scalar::Text(text.to_owned())), source: None },
    };
    let required = [("loai", "ke-hoach")];
    let reads = |entries: Vec<Entry>| {
        let node = Node { span: node.span, value: Value::Map(entries), source: None };
        Plan::decode(&node, "plan", &mut Report::default())
    };
    let readable = |entry: &Entry| {
        let others = required.iter().filter(|(key, _)| *key != entry.key).map(|(key, text)| stand_in(key, text));
        reads(std::iter::once(entry.clone()).chain(others).collect()).is_some()
    };
    let (mut good, bad): (Vec<Entry>, Vec<Entry>) = entries.iter().cloned().partition(readable);
    let mut broken: Vec<String> = bad.into_iter().map(|e| e.key).collect();
    for (key, text) in required {
        if !good.iter().any(|e| e.key == key) {
            good.push(stand_in(key, text));
            broken.push(key.to_owned());
        }
    }
    // A mistyped key stands for the one that was meant.
    let meant: Vec<String> =
        broken.iter().filter_map(|key| super::decode::nearest(key, Plan::KEYS.iter().copied())).collect();
    broken.extend(meant);
    Some((reads(good)?, broken))
}

/// Finds and reads a profile: beside the plan, in `don-vi/` of the folders above, then among the built-in ones.
pub fn profile(
    wanted: &str,
    span: Option<Span>,
    folder: &Path,
    sources: &mut Sources,
    report: &mut Report,
    read: &mut Vec<PathBuf>,
) -> Option<Node> {
    let (found, looked) = lookup(wanted, "don-vi", folder);
    let (bytes, name) = match (&found, built_in(wanted)) {
        (Some(path), _) => match std::fs::read(path) {
            Ok(bytes) => {
                read.push(path.clone());
                (bytes, path.display().to_string())
            }
            Err(error) => {
                let path = path.display().to_string();
                report.push(Problem::CannotRead { path, why: crate::diag::Text::of_io(&error) }, span);
                return None;
            }
        },
        (None, Some(text)) => (text.as_bytes().to_vec(), format!("<{wanted}>")),
        (None, None) => {
            report.push(Problem::ProfileNotFound { name: wanted.to_owned(), looked }, span);
            return None;
        }
    };
    let before = report.has_errors();
    let (_, node) = yaml::read_bytes(bytes, &name, sources, report)?;
    if let Some(entry) = node.get("don_vi") {
        report.push(Problem::ProfileNested, entry.key_span);
    }
    if !matches!(node.value, Value::Map(_)) {
        super::decode::wrong_type(&node, "don_vi", "nhóm khóa", "a group of keys", report);
    }
    (before || !report.has_errors()).then_some(node)
}

/// Where a profile (`don-vi/`) or family (`he/`) file is: beside the plan, or in `kind/` of the folders above, up to the root of the
/// project. Also the places that were looked at, for a message.
pub(crate) fn lookup(wanted: &str, kind: &str, folder: &Path) -> (Option<PathBuf>, String) {
    let file_name = if Path::new(wanted).extension().is_some_and(|e| e == "yaml") {
        wanted.to_owned()
    } else {
        format!("{wanted}.yaml")
    };
    let bare = file_name.strip_prefix(&format!("{kind}/")).unwrap_or(&file_name);
    // A plan `dang.yaml` is not the family `dang`: families stand in their folder only.
    let mut places = if kind == "he" && bare == file_name { Vec::new() } else { vec![folder.join(&file_name)] };
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    for above in absolute.ancestors().take(MAX_FOLDERS) {
        places.push(above.join(kind).join(bare));
        if above.join(".git").exists() {
            break;
        }
    }
    let looked = if bare == file_name { format!("{file_name}, {kind}/{file_name}") } else { file_name.clone() };
    (places.into_iter().find(|path| path.is_file()), looked)
}

/// The text of a profile inside the program, by its name with or without `don-vi/`.
pub fn built_in(name: &str) -> Option<&'static str> {
    let bare = name.strip_prefix("don-vi/").unwrap_or(name);
    BUILT_IN.iter().find(|(known, _)| *known == bare).map(|(_, text)| *text)
}

/// How many folders upwards a profile is looked for.
const MAX_FOLDERS: usize = 16;

/// How many data files a plan keeps in memory.
const MAX_SHEETS: usize = 16;
