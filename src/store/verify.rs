//! Whether the bytes of a project read back as that project: asked before every save.

use std::sync::Arc;

use super::read::read_back;
use crate::model::{
    Column, Edit, EditError, Evidence, NoteKind, Project, Resource, System, UnknownMember,
    UnknownMembers,
};

/// Says in what way `bytes` do not read back as `project`, if they do not.
pub(super) fn reads_back(project: &Project, bytes: &[u8]) -> Result<(), String> {
    let back = read_back(bytes).map_err(|error| error.to_string())?;
    if back == *project {
        return Ok(());
    }
    // An unknown member may have stood behind a member that an edit has since taken away: then its place changes.
    let same = match (without_places(project), without_places(&back)) {
        (Ok(project), Ok(back)) => project == back,
        (Err(error), _) | (_, Err(error)) => return Err(error.to_string()),
    };
    if same {
        Ok(())
    } else {
        Err("it is another project".to_owned())
    }
}

/// The same project, its unknown members by name and without a place.
fn without_places(project: &Project) -> Result<Project, EditError> {
    let mut bare = Project::new(
        project.heading().clone(),
        bare_system(project.system(Column::Source)),
        bare_system(project.system(Column::Protocol)),
        bare_system(project.system(Column::Target)),
    );
    for resource in Resource::ALL {
        let mut settings = project.resource_settings(resource).clone();
        forget(&mut settings.unknown);
        for filter in &mut settings.scoping_filters {
            forget(&mut filter.unknown);
            for clause in &mut filter.clauses {
                forget(&mut clause.unknown);
            }
        }
        let settings = Box::new(settings);
        bare.apply(Edit::SetResourceSettings { resource, settings })?;
    }
    for (id, link) in project.links() {
        let mut link = link.clone();
        forget(&mut link.unknown);
        forget_evidence(&mut link.evidence);
        if let Some(check) = &mut link.tenant_check {
            forget(&mut check.unknown);
        }
        let (id, link) = (id.clone(), Arc::new(link));
        bare.apply(Edit::AddLink { id, link })?;
    }
    for (id, note) in project.notes() {
        let mut note = note.clone();
        forget(&mut note.unknown);
        if let NoteKind::Question {
            answer: Some(answer),
            ..
        } = &mut note.kind
        {
            forget(&mut answer.unknown);
        }
        let (id, note) = (id.clone(), Arc::new(note));
        bare.apply(Edit::AddNote { id, note })?;
    }
    for (key, acceptance) in project.accepted_findings() {
        let mut acceptance = Box::new(acceptance.clone());
        forget(&mut acceptance.unknown);
        let (key, acceptance) = (key.clone(), Some(acceptance));
        bare.apply(Edit::SetAcceptance { key, acceptance })?;
    }
    for (name, attachment) in project.attachments() {
        let mut attachment = Box::new(attachment.clone());
        forget(&mut attachment.unknown);
        let (name, attachment) = (name.clone(), Some(attachment));
        bare.apply(Edit::SetAttachment { name, attachment })?;
    }
    let mut people = project.people().to_vec();
    for person in &mut people {
        forget(&mut person.unknown);
    }
    bare.apply(Edit::SetPeople(people))?;
    let mut versions = project.versions().to_vec();
    for version in &mut versions {
        forget(&mut version.unknown);
    }
    bare.apply(Edit::SetVersions(versions))?;
    let mut workshops = project.workshops().to_vec();
    for workshop in &mut workshops {
        forget(&mut workshop.unknown);
    }
    bare.apply(Edit::SetWorkshops(workshops))?;
    let mut unknown = project.unknown().clone();
    forget(&mut unknown);
    bare.set_unknown(unknown);
    Ok(bare)
}

fn bare_system(system: &System) -> System {
    let attributes = system.attributes().map(|attribute| {
        let mut attribute = attribute.clone();
        forget(&mut attribute.unknown);
        forget_evidence(&mut attribute.evidence);
        attribute
    });
    let (mut bare, _none) = System::new(&system.name).with_attributes(attributes);
    bare.catalog.clone_from(&system.catalog);
    bare.unknown = system.unknown.clone();
    forget(&mut bare.unknown);
    bare
}

fn forget_evidence(evidence: &mut [Evidence]) {
    for evidence in evidence {
        forget(&mut evidence.unknown);
    }
}

fn forget(unknown: &mut UnknownMembers) {
    if unknown.is_empty() {
        return;
    }
    let mut members: Vec<_> = unknown
        .as_slice()
        .iter()
        .map(|member| UnknownMember {
            after: None,
            ..member.clone()
        })
        .collect();
    members.sort_by(|a, b| a.name.cmp(&b.name));
    *unknown = UnknownMembers::new(members);
}
