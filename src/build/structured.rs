//! Structured parts of a plan of work: who does what, by when, for how much. The body places them with one word; sums and amounts are
//! computed, and what is stated must agree.

use crate::body::Values;
use crate::diag::{Problem, Report};
use crate::model::body::{Align, BlockKind, Inline, Rich, Table, TableRow, one_run as text};
use crate::plan::{Amount, Assignment, Body, Budget, BudgetLine, MoneyUnit, Plan, Schedule};
use crate::vi::PartialDate;
use crate::vi::number::{decimal, settled};
use crate::vi::text::trim_end_mark;

/// Adds the plan's structured parts to the values of the body.
pub fn add(plan: &Plan, values: &mut Values, report: &mut Report) {
    for (name, _) in crate::body::READY_NAMES {
        if let Some(entry) = plan.data.as_ref().and_then(|data| data.0.get(name)) {
            report.push(Problem::NameTaken { name: (*name).to_owned() }, entry.key_span);
        }
    }
    if let Some(list) = &plan.assignments {
        values.add_ready("bang_phan_cong", "phan_cong", vec![assignment_table(list)]);
        values.add_ready("doan_phan_cong", "phan_cong", assignment_prose(list));
    }
    if let Some(list) = &plan.schedule {
        values.add_ready("bang_tien_do", "tien_do", vec![schedule_table(list)]);
        values.add_ready("doan_tien_do", "tien_do", schedule_prose(list));
    }
    if let Some(budget) = &plan.budget {
        let amounts: Vec<f64> = budget.lines.iter().map(|line| amount(line, factor(budget), report)).collect();
        for (line, amount) in budget.lines.iter().zip(&amounts) {
            // There is no part of a đồng: the person who plans says how it is rounded.
            if settled(amount * factor(budget)).fract() != 0.0 {
                report.push(Problem::AmountFraction { computed: decimal(*amount) }, line.item.span);
            }
        }
        let total = settled(amounts.iter().sum());
        if let Some(Amount { value, span }) = budget.total
            && differ(value, total, factor(budget))
        {
            report.push(Problem::TotalDiffers { stated: decimal(value), computed: decimal(total) }, span);
        }
        values.add_number("tong_kinh_phi", settled(total * factor(budget)));
        values.add_ready("bang_kinh_phi", "kinh_phi", budget_table(budget, &amounts, total));
        values.add_ready("doan_kinh_phi", "kinh_phi", budget_prose(budget, &amounts, total));
    }
}

/// Warns of a part that the body never places: it would be missing from the paper.
pub fn check_placed(plan: &Plan, body: &Body, report: &mut Report) {
    let mentions = |word: &str| body.lines.iter().any(|line| line.text.contains(word));
    let given = [
        ("phan_cong", plan.assignments.as_ref().and_then(|list| list.first()).map(|a| a.span)),
        ("tien_do", plan.schedule.as_ref().and_then(|list| list.first()).map(|s| s.span)),
        ("kinh_phi", plan.budget.as_ref().map(|b| b.span)),
    ];
    for (key, span) in given.into_iter().filter_map(|(key, span)| Some((key, span?))) {
        if !mentions(&format!("bang_{key}")) && !mentions(&format!("doan_{key}")) {
            let word = format!("bang_{key}");
            report.push(Problem::NeverPlaced { key: key.to_owned(), word }, span.map(|s| s.part(0, 0)));
        }
    }
}

/// Half a đồng is no difference; `factor` says how many đồng the unit is.
fn differ(a: f64, b: f64, factor: f64) -> bool {
    (a - b).abs() * factor > 0.5
}

/// The amount of a line: stated, or quantity times price; `unit` is how many đồng the budget's unit is.
fn amount(line: &BudgetLine, unit: f64, report: &mut Report) -> f64 {
    let product = line.quantity.zip(line.price).map(|(q, p)| settled(q.value * p.value));
    match (line.amount, product) {
        (Some(Amount { value, span }), Some(product)) => {
            if differ(value, product, unit) {
                report.push(Problem::AmountDiffers { stated: decimal(value), computed: decimal(product) }, span);
            }
            value
        }
        (Some(amount), None) => amount.value,
        (None, Some(product)) => product,
        (None, None) => {
            report.push(Problem::AmountUnknown, line.item.span);
            0.0
        }
    }
}

