//! JSON that describes attributes or mappings: which importer reads it.

use super::kind::{Kind, detect_json};
use super::limit::Limit;
use super::options::Options;
use super::plan::Plan;
use super::problem::Problem;
use super::{entra_schema, genesys, scim_schemas};
use crate::model::Project;

/// What an Entra ID provisioning schema, SCIM schemas or Genesys Cloud definitions would change in a project.
///
/// The kind is that of `options`, or is worked out; `name` is the file's, for evidence.
pub fn plan_schema(text: &str, name: &str, project: &Project, options: Options) -> Plan {
    if let Err(error) = Limit::File.check(text.len() as u64) {
        return Plan::nothing(options.kind, error.into());
    }
    match options.kind.or_else(|| detect_json(text)) {
        Some(Kind::EntraSchema) => entra_schema::plan(text, name, project, options),
        Some(Kind::ScimSchemas) => scim_schemas::plan(text, name, project, options),
        Some(Kind::Genesys) => genesys::plan(text, name, project, options),
        kind @ (Some(Kind::Table | Kind::Attributes) | None) => Plan::nothing(
            kind,
            Problem::of_file(
                "this JSON is no provisioning schema, no SCIM schemas and no Genesys Cloud definitions",
            ),
        ),
    }
}
