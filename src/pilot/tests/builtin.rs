use super::*;
use crate::pilot::UserOutcome;

fn outcomes() -> (Plan, Samples, Vec<UserOutcome>) {
    let plan = Plan::of(&reference_project());
    assert_eq!(plan.problems(), &[] as &[String]);
    let samples = builtin_samples();
    let target = builtin_target(&plan);
    let binding = Binding::new(&plan, &samples.header);
    let settings = Settings::default();
    let directory = plan.directory(&samples.users, &binding, &target, &settings);
    let world = World {
        target: &target,
        directory: &directory,
        settings: &settings,
    };
    let outcomes = plan.outcomes(&samples.users, &binding, &world);
    (plan, samples, outcomes)
}

#[test]
fn each_built_in_user_shows_what_it_is_there_for() {
    let (_, samples, outcomes) = outcomes();
    let found: Vec<_> = samples
        .users
        .iter()
        .zip(&outcomes)
        .map(|(user, outcome)| {
            let warnings: Vec<_> = outcome.warnings.iter().map(|one| one.code()).collect();
            (
                user.remark.as_str(),
                outcome.action.as_str(),
                outcome.reason.code(),
                warnings.join(" "),
            )
        })
        .collect();
    let expected = [
        ("new, everything filled", "create", "not-yet-there", ""),
        ("the manager of most others", "update", "changed", ""),
        ("no manager", "create", "not-yet-there", ""),
        (
            "manager is not in scope",
            "create",
            "not-yet-there",
            "reference-out-of-scope",
        ),
        ("not assigned to the application", "skip", "never-there", ""),
        (
            "soft-deleted, active in Genesys Cloud",
            "disable",
            "soft-deleted",
            "",
        ),
        (
            "disabled, active in Genesys Cloud",
            "disable",
            "disabled",
            "",
        ),
        (
            "disabled and not in Genesys Cloud",
            "skip",
            "never-there",
            "",
        ),
        ("guest of another company", "create", "not-yet-there", ""),
        ("Hebrew name", "create", "not-yet-there", ""),
        (
            "accented name, longer than usual",
            "create",
            "not-yet-there",
            "",
        ),
        (
            "phone with blanks",
            "create",
            "not-yet-there",
            "phone-format phone-format",
        ),
        (
            "title was cleared, Genesys Cloud still has one",
            "skip",
            "unchanged",
            "",
        ),
        (
            "first of two with one user principal name",
            "create",
            "not-yet-there",
            "",
        ),
        (
            "second of two with one user principal name",
            "fail",
            "not-unique",
            "",
        ),
        (
            "employee id longer than Entra ID holds",
            "create",
            "not-yet-there",
            "source-too-long",
        ),
        (
            "Genesys Cloud holds more than Entra ID",
            "update",
            "changed",
            "",
        ),
        ("nothing to change", "skip", "unchanged", ""),
        (
            "no display name, which is required",
            "fail",
            "required-is-missing",
            "",
        ),
        (
            "inactive in Genesys Cloud, back in Entra ID",
            "update",
            "changed",
            "found-inactive",
        ),
    ];
    let expected: Vec<_> = expected
        .into_iter()
        .map(|(remark, action, reason, warnings)| (remark, action, reason, warnings.to_owned()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn no_reason_and_no_warning_holds_a_value_of_a_user() {
    let (plan, samples, outcomes) = outcomes();
    let mut words = String::new();
    for outcome in &outcomes {
        words.push_str(&plan.words(outcome.reason));
        for warning in &outcome.warnings {
            words.push_str(&plan.warning_words(*warning));
        }
    }
    for user in &samples.users {
        for field in &user.fields {
            // Truth values are no values of a person.
            if let OwnedField::Text(text) = field
                && text.0.len() > 5
            {
                assert!(!words.contains(&text.0), "{}", text.0);
            }
        }
    }
}
