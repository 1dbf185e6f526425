//! What a person asks for, put as edits with a name for the undo menu.
//!
//! Each function reads the project and returns the change, or why there is none; nothing is changed here.

mod attributes;
mod cells;
mod combine;
mod findings;
mod links;
mod notes;
mod project;
mod rules;
mod samples;
mod settings;

pub use attributes::{
    add_attribute, change_attribute, remove_attributes, rename_attribute, set_mark,
    set_no_counterpart,
};
pub use cells::{
    CellContext, CellEdits, CellKind, CellRefusal, CellText, edit_cell, edit_cells, keep_refused,
};
pub use combine::{Combination, combinations, combine, link_to_combine};
pub use findings::{
    accept_finding, accept_suggestions, apply_certain_fixes, apply_fix, take_acceptance_back,
};
pub use links::{
    LinkRefusal, add_origin, change_links, connect, ends, remove_links, retarget_destination,
    retarget_origin,
};
pub use notes::{add_note, answer_question, change_note, remove_note};
pub use project::{
    HeadingLine, add_person, change_person, move_person, remove_person, rename_system, set_heading,
};
pub use rules::{RuleKind, rule_as};
pub use samples::{MAX_KEPT_SAMPLES, drop_samples, keep_samples, keeps_samples, kept_samples};
pub use settings::{
    add_clause, add_scoping_filter, change_application_settings, change_clause,
    change_resource_settings, change_scoping_filter, remove_clause, remove_scoping_filter,
};

use crate::model::Edit;

/// An edit and the phrase that undo and redo show for it: `Mark userName required`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The phrase.
    pub name: String,
    /// The edit.
    pub edit: Edit,
}

impl Change {
    fn new(name: String, mut edits: Vec<Edit>) -> Option<Self> {
        let edit = match edits.len() {
            0 => return None,
            1 => edits.remove(0),
            _ => Edit::Batch(edits),
        };
        Some(Self { name, edit })
    }

    /// The same with further edits behind it, under the same name.
    fn and(self, edits: Vec<Edit>) -> Self {
        if edits.is_empty() {
            return self;
        }
        let first = match self.edit {
            Edit::Batch(edits) => edits,
            edit => vec![edit],
        };
        Self {
            name: self.name,
            edit: Edit::Batch(first.into_iter().chain(edits).collect()),
        }
    }
}

