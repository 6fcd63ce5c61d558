//! Making a `PAdES` signature (ETSI EN 319 142-1, baseline B-B and, with a timestamp, B-T).

use super::asn1::certificate::Certificate;
use super::asn1::element::Malformed;
use super::asn1::signed_data_out::Draft;
use super::error::{CmsError, CryptoError};
use super::hash::sha256;
use super::key::Key;

/// Makes the token over the SHA-256 of a signature value; see [`super::timestamp()`].
pub type Stamper<'a> = dyn FnMut(&[u8; 32]) -> Result<Vec<u8>, CryptoError> + 'a;

/// Signs the digest of a file's ranges: a detached CMS in DER. The digest is made with the hash function of the key's scheme
/// (`key.scheme().hash()`). The key's certificate and `issuers` go into it, each once. With RSA the same input gives the same bytes,
/// unless there is a timestamp.
///
/// # Errors
/// When the digest has another length, the key or the token fails, or `timestamp` does.
pub fn sign_cms(
    key: &dyn Key,
    digest: &[u8],
    issuers: &[Certificate],
    timestamp: Option<&mut Stamper<'_>>,
) -> Result<Vec<u8>, CryptoError> {
    let encoding = |Malformed| CmsError::Encoding;
    let wanted = key.scheme().hash().digest_len();
    if digest.len() != wanted {
        return Err(CmsError::WrongDigestLength { wanted, given: digest.len() }.into());
    }
    let draft = Draft::new(key.certificate(), key.scheme(), digest).map_err(encoding)?;
    let signature = key.sign(&draft.message().map_err(encoding)?)?;
    let token = match timestamp {
        Some(stamper) => Some(stamper(&sha256(&signature))?),
        None => None,
    };
    Ok(draft.finish(&signature, key.certificate(), issuers, token.as_deref()).map_err(encoding)?)
}
