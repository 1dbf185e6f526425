//! Which rows there are, and in which order.

use super::*;

#[test]
fn a_pair_that_a_link_joins_is_a_row_with_all_that_feeds_it() {
    let mut project = project(&[
        source("upn"),
        source("given"),
        source("sur"),
        protocol("displayName"),
        protocol("userName"),
        target("name", "displayName"),
        target("email", "userName"),
        target("login", "userName"),
    ]);
    add_link(
        &mut project,
        expression(protocol("displayName"), "Join(\" \", [given], [sur])"),
    );
    add_link(&mut project, direct(protocol("userName"), &["upn"]));
    add_link(&mut project, direct(protocol("userName"), &["given"]));
    for (field, path) in [
        ("login", "userName"),
        ("email", "userName"),
        ("name", "displayName"),
    ] {
        add_link(&mut project, direct(target(field, path), &[path]));
    }
    check(
        &project,
        &[
            "given, sur | displayName | name | yes",
            "upn; given | userName | email | yes",
            "upn; given | userName | login | yes",
        ],
    );
    use TableColumn::{Apply, Number, Rule, Status, TargetRule};
    assert_eq!(
        cells(&project, &[Number, Rule, TargetRule, Apply, Status]),
        [
            "1 | Join(\" \", [given], [sur]) | direct | always | proposed",
            "2 | direct; direct | direct | always; always | proposed; proposed",
            "3 | direct; direct | direct | always; always | proposed; proposed",
        ]
    );
}

#[test]
fn a_scim_attribute_linked_on_one_side_has_the_other_cell_empty() {
    let mut project = project(&[
        source("a"),
        protocol("fed"),
        protocol("taken"),
        protocol("neither"),
        target("field", "taken"),
    ]);
    add_link(&mut project, direct(protocol("fed"), &["a"]));
    add_link(&mut project, direct(target("field", "taken"), &["taken"]));
    check(
        &project,
        &[
            "a | fed |  | no: nothing in Genesys Cloud receives it",
            " | taken | field | no: nothing feeds it",
        ],
    );
}

#[test]
fn without_a_link_a_note_or_no_counterpart_makes_a_row() {
    let mut project = project(&[
        source("quiet"),
        source("noted"),
        source("left"),
        protocol("silent"),
        protocol("nick"),
        target("bare", "x"),
        target("photo", "photos"),
    ]);
    for id in [source("left"), protocol("nick"), target("photo", "photos")] {
        change(&mut project, &id, |attribute| {
            attribute.no_counterpart = Some(format!("no use for {}", attribute.id.label()));
        });
    }
    let place = Place::Attribute(source("noted"));
    add_note(
        &mut project,
        place,
        NoteKind::Comment,
        "look again",
        Audience::Customer,
    );
    check(
        &project,
        &[
            " | nick |  | no: no use for nick",
            "noted |  |  | no: it feeds nothing",
            "left |  |  | no: no use for left",
            " |  | photo | no: no use for photo",
        ],
    );
}

#[test]
fn several_origins_give_several_rows_and_a_constant_an_empty_scim_cell() {
    let mut project = project(&[
        protocol("a"),
        protocol("b"),
        target("both", "a"),
        target("fixed", "c"),
    ]);
    add_link(&mut project, direct(target("both", "a"), &["b", "a", "B"]));
    add_link(&mut project, constant(target("fixed", "c"), "x\"y"));
    check(
        &project,
        &[
            " | a | both | no: nothing feeds it",
            " | b | both | no: nothing feeds it",
            " |  | fixed | yes",
        ],
    );
    use TableColumn::{Rule, TargetRule};
    assert_eq!(
        cells(&project, &[Rule, TargetRule]),
        [" | direct", " | direct", " | constant \"x\"y\""]
    );
}

