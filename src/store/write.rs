//! A project as the bytes of its file.

use super::json_writer::{INDENT, Layout, Object};
use super::records::{
    write_acceptance, write_attachment, write_attribute, write_link, write_note, write_person,
    write_settings, write_version, write_workshop,
};
use super::version::FormatVersion;
use super::{FORMAT, VERSION_MEMBER};
use crate::json::JsonReader;
use crate::model::{Column, Project, Resource, ResourceSettings, System, UnknownMember};

/// The bytes of a project's file: UTF-8, lines ending in LF, one attribute, link or note a line.
///
/// The same project gives the same bytes, and what [`read`](super::read()) makes of them is the same project.
pub fn write(project: &Project) -> Vec<u8> {
    let mut out = Vec::with_capacity(estimate(project));
    let lines = Layout::Lines(INDENT);
    let items = Layout::Lines(2 * INDENT);
    // A file of a newer version stays one: its version is among the members that are kept.
    let mut unknown = project.unknown().as_slice().to_vec();
    let kept_version = unknown
        .iter()
        .position(is_version)
        .map(|at| unknown.remove(at).json);
    let unknown = crate::model::UnknownMembers::new(unknown);

    let mut object = Object::open(&mut out, lines, &unknown);
    object.text("format", FORMAT);
    let version = kept_version.unwrap_or_else(|| format!("\"{}\"", FormatVersion::CURRENT));
    object.member(VERSION_MEMBER, |out| {
        out.extend_from_slice(version.as_bytes());
    });
    object.text("title", &project.heading().title);
    object.text_unless_empty("customer", &project.heading().customer);
    object.text_unless_empty("summary", &project.heading().summary);
    for column in Column::ALL {
        object.member(column.as_str(), |out| {
            write_system(out, project.system(column));
        });
    }
    for resource in Resource::ALL {
        let settings = project.resource_settings(resource);
        let is_default = *settings == ResourceSettings::default();
        object.member_if(!is_default, settings_member(resource), |out| {
            write_settings(out, settings);
        });
    }
    object.list("people", items, project.people().iter(), write_person);
    object.list("links", items, project.links(), |out, (id, link)| {
        write_link(out, id, link);
    });
    object.list("notes", items, project.notes(), |out, (id, note)| {
        write_note(out, id, note);
    });
    object.list(
        "accepted_findings",
        items,
        project.accepted_findings().iter(),
        |out, (key, acceptance)| write_acceptance(out, key, acceptance),
    );
    object.list(
        "workshops",
        items,
        project.workshops().iter(),
        write_workshop,
    );
    object.list("versions", items, project.versions().iter(), write_version);
    object.list(
        "attachments",
        items,
        project.attachments().iter(),
        |out, (name, attachment)| write_attachment(out, name, attachment),
    );
    object.close();
    out.push(b'\n');
    out
}

/// The member that holds the settings of a resource.
pub(super) fn settings_member(resource: Resource) -> &'static str {
    match resource {
        Resource::User => "user_settings",
        Resource::Group => "group_settings",
    }
}

/// The version of the newer file that a project was read from; none if this program's version will be written.
pub(super) fn kept_version(project: &Project) -> Option<FormatVersion> {
    let member = project
        .unknown()
        .as_slice()
        .iter()
        .find(|m| is_version(m))?;
    let text = JsonReader::new(&member.json, 0).string().ok()?;
    FormatVersion::parse(&text)
}

/// Whether a kept member is the version of a newer file.
fn is_version(member: &UnknownMember) -> bool {
    member.name == VERSION_MEMBER
}

fn write_system(out: &mut Vec<u8>, system: &System) {
    let mut object = Object::open(out, Layout::Lines(2 * INDENT), &system.unknown);
    object.text("name", &system.name);
    object.text_unless_empty("catalog", &system.catalog);
    let items = Layout::Lines(3 * INDENT);
    object.list("attributes", items, system.attributes(), write_attribute);
    object.close();
}

/// About how many bytes a project takes, to grow the buffer seldom.
fn estimate(project: &Project) -> usize {
    let attributes: usize = Column::ALL
        .into_iter()
        .map(|column| project.system(column).attributes().len())
        .sum();
    let texts: usize = project
        .attachments()
        .values()
        .map(|attachment| attachment.text.len())
        .sum();
    1024 + 160 * (attributes + project.links().len() + project.notes().len()) + texts
}
