//! Reading files of users and of what the target holds, off the frame.

use std::path::Path;
use std::sync::Arc;

use crate::pilot::Samples;
use crate::pilot::users::{self, UserProblem};
use crate::store;

/// The most bytes of a file of users that the window reads; the command line reads any number row by row.
const MAX_USERS_BYTES: u64 = 64 << 20;
/// The most bytes of a file that says what the target holds.
const MAX_TARGET_BYTES: u64 = 64 << 20;

/// Users that were read, and what is wrong with single rows.
#[derive(Clone, Debug)]
pub struct ReadSamples {
    /// The users.
    pub samples: Arc<Samples>,
    /// Rows that were left out.
    pub problems: Vec<UserProblem>,
}

/// Reads sample users.
///
/// # Errors
///
/// What is wrong and what to do, in words.
pub fn read_samples(path: &Path) -> Result<ReadSamples, String> {
    let bytes = store::read_input(path, MAX_USERS_BYTES).map_err(|error| match error {
        store::InputError::TooLarge { .. } => format!(
            "{error}; the command line runs a file of any size: crosswalk-cli pilot PROJECT --users FILE"
        ),
        error => error.to_string(),
    })?;
    let (samples, problems) =
        users::read_users(&bytes).map_err(|error| format!("{error}: {path:?}"))?;
    Ok(ReadSamples {
        samples: Arc::new(samples),
        problems,
    })
}

/// Reads what the target holds; it is understood once the mapping is known.
///
/// # Errors
///
/// What is wrong and what to do, in words.
pub fn read_target(path: &Path) -> Result<Vec<u8>, String> {
    store::read_input(path, MAX_TARGET_BYTES).map_err(|error| error.to_string())
}

/// Whether a file is a SCIM list response: what a target holds, and no users of Entra ID.
pub fn holds_target(path: &Path) -> bool {
    store::read_input(path, MAX_TARGET_BYTES).is_ok_and(|bytes| is_list_response(&bytes))
}

fn is_list_response(bytes: &[u8]) -> bool {
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct ListResponse {
        #[serde(default, alias = "resources")]
        resources: Option<serde::de::IgnoredAny>,
    }
    // A list would be read into the members one by one.
    let is_object = bytes.trim_ascii_start().starts_with(b"{");
    is_object
        && serde_json::from_slice(bytes).is_ok_and(|list: ListResponse| list.resources.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_response_is_told_from_users() {
        assert!(is_list_response(b"{\"totalResults\":0,\"Resources\":[]}"));
        assert!(!is_list_response(b"{\"users\":[]}"));
        assert!(!is_list_response(b"[{\"mail\":\"x\"}]"));
        assert!(!is_list_response(b"a,b"));
    }
}
