//! A small project in which everything that can be awkward is.

use std::sync::Arc;

use crosswalk::catalog::Source;
use crosswalk::model::{
    AcceptedFinding, Answer, Apply, Attribute, AttributeId, AttributePath, Audience, Cardinality,
    Column, Confidence, Edit, Evidence, FindingKey, Heading, Link, LinkId, Mark, Note, NoteKind,
    Place, Project, Resource, Rule, Stance, Status, Support, System, TenantCheck, UnknownMembers,
    ValueType, Version,
};
use crosswalk::rows::Reference;
use jiff::Timestamp;
use jiff::civil::date;

const USER: Resource = Resource::User;

/// A reference that knows one document and one mark.
pub(crate) struct Known {
    source: Source,
}

impl Known {
    pub(crate) fn new() -> Self {
        Self {
            source: Source {
                id: "field-table".to_owned(),
                title: "SCIM fields | \"mappings\"".to_owned(),
                publisher: "Genesys".to_owned(),
                url: "https://help.example/scim_fields?a=1".to_owned(),
                date: Some("2025-06".to_owned()),
                extent_read: "full".to_owned(),
                read_on: date(2026, 11, 20),
                note: String::new(),
            },
        }
    }
}

impl Reference for Known {
    fn mark(&self, attribute: &AttributeId) -> Option<Mark> {
        (attribute.path.as_str() == "title").then_some(Mark::Required)
    }

    fn source(&self, id: &str) -> Option<&Source> {
        (id == self.source.id).then_some(&self.source)
    }
}

pub(crate) fn evidence(source: &str, stance: Stance) -> Evidence {
    Evidence {
        source: source.to_owned(),
        stance,
        confidence: Confidence::Verified,
        read_on: Some(date(2026, 11, 21)),
        claim: String::new(),
        unknown: UnknownMembers::default(),
    }
}

pub(crate) fn apply(project: &mut Project, edit: Edit) {
    project.apply(edit).unwrap();
}

pub(crate) fn add_link(project: &mut Project, link: Link) -> LinkId {
    let id = project.next_link_id(&link.destination);
    let edit = Edit::AddLink {
        id: id.clone(),
        link: Arc::new(link),
    };
    apply(project, edit);
    id
}

pub(crate) fn add_note(
    project: &mut Project,
    place: Place,
    kind: NoteKind,
    text: &str,
    audience: Audience,
) {
    let note = Note {
        place,
        kind,
        text: text.to_owned(),
        author: "Maya".to_owned(),
        created: Timestamp::UNIX_EPOCH,
        audience,
        unknown: UnknownMembers::default(),
    };
    let id = project.next_note_id(&note);
    let note = Arc::new(note);
    apply(project, Edit::AddNote { id, note });
}

pub(crate) fn direct(destination: AttributeId, origin: &str) -> Link {
    let column = destination.column.hop_in().unwrap().origin();
    Link::new(
        destination,
        Rule::direct(AttributePath::new(column, origin)),
    )
}

fn attributes() -> [Vec<Attribute>; 3] {
    let source = |path: &str| Attribute::custom(AttributeId::source(USER, path));
    let protocol = |path: &str| Attribute::custom(AttributeId::protocol(USER, path));
    let target = |path: &str, scim_path: &str| {
        Attribute::custom(AttributeId::target(USER, path, Some(scim_path)))
    };
    let mut province = source("state");
    province.no_counterpart =
        Some("it is the province of the address, not the account's state".to_owned());
    let mut user_name = protocol("userName");
    user_name.mark = Some(Mark::Required);
    let mut id = protocol("id");
    id.mark = Some(Mark::SystemGenerated);
    let mut active = protocol("active");
    active.value_type = ValueType::Boolean;
    let mut phones = protocol("phoneNumbers[type eq \"work\"].value");
    phones.cardinality = Cardinality::Multiple;
    phones.support = Support::Unclear;
    let mut email = target("email_main.[0].value", "userName");
    email.evidence = vec![evidence("field-table", Stance::Supports)];
    [
        vec![
            source("userPrincipalName"),
            source("a|b"),
            source("שלום"),
            province,
        ],
        vec![
            user_name,
            protocol("title"),
            phones,
            active,
            id,
            protocol("nickName"),
        ],
        vec![
            email,
            target("", "phoneNumbers[type eq \"work\"].value"),
            target("UserProfile.state", "active"),
            target("UserProfile.Id", "id"),
        ],
    ]
}

