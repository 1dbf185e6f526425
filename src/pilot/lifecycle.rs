//! Where a user stands with Entra ID: assigned or not, enabled, deleted; and what that means for provisioning.

use super::sample::{Field, Sample};

/// The words of a users file that say where a user stands; they are not attributes of Entra ID, but for
/// `accountEnabled` and `IsSoftDeleted`.
pub const LIFECYCLE_WORDS: [&str; 5] = [
    "assigned",
    "accountEnabled",
    "softDeleted",
    "hardDeleted",
    "IsSoftDeleted",
];

/// Whether a user is deleted in Entra ID.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Deletion {
    /// It is not.
    #[default]
    None,
    /// In the recycle bin.
    Soft,
    /// Gone for good, 30 days later or by hand.
    Hard,
}

/// Where a user stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifecycle {
    /// Assigned to the application.
    pub assigned: bool,
    /// Not disabled.
    pub account_enabled: bool,
    /// Whether it is deleted.
    pub deletion: Deletion,
    /// `IsSoftDeleted` as the file gives it; none if it is to be computed.
    pub is_soft_deleted: Option<bool>,
}

impl Default for Lifecycle {
    /// A user like most: assigned and enabled.
    fn default() -> Self {
        Self {
            assigned: true,
            account_enabled: true,
            deletion: Deletion::None,
            is_soft_deleted: None,
        }
    }
}

/// Why Entra ID takes a user for one that has left.
///
/// Source: ms-how-prov, gc-faq-inactive, read 2026-11.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Left {
    /// Gone for good.
    HardDeleted,
    /// In the recycle bin.
    SoftDeleted,
    /// Disabled in Entra ID.
    Disabled,
    /// Not assigned to the application.
    Unassigned,
    /// No scoping filter holds.
    FilteredOut,
    /// The file says that `IsSoftDeleted` is true and nothing else that explains it.
    AsGiven,
}

impl Left {
    /// What the user is, as the end of a sentence: "is ...".
    pub fn words(self) -> &'static str {
        match self {
            Self::HardDeleted => "deleted for good in Entra ID",
            Self::SoftDeleted => "soft-deleted in Entra ID",
            Self::Disabled => "disabled in Entra ID",
            Self::Unassigned => "not assigned to the application",
            Self::FilteredOut => "outside every scoping filter",
            Self::AsGiven => "given with IsSoftDeleted true",
        }
    }

    /// The word in results for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::HardDeleted => "hard-deleted",
            Self::SoftDeleted => "soft-deleted",
            Self::Disabled => "disabled",
            Self::Unassigned => "unassigned",
            Self::FilteredOut => "filtered-out",
            Self::AsGiven => "is-soft-deleted-given",
        }
    }

    /// Whether Entra ID then sends the status alone, not the other attributes.
    ///
    /// A disabled user stays in scope and is updated like any other. That nothing but the status goes out for the
    /// rest is inferred: the documents speak of a request that disables.
    pub fn sends_status_alone(self) -> bool {
        self != Self::Disabled
    }
}

/// Which columns of a file hold the lifecycle; none where the file has no such column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LifecycleColumns {
    columns: [Option<usize>; LIFECYCLE_WORDS.len()],
}

impl LifecycleColumns {
    /// Finds them in a header, whatever the letter case.
    pub fn of(header: &[String]) -> Self {
        Self {
            columns: LIFECYCLE_WORDS.map(|word| {
                header
                    .iter()
                    .position(|name| name.trim().eq_ignore_ascii_case(word))
            }),
        }
    }

    /// Whether the file says whether accounts are enabled.
    pub fn account_enabled(&self) -> Option<usize> {
        let [_, account_enabled, ..] = self.columns;
        account_enabled
    }

    /// Reads where a user stands.
    ///
    /// # Errors
    ///
    /// The word of [`LIFECYCLE_WORDS`] whose field is neither true nor false.
    pub fn read(&self, user: &(impl Sample + ?Sized)) -> Result<Lifecycle, &'static str> {
        let [
            assigned,
            account_enabled,
            soft_deleted,
            hard_deleted,
            is_soft_deleted,
        ] = self.columns;
        let mut words = LIFECYCLE_WORDS.into_iter();
        let mut read = |column: Option<usize>| -> Result<Option<bool>, &'static str> {
            let word = words.next().unwrap_or_default();
            match column.map(|at| user.field(at)) {
                None | Some(Field::Missing | Field::Text("")) => Ok(None),
                Some(Field::Text(text)) => parse_truth(text).map(Some).ok_or(word),
                Some(Field::List(_)) => Err(word),
            }
        };
        Ok(Lifecycle {
            assigned: read(assigned)?.unwrap_or(true),
            account_enabled: read(account_enabled)?.unwrap_or(true),
            deletion: match (
                read(soft_deleted)?.unwrap_or(false),
                read(hard_deleted)?.unwrap_or(false),
            ) {
                (_, true) => Deletion::Hard,
                (true, false) => Deletion::Soft,
                (false, false) => Deletion::None,
            },
            is_soft_deleted: read(is_soft_deleted)?,
        })
    }
}

