//! Driver, token and login.

use std::path::Path;

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::mechanism::MechanismType;
use cryptoki::session::{Session, UserType};
use cryptoki::slot::Slot;
use cryptoki::types::AuthPin;

use super::super::error::{PinTries, TokenError};
use super::super::secret::Secret;

/// A loaded PKCS#11 module.
pub(super) struct Driver(Pkcs11);

/// What an error of the driver means.
pub(super) fn explain(error: &Error) -> TokenError {
    match error {
        Error::Pkcs11(RvError::PinLocked, _) => TokenError::PinLocked,
        Error::Pkcs11(RvError::PinIncorrect | RvError::PinInvalid | RvError::PinLenRange, _) => {
            TokenError::WrongPin(PinTries::Unknown)
        }
        Error::Pkcs11(RvError::UserPinNotInitialized | RvError::PinExpired, _) => TokenError::PinNotReady,
        Error::Pkcs11(
            RvError::DeviceRemoved
            | RvError::TokenNotPresent
            | RvError::SessionHandleInvalid
            | RvError::SessionClosed
            | RvError::UserNotLoggedIn
            | RvError::DeviceError,
            _,
        ) => TokenError::Gone,
        // The crate's text is long; its name is what a search finds.
        Error::Pkcs11(code, function) => TokenError::Failed(format!("{function:?}: {code:?}")),
        other => TokenError::Failed(other.to_string()),
    }
}

impl Driver {
    /// Loads and starts a module.
    pub fn load(path: &Path) -> Result<Self, TokenError> {
        if !path.is_file() {
            return Err(TokenError::ModuleMissing(path.to_owned()));
        }
        let unusable = |error: Error| TokenError::ModuleUnusable { path: path.to_owned(), why: error.to_string() };
        let module = Pkcs11::new(path).map_err(unusable)?;
        match module.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
            Ok(()) | Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => Ok(Self(module)),
            Err(error) => Err(unusable(error)),
        }
    }

    /// The slot of the token with this label.
    pub fn slot(&self, label: &str) -> Result<Slot, TokenError> {
        let mut found = Vec::new();
        let mut slots = Vec::new();
        for slot in self.0.get_slots_with_initialized_token().map_err(|error| explain(&error))? {
            // A token that was taken out between two calls is not there.
            let Ok(info) = self.0.get_token_info(slot) else { continue };
            if info.label().trim_end() == label.trim_end() {
                slots.push(slot);
            }
            found.push(info.label().trim_end().to_owned());
        }
        match slots.as_slice() {
            [] => Err(TokenError::NoToken { wanted: label.to_owned(), found }),
            [one] => Ok(*one),
            _ => Err(TokenError::SeveralTokens(label.to_owned())),
        }
    }

    /// Opens a session and logs in, with one try.
    pub fn login(&self, slot: Slot, pin: &Secret) -> Result<Session, TokenError> {
        let before = self.0.get_token_info(slot).map_err(|error| explain(&error))?;
        if before.user_pin_locked() {
            return Err(TokenError::PinLocked);
        }
        if before.protected_authentication_path() {
            return Err(TokenError::OwnPinPad);
        }
        let session = self.0.open_ro_session(slot).map_err(|error| explain(&error))?;
        if !before.login_required() {
            return Ok(session);
        }
        // The crate keeps it in memory that is overwritten afterwards.
        let pin = AuthPin::new(pin.expose().into());
        match session.login(UserType::User, Some(&pin)) {
            Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => Ok(session),
            Err(error) => Err(match explain(&error) {
                TokenError::WrongPin(_) => TokenError::WrongPin(self.tries(slot)),
                other => other,
            }),
        }
    }

    /// What the token says after a wrong PIN.
    fn tries(&self, slot: Slot) -> PinTries {
        match self.0.get_token_info(slot) {
            Ok(info) if info.user_pin_locked() => PinTries::Locked,
            Ok(info) if info.user_pin_final_try() => PinTries::Last,
            Ok(info) if info.user_pin_count_low() => PinTries::Few,
            _ => PinTries::Unknown,
        }
    }

    /// What the token can do.
    pub fn mechanisms(&self, slot: Slot) -> Result<Vec<MechanismType>, TokenError> {
        self.0.get_mechanism_list(slot).map_err(|error| explain(&error))
    }
}
