//! Consecutive numbers for the documents of a batch, and the register that keeps them from being given twice.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use super::journal::Known;
use crate::diag::{Problem, Text};

/// The largest number of a document.
const LAST: u32 = 99_999;

/// Gives numbers to rows: those that they have already, or the next ones.
#[derive(Debug, Clone)]
pub struct Numbers {
    next: u32,
    /// Who has each number: the keys of the rows that were made, and of those that got one in this run.
    taken: HashMap<u32, String>,
    /// The numbers of rows that were given one.
    of: HashMap<String, u32>,
    /// Whether all numbers are given: a row that has none by now was not there when they were.
    settled: bool,
}

impl Numbers {
    /// Numbers from `start`; after an earlier run, from behind its numbers and `last`, the last of the register.
    pub fn new(start: u32, known: &HashMap<String, Known>, last: Option<u32>) -> Self {
        let of: HashMap<String, u32> =
            known.iter().filter_map(|(key, known)| Some((key.clone(), known.number?))).collect();
        let made = known.iter().filter(|(_, known)| !known.sha256.is_empty());
        let taken = made.filter_map(|(key, known)| Some((known.number?, key.clone()))).collect();
        let next = of.values().max().map_or(start, |given| given.max(&last.unwrap_or(0)) + 1);
        Self { next, taken, of, settled: false }
    }

    /// The number of a row: its own, the one that `loi.csv` brings back, or the next.
    ///
    /// # Errors
    /// A number that another row has; no number left.
    pub fn give(&mut self, key: &str, given: Option<u32>) -> Result<u32, Text> {
        let number = match (self.of.get(key).copied(), given) {
            (Some(number), _) => number,
            (None, _) if self.settled => {
                return Err(Text::new(
                    "dòng này không có khi cấp số: bảng đã bị sửa trong lúc chạy",
                    "the row was not there when numbers were given: the table was changed meanwhile",
                ));
            }
            (None, Some(number)) if (1..=LAST).contains(&number) => number,
            (None, Some(number)) => {
                return Err(Text::new(
                    format!("số đã cấp {number} không hợp lệ"),
                    format!("the given number {number} is impossible"),
                ));
            }
            (None, None) => {
                while self.taken.contains_key(&self.next) {
                    self.next += 1;
                }
                self.next
            }
        };
        if number > LAST {
            return Err(Text::new("hết số: số lớn nhất là 99999", "no number is left: the largest is 99999"));
        }
        if let Some(other) = self.taken.get(&number).filter(|other| *other != key) {
            return Err(Text::new(
                format!("số {number} đã cấp cho dòng khác (khóa {other})"),
                format!("the number {number} was given to another row (key {other})"),
            ));
        }
        self.taken.insert(number, key.to_owned());
        Ok(number)
    }

    /// From now on only these rows have numbers.
    pub fn settle(&mut self, given: impl IntoIterator<Item = (String, u32)>) {
        self.of.extend(given);
        self.taken.clear();
        self.settled = true;
    }
}

/// The series that numbers are counted in: one for each symbol and year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Such as `GM-UBND`.
    pub symbol: String,
    /// The year.
    pub year: i32,
}

/// One line of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// The number.
    pub number: u32,
    /// The name of the document's file.
    pub file: String,
    /// The name that it had in an earlier run.
    pub before: Option<String>,
}

/// An office's register of numbers (`--so-file`): a CSV that Excel opens, locked while a batch uses it.
#[derive(Debug)]
pub struct Register {
    path: PathBuf,
    /// Held until the end.
    _lock: File,
    lines: Vec<[String; 4]>,
}

const HEAD: [&str; 4] = ["so", "ky_hieu", "nam", "tep"];

