//! The index, kept up to date edit by edit.

use super::*;

#[test]
fn an_updated_index_is_that_of_the_project_as_it_became() {
    let mut project = project(&[
        source("a"),
        source("b"),
        protocol("x"),
        protocol("y"),
        target("t", "x"),
    ]);
    add_link(&mut project, direct(protocol("x"), &["a", "ghost"]));
    add_link(&mut project, expression(protocol("y"), "[b] & [other]"));
    add_link(&mut project, direct(target("t", "x"), &["x", "nowhere"]));
    let mut index = Index::derive(&project);

    let id = || LinkId::new("user/protocol/x");
    let replaced = || Arc::new(direct(protocol("x"), &["b"]));
    let renamed = Arc::new(Attribute::custom(protocol("z")));
    let marked = Arc::new(Attribute {
        mark: Some(Mark::Required),
        ..Attribute::custom(protocol("x"))
    });
    let edits = [
        Edit::ReplaceAttribute {
            id: protocol("x"),
            attribute: marked,
        },
        Edit::ReplaceLink {
            id: id(),
            link: replaced(),
        },
        Edit::AddLink {
            id: LinkId::new("user/a"),
            link: Arc::new(direct(protocol("new"), &["other", "a"])),
        },
        Edit::RemoveLink { id: id() },
        Edit::AddLink {
            id: LinkId::new("user/protocol/x~2"),
            link: replaced(),
        },
        Edit::ReplaceAttribute {
            id: protocol("y"),
            attribute: renamed,
        },
        Edit::RemoveAttribute { id: source("a") },
        Edit::AddAttribute {
            position: 0,
            attribute: Arc::new(Attribute::custom(source("ghost"))),
        },
        Edit::OrderAttributes {
            column: Column::Source,
            order: vec![source("b"), source("ghost")],
        },
    ];
    for edit in edits {
        let inverse = project.apply(edit.clone()).unwrap();
        index.update(&project);
        assert_eq!(index, Index::derive(&project), "{edit:?}");
        let forth = project.apply(inverse).unwrap();
        index.update(&project);
        assert_eq!(index, Index::derive(&project), "undone: {edit:?}");
        project.apply(forth).unwrap();
    }
    let place = Place::Attribute(source("lost"));
    add_note(
        &mut project,
        place,
        NoteKind::Comment,
        "?",
        Audience::Customer,
    );
    index.update(&project);
    assert_eq!(index, Index::derive(&project));
}

#[test]
fn an_attribute_is_searched_by_its_name_and_its_scim_path() {
    let project = project(&[source("mail"), target("Email", "emails.value")]);
    let index = Index::derive(&project);
    let names: Vec<_> = [Column::Source, Column::Target]
        .into_iter()
        .flat_map(|column| index.column(column))
        .map(|number| (index.column_of(number), index.names(number)))
        .collect();
    assert_eq!(
        names,
        [
            (Some(Column::Source), Some("mail")),
            (Some(Column::Target), Some("Email\nemails.value")),
        ]
    );
}
