//! Tests against `openssl` and `SoftHSM`.

mod chains;
mod fuzz;
mod keys;
mod pki;
mod revocations;
mod signatures;
mod timestamps;
mod tokens;
