//! What stands in a recovery file: one line about the work, then the bytes of a project file.
//!
//! Without its first line it is a project file, so a person can rescue it with a text editor too.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Origin;
use crate::model::Project;
use crate::store::error::ReadError;
use crate::store::read::read;
use crate::store::stamp::{FileStamp, hash};
use crate::store::verify::reads_back;
use crate::store::write::write;

const FORMAT: &str = "crosswalk-recovery";

/// Raised when an older program must not touch such a file.
const VERSION: u32 = 1;

/// The first line.
#[derive(Serialize, Deserialize)]
struct Header {
    format: String,
    version: u32,
    /// When it was written.
    written: Timestamp,
    /// A hash of the bytes behind the line: what was cut off or zeroed is noticed even where it still reads.
    content: String,
    /// The file it belongs to; none if it never had one.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<PathBuf>,
    /// The file itself, links followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<PathBuf>,
    /// What the file held when work on it began.
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<String>,
}

/// What a recovery file holds.
pub(super) struct Held {
    pub(super) project: Project,
    pub(super) written: Timestamp,
    pub(super) origin: Option<Origin>,
}

/// Why a recovery file cannot be used.
#[derive(Debug, Error)]
pub(super) enum Unusable {
    /// A newer program wrote it; it is left for that.
    #[error("a newer version of this program wrote it")]
    Newer,
    /// It is damaged.
    #[error("{0}")]
    Broken(&'static str),
    /// What it holds is no project.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// The bytes of a recovery file.
///
/// # Errors
///
/// In what way the text would not read back as the project, which is a defect.
pub(super) fn text(
    project: &Project,
    origin: Option<&Origin>,
    written: Timestamp,
) -> Result<Vec<u8>, String> {
    let document = write(project);
    reads_back(project, &document)?;
    // A path that is no Unicode text cannot stand in JSON: then the work is kept as if it had no file.
    let origin = origin.filter(|origin| {
        let is_text = |path: &Path| path.to_str().is_some();
        is_text(&origin.path) && is_text(origin.base.place())
    });
    let header = Header {
        format: FORMAT.to_owned(),
        version: VERSION,
        written,
        content: content(&document),
        path: origin.map(|origin| origin.path.clone()),
        place: origin.map(|origin| origin.base.place().to_owned()),
        base: origin.map(|origin| origin.base.content()),
    };
    let mut bytes = serde_json::to_vec(&header).map_err(|error| error.to_string())?;
    bytes.push(b'\n');
    bytes.extend_from_slice(&document);
    Ok(bytes)
}

/// Reads what [`text`] writes.
pub(super) fn read_held(bytes: &[u8]) -> Result<Held, Unusable> {
    let end = bytes
        .iter()
        .position(|byte| *byte == b'\n')
        .ok_or(Unusable::Broken("it is cut off"))?;
    let (line, document) = bytes.split_at(end);
    let document = document.get(1..).unwrap_or_default();
    let header: Header = match serde_json::from_slice(line) {
        Ok(header) => header,
        // A newer program may have other members; its version tells.
        Err(_) if newer(line) => return Err(Unusable::Newer),
        Err(_) => return Err(Unusable::Broken("its first line cannot be read")),
    };
    if header.format != FORMAT {
        return Err(Unusable::Broken("it holds something else"));
    }
    if header.version > VERSION {
        return Err(Unusable::Newer);
    }
    if header.content != content(document) {
        return Err(Unusable::Broken("it is cut off or damaged"));
    }
    let origin = match (header.path, header.place, header.base) {
        (Some(path), Some(place), Some(base)) => {
            FileStamp::recalled(&base, place).map(|base| Origin { path, base })
        }
        _ => None,
    };
    Ok(Held {
        project: read(document)?.project,
        written: header.written,
        origin,
    })
}

fn content(document: &[u8]) -> String {
    format!("{:032x}", hash(document))
}

fn newer(line: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Version {
        format: String,
        version: u32,
    }
    serde_json::from_slice(line)
        .is_ok_and(|found: Version| found.format == FORMAT && found.version > VERSION)
}
