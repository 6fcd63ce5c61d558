//! Certificate revocation lists (RFC 5280, 5), read entry by entry: national lists have hundreds of thousands.

use const_oid::ObjectIdentifier;
use der::{Decode, Tag, TagNumber};
use x509_cert::time::Time;

use super::algorithm::{SignatureAlgorithm, signature_algorithm};
use super::element::{Element, Elements, Malformed, context};

const ISSUING_DISTRIBUTION_POINT: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.28");
const DELTA_CRL_INDICATOR: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.27");
const CERTIFICATE_ISSUER: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.29");

/// Which certificates a list speaks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All of its issuer.
    All,
    /// Those of users only.
    Users,
    /// Those of authorities only.
    Authorities,
    /// Something that takes more to judge: indirect, delta, some reasons only, unknown critical extensions.
    Unsupported,
}

/// A revocation list.
#[derive(Debug, Clone)]
pub(crate) struct Crl<'a> {
    pub tbs: &'a [u8],
    pub algorithm: SignatureAlgorithm,
    pub signature: &'a [u8],
    pub issuer: &'a [u8],
    pub this_update: i64,
    pub next_update: Option<i64>,
    pub scope: Scope,
    entries: Elements<'a>,
}

impl<'a> Crl<'a> {
    /// Reads a list.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let mut outer = Elements::sequence(bytes)?;
        let tbs = outer.take(Tag::Sequence)?;
        let algorithm = outer.next()?;
        let signature = outer.next()?.bits()?;
        outer.finish()?;
        let mut fields = tbs.inside(Tag::Sequence)?;
        fields.optional(Tag::Integer)?;
        if fields.next()?.whole != algorithm.whole {
            return Err(Malformed);
        }
        let issuer = fields.take(Tag::Sequence)?.whole;
        let this_update = time(fields.next()?)?;
        let next_update = match fields.optional(Tag::UtcTime)? {
            Some(element) => Some(time(element)?),
            None => fields.optional(Tag::GeneralizedTime)?.map(time).transpose()?,
        };
        let entries = match fields.optional(Tag::Sequence)? {
            Some(list) => list.inside(Tag::Sequence)?,
            None => Elements::new(&[]),
        };
        let scope = match fields.optional(context(TagNumber::N0, true))? {
            Some(extensions) => scope(extensions)?,
            None => Scope::All,
        };
        fields.finish()?;
        let algorithm = signature_algorithm(algorithm, None)?;
        Ok(Self { tbs: tbs.whole, algorithm, signature, issuer, this_update, next_update, scope, entries })
    }

    /// Since when a serial number is revoked (the content of the INTEGER), seconds since 1970.
    pub fn find(&self, serial: &[u8]) -> Result<Option<i64>, Malformed> {
        let mut entries = self.entries.clone();
        while !entries.is_empty() {
            let mut entry = entries.take(Tag::Sequence)?.inside(Tag::Sequence)?;
            if entry.take(Tag::Integer)?.value == serial {
                let at = time(entry.next()?)?;
                if let Some(extensions) = entry.optional(Tag::Sequence)? {
                    // An entry of another issuer has no place in a list that is not indirect.
                    if has_extension(extensions, CERTIFICATE_ISSUER)? {
                        return Err(Malformed);
                    }
                }
                return Ok(Some(at));
            }
        }
        Ok(None)
    }
}

fn has_extension(list: Element<'_>, oid: ObjectIdentifier) -> Result<bool, Malformed> {
    for extension in list.inside(Tag::Sequence)?.all(32)? {
        if extension.inside(Tag::Sequence)?.next()?.oid()? == oid {
            return Ok(true);
        }
    }
    Ok(false)
}

fn time(element: Element<'_>) -> Result<i64, Malformed> {
    let time = Time::from_der(element.whole)?;
    Ok(i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX))
}

fn scope(field: Element<'_>) -> Result<Scope, Malformed> {
    let mut scope = Scope::All;
    for extension in Elements::sequence(field.value)?.all(64)? {
        let mut parts = extension.inside(Tag::Sequence)?;
        let oid = parts.next()?.oid()?;
        let critical = parts.optional(Tag::Boolean)?.is_some_and(|flag| flag.value != [0]);
        let value = parts.next()?.octets()?;
        match oid {
            ISSUING_DISTRIBUTION_POINT => scope = distribution(value)?,
            DELTA_CRL_INDICATOR => return Ok(Scope::Unsupported),
            _ if critical => return Ok(Scope::Unsupported),
            _ => {}
        }
    }
    Ok(scope)
}

/// `IssuingDistributionPoint` (5.2.5). The name of the point itself is the address the list came from.
fn distribution(value: &[u8]) -> Result<Scope, Malformed> {
    let mut scope = Scope::All;
    for field in Elements::sequence(value)?.all(8)? {
        let set = field.value != [0];
        scope = match field.tag {
            Tag::ContextSpecific { number: TagNumber::N0, .. } => scope,
            Tag::ContextSpecific { number: TagNumber::N1, .. } if set => Scope::Users,
            Tag::ContextSpecific { number: TagNumber::N2, .. } if set => Scope::Authorities,
            _ if !set => scope,
            _ => return Ok(Scope::Unsupported),
        };
    }
    Ok(scope)
}
