//! Large, plausible projects, the same each time: what the benchmarks measure with.
//!
//! No customer has one; they show what grows with the project and what does not.

use std::sync::Arc;

use crosswalk::model::{
    Attribute, AttributeId, AttributePath, Audience, Column, Confidence, Edit, Evidence, Heading,
    Link, Mark, Note, NoteKind, Place, Project, Resource, Rule, Stance, Status, System,
    UnknownMembers,
};
use jiff::Timestamp;
use jiff::civil::date;

/// How large a project is.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    /// Attributes in each of the three columns.
    pub(crate) attributes_per_column: usize,
    /// Links of each of the two hops; from the number of attributes on, a destination gets a second one.
    pub(crate) links_per_hop: usize,
}

/// Makes a project of this size.
pub(crate) fn project(size: Size) -> Project {
    let number = size.attributes_per_column;
    let system = |name: &str, attribute: fn(usize) -> Attribute| {
        let (system, repeated) = System::new(name).with_attributes((0..number).map(attribute));
        assert!(repeated.is_empty(), "{name}");
        system
    };
    let heading = Heading {
        title: "Large".to_owned(),
        ..Heading::default()
    };
    let mut project = Project::new(
        heading,
        system("Entra ID", |i| attribute(source(i), i)),
        system("SCIM", |i| attribute(protocol(i), i)),
        system("Genesys Cloud", |i| attribute(target(i), i)),
    );
    let mut dice = Dice(0x5EED);
    for i in 0..size.links_per_hop {
        let first = source_link(i % number, number, &mut dice);
        let second = target_link(i % number);
        for link in [first, second] {
            let id = project.next_link_id(&link.destination);
            if i % 20 == 0 {
                add_note(&mut project, Place::Link(id.clone()), i);
            }
            let link = Arc::new(link);
            project.apply(Edit::AddLink { id, link }).unwrap();
        }
        if i % 100 == 50 {
            add_note(&mut project, Place::Attribute(protocol(i % number)), i);
        }
    }
    project
}

/// A linear congruential generator with Knuth's constants for MMIX: the same numbers everywhere, for ever.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// Each tenth attribute is a group's.
fn resource(i: usize) -> Resource {
    if i % 10 == 9 {
        Resource::Group
    } else {
        Resource::User
    }
}

fn source(i: usize) -> AttributeId {
    let path = match i % 4 {
        0 => format!("extension_7c1d9e04b52a4f0e8a6b3d2f91c0e85a_field{i}"),
        _ => format!("sourceAttribute{i}"),
    };
    AttributeId::source(resource(i), &path)
}

fn protocol_path(i: usize) -> String {
    match i % 4 {
        0 => format!("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:field{i}"),
        1 => format!("phoneNumbers[type eq \"type{i}\"].value"),
        _ => format!("scimAttribute{i}"),
    }
}

fn protocol(i: usize) -> AttributeId {
    AttributeId::protocol(resource(i), &protocol_path(i))
}

fn target(i: usize) -> AttributeId {
    let path = format!("UserProfile.section{}.field{i}.[0].value", i % 50);
    AttributeId::target(resource(i), &path, Some(&protocol_path(i)))
}

fn attribute(id: AttributeId, i: usize) -> Attribute {
    let mark = match i % 5 {
        0 => Some(Mark::Required),
        1 => None,
        _ => Some(Mark::Optional),
    };
    let description = if i.is_multiple_of(3) {
        format!("What field {i} is for, in a sentence, as a catalogue has it; \"quoted\" once.")
    } else {
        String::new()
    };
    Attribute {
        group: format!("Section {}", i / 100),
        mark,
        description,
        evidence: vec![evidence("gc-sdk-models", "")],
        ..Attribute::custom(id)
    }
}

fn evidence(source: &str, claim: &str) -> Evidence {
    Evidence {
        source: source.to_owned(),
        stance: Stance::Supports,
        confidence: Confidence::Verified,
        read_on: Some(date(2026, 11, 23)),
        claim: claim.to_owned(),
        unknown: UnknownMembers::default(),
    }
}

/// Every eighth is an expression; every fifth comes from another attribute than its neighbour, of the same resource.
fn source_link(i: usize, number: usize, dice: &mut Dice) -> Link {
    let other = (dice.below(number) / 10 * 10 + i % 10) % number;
    let other = if resource(other) == resource(i) {
        other
    } else {
        i
    };
    let from = if i.is_multiple_of(5) { other } else { i };
    let rule = if i % 8 == 3 {
        let (one, two) = (source(i), source(other));
        Rule::Expression {
            text: format!("Coalesce([{}], ToUpper([{}]))", one.label(), two.label()),
        }
    } else {
        Rule::direct(source(from).path)
    };
    let mut link = Link::new(protocol(i), rule);
    link.status = match i % 3 {
        0 => Status::Agreed,
        _ => Status::Proposed,
    };
    link.owner = i.is_multiple_of(3).then(|| "Ingrid Solheim".to_owned());
    link.evidence = vec![evidence("ms-genesys-tutorial", "Lists it as a target.")];
    link
}

fn target_link(i: usize) -> Link {
    let origins = vec![AttributePath::new(Column::Protocol, &protocol_path(i))];
    let rule = if i % 50 == 7 {
        let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        let pairs = vec![pair("True", "active"), pair("False", "inactive")];
        Rule::Translation { origins, pairs }
    } else {
        Rule::Direct { origins }
    };
    let mut link = Link::new(target(i), rule);
    link.status = Status::Agreed;
    link.evidence = vec![evidence("gc-field-map", "Prints this row.")];
    link
}

fn add_note(project: &mut Project, place: Place, i: usize) {
    let kind = if i.is_multiple_of(200) {
        NoteKind::Question {
            owner: Some("Amara Okafor".to_owned()),
            due: Some(date(2026, 12, 4)),
            answer: None,
        }
    } else {
        NoteKind::Comment
    };
    let note = Note {
        place,
        kind,
        text: format!(
            "Something worth saying of number {i}, with a comma, a \"quote\"\nand a second line."
        ),
        author: "Dana Peretz".to_owned(),
        created: Timestamp::UNIX_EPOCH,
        audience: Audience::Customer,
        unknown: UnknownMembers::default(),
    };
    let id = project.next_note_id(&note);
    let note = Arc::new(note);
    project.apply(Edit::AddNote { id, note }).unwrap();
}
