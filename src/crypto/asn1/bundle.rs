//! Files of certificates.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::super::error::CertificateError;
use super::certificate::Certificate;
use super::signed_data::certificates_of;

/// More certificates than a file of issuers or anchors has.
const MOST_IN_FILE: usize = 2000;

impl Certificate {
    /// Reads a file of certificates: one in DER, a PKCS#7 bundle, or any number in PEM, whatever stands between them.
    ///
    /// # Errors
    /// When one is damaged, or there is none.
    pub fn from_pem_or_der_many(bytes: &[u8]) -> Result<Vec<Self>, CertificateError> {
        const BEGIN: &str = "-----BEGIN ";
        if bytes.first() == Some(&0x30) {
            return match Self::from_der(bytes) {
                Ok(one) => Ok(vec![one]),
                Err(error) => certificates_of(bytes).filter(|list| !list.is_empty()).ok_or(error),
            };
        }
        let text = String::from_utf8_lossy(bytes);
        let mut list = Vec::new();
        for block in text.split(BEGIN).skip(1).take(MOST_IN_FILE) {
            let Some((label, rest)) = block.split_once("-----") else { continue };
            if !matches!(label, "CERTIFICATE" | "TRUSTED CERTIFICATE" | "X509 CERTIFICATE" | "PKCS7" | "CMS") {
                continue;
            }
            let body: String =
                rest.chars().take_while(|letter| *letter != '-').filter(|c| !c.is_whitespace()).collect();
            let der = STANDARD.decode(body).map_err(|_| CertificateError::Malformed)?;
            match label {
                "PKCS7" | "CMS" => list.extend(certificates_of(&der).ok_or(CertificateError::Malformed)?),
                _ => list.push(Self::from_der(&der)?),
            }
        }
        if list.is_empty() { Err(CertificateError::NoneInFile) } else { Ok(list) }
    }
}
