//! The reference project: the documented mapping as a project, which a first start shows.
//!
//! It holds what the documents say and no more. A source link is proposed, since no document read prints the source
//! column of the gallery app; a target link that was read in the field table is agreed; what Genesys Cloud does not
//! take is left unlinked with the reason.

use std::sync::Arc;

use jiff::Timestamp;

use super::reference::{Catalog, reference};
use super::rows::{Direction, DocumentedRow, Requirement, SourceKind};
use super::{CatalogAttribute, GenesysSupport, PublishedRow, evidence};
use crate::model::{
    Attribute, AttributeId, AttributePath, Audience, Column, Edit, EditError, Heading,
    LifecycleActions, Link, LinkId, Note, NoteKind, Place, Project, Resource, ResourceSettings,
    Rule, Status, Support, System, UnknownMembers,
};

/// Who signs the notes of the reference project.
const AUTHOR: &str = "Crosswalk reference";

/// 2026-11-23T00:00:00Z: the day on which the reference was checked.
const CHECKED: Timestamp = Timestamp::constant(1_795_392_000, 0);

/// What to find out before the source column can be agreed; each line is open in the documents.
const TO_CHECK: &str = "\
What does the tenant say where the documents are silent?
1. Source column: which Entra ID attribute feeds each SCIM attribute in the gallery app's default mapping? No document \
read prints it, so every source link here is a proposal.
2. Matching: which attribute does the gallery app match users by? userName is assumed.
3. Division: does it take a name or an id, what happens with an unknown division, and where does a user go if \
division is not mapped? (C06)
4. Phone types: which are offered as targets? other, zoomphone, ringcentral and eightbyeight are in the Genesys Cloud \
model but not in Microsoft's list. (C11)
5. Inactive users: does a query by userName find them? Try a rehire with the same e-mail, and an e-mail used again \
after a delete. (C10)
6. Clearing: does an empty value, or a remove, clear a field in Genesys Cloud? Who clears what Entra ID leaves \
behind? (C08)
7. Hire date: which format does employeeHireDate arrive in? The expression for dateHire assumes ISO 8601 in UTC.
8. Token: how long does a token of the SCIM client live, and who renews it?
9. Live pages: what stands under \"Mappings (optional)\" in the Genesys Cloud article, and in the rows of the field \
table after roles (employee number, external ids, routing, groups)? (C02)
10. Limits: which does \"About Genesys Cloud SCIM\" name?";

/// The documented mapping as a project; the same value each time.
///
/// # Panics
///
/// Only if the shipped rows named one link twice; a test builds it.
pub fn reference_project() -> Project {
    #[expect(clippy::expect_used, reason = "shipped data, read by a test")]
    build(reference()).expect("the documented rows make a project")
}

fn build(catalog: &Catalog) -> Result<Project, EditError> {
    let heading = Heading {
        title: "Reference mapping".to_owned(),
        customer: String::new(),
        summary: "What public documents say of provisioning users and groups from Entra ID to Genesys Cloud over \
                  SCIM. Source links are proposals until they are checked in the tenant."
            .to_owned(),
    };
    let mut project = Project::new(
        heading,
        system(catalog, Column::Source, "Entra ID", "entra-id"),
        system(catalog, Column::Protocol, "SCIM", "scim"),
        system(catalog, Column::Target, "Genesys Cloud", "genesys-cloud"),
    );
    project.apply(Edit::SetResourceSettings {
        resource: Resource::Group,
        settings: Box::new(group_settings()),
    })?;
    for row in catalog.rows() {
        if let Some(link) = source_link(catalog, row) {
            let id = add_link(&mut project, link)?;
            if row.expression.as_ref() != row.entra_source.value.as_ref()
                && row.entra_source.kind == SourceKind::Expression
            {
                add_note(
                    &mut project,
                    Place::Link(id),
                    NoteKind::Comment,
                    inferred_expression(row),
                )?;
            }
        }
    }
    for entry in catalog.attributes(Column::Target) {
        if let Some(link) = target_link(catalog, entry) {
            add_link(&mut project, link)?;
        }
    }
    let question = NoteKind::Question {
        owner: None,
        due: None,
        answer: None,
    };
    add_note(&mut project, Place::Project, question, TO_CHECK.to_owned())?;
    Ok(project)
}

