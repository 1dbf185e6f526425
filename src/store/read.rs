//! The bytes of a file as a project.
//!
//! Pure: it opens no file. What does not fit but can be kept is a [`Problem`], not an error.

use std::borrow::Cow;

use super::assemble::{Assembled, assemble};
use super::dangling::dangling;
use super::error::ReadError;
use super::migrate::{STEPS, to_current};
use super::parts::Parts;
use super::problem::Problem;
use super::version::FormatVersion;
use super::{FORMAT, MAX_FILE_SIZE, VERSION_MEMBER};
use crate::json::{Fallible, JsonReader, Lines, Position};
use crate::model::Project;

/// What a file holds.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The project.
    pub project: Project,
    /// The version of the format that the file is written in.
    pub version: FormatVersion,
    /// Why it must not be saved, if so.
    pub read_only: Option<ReadOnly>,
    /// What does not fit, in file order.
    pub problems: Vec<Problem>,
}

/// Why a project that was opened must not be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// A newer program wrote it: what is shown may be incomplete or mean something else.
    NewerMajor {
        /// The version that a program needs to know.
        needed: FormatVersion,
    },
}

impl std::fmt::Display for ReadOnly {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NewerMajor { needed } => write!(
                f,
                "read-only: the file has format version {needed}, and this program knows {} at most; \
                 to change it, open it with a program that knows version {needed}",
                FormatVersion::CURRENT
            ),
        }
    }
}

/// Whether the beginning of a file, or all of it, says that it is a project; whether it can be read is another question.
pub fn is_project(beginning: &[u8]) -> bool {
    /// Where the member stands in every file that this program has written.
    const LOOKED_AT: usize = 64 * 1024;
    let head = beginning.get(..LOOKED_AT).unwrap_or(beginning);
    let text = String::from_utf8_lossy(head);
    let mut behind = text.split("\"format\"").skip(1);
    behind.any(|rest| {
        let value = rest.trim_start().strip_prefix(':').map(str::trim_start);
        let value = value.and_then(|value| value.strip_prefix('"'));
        value.is_some_and(|value| {
            let end = value.strip_prefix(FORMAT);
            end.is_some_and(|rest| rest.starts_with('"'))
        })
    })
}

/// Reads the bytes of a project file.
///
/// A byte order mark at the start is taken off.
///
/// # Errors
///
/// [`ReadError`] with the place and a remedy if the bytes are no project, or one that cannot be kept whole.
pub fn read(bytes: &[u8]) -> Result<Opened, ReadError> {
    let text = text_of(bytes)?;
    let version = header(text)?;
    let migrated = if version.major < FormatVersion::CURRENT.major {
        to_current(STEPS, text, version)?
    } else {
        Cow::Borrowed(text)
    };
    match assembled(&migrated, version) {
        Ok(assembled) => {
            let problems = problems(&assembled, &migrated);
            Ok(Opened {
                project: assembled.project,
                version,
                read_only: version
                    .is_newer_major()
                    .then_some(ReadOnly::NewerMajor { needed: version }),
                problems,
            })
        }
        // In a newer major version other shapes are to be expected: the remedy is another program, no text editor.
        Err(
            ReadError::WrongValue { .. }
            | ReadError::MissingMember { .. }
            | ReadError::MisplacedMember { .. },
        ) if version.is_newer_major() => Err(ReadError::NewerMajor {
            needed: version,
            known: FormatVersion::CURRENT,
        }),
        Err(error) => Err(error),
    }
}

/// Reads what [`write`](super::write()) made, without looking for problems.
pub(super) fn read_back(bytes: &[u8]) -> Result<Project, ReadError> {
    let text = text_of(bytes)?;
    let version = header(text)?;
    Ok(assembled(text, version)?.project)
}

fn assembled(text: &str, version: FormatVersion) -> Result<Assembled, ReadError> {
    let parts = Parts::read(text, version).map_err(|fault| ReadError::from_fault(fault, text))?;
    assemble(parts, text)
}

fn problems(assembled: &Assembled, text: &str) -> Vec<Problem> {
    let mut found = assembled.repeated.clone();
    found.extend(dangling(assembled));
    if found.is_empty() {
        return Vec::new();
    }
    found.sort_by_key(|(at, _)| *at);
    let lines = Lines::new(text.as_bytes());
    found
        .into_iter()
        .map(|(at, kind)| Problem {
            position: lines.position(text.as_bytes(), at),
            kind,
        })
        .collect()
}

