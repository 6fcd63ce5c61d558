//! One plan, a table of rows, a document for each.
//!
//! Rows are read one by one (`rows` over `sheet::Table`), chosen (`select`), numbered (`numbers`), named (`names`), made by worker
//! processes (`pool`, `worker`, `frame`, `setup`) and handed to a target: a folder with a journal (`folder`, `journal`, `failures`) or a
//! stream (`stream`). `run` joins them.

mod failures;
mod folder;
mod frame;
mod journal;
mod names;
mod numbers;
mod pool;
mod progress;
mod queue;
mod rows;
mod run;
mod select;
mod setup;
mod stream;
mod target;
mod worker;

pub use failures::Failures;
pub use folder::{Finished, Folder};
pub use names::Naming;
pub use numbers::{Numbers, Register, Registered, Series};
pub use pool::{COMMAND, Limits};
pub use progress::{Progress, Shown};
pub use rows::Reader;
pub use run::{Making, Pass, Survey, make, survey};
pub use select::{Selection, Shard};
pub use setup::Setup;
pub use stream::{Ended, Form, Stream};
pub use target::{Checked, Counts, Made, Target, Ticket};
pub use worker::serve;
