//! Keys in PKCS#12 files (RFC 7292).

use std::fmt;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use p12_keystore::error::Error;
use p12_keystore::{KeyStore, KeyStoreEntry, PrivateKeyChain};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
};
use zeroize::Zeroizing;

use super::asn1::certificate::Certificate;
use super::asn1::element::Malformed;
use super::asn1::keys;
use super::asn1::public_key::PublicKey;
use super::chain::order_chain;
use super::check::weak;
use super::error::{CryptoError, KeyFileError};
use super::key::{Key, Scheme};
use super::secret::Secret;

/// No key file is larger, bytes.
const LARGEST: usize = 1 << 20;

/// How long opening a file may take that asks for few rounds; ten seconds more for each million.
const PATIENCE: Duration = Duration::from_secs(5);

/// More rounds of key derivation than any tool asks for; each million takes a second or so.
const MOST_ROUNDS: u64 = 10_000_000;

/// A key out of a file. Signing needs no lock.
pub struct FileKey {
    certificate: Certificate,
    issuers: Vec<Certificate>,
    pair: Pair,
    random: SystemRandom,
}

enum Pair {
    Rsa(Box<RsaKeyPair>),
    Ecdsa(Box<EcdsaKeyPair>, Scheme),
}

impl fmt::Debug for FileKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("FileKey").field("certificate", &self.certificate).finish_non_exhaustive()
    }
}

/// Opens a PKCS#12 file: the one private key in it, its certificate and those above it. Read are files of today's tools (PBES2 with AES)
/// and older ones (3DES, RC2 with SHA-1).
///
/// # Errors
/// [`KeyFileError`]; nothing of the file is used before its integrity is checked with the password.
pub fn open_pkcs12(bytes: &[u8], password: &Secret) -> Result<FileKey, CryptoError> {
    if bytes.len() > LARGEST {
        return Err(KeyFileError::TooLarge.into());
    }
    let rounds = match keys::pkcs12_mac_rounds(bytes).map_err(|Malformed| KeyFileError::NotPkcs12)? {
        None => return Err(KeyFileError::NoMac.into()),
        Some(rounds) if rounds > MOST_ROUNDS => return Err(KeyFileError::TooManyRounds(rounds).into()),
        Some(rounds) => rounds,
    };
    let store = decrypt(bytes, password, PATIENCE + Duration::from_micros(10 * rounds))?;

    let chains: Vec<&PrivateKeyChain> = store
        .entries()
        .filter_map(|(_, entry)| match entry {
            KeyStoreEntry::PrivateKeyChain(chain) => Some(chain),
            KeyStoreEntry::Certificate(_) => None,
        })
        .collect();
    let chain = match chains.as_slice() {
        [] => return Err(KeyFileError::NoKey.into()),
        [one] => one,
        several => {
            let names = several.iter().filter_map(|chain| chain.chain().first()).map(|one| one.subject().to_owned());
            return Err(KeyFileError::SeveralKeys(names.collect()).into());
        }
    };
    let own = chain.chain().first().ok_or(KeyFileError::NoKey)?;
    let certificate = Certificate::from_der(own.as_der())?;
    let others: Vec<Certificate> =
        chain.chain().iter().skip(1).filter_map(|one| Certificate::from_der(one.as_der()).ok()).collect();
    let random = SystemRandom::new();
    let pair = pair(chain.key(), &certificate, &random)?;
    Ok(FileKey { issuers: order_chain(&certificate, &others), certificate, pair, random })
}

/// Decrypts a file, on a thread of its own: `p12-keystore` follows issuers that issued each other for ever, and the rounds of the inner
/// encryptions are only known to it. A thread that is given up ends with the program.
fn decrypt(bytes: &[u8], password: &Secret, limit: Duration) -> Result<KeyStore, KeyFileError> {
    let (sender, receiver) = mpsc::channel();
    let (bytes, password) = (bytes.to_vec(), Zeroizing::new(password.expose().to_owned()));
    thread::spawn(move || sender.send(KeyStore::from_pkcs12(&bytes, &password)));
    match receiver.recv_timeout(limit) {
        Ok(opened) => opened.map_err(|error| explain(&error)),
        Err(RecvTimeoutError::Timeout) => Err(KeyFileError::NeverOpens),
        Err(RecvTimeoutError::Disconnected) => Err(KeyFileError::NotPkcs12),
    }
}

fn explain(error: &Error) -> KeyFileError {
    match error {
        Error::MacError(_) => KeyFileError::WrongPassword,
        Error::UnsupportedEncryptionScheme | Error::UnsupportedMacAlgorithm | Error::Pkcs5Error(_) => {
            KeyFileError::Unsupported(error.to_string())
        }
        _ => KeyFileError::NotPkcs12,
    }
}

fn pair(pkcs8: &[u8], certificate: &Certificate, random: &SystemRandom) -> Result<Pair, CryptoError> {
    match certificate.key() {
        PublicKey::Rsa(bits) if *bits < 2048 => Err(weak(certificate).into()),
        PublicKey::Rsa(bits) if (2048..=4096).contains(bits) => {
            let pair =
                RsaKeyPair::from_pkcs8(pkcs8).map_err(|error| KeyFileError::UnsupportedKey(error.to_string()))?;
            if pair.public_key().as_ref() != certificate.key_bytes() {
                return Err(KeyFileError::KeyMismatch.into());
            }
            Ok(Pair::Rsa(Box::new(pair)))
        }
        curve @ (PublicKey::P256 | PublicKey::P384) => {
            let (algorithm, scheme) = match curve {
                PublicKey::P256 => (&ECDSA_P256_SHA256_ASN1_SIGNING, Scheme::EcdsaP256Sha256),
                _ => (&ECDSA_P384_SHA384_ASN1_SIGNING, Scheme::EcdsaP384Sha384),
            };
            let number = keys::ec_private_number(pkcs8)
                .map_err(|Malformed| KeyFileError::UnsupportedKey("PKCS#8".to_owned()))?;
            // ring checks that number and point belong together.
            let pair =
                EcdsaKeyPair::from_private_key_and_public_key(algorithm, number, certificate.key_bytes(), random)
                    .map_err(|_| KeyFileError::KeyMismatch)?;
            Ok(Pair::Ecdsa(Box::new(pair), scheme))
        }
        other => Err(KeyFileError::UnsupportedKey(other.to_string()).into()),
    }
}

impl Key for FileKey {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    fn issuers(&self) -> &[Certificate] {
        &self.issuers
    }

    fn scheme(&self) -> Scheme {
        match &self.pair {
            Pair::Rsa(_) => Scheme::RsaSha256,
            Pair::Ecdsa(_, scheme) => *scheme,
        }
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, CryptoError> {
        match &self.pair {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &self.random, message, &mut signature)
                    .map_err(|_| KeyFileError::SigningFailed)?;
                Ok(signature)
            }
            Pair::Ecdsa(pair, _) => {
                let signature = pair.sign(&self.random, message).map_err(|_| KeyFileError::SigningFailed)?;
                Ok(signature.as_ref().to_vec())
            }
        }
    }
}