/// How many đồng the unit of the budget is.
fn factor(budget: &Budget) -> f64 {
    match budget.unit {
        None | Some(MoneyUnit::Dong) => 1.0,
        Some(MoneyUnit::Thousand) => 1_000.0,
        Some(MoneyUnit::Million) => 1_000_000.0,
    }
}

fn unit_name(budget: &Budget) -> &'static str {
    match budget.unit {
        None | Some(MoneyUnit::Dong) => "đồng",
        Some(MoneyUnit::Thousand) => "nghìn đồng",
        Some(MoneyUnit::Million) => "triệu đồng",
    }
}

/// The amount in words, when it is whole đồng.
fn words(budget: &Budget, total: f64) -> Option<String> {
    let dong = settled(total * factor(budget));
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Whole, at least 0 and far inside u64.
    let whole = (dong.fract() == 0.0 && (0.0..9e15).contains(&dong)).then_some(dong as u64)?;
    let words = crate::vi::words::capitalised(&crate::vi::words::words(whole));
    Some(format!("{words} đồng{}", if whole > 0 && whole.is_multiple_of(1_000) { " chẵn" } else { "" }))
}

fn strong(value: impl Into<String>) -> Rich {
    vec![Inline::Strong(text(value))]
}

fn or_empty(value: Option<&crate::plan::Text>) -> Rich {
    text(value.map(|t| t.value.clone()).unwrap_or_default())
}

fn dash(text: String) -> BlockKind {
    BlockKind::Dash { mark: '-', text: vec![Inline::Text(text)] }
}

/// A table without the columns in which no row says anything; the first is the number of the row.
fn table(columns: &[(&str, Align)], rows: &[TableRow]) -> Table {
    let used: Vec<usize> = (0..columns.len())
        .filter(|&c| rows.iter().any(|row| row.get(c).is_some_and(|cell| !cell.is_empty())))
        .collect();
    let pick = |row: &TableRow| used.iter().filter_map(|&c| row.get(c).cloned()).collect();
    Table {
        head: used.iter().map(|&c| text(columns[c].0)).collect(),
        align: used.iter().map(|&c| columns[c].1).collect(),
        rows: rows.iter().map(pick).collect(),
        landscape: false,
    }
}

fn number(index: usize) -> Rich {
    text((index + 1).to_string())
}

fn assignment_table(list: &[Assignment]) -> BlockKind {
    let columns = [
        ("STT", Align::Center),
        ("Nội dung công việc", Align::Left),
        ("Chủ trì", Align::Left),
        ("Phối hợp", Align::Left),
        ("Thời hạn", Align::Left),
        ("Sản phẩm", Align::Left),
    ];
    let rows = list.iter().enumerate().map(|(index, a)| {
        vec![
            number(index),
            text(a.task.value.clone()),
            text(a.lead.value.clone()),
            or_empty(a.support.as_ref()),
            or_empty(a.due.as_ref()),
            or_empty(a.product.as_ref()),
        ]
    });
    BlockKind::Table(table(&columns, &rows.collect::<Vec<_>>()))
}

fn assignment_prose(list: &[Assignment]) -> Vec<BlockKind> {
    list.iter()
        .map(|a| {
            let mut line = format!("{}: {} chủ trì", trim_end_mark(&a.task.value), a.lead.value);
            if let Some(support) = &a.support {
                line += &format!(", {} phối hợp", support.value);
            }
            if let Some(due) = &a.due {
                line += &format!("; thời hạn: {}", crate::vi::words::uncapitalised(trim_end_mark(&due.value)));
            }
            if let Some(product) = &a.product {
                line += &format!("; sản phẩm: {}", crate::vi::words::uncapitalised(trim_end_mark(&product.value)));
            }
            dash(line + ".")
        })
        .collect()
}

/// `15/3/2026`, or `tháng 3/2026`.
fn short_date(date: PartialDate) -> String {
    match date {
        PartialDate::Day(_) => date.short(),
        PartialDate::Month { .. } => format!("tháng {}", date.short()),
        PartialDate::Year(_) => format!("năm {}", date.short()),
    }
}

