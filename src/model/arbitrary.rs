//! Projects of every kind for property tests, with the awkward texts that real files hold.

use std::sync::Arc;

use indexmap::IndexMap;
use jiff::Timestamp;
use jiff::civil::Date;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

pub(crate) use super::arbitrary_edit::edit;
use super::*;

/// Texts: mostly plain, some empty, hidden, right-to-left or hostile.
pub(crate) fn text() -> BoxedStrategy<String> {
    prop_oneof![
        4 => select(vec!["", "userName", "a b", "Ada Lovelace", "x", "work", "True"])
            .prop_map(str::to_owned),
        1 => select(vec![
            "\0", "a\nb", "a\r\nb", "\t", "\u{202e}abc\u{2066}", "\u{1f469}\u{200d}\u{1f4bb}",
            "\u{5e9}\u{5dc}\u{5d5}\u{5dd}", "\"quoted\"", "back\\slash", "=1+1", "a|b", "\u{feff}",
            "\u{2028}", "\u{7f}\u{80}\u{1f}", "</script>", "<<<<<<< HEAD", "\u{10ffff}",
        ])
        .prop_map(str::to_owned),
        1 => vec(any::<char>(), 0..12).prop_map(|chars| chars.into_iter().collect()),
    ]
    .boxed()
}

/// Paths: what [`text`] gives, SCIM shapes, and now and then one of 10,000 characters.
pub(crate) fn path() -> BoxedStrategy<String> {
    prop_oneof![
        4 => select(vec![
            "userName", "USERNAME", "emails[type eq \"work\"].value", "emails.value", "scimEnterpriseUser.manager",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "User.state",
            "UserProfile.state", "roles.[].value", "jobTitle", "mail",
        ])
        .prop_map(str::to_owned),
        2 => text(),
        1 => Just("\u{5d0}".repeat(10_000)),
    ]
    .boxed()
}

fn date() -> BoxedStrategy<Date> {
    (-9999_i16..=9999, 1_i8..=12, 1_i8..=28)
        .prop_map(|(year, month, day)| jiff::civil::date(year, month, day))
        .boxed()
}

fn timestamp() -> BoxedStrategy<Timestamp> {
    (0_i64..4_000_000_000, 0_i32..1_000_000_000)
        .prop_map(|(second, nanosecond)| Timestamp::new(second, nanosecond).unwrap())
        .boxed()
}

/// JSON values whose spelling a careless reader would change.
pub(crate) fn json() -> BoxedStrategy<String> {
    select(vec![
        "1.10",
        "-0",
        "1E+5",
        "123456789012345678901234567890",
        "null",
        "\"\\u0041\\ud800\"",
        "{\"b\":1, \"a\" : [ ]}",
        "[true,false,[{}]]",
        "\"\"",
    ])
    .prop_map(str::to_owned)
    .boxed()
}

/// Unknown members behind `known`, a member that its object always has, or in front of it.
fn unknown(known: &'static str) -> BoxedStrategy<UnknownMembers> {
    let members = vec((text(), json(), any::<bool>()), 1..3).prop_map(move |members| {
        let mut members: Vec<_> = members
            .into_iter()
            .enumerate()
            .map(|(number, (name, json, is_first))| UnknownMember {
                name: format!("x{number}{name}"),
                json,
                after: (!is_first).then(|| known.to_owned()),
            })
            .collect();
        members.sort_by_key(|member| member.after.is_some());
        UnknownMembers::new(members)
    });
    prop_oneof![9 => Just(UnknownMembers::default()), 1 => members].boxed()
}

fn evidence() -> BoxedStrategy<Vec<Evidence>> {
    let one = (
        text(),
        select(vec![Stance::Supports, Stance::Contradicts]),
        select(Confidence::ALL.to_vec()),
        option::of(date()),
        text(),
        unknown("confidence"),
    )
        .prop_map(
            |(source, stance, confidence, read_on, claim, unknown)| Evidence {
                source,
                stance,
                confidence,
                read_on,
                claim,
                unknown,
            },
        );
    vec(one, 0..3).boxed()
}

pub(super) fn resource() -> BoxedStrategy<Resource> {
    select(Resource::ALL.to_vec()).boxed()
}

pub(super) fn column() -> BoxedStrategy<Column> {
    select(Column::ALL.to_vec()).boxed()
}

fn attribute_path(column: Column) -> BoxedStrategy<AttributePath> {
    path()
        .prop_map(move |path| AttributePath::new(column, &path))
        .boxed()
}

/// An id of an attribute of this column.
pub(crate) fn attribute_id(column: Column) -> BoxedStrategy<AttributeId> {
    (
        resource(),
        attribute_path(column),
        option::of(attribute_path(Column::Protocol)),
    )
        .prop_map(move |(resource, path, scim_path)| AttributeId {
            column,
            resource,
            path,
            scim_path: scim_path.filter(|_| column == Column::Target),
        })
        .boxed()
}

