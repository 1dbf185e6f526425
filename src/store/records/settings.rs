//! The settings of users and of groups: one line each, scoping filters within.

use super::words::{missing, one_of};
use crate::json::{Fallible, JsonReader, Member};
use crate::model::{
    Clause, Column, OutOfScope, PatchStyle, Provisioning, ResourceSettings, Scope, ScopingFilter,
};
use crate::store::json_writer::{Layout, Object};

fn scope_word(scope: Scope) -> &'static str {
    match scope {
        Scope::AssignedOnly => "assigned-only",
        Scope::All => "all",
    }
}

/// Writes the settings of a resource as one line.
pub(in crate::store) fn write_settings(out: &mut Vec<u8>, settings: &ResourceSettings) {
    let mut object = Object::open(out, Layout::Line, &settings.unknown);
    let is_disabled = settings.provisioning == Provisioning::Disabled;
    object.false_if("enabled", is_disabled);
    object.false_if("create", !settings.actions.create);
    object.false_if("update", !settings.actions.update);
    object.false_if("delete", !settings.actions.delete);
    let scope = settings.scope;
    object.optional_text(
        "scope",
        (scope != Scope::default()).then(|| scope_word(scope)),
    );
    object.list(
        "scoping_filters",
        Layout::Line,
        settings.scoping_filters.iter(),
        write_filter,
    );
    let skips = settings.out_of_scope == OutOfScope::SkipDeletion;
    object.true_if("skip_out_of_scope_deletions", skips);
    let is_new_style = settings.patch_style == PatchStyle::AadOptscim062020;
    object.true_if("aadOptscim062020", is_new_style);
    object.close();
}

fn write_filter(out: &mut Vec<u8>, filter: &ScopingFilter) {
    let mut object = Object::open(out, Layout::Line, &filter.unknown);
    object.text("name", &filter.name);
    object.list(
        "clauses",
        Layout::Line,
        filter.clauses.iter(),
        |out, clause| {
            let mut object = Object::open(out, Layout::Line, &clause.unknown);
            object.text("attribute", clause.attribute.as_str());
            object.text("operator", &clause.operator);
            object.optional_text("value", clause.value.as_deref());
            object.close();
        },
    );
    object.close();
}

/// Reads the settings of a resource.
pub(in crate::store) fn read_settings(reader: &mut JsonReader<'_>) -> Fallible<ResourceSettings> {
    let mut settings = ResourceSettings::default();
    let unknown = reader.object(|reader, name| {
        match name {
            "enabled" => {
                settings.provisioning = if reader.boolean()? {
                    Provisioning::Enabled
                } else {
                    Provisioning::Disabled
                };
            }
            "create" => settings.actions.create = reader.boolean()?,
            "update" => settings.actions.update = reader.boolean()?,
            "delete" => settings.actions.delete = reader.boolean()?,
            "scope" => {
                settings.scope = one_of(reader, &[Scope::AssignedOnly, Scope::All], scope_word)?;
            }
            "scoping_filters" => reader.list(|reader| {
                settings.scoping_filters.push(read_filter(reader)?);
                Ok(())
            })?,
            "skip_out_of_scope_deletions" => {
                settings.out_of_scope = if reader.boolean()? {
                    OutOfScope::SkipDeletion
                } else {
                    OutOfScope::Deprovision
                };
            }
            "aadOptscim062020" => {
                settings.patch_style = if reader.boolean()? {
                    PatchStyle::AadOptscim062020
                } else {
                    PatchStyle::Classic
                };
            }
            _ => return Ok(Member::Unknown),
        }
        Ok(Member::Known)
    })?;
    settings.unknown = unknown;
    Ok(settings)
}

fn read_filter(reader: &mut JsonReader<'_>) -> Fallible<ScopingFilter> {
    let at = reader.offset();
    let (mut filter_name, mut clauses) = (None, Vec::new());
    let unknown = reader.object(|reader, name| {
        match name {
            "name" => filter_name = Some(reader.string()?.into_owned()),
            "clauses" => reader.list(|reader| {
                clauses.push(read_clause(reader)?);
                Ok(())
            })?,
            _ => return Ok(Member::Unknown),
        }
        Ok(Member::Known)
    })?;
    Ok(ScopingFilter {
        name: filter_name.ok_or_else(|| missing(at, "name"))?,
        clauses,
        unknown,
    })
}

fn read_clause(reader: &mut JsonReader<'_>) -> Fallible<Clause> {
    let at = reader.offset();
    let (mut attribute, mut operator, mut value) = (None, None, None);
    let unknown = reader.object(|reader, name| {
        match name {
            "attribute" => {
                attribute = Some(reader.path(Column::Source)?);
            }
            "operator" => operator = Some(reader.string()?.into_owned()),
            "value" => value = Some(reader.string()?.into_owned()),
            _ => return Ok(Member::Unknown),
        }
        Ok(Member::Known)
    })?;
    Ok(Clause {
        attribute: attribute.ok_or_else(|| missing(at, "attribute"))?,
        operator: operator.ok_or_else(|| missing(at, "operator"))?,
        value,
        unknown,
    })
}