fn add_links(project: &mut Project) {
    let mut user_name = direct(AttributeId::protocol(USER, "userName"), "userPrincipalName");
    user_name.settings.matching_precedence = Some(1);
    user_name.status = Status::Agreed;
    user_name.owner = Some("-Noam \"N\" O'Neil".to_owned());
    user_name.tenant_check = Some(TenantCheck {
        tenant: "contoso".to_owned(),
        date: date(2026, 12, 1),
        by: "Noam".to_owned(),
        unknown: UnknownMembers::default(),
    });
    add_link(project, user_name);

    let mut title = Link::new(
        AttributeId::protocol(USER, "title"),
        Rule::Expression {
            text: "IIF([a|b]=\"`x`\", [שלום], \"=1+1\")".to_owned(),
        },
    );
    title.settings.default_if_null = Some("=HYPERLINK(\"http://127.0.0.1:9/\";\"x\")".to_owned());
    title.settings.apply = Apply::OnlyDuringCreation;
    title.evidence = vec![evidence("a colleague's mail", Stance::Contradicts)];
    add_link(project, title);

    let active = Rule::Expression {
        text: "Not([IsSoftDeleted])".to_owned(),
    };
    add_link(
        project,
        Link::new(AttributeId::protocol(USER, "active"), active),
    );
    let phones = "phoneNumbers[type eq \"work\"].value";
    let mut phone = direct(AttributeId::protocol(USER, phones), "ghost\u{202e}'s 📞");
    phone.settings.default_if_null = Some("+972 52-6344414".to_owned());
    add_link(project, phone);

    let mut email = direct(
        AttributeId::target(USER, "email_main.[0].value", Some("userName")),
        "userName",
    );
    email.status = Status::Agreed;
    add_link(project, email);
    add_link(
        project,
        direct(AttributeId::target(USER, "", Some(phones)), phones),
    );
    let state = Rule::Translation {
        origins: vec![AttributePath::new(Column::Protocol, "active")],
        pairs: vec![
            ("True".to_owned(), "active".to_owned()),
            ("False".to_owned(), "inactive".to_owned()),
        ],
    };
    add_link(
        project,
        Link::new(
            AttributeId::target(USER, "UserProfile.state", Some("active")),
            state,
        ),
    );
    add_link(
        project,
        direct(
            AttributeId::target(USER, "UserProfile.Id", Some("id")),
            "id",
        ),
    );
    let group = Rule::Constant {
        value: "*all* <b>".to_owned(),
    };
    add_link(
        project,
        Link::new(AttributeId::protocol(Resource::Group, "displayName"), group),
    );
}

fn add_notes(project: &mut Project) {
    let question = |owner: Option<&str>, due, answer| NoteKind::Question {
        owner: owner.map(str::to_owned),
        due,
        answer,
    };
    let nick_name = Place::Attribute(AttributeId::protocol(USER, "nickName"));
    add_note(
        project,
        nick_name.clone(),
        question(Some("Dana"), Some(date(2027, 1, 31)), None),
        "Who uses it?\nLine two | with a pipe",
        Audience::Customer,
    );
    add_note(
        project,
        nick_name,
        NoteKind::Comment,
        "The customer must not read this",
        Audience::Internal,
    );
    let answer = Answer {
        text: "1. Yes".to_owned(),
        by: "Dana".to_owned(),
        date: Some(date(2026, 12, 3)),
        unknown: UnknownMembers::default(),
    };
    add_note(
        project,
        Place::Project,
        question(None, None, Some(answer)),
        "Is the test organisation ready?",
        Audience::Customer,
    );
    add_note(
        project,
        Place::Link(LinkId::new("user/protocol/userName")),
        NoteKind::Decision {
            by: "Dana".to_owned(),
            date: Some(date(2026, 12, 2)),
            why: "the address is the login".to_owned(),
        },
        "UPN feeds userName.",
        Audience::Customer,
    );
    let key = FindingKey {
        code: "M014".to_owned(),
        place: Place::Attribute(AttributeId::source(USER, "state")),
    };
    let acceptance = Some(Box::new(AcceptedFinding {
        reason: "known".to_owned(),
        by: "Noam".to_owned(),
        date: None,
        unknown: UnknownMembers::default(),
    }));
    apply(project, Edit::SetAcceptance { key, acceptance });
    apply(
        project,
        Edit::SetVersions(vec![Version {
            label: "v1 <draft>".to_owned(),
            date: Some(date(2026, 12, 1)),
            author: "Noam".to_owned(),
            summary: String::new(),
            difference: String::new(),
            unknown: UnknownMembers::default(),
        }]),
    );
}

/// The project.
pub(crate) fn project() -> Project {
    let [source, protocol, target] = attributes();
    let heading = Heading {
        title: "# Mapping for *Contoso*".to_owned(),
        customer: "Contoso & Söhne <DE>".to_owned(),
        summary: "1. First\n- second".to_owned(),
    };
    let mut project = Project::new(
        heading,
        System::new("Entra ID").with_attributes(source).0,
        System::new("SCIM").with_attributes(protocol).0,
        System::new("Genesys Cloud").with_attributes(target).0,
    );
    add_links(&mut project);
    add_notes(&mut project);
    project
}
