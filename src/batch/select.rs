//! Which rows of a table are made: a condition, a share for one of several machines, the first so many, a sample.

use minijinja::{Environment, Value as Jinja};
use sha2::{Digest, Sha256};

use super::rows::Row;
use crate::diag::{Problem, Text};
use crate::expression::{environment, problem};
use crate::plan::Variables;

/// One of several machines, and how many there are: `2/5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    index: u64,
    count: u64,
}

impl Shard {
    /// Reads `K/N`, 1 ≤ K ≤ N.
    pub fn parse(text: &str) -> Option<Self> {
        let (index, count) = text.split_once('/')?;
        let (index, count) = (index.parse().ok()?, count.parse().ok()?);
        (1..=count).contains(&index).then_some(Self { index, count })
    }

    /// Whether a row of this key is this machine's: the same whatever other rows there are, and in which order.
    pub fn takes(self, key: &str) -> bool {
        let digest = Sha256::digest(key.as_bytes());
        let number = digest.iter().take(8).fold(0, |n, byte| n << 8 | u64::from(*byte));
        number % self.count == self.index - 1
    }
}

/// The rows that are wanted.
#[derive(Debug)]
pub struct Selection {
    env: Environment<'static>,
    condition: Option<String>,
    shard: Option<Shard>,
}

impl Selection {
    /// A selection by `--where` and `--shard`.
    ///
    /// # Errors
    /// A condition that is no expression.
    pub fn new(condition: Option<&str>, shard: Option<Shard>, variables: &Variables) -> Result<Self, Problem> {
        let env = environment(str::to_owned);
        if let Some(condition) = condition {
            let expression = env.compile_expression(condition).map_err(|error| said(&error))?;
            let known =
                |name: &str| variables.items.iter().any(|v| v.name == name) || env.globals().any(|(n, _)| n == name);
            let mut unknown: Vec<String> = expression.undeclared_variables(false).into_iter().collect();
            unknown.sort();
            if let Some(name) = unknown.iter().find(|name| !known(name)) {
                let list = variables.items.iter().map(|v| v.name.as_str()).collect::<Vec<_>>().join(", ");
                let detail = Text::new(
                    format!("--where: không có biến `{name}` trong `bien`; các biến: {list}"),
                    format!("--where: there is no `{name}` under `bien`; the columns are: {list}"),
                );
                return Err(Problem::Option { detail });
            }
        }
        Ok(Self { env, condition: condition.map(str::to_owned), shard })
    }

    /// Whether a row is wanted. Rows with faults are: whether they would be cannot be known.
    ///
    /// # Errors
    /// A condition that cannot be computed.
    pub fn takes(&self, row: &Row) -> Result<bool, Problem> {
        if self.shard.is_some_and(|shard| !shard.takes(&row.key)) {
            return Ok(false);
        }
        let Some(condition) = self.condition.as_ref().filter(|_| row.faults.is_empty()) else { return Ok(true) };
        let values = Jinja::from_pairs(row.values.iter().cloned());
        let value = self.env.compile_expression(condition).and_then(|condition| condition.eval(values));
        value.map(|value| value.is_true()).map_err(|error| said(&error))
    }
}

fn said(error: &minijinja::Error) -> Problem {
    let Text { vi, en } = problem(error).entry().message;
    Problem::Option { detail: Text::new(format!("--where: {vi}"), format!("--where: {en}")) }
}

/// Whether the row at `index` of `total` is in a sample of `wanted` rows: the first, the last, and evenly between.
pub fn sampled(index: usize, total: usize, wanted: usize) -> bool {
    if wanted >= total {
        return true;
    }
    match wanted {
        0 => false,
        1 => index == 0,
        _ => (0..wanted).any(|n| n * (total - 1) / (wanted - 1) == index),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_share_all_rows() {
        for text in ["0/2", "3/2", "1", "a/b", "1/0", "-1/2"] {
            assert_eq!(Shard::parse(text), None, "{text}");
        }
        let shards: Vec<Shard> = (1..=3).filter_map(|k| Shard::parse(&format!("{k}/3"))).collect();
        let mut counts = [0; 3];
        for key in 0..300 {
            let takers: Vec<usize> = (0..3).filter(|&s| shards[s].takes(&key.to_string())).collect();
            assert_eq!(takers.len(), 1);
            counts[takers[0]] += 1;
        }
        assert!(counts.iter().all(|n| *n > 70), "{counts:?}");
    }

    #[test]
    fn samples_are_spread() {
        let taken = |total, wanted| (0..total).filter(|&i| sampled(i, total, wanted)).collect::<Vec<_>>();
        assert_eq!(taken(10, 3), [0, 4, 9]);
        assert_eq!(taken(3, 5), [0, 1, 2]);
        assert_eq!(taken(10, 1), [0]);
        assert!(taken(10, 0).is_empty());
    }
}
