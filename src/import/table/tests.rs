//! Whole tables: from bytes to what they make of a project.

use proptest::prelude::*;

use crate::catalog::{reference, reference_project};
use crate::import::{
    Change, Correction, Corrections, Effect, OnConflict, Options, Order, Plan, Source, Start, Told,
    Verdict, Watch, examine, plan, with_reference,
};
use crate::model::{Column, Link, Mark, Project, Resource, Rule};
use crate::rows::{Index, Rows};

/// A small draft with the traits of real ones: a misspelt name, a label for a name, an alias, an expression, text behind
/// a name, gaps, and an empty column of marks.
const DRAFT: [[&str; 4]; 8] = [
    ["", "id", "User.Id", ""],
    [
        "userPrincipleName",
        "userName",
        "User.contactInfo.email_main.[0].value",
        "",
    ],
    [
        "",
        "state",
        "User.state true eq 'active' false eq 'inactive'",
        "",
    ],
    ["Not([IsSoftDeleted])", "active", "", ""],
    [
        "displayName",
        "displayName",
        "User.general.name.[0].value",
        "",
    ],
    ["jobTitle", "title", "User.general.title.[0].value", ""],
    [
        "department",
        "scimEnterpriseUser.department",
        "User.general.department.[0].value",
        "",
    ],
    [
        "employeeId",
        "scimEnterpriseUser.employeeNumber",
        "User.hr.empId.[0].value",
        "",
    ],
];

const HEADER: [&str; 4] = ["Entra ID Name", "SCIM Name", "Genesys Name", "Mandatory"];

fn written(separator: &str) -> String {
    let lines = std::iter::once(&HEADER).chain(&DRAFT);
    lines.map(|cells| cells.join(separator) + "\n").collect()
}

/// The draft as it comes out of a web page: blanks between cells, empty ones lost.
fn pasted() -> String {
    let lines = std::iter::once(&HEADER).chain(&DRAFT);
    let line = |cells: &[&str; 4]| {
        let said: Vec<_> = cells
            .iter()
            .copied()
            .filter(|cell| !cell.is_empty())
            .collect();
        said.join(" ") + "\n"
    };
    lines.map(line).collect()
}

fn planned(project: &Project, bytes: &[u8], options: Options) -> Plan {
    let source = Source {
        name: "table",
        bytes,
    };
    plan(project, reference(), source, options, Watch::nobody()).unwrap()
}

fn new() -> Options {
    Options {
        start: Start::New,
        ..Options::default()
    }
}

/// What a new project made of the text holds.
fn made(text: &str, options: Options) -> (Project, Plan) {
    let mut project = Project::default();
    let plan = planned(&project, text.as_bytes(), options);
    if let Some(edit) = plan.edit(&project) {
        project.apply(edit).unwrap();
    }
    if let Some(edit) = with_reference(&project, reference(), Order::default()) {
        project.apply(edit).unwrap();
    }
    (project, plan)
}

fn num_rows(project: &Project) -> usize {
    Rows::derive(&Index::derive(project)).len()
}

fn link<'a>(project: &'a Project, destination: &str) -> &'a Link {
    let mut links = project.links().map(|(_, link)| link);
    links
        .find(|link| link.destination.path.as_str() == destination)
        .unwrap()
}

#[test]
fn the_draft_gives_the_same_eight_rows_in_each_form() {
    let (first, plan) = made(&written(","), new());
    assert_eq!(plan.verdict(), Verdict::All, "{:?}", plan.problems);
    assert_eq!(plan.num_read, 8);
    assert_eq!(num_rows(&first), 8);
    for text in [written("\t"), written(";"), written("|"), pasted()] {
        let (project, plan) = made(&text, new());
        assert_eq!(plan.num_read, 8, "{text}");
        assert_eq!(project, first, "{text}");
    }
}

