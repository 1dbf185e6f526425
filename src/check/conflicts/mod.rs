//! The contradictions of the reference as rules: each is a finding only where the project touches it.
//!
//! What a conflict says is in the catalogue; here stands what touching it means, and what can be done.

mod fed;
mod lifecycle;
mod spelling;
mod values;

use super::finding::Fix;
use super::findings::Spot;
use super::rule::{Rule, Words};
use super::scene::{Scene, says};
use crate::catalog::{Catalog, Conflict};
use crate::model::{Confidence, Evidence};

/// All of them, in code order.
pub(crate) static ALL: [&Rule; 23] = [
    &spelling::STATE_LABEL,
    &fed::EMPLOYEE_NUMBER,
    &lifecycle::ACTIVE_REQUIRED,
    &values::FILTERABLE,
    &lifecycle::GROUPS,
    &fed::DIVISION,
    &lifecycle::DELETION,
    &lifecycle::CLEARING,
    &values::DEFAULT_VALUE,
    &lifecycle::INACTIVE_USERS,
    &fed::PHONE_TYPES,
    &fed::NOT_LISTED,
    &fed::DATE_HIRE,
    &spelling::FIELD_PREFIX,
    &spelling::TYPING_ERROR,
    &spelling::ROLES_PATH,
    &values::ROLES_TYPE,
    &values::INVERTED,
    &fed::DEFAULT_ACCESS,
    &lifecycle::GROUP_NAME,
    &spelling::USER_PRINCIPAL_NAME,
    &values::OTHER_MAIL,
    &spelling::MANAGER_PATH,
];

/// What a conflict says of a place: what touches it, what to make of it, both claims with their documents, fixes.
fn says_both(scene: &Scene<'_>, spot: &Spot, lead: &str, fix: Option<Fix>) -> Option<Words> {
    let conflict = scene.catalog.conflict(spot.code())?;
    let message = format!("{lead} {}", conflict.assessment);
    Some(
        Words::new(message)
            .with_evidence(both_claims(scene.catalog, conflict))
            .with_fix(fix),
    )
}

/// Both claims of a conflict, each by each of its documents.
pub(crate) fn both_claims(catalog: &Catalog, conflict: &Conflict) -> Vec<Evidence> {
    let one_side = |sources: &[String], claim: &str| -> Vec<Evidence> {
        sources
            .iter()
            .map(|source| says(catalog, source, confidence(source), claim))
            .collect()
    };
    let mut evidence = one_side(&conflict.claim_a_sources, &conflict.claim_a);
    evidence.extend(one_side(&conflict.claim_b_sources, &conflict.claim_b));
    evidence
}

/// How sure a document makes what it says: people in forums quote, vendors' pages state.
fn confidence(source: &str) -> Confidence {
    let is_forum =
        source == "thread" || source.starts_with("gc-forum") || source.starts_with("gc-comm");
    if is_forum {
        Confidence::Reported
    } else {
        Confidence::Verified
    }
}

#[cfg(test)]
mod tests {
    use crate::catalog::reference;
    use crate::check::testing::{all, project};

    #[test]
    fn a_conflict_shows_both_claims_with_their_documents() {
        for finding in all(&project()) {
            let Some(conflict) = reference().conflict(finding.code) else {
                continue;
            };
            for (sources, claim) in [
                (&conflict.claim_a_sources, &conflict.claim_a),
                (&conflict.claim_b_sources, &conflict.claim_b),
            ] {
                for source in sources {
                    assert!(
                        finding
                            .evidence
                            .iter()
                            .any(|one| one.source == *source && one.claim == *claim),
                        "{}",
                        finding.code
                    );
                }
            }
        }
    }

    #[test]
    fn what_the_project_does_not_touch_is_quiet() {
        let loud: Vec<_> = all(&project()).iter().map(|one| one.code).collect();
        for code in [
            "C01", "C03", "C04", "C05", "C09", "C11", "C14", "C15", "C16", "C17", "C18", "C20",
            "C21", "C22", "C23",
        ] {
            assert!(!loud.contains(&code), "{code}");
        }
    }
}
