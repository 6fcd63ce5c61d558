//! Rows of a table as a batch sees them: cells in the order of the plan's variables, what is wrong with them, their key.

use std::collections::HashMap;
use std::sync::Arc;

use minijinja::Value as Jinja;
use sha2::{Digest, Sha256};

use super::names::{Naming, Seen, folded, hash};
use super::worker::cell_json;
use crate::diag::{Lang, Problem, Text};
use crate::files::hex;
use crate::plan::decode::nearest;
use crate::plan::{self, Tree, Variables};
use crate::sheet::{Cell, Record, Table};
use serde_json::Value as Json;

/// Columns that the program adds to `loi.csv`, and takes from it when it is fed back.
pub const REASON: &str = "loi";
/// The number that a failed row keeps.
pub const GIVEN: &str = "so_da_cap";

/// The row as it was counted in the table that it came from.
pub const ROW: &str = "dong_goc";

/// A row that was read and checked.
#[derive(Debug, Clone)]
#[allow(clippy::struct_field_names)] // The row of a row is its number in the file.
pub struct Row {
    /// The row as a person sees it in the file.
    pub row: usize,
    /// The row in the table that it first came from: what names of files and `{{ dong }}` say.
    pub index: usize,
    /// Its heads and cells as they are in the file.
    pub head: Arc<Vec<String>>,
    /// Its cells as they are in the file.
    pub given: Vec<Cell>,
    /// Its cells in the order of the variables, as they are sent to a worker.
    pub cells: Json,
    /// The values of the variables.
    pub values: Vec<(String, Jinja)>,
    /// What tells it apart from all others.
    pub key: String,
    /// The name of its file without extension.
    pub name: String,
    /// The number that it has been given.
    pub number: Option<u32>,
    /// What is wrong with it: where, and what.
    pub faults: Vec<(Text, Text)>,
}

/// The columns of the variables under one head.
type Mapped = (Arc<Vec<String>>, Vec<Option<usize>>);

/// Turns records into rows.
pub struct Reader<'a> {
    tree: &'a Tree,
    variables: &'a Variables,
    naming: &'a Naming,
    table: &'a Table,
    mapped: Option<Mapped>,
    keys: Seen,
    names: Seen,
    /// How often each row without a key of its own was seen.
    same: HashMap<u64, u32>,
    /// Whether names and keys are remembered: not of endless streams.
    remember: bool,
    /// The documents of earlier runs, by the hashes of their names, with the hashes of their rows' keys.
    made: HashMap<u64, u64>,
}

impl<'a> Reader<'a> {
    /// A reader of a table for a plan.
    pub fn new(tree: &'a Tree, variables: &'a Variables, naming: &'a Naming, table: &'a Table) -> Self {
        Self {
            tree,
            variables,
            naming,
            table,
            mapped: None,
            keys: Seen::default(),
            names: Seen::default(),
            same: HashMap::new(),
            remember: !table.is_stream(),
            made: HashMap::new(),
        }
    }

