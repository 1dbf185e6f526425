//! The shipped reference: what attributes the three systems have, what the documents say of the mapping, and where.
//!
//! It states facts with their sources, builds the columns and the reference project from them, and tells which
//! attribute a vendor's spelling means. It judges no project.

mod alias;
mod attributes;
mod conflicts;
mod entra;
mod evidence;
mod genesys;
mod pilot_rules;
mod reference;
mod reference_project;
mod rows;
mod scim;
mod scoping;
mod source;
mod spelling;
mod words;

pub use alias::{Misprint, Reach, Resolved};
pub use attributes::CatalogAttribute;
pub use conflicts::Conflict;
pub use entra::{Availability, EntraAttribute};
pub use genesys::{FieldAccess, GenesysField, PublishedRow};
pub use pilot_rules::PilotRule;
pub use reference::{Catalog, reference};
pub use reference_project::reference_project;
pub use rows::{Direction, DocumentedRow, DocumentedSource, Requirement, SourceKind};
pub use scim::{GenesysSupport, ScimAttribute, ScimFacts, ScimSchema, ScimSubAttribute};
pub use scoping::{
    Operand, SCOPING_OPERATORS, ScopingOperator, scoping_obstacle, scoping_operator,
};
pub use source::Source;
pub use spelling::Spelled;

#[cfg(all(test, feature = "shared-fixtures"))]
mod shared_tests;
#[cfg(test)]
mod tests;
