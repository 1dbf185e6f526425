//! Columns, chains and wires over small and large projects.

use super::*;
use crate::model::{
    Attribute, AttributeId, AttributePath, Audience, Column, Edit, Heading, Hop, Link, Mark, Note,
    NoteKind, Place as NotePlace, Project, Resource, Rule, System, UnknownMembers,
};
use crate::rows::Index;

const MEASURES: Measures = Measures {
    row: 30.0,
    header: 52.0,
    padding: 6.0,
    margin: 14.0,
    column_min: 282.0,
    column_least: 232.0,
    column_max: 420.0,
    gutter: 120.0,
    gutter_calm: 92.0,
    gutter_min: 40.0,
};

fn source(name: &str) -> AttributeId {
    AttributeId::source(Resource::User, name)
}

fn protocol(name: &str) -> AttributeId {
    AttributeId::protocol(Resource::User, name)
}

/// `number` attributes in each column, ten to a group.
fn project(number: usize) -> Project {
    let column = |make: &dyn Fn(String) -> AttributeId| {
        let attributes = (0..number).map(|place| {
            let mut attribute = Attribute::custom(make(format!("a{place:05}")));
            attribute.group = format!("group {:04}", place / 10);
            attribute
        });
        System::default().with_attributes(attributes).0
    };
    Project::new(
        Heading::default(),
        column(&|name| source(&name)),
        column(&|name| protocol(&name)),
        column(&|name| AttributeId::target(Resource::User, &name, None)),
    )
}

fn link(project: &mut Project, origins: &[&str], destination: &AttributeId) {
    let hop = destination.column.hop_in().unwrap();
    let origins = origins
        .iter()
        .map(|name| AttributePath::new(hop.origin(), name))
        .collect();
    let id = project.next_link_id(destination);
    let link = Link::new(destination.clone(), Rule::Direct { origins }).into();
    project.apply(Edit::AddLink { id, link }).unwrap();
}

/// A picture 600 high and what it was made from.
struct Picture {
    index: Index,
    columns: Columns,
    layout: Layout,
}

impl Picture {
    fn of(project: &Project, folded: &Folded, filters: &[Filters; 3], offsets: [f32; 3]) -> Self {
        let index = Index::derive(project);
        let user = Resource::User;
        let columns = Columns::build(project, &index, user, folded, filters, &|_| None);
        let lines = Column::ALL.map(|column| columns.column(column).lines().len());
        let area = Area::new(0.0, 0.0, 1116.0, 600.0);
        let layout = Layout::new(area, &MEASURES, lines, offsets, [1.0; 3]);
        Self {
            index,
            columns,
            layout,
        }
    }

    fn wires(&self) -> Vec<Wire> {
        wires(&self.index, &self.columns, &self.layout, |_| false)
    }
}

fn plain(project: &Project) -> Picture {
    Picture::of(project, &Folded::new(), &Filters3::default(), [0.0; 3])
}

type Filters3 = [Filters; 3];

#[test]
fn groups_stand_in_the_order_of_their_first_attribute() {
    let mut project = project(0);
    for (position, (name, group)) in [("x", "B"), ("y", "A"), ("z", "B")].into_iter().enumerate() {
        let mut attribute = Attribute::custom(source(name));
        attribute.group = group.to_owned();
        let attribute = attribute.into();
        project
            .apply(Edit::AddAttribute {
                position,
                attribute,
            })
            .unwrap();
    }
    let picture = plain(&project);
    let content = picture.columns.column(Column::Source);
    let lines: Vec<_> = content
        .lines()
        .iter()
        .map(|line| match line {
            Line::Group(group) => content.group(*group).unwrap().label(),
            Line::Attribute(number) => picture.index.attribute_id(*number).unwrap().label(),
        })
        .collect();
    assert_eq!(lines, ["B", "x", "z", "A", "y"]);
}

#[test]
fn attributes_without_any_group_need_no_heading() {
    let system = System::default().with_attributes([Attribute::custom(source("x"))]);
    let project = Project::new(
        Heading::default(),
        system.0,
        System::default(),
        System::default(),
    );
    let content = plain(&project);
    assert_eq!(content.columns.column(Column::Source).lines().len(), 1);
}