/// Groups must exist in Genesys Cloud: only updates are supported.
///
/// Source: ms-genesys-tutorial, gc-sdk-scimapi (conflict C05).
fn group_settings() -> ResourceSettings {
    ResourceSettings {
        actions: LifecycleActions {
            create: false,
            update: true,
            delete: false,
        },
        ..ResourceSettings::default()
    }
}

fn add_link(project: &mut Project, link: Link) -> Result<LinkId, EditError> {
    let id = project.next_link_id(&link.destination);
    project.apply(Edit::AddLink {
        id: id.clone(),
        link: Arc::new(link),
    })?;
    Ok(id)
}

fn add_note(
    project: &mut Project,
    place: Place,
    kind: NoteKind,
    text: String,
) -> Result<(), EditError> {
    let note = Note {
        place,
        kind,
        text,
        author: AUTHOR.to_owned(),
        created: CHECKED,
        audience: Audience::Customer,
        unknown: UnknownMembers::default(),
    };
    let id = project.next_note_id(&note);
    project.apply(Edit::AddNote {
        id,
        note: Arc::new(note),
    })?;
    Ok(())
}

/// A column of the catalogue, each attribute with the reason why it is left unmapped, if it is.
fn system(catalog: &Catalog, column: Column, name: &str, catalog_name: &str) -> System {
    let attributes = catalog.attributes(column).map(|entry| Attribute {
        no_counterpart: no_counterpart(catalog, entry),
        ..entry.attribute.clone()
    });
    // No attribute is there twice: a test of the catalogue proves it.
    let (mut system, _) = System::new(name).with_attributes(attributes);
    catalog_name.clone_into(&mut system.catalog);
    system
}

/// Why an attribute is left unmapped on purpose; none if it is not.
fn no_counterpart(catalog: &Catalog, entry: &CatalogAttribute) -> Option<String> {
    let id = &entry.attribute.id;
    let mut rows = catalog.rows_of(id).filter(|row| row.alias_of.is_none());
    match id.column {
        Column::Source if entry.attribute.support == Support::Unsupported => {
            Some("Entra ID does not offer it as a source.".to_owned())
        }
        Column::Source => {
            let first = rows.next()?;
            let is_unmapped = std::iter::once(first)
                .chain(rows)
                .all(|row| row.requirement == Requirement::Unsupported);
            is_unmapped.then(|| reason(catalog, id.resource, first.real_path(), Some(first)))
        }
        Column::Protocol => {
            let row = rows.next();
            let is_unmapped = entry.attribute.support == Support::Unsupported
                || row.is_some_and(|row| row.requirement == Requirement::Unsupported);
            is_unmapped.then(|| reason(catalog, id.resource, id.path.as_str(), row))
        }
        Column::Target => {
            let row = rows.next().filter(|row| is_never_filled(row))?;
            Some(reason(catalog, id.resource, row.real_path(), Some(row)))
        }
    }
}

/// Whether nothing ever fills the target field of a row; a field that mirrors another one is filled.
fn is_never_filled(row: &DocumentedRow) -> bool {
    row.requirement == Requirement::Unsupported && row.direction == Direction::None
}

/// Why a SCIM attribute is not mapped, in a sentence.
fn reason(
    catalog: &Catalog,
    resource: Resource,
    path: &str,
    row: Option<&DocumentedRow>,
) -> String {
    let facts = catalog.scim_facts(resource, path);
    let is_in_model =
        facts.is_some_and(|facts| facts.attribute.genesys_support != GenesysSupport::Unsupported);
    if is_in_model && let Some(row) = row.filter(|row| row.requirement == Requirement::Unsupported)
    {
        return row.notes.clone();
    }
    let missing = facts.map_or(path, |facts| match facts.sub_attribute {
        Some(sub) if is_in_model => sub.name.as_str(),
        Some(_) | None => facts.attribute.name.as_str(),
    });
    format!("Genesys Cloud has no field for it: its SCIM model has no {missing:?}.")
}

/// The link that a documented row proposes from Entra ID; none if it names no source or cannot be mapped.
fn source_link(catalog: &Catalog, row: &DocumentedRow) -> Option<Link> {
    if row.alias_of.is_some() || row.requirement == Requirement::Unsupported {
        return None;
    }
    let rule = match row.entra_source.kind {
        SourceKind::Attribute => Rule::direct(AttributePath::new(
            Column::Source,
            row.entra_source.value.as_deref()?,
        )),
        SourceKind::Expression => Rule::Expression {
            text: row.expression.clone()?,
        },
        SourceKind::None | SourceKind::Unspecified => return None,
    };
    let destination = catalog
        .resolve(Column::Protocol, row.object, row.real_path())?
        .single()?
        .clone();
    let mut link = Link::new(destination, rule);
    link.evidence = evidence::of_source_link(row);
    if row.matching_candidate && row.requirement == Requirement::Required {
        link.settings.matching_precedence = Some(1);
    }
    Some(link)
}

