//! What a note or an accepted finding hangs on, as members of its line.
//!
//! A link: `link`. An attribute: `column`, `resource`, `path`, and `scim_path` where it has one. The project: none.

use super::words::{misplaced, missing, one_of};
use crate::json::{Fallible, JsonReader, Member};
use crate::model::{AttributeId, AttributePath, Column, LinkId, Place, Resource};
use crate::store::json_writer::Object;

/// Writes the members of a place.
pub(super) fn write_place(object: &mut Object<'_>, place: &Place) {
    let link = match place {
        Place::Link(id) => Some(id.as_str()),
        _ => None,
    };
    object.optional_text("link", link);
    let id = match place {
        Place::Attribute(id) => Some(id),
        _ => None,
    };
    object.optional_text("column", id.map(|id| id.column.as_str()));
    object.optional_text("resource", id.map(|id| id.resource.as_str()));
    object.optional_text("path", id.map(|id| id.path.as_str()));
    let scim_path = id.and_then(|id| id.scim_path.as_ref());
    object.optional_text("scim_path", scim_path.map(AttributePath::as_str));
}

/// The members of a place, in whatever order they come.
#[derive(Default)]
pub(super) struct PlaceMembers {
    link: Option<LinkId>,
    column: Option<Column>,
    resource: Option<Resource>,
    path: Option<String>,
    scim_path: Option<String>,
}

impl PlaceMembers {
    /// Reads the member if it belongs to a place.
    pub(super) fn read(&mut self, reader: &mut JsonReader<'_>, name: &str) -> Fallible<Member> {
        match name {
            "link" => self.link = Some(LinkId::new(&reader.string()?)),
            "column" => self.column = Some(one_of(reader, &Column::ALL, Column::as_str)?),
            "resource" => self.resource = Some(one_of(reader, &Resource::ALL, Resource::as_str)?),
            "path" => self.path = Some(reader.string()?.into_owned()),
            "scim_path" => self.scim_path = Some(reader.string()?.into_owned()),
            _ => return Ok(Member::Unknown),
        }
        Ok(Member::Known)
    }

    /// The place that the members of the object at `at` name.
    pub(super) fn into_place(self, at: usize) -> Fallible<Place> {
        let for_attribute = [
            ("column", self.column.is_some()),
            ("resource", self.resource.is_some()),
            ("path", self.path.is_some()),
            ("scim_path", self.scim_path.is_some()),
        ];
        let named = for_attribute.into_iter().find(|(_, is_there)| *is_there);
        match (self.link, named) {
            (Some(_), Some((name, _))) => Err(misplaced(at, name, "what hangs on a link")),
            (Some(link), None) => Ok(Place::Link(link)),
            (None, None) => Ok(Place::Project),
            (None, Some(_)) => {
                let column = self.column.ok_or_else(|| missing(at, "column"))?;
                let path = self.path.ok_or_else(|| missing(at, "path"))?;
                Ok(Place::Attribute(AttributeId {
                    column,
                    resource: self.resource.ok_or_else(|| missing(at, "resource"))?,
                    path: AttributePath::new(column, &path),
                    scim_path: self
                        .scim_path
                        .map(|path| AttributePath::new(Column::Protocol, &path)),
                }))
            }
        }
    }
}