#[test]
fn what_no_column_has_is_named_as_typed_and_comes_last() {
    let mut project = project(&[protocol("userName"), target("email", "userName")]);
    add_link(&mut project, direct(protocol("aGhost"), &["x\u{202e}"]));
    add_link(&mut project, direct(protocol("USERNAME"), &["mail"]));
    add_link(
        &mut project,
        direct(target("email", "userName"), &["username"]),
    );
    let into_source = direct(protocol("z"), &["w"]);
    let id = LinkId::new("user/source/z");
    let link = Arc::new(Link {
        destination: source("z"),
        ..into_source
    });
    project.apply(Edit::AddLink { id, link }).unwrap();
    check(
        &project,
        &[
            "mail | userName | email | yes",
            "x\u{202e} | aGhost |  | no: nothing in Genesys Cloud receives it",
            "w | z |  | no: nothing in Genesys Cloud receives it",
        ],
    );
    let index = Index::derive(&project);
    let names: Vec<_> = index
        .dangling(Column::Protocol)
        .map(|(number, id)| {
            assert!(index.is_dangling(number));
            assert_eq!(index.number(&project, id), Some(number));
            id.label()
        })
        .collect();
    assert_eq!(names, ["aGhost", "z"]);
}

#[test]
fn users_come_before_groups_whatever_the_order_of_the_column() {
    let group = AttributeId::protocol(Resource::Group, "displayName");
    let mut project = project(&[group.clone(), protocol("userName"), source("upn")]);
    add_link(&mut project, constant(group, "g"));
    add_link(&mut project, direct(protocol("userName"), &["upn"]));
    change(&mut project, &source("upn"), |attribute| {
        attribute.no_counterpart = Some("unused".to_owned());
    });
    use TableColumn::{Number, Protocol, Resource as Kind};
    assert_eq!(
        cells(&project, &[Number, Kind, Protocol]),
        ["1 | User | userName", "2 | Group | displayName"]
    );
    with_table(&project, |table| {
        assert_eq!(table.rows().of(USER).len(), 1);
        assert_eq!(table.rows().of(Resource::Group)[0].number, 2);
    });
}

#[test]
fn a_rejected_link_is_a_row_and_feeds_nothing() {
    let ids = [
        source("mail"),
        protocol("userName"),
        target("e", "userName"),
    ];
    let rejected = |mut link: Link| {
        link.status = Status::Rejected;
        link
    };
    let into_scim = || direct(protocol("userName"), &["mail"]);
    let into_target = || direct(target("e", "userName"), &["userName"]);

    let mut first = project(&ids);
    add_link(&mut first, rejected(into_scim()));
    add_link(&mut first, into_target());
    check(
        &first,
        &["mail | userName | e | no: its source link is rejected"],
    );
    assert_eq!(cells(&first, &[TableColumn::Status]), ["rejected"]);

    let mut second = project(&ids);
    add_link(&mut second, into_scim());
    add_link(&mut second, rejected(into_target()));
    check(
        &second,
        &["mail | userName | e | no: its target link is rejected"],
    );
}

#[test]
fn no_two_rows_share_an_id() {
    let unpublished = |scim_path| AttributeId::target(USER, "", Some(scim_path));
    let mut project = project(&[
        source("alone"),
        protocol("id"),
        unpublished("id"),
        unpublished("meta"),
        target("Id", "id"),
        target("Id", "meta"),
    ]);
    for field in [
        unpublished("id"),
        unpublished("meta"),
        target("Id", "id"),
        target("Id", "meta"),
    ] {
        add_link(&mut project, direct(field, &["id"]));
    }
    change(&mut project, &source("alone"), |attribute| {
        attribute.no_counterpart = Some("no use".to_owned());
    });
    let ids = with_table(&project, |table| -> Vec<_> {
        let rows = table.rows().all().iter();
        rows.map(|row| table.row_id(row)).collect()
    });
    assert_eq!(
        ids,
        [
            "user/id/(not published)",
            "user/id/(not published) (meta)",
            "user/id/Id",
            "user/id/Id (meta)",
            "user/source:alone",
        ]
    );
}