impl Register {
    /// Opens and locks a register; a file that is not there is an empty one.
    ///
    /// # Errors
    /// When it is in use, or is no register.
    pub fn open(path: &Path) -> Result<Self, Problem> {
        let shown = || path.display().to_string();
        let cannot = |error: &std::io::Error| Problem::CannotRead { path: shown(), why: Text::of_io(error) };
        let mut lock_path = path.as_os_str().to_owned();
        lock_path.push(".lock");
        let lock =
            OpenOptions::new().write(true).create(true).truncate(false).open(&lock_path).map_err(|e| cannot(&e))?;
        if let Err(std::fs::TryLockError::WouldBlock) = lock.try_lock() {
            let why = Text::new("một lượt in hàng loạt khác đang dùng tệp này", "another batch is using it");
            return Err(Problem::CannotRead { path: shown(), why });
        }
        let mut lines = Vec::new();
        match std::fs::read(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(cannot(&error)),
            Ok(bytes) => {
                let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(&bytes);
                let wrong = |row: usize| Problem::DataCell {
                    at: Text::new(format!("{}, dòng {row}", shown()), format!("{}, row {row}", shown())),
                    what: Text::new(
                        "không phải sổ số: cần các cột so;ky_hieu;nam;tep",
                        "no register: the columns are so;ky_hieu;nam;tep",
                    ),
                };
                let mut reader =
                    csv::ReaderBuilder::new().delimiter(b';').has_headers(false).flexible(true).from_reader(bytes);
                for (index, record) in reader.records().enumerate() {
                    let record = record.map_err(|_| wrong(index + 1))?;
                    let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
                    let line: [String; 4] = cells.try_into().map_err(|_| wrong(index + 1))?;
                    if index == 0 && line.iter().zip(HEAD).all(|(a, b)| a == b) {
                        continue;
                    }
                    if index == 0 || line[0].parse::<u32>().is_err() || line[2].parse::<i32>().is_err() {
                        return Err(wrong(index + 1));
                    }
                    lines.push(line);
                }
            }
        }
        Ok(Self { path: path.to_owned(), _lock: lock, lines })
    }

    /// The last number of a series.
    pub fn last(&self, series: &Series) -> Option<u32> {
        let of = self.lines.iter().filter(|line| is_of(line, series));
        of.filter_map(|line| line[0].parse().ok()).max()
    }

    /// Whether the numbers from `start` go on where the series ends.
    ///
    /// # Errors
    /// A gap, or numbers that were given.
    pub fn check(&self, series: &Series, start: u32) -> Result<(), Problem> {
        let Some(last) = self.last(series).filter(|last| start != last + 1) else { return Ok(()) };
        let (symbol, year, next) = (&series.symbol, series.year, last + 1);
        let detail = if start <= last {
            Text::new(
                format!("--so {start}..: số {start} đến {last} của {symbol} năm {year} đã cấp; số tiếp theo là {next}"),
                format!(
                    "--so {start}..: the numbers {start} to {last} of {symbol} in {year} were given; the next is {next}"
                ),
            )
        } else {
            Text::new(
                format!(
                    "--so {start}..: bỏ trống số {next} đến {} của {symbol} năm {year}; số tiếp theo là {next}",
                    start - 1
                ),
                format!(
                    "--so {start}..: it leaves out the numbers {next} to {} of {symbol} in {year}; the next is {next}",
                    start - 1
                ),
            )
        };
        Err(Problem::Option { detail })
    }

