//! Asking services over HTTP: short answers, limits on everything, no proxy of the environment.
//!
//! There is no TLS: timestamps, OCSP answers and CRLs are signed themselves and are published over plain HTTP (RFC 5280, 8).

use std::fmt;
use std::time::Duration;

use ureq::{Agent, Error};

use super::error::HttpError;

/// How long to wait and how much to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Time for a connection.
    pub connect: Duration,
    /// Time for question and answer together.
    pub whole: Duration,
    /// The largest answer, bytes.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), whole: Duration::from_secs(30), bytes: 10 << 20 }
    }
}

/// The way to timestamp authorities, OCSP responders and lists. May be shared by threads.
#[derive(Clone)]
pub struct Http {
    agent: Agent,
    limits: Limits,
}

impl fmt::Debug for Http {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Http").field("limits", &self.limits).finish_non_exhaustive()
    }
}

impl Default for Http {
    fn default() -> Self {
        Self::new(Limits::default())
    }
}

impl Http {
    /// Nothing is sent yet.
    pub fn new(limits: Limits) -> Self {
        let config = Agent::config_builder()
            .proxy(None)
            .http_status_as_error(false)
            .max_redirects(3)
            .max_redirects_will_error(true)
            .max_idle_connections(0)
            .timeout_connect(Some(limits.connect))
            .timeout_global(Some(limits.whole))
            .user_agent(concat!("vanthu/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { agent: config.into(), limits }
    }

    /// Fetches a list or a certificate. Tried twice: fetching changes nothing.
    ///
    /// # Errors
    /// [`HttpError`].
    pub(super) fn get(&self, url: &str) -> Result<Vec<u8>, HttpError> {
        check(url)?;
        twice(is_transport, || {
            let response = self.agent.get(url).call().map_err(|error| explain(url, &error))?;
            self.body(url, response, &[])
        })
    }

    /// Puts a question of type `sent`; the answer must be of a type in `wanted`. A question that left is not put again (an authority may count
    /// timestamps), one that did not is tried twice.
    ///
    /// # Errors
    /// [`HttpError`].
    pub(super) fn post(&self, url: &str, question: &[u8], sent: &str, wanted: &[&str]) -> Result<Vec<u8>, HttpError> {
        check(url)?;
        twice(is_unsent, || {
            let response = self
                .agent
                .post(url)
                .header("content-type", sent)
                .send(question)
                .map_err(|error| explain(url, &error))?;
            self.body(url, response, wanted)
        })
    }

    fn body(
        &self,
        url: &str,
        response: ureq::http::Response<ureq::Body>,
        wanted: &[&str],
    ) -> Result<Vec<u8>, HttpError> {
        let status = response.status().as_u16();
        if !(200..300).contains(&status) {
            return Err(HttpError::Status { url: url.to_owned(), status });
        }
        let kind = response.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if kind == "text/html" || kind == "application/xhtml+xml" {
            return Err(HttpError::WebPage(url.to_owned()));
        }
        if !wanted.is_empty() && !wanted.contains(&kind.as_str()) {
            return Err(HttpError::ContentType { url: url.to_owned(), got: kind.chars().take(80).collect() });
        }
        let bytes = response
            .into_body()
            .into_with_config()
            .limit(self.limits.bytes)
            .read_to_vec()
            .map_err(|error| explain(url, &error))?;
        if bytes.first() == Some(&b'<') {
            return Err(HttpError::WebPage(url.to_owned()));
        }
        Ok(bytes)
    }
}

fn check(url: &str) -> Result<(), HttpError> {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        Some("http") => Ok(()),
        Some("https") => Err(HttpError::NeedsTls(url.to_owned())),
        _ => Err(HttpError::Address(url.to_owned())),
    }
}

fn twice<T>(again: fn(&HttpError) -> bool, mut ask: impl FnMut() -> Result<T, HttpError>) -> Result<T, HttpError> {
    match ask() {
        Err(error) if again(&error) => ask(),
        done => done,
    }
}

/// The connection failed or broke; a wait that was in vain is not repeated.
fn is_transport(error: &HttpError) -> bool {
    matches!(error, HttpError::Unreachable { .. } | HttpError::Status { status: 502..=504, .. })
}

/// No connection came about.
fn is_unsent(error: &HttpError) -> bool {
    matches!(error, HttpError::Unreachable { sent: false, .. })
}

fn explain(url: &str, error: &Error) -> HttpError {
    let url = url.to_owned();
    match error {
        Error::Timeout(_) => HttpError::Timeout(url),
        Error::BodyExceedsLimit(_) => HttpError::TooLarge(url),
        Error::BadUri(_) | Error::Http(_) => HttpError::Address(url),
        Error::Tls(_) => HttpError::NeedsTls(url),
        Error::HostNotFound | Error::ConnectionFailed => {
            HttpError::Unreachable { url, why: error.to_string(), sent: false }
        }
        Error::Io(io) => {
            use std::io::ErrorKind::{ConnectionRefused, HostUnreachable, NetworkUnreachable, TimedOut};
            match io.kind() {
                TimedOut => HttpError::Timeout(url),
                kind => {
                    let sent = !matches!(kind, ConnectionRefused | HostUnreachable | NetworkUnreachable);
                    HttpError::Unreachable { url, why: io.to_string(), sent }
                }
            }
        }
        other => HttpError::Unreachable { url, why: other.to_string(), sent: true },
    }
}