#[test]
fn what_links_name_and_no_column_has_is_shown_last() {
    let mut project = project(10);
    link(&mut project, &["nowhere"], &protocol("a00003"));
    let picture = plain(&project);
    let content = picture.columns.column(Column::Source);
    assert_eq!(
        content.groups().last().unwrap().label(),
        "Not in this column"
    );
    assert_eq!(content.num_attributes(), 10);
    let wires = picture.wires();
    assert_eq!(wires.len(), 1);
    assert!(wires[0].is_whole());
}

#[test]
fn a_closed_group_counts_what_is_in_it() {
    let mut project = project(20);
    let mut required = Attribute::custom(protocol("a00002"));
    required.group = "group 0000".to_owned();
    required.mark = Some(Mark::Required);
    project
        .apply(Edit::ReplaceAttribute {
            id: protocol("a00002"),
            attribute: required.into(),
        })
        .unwrap();
    let question = Note {
        place: NotePlace::Attribute(protocol("a00004")),
        kind: NoteKind::Question {
            owner: None,
            due: None,
            answer: None,
        },
        text: "?".to_owned(),
        author: String::new(),
        created: jiff::Timestamp::UNIX_EPOCH,
        audience: Audience::Customer,
        unknown: UnknownMembers::default(),
    };
    let id = project.next_note_id(&question);
    let note = question.into();
    project.apply(Edit::AddNote { id, note }).unwrap();
    let folded = Folded::from([(Column::Protocol, Resource::User, "group 0000".to_owned())]);
    let picture = Picture::of(&project, &folded, &Filters3::default(), [0.0; 3]);
    let content = picture.columns.column(Column::Protocol);
    assert_eq!(content.lines().len(), 12);
    assert_eq!(
        content.group(0).unwrap().in_words(),
        "group 0000, 10 attributes, closed, 1 required, one open question"
    );
}

#[test]
fn filters_must_all_hold() {
    let mut project = project(20);
    link(&mut project, &["a00001"], &protocol("a00002"));
    let shown = |chosen: &[Filter]| {
        let filters = [
            Filters::new(),
            chosen.iter().copied().collect(),
            Filters::new(),
        ];
        let picture = Picture::of(&project, &Folded::new(), &filters, [0.0; 3]);
        picture.columns.column(Column::Protocol).num_shown()
    };
    assert_eq!(shown(&[]), 20);
    assert_eq!(shown(&[Filter::Mapped]), 1);
    assert_eq!(shown(&[Filter::Unmapped]), 19);
    assert_eq!(shown(&[Filter::Mapped, Filter::Required]), 0);
}

#[test]
fn links_of_a_closed_group_gather_at_its_heading() {
    let mut project = project(20);
    for name in ["a00001", "a00002", "a00003"] {
        link(&mut project, &[name], &protocol("a00005"));
    }
    let folded = Folded::from([(Column::Source, Resource::User, "group 0000".to_owned())]);
    let wires = Picture::of(&project, &folded, &Filters3::default(), [0.0; 3]).wires();
    let [wire] = wires.as_slice() else {
        panic!("{wires:?}");
    };
    assert_eq!((wire.count, wire.start), (3, End::Group(0)));
    assert!(wire.is_whole());
}

#[test]
fn a_link_with_one_end_away_runs_to_the_edge_and_one_with_both_is_only_counted() {
    let mut project = project(1_000);
    link(&mut project, &["a00900"], &protocol("a00001"));
    link(&mut project, &["a00900"], &protocol("a00901"));
    let picture = plain(&project);
    let wires = picture.wires();
    let [wire] = wires.as_slice() else {
        panic!("{wires:?}");
    };
    assert_eq!(wire.start, End::Edge(Edge::Below));
    assert_eq!(wire.end, End::Row(2));
    let counts: Vec<_> = edge_counts(&picture.columns, &picture.layout)
        .into_iter()
        .map(|edge| (edge.column, edge.side, edge.edge, edge.count))
        .collect();
    assert_eq!(
        counts,
        [
            (Column::Source, Side::Right, Edge::Below, 2),
            (Column::Protocol, Side::Left, Edge::Below, 1),
        ]
    );
}

