//! A schema as a project of its own: what Entra ID has, to be compared with what was designed.

use std::collections::HashSet;
use std::sync::Arc;

use super::links::mapped_link;
use super::schema::Schema;
use super::settings::mapped_settings;
use super::write_back::WriteBackError;
use crate::json::JsonTree;
use crate::model::{
    Attribute, AttributeId, AttributeOrigin, Column, Edit, Heading, Link, LinkId, Project,
    Resource, System, ValueType,
};

/// The attributes that the directories list, the mappings as links, and the settings of users and groups.
///
/// What no schema holds is taken from `base`; a mapping that cannot be read is left out.
///
/// # Errors
///
/// [`WriteBackError`] if the text is no schema.
pub fn as_project(text: &str, base: &Project) -> Result<Project, WriteBackError> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let tree = JsonTree::parse(body)?;
    let schema = Schema::find(&tree)?;
    let system = |column| {
        let attributes = Resource::ALL
            .into_iter()
            .flat_map(|resource| listed(&schema, column, resource));
        // An attribute that is listed twice counts once.
        let (system, _) = System::new(&base.system(column).name).with_attributes(attributes);
        system
    };
    let mut project = Project::new(
        Heading::default(),
        system(Column::Source),
        system(Column::Protocol),
        System::new(&base.system(Column::Target).name),
    );
    let mut edits = Vec::new();
    let mut taken = HashSet::new();
    for resource in Resource::ALL {
        let Some((_, mapping)) = schema.object_mapping(resource) else {
            continue;
        };
        let settings = mapped_settings(mapping, base.resource_settings(resource));
        edits.push(Edit::SetResourceSettings {
            resource,
            settings: Box::new(settings),
        });
        for attribute in mapping.attribute_mappings() {
            let (Some(target), Ok((mapped, _))) = (attribute.target, mapped_link(&attribute))
            else {
                continue;
            };
            let destination = AttributeId::protocol(resource, target);
            let id = LinkId::derive(&destination, |id| taken.contains(id));
            taken.insert(id.clone());
            let link = Link {
                settings: mapped.settings,
                ..Link::new(destination, mapped.rule)
            };
            let link = Arc::new(link);
            edits.push(Edit::AddLink { id, link });
        }
    }
    // Ids are free and columns are not touched, so each edit fits.
    for edit in edits {
        drop(project.apply(edit));
    }
    Ok(project)
}

fn listed(schema: &Schema<'_>, column: Column, resource: Resource) -> Vec<Attribute> {
    schema
        .attributes(column, resource)
        .into_iter()
        .map(|listed| {
            let id = match column {
                Column::Source => AttributeId::source(resource, listed.name),
                _ => AttributeId::protocol(resource, listed.name),
            };
            Attribute {
                origin: AttributeOrigin::Catalog,
                value_type: listed
                    .text("type")
                    .map_or(ValueType::String, ValueType::parse),
                ..Attribute::custom(id)
            }
        })
        .collect()
}