/// What to say of an expression that no document prints.
fn inferred_expression(row: &DocumentedRow) -> String {
    let path = row.scim_path.rsplit(':').next().unwrap_or(&row.scim_path);
    format!(
        "The expression for {path} is inferred: the documents name the function and the attribute, not the arguments. \
         Test it with provision on demand before agreeing to it."
    )
}

/// The link by which Genesys Cloud fills a field; none if nothing fills it.
fn target_link(catalog: &Catalog, entry: &CatalogAttribute) -> Option<Link> {
    let id = &entry.attribute.id;
    let field = catalog.field(id)?;
    let mut rows = catalog.rows_of(id);
    if rows.any(|row| row.alias_of.is_none() && is_never_filled(row)) {
        return None;
    }
    let origin = origin_of(catalog, id)?;
    let mut link = Link::new(id.clone(), target_rule(origin));
    link.evidence.clone_from(&entry.attribute.evidence);
    if field.published_row == PublishedRow::Verified {
        link.status = Status::Agreed;
    }
    Some(link)
}

/// The SCIM attribute of the column that reaches a field.
fn origin_of(catalog: &Catalog, field: &AttributeId) -> Option<AttributePath> {
    let path = field.scim_path.as_ref()?;
    let resolved = catalog.resolve(Column::Protocol, field.resource, path.as_str())?;
    Some(resolved.single()?.path.clone())
}

