//! With what key, picture and services is signed: of `sign`, and of `batch --sign`.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::context::Context;
use super::{args, input};
use crate::crypto::{Certificate, Http, Key, Limits, Secret, check_signer, open_pkcs12, open_token, order_chain};
use crate::diag::{Problem, Text};
use crate::signing::{Job, Level, Picture, Role, Wish, parse_place, read_picture};
use crate::typeset::Fonts;

/// Everything that a job borrows.
pub struct Signer {
    key: Box<dyn Key>,
    role: Role,
    level: Level,
    wish: Wish,
    issuers: Vec<Certificate>,
    authority: Option<String>,
    http: Http,
    picture: Option<Picture>,
    words: Option<String>,
    reason: Option<String>,
    fonts: Fonts,
}

impl Signer {
    /// Reads the options, the pictures and, last, the key, whose PIN is asked for once; `None` when the report says why not.
    pub fn open(matches: &ArgMatches, role: Role, context: &mut Context) -> Option<Self> {
        let level = Level::from_word(args::word(matches, "level"))?;
        let word = |name: &str| matches.try_get_one::<String>(name).ok().flatten().cloned();
        let authority = word("tsa");
        if level.needs_authority() && authority.is_none() {
            let detail = Text::new(
                format!("mức {} cần dấu thời gian: thêm --tsa URL", level.word()),
                format!("level {} needs a timestamp: add --tsa URL", level.word()),
            );
            context.report.push(Problem::Option { detail }, None);
        }
        if !level.needs_authority() && authority.is_some() {
            let detail = Text::new(
                "--tsa chỉ dùng cho mức b-t trở lên: thêm --level b-t",
                "--tsa is for level b-t and above: add --level b-t",
            );
            context.report.push(Problem::Option { detail }, None);
        }
        let wish = wish(matches, &word, context);
        let picture = picture(matches, role, context);
        let issuers = issuers(matches, context);
        let fonts = context.fonts();
        if context.report.has_errors() {
            return None;
        }
        let key = key(matches, context)?;
        let issuers = issuers?;
        let chain: Vec<Certificate> = key.issuers().iter().chain(&issuers).cloned().collect();
        if let Err(error) = check_signer(key.certificate(), &chain, now()) {
            context.report.push(Problem::SigningKey { why: error.wording() }, None);
            return None;
        }
        if order_chain(key.certificate(), &chain).is_empty() && !key.certificate().is_self_issued() {
            let subject = key.certificate().subject().to_owned();
            context.report.push(Problem::ChainIncomplete { subject }, None);
        }
        Some(Self {
            key,
            role,
            level,
            wish: wish?,
            issuers,
            authority,
            http: Http::new(Limits::default()),
            picture: picture?,
            words: word("text"),
            reason: word("reason"),
            fonts: fonts?,
        })
    }

    /// The job that is done to each file.
    pub fn job(&self) -> Job<'_> {
        Job {
            role: self.role,
            wish: self.wish.clone(),
            level: self.level,
            key: self.key.as_ref(),
            issuers: &self.issuers,
            authority: self.authority.as_deref(),
            http: &self.http,
            picture: self.picture.as_ref(),
            words: self.words.as_deref(),
            face: self.fonts.faces().regular,
            reason: self.reason.as_deref(),
            now: &now,
        }
    }

    /// As whom it signs.
    pub fn role(&self) -> Role {
        self.role
    }

    /// At which level it signs.
    pub fn level(&self) -> Level {
        self.level
    }
}

/// The time of signing, seconds since 1970-01-01 UTC.
#[allow(clippy::disallowed_methods)] // A document never depends on the day it is made; a signature does.
pub fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |time| i64::try_from(time.as_secs()).unwrap_or(i64::MAX))
}

fn wish(matches: &ArgMatches, word: &dyn Fn(&str) -> Option<String>, context: &mut Context) -> Option<Wish> {
    let at = match word("at") {
        None => None,
        Some(text) => match parse_place(&text) {
            Some(place) => Some(place),
            None => {
                let detail = Text::new(
                    format!("--at {text}: viết TRANG,X,Y,RỘNG,CAO (mm từ góc trên bên trái), như 2,120,60,45,30"),
                    format!("--at {text}: write PAGE,X,Y,W,H (mm from the top left), such as 2,120,60,45,30"),
                );
                context.report.push(Problem::Option { detail }, None);
                return None;
            }
        },
    };
    Some(Wish {
        at,
        above: word("find"),
        nth: matches.get_one::<u32>("signer").copied(),
        diameter: matches.get_one::<f64>("diameter").copied(),
    })
}