/// The version that the bytes of a project file name; none if they are no project file.
pub(super) fn version_of(bytes: &[u8]) -> Option<FormatVersion> {
    header(text_of(bytes).ok()?).ok()
}

/// The bytes as text without a byte order mark.
fn text_of(bytes: &[u8]) -> Result<&str, ReadError> {
    let size = bytes.len() as u64;
    if size > MAX_FILE_SIZE {
        let limit = MAX_FILE_SIZE;
        return Err(ReadError::TooLarge { size, limit });
    }
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes.iter().all(|byte| *byte == 0) {
        return Err(ReadError::ZeroFilled(Position::of(bytes, 0)));
    }
    let is_utf16 = match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => true,
        // Without a mark, every other byte of plain UTF-16 is zero.
        [0, first, 0, second, ..] | [first, 0, second, 0, ..] => *first != 0 && *second != 0,
        _ => false,
    };
    if is_utf16 {
        return Err(ReadError::Utf16);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes)
        .map_err(|error| ReadError::NotUtf8(Position::of(bytes, error.valid_up_to())))
}

/// Reads as far as needed to know that this is a project, and its version.
fn header(text: &str) -> Result<FormatVersion, ReadError> {
    let mut reader = JsonReader::new(text, 0);
    let header = Header::read(&mut reader).map_err(|fault| ReadError::from_fault(fault, text))?;
    if header.format.as_deref() != Some(FORMAT) {
        return Err(header.not_a_project());
    }
    let Some((at, version)) = header.version else {
        return Err(ReadError::MissingMember {
            position: Position::of(text.as_bytes(), 0),
            name: VERSION_MEMBER,
        });
    };
    match FormatVersion::parse(&version) {
        Some(version) if version.major > 0 => Ok(version),
        _ => Err(ReadError::WrongValue {
            position: Position::of(text.as_bytes(), at),
            member: Some(VERSION_MEMBER.to_owned()),
            expected: format!("a version like \"{}\"", FormatVersion::CURRENT),
            found: format!("{version:?}"),
        }),
    }
}

/// What tells one JSON file from another.
#[derive(Default)]
struct Header<'t> {
    is_object: bool,
    is_list: bool,
    format: Option<Cow<'t, str>>,
    version: Option<(usize, Cow<'t, str>)>,
    other_names: Vec<Cow<'t, str>>,
}

impl<'t> Header<'t> {
    fn read(reader: &mut JsonReader<'t>) -> Fallible<Self> {
        let mut header = Self {
            is_object: reader.is_at_object(),
            is_list: reader.is_at_list(),
            ..Self::default()
        };
        if !header.is_object {
            reader.raw()?;
            reader.end()?;
            return Ok(header);
        }
        let mut more = reader.enter_object()?;
        while more {
            let name = reader.name()?;
            let at = reader.offset();
            let raw = reader.raw()?;
            let is_text = raw.starts_with('"');
            match &*name {
                "format" if is_text => header.format = Some(JsonReader::new(raw, 0).string()?),
                VERSION_MEMBER if is_text => {
                    header.version = Some((at, JsonReader::new(raw, 0).string()?));
                }
                _ => header.other_names.push(name),
            }
            if header.format.as_deref() == Some(FORMAT) && header.version.is_some() {
                return Ok(header);
            }
            more = reader.more_members()?;
        }
        reader.end()?;
        Ok(header)
    }

    fn not_a_project(&self) -> ReadError {
        let has = |name: &str| self.other_names.iter().any(|other| other == name);
        let (found, remedy) = if self.is_list {
            ("a JSON list", "import it if it holds sample users")
        } else if !self.is_object {
            ("a sole JSON value", "open another file")
        } else if has("synchronizationRules") || has("directories") {
            (
                "a provisioning schema of Entra ID",
                "import it into a project",
            )
        } else if has("Resources") || has("schemas") {
            ("a SCIM document", "import it into a project")
        } else if has("swagger") || has("openapi") {
            ("an API definition", "import it into a project")
        } else {
            (
                "JSON of another kind",
                "open a file whose member \"format\" is \"crosswalk-project\"",
            )
        };
        ReadError::NotAProject { found, remedy }
    }
}
