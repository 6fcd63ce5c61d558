//! How everything of a run is printed: what was asked for, held against what the printer can do. What it cannot do is refused here,
//! before the first sheet, and never left out in silence.

use super::printer::Printer;
use super::request::A4;
use super::{Item, Options};
use crate::diag::{Problem, Report, Text};

/// One-sided or two-sided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sides {
    /// One side only.
    One,
    /// Both, turned like a book: official documents.
    TwoLong,
    /// Both, turned like a calendar.
    TwoShort,
}

impl Sides {
    /// The words of `--sides`.
    pub const WORDS: [&'static str; 3] = ["one", "two-long", "two-short"];

    /// Reads a word of `--sides`.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "one" => Some(Self::One),
            "two-long" => Some(Self::TwoLong),
            "two-short" => Some(Self::TwoShort),
            _ => None,
        }
    }

    /// What IPP calls it.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::One => "one-sided",
            Self::TwoLong => "two-sided-long-edge",
            Self::TwoShort => "two-sided-short-edge",
        }
    }
}

/// What every job of a run asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Sides; none when the printer knows no such choice and prints on one.
    pub sides: Option<Sides>,
    /// The tray, when one was chosen.
    pub tray: Option<String>,
    /// Whether colour is asked for: always where the printer has it, for the red seal.
    pub colour: bool,
}

/// Settles how to print; `None` when the report says what the printer cannot do.
pub fn settle(printer: &Printer, options: &Options, items: &[Item], report: &mut Report) -> Option<Ticket> {
    let mut lacking = Vec::new();
    if !printer.formats.iter().any(|format| format == "application/pdf") {
        lacking.push((
            Text::new("không nhận tệp PDF", "it does not take PDF files"),
            Text::new(
                "thêm máy in này vào CUPS rồi in qua CUPS, vốn tự đổi dạng tệp",
                "add the printer to CUPS and print through it: CUPS converts",
            ),
        ));
    }
    if printer.media.is_empty() {
        // Such a queue hands the file through: two sides, copies and colour would be lost without a word.
        lacking.push((
            Text::new("không cho biết có những khổ giấy nào", "it does not tell what paper it has"),
            Text::new(
                "nếu là hàng đợi raw của CUPS thì thêm lại máy in với trình điều khiển hoặc kiểu driverless",
                "if it is a raw queue of CUPS, add the printer again with a driver, or as a driverless one",
            ),
        ));
    } else if !printer.media.iter().any(|media| media == A4) {
        lacking.push((
            Text::new("không có khổ A4", "it has no A4 paper"),
            Text::new("chọn máy in khác", "choose another printer"),
        ));
    }
    let sides = match options.sides {
        Some(sides) if printer.has_sides(sides) => Some(sides),
        Some(Sides::One) if printer.sides.is_empty() => None,
        Some(sides) => {
            lacking.push((
                Text::new(
                    format!("không in kiểu {}", sides.keyword()),
                    format!("it does not print {}", sides.keyword()),
                ),
                Text::new("dùng --sides one, hoặc chọn máy in khác", "use --sides one, or choose another printer"),
            ));
            None
        }
        None if printer.has_sides(Sides::TwoLong) => Some(Sides::TwoLong),
        None => {
            report.push(Problem::PrintsOneSide { printer: printer.name.clone() }, None);
            printer.has_sides(Sides::One).then_some(Sides::One)
        }
    };
    if let Some(tray) = options.tray.as_ref().filter(|tray| !printer.trays.contains(tray)) {
        let known = if printer.trays.is_empty() { "–".to_owned() } else { printer.trays.join(", ") };
        lacking.push((
            Text::new(format!("không có khay `{tray}`"), format!("it has no tray `{tray}`")),
            Text::new(format!("các khay: {known}"), format!("its trays: {known}")),
        ));
    }
    let (least, most) = printer.copies;
    for item in items {
        if item.copies < least || item.copies > most {
            lacking.push((
                Text::new(
                    format!("không in {} bản trong một lần: từ {least} đến {most}", item.copies),
                    format!("it does not print {} copies of a job: {least} to {most}", item.copies),
                ),
                Text::new("chia thành nhiều lần in", "print them in several runs"),
            ));
            break;
        }
    }
    let refused = !lacking.is_empty();
    for (what, help) in lacking {
        report.push(Problem::PrinterLacks { printer: printer.name.clone(), what, help }, None);
    }
    if refused {
        return None;
    }
    if !printer.colour {
        report.push(Problem::PrinterWithoutColour { printer: printer.name.clone() }, None);
    }
    if !printer.ready.is_empty() && !printer.ready.iter().any(|media| media == A4) {
        report.push(Problem::NoA4InTray { printer: printer.name.clone(), loaded: printer.ready.join(", ") }, None);
    }
    Some(Ticket { sides, tray: options.tray.clone(), colour: printer.colour && printer.knows_colour_mode })
}
