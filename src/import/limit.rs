//! How much an import takes, in one table: each cap with the message that names it and says what to do.

use std::fmt;

use thiserror::Error;

/// A cap on what is read from a foreign file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Limit {
    /// Bytes of the file.
    File,
    /// Bytes of one part of a spreadsheet file, unpacked.
    UnpackedPart,
    /// Bytes of all parts of a spreadsheet file, unpacked.
    UnpackedAll,
    /// Bytes of a spreadsheet's common texts, unpacked: all of them are held at once.
    SharedStrings,
    /// Parts of a spreadsheet file.
    Parts,
    /// Cells of a table.
    Cells,
    /// Rows of a table: as many as a spreadsheet has.
    Rows,
    /// Columns of a table.
    Columns,
    /// Bytes of one cell.
    Cell,
    /// Levels of lists and objects inside each other in JSON.
    JsonDepth,
    /// Attributes, links or rows that one import brings.
    Entries,
    /// Problems that are listed one by one.
    Problems,
}

impl Limit {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::File,
        Self::UnpackedPart,
        Self::UnpackedAll,
        Self::SharedStrings,
        Self::Parts,
        Self::Cells,
        Self::Rows,
        Self::Columns,
        Self::Cell,
        Self::JsonDepth,
        Self::Entries,
        Self::Problems,
    ];

    /// The most that is taken.
    pub const fn most(self) -> u64 {
        const MIB: u64 = 1024 * 1024;
        match self {
            Self::File => 64 * MIB,
            Self::UnpackedPart => 256 * MIB,
            Self::UnpackedAll => 512 * MIB,
            Self::SharedStrings => 96 * MIB,
            Self::Parts => 4096,
            Self::Cells => 2_000_000,
            Self::Rows => 1_048_576,
            Self::Columns => 500,
            Self::Cell => MIB,
            Self::JsonDepth => 64,
            Self::Entries => 200_000,
            Self::Problems => 10_000,
        }
    }

    /// Whether `found` is within the cap.
    ///
    /// # Errors
    ///
    /// [`TooMuch`], whose text is for the person, if it is not.
    pub fn check(self, found: u64) -> Result<(), TooMuch> {
        if found > self.most() {
            Err(TooMuch { limit: self })
        } else {
            Ok(())
        }
    }
}

/// That a file goes beyond a cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub struct TooMuch {
    /// Which cap.
    pub limit: Limit,
}

impl fmt::Display for TooMuch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let most = self.limit.most();
        let mib = most / (1024 * 1024);
        match self.limit {
            Limit::File => write!(
                f,
                "the file is larger than {mib} MB, the most that is imported: split it, or leave out what is not mapping"
            ),
            Limit::UnpackedPart => write!(
                f,
                "a part of the spreadsheet unpacks to more than {mib} MB: copy the mapping alone into a new spreadsheet"
            ),
            Limit::UnpackedAll => write!(
                f,
                "the spreadsheet unpacks to more than {mib} MB in all: copy the mapping alone into a new spreadsheet"
            ),
            Limit::SharedStrings => write!(
                f,
                "the texts of the spreadsheet unpack to more than {mib} MB: copy the mapping alone into a new spreadsheet"
            ),
            Limit::Parts => write!(
                f,
                "the spreadsheet file has more than {most} parts: copy the mapping alone into a new spreadsheet"
            ),
            Limit::Cells => write!(
                f,
                "the table has more than {most} cells: keep the columns that belong to the mapping"
            ),
            Limit::Rows => write!(f, "the table has more than {most} rows: split the file"),
            Limit::Columns => write!(
                f,
                "the table has more than {most} columns: keep the columns that belong to the mapping"
            ),
            Limit::Cell => write!(
                f,
                "a cell holds more than {mib} MB: a quotation mark may not be closed"
            ),
            Limit::JsonDepth => write!(
                f,
                "the JSON has more than {most} levels inside each other: this is no schema"
            ),
            Limit::Entries => write!(
                f,
                "the file brings more than {most} entries: split it and import the parts one after the other"
            ),
            Limit::Problems => write!(
                f,
                "more than {most} problems: the rest is not listed; correct the first ones and import again"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_cap_has_a_message_of_its_own_that_names_it() {
        let mut texts = BTreeSet::new();
        for limit in Limit::ALL {
            assert_eq!(limit.check(limit.most()), Ok(()));
            let error = limit.check(limit.most() + 1).unwrap_err();
            let text = error.to_string();
            let named = [limit.most(), limit.most() / (1024 * 1024)]
                .iter()
                .any(|number| text.contains(&number.to_string()));
            assert!(named, "{text}");
            assert!(texts.insert(text));
        }
    }
}
