//! Foreign files and pasted text, read into what they would change in a project.
//!
//! Every importer takes bytes and gives a [`Plan`]: what it would add, change and remove, to be chosen from, and what
//! it did not understand, with its place. Nothing is done here: the chosen part becomes one
//! [`Edit`](crate::model::Edit), so that one undo takes the whole import back. Nothing here touches a file or fails as
//! a whole because of one bad row, and no input makes it panic.

mod charset;
mod correction;
mod facts;
mod field;
mod item;
mod kind;
mod limit;
mod options;
mod plan;
mod problem;
mod watch;

mod attributes;
mod column;
mod examine;
mod read;

mod entra_schema;
mod genesys;
mod schemas;
mod scim_attribute;
mod scim_schemas;

pub mod table;

pub use charset::Charset;
pub use column::{Extent, Listed, plan_column};
pub use correction::{Correction, Corrections, NearName};
pub use examine::{Examined, Sheet, Told, examine};
pub use facts::{Fact, Facts};
pub use field::{AttributeField, Detail, LinkField};
pub use item::{Change, Item, OnConflict, Step, Subject};
pub use kind::{Container, Kind, detect_json};
pub use limit::{Limit, TooMuch};
pub use options::{Options, Source, Start};
pub use plan::{Plan, Verdict};
pub use problem::{Effect, Problem, Problems};
pub use read::{Order, completion, plan, with_reference};
pub use schemas::plan_schema;
pub use watch::{Cancelled, Watch};

#[cfg(all(test, feature = "shared-fixtures"))]
mod shared_schema_tests;
#[cfg(all(test, feature = "shared-fixtures"))]
mod shared_tests;