/// An attribute of this column.
pub(crate) fn attribute(column: Column) -> BoxedStrategy<Attribute> {
    let words = (text(), text(), option::of(text()));
    let traits = (
        prop_oneof![
            select(vec![
                ValueType::String,
                ValueType::Boolean,
                ValueType::DateTime,
                ValueType::Phone,
            ]),
            text().prop_map(|text| ValueType::parse(&text)),
        ],
        select(vec![Cardinality::Single, Cardinality::Multiple]),
        option::of(select(Mark::ALL.to_vec())),
        select(Access::ALL.to_vec()),
        select(Support::ALL.to_vec()),
        option::of(any::<u32>()),
        select(vec![AttributeOrigin::Catalog, AttributeOrigin::Custom]),
    );
    (
        attribute_id(column),
        words,
        traits,
        evidence(),
        unknown("path"),
    )
        .prop_map(|(id, words, traits, evidence, unknown)| {
            let (group, description, no_counterpart) = words;
            let (value_type, cardinality, mark, access, support, max_length, origin) = traits;
            Attribute {
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
            }
        })
        .boxed()
}

fn system(column: Column) -> BoxedStrategy<System> {
    (
        text(),
        text(),
        vec(attribute(column), 0..5),
        unknown("name"),
    )
        .prop_map(|(name, catalog, attributes, unknown)| System {
            name,
            catalog,
            attributes: attributes
                .into_iter()
                .map(|attribute| (attribute.id.clone(), Arc::new(attribute)))
                // Where two ids are equal, the map keeps the key of one and the value of the other.
                .rev()
                .map(|(_, attribute)| (attribute.id.clone(), attribute))
                .fold(IndexMap::default(), |mut map, (id, attribute)| {
                    map.entry(id).or_insert(attribute);
                    map
                }),
            unknown,
        })
        .boxed()
}

fn rule(origin: Column) -> BoxedStrategy<Rule> {
    let origins = || vec(attribute_path(origin), 0..3);
    prop_oneof![
        origins().prop_map(|origins| Rule::Direct { origins }),
        text().prop_map(|value| Rule::Constant { value }),
        text().prop_map(|text| Rule::Expression { text }),
        (origins(), vec((text(), text()), 0..3))
            .prop_map(|(origins, pairs)| Rule::Translation { origins, pairs }),
    ]
    .boxed()
}

fn link_settings() -> BoxedStrategy<LinkSettings> {
    (
        option::of(text()),
        select(Apply::ALL.to_vec()),
        select(vec![FlowBehavior::WhenChanged, FlowBehavior::Always]),
        option::of(any::<u32>()),
    )
        .prop_map(
            |(default_if_null, apply, flow_behavior, matching_precedence)| LinkSettings {
                default_if_null,
                apply,
                flow_behavior,
                matching_precedence,
            },
        )
        .boxed()
}

/// A link of either hop.
pub(crate) fn link() -> BoxedStrategy<Link> {
    let check = (text(), date(), text(), unknown("by")).prop_map(|(tenant, date, by, unknown)| {
        TenantCheck {
            tenant,
            date,
            by,
            unknown,
        }
    });
    let rest = (
        link_settings(),
        select(Status::ALL.to_vec()),
        option::of(text()),
        option::of(check),
        evidence(),
        unknown("status"),
    );
    (column(), rest)
        .prop_flat_map(|(column, rest)| {
            let origin = column.hop_in().map_or(Column::Source, Hop::origin);
            (attribute_id(column), rule(origin), Just(rest))
        })
        .prop_map(|(destination, rule, rest)| {
            let (settings, status, owner, tenant_check, evidence, unknown) = rest;
            Link {
                destination,
                rule,
                settings,
                status,
                owner,
                tenant_check,
                evidence,
                unknown,
            }
        })
        .boxed()
}

fn place() -> BoxedStrategy<Place> {
    prop_oneof![
        Just(Place::Project),
        column()
            .prop_flat_map(attribute_id)
            .prop_map(Place::Attribute),
        text().prop_map(|id| Place::Link(LinkId::new(&id))),
    ]
    .boxed()
}

fn note_kind() -> BoxedStrategy<NoteKind> {
    let answer = (text(), text(), option::of(date()), unknown("text")).prop_map(
        |(text, by, date, unknown)| Answer {
            text,
            by,
            date,
            unknown,
        },
    );
    prop_oneof![
        Just(NoteKind::Comment),
        (text(), option::of(date()), text()).prop_map(|(by, date, why)| NoteKind::Decision {
            by,
            date,
            why
        }),
        (option::of(text()), option::of(date()), option::of(answer))
            .prop_map(|(owner, due, answer)| NoteKind::Question { owner, due, answer }),
    ]
    .boxed()
}

/// A note of any kind, anywhere.
pub(crate) fn note() -> BoxedStrategy<Note> {
    (
        place(),
        note_kind(),
        text(),
        text(),
        timestamp(),
        select(vec![Audience::Customer, Audience::Internal]),
        unknown("created"),
    )
        .prop_map(
            |(place, kind, text, author, created, audience, unknown)| Note {
                place,
                kind,
                text,
                author,
                created,
                audience,
                unknown,
            },
        )
        .boxed()
}

