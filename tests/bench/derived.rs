//! Rows and everything derived for 20,000 links: from scratch, and after one edit.
//!
//! To reach: 60 ms and 16 ms.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints and may panic"
)]

mod large;
mod measure;
mod print;

use std::sync::Arc;

use crosswalk::catalog::reference;
use crosswalk::check::Findings;
use crosswalk::editor::{Derived, Editor};
use crosswalk::model::{
    Attribute, AttributeId, Column, Edit, Link, LinkId, Mark, Project, Resource, Rule, Status,
};
use crosswalk::rows::{Index, Rows};

use self::measure::medians;
use self::print::{print_line, print_machine};

const ROUNDS: usize = 31;

fn main() {
    print_machine();
    let project = large::project(large::Size {
        attributes_per_column: 20_000,
        links_per_hop: 10_000,
    });
    let index = Index::derive(&project);
    println!(
        "60,000 attributes, {} links, {} notes",
        project.links().len(),
        project.notes().len()
    );
    let [scratch, only_index, only_rows, only_findings] = medians(
        ROUNDS,
        [
            &mut || Derived::of(&project).rows.len(),
            &mut || Index::derive(&project).num_links(),
            &mut || Rows::derive(&index).len(),
            &mut || {
                Findings::derive(&project, &index, reference(), None)
                    .spots()
                    .len()
            },
        ],
    );
    print_line("from scratch", scratch, "to reach: 60 ms");
    print_line("  of it the index", only_index, "");
    print_line("  of it the rows", only_rows, "");
    let mut findings = Findings::derive(&project, &index, reference(), None);
    let number = findings.spots().len();
    print_line(
        "  of it the findings",
        only_findings,
        &format!("{number} findings"),
    );
    let [again] = medians(
        ROUNDS,
        [&mut || {
            findings.update(&project, &index, reference());
            findings.spots().len()
        }],
    );
    print_line("findings once more, nothing changed", again, "");

    let mut editor = Editor::new(project.clone());
    let mut edits_left = edits(&project);
    let [edit] = medians(ROUNDS, [&mut || commit(&mut editor, &mut edits_left)]);
    print_line("after one edit of a link", edit, "to reach: 16 ms");
    drop(editor);

    let mut editor = Editor::new(project.clone());
    let mut marks_left = marks(&project);
    let [edit] = medians(ROUNDS, [&mut || mark(&mut editor, &mut marks_left)]);
    print_line("after one edit of an attribute", edit, "to reach: 16 ms");
    drop(editor);

    let mut editor = Editor::new(project.clone());
    let mut number = 0;
    let [edit] = medians(ROUNDS, [&mut || draw(&mut editor, &mut number)]);
    print_line("after a new link", edit, "to reach: 16 ms");
    drop(editor);

    let mut editor = Editor::new(project.clone());
    let mut number = 0;
    let [edit] = medians(ROUNDS, [&mut || add(&mut editor, &mut number)]);
    print_line("after a new attribute", edit, "to reach: 16 ms");
    drop(editor);

    let mut editor = Editor::new(project.clone());
    let mut edits_left = edits(&project);
    let mut kept = editor.snapshot();
    let [edit] = medians(
        ROUNDS,
        [&mut || {
            let number = commit(&mut editor, &mut edits_left);
            kept = editor.snapshot();
            number
        }],
    );
    print_line("after one edit, the state before it still held", edit, "");
    drop(kept);
}

/// Draws a link where there was none.
fn draw(editor: &mut Editor, number: &mut usize) -> usize {
    *number += 1;
    let project = editor.project();
    // The first half of the attributes is linked already.
    let place = 15_000 + *number * 10;
    let end = |column| {
        let attribute = project.system(column).attribute_at(place);
        attribute.unwrap().id.clone()
    };
    let link = Link::new(
        end(Column::Protocol),
        Rule::direct(end(Column::Source).path),
    );
    let id = project.next_link_id(&link.destination);
    let link = Arc::new(link);
    let edit = Edit::AddLink { id, link };
    editor.commit("Link", edit, None).unwrap();
    editor.derived().rows.len()
}

/// Adds an attribute at the end of the first column.
fn add(editor: &mut Editor, number: &mut usize) -> usize {
    *number += 1;
    let id = AttributeId::source(Resource::User, &format!("ownAttribute{number}"));
    let attribute = Arc::new(Attribute::custom(id));
    let position = usize::MAX;
    let edit = Edit::AddAttribute {
        position,
        attribute,
    };
    editor.commit("Add", edit, None).unwrap();
    editor.derived().rows.len()
}

/// As many edits as rounds: each agrees to another link.
fn edits(project: &Project) -> Vec<(LinkId, Arc<Link>)> {
    project
        .links()
        .filter(|(_, link)| link.status == Status::Proposed)
        .step_by(100)
        .take(ROUNDS + 1)
        .map(|(id, link)| {
            let mut link = link.clone();
            link.status = Status::Agreed;
            (id.clone(), Arc::new(link))
        })
        .collect()
}

/// As many edits as rounds: each marks another source attribute.
fn marks(project: &Project) -> Vec<Arc<Attribute>> {
    project
        .system(Column::Source)
        .attributes()
        .step_by(100)
        .take(ROUNDS + 1)
        .map(|attribute| {
            Arc::new(Attribute {
                mark: Some(Mark::SystemGenerated),
                ..attribute.clone()
            })
        })
        .collect()
}

fn mark(editor: &mut Editor, marks: &mut Vec<Arc<Attribute>>) -> usize {
    let attribute = marks.pop().unwrap();
    let id = attribute.id.clone();
    editor
        .commit("Mark", Edit::ReplaceAttribute { id, attribute }, None)
        .unwrap();
    editor.derived().findings.spots().len()
}

fn commit(editor: &mut Editor, edits: &mut Vec<(LinkId, Arc<Link>)>) -> usize {
    let (id, link) = edits.pop().unwrap();
    let edit = Edit::ReplaceLink { id, link };
    editor.commit("Agree", edit, None).unwrap();
    editor.derived().rows.len()
}