    /// Adds numbers of a series; those that are there stay as they are. The file is replaced whole.
    ///
    /// # Errors
    /// A number that another document has; a file that cannot be written.
    pub fn add(&mut self, series: &Series, given: &[Registered]) -> Result<(), Problem> {
        let places = self.lines.iter().enumerate().filter(|(_, line)| is_of(line, series));
        let known: HashMap<u32, usize> = places.filter_map(|(at, line)| Some((line[0].parse().ok()?, at))).collect();
        for Registered { number, file, before } in given {
            let Some(line) = known.get(number).and_then(|at| self.lines.get_mut(*at)) else {
                self.lines.push([number.to_string(), series.symbol.clone(), series.year.to_string(), file.clone()]);
                continue;
            };
            if line[3] != *file && before.as_ref() != Some(&line[3]) {
                let other = &line[3];
                let detail = Text::new(
                    format!("số {number} trong sổ là của `{other}`, không phải `{file}`"),
                    format!("the number {number} is `{other}`'s in the register, not `{file}`'s"),
                );
                return Err(Problem::Option { detail });
            }
            line[3].clone_from(file);
        }
        let written = self.bytes().and_then(|bytes| crate::files::replace(&self.path, &bytes));
        written
            .map_err(|error| Problem::CannotWrite { path: self.path.display().to_string(), why: Text::of_io(&error) })
    }

    fn bytes(&self) -> std::io::Result<Vec<u8>> {
        // The mark by which Excel knows UTF-8.
        let mut out = vec![0xef, 0xbb, 0xbf];
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(&mut out);
        writer.write_record(HEAD)?;
        for line in &self.lines {
            writer.write_record(line)?;
        }
        writer.flush()?;
        drop(writer);
        Ok(out)
    }
}

fn is_of(line: &[String; 4], series: &Series) -> bool {
    line[1] == series.symbol && line[2] == series.year.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_numbers() {
        let made = Known { number: Some(125), sha256: "x".into(), ..Known::default() };
        let failed = Known { number: Some(126), ..Known::default() };
        let known: HashMap<String, Known> = [("a".to_owned(), made), ("b".to_owned(), failed)].into();
        let mut numbers = Numbers::new(125, &known, None);
        assert_eq!(numbers.give("a", None), Ok(125));
        assert_eq!(numbers.give("c", None), Ok(127));
        // The failed row, mended, comes back under another key with the number it had.
        assert_eq!(numbers.give("b2", Some(126)), Ok(126));
        assert!(numbers.give("d", Some(125)).is_err());
        assert!(numbers.give("d", Some(126)).is_err());
        assert!(Numbers::new(100_000, &HashMap::new(), None).give("a", None).is_err());
        // Another batch has used the register meanwhile.
        assert_eq!(Numbers::new(125, &known, Some(140)).give("e", None), Ok(141));
        // A number that comes back is passed over by those that are counted.
        let mut numbers = Numbers::new(1, &HashMap::new(), None);
        assert_eq!(numbers.give("a", Some(2)), Ok(2));
        assert_eq!((numbers.give("b", None), numbers.give("c", None)), (Ok(1), Ok(3)));
        assert!(numbers.give("d", Some(100_000)).is_err());
        numbers.settle([("a".to_owned(), 2)]);
        assert_eq!(numbers.give("a", None), Ok(2));
        assert!(numbers.give("x", None).is_err());
    }

    #[test]
    fn a_register_refuses_gaps_and_overlaps() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("sổ.csv");
        let series = Series { symbol: "GM-UBND".into(), year: 2026 };
        let mut register = Register::open(&path).expect("opened");
        assert!(register.check(&series, 5).is_ok());
        assert!(Register::open(&path).is_err(), "locked");
        let entry = |number, file: &str| Registered { number, file: file.into(), before: None };
        let given = [entry(5, "a.pdf"), entry(6, "b;c.pdf")];
        register.add(&series, &given).expect("written");
        assert!(register.add(&series, &[entry(6, "other.pdf")]).is_err());
        register.add(&series, &[Registered { before: Some("b;c.pdf".into()), ..entry(6, "d.pdf") }]).expect("renamed");
        drop(register);
        let register = Register::open(&path).expect("opened");
        assert!(register.check(&series, 7).is_ok());
        assert!(register.check(&series, 8).is_err());
        assert!(register.check(&series, 6).is_err());
        assert!(register.check(&Series { year: 2027, ..series }, 1).is_ok());
        drop(register);
        std::fs::write(&path, "không phải sổ").expect("written");
        assert!(Register::open(&path).is_err());
    }
}
