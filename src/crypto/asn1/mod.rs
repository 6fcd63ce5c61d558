//! All ASN.1 of the program: structures in and out of DER, without any cryptography.
//!
//! The crates are those of the `der` 0.7 generation. Structures whose exact bytes matter (what was signed, names that are compared) are cut
//! out of the input, never encoded again.

pub(super) mod algorithm;
mod bundle;
pub mod certificate;
pub(super) mod crl;
pub(super) mod element;
pub(super) mod ess;
mod extensions;
pub(super) mod keys;
mod names;
pub(super) mod ocsp;
pub mod public_key;
pub(super) mod signed_data;
pub(super) mod signed_data_out;
pub(super) mod tsp;
