//! What an export would look like: its first lines and what there is to say of the whole.

use std::io::{self, Write};

use super::csv::Written;
use super::{Request, write};
use crate::model::Project;
use crate::rows::Reference;

/// The beginning of an export, and what was counted over all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// The first lines, without their ends and without a byte order mark; very long ones are cut.
    pub lines: Vec<String>,
    /// Whether the export goes on after them.
    pub goes_on: bool,
    /// The size of the whole export in bytes.
    pub num_bytes: usize,
    /// What was written, counted over the whole export.
    pub written: Written,
}

/// Characters after which a line of the preview is cut: more than any window shows.
const LINE_LENGTH: usize = 600;

/// Writes an export into nothing and keeps its first lines, `num_lines` at most.
///
/// # Errors
///
/// None of its own: what it writes to never fails.
pub fn preview(
    project: &Project,
    request: Request,
    reference: &dyn Reference,
    num_lines: usize,
) -> io::Result<Preview> {
    let mut head = Head {
        room: num_lines.saturating_mul(4 * LINE_LENGTH),
        bytes: Vec::new(),
        num_bytes: 0,
    };
    let written = write(project, request, reference, &mut head)?;
    let text = String::from_utf8_lossy(&head.bytes);
    let mut rest = text.trim_start_matches('\u{feff}').lines();
    let lines: Vec<String> = rest
        .by_ref()
        .take(num_lines)
        .map(|line| cut(line).to_owned())
        .collect();
    Ok(Preview {
        lines,
        goes_on: rest.next().is_some() || head.num_bytes > head.bytes.len(),
        num_bytes: head.num_bytes,
        written,
    })
}

fn cut(line: &str) -> &str {
    line.char_indices()
        .nth(LINE_LENGTH)
        .and_then(|(end, _)| line.get(..end))
        .unwrap_or(line)
}

/// Keeps the first bytes and counts the others.
struct Head {
    room: usize,
    bytes: Vec<u8>,
    num_bytes: usize,
}

impl Write for Head {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.num_bytes += buffer.len();
        let room = self.room.saturating_sub(self.bytes.len());
        let kept = buffer.get(..room.min(buffer.len())).unwrap_or_default();
        self.bytes.extend_from_slice(kept);
        Ok(buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{reference, reference_project};
    use crate::export::Format;
    use crate::export::csv::Delimiter;

    #[test]
    fn shows_how_the_export_begins_and_how_large_it_is() {
        let project = reference_project();
        for format in [
            Format::Csv,
            Format::CsvSafe(Delimiter::Semicolon),
            Format::Markdown,
        ] {
            let mut bytes = Vec::new();
            let written = super::write(&project, format, reference(), &mut bytes).unwrap();
            let seen = preview(&project, format.into(), reference(), 5).unwrap();
            let whole = String::from_utf8(bytes).unwrap();
            let first = whole.trim_start_matches('\u{feff}').lines().next().unwrap();
            assert_eq!(seen.lines.len(), 5);
            assert_eq!(seen.lines[0], first);
            assert!(seen.goes_on);
            assert_eq!((seen.num_bytes, seen.written), (whole.len(), written));
        }
    }

    #[test]
    fn all_of_a_short_export_is_shown() {
        let seen = preview(
            &crate::model::Project::default(),
            Format::Csv.into(),
            reference(),
            40,
        )
        .unwrap();
        assert_eq!(seen.lines.len(), 1);
        assert!(!seen.goes_on);
    }
}