/// Reads a truth value as files write it.
pub fn parse_truth(text: &str) -> Option<bool> {
    match text {
        // As nearly every file has it.
        "True" | "true" => return Some(true),
        "False" | "false" => return Some(false),
        _ => {}
    }
    let text = text.trim();
    let is = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is(["true", "yes", "1"]) {
        Some(true)
    } else if is(["false", "no", "0"]) {
        Some(false)
    } else {
        None
    }
}

/// What can be tried on a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transition {
    /// Take the assignment to the application away.
    Unassign,
    /// Disable the account in Entra ID.
    Disable,
    /// Delete the user in Entra ID, to the recycle bin.
    SoftDelete,
    /// Take the user out of the recycle bin.
    Restore,
    /// Delete the user for good.
    HardDelete,
    /// Give an attribute another value.
    Change {
        /// The Entra ID attribute.
        attribute: String,
        /// Its new value.
        value: super::Hidden<String>,
    },
    /// Take an attribute's value away.
    Clear {
        /// The Entra ID attribute.
        attribute: String,
    },
}

impl Transition {
    /// Those that need no more to be said, in the order they are offered.
    pub const SIMPLE: [Self; 5] = [
        Self::Unassign,
        Self::Disable,
        Self::SoftDelete,
        Self::Restore,
        Self::HardDelete,
    ];

    /// The word on the command line.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Unassign => "unassign",
            Self::Disable => "disable",
            Self::SoftDelete => "soft-delete",
            Self::Restore => "restore",
            Self::HardDelete => "hard-delete",
            Self::Change { .. } => "change",
            Self::Clear { .. } => "clear",
        }
    }

    /// The words on screen.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Unassign => "Unassign",
            Self::Disable => "Disable",
            Self::SoftDelete => "Soft-delete",
            Self::Restore => "Restore",
            Self::HardDelete => "Hard-delete",
            Self::Change { .. } => "Change a value",
            Self::Clear { .. } => "Clear a value",
        }
    }

    /// Where the user stands in each cycle that is run, the last one being what was asked for.
    ///
    /// A restored user was soft-deleted before, and a user is deleted for good out of the recycle bin: those cycles
    /// are run first, so that the target is as it would be.
    pub fn cycles(&self, now: Lifecycle) -> Vec<Lifecycle> {
        let soft_deleted = Lifecycle {
            deletion: Deletion::Soft,
            is_soft_deleted: None,
            ..now
        };
        match self {
            Self::Unassign => vec![
                now,
                Lifecycle {
                    assigned: false,
                    is_soft_deleted: None,
                    ..now
                },
            ],
            Self::Disable => vec![
                now,
                Lifecycle {
                    account_enabled: false,
                    is_soft_deleted: None,
                    ..now
                },
            ],
            Self::SoftDelete => vec![now, soft_deleted],
            Self::Restore => vec![
                Lifecycle {
                    deletion: Deletion::None,
                    ..now
                },
                soft_deleted,
                Lifecycle {
                    deletion: Deletion::None,
                    is_soft_deleted: None,
                    ..now
                },
            ],
            Self::HardDelete => vec![
                now,
                soft_deleted,
                Lifecycle {
                    deletion: Deletion::Hard,
                    ..soft_deleted
                },
            ],
            Self::Change { .. } | Self::Clear { .. } => vec![now, now],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &[&str], fields: &[&str]) -> Result<Lifecycle, &'static str> {
        let header: Vec<_> = header.iter().map(|name| (*name).to_owned()).collect();
        LifecycleColumns::of(&header).read(&csv::StringRecord::from(fields.to_vec()))
    }

    #[test]
    fn what_a_file_does_not_say_is_as_with_most_users() {
        assert_eq!(read(&["mail"], &["x"]), Ok(Lifecycle::default()));
        assert_eq!(
            read(&["assigned", "IsSoftDeleted"], &["", ""]),
            Ok(Lifecycle::default())
        );
    }

    #[test]
    fn truth_values_are_read_in_any_spelling_and_nothing_else_is() {
        let lifecycle = read(
            &["Assigned", "accountenabled", "softDeleted", "isSoftDeleted"],
            &["No", "FALSE", "1", "true"],
        );
        assert_eq!(
            lifecycle,
            Ok(Lifecycle {
                assigned: false,
                account_enabled: false,
                deletion: Deletion::Soft,
                is_soft_deleted: Some(true),
            })
        );
        assert_eq!(read(&["softDeleted"], &["perhaps"]), Err("softDeleted"));
    }
}
