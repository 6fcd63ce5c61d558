//! Moments in messages.

use chrono::{DateTime, FixedOffset};

/// A moment as people in Việt Nam read it; the number itself where the calendar ends.
pub(super) fn moment(unix: i64) -> String {
    // UTC+7 is within the bounds of an offset.
    let zone = FixedOffset::east_opt(7 * 3600);
    match (DateTime::from_timestamp(unix, 0), zone) {
        (Some(time), Some(zone)) => time.with_timezone(&zone).format("%d/%m/%Y %H:%M:%S %:z").to_string(),
        _ => unix.to_string(),
    }
}
