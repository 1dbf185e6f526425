//! What the founding draft must yield: everything its author needed to know, with evidence.

use super::finding::{Certainty, Finding, Severity};
use super::testing::{
    Change as _, ENTERPRISE, all, of_code, only, project, protocol, source, today,
};
use super::{Findings, apply_certain};
use crate::catalog::reference;
use crate::model::{Audience, Edit, Mark, Project, Rule};
use crate::rows::{Index, Rows, Table};
use crate::store;

fn draft() -> Project {
    let text = include_str!("../../sample-data/founding-draft.crosswalk.json");
    store::read(text.as_bytes()).unwrap().project
}

fn at<'a>(found: &'a [Finding], code: &str, label: &str) -> &'a Finding {
    found
        .iter()
        .find(|one| {
            one.code == code && one.attribute.as_ref().is_some_and(|id| id.label() == label)
        })
        .unwrap_or_else(|| {
            panic!(
                "no {code} at {label}: {:#?}",
                found
                    .iter()
                    .map(|one| (one.code, &one.message))
                    .collect::<Vec<_>>()
            )
        })
}

fn num_rows(project: &Project) -> usize {
    Rows::derive(&Index::derive(project)).len()
}

#[test]
fn the_eight_points() {
    let draft = draft();
    assert_eq!(num_rows(&draft), 8);
    let found = all(&draft);

    // 1. The id is made by the target.
    let id = at(&found, "M017", "id");
    assert!(id.message.contains("no gap") && id.message.contains("nothing to map"));
    assert!(!id.evidence.is_empty());

    // 2. The misspelt name.
    let misspelt = at(&found, "C21", "userPrincipleName");
    assert_eq!(misspelt.severity, Severity::Error);
    assert_eq!(
        misspelt.certain_fix().unwrap().name,
        "Rename userPrincipleName to userPrincipalName"
    );

    // 3. The label that is no attribute.
    let label = at(&found, "C01", "state");
    assert!(label.message.contains("no SCIM attribute") && label.message.contains("province"));
    assert_eq!(label.certain_fix().unwrap().name, "Join state with active");

    // 4. What is fed and goes nowhere.
    at(&found, "M002", "active");
    at(&found, "M001", "active");

    // 5. Both claims on employeeNumber.
    let employee_number = at(&found, "C02", "scimEnterpriseUser.employeeNumber");
    let conflict = reference().conflict("C02").unwrap();
    for claim in [&conflict.claim_a, &conflict.claim_b] {
        assert!(
            employee_number
                .evidence
                .iter()
                .any(|one| one.claim == *claim)
        );
    }

    // 6. The shorthand.
    let short = at(&found, "M016", "scimEnterpriseUser.department");
    assert!(short.message.contains(&format!("{ENTERPRISE}:department")));
    assert_eq!(short.fixes[0].certainty, Certainty::Certain);

    // 7. Marks for all rows; `active` has its after the join, `state` is none.
    for (label, word) in [
        ("userName", "required"),
        ("displayName", "required"),
        ("title", "optional"),
        ("active", "required"),
    ] {
        let proposed = at(&found, "M018", label);
        assert!(proposed.message.contains(word), "{}", proposed.message);
        assert!(!proposed.evidence.is_empty());
    }
    at(&found, "M018", "scimEnterpriseUser.department");
    at(&found, "M018", "scimEnterpriseUser.employeeNumber");
    assert!(
        at(&found, "M001", "active")
            .message
            .contains("incomplete: 2 of 3")
    );

    // 8. What it lacks.
    at(&found, "M020", "userName");
    at(&found, "M012", &format!("{ENTERPRISE}:manager"));
    let with_names = draft
        .feed("givenName", "name.givenName")
        .feed("surname", "name.familyName");
    let unsupported = of_code(&with_names, "M010");
    assert_eq!(unsupported.len(), 2);
    assert!(
        unsupported
            .iter()
            .all(|one| one.message.contains("no counterpart"))
    );
}

