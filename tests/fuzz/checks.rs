//! What must hold of every importer for any bytes: no panic, and what it plans fits the project and can be taken back.

use std::sync::LazyLock;

use crosswalk::catalog::{reference, reference_project};
use crosswalk::entra::ProvisionAnswer;
use crosswalk::import::{Kind, Options, Source, Told, Watch, examine};
use crosswalk::model::Project;

static PROJECT: LazyLock<Project> = LazyLock::new(reference_project);

/// Puts bytes through the importer of a kind, or through the one that they seem to be for, into an empty project and into
/// the reference.
///
/// # Panics
///
/// If anything is not as it must be.
pub(crate) fn import(bytes: &[u8], kind: Option<Kind>) {
    static EMPTY: LazyLock<Project> = LazyLock::new(Project::default);
    // One of both for each input: twice as many inputs say more than each input twice.
    let is_even = bytes.len().is_multiple_of(2);
    let project: &Project = if is_even { &EMPTY } else { &PROJECT };
    let told = Told {
        options: Options {
            kind,
            fix: bytes.first().is_some_and(|byte| byte.is_multiple_of(3)),
            ..Options::default()
        },
        ..Told::default()
    };
    let source = Source {
        name: "fuzz",
        bytes,
    };
    let examined =
        examine(project, reference(), source, &told, Watch::nobody()).expect("nobody cancels");
    let plan = &examined.plan;
    assert!(
        plan.num_read > 0 || !plan.problems.is_empty(),
        "nothing was read, and no reason is given"
    );
    assert!(
        plan.num_equal <= plan.num_read,
        "more is equal than was read"
    );
    for problem in &plan.problems {
        assert!(!problem.reason.is_empty(), "{problem:?}");
        assert!(problem.line.is_none_or(|line| line > 0), "{problem:?}");
        assert!(problem.text.chars().count() <= 121, "{problem:?}");
    }
    for item in &plan.items {
        assert!(!item.steps.is_empty(), "{}", item.label);
    }
    let mut all = plan.clone();
    for item in &mut all.items {
        item.is_chosen = true;
    }
    for plan in [plan, &all] {
        if let Some(edit) = plan.edit(project) {
            let mut after = project.clone();
            let inverse = after.apply(edit).expect("the plan fits its project");
            after.apply(inverse).expect("an inverse fits");
            assert!(after == *project, "taking it back leaves something behind");
        }
    }
}

/// Reads text as the answer of a provisioning run.
///
/// # Panics
///
/// If the reader does.
pub(crate) fn answer(bytes: &[u8]) {
    if let Ok(answer) = ProvisionAnswer::read(&String::from_utf8_lossy(bytes)) {
        assert!(!format!("{:?}", answer.steps).is_empty());
    }
}