/// `userName`, or `3 attributes`.
fn counted<'a>(labels: impl ExactSizeIterator<Item = &'a str>, plural: &str) -> String {
    let number = labels.len();
    match labels.last() {
        Some(label) if number == 1 => label.to_owned(),
        _ => format!("{number} {plural}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Attribute, AttributeId, Heading, Link, LinkId, Mark, Note, NoteKind, Place, Project,
        Resource, Rule, System,
    };

    fn source(name: &str) -> AttributeId {
        AttributeId::source(Resource::User, name)
    }

    fn protocol(name: &str) -> AttributeId {
        AttributeId::protocol(Resource::User, name)
    }

    fn project() -> Project {
        let with = |ids: &[AttributeId]| {
            System::default()
                .with_attributes(ids.iter().cloned().map(Attribute::custom))
                .0
        };
        let target = AttributeId::target(Resource::User, "UserProfile.state", Some("active"));
        Project::new(
            Heading::default(),
            with(&[source("mail"), source("upn"), source("IsSoftDeleted")]),
            with(&[protocol("userName"), protocol("active")]),
            with(&[target]),
        )
    }

    /// Applies a change, checks that its inverse leads back, and returns what came of it.
    fn applied(before: &Project, change: Change) -> Project {
        let mut after = before.clone();
        let inverse = after.apply(change.edit).unwrap();
        let mut back = after.clone();
        back.apply(inverse).unwrap();
        assert_eq!(back, *before, "{}", change.name);
        after
    }

    fn only_link(project: &Project) -> (LinkId, Link) {
        let mut links = project.links();
        let (id, link) = links.next().unwrap();
        assert_eq!(links.len(), 0);
        (id.clone(), link.clone())
    }

    #[test]
    fn a_link_is_the_same_whichever_way_it_is_drawn() {
        let project = project();
        let (mail, user_name) = (source("mail"), protocol("userName"));
        let there = connect(&project, &mail, &user_name).unwrap();
        let back = connect(&project, &user_name, &mail).unwrap();
        assert_eq!(there, back);
        assert_eq!(there.name, "Link mail to userName");
        let (id, link) = only_link(&applied(&project, there));
        assert_eq!(id.as_str(), "user/protocol/userName");
        assert_eq!(link.rule, Rule::direct(mail.path));
    }

    #[test]
    fn what_cannot_be_linked_says_why() {
        let project = project();
        let group = AttributeId::protocol(Resource::Group, "displayName");
        let state = AttributeId::target(Resource::User, "UserProfile.state", Some("active"));
        let check = |a: &AttributeId, b: &AttributeId, expected| {
            assert_eq!(connect(&project, a, b), Err(expected));
        };
        check(&source("mail"), &state, LinkRefusal::NotNeighbours);
        check(&source("mail"), &source("upn"), LinkRefusal::NotNeighbours);
        check(&source("mail"), &group, LinkRefusal::OtherResource);
        let linked = applied(
            &project,
            connect(&project, &source("mail"), &protocol("userName")).unwrap(),
        );
        assert_eq!(
            connect(&linked, &protocol("userName"), &source("mail")),
            Err(LinkRefusal::LinkedAlready)
        );
    }

    #[test]
    fn linking_takes_back_that_there_is_no_counterpart() {
        let project = project();
        let user_name = protocol("userName");
        let unmapped = applied(
            &project,
            set_no_counterpart(&project, std::slice::from_ref(&user_name), Some("not used"))
                .unwrap(),
        );
        assert!(
            unmapped
                .attribute(&user_name)
                .unwrap()
                .no_counterpart
                .is_some()
        );
        let linked = applied(
            &unmapped,
            connect(&unmapped, &source("mail"), &user_name).unwrap(),
        );
        assert_eq!(linked.attribute(&user_name).unwrap().no_counterpart, None);
    }

    #[test]
    fn an_origin_is_added_moved_and_refused_twice() {
        let project = project();
        let linked = applied(
            &project,
            connect(&project, &source("mail"), &protocol("userName")).unwrap(),
        );
        let (id, _) = only_link(&linked);
        assert_eq!(
            add_origin(&linked, &id, &source("mail")),
            Err(LinkRefusal::LinkedAlready)
        );
        let moved = applied(
            &linked,
            retarget_origin(&linked, &id, &source("mail"), &source("upn")).unwrap(),
        );
        let both = applied(&moved, add_origin(&moved, &id, &source("mail")).unwrap());
        let (_, link) = only_link(&both);
        assert_eq!(
            link.rule,
            Rule::Direct {
                origins: vec![source("upn").path, source("mail").path]
            }
        );
    }

    #[test]
    fn an_origin_added_to_an_expression_stands_in_its_text() {
        let mut project = project();
        let link = Link::new(
            protocol("active"),
            Rule::Expression {
                text: "Not([IsSoftDeleted])".to_owned(),
            },
        );
        let id = project.next_link_id(&link.destination);
        let link = link.into();
        project
            .apply(Edit::AddLink {
                id: id.clone(),
                link,
            })
            .unwrap();
        let change = add_origin(&project, &id, &source("mail")).unwrap();
        let added = applied(&project, change);
        assert_eq!(
            only_link(&added).1.rule,
            Rule::Expression {
                text: "Join(\" \", Not([IsSoftDeleted]), [mail])".to_owned(),
            }
        );
        assert_eq!(
            add_origin(&added, &id, &source("mail")),
            Err(LinkRefusal::LinkedAlready)
        );
    }

    #[test]
    fn a_retargeted_link_keeps_its_id() {
        let project = project();
        let linked = applied(
            &project,
            connect(&project, &source("mail"), &protocol("userName")).unwrap(),
        );
        let (id, _) = only_link(&linked);
        let moved = applied(
            &linked,
            retarget_destination(&linked, &id, &protocol("active")).unwrap(),
        );
        let (same, link) = only_link(&moved);
        assert_eq!((same, link.destination), (id, protocol("active")));
    }

    #[test]
    fn a_renamed_attribute_takes_links_expressions_fields_and_notes_along() {
        let mut project = project();
        let (old, new) = (source("IsSoftDeleted"), source("Gone"));
        let link = Link::new(
            protocol("active"),
            Rule::Expression {
                text: "Not([IsSoftDeleted])".to_owned(),
            },
        );
        let id = project.next_link_id(&link.destination);
        project
            .apply(Edit::AddLink {
                id: id.clone(),
                link: link.into(),
            })
            .unwrap();
        let note = Note {
            place: Place::Attribute(old.clone()),
            kind: NoteKind::Comment,
            text: "computed".to_owned(),
            author: String::new(),
            created: jiff::Timestamp::UNIX_EPOCH,
            audience: crate::model::Audience::Customer,
            unknown: crate::model::UnknownMembers::default(),
        };
        project = applied(&project, add_note(&project, note).unwrap());
        let renamed = applied(&project, rename_attribute(&project, &old, &new).unwrap());
        assert_eq!(
            renamed.link(&id).unwrap().rule,
            Rule::Expression {
                text: "Not([Gone])".to_owned()
            }
        );
        assert!(
            renamed
                .notes()
                .all(|(_, note)| note.place == Place::Attribute(new.clone()))
        );
        assert_eq!(renamed.attribute(&old), None);
        assert_eq!(rename_attribute(&renamed, &new, &source("mail")), None);
    }

    #[test]
    fn what_an_attribute_is_can_be_said_anew() {
        let project = project();
        let multiple = |attribute: &mut Attribute| {
            attribute.cardinality = crate::model::Cardinality::Multiple;
        };
        let change = change_attribute(&project, &source("mail"), "type", multiple).unwrap();
        assert_eq!(change.name, "Change type of mail");
        let changed = applied(&project, change);
        assert_eq!(
            changed.attribute(&source("mail")).unwrap().cardinality,
            crate::model::Cardinality::Multiple
        );
        assert_eq!(
            change_attribute(&changed, &source("mail"), "type", multiple),
            None
        );
    }

    #[test]
    fn removing_an_attribute_removes_what_hangs_on_it() {
        let project = project();
        let linked = applied(
            &project,
            connect(&project, &source("mail"), &protocol("userName")).unwrap(),
        );
        let gone = applied(
            &linked,
            remove_attributes(&linked, &[protocol("userName")]).unwrap(),
        );
        assert_eq!(gone.links().len(), 0);
        let unfed = applied(
            &linked,
            remove_attributes(&linked, &[source("mail")]).unwrap(),
        );
        assert_eq!(unfed.links().len(), 0);
    }

    #[test]
    fn a_removed_attribute_takes_its_links_on_both_sides_with_notes_and_acceptances() {
        let mut project = project();
        let target = AttributeId::target(Resource::User, "UserProfile.state", Some("active"));
        let into = Link::new(protocol("active"), Rule::direct(source("mail").path));
        let translation = Rule::Translation {
            origins: vec![protocol("active").path],
            pairs: Vec::new(),
        };
        let out = Link::new(target.clone(), translation);
        let mut ids = Vec::new();
        for link in [into, out] {
            let id = project.next_link_id(&link.destination);
            ids.push(id.clone());
            let link = link.into();
            project.apply(Edit::AddLink { id, link }).unwrap();
        }
        let places = [
            Place::Link(ids[1].clone()),
            Place::Attribute(protocol("active")),
        ];
        for place in places {
            let note = Note {
                place: place.clone(),
                kind: NoteKind::Comment,
                text: "hangs on it".to_owned(),
                author: String::new(),
                created: jiff::Timestamp::UNIX_EPOCH,
                audience: crate::model::Audience::Customer,
                unknown: crate::model::UnknownMembers::default(),
            };
            project = applied(&project, add_note(&project, note).unwrap());
            let key = crate::model::FindingKey {
                code: "M002".to_owned(),
                place,
            };
            let date = jiff::civil::date(2026, 11, 25);
            let accepted = accept_finding(&project, &key, "as agreed", "Dana", date);
            project = applied(&project, accepted.unwrap());
        }
        let gone = applied(
            &project,
            remove_attributes(&project, &[protocol("active")]).unwrap(),
        );
        assert_eq!(gone.links().len(), 0);
        assert_eq!(gone.notes().count(), 0);
        assert!(gone.accepted_findings().is_empty());
        assert!(gone.attribute(&target).is_some());
        // Renamed, it takes along what was accepted.
        let renamed = applied(
            &project,
            rename_attribute(&project, &protocol("active"), &protocol("enabled")).unwrap(),
        );
        let places: Vec<_> = renamed
            .accepted_findings()
            .keys()
            .map(|key| &key.place)
            .collect();
        assert!(places.contains(&&Place::Attribute(protocol("enabled"))));
        assert!(!places.contains(&&Place::Attribute(protocol("active"))));
    }

    #[test]
    fn an_expression_stays_while_it_names_something_else() {
        let mut project = project();
        let text = "Join(\" \", [mail], [upn])".to_owned();
        let link = Link::new(protocol("userName"), Rule::Expression { text });
        let id = project.next_link_id(&link.destination);
        let link = link.into();
        project.apply(Edit::AddLink { id, link }).unwrap();
        let one = applied(
            &project,
            remove_attributes(&project, &[source("mail")]).unwrap(),
        );
        assert_eq!(only_link(&one).1.rule, only_link(&project).1.rule);
        let both = [source("mail"), source("upn")];
        let none = applied(&project, remove_attributes(&project, &both).unwrap());
        assert_eq!(none.links().len(), 0);
    }

    #[test]
    fn a_change_of_many_counts_them_and_nothing_to_change_is_none() {
        let project = project();
        let ids = [source("mail"), source("upn")];
        let change = set_mark(&project, &ids, Some(Mark::Optional)).unwrap();
        assert_eq!(change.name, "Mark 2 attributes optional");
        let marked = applied(&project, change);
        assert_eq!(set_mark(&marked, &ids, Some(Mark::Optional)), None);
    }
}
