//! Moments in messages.

/// A moment as people in Việt Nam read it; the number itself where the calendar ends.
pub(super) fn moment(unix: i64) -> String {
    crate::vi::date::moment(unix, "%d/%m/%Y %H:%M:%S %:z")
}
