//! What can be typed, as typed; what is meant by it is worked out by each subcommand.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Design, explain and hand over the attribute mapping Entra ID -> SCIM -> Genesys Cloud.
#[derive(Debug, Parser)]
#[command(
    name = "crosswalk-cli",
    version,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    after_help = "Examples:\n  \
        crosswalk-cli new customer.crosswalk.json\n  \
        crosswalk-cli rows customer.crosswalk.json\n  \
        crosswalk-cli rows customer.crosswalk.json --format json | jq '.[].protocol'\n  \
        crosswalk-cli export customer.crosswalk.json --as markdown --output handoff.md\n  \
        crosswalk-cli export customer.crosswalk.json --as csv-safe --output handoff.csv --force\n\n\
        Exit codes: 0 fine, 1 findings of severity error, 2 could not run.\n\
        Results go to standard output, messages to standard error."
)]
pub(super) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(super) command: Subcommands,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub(super) enum Subcommands {
    /// Write a new project file that starts from the documented reference mapping.
    #[command(after_help = "Example:\n  crosswalk-cli new customer.crosswalk.json")]
    New(New),
    /// Print the completed table.
    #[command(after_help = "Example:\n  crosswalk-cli rows customer.crosswalk.json --format json")]
    Rows(Rows),
    /// Write the completed table or the handoff document.
    #[command(after_help = "Examples:\n  \
            crosswalk-cli export customer.crosswalk.json --as csv > table.csv\n  \
            crosswalk-cli export customer.crosswalk.json --as markdown --output handoff.md")]
    Export(Export),
    /// Evaluate an Entra ID expression for given values.
    #[command(after_help = "Examples:\n  \
            crosswalk-cli eval 'Join(\" \", [givenName], [surname])' --values user.json\n  \
            crosswalk-cli eval 'Not([IsSoftDeleted])' --values user.json --format json")]
    Eval(Eval),
    /// Put sample users through the mapping: what Entra ID would send and Genesys Cloud would hold.
    #[command(after_help = "Examples:\n  \
            crosswalk-cli pilot customer.crosswalk.json --users users.csv\n  \
            crosswalk-cli pilot customer.crosswalk.json --users users.csv --target genesys.json --format json --include-values\n\n\
            Without --include-values no value of a user appears, and users are called by their row.")]
    Pilot(Pilot),
    /// Say in words how a project differs from the reference, another project, or an Entra ID provisioning schema.
    #[command(after_help = "Examples:\n  \
            crosswalk-cli diff customer.crosswalk.json --with reference\n  \
            crosswalk-cli diff customer.crosswalk.json --with last-week.crosswalk.json\n  \
            crosswalk-cli diff customer.crosswalk.json --with exported-schema.json --as json\n\n\
            \"added\" is what only the project has, \"removed\" what only the other side has.")]
    Diff(Diff),
    /// Find what is wrong with a mapping, and say why.
    #[command(after_help = "Examples:\n  \
            crosswalk-cli check customer.crosswalk.json\n  \
            crosswalk-cli check customer.crosswalk.json --format json\n  \
            crosswalk-cli check draft.crosswalk.json --fix --output better.crosswalk.json")]
    Check(Check),
    /// Say what a rule is about, why, and on what evidence.
    #[command(
        after_help = "Examples:\n  crosswalk-cli explain M014\n  crosswalk-cli explain --list"
    )]
    Explain(Explain),
    /// Take in mapping tables, schemas and lists of attributes.
    #[command(after_help = "Examples:\n  \
            crosswalk-cli import draft.csv --new draft.crosswalk.json\n  \
            crosswalk-cli import table.xlsx --into customer.crosswalk.json --dry-run\n  \
            crosswalk-cli import book.xlsx --sheet Mapping --new draft.crosswalk.json --name userPrincipleName=userPrincipalName\n\n\
            Exit codes: 0 all was read, 1 some rows were left out (they are listed), 2 nothing was read.")]
    Import(Import),
    /// Print the version.
    Version,
}

/// `new`.
#[derive(Debug, Args)]
pub(super) struct New {
    /// Start without any attribute instead.
    #[arg(long)]
    pub(super) empty: bool,
    /// The file to write; it must not exist.
    pub(super) out: PathBuf,
}