/// Direct for all but the account status, which is a boolean on one side and a word on the other.
///
/// Source: gc-field-map prints true = active, false = inactive.
fn target_rule(origin: AttributePath) -> Rule {
    if origin.key() != "active" {
        return Rule::direct(origin);
    }
    let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    Rule::Translation {
        origins: vec![origin],
        pairs: vec![pair("True", "active"), pair("False", "inactive")],
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::model::{Hop, ScimPath};

    const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    fn short(path: &AttributePath) -> String {
        ScimPath::parse(path.as_str()).unwrap().short()
    }

    fn links(hop: Hop, resource: Resource) -> Vec<Link> {
        reference_project()
            .links()
            .filter(|(_, link)| link.hop() == hop && link.resource() == resource)
            .map(|(_, link)| link.clone())
            .collect()
    }

    fn rule_text(rule: &Rule) -> String {
        match rule {
            Rule::Direct { origins } | Rule::Translation { origins, .. } => origins
                .iter()
                .map(AttributePath::as_str)
                .collect::<Vec<_>>()
                .join(", "),
            Rule::Constant { value } => format!("{value:?}"),
            Rule::Expression { text } => text.clone(),
        }
    }

    #[test]
    fn it_is_the_same_each_time() {
        assert_eq!(reference_project(), reference_project());
    }

    #[test]
    fn systems_have_the_names_of_the_exports() {
        let project = reference_project();
        let names = Column::ALL.map(|column| project.system(column).name.clone());
        assert_eq!(names, ["Entra ID", "SCIM", "Genesys Cloud"]);
        for column in Column::ALL {
            let count = project.system(column).attributes().len();
            assert_eq!(count, reference().attributes(column).len(), "{column:?}");
        }
    }

    #[test]
    fn sources_are_proposed() {
        let found: BTreeMap<_, _> = links(Hop::SourceToProtocol, Resource::User)
            .iter()
            .map(|link| {
                assert_eq!(link.status, Status::Proposed);
                assert!(!link.evidence.is_empty());
                (short(&link.destination.path), rule_text(&link.rule))
            })
            .collect();
        let expected = [
            ("active", "Not([IsSoftDeleted])"),
            ("displayName", "displayName"),
            ("emails[work].value", "mail"),
            (
                "enterprise · dateHire",
                "FormatDateTime([employeeHireDate], , \"yyyy-MM-ddTHH:mm:ssZ\", \"yyyy-MM-dd\")",
            ),
            ("enterprise · department", "department"),
            ("enterprise · division", "employeeOrgData.division"),
            ("enterprise · employeeNumber", "employeeId"),
            ("enterprise · manager", "manager"),
            ("phoneNumbers[mobile].value", "mobile"),
            ("phoneNumbers[work].value", "telephoneNumber"),
            (
                "roles",
                "AssertiveAppRoleAssignmentsComplex([appRoleAssignments])",
            ),
            ("title", "jobTitle"),
            ("userName", "userPrincipalName"),
        ];
        let expected = expected.map(|(path, rule)| (path.to_owned(), rule.to_owned()));
        assert_eq!(found, BTreeMap::from(expected));
        let groups: Vec<_> = links(Hop::SourceToProtocol, Resource::Group)
            .iter()
            .map(|link| {
                (
                    link.destination.path.as_str().to_owned(),
                    rule_text(&link.rule),
                )
            })
            .collect();
        let expected = [
            ("displayName", "displayName"),
            ("externalId", "objectId"),
            ("members", "members"),
        ];
        assert_eq!(
            groups,
            expected.map(|(path, rule)| (path.to_owned(), rule.to_owned()))
        );
    }

    #[test]
    fn every_documented_source_is_linked_or_said_to_have_no_counterpart() {
        let project = reference_project();
        for row in reference()
            .rows()
            .iter()
            .filter(|row| row.entra_source.value.is_some())
        {
            let id = AttributeId::protocol(row.object, row.real_path());
            let is_linked = project
                .links()
                .any(|(_, link)| link.destination == id && link.hop() == Hop::SourceToProtocol);
            let reason = &project.attribute(&id).unwrap().no_counterpart;
            assert_ne!(is_linked, reason.is_some(), "{}", row.id);
            if row.entra_source.kind == SourceKind::Attribute && !is_linked {
                let name = row.entra_source.value.as_deref().unwrap();
                let source = AttributeId::source(row.object, name);
                assert!(
                    project.attribute(&source).unwrap().no_counterpart.is_some(),
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn a_target_link_is_agreed_if_the_field_table_prints_it() {
        for resource in Resource::ALL {
            for link in links(Hop::ProtocolToTarget, resource) {
                let field = reference().field(&link.destination).unwrap();
                let is_agreed = link.status == Status::Agreed;
                assert_eq!(
                    is_agreed,
                    field.published_row == PublishedRow::Verified,
                    "{link:?}"
                );
                assert!(!link.evidence.is_empty(), "{link:?}");
            }
        }
        let empty: Vec<_> = reference_project()
            .system(Column::Target)
            .attributes()
            .filter(|one| {
                !reference_project()
                    .links()
                    .any(|(_, link)| link.destination == one.id)
            })
            .map(|one| one.id.scim_path.as_ref().unwrap().as_str().to_owned())
            .collect();
        assert_eq!(empty, ["password"]);
        let number = links(Hop::ProtocolToTarget, Resource::User)
            .into_iter()
            .find(|link| link.destination.path.as_str() == "User.hr.empId.[0].value")
            .unwrap();
        assert_eq!(number.status, Status::Proposed);
    }

    #[test]
    fn active_becomes_the_words_of_the_field() {
        let id = AttributeId::target(Resource::User, "UserProfile.state", Some("active"));
        let link = links(Hop::ProtocolToTarget, Resource::User)
            .into_iter()
            .find(|link| link.destination == id)
            .unwrap();
        assert_eq!(link.status, Status::Agreed);
        let Rule::Translation { pairs, .. } = &link.rule else {
            panic!("{:?}", link.rule)
        };
        let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        assert_eq!(pairs, &[pair("True", "active"), pair("False", "inactive")]);
    }

    #[test]
    fn links_join_attributes_that_are_there() {
        let project = reference_project();
        for (id, link) in project.links() {
            assert!(project.attribute(&link.destination).is_some(), "{id:?}");
            if let Rule::Direct { origins } | Rule::Translation { origins, .. } = &link.rule {
                assert_eq!(origins.len(), 1, "{id:?}");
                let origin = AttributeId {
                    column: link.hop().origin(),
                    resource: link.resource(),
                    path: origins[0].clone(),
                    scim_path: None,
                };
                assert!(project.attribute(&origin).is_some(), "{id:?}");
            }
            for evidence in &link.evidence {
                assert!(reference().source(&evidence.source).is_some(), "{id:?}");
                assert!(evidence.read_on.is_some(), "{id:?}");
            }
        }
    }

    #[test]
    fn what_is_left_unmapped_says_why() {
        let project = reference_project();
        let reasons: BTreeMap<_, _> = Column::ALL
            .into_iter()
            .flat_map(|column| project.system(column).attributes())
            .filter_map(|one| Some((&one.id, one.no_counterpart.as_deref()?)))
            .collect();
        let check = |id: AttributeId, expected: Option<&str>| {
            assert_eq!(reasons.get(&id).copied(), expected, "{id:?}");
        };
        let lacks_name = "Genesys Cloud has no field for it: its SCIM model has no \"name\".";
        check(
            AttributeId::protocol(Resource::User, "name.givenName"),
            Some(lacks_name),
        );
        check(
            AttributeId::source(Resource::User, "givenName"),
            Some(lacks_name),
        );
        check(
            AttributeId::source(Resource::User, "userType"),
            Some("Entra ID does not offer it as a source."),
        );
        check(
            AttributeId::protocol(Resource::User, "meta.created"),
            Some("Genesys Cloud has no field for it: its SCIM model has no \"created\"."),
        );
        check(
            AttributeId::protocol(Resource::User, "phoneNumbers[type eq \"work2\"].value"),
            None,
        );
        check(AttributeId::protocol(Resource::User, "id"), None);
        check(
            AttributeId::protocol(Resource::User, &format!("{ENTERPRISE}:manager")),
            None,
        );
        let has_reason = |id: AttributeId| assert!(reasons.contains_key(&id), "{id:?}");
        has_reason(AttributeId::protocol(Resource::User, "password"));
        has_reason(AttributeId::target(Resource::User, "", Some("password")));
        has_reason(AttributeId::protocol(
            Resource::User,
            "emails[type eq \"other\"].value",
        ));
        has_reason(AttributeId::protocol(
            Resource::User,
            "phoneNumbers[type eq \"fax\"].value",
        ));
        has_reason(AttributeId::source(
            Resource::User,
            "facsimileTelephoneNumber",
        ));
        for one in project.system(Column::Protocol).attributes() {
            let is_unsupported = one.support == Support::Unsupported;
            assert!(
                !is_unsupported || one.no_counterpart.is_some(),
                "{:?}",
                one.id
            );
        }
    }

    #[test]
    fn state_is_no_scim_attribute() {
        let project = reference_project();
        let id = AttributeId::protocol(Resource::User, "state");
        assert!(project.attribute(&id).is_none());
        assert!(project.links().all(|(_, link)| link.destination != id));
    }

    #[test]
    fn users_and_groups_match_by_one_attribute_each() {
        let matching: Vec<_> = Resource::ALL
            .into_iter()
            .flat_map(|resource| links(Hop::SourceToProtocol, resource))
            .filter_map(|link| {
                let precedence = link.settings.matching_precedence?;
                Some((
                    link.resource(),
                    link.destination.path.as_str().to_owned(),
                    precedence,
                ))
            })
            .collect();
        let expected = [
            (Resource::User, "userName".to_owned(), 1),
            (Resource::Group, "displayName".to_owned(), 1),
        ];
        assert_eq!(matching, expected);
    }

    #[test]
    fn one_question_is_open_and_the_inferred_expression_is_noted() {
        let project = reference_project();
        let questions: Vec<_> = project
            .notes()
            .filter(|(_, note)| note.is_open_question())
            .map(|(_, note)| note)
            .collect();
        assert_eq!(questions.len(), 1);
        assert_eq!(questions[0].place, Place::Project);
        let codes: Vec<_> = questions[0]
            .text
            .split(['(', ')'])
            .filter(|word| word.len() == 3 && word.starts_with('C'))
            .collect();
        assert_eq!(codes, ["C06", "C11", "C10", "C08", "C02"]);
        for code in codes {
            assert!(reference().conflict(code).is_some(), "{code}");
        }
        let comments: Vec<_> = project
            .notes()
            .filter(|(_, note)| matches!(note.kind, NoteKind::Comment))
            .map(|(_, note)| note)
            .collect();
        assert_eq!(comments.len(), 1);
        assert!(comments[0].text.contains("dateHire"));
        for (_, note) in project.notes() {
            let day = format!("{}T00:00:00Z", reference().rows()[0].checked);
            assert_eq!(note.created.to_string(), day);
            if let Place::Link(id) = &note.place {
                assert!(project.link(id).is_some(), "{id:?}");
            }
        }
    }
}