#[test]
fn the_draft_is_taken_as_it_was_written() {
    let (project, plan) = made(&written(","), new());
    let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    let state = link(&project, "User.state");
    let Rule::Translation { origins, pairs } = &state.rule else {
        panic!("{state:?}")
    };
    assert_eq!(origins[0].as_str(), "state");
    assert_eq!(*pairs, [pair("True", "active"), pair("False", "inactive")]);
    let active = link(&project, "active");
    let text = "Not([IsSoftDeleted])".to_owned();
    assert_eq!(active.rule, Rule::Expression { text });
    let department = link(&project, "scimEnterpriseUser.department");
    assert_eq!(
        department.destination.path.as_str(),
        "scimEnterpriseUser.department"
    );
    // Nothing is marked, since the draft has a column for it and left it empty.
    let unmarked = project.attribute(&department.destination).unwrap();
    assert_eq!(unmarked.mark, None);
    // Two names are not known, and what is near is said; nothing is changed by itself.
    let said: Vec<_> = plan
        .problems
        .iter()
        .map(|problem| {
            (
                problem.line.unwrap(),
                problem.column.unwrap(),
                problem.text.as_str(),
            )
        })
        .collect();
    assert_eq!(said, [(3, 1, "userPrincipleName"), (4, 2, "state")]);
    assert!(plan.problems[0].reason.contains("\"userPrincipalName\""));
    assert!(plan.problems[1].reason.contains("\"active\""));
    assert!(
        plan.problems
            .iter()
            .all(|problem| problem.effect == Effect::Kept)
    );
    let user_name = link(&project, "userName");
    assert_eq!(
        user_name.rule,
        Rule::direct(crate::model::AttributePath::new(
            Column::Source,
            "userPrincipleName"
        ))
    );
}

#[test]
fn with_fix_the_sole_near_name_is_taken() {
    let options = Options { fix: true, ..new() };
    let (project, plan) = made(&written(","), options);
    assert_eq!(plan.num_read, 8);
    assert_eq!(num_rows(&project), 7);
    let state = link(&project, "User.state");
    assert!(
        matches!(&state.rule, Rule::Translation { origins, .. } if origins[0].as_str() == "active")
    );
}

fn examined(text: &str, corrections: Corrections, fix: bool) -> Plan {
    let told = Told {
        options: Options { fix, ..new() },
        corrections,
        ..Told::default()
    };
    let source = Source {
        name: "table",
        bytes: text.as_bytes(),
    };
    let project = Project::default();
    let examined = examine(&project, reference(), source, &told, Watch::nobody());
    examined.unwrap().plan
}

#[test]
fn each_name_is_corrected_by_itself() {
    let text =
        "Entra ID,SCIM\nuserPrincipleName,userName\njobTilte,title\nuserPrincipleName,externalId\n";
    let labels =
        |plan: &Plan| -> Vec<String> { plan.items.iter().map(|item| item.label.clone()).collect() };
    let open = examined(text, Corrections::default(), false);
    let near: Vec<_> = open
        .near
        .iter()
        .map(|one| {
            (
                one.name.as_str(),
                one.near[0].as_str(),
                one.line,
                one.num_rows,
            )
        })
        .collect();
    let expected = [
        ("userPrincipleName", "userPrincipalName", 2, 2),
        ("jobTilte", "jobTitle", 3, 1),
    ];
    assert_eq!(near, expected);
    assert!(open.near.iter().all(|one| one.taken_for.is_none()));
    let mut corrections = Corrections::default();
    let correct = |name: &str| Correction::For(name.to_owned());
    corrections.say(Column::Source, "userPrincipleName", correct("mail"));
    corrections.say(Column::Source, "jobTilte", Correction::AsWritten);
    let plan = examined(text, corrections.clone(), true);
    let expected = ["mail → userName", "jobTilte → title", "mail → externalId"];
    assert_eq!(labels(&plan), expected);
    assert_eq!(plan.problems, []);
    let taken: Vec<_> = plan
        .near
        .iter()
        .map(|one| one.taken_for.as_deref())
        .collect();
    assert_eq!(taken, [Some("mail"), None]);
    // What is said of one name leaves the others as they were.
    let mut one = Corrections::default();
    one.say(Column::Source, "jobTilte", correct("jobTitle"));
    let plan = examined(text, one, false);
    assert_eq!(
        labels(&plan)[..2],
        ["userPrincipleName → userName", "jobTitle → title"]
    );
    assert_eq!(plan.problems.len(), 2);
    // While the other name is not typed yet, it stands as written; in an expression it is a name as any.
    corrections.say(Column::Source, "userPrincipleName", correct(" "));
    let text = "Entra ID,SCIM\nTrim([userPrincipleName]),userName\n";
    let plan = examined(text, corrections.clone(), true);
    assert_eq!(labels(&plan), ["Trim([userPrincipleName]) → userName"]);
    corrections.say(Column::Source, "userPrincipleName", correct("mail"));
    let plan = examined(text, corrections, true);
    assert_eq!(labels(&plan), ["Trim([mail]) → userName"]);
}

#[test]
fn importing_again_changes_nothing() {
    let (project, _) = made(&written(","), new());
    let again = planned(&project, written(",").as_bytes(), Options::default());
    assert_eq!(again.items, []);
    assert_eq!((again.num_read, again.num_equal), (8, 8));
}