/// `rows`.
#[derive(Debug, Args)]
pub(super) struct Rows {
    /// The project file.
    pub(super) project: PathBuf,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// `export`.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// The project file.
    pub(super) project: PathBuf,
    /// What to write.
    #[arg(long = "as", value_enum, value_name = "KIND")]
    pub(super) kind: ExportKind,
    /// Add what the checks say: a last column of CSV, a section of Markdown.
    #[arg(long)]
    pub(super) with_findings: bool,
    /// The file to write; standard output without it.
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Replace the file if it exists.
    #[arg(long)]
    pub(super) force: bool,
}

/// `eval`.
#[derive(Debug, Args)]
pub(super) struct Eval {
    /// The expression.
    pub(super) expression: String,
    /// A JSON object of attribute names and values: null, a text, or a list of texts.
    #[arg(long, value_name = "FILE")]
    pub(super) values: Option<PathBuf>,
    /// The clock, such as 2026-11-25T12:00:00Z; the computer's without it.
    #[arg(long, value_name = "TIME")]
    pub(super) now: Option<jiff::Timestamp>,
    /// A JSON list of values that the target holds already, for `SelectUniqueValue`.
    #[arg(long, value_name = "FILE")]
    pub(super) existing: Option<PathBuf>,
    /// What `Guid` and `RandomString` start from.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) seed: u64,
    /// What `DefaultDomain` says; without it the function fails.
    #[arg(long, value_name = "DOMAIN")]
    pub(super) default_domain: Option<String>,
    /// How to print the answer.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// `pilot`.
#[derive(Debug, Args)]
pub(super) struct Pilot {
    /// The project file.
    pub(super) project: PathBuf,
    /// The sample users: CSV (the first line names Entra ID attributes) or JSON; the built-in ones without it.
    #[arg(long, value_name = "FILE")]
    pub(super) users: Option<PathBuf>,
    /// What the target holds before: a SCIM list response, or CSV by SCIM path.
    #[arg(long, value_name = "FILE")]
    pub(super) target: Option<PathBuf>,
    /// Lay the answer of a real provision-on-demand run beside the pilot of the same user: one of `--users`, else the
    /// user that the answer itself tells of.
    #[arg(long, value_name = "ON-DEMAND.json", conflicts_with = "transition")]
    pub(super) compare: Option<PathBuf>,
    /// The clock; the computer's without it.
    #[arg(long, value_name = "TIME")]
    pub(super) now: Option<jiff::Timestamp>,
    /// What `Guid` and `RandomString` start from.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) seed: u64,
    /// What `DefaultDomain` says; without it the function fails.
    #[arg(long, value_name = "DOMAIN")]
    pub(super) default_domain: Option<String>,
    /// Write PATCH requests as the flag `aadOptscim062020` makes them.
    #[arg(long)]
    pub(super) aadoptscim062020: bool,
    /// Run each user, then this: unassign, disable, soft-delete, restore, hard-delete, change:ATTRIBUTE=VALUE or
    /// clear:ATTRIBUTE.
    #[arg(long, value_name = "KIND")]
    pub(super) transition: Option<String>,
    /// How to print the outcome.
    #[arg(long, value_enum, default_value_t = PilotFormat::Text)]
    pub(super) format: PilotFormat,
    /// Show names and values of users.
    #[arg(long)]
    pub(super) include_values: bool,
}

/// How the outcome of a pilot is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PilotFormat {
    /// Counts and failures, for people; may change.
    Text,
    /// Everything about each user, for programs; a promise.
    Json,
    /// One line a user.
    Csv,
    /// A report with counts and users, failures first.
    Markdown,
}

/// `diff`.
#[derive(Debug, Args)]
pub(super) struct Diff {
    /// The project file.
    pub(super) project: PathBuf,
    /// The word `reference`, another project file, or an exported Entra ID provisioning schema.
    #[arg(long, value_name = "reference|FILE")]
    pub(super) with: PathBuf,
    /// How to print it.
    #[arg(long = "as", value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// `check`.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// The project file.
    pub(super) project: PathBuf,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// List also the contradictions of the reference that the project does not touch.
    #[arg(long)]
    pub(super) reference: bool,
    /// Apply every certain fix and check what comes of it.
    #[arg(long, requires = "output")]
    pub(super) fix: bool,
    /// Where to write the fixed project.
    #[arg(long, value_name = "OUT", requires = "fix")]
    pub(super) output: Option<PathBuf>,
    /// Replace the output if it exists.
    #[arg(long, requires = "output")]
    pub(super) force: bool,
}

/// `explain`.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(super) struct Explain {
    /// The code of a rule, such as M014 or C01.
    pub(super) code: Option<String>,
    /// List all rules.
    #[arg(long)]
    pub(super) list: bool,
}

