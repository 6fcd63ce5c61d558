//! Marks of the sheet: ô 10 - 14 and the mark of a draft.

use crate::model::Marks;
use crate::plan::{Circulation, Draft, Plan, Urgency};

/// The marks that a plan asks for.
pub fn build(plan: &Plan) -> Marks {
    Marks {
        secrecy: plan.secrecy.is_some(),
        // Box widths of Phụ lục I, III.2b; all are 8 mm high.
        urgency: plan.urgency.map(|u| match u {
            Urgency::Urgent => ("KHẨN", 20.0),
            Urgency::VeryUrgent => ("THƯỢNG KHẨN", 40.0),
            Urgency::Express => ("HỎA TỐC", 30.0),
        }),
        circulation: plan.circulation.map(|c| match c {
            Circulation::ReturnAfterReading => "XEM XONG TRẢ LẠI",
            Circulation::Internal => "LƯU HÀNH NỘI BỘ",
        }),
        draft: plan.draft.and_then(|d| match d {
            Draft::No => None,
            Draft::Yes => Some("DỰ THẢO".to_owned()),
            Draft::Round(n) => Some(format!("DỰ THẢO LẦN {n}")),
        }),
        copy: plan.copy.as_ref().map(|copy| {
            let form = copy.form.title();
            format!("{form}; {}; {}", copy.agency.value, copy.time.value)
        }),
        footer: plan.footer.iter().flat_map(|f| &f.items).map(|t| t.value.clone()).collect(),
    }
}