#[test]
fn what_contradicts_the_project_waits_for_a_choice() {
    let project = reference_project();
    let text = "Entra,SCIM,Genesys,Mandatory\nmail,userName,,no\njobTitle,title,,yes\n";
    let kept = planned(&project, text.as_bytes(), Options::default());
    assert!(kept.items.iter().any(|item| item.is_conflict));
    let mut after = project.clone();
    if let Some(edit) = kept.edit(&project) {
        after.apply(edit).unwrap();
    }
    assert_eq!(
        link(&after, "userName").rule,
        link(&project, "userName").rule
    );
    let replaced = Options {
        on_conflict: OnConflict::Replace,
        ..Options::default()
    };
    let plan = planned(&project, text.as_bytes(), replaced);
    let mut after = project.clone();
    let inverse = after.apply(plan.edit(&project).unwrap()).unwrap();
    let mail = Rule::direct(crate::model::AttributePath::new(Column::Source, "mail"));
    assert_eq!(link(&after, "userName").rule, mail);
    let title = crate::model::AttributeId::protocol(Resource::User, "title");
    assert_eq!(after.attribute(&title).unwrap().mark, Some(Mark::Required));
    after.apply(inverse).unwrap();
    assert_eq!(after, project);
}

#[test]
fn a_bad_row_costs_no_good_one() {
    let text = "Resource,Entra,SCIM,Mandatory\nUser,mail,userName,perhaps\nRobot,x,y,\n,,,\nUser,department see below,title,\n";
    let project = Project::default();
    let plan = planned(&project, text.as_bytes(), Options::default());
    assert_eq!(plan.verdict(), Verdict::Some);
    assert_eq!(plan.num_read, 2);
    let places: Vec<_> = plan
        .problems
        .iter()
        .map(|one| (one.line, one.column))
        .collect();
    assert_eq!(
        places,
        [(Some(2), Some(4)), (Some(3), Some(1)), (Some(5), Some(2))]
    );
    assert_eq!(plan.count(Change::Add).1, 2);
}

#[test]
fn columns_without_a_header_are_told_by_their_names() {
    let text = "jobTitle;title\nmail;userName\ndepartment;scimEnterpriseUser.department\n";
    let project = Project::default();
    let plan = planned(&project, text.as_bytes(), Options::default());
    assert_eq!(plan.num_read, 3);
    assert_eq!(plan.items[0].label, "jobTitle → title");
}

#[test]
fn what_is_no_mapping_says_why() {
    let project = Project::default();
    let check = |bytes: &[u8], part: &str| {
        let plan = planned(&project, bytes, Options::default());
        assert_eq!(plan.verdict(), Verdict::Nothing);
        let reasons: Vec<_> = plan
            .problems
            .iter()
            .map(|one| one.reason.as_str())
            .collect();
        assert!(reasons.join("\n").contains(part), "{reasons:?}");
    };
    check(b"", "empty");
    check(b"\r\n\r\n", "blank");
    check(&[0; 64], "zero bytes");
    check(b"name,mail,note\nA,b,c\n", "no column holds names");
    check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", ".xls");
    check(b"PK\x03\x04rest", "cannot be read");
    check(b"%PDF-1.7", "PDF");
    check(b"{\"a\": 1}", "no provisioning schema");
    check(b"Entra,SCIM\n", "no row");
}

#[test]
fn cancelling_ends_it() {
    let project = Project::default();
    let stop = |_| std::ops::ControlFlow::Break(());
    let text = written(",");
    let source = Source {
        name: "table",
        bytes: text.as_bytes(),
    };
    let stopped = plan(&project, reference(), source, new(), Watch::new(&stop));
    assert!(stopped.is_err());
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600), kind in 0_usize..6) {
        let options = Options {
            kind: crate::import::Kind::ALL.get(kind).copied(),
            ..Options::default()
        };
        let project = Project::default();
        let plan = planned(&project, &bytes, options);
        if let Some(edit) = plan.edit(&project) {
            project.clone().apply(edit).unwrap();
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "([a-zA-Z .,;\t|\"'\\[\\]()=\n\r:-]|userName|User\\.state|Entra|SCIM|Mandatory|true eq 'a'|é|\u{202e}){0,80}") {
        let project = reference_project();
        let plan = planned(&project, text.as_bytes(), Options::default());
        if let Some(edit) = plan.edit(&project) {
            let mut after = project.clone();
            let inverse = after.apply(edit).unwrap();
            after.apply(inverse).unwrap();
            prop_assert_eq!(after, project);
        }
    }
}