    /// Minds the documents of earlier runs (their names without extension, and keys): rows that come back from `loi.csv` never replace
    /// those of other rows.
    #[must_use]
    pub fn beside<'b>(mut self, made: impl IntoIterator<Item = (&'b str, &'b str)>) -> Self {
        self.made = made.into_iter().map(|(name, key)| (hash(&folded(name)), hash(key))).collect();
        self
    }

    /// The row of a record.
    ///
    /// # Errors
    /// Columns that the plan needs and the table does not have.
    pub fn read(&mut self, record: Record) -> Result<Row, Problem> {
        let columns = self.columns(&record.head)?;
        let mut faults: Vec<(Text, Text)> = Vec::new();
        for (column, what) in &record.faults {
            faults.push((self.table.place(&record, *column), what.clone()));
        }
        let faulty: Vec<usize> = record.faults.iter().filter_map(|(column, _)| *column).collect();
        let ragged = record.faults.iter().any(|(column, _)| column.is_none());
        let mut values = Vec::with_capacity(columns.len());
        let mut cells = Vec::with_capacity(columns.len());
        let nothing = Cell::Text(String::new());
        for (variable, column) in self.variables.items.iter().zip(&columns) {
            let cell = column.and_then(|c| record.cells.get(c)).unwrap_or(&nothing);
            cells.push(cell_json(cell));
            // One finding for each cell: a row that lost a cell has all others in the wrong place.
            if ragged || column.is_some_and(|c| faulty.contains(&c)) {
                continue;
            }
            match variable.read(cell) {
                Ok(value) => values.push((variable.name.clone(), value)),
                Err(what) => {
                    let mut at = self.table.place(&record, *column);
                    if column.is_none() {
                        // A JSON object without the key.
                        at = Text::new(
                            format!("{}, khóa {}", at.vi, variable.name),
                            format!("{}, key {}", at.en, variable.name),
                        );
                    }
                    faults.push((at, what));
                }
            }
        }
        let count = |column: &str| {
            let cell = record.head.iter().position(|h| h == column).and_then(|c| record.cells.get(c))?;
            match cell {
                Cell::Text(text) => text.parse::<u32>().ok(),
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Checked.
                Cell::Number(n) => (n.fract() == 0.0 && (1.0..4e9).contains(n)).then_some(*n as u32),
            }
        };
        let (number, index) = (count(GIVEN), count(ROW).map_or(record.row, |n| n as usize));
        let cells = Json::from(cells);
        let key = self.key(&record, &values, &cells, &mut faults);
        Ok(Row {
            row: record.row,
            index,
            head: record.head,
            given: record.cells,
            cells,
            values,
            key,
            name: String::new(),
            number,
            faults,
        })
    }

    /// Names a row, once its number is known, and finds names that are taken.
    pub fn name(&mut self, row: &mut Row, lang: Lang) {
        if !row.faults.is_empty() {
            return;
        }
        let at = Text::new(format!("dòng {}", row.row), format!("row {}", row.row));
        let context =
            || self.tree.context(&plan::Row { values: row.values.clone(), number: row.number, index: row.index });
        match self.naming.name(row.index, context) {
            Ok(name) => {
                let other = self.made.get(&hash(&folded(&name))).is_some_and(|key| *key != hash(&row.key));
                if other && row.head.iter().any(|head| head == REASON) {
                    let what = Text::new(
                        format!(
                            "đã có văn bản `{name}` của dòng khác; giữ nguyên cột {ROW}, hoặc sửa cho tên tệp khác đi"
                        ),
                        format!(
                            "there is a document `{name}` of another row; leave the column {ROW} as it was, or make the name differ"
                        ),
                    );
                    row.faults.push((at, what));
                    return;
                }
                if self.remember
                    && let Some(other) = self.names.add(&folded(&name), row.row)
                {
                    let what = Text::new(
                        format!("tên tệp `{name}` trùng với dòng {other}; thêm biến khác vào `ten_tep`"),
                        format!("the file name `{name}` is that of row {other}; add another variable to `ten_tep`"),
                    );
                    row.faults.push((at, what));
                }
                row.name = name;
            }
            Err(problem) => {
                let message = problem.entry().message.get(lang).to_owned();
                let what = Text::new(format!("tên tệp: {message}"), format!("the file name: {message}"));
                row.faults.push((at, what));
            }
        }
    }

    /// Which column each variable is in, and what is missing.
    fn columns(&mut self, head: &Arc<Vec<String>>) -> Result<Vec<Option<usize>>, Problem> {
        if let Some((known, columns)) = &self.mapped
            && Arc::ptr_eq(known, head)
        {
            return Ok(columns.clone());
        }
        let mut columns = Vec::new();
        for variable in &self.variables.items {
            let column = head.iter().position(|name| variable.is_column(name));
            // A JSON object without a key has nothing under it; a table without a column was made for another plan.
            let tabular = matches!(self.table.form(), crate::sheet::Form::Csv | crate::sheet::Form::Workbook);
            if column.is_none() && variable.required && tabular {
                let name = variable.column.as_ref().map_or(&variable.name, |column| &column.value).clone();
                let named: Vec<&String> = head.iter().filter(|h| !h.is_empty()).collect();
                if let ([only], 2..) = (named.as_slice(), self.variables.items.len()) {
                    let detail = Text::new(
                        format!(
                            "dòng đầu của bảng chỉ có một ô, `{only}`: xóa dòng tiêu đề ở trên, để dòng đầu là tên các cột"
                        ),
                        format!(
                            "the first row has one cell only, `{only}`: delete the title above, so that the first row names the columns"
                        ),
                    );
                    return Err(Problem::Columns { detail });
                }
                let near = nearest(&name, head.iter().map(String::as_str));
                let shown = head.iter().filter(|h| !h.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ");
                return Err(Problem::NoSuchColumn { name, columns: shown, near });
            }
            columns.push(column);
        }
        self.mapped = Some((head.clone(), columns.clone()));
        Ok(columns)
    }

    /// The row's key: its value in the column that is declared as key, or a hash of all its cells.
    fn key(
        &mut self,
        record: &Record,
        values: &[(String, Jinja)],
        cells: &Json,
        faults: &mut Vec<(Text, Text)>,
    ) -> String {
        let Some(variable) = self.variables.key() else {
            let text = cells.to_string();
            let digest = hex(&Sha256::digest(text.as_bytes())[..12]);
            if !self.remember {
                return digest;
            }
            // Two rows that say the same are two documents.
            let count = self.same.entry(hash(&text)).or_default();
            *count += 1;
            return if *count == 1 { digest } else { format!("{digest}#{count}") };
        };
        let value = values.iter().find(|(name, _)| *name == variable.name).map(|(_, value)| value.to_string());
        let Some(value) = value else { return format!("dong-{}", record.row) };
        if self.remember
            && let Some(other) = self.keys.add(&value, record.row)
        {
            let column = record.head.iter().position(|name| variable.is_column(name));
            faults.push((
                self.table.place(record, column),
                Text::new(format!("`{value}` trùng với dòng {other}"), format!("`{value}` is that of row {other}")),
            ));
        }
        value
    }
}