/// The picture of the role, if the user gave one; none when the report says why it is refused.
#[allow(clippy::option_option)] // Not given, and refused, are different.
fn picture(matches: &ArgMatches, role: Role, context: &mut Context) -> Option<Option<Picture>> {
    let Some(path) = args::path(matches, "image") else {
        if role.has_picture() {
            context.report.push(Problem::NoPicture { clause: role.clause() }, None);
        }
        return Some(None);
    };
    if !role.has_picture() {
        let detail = Text::new(
            format!("vai trò {}: chỉ có một dòng chữ, không có hình (bỏ --image)", role.word()),
            format!("role {}: a line of text and no picture (leave --image out)", role.word()),
        );
        context.report.push(Problem::Option { detail }, None);
        return None;
    }
    let bytes = input::read_file(path, context)?;
    match read_picture(&bytes, role) {
        Ok(picture) => Some(Some(picture)),
        Err(error) => {
            let path = path.display().to_string();
            context.report.push(Problem::Picture { path, why: error.wording(), clause: role.clause() }, None);
            None
        }
    }
}

fn issuers(matches: &ArgMatches, context: &mut Context) -> Option<Vec<Certificate>> {
    let mut all = Vec::new();
    for path in matches.get_many::<PathBuf>("chain").into_iter().flatten() {
        all.extend(certificates(path, context)?);
    }
    Some(all)
}

/// The certificates of a file; `None` when the report says why not.
pub fn certificates(path: &Path, context: &mut Context) -> Option<Vec<Certificate>> {
    let bytes = input::read_file(path, context)?;
    match Certificate::from_pem_or_der_many(&bytes) {
        Ok(certificates) => Some(certificates),
        Err(error) => {
            let problem = Problem::CannotRead { path: path.display().to_string(), why: error.wording() };
            context.report.push(problem, None);
            None
        }
    }
}

fn key(matches: &ArgMatches, context: &mut Context) -> Option<Box<dyn Key>> {
    let opened = if let Some(module) = args::path(matches, "pkcs11") {
        let label = matches.get_one::<String>("key").map(String::as_str);
        let pin = secret(matches, true, context)?;
        if pin.is_empty() {
            // It would cost one of the token's tries.
            let why = Text::new("chưa nhập mã PIN", "no PIN was typed");
            context.report.push(Problem::NoPin { why }, None);
            return None;
        }
        open_token(module, args::word(matches, "token"), label, &pin).map(|key| Box::new(key) as Box<dyn Key>)
    } else {
        let path = args::path(matches, "p12")?;
        let bytes = input::read_file(path, context)?;
        let password = secret(matches, false, context)?;
        open_pkcs12(&bytes, &password).map(|key| Box::new(key) as Box<dyn Key>)
    };
    opened.map_err(|error| context.report.push(Problem::SigningKey { why: error.wording() }, None)).ok()
}

/// The PIN: from where the user says, else from the keyboard. It is never an argument, which other users of the machine can see.
fn secret(matches: &ArgMatches, token: bool, context: &mut Context) -> Option<Secret> {
    let fail = |why: Text, context: &mut Context| {
        context.report.push(Problem::NoPin { why }, None);
        None
    };
    if let Some(name) = matches.get_one::<String>("pin-env") {
        return match std::env::var(name) {
            Ok(text) => Some(Secret::new(text)),
            Err(_) => fail(
                Text::new(
                    format!("biến môi trường {name} không có, hoặc không phải chữ UTF-8"),
                    format!("the environment variable {name} is not set, or is not UTF-8"),
                ),
                context,
            ),
        };
    }
    if let Some(fd) = matches.get_one::<u32>("pin-fd") {
        return match from_descriptor(*fd) {
            Ok(secret) => Some(secret),
            Err(error) => {
                let why = Text::of_io(&error);
                fail(Text::new(format!("--pin-fd {fd}: {}", why.vi), format!("--pin-fd {fd}: {}", why.en)), context)
            }
        };
    }
    let prompt = if token {
        context.text("Mã PIN của thiết bị: ", "PIN of the token: ")
    } else {
        context.text("Mật khẩu của tệp khóa: ", "Password of the key file: ")
    };
    match rpassword::prompt_password(prompt) {
        Ok(text) => Some(Secret::new(text)),
        Err(_) => fail(
            Text::new(
                "không hỏi được mật khẩu vì không có bàn phím; dùng --pin-env hoặc --pin-fd",
                "there is no terminal to ask for the password; use --pin-env or --pin-fd",
            ),
            context,
        ),
    }
}

/// What stands at a file descriptor, without the end of its line.
#[cfg(unix)]
fn from_descriptor(fd: u32) -> std::io::Result<Secret> {
    use std::io::Read;

    use zeroize::Zeroizing;

    const LONGEST: usize = 1024;
    // As large as it can get: a buffer that grows leaves copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST + 1));
    std::fs::File::open(format!("/dev/fd/{fd}"))?.take(LONGEST as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > LONGEST {
        return Err(std::io::ErrorKind::FileTooLarge.into());
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| std::io::ErrorKind::InvalidData)?;
    Ok(Secret::new(text.trim_end_matches(['\r', '\n']).to_owned()))
}

#[cfg(not(unix))]
fn from_descriptor(_fd: u32) -> std::io::Result<Secret> {
    Err(std::io::ErrorKind::Unsupported.into())
}
