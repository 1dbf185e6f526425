//! What the tests of rules share: the reference project, changed in one place, and what a rule says of it.

use std::sync::Arc;

use jiff::civil::{Date, date};

use super::finding::Finding;
use super::findings::Findings;
use crate::catalog::{reference, reference_project};
use crate::model::{
    Attribute, AttributeId, AttributePath, Edit, Hop, Link, LinkId, Project, Resource,
    ResourceSettings, Rule,
};
use crate::rows::Index;

pub(crate) const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// The day of the tests.
pub(crate) fn today() -> Date {
    date(2026, 11, 25)
}

pub(crate) fn all(project: &Project) -> Vec<Finding> {
    let index = Index::derive(project);
    Findings::derive(project, &index, reference(), Some(today())).all(project, &index, reference())
}

pub(crate) fn of_code(project: &Project, code: &str) -> Vec<Finding> {
    all(project)
        .into_iter()
        .filter(|finding| finding.code == code)
        .collect()
}

/// Checks at which attributes a rule strikes; a link stands for what it fills.
#[track_caller]
pub(crate) fn check(project: &Project, code: &str, expected: &[&str]) {
    let found: Vec<String> = of_code(project, code)
        .iter()
        .map(|finding| {
            finding
                .attribute
                .as_ref()
                .map_or("the project", AttributeId::label)
                .to_owned()
        })
        .collect();
    assert_eq!(found, expected, "{code}");
}

/// The only finding of a rule.
#[track_caller]
pub(crate) fn only(project: &Project, code: &str) -> Finding {
    let mut found = of_code(project, code);
    assert_eq!(found.len(), 1, "{code}: {found:#?}");
    found.remove(0)
}

/// The project after the first fix of the only finding of a rule.
#[track_caller]
pub(crate) fn fixed(project: &Project, code: &str) -> Project {
    let fix = only(project, code).fixes.remove(0);
    let mut after = project.clone();
    after.apply(fix.edit).unwrap();
    after
}

/// The reference project, to be changed in one place.
pub(crate) fn project() -> Project {
    reference_project()
}

pub(crate) fn source(path: &str) -> AttributeId {
    AttributeId::source(Resource::User, path)
}

pub(crate) fn protocol(path: &str) -> AttributeId {
    AttributeId::protocol(Resource::User, path)
}

pub(crate) trait Change {
    fn edit(self, edit: Edit) -> Self;
    /// Fills a SCIM attribute of users from an Entra ID attribute.
    fn feed(self, origin: &str, destination: &str) -> Self;
    /// Fills a SCIM attribute of users by a rule.
    fn rule(self, destination: &str, rule: Rule) -> Self;
    /// Removes the links into a SCIM attribute of users.
    fn unfeed(self, destination: &str) -> Self;
    /// Changes the links into a SCIM attribute of users.
    fn change_link(self, destination: &str, change: impl Fn(&mut Link)) -> Self;
    fn change_attribute(self, id: &AttributeId, change: impl FnOnce(&mut Attribute)) -> Self;
    fn custom(self, id: AttributeId) -> Self;
    fn settings(self, resource: Resource, change: impl FnOnce(&mut ResourceSettings)) -> Self;
}

impl Change for Project {
    fn edit(mut self, edit: Edit) -> Self {
        self.apply(edit).unwrap();
        self
    }

    fn feed(self, origin: &str, destination: &str) -> Self {
        let origin = AttributePath::new(crate::model::Column::Source, origin);
        self.rule(destination, Rule::direct(origin))
    }

    fn rule(self, destination: &str, rule: Rule) -> Self {
        let destination = protocol(destination);
        let id = self.next_link_id(&destination);
        let link = Arc::new(Link::new(destination, rule));
        self.edit(Edit::AddLink { id, link })
    }

    fn unfeed(mut self, destination: &str) -> Self {
        for id in links_into(&self, destination) {
            self = self.edit(Edit::RemoveLink { id });
        }
        self
    }

    fn change_link(mut self, destination: &str, change: impl Fn(&mut Link)) -> Self {
        for id in links_into(&self, destination) {
            let mut link = self.link(&id).unwrap().clone();
            change(&mut link);
            let link = Arc::new(link);
            self = self.edit(Edit::ReplaceLink { id, link });
        }
        self
    }

    fn change_attribute(self, id: &AttributeId, change: impl FnOnce(&mut Attribute)) -> Self {
        let mut attribute = self.attribute(id).unwrap().clone();
        let id = attribute.id.clone();
        change(&mut attribute);
        let attribute = Arc::new(attribute);
        self.edit(Edit::ReplaceAttribute { id, attribute })
    }

    fn custom(self, id: AttributeId) -> Self {
        let attribute = Arc::new(Attribute::custom(id));
        self.edit(Edit::AddAttribute {
            position: 0,
            attribute,
        })
    }

    fn settings(self, resource: Resource, change: impl FnOnce(&mut ResourceSettings)) -> Self {
        let mut settings = Box::new(self.resource_settings(resource).clone());
        change(&mut settings);
        self.edit(Edit::SetResourceSettings { resource, settings })
    }
}

fn links_into(project: &Project, destination: &str) -> Vec<LinkId> {
    let destination = protocol(destination);
    project
        .links()
        .filter(|(_, link)| link.destination == destination && link.hop() == Hop::SourceToProtocol)
        .map(|(id, _)| id.clone())
        .collect()
}