#[test]
fn after_every_certain_fix_it_answers_the_thread() {
    let (fixed, applied) = apply_certain(&draft(), reference(), Some(today()));
    assert!(applied.len() >= 10, "{applied:#?}");
    let found = all(&fixed);
    let errors: Vec<_> = found
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert!(found.iter().all(|one| one.certain_fix().is_none()));
    assert_eq!(num_rows(&fixed), 7);

    let index = Index::derive(&fixed);
    let rows = Rows::derive(&index);
    let table = Table::new(&fixed, &index, &rows, reference(), Audience::Customer);
    let row = |path: &str| {
        let rows = rows.all().iter().map(|row| table.json_row(row));
        rows.into_iter()
            .find(|row| row.protocol.as_deref() == Some(path))
            .unwrap()
    };
    let id = row("id");
    assert!(id.source.is_empty());
    assert_eq!(id.used, "by the system");
    let active = row("active");
    assert_eq!(active.expression.as_deref(), Some("Not([IsSoftDeleted])"));
    assert_eq!(active.target.as_deref(), Some("User.state"));
    assert_eq!(active.used, "yes");
    assert!(fixed.links().any(|(_, link)| {
        link.destination.label() == "User.state"
            && link.rule
                == Rule::Translation {
                    origins: vec![protocol("active").path],
                    pairs: vec![
                        ("True".to_owned(), "active".to_owned()),
                        ("False".to_owned(), "inactive".to_owned()),
                    ],
                }
    }));
    let user_name = row("userName");
    assert_eq!(user_name.source, ["userPrincipalName"]);
    assert_eq!(user_name.matching, Some(1));
    assert_eq!(user_name.mark.as_deref(), Some("required"));
    assert_eq!(
        row(&format!("{ENTERPRISE}:employeeNumber")).mark.as_deref(),
        Some("optional")
    );
    assert!(fixed.attribute(&protocol("state")).is_none());
    assert!(fixed.attribute(&source("state")).is_some());
}

#[test]
fn the_reference_has_no_error() {
    let errors: Vec<_> = all(&project())
        .into_iter()
        .filter(|one| one.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn an_accepted_finding_is_hidden_and_kept() {
    use crate::model::AcceptedFinding;
    let project = project().unfeed("displayName");
    let finding = only(&project, "M001");
    let acceptance = Some(Box::new(AcceptedFinding {
        reason: "The customer has none".to_owned(),
        by: "Dana Peretz".to_owned(),
        date: Some(today()),
        unknown: crate::model::UnknownMembers::default(),
    }));
    let accepted = project.edit(Edit::SetAcceptance {
        key: finding.key(),
        acceptance,
    });
    let index = Index::derive(&accepted);
    let findings = Findings::derive(&accepted, &index, reference(), Some(today()));
    assert!(findings.standing().iter().all(|spot| spot.code() != "M001"));
    assert_eq!(findings.num(Severity::Error), 0);
    assert_eq!(
        only(&accepted, "M001").accepted.unwrap().reason,
        "The customer has none"
    );
}

#[test]
fn what_is_kept_from_check_to_check_is_never_stale() {
    let mut now = draft();
    let mut index = Index::derive(&now);
    let mut findings = Findings::derive(&now, &index, reference(), Some(today()));
    let ways: Vec<Edit> = all(&now)
        .into_iter()
        .flat_map(|finding| finding.fixes)
        .map(|fix| fix.edit)
        .chain([
            Edit::RemoveAttribute {
                id: source("jobTitle"),
            },
            Edit::RemoveAttribute {
                id: source("IsSoftDeleted"),
            },
            Edit::SetCatalog {
                column: crate::model::Column::Protocol,
                catalog: "another".to_owned(),
            },
        ])
        .collect();
    let mut undo = Vec::new();
    for edit in ways {
        // One fix may take away what another one is for.
        if let Ok(inverse) = now.apply(edit) {
            undo.push(inverse);
        }
        index.update(&now);
        findings.update(&now, &index, reference());
        let fresh = Findings::derive(&now, &index, reference(), Some(today()));
        assert_eq!(findings.spots(), fresh.spots());
    }
    assert!(undo.len() > 10);
    for edit in undo.into_iter().rev() {
        now.apply(edit).unwrap();
        index.update(&now);
        findings.update(&now, &index, reference());
        assert_eq!(
            findings.spots(),
            Findings::derive(&now, &index, reference(), Some(today())).spots()
        );
    }
    assert_eq!(now, draft());
}

#[test]
fn every_fix_can_be_taken_back() {
    for before in [draft(), project()] {
        for finding in all(&before) {
            for fix in finding.fixes {
                let mut after = before.clone();
                let inverse = after
                    .apply(fix.edit)
                    .unwrap_or_else(|error| panic!("{}: {error}", fix.name));
                // Another spelling of a path is the same attribute: only the file tells.
                assert_ne!(store::write(&after), store::write(&before), "{}", fix.name);
                after.apply(inverse).unwrap();
                assert_eq!(store::write(&after), store::write(&before), "{}", fix.name);
            }
        }
    }
}

#[test]
fn marks_of_the_reference_are_proposed_not_forced() {
    let marked = draft().change_attribute(&protocol("title"), |title| {
        title.mark = Some(Mark::Required);
    });
    let (fixed, _) = apply_certain(&marked, reference(), Some(today()));
    assert_eq!(
        fixed.attribute(&protocol("title")).unwrap().mark,
        Some(Mark::Required)
    );
    assert!(!of_code(&fixed, "M019").is_empty());
}
