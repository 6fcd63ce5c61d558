//! What the official samples print around the body of some kinds: Mẫu 1.7 - 1.10, and the parties of a contract.

use super::{Builder, agency};
use crate::diag::{Report, Span};
use crate::model::body::{Block, BlockKind, Inline};
use crate::plan::{Introduction, Invitation, Leave, Lines, Minutes, Party};

/// The body with its form.
pub fn around(of: Builder<'_>, body: Vec<Block>, report: &mut Report) -> Vec<Block> {
    let plan = of.plan;
    let mut form = Form::default();
    if let Some(record) = &plan.invitation {
        form.invitation(record, &name(of, report));
    }
    if let Some(record) = &plan.introduction {
        form.introduction(record, &name(of, report));
    }
    if let Some(record) = &plan.leave {
        form.leave(record, &name(of, report));
    }
    if let Some(record) = &plan.minutes {
        form.minutes(record);
    }
    for (index, party) in plan.parties.iter().flatten().enumerate() {
        form.party(party, index);
    }
    form.blocks.extend(body);
    if let Some(record) = &plan.minutes {
        let of = record.of.map_or("Cuộc họp", crate::plan::MeetingKind::word);
        form.paragraph(record.span, format!("{of} kết thúc vào {}", record.ends.value));
    }
    form.blocks
}

/// The body's name in running text.
fn name(of: Builder<'_>, report: &mut Report) -> String {
    let what = ("tên cơ quan viết như trong câu", "the body's name in running text");
    let name = agency::running_name(of.plan);
    of.require(name.as_ref(), "co_quan.ten", what, report).cloned().unwrap_or_default()
}

#[derive(Default)]
struct Form {
    blocks: Vec<Block>,
}

impl Form {
    fn push(&mut self, span: Option<Span>, kind: BlockKind) {
        self.blocks.push(Block { kind, span });
    }

    fn paragraph(&mut self, span: Option<Span>, text: String) {
        self.push(span, BlockKind::Paragraph(vec![Inline::Text(text)]));
    }

    /// `Địa điểm: …`
    fn field(&mut self, span: Option<Span>, label: &str, value: &str) {
        self.paragraph(span, format!("{label} {value}"));
    }

    /// A label with one value on its line, or with a dash for each.
    fn list(&mut self, span: Option<Span>, label: &str, values: &Lines) {
        if let ([only], false) = (values.items.as_slice(), values.given) {
            return self.field(span, label, &only.value);
        }
        self.paragraph(span, label.to_owned());
        for (index, item) in values.items.iter().enumerate() {
            let mark = if index + 1 == values.items.len() { '.' } else { ';' };
            let text = format!("{}{mark}", crate::vi::text::trim_end_mark(&item.value));
            self.push(item.span, BlockKind::Dash { mark: '-', text: vec![Inline::Text(text)] });
        }
    }

    /// Mẫu 1.7.
    fn invitation(&mut self, record: &Invitation, agency: &str) {
        let span = record.span;
        self.list(span, &format!("{agency} trân trọng kính mời:"), &record.guests);
        self.field(span, "Tới dự", &format!("{}.", crate::vi::text::trim_end_mark(&record.occasion.value)));
        if let Some(chair) = &record.chair {
            self.field(span, "Chủ trì:", &stopped(&chair.value));
        }
        self.field(span, "Thời gian:", &stopped(&record.time.value));
        self.field(span, "Địa điểm:", &stopped(&record.venue.value));
    }

    /// Mẫu 1.8.
    fn introduction(&mut self, record: &Introduction, agency: &str) {
        let span = record.span;
        self.push(span, BlockKind::Centred(vec![Inline::Text(format!("{agency} trân trọng giới thiệu:"))]));
        self.field(span, "Ông (bà):", &stopped(&record.person.value));
        self.field(span, "Chức vụ:", &stopped(&record.title.value));
        self.field(span, "Được cử đến:", &stopped(&record.sent_to.value));
        self.field(span, "Về việc:", &stopped(&record.about.value));
        let asks = "Đề nghị Quý cơ quan tạo điều kiện để ông (bà) có tên ở trên hoàn thành nhiệm vụ.";
        self.paragraph(span, asks.to_owned());
        let until = record.valid_until.value.in_words();
        self.paragraph(span, format!("Giấy này có giá trị đến hết {until}"));
    }

    /// Mẫu 1.10.
    fn leave(&mut self, record: &Leave, agency: &str) {
        let span = record.span;
        let requested = record.requested.value.in_words();
        let person = &record.person.value;
        self.paragraph(span, format!("Xét Đơn đề nghị nghỉ phép {requested} của ông (bà) {person}, {agency} cấp cho:"));
        self.field(span, "Ông (bà):", &stopped(person));
        self.field(span, "Chức vụ:", &stopped(&record.title.value));
        let (from, until) = (record.from.value.in_words(), record.until.value.in_words());
        let place = crate::vi::text::trim_end_mark(&record.place.value);
        let days = &record.days.value;
        self.paragraph(
            span,
            format!("Được nghỉ phép trong thời gian {days} kể từ {from} đến hết {until} tại {place}."),
        );
        let counted = &record.counted_as.value;
        self.paragraph(span, format!("Số ngày nghỉ phép nêu trên được tính vào {counted}"));
    }

    /// Mẫu 1.9, up to the proceedings.
    fn minutes(&mut self, record: &Minutes) {
        let span = record.span;
        self.field(span, "Thời gian bắt đầu:", &stopped(&record.begins.value));
        self.field(span, "Địa điểm:", &stopped(&record.venue.value));
        self.list(span, "Thành phần tham dự:", &record.attendance);
        self.field(span, "Chủ trì (chủ tọa):", &stopped(&record.chair.value));
        self.field(span, "Thư ký (người ghi biên bản):", &stopped(&record.secretary.value));
        self.paragraph(span, "Nội dung:".to_owned());
    }

    /// A party to a contract: its name in bold, then what is known of it.
    fn party(&mut self, party: &Party, index: usize) {
        let span = party.span;
        let letter = char::from(b'A' + u8::try_from(index % 26).unwrap_or(0));
        let role = party.role.as_ref().map(|r| format!(" ({})", r.value)).unwrap_or_default();
        let title = format!("BÊN {letter}{role}: {}", party.name.value);
        self.push(span, BlockKind::Paragraph(vec![Inline::Strong(vec![Inline::Text(title)])]));
        let fields = [
            ("Địa chỉ:", &party.address),
            ("Điện thoại:", &party.phone),
            ("Mã số thuế:", &party.tax_code),
            ("Tài khoản:", &party.account),
        ];
        for (label, value) in fields {
            if let Some(value) = value {
                self.field(span, label, &stopped(&value.value));
            }
        }
        let person = format!("{}; chức vụ: {}", party.representative.value, party.title.value);
        self.field(span, "Đại diện:", &stopped(&person));
    }
}

/// The text with one full stop.
fn stopped(text: &str) -> String {
    format!("{}.", crate::vi::text::trim_end_mark(text))
}
