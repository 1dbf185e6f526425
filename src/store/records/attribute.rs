//! An attribute: one line of a system's list, which says the column.

use super::evidence::{read_evidence, write_evidence};
use super::words::{missing, one_of};
use crate::json::{Fallible, JsonReader, Member};
use crate::model::{
    Access, Attribute, AttributeId, AttributeOrigin, AttributePath, Cardinality, Column, Mark,
    Resource, Support, ValueType,
};
use crate::store::json_writer::{Layout, Object};

fn origin_word(origin: AttributeOrigin) -> &'static str {
    match origin {
        AttributeOrigin::Catalog => "catalog",
        AttributeOrigin::Custom => "custom",
    }
}

/// Writes an attribute as one line.
pub(in crate::store) fn write_attribute(out: &mut Vec<u8>, attribute: &Attribute) {
    let mut object = Object::open(out, Layout::Line, &attribute.unknown);
    object.text("resource", attribute.id.resource.as_str());
    object.text("path", attribute.id.path.as_str());
    let scim_path = attribute.id.scim_path.as_ref();
    object.optional_text("scim_path", scim_path.map(AttributePath::as_str));
    object.text_unless_empty("group", &attribute.group);
    let value_type = &attribute.value_type;
    let type_word = (*value_type != ValueType::default()).then(|| value_type.as_str());
    object.optional_text("type", type_word);
    let is_multiple = attribute.cardinality == Cardinality::Multiple;
    object.true_if("multi_valued", is_multiple);
    object.optional_text("mark", attribute.mark.map(Mark::as_str));
    let access = attribute.access;
    object.optional_text(
        "access",
        (access != Access::default()).then(|| access.as_str()),
    );
    let support = attribute.support;
    object.optional_text(
        "support",
        (support != Support::default()).then(|| support.as_str()),
    );
    object.optional_number("max_length", attribute.max_length);
    object.optional_text("no_counterpart", attribute.no_counterpart.as_deref());
    object.text_unless_empty("description", &attribute.description);
    let origin = attribute.origin;
    object.optional_text(
        "origin",
        (origin != AttributeOrigin::default()).then(|| origin_word(origin)),
    );
    write_evidence(&mut object, &attribute.evidence);
    object.close();
}

/// Reads an attribute of this column.
pub(in crate::store) fn read_attribute(
    reader: &mut JsonReader<'_>,
    column: Column,
) -> Fallible<Attribute> {
    let at = reader.offset();
    let (mut resource, mut path, mut scim_path) = (None, None, None);
    let (mut value_type, mut cardinality) = (ValueType::default(), Cardinality::default());
    let (mut mark, mut access, mut support) = (None, Access::default(), Support::default());
    let (mut group, mut description) = (String::new(), String::new());
    let (mut max_length, mut no_counterpart) = (None, None);
    let (mut origin, mut evidence) = (AttributeOrigin::default(), Vec::new());
    let unknown = reader.object(|reader, name| {
        match name {
            "resource" => resource = Some(one_of(reader, &Resource::ALL, Resource::as_str)?),
            "path" => path = Some(reader.path(column)?),
            "scim_path" => {
                scim_path = Some(reader.path(Column::Protocol)?);
            }
            "group" => group = reader.string()?.into_owned(),
            "type" => value_type = ValueType::parse(&reader.string()?),
            "multi_valued" => {
                cardinality = if reader.boolean()? {
                    Cardinality::Multiple
                } else {
                    Cardinality::Single
                };
            }
            "mark" => mark = Some(one_of(reader, &Mark::ALL, Mark::as_str)?),
            "access" => access = one_of(reader, &Access::ALL, Access::as_str)?,
            "support" => support = one_of(reader, &Support::ALL, Support::as_str)?,
            "max_length" => max_length = Some(reader.whole_number()?),
            "no_counterpart" => no_counterpart = Some(reader.string()?.into_owned()),
            "description" => description = reader.string()?.into_owned(),
            "origin" => {
                let all = [AttributeOrigin::Catalog, AttributeOrigin::Custom];
                origin = one_of(reader, &all, origin_word)?;
            }
            "evidence" => evidence = read_evidence(reader)?,
            _ => return Ok(Member::Unknown),
        }
        Ok(Member::Known)
    })?;
    let id = AttributeId {
        column,
        resource: resource.ok_or_else(|| missing(at, "resource"))?,
        path: path.ok_or_else(|| missing(at, "path"))?,
        scim_path,
    };
    Ok(Attribute {
        id,
        group,
        value_type,
        cardinality,
        mark,
        access,
        support,
        max_length,
        no_counterpart,
        description,
        origin,
        evidence,
        unknown,
    })
}
