//! Keys on PKCS#11 tokens.
//!
//! The driver is loaded into this process, and a token locks after a few wrong PINs: so there is one session, one login, no second try.

mod find;
mod session;

use std::fmt;
use std::path::Path;
use std::sync::Mutex;

use cryptoki::mechanism::{Mechanism, MechanismType};
use cryptoki::object::ObjectHandle;
use cryptoki::session::Session;

use super::asn1::certificate::Certificate;
use super::asn1::element::Malformed;
use super::asn1::keys;
use super::asn1::public_key::PublicKey;
use super::chain::order_chain;
use super::check::weak;
use super::error::{CryptoError, TokenError};
use super::hash::{HashKind, sha256};
use super::key::{Key, Scheme};
use super::secret::Secret;
use super::signature;

/// A key on a token, with its session. Threads take turns.
pub struct TokenKey {
    certificate: Certificate,
    issuers: Vec<Certificate>,
    scheme: Scheme,
    /// Whether the token hashes by itself.
    combined: bool,
    key: ObjectHandle,
    session: Mutex<Session>,
    /// Last: the driver is unloaded when the session is closed.
    _driver: session::Driver,
}

impl fmt::Debug for TokenKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TokenKey").field("certificate", &self.certificate).finish_non_exhaustive()
    }
}

/// Opens a key on a token: loads the driver, logs in once, finds the key (the only one, or the one called `key_label`), its certificate by
/// `CKA_ID` and the chain among the token's other certificates.
///
/// A driver serves one `TokenKey` at a time: dropping one ends the driver for all of its keys in this process.
///
/// # Errors
/// [`TokenError`]. A wrong PIN is not tried again.
pub fn open_token(
    module: &Path,
    token_label: &str,
    key_label: Option<&str>,
    pin: &Secret,
) -> Result<TokenKey, CryptoError> {
    let driver = session::Driver::load(module)?;
    let slot = driver.slot(token_label)?;
    let session = driver.login(slot, pin)?;
    let found = find::key(&session, key_label)?;
    let certificates = find::certificates(&session)?;
    let certificate = found.certificate(&certificates)?.clone();
    let scheme = match certificate.key() {
        PublicKey::Rsa(bits) if (2048..=8192).contains(bits) => Scheme::RsaSha256,
        PublicKey::P256 => Scheme::EcdsaP256Sha256,
        PublicKey::P384 => Scheme::EcdsaP384Sha384,
        PublicKey::Rsa(bits) if *bits < 2048 => return Err(weak(&certificate).into()),
        other => return Err(TokenError::UnsupportedKey(other.to_string()).into()),
    };
    let mechanisms = driver.mechanisms(slot)?;
    let combined = match scheme {
        Scheme::RsaSha256 if mechanisms.contains(&MechanismType::SHA256_RSA_PKCS) => true,
        Scheme::RsaSha256 if mechanisms.contains(&MechanismType::RSA_PKCS) => false,
        Scheme::EcdsaP256Sha256 | Scheme::EcdsaP384Sha384 if mechanisms.contains(&MechanismType::ECDSA) => false,
        _ => return Err(TokenError::NoMechanism.into()),
    };
    let others: Vec<Certificate> = certificates.into_iter().map(|(_, one)| one).collect();
    Ok(TokenKey {
        issuers: order_chain(&certificate, &others),
        certificate,
        scheme,
        combined,
        key: found.handle,
        session: Mutex::new(session),
        _driver: driver,
    })
}

impl TokenKey {
    /// As on a token that does not hash by itself.
    #[cfg(test)]
    pub(super) fn bare(mut self) -> Self {
        self.combined = false;
        self
    }

    fn raw(&self, message: &[u8]) -> Result<Vec<u8>, TokenError> {
        // A thread that panicked leaves no half-made state behind: each signature is one call.
        let session = self.session.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let sign = |mechanism: &Mechanism<'_>, data: &[u8]| {
            session.sign(mechanism, self.key, data).map_err(|error| session::explain(&error))
        };
        match self.scheme {
            Scheme::RsaSha256 if self.combined => sign(&Mechanism::Sha256RsaPkcs, message),
            Scheme::RsaSha256 => sign(&Mechanism::RsaPkcs, &keys::digest_info(&sha256(message))),
            Scheme::EcdsaP256Sha256 | Scheme::EcdsaP384Sha384 => {
                let hash: HashKind = self.scheme.hash();
                let raw = sign(&Mechanism::Ecdsa, &hash.digest(message))?;
                keys::ecdsa_signature(&raw).map_err(|Malformed| TokenError::Failed("ECDSA".to_owned()))
            }
        }
    }
}

impl Key for TokenKey {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    fn issuers(&self) -> &[Certificate] {
        &self.issuers
    }

    fn scheme(&self) -> Scheme {
        self.scheme
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let signature = self.raw(message)?;
        // Drivers have been known to return nonsense; a wrong signature must not get into a document.
        let algorithm = self.scheme.algorithm();
        signature::verify(&self.certificate, &algorithm, message, &signature).map_err(|_| TokenError::KeyMismatch)?;
        Ok(signature)
    }
}