#[test]
fn each_link_is_listed_once_for_each_origin() {
    let mut project = project(15);
    link(&mut project, &["a00001", "a00002"], &protocol("a00003"));
    let target = AttributeId::target(Resource::User, "a00004", None);
    link(&mut project, &["a00003"], &target);
    let hops: Vec<_> = plain(&project)
        .wires()
        .iter()
        .map(|wire| wire.hop)
        .collect();
    assert_eq!(
        hops,
        [
            Hop::SourceToProtocol,
            Hop::SourceToProtocol,
            Hop::ProtocolToTarget
        ]
    );
}

#[test]
fn a_column_shows_what_has_findings_and_a_closed_group_counts_them() {
    let project = project(15);
    let index = Index::derive(&project);
    let number = |name: &str| index.number(&project, &protocol(name)).unwrap();
    let (wrong, odd, noted) = (number("a00001"), number("a00002"), number("a00003"));
    let concerns = |number| match number {
        _ if number == wrong => Some(Concern::Error),
        _ if number == odd => Some(Concern::Warning),
        _ if number == noted => Some(Concern::Hint),
        _ => None,
    };
    let filters = [
        Filters::new(),
        Filters::from([Filter::Findings]),
        Filters::new(),
    ];
    let build = |folded: &Folded| {
        Columns::build(
            &project,
            &index,
            Resource::User,
            folded,
            &filters,
            &concerns,
        )
    };
    let open = build(&Folded::new());
    assert_eq!(open.column(Column::Protocol).num_shown(), 3);
    assert_eq!(open.place(number("a00004")), Place::Hidden);
    let folded = Folded::from([(Column::Protocol, Resource::User, "group 0000".to_owned())]);
    let closed = build(&folded);
    assert_eq!(
        closed.column(Column::Protocol).group(0).unwrap().in_words(),
        "group 0000, 10 attributes, closed, one with an error, one with a warning"
    );
}

#[test]
fn a_link_whose_other_end_is_filtered_away_is_a_stub() {
    let mut project = project(15);
    link(&mut project, &["a00001"], &protocol("a00002"));
    let filters = [
        Filters::from([Filter::Unmapped]),
        Filters::new(),
        Filters::new(),
    ];
    let wires = Picture::of(&project, &Folded::new(), &filters, [0.0; 3]).wires();
    let [wire] = wires.as_slice() else {
        panic!("{wires:?}");
    };
    assert_eq!(wire.start, End::Hidden);
    assert!(wire.from.x < wire.to.x && !wire.is_whole());
}

#[test]
fn a_hub_does_not_make_more_wires_than_there_are_lines_in_view() {
    let mut project = project(5_000);
    let origins: Vec<_> = (0..5_000).map(|place| format!("a{place:05}")).collect();
    let origins: Vec<_> = origins.iter().map(String::as_str).collect();
    link(&mut project, &origins, &protocol("a00001"));
    let picture = plain(&project);
    let wires = picture.wires();
    let lines = picture.layout.columns[0].visible_lines().len();
    assert!(wires.len() <= lines + 2, "{}", wires.len());
    let beyond = wires.iter().find(|wire| !wire.is_whole()).unwrap();
    assert!(beyond.count > 4_000);
}

#[test]
fn a_chain_runs_over_three_columns_and_takes_no_neighbours_along() {
    let mut project = project(15);
    let target = AttributeId::target(Resource::User, "a00004", None);
    link(&mut project, &["a00001"], &protocol("a00003"));
    link(&mut project, &["a00002"], &protocol("a00003"));
    link(&mut project, &["a00003"], &target);
    let index = Index::derive(&project);
    let number = |id: &AttributeId| index.number(&project, id).unwrap();
    let mut chain = Chain::default();
    chain.add_attribute(&index, number(&source("a00001")));
    assert_eq!(chain.links().count(), 2);
    assert!(chain.has_attribute(number(&target)));
    assert!(!chain.has_attribute(number(&source("a00002"))));
    let mut all = Chain::default();
    all.add_attribute(&index, number(&protocol("a00003")));
    assert_eq!(all.links().count(), 3);
}