/// `import`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("project").required(true).args(["into", "new"]))]
pub(super) struct Import {
    /// The files, taken in one after the other.
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// The project file that they go into.
    #[arg(long, value_name = "PROJECT")]
    pub(super) into: Option<PathBuf>,
    /// The project file to make of them; it must not exist.
    #[arg(long, value_name = "OUT")]
    pub(super) new: Option<PathBuf>,
    /// What they are; worked out without it.
    #[arg(long, value_enum)]
    pub(super) kind: Option<ImportKind>,
    /// Show what would be done, and write nothing.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// What counts where project and file say different things.
    #[arg(long, value_enum, default_value_t = Conflict::Keep)]
    pub(super) on_conflict: Conflict,
    /// Take a misspelt name for the sole near one.
    #[arg(long)]
    pub(super) fix: bool,
    /// Which sheet of a workbook is read; without it the first that looks like a mapping table.
    #[arg(long, value_name = "NAME")]
    pub(super) sheet: Option<String>,
    /// What a misspelt name means, or that it stands as written (`NAME=`); can be given several times.
    #[arg(long, value_name = "TYPED=NAME", value_parser = correction)]
    pub(super) name: Vec<(String, String)>,
    /// The column that a list of attributes is for; worked out without it.
    #[arg(long, value_enum)]
    pub(super) column: Option<ColumnName>,
    /// What rows are about that do not say it.
    #[arg(long, value_enum)]
    pub(super) resource: Option<ResourceName>,
    /// Whether a list of attributes is all that its column has.
    #[arg(long, value_enum, default_value_t = ListExtent::Extend)]
    pub(super) extent: ListExtent,
    /// How to print what is done.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// Reads `TYPED=NAME`.
fn correction(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((typed, name)) if !typed.trim().is_empty() => {
            Ok((typed.trim().to_owned(), name.trim().to_owned()))
        }
        _ => Err("write TYPED=NAME, or TYPED= to let it stand".to_owned()),
    }
}

/// What can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ImportKind {
    /// A mapping table: CSV, TSV, XLSX or pasted text.
    Table,
    /// Entra ID's provisioning schema, as Microsoft Graph gives it.
    EntraSchema,
    /// A SCIM service's /Schemas.
    ScimSchemas,
    /// Genesys Cloud API definitions.
    Genesys,
    /// A list of attributes.
    Attributes,
}

impl From<ImportKind> for crate::import::Kind {
    fn from(kind: ImportKind) -> Self {
        match kind {
            ImportKind::Table => Self::Table,
            ImportKind::EntraSchema => Self::EntraSchema,
            ImportKind::ScimSchemas => Self::ScimSchemas,
            ImportKind::Genesys => Self::Genesys,
            ImportKind::Attributes => Self::Attributes,
        }
    }
}

/// What counts where project and file say different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Conflict {
    /// What the project says.
    Keep,
    /// What the file says.
    Replace,
}

/// One of the three columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ColumnName {
    /// Entra ID.
    Source,
    /// SCIM.
    Protocol,
    /// Genesys Cloud.
    Target,
}

impl From<ColumnName> for crate::model::Column {
    fn from(column: ColumnName) -> Self {
        match column {
            ColumnName::Source => Self::Source,
            ColumnName::Protocol => Self::Protocol,
            ColumnName::Target => Self::Target,
        }
    }
}

/// Users or groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ResourceName {
    /// Users.
    User,
    /// Groups.
    Group,
}

impl From<ResourceName> for crate::model::Resource {
    fn from(resource: ResourceName) -> Self {
        match resource {
            ResourceName::User => Self::User,
            ResourceName::Group => Self::Group,
        }
    }
}

/// Whether a list of attributes is all that its column has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListExtent {
    /// It adds to the column.
    Extend,
    /// It is the column; what is linked stays.
    Replace,
}

impl From<ListExtent> for crate::import::Extent {
    fn from(extent: ListExtent) -> Self {
        match extent {
            ListExtent::Extend => Self::Extend,
            ListExtent::Replace => Self::Replace,
        }
    }
}

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people; may change.
    Text,
    /// For programs; a promise.
    Json,
}

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportKind {
    /// CSV for programs: RFC 4180, every cell as it is.
    Csv,
    /// CSV for spreadsheets: nothing in it can run as a formula.
    CsvSafe,
    /// The handoff document as Markdown, with GitHub tables.
    Markdown,
    /// Entra ID's provisioning schema: the imported one with what the mapping changes, else a part of one.
    EntraSchema,
}
