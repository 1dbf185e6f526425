//! Conflicts that a mapping touches by feeding an attribute: C02, C06, C11, C12, C13, C19.

use super::says_both;
use crate::check::finding::Severity;
use crate::check::findings::{Spot, Where};
use crate::check::rule::{Hit, Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::Resource;
use crate::rows::AttributeNumber;

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const GENESYS: &str = "urn:ietf:params:scim:schemas:extension:genesys:purecloud:2.0:User";

/// The attributes of users at these paths that are fed.
fn fed(scene: &Scene<'_>, paths: &[String]) -> Vec<AttributeNumber> {
    let numbers = paths
        .iter()
        .filter_map(|path| scene.protocol(Resource::User, path));
    numbers.filter(|number| scene.is_fed(*number)).collect()
}

fn hits(numbers: Vec<AttributeNumber>, severity: Severity) -> Vec<Hit> {
    numbers
        .into_iter()
        .map(|number| (severity, Where::Attribute(number)))
        .collect()
}

fn enterprise(name: &str) -> String {
    format!("{ENTERPRISE}:{name}")
}

fn phone(kind: &str) -> String {
    format!("phoneNumbers[type eq \"{kind}\"].value")
}

fn words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Attribute(number) = spot.place else {
        return None;
    };
    says_both(
        scene,
        spot,
        &format!(
            "{:?} is mapped, and the documents disagree.",
            scene.label(number)
        ),
        None,
    )
}

macro_rules! conflict {
    ($name:ident, $code:literal, $severity:ident, $title:literal, $strikes:expr) => {
        pub(crate) static $name: Rule = Rule {
            code: $code,
            severity: Severity::$severity,
            title: $title,
            explanation: "",
            sources: &[],
            test: Test::Whole($strikes),
            words,
        };
    };
}

conflict!(
    EMPLOYEE_NUMBER,
    "C02",
    Hint,
    "Whether employeeNumber is documented at all",
    |scene| {
        let number = scene.protocol(Resource::User, &enterprise("employeeNumber"));
        let linked = number.filter(|number| {
            scene.is_fed(*number) || scene.is_consumed(*number) && scene.row_mark(*number).is_none()
        });
        hits(linked.into_iter().collect(), Severity::Hint)
    }
);

conflict!(
    DIVISION,
    "C06",
    Hint,
    "Whether division takes a name or an id",
    |scene| { hits(fed(scene, &[enterprise("division")]), Severity::Hint) }
);

conflict!(
    PHONE_TYPES,
    "C11",
    Warning,
    "Which phone types are taken",
    |scene| {
        let unclear = ["zoomphone", "eightbyeight", "ringcentral", "fax"].map(phone);
        let mut found = hits(fed(scene, &[phone("other")]), Severity::Hint);
        found.extend(hits(fed(scene, &unclear), Severity::Warning));
        found
    }
);

conflict!(
    NOT_LISTED,
    "C12",
    Hint,
    "In the target's model, not in Microsoft's list",
    |scene| {
        let paths = [
            "externalId".to_owned(),
            enterprise("dateHire"),
            format!("{GENESYS}:routingSkills"),
            format!("{GENESYS}:routingLanguages"),
            phone("other"),
        ];
        hits(fed(scene, &paths), Severity::Hint)
    }
);

conflict!(
    DATE_HIRE,
    "C13",
    Hint,
    "dateHire in a standard schema that has no such attribute",
    |scene| { hits(fed(scene, &[enterprise("dateHire")]), Severity::Hint) }
);

conflict!(
    DEFAULT_ACCESS,
    "C19",
    Hint,
    "Whether users with Default Access are provisioned",
    |scene| { hits(fed(scene, &["roles".to_owned()]), Severity::Hint) }
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{Change as _, check, project};

    fn both_sides(code: &str, path: &str, source: &str) {
        let without = project().unfeed(path);
        check(&without, code, &[]);
        check(&without.feed(source, path), code, &[path]);
    }

    #[test]
    fn touched_by_being_fed() {
        both_sides("C02", &enterprise("employeeNumber"), "employeeId");
        both_sides("C06", &enterprise("division"), "department");
        both_sides("C13", &enterprise("dateHire"), "employeeHireDate");
        both_sides("C19", "roles", "employeeType");
    }

    #[test]
    fn phone_types_and_what_microsoft_does_not_list() {
        check(&project(), "C11", &[]);
        check(
            &project().feed("mobile", &phone("zoomphone")),
            "C11",
            &[&phone("zoomphone")],
        );
        check(&project().feed("mobile", &phone("home")), "C11", &[]);
        let date_hire = enterprise("dateHire");
        check(&project(), "C12", &[&date_hire]);
        check(
            &project().unfeed(&date_hire).feed("objectId", "externalId"),
            "C12",
            &["externalId"],
        );
    }
}