pub(super) fn heading() -> BoxedStrategy<Heading> {
    (text(), text(), text())
        .prop_map(|(title, customer, summary)| Heading {
            title,
            customer,
            summary,
        })
        .boxed()
}

fn scoping_filter() -> BoxedStrategy<ScopingFilter> {
    let clause = (
        attribute_path(Column::Source),
        text(),
        option::of(text()),
        unknown("operator"),
    )
        .prop_map(|(attribute, operator, value, unknown)| Clause {
            attribute,
            operator,
            value,
            unknown,
        });
    (text(), vec(clause, 0..3), unknown("name"))
        .prop_map(|(name, clauses, unknown)| ScopingFilter {
            name,
            clauses,
            unknown,
        })
        .boxed()
}

pub(super) fn resource_settings() -> BoxedStrategy<ResourceSettings> {
    (
        select(vec![Provisioning::Enabled, Provisioning::Disabled]),
        (any::<bool>(), any::<bool>(), any::<bool>()),
        select(vec![Scope::AssignedOnly, Scope::All]),
        vec(scoping_filter(), 0..2),
        select(vec![OutOfScope::Deprovision, OutOfScope::SkipDeletion]),
        select(vec![PatchStyle::Classic, PatchStyle::AadOptscim062020]),
    )
        .prop_map(
            |(provisioning, actions, scope, scoping_filters, out_of_scope, patch_style)| {
                let (create, update, delete) = actions;
                ResourceSettings {
                    provisioning,
                    actions: LifecycleActions {
                        create,
                        update,
                        delete,
                    },
                    scope,
                    scoping_filters,
                    out_of_scope,
                    patch_style,
                    unknown: UnknownMembers::default(),
                }
            },
        )
        .boxed()
}

pub(super) fn people() -> BoxedStrategy<Vec<Person>> {
    let person = (text(), text(), unknown("name")).prop_map(|(name, role, unknown)| Person {
        name,
        role,
        unknown,
    });
    vec(person, 0..3).boxed()
}

pub(super) fn acceptance() -> BoxedStrategy<AcceptedFinding> {
    (text(), text(), option::of(date()), unknown("reason"))
        .prop_map(|(reason, by, date, unknown)| AcceptedFinding {
            reason,
            by,
            date,
            unknown,
        })
        .boxed()
}

pub(super) fn finding_key() -> BoxedStrategy<FindingKey> {
    (select(vec!["M003", "C01"]), place())
        .prop_map(|(code, place)| FindingKey {
            code: code.to_owned(),
            place,
        })
        .boxed()
}

pub(super) fn versions() -> BoxedStrategy<Vec<Version>> {
    let difference = prop_oneof![Just(String::new()), json()];
    let version = (
        text(),
        option::of(date()),
        text(),
        text(),
        difference,
        unknown("label"),
    )
        .prop_map(
            |(label, date, author, summary, difference, unknown)| Version {
                label,
                date,
                author,
                summary,
                difference,
                unknown,
            },
        );
    vec(version, 0..3).boxed()
}

pub(super) fn workshops() -> BoxedStrategy<Vec<Workshop>> {
    let texts = || vec(text(), 0..3);
    let workshop = (date(), texts(), texts(), texts(), unknown("date")).prop_map(
        |(date, people, agenda, minutes, unknown)| Workshop {
            date,
            people,
            agenda,
            minutes,
            unknown,
        },
    );
    vec(workshop, 0..3).boxed()
}

pub(super) fn attachment() -> BoxedStrategy<Attachment> {
    (text(), text(), unknown("kind"))
        .prop_map(|(kind, text, unknown)| Attachment {
            kind,
            text,
            unknown,
        })
        .boxed()
}

/// Whole projects.
pub(crate) fn project() -> BoxedStrategy<Project> {
    let systems = (
        system(Column::Source),
        system(Column::Protocol),
        system(Column::Target),
    );
    let ids = || prop_oneof![select(vec!["a", "b", "c"]).prop_map(str::to_owned), text()];
    let lists = (
        btree_map(
            ids().prop_map(|id| LinkId::new(&id)),
            link().prop_map(Arc::new),
            0..5,
        ),
        btree_map(
            ids().prop_map(|id| NoteId::new(&id)),
            note().prop_map(Arc::new),
            0..5,
        ),
        people(),
        btree_map(finding_key(), acceptance(), 0..3),
        versions(),
        workshops(),
        btree_map(ids(), attachment(), 0..2),
    );
    let settings = (resource_settings(), resource_settings());
    (heading(), systems, settings, lists, unknown("title"))
        .prop_map(|(heading, systems, settings, lists, unknown)| {
            let (source, protocol, target) = systems;
            let (user_settings, group_settings) = settings;
            let (links, notes, people, accepted_findings, versions, workshops, attachments) = lists;
            Project {
                heading,
                source,
                protocol,
                target,
                user_settings,
                group_settings,
                links,
                notes,
                people,
                accepted_findings,
                versions,
                workshops,
                attachments,
                unknown,
            }
        })
        .boxed()
}