fn schedule_table(list: &[Schedule]) -> BlockKind {
    let columns = [
        ("STT", Align::Center),
        ("Nội dung", Align::Left),
        ("Bắt đầu", Align::Center),
        ("Kết thúc", Align::Center),
        ("Đơn vị thực hiện", Align::Left),
    ];
    let rows = list.iter().enumerate().map(|(index, s)| {
        vec![
            number(index),
            text(s.task.value.clone()),
            text(crate::vi::words::capitalised(&short_date(s.from.value))),
            text(crate::vi::words::capitalised(&short_date(s.until.value))),
            or_empty(s.unit.as_ref()),
        ]
    });
    BlockKind::Table(table(&columns, &rows.collect::<Vec<_>>()))
}

fn schedule_prose(list: &[Schedule]) -> Vec<BlockKind> {
    list.iter()
        .map(|s| {
            let (from, until) = (s.from.value, s.until.value);
            let when = match (from == until, from.day()) {
                (true, Some(_)) => format!("ngày {}", short_date(from)),
                (true, None) => short_date(from),
                (false, _) => format!("từ {} đến {}", with_day(from), with_day(until)),
            };
            let unit = s.unit.as_ref().map(|u| format!(" ({})", u.value)).unwrap_or_default();
            dash(format!("{}{unit}: {when}.", trim_end_mark(&s.task.value)))
        })
        .collect()
}

fn with_day(date: PartialDate) -> String {
    if date.day().is_some() { format!("ngày {}", short_date(date)) } else { short_date(date) }
}

fn budget_table(budget: &Budget, amounts: &[f64], total: f64) -> Vec<BlockKind> {
    let columns = [
        ("STT", Align::Center),
        ("Nội dung chi", Align::Left),
        ("Đơn vị tính", Align::Center),
        ("Số lượng", Align::Right),
        ("Đơn giá", Align::Right),
        ("Thành tiền", Align::Right),
        ("Ghi chú", Align::Left),
    ];
    let shown = |amount: Option<Amount>| text(amount.map(|a| decimal(a.value)).unwrap_or_default());
    let mut rows: Vec<TableRow> = budget
        .lines
        .iter()
        .zip(amounts)
        .enumerate()
        .map(|(index, (line, amount))| {
            vec![
                number(index),
                text(line.item.value.clone()),
                or_empty(line.unit.as_ref()),
                shown(line.quantity),
                shown(line.price),
                text(decimal(*amount)),
                or_empty(line.note.as_ref()),
            ]
        })
        .collect();
    let empty = Rich::new;
    rows.push(vec![empty(), strong("Tổng cộng"), empty(), empty(), empty(), strong(decimal(total)), empty()]);
    let mut blocks = Vec::new();
    if budget.unit.is_some_and(|unit| unit != MoneyUnit::Dong) {
        let unit = format!("Đơn vị tính: {}", unit_name(budget));
        blocks.push(BlockKind::Paragraph(vec![Inline::Emph(text(unit))]));
    }
    blocks.push(BlockKind::Table(table(&columns, &rows)));
    if let Some(words) = words(budget, total) {
        blocks.push(BlockKind::Paragraph(vec![Inline::Emph(text(format!("(Bằng chữ: {words}.)")))]));
    }
    blocks
}

fn budget_prose(budget: &Budget, amounts: &[f64], total: f64) -> Vec<BlockKind> {
    let unit = unit_name(budget);
    let source = budget.source.as_ref().map(|s| format!(", từ {}", trim_end_mark(&s.value))).unwrap_or_default();
    let words = words(budget, total).map(|w| format!(" ({w})")).unwrap_or_default();
    let opening = format!("Tổng kinh phí thực hiện: {} {unit}{words}{source}, gồm:", decimal(total));
    let mut blocks = vec![BlockKind::Paragraph(text(opening))];
    for (index, (line, amount)) in budget.lines.iter().zip(amounts).enumerate() {
        let count = match (line.quantity, line.price) {
            (Some(quantity), Some(price)) => {
                let of = line.unit.as_ref().map(|u| format!(" {}", u.value)).unwrap_or_default();
                format!("{}{of} x {} {unit} = ", decimal(quantity.value), decimal(price.value))
            }
            _ => String::new(),
        };
        let mark = if index + 1 == amounts.len() { '.' } else { ';' };
        blocks.push(dash(format!("{}: {count}{} {unit}{mark}", trim_end_mark(&line.item.value), decimal(*amount))));
    }
    blocks
}
