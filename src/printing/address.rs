//! The address of a printer: what is accepted, and the one way in which it is written into the journal.

use ipp::prelude::Uri;

use crate::diag::Text;

/// Far below what an IPP value can hold, so that a request can always be made of it.
const LONGEST: usize = 800;

/// Where a printer or a CUPS server answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    uri: Uri,
    shown: String,
    http: String,
}

impl Address {
    /// Reads `ipp://host:631/ipp/print` or the same with `http`.
    ///
    /// # Errors
    /// With what to write instead.
    pub fn parse(text: &str) -> Result<Self, Text> {
        let form = || {
            Text::new(
                "viết như ipp://192.168.1.20/ipp/print; xem các máy in của CUPS bằng `vanthu print --list`",
                "write it like ipp://192.168.1.20/ipp/print; `vanthu print --list` shows the printers of CUPS",
            )
        };
        let uri: Uri = text.trim().parse().map_err(|_| form())?;
        let default_port = match uri.scheme_str() {
            Some("ipp") => 631,
            Some("http") => 80,
            Some("ipps" | "https") => {
                // A printer's certificate is nearly always its own; accepting any of them would protect nothing.
                return Err(Text::new(
                    "bản này chưa in qua kết nối mã hóa (ipps); dùng ipp://, hoặc thêm máy in vào CUPS rồi in qua CUPS",
                    "this build does not print over TLS (ipps); use ipp://, or add the printer to CUPS and print through it",
                ));
            }
            _ => return Err(form()),
        };
        let Some(authority) = uri.authority() else { return Err(form()) };
        if authority.as_str().contains('@') {
            return Err(Text::new(
                "không ghi tên và mật khẩu trong địa chỉ: vanthu không đăng nhập vào máy in",
                "no name and password in the address: vanthu does not log in to printers",
            ));
        }
        if text.len() > LONGEST || authority.host().is_empty() {
            return Err(form());
        }
        let port = authority.port_u16().unwrap_or(default_port);
        let tail = format!("{}:{port}{}", authority.host().to_ascii_lowercase(), uri.path());
        let shown = format!("ipp://{tail}");
        Ok(Self { uri: shown.parse().map_err(|_| form())?, shown, http: format!("http://{tail}") })
    }

    /// The address as an IPP request names it.
    pub fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The address that HTTP requests go to.
    pub fn http(&self) -> &str {
        &self.http
    }

    /// The one form in which it is shown and kept: the scheme `ipp`, the port always there.
    pub fn as_str(&self) -> &str {
        &self.shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_printer_has_one_name() {
        let shown = |text: &str| Address::parse(text).map(|a| a.as_str().to_owned());
        assert_eq!(shown("ipp://May-In/ipp/print").as_deref(), Ok("ipp://may-in:631/ipp/print"));
        assert_eq!(shown("http://may-in:631/ipp/print").as_deref(), Ok("ipp://may-in:631/ipp/print"));
        assert_eq!(shown("ipp://[::1]:8631/x").as_deref(), Ok("ipp://[::1]:8631/x"));
        assert_eq!(Address::parse("http://may-in/x").expect("an address").http(), "http://may-in:80/x");
    }

    #[test]
    fn what_cannot_be_used_is_refused() {
        for text in
            ["may-in", "lpd://may-in/x", "ipps://may-in/x", "https://may-in/", "ipp://a:b@may-in/", "", "ipp:///x"]
        {
            assert!(Address::parse(text).is_err(), "{text}");
        }
    }
}
