//! The PKI that the tests share, and its services on loopback: all answers are made by `openssl`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use super::super::{Certificate, FileKey, Http, Limits, Secret, open_pkcs12};

pub const PASSWORD: &str = "matkhau";

/// A folder with keys and certificates, and a server for `/tsa`, `/ocsp` and the files.
pub struct Pki {
    folder: tempfile::TempDir,
    base: String,
}

/// Made once for all tests that run at the same time.
static SHARED: Mutex<Weak<Pki>> = Mutex::new(Weak::new());

/// Says that a test did not run because a tool is missing; where all tools must be there (`VANTHU_TOOLS`), that is a failure.
pub fn missing(tool: &str) {
    assert!(std::env::var_os("VANTHU_TOOLS").is_none(), "{tool} is missing");
    drop(writeln!(std::io::stderr(), "NOT RUN: {tool} is missing"));
}

/// The PKI; none on a machine without the tools that make it.
pub fn pki() -> Option<Arc<Pki>> {
    let mut shared = SHARED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(pki) = shared.upgrade() {
        return Some(pki);
    }
    for tool in ["openssl", "bash"] {
        if Command::new(tool).arg(if tool == "bash" { "--version" } else { "version" }).output().is_err() {
            missing(tool);
            return None;
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let made = Command::new("bash")
        .args(["-c", include_str!("pki.sh"), "pki.sh"])
        .args([folder.path().to_str().unwrap(), &base])
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let path = folder.path().to_owned();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let path = path.clone();
            std::thread::spawn(move || serve(&stream, &path));
        }
    });
    let pki = Arc::new(Pki { folder, base });
    *shared = Arc::downgrade(&pki);
    Some(pki)
}

impl Pki {
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}/{path}", self.base)
    }

    pub fn file(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    pub fn certificate(&self, name: &str) -> Certificate {
        Certificate::from_pem_or_der_many(&self.file(&format!("{name}.crt"))).unwrap().remove(0)
    }

    pub fn key(&self, name: &str) -> FileKey {
        open_pkcs12(&self.file(&format!("{name}.p12")), &Secret::new(PASSWORD.into())).unwrap()
    }

    /// Runs `openssl` in the folder and returns what it prints.
    pub fn openssl(&self, arguments: &str) -> Vec<u8> {
        openssl(self.folder.path(), arguments)
    }
}

pub fn openssl(folder: &Path, arguments: &str) -> Vec<u8> {
    let done = Command::new("openssl").args(arguments.split(' ')).current_dir(folder).output().unwrap();
    assert!(done.status.success(), "openssl {arguments}: {}", String::from_utf8_lossy(&done.stderr));
    done.stdout
}

/// Runs one test that is marked as ignored in a process of its own.
pub fn alone(test: &str, pki: &Pki) {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("crypto::tests::{test}"), "--ignored", "--nocapture"])
        .env("SOFTHSM2_CONF", pki.path("softhsm.conf"))
        .env("VANTHU_TEST_PKI", pki.path(""))
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&child.stdout);
    assert!(
        child.status.success() && printed.contains("1 passed"),
        "{printed}{}",
        String::from_utf8_lossy(&child.stderr)
    );
}

/// The folder, in such a process.
pub fn folder() -> PathBuf {
    std::env::var("VANTHU_TEST_PKI").unwrap().into()
}

pub fn http() -> Http {
    Http::new(Limits { connect: Duration::from_secs(10), whole: Duration::from_mins(2), bytes: 1 << 20 })
}

/// This machine's time, by `date`: the program itself has no clock.
pub fn now() -> i64 {
    let printed = Command::new("date").arg("+%s").output().unwrap().stdout;
    String::from_utf8(printed).unwrap().trim().parse().unwrap()
}

/// Reads one request: its path and body.
pub fn read_request(stream: &TcpStream) -> Option<(String, Vec<u8>)> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let path = line.split(' ').nth(1)?.trim_start_matches('/').to_owned();
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        if header.trim().is_empty() {
            break;
        }
        if let Some(value) = header.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((path, body))
}

pub fn answer(mut stream: &TcpStream, status: &str, kind: &str, body: &[u8]) {
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(&[head.as_bytes(), body].concat());
}

/// `openssl ts -reply`, one at a time: it keeps its serial number in a file, and gives up when that changes under it.
pub fn stamp(folder: &Path, command: &str) {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _held = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    openssl(folder, command);
}

fn serve(stream: &TcpStream, folder: &Path) {
    let Some((path, body)) = read_request(stream) else { return };
    let scratch = tempfile::tempdir().unwrap();
    let (question, reply) = (scratch.path().join("q"), scratch.path().join("r"));
    std::fs::write(&question, body).unwrap();
    let (question, reply) = (question.display(), reply.display());
    let kind = match path.as_str() {
        "tsa" => {
            stamp(folder, &format!("ts -reply -config tsa.cnf -queryfile {question} -out {reply}"));
            "application/timestamp-reply"
        }
        "ocsp" => {
            let made = format!(
                "ocsp -index index.txt -CA ica.crt -rsigner ocsp.crt -rkey ocsp.key -ndays 1 -reqin {question} -respout {reply}"
            );
            openssl(folder, &made);
            "application/ocsp-response"
        }
        name => {
            match std::fs::read(folder.join(name)) {
                Ok(bytes) => answer(stream, "200 OK", "application/octet-stream", &bytes),
                Err(_) => answer(stream, "404 Not Found", "text/plain", b""),
            }
            return;
        }
    };
    answer(stream, "200 OK", kind, &std::fs::read(scratch.path().join("r")).unwrap());
}

/// A server that gives every request the same answer, however long it takes.
pub fn liar(make: impl Fn(&[u8]) -> (&'static str, &'static str, Vec<u8>) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            if let Some((_, body)) = read_request(&stream) {
                let (status, kind, bytes) = make(&body);
                answer(&stream, status, kind, &bytes);
            }
        }
    });
    url
}
