//! Conflicts that a project touches by how it writes a name: C01, C14, C15, C16, C21, C23.

use super::says_both;
use crate::catalog::{Misprint, Reach};
use crate::check::finding::{Fix, Severity};
use crate::check::findings::{Spot, Where};
use crate::check::fix;
use crate::check::names::plain;
use crate::check::near::{How, Meaning};
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::Column;
use crate::rows::AttributeNumber;

/// What an attribute's spelling means, if it came to that in this way.
fn by_reach<'a>(scene: &Scene<'a>, number: AttributeNumber, reach: Reach) -> Option<&'a Meaning> {
    let meaning = scene.facts_of(number)?.meaning.as_deref()?;
    (meaning.how == How::Known(reach)).then_some(meaning)
}

/// A wrong name that links depend on is an error; one that only stands there is a warning.
fn severity(scene: &Scene<'_>, number: AttributeNumber) -> Severity {
    let is_linked =
        scene.links_into(number).next().is_some() || scene.links_out(number).next().is_some();
    if is_linked {
        Severity::Error
    } else {
        Severity::Warning
    }
}

pub(crate) static STATE_LABEL: Rule = Rule {
    code: "C01",
    severity: Severity::Error,
    title: "A label of the field table, not an attribute",
    explanation: "",
    sources: &[],
    test: Test::Attribute(&[Column::Protocol], |scene, number| {
        by_reach(scene, number, Reach::PublishedLabel).map(|_| severity(scene, number))
    }),
    words: |scene, spot| {
        let Where::Attribute(number) = spot.place else {
            return None;
        };
        let meant = by_reach(scene, number, Reach::PublishedLabel)?.single()?;
        let (label, real) = (scene.label(number), meant.label());
        let lead = format!(
            "There is no SCIM attribute {label:?}: it is {real:?} under the field table's label, and what the target makes of it belongs to {real:?}. {} {label:?} is the province of the address and must not feed it.",
            scene.system(Column::Source)
        );
        let fix = Fix::certain(
            format!("Join {label} with {real}"),
            fix::rename(scene, number, meant),
        );
        says_both(scene, spot, &lead, fix)
    },
};

pub(crate) static FIELD_PREFIX: Rule = Rule {
    code: "C14",
    severity: Severity::Hint,
    title: "User. or UserProfile. before the field's name",
    explanation: "",
    sources: &[],
    test: Test::Attribute(&[Column::Target], |scene, number| {
        let meaning = by_reach(scene, number, Reach::VendorAlias)?;
        let is_prefix =
            scene.id(number)?.path.as_str().starts_with("User.") && meaning.single().is_some();
        is_prefix.then_some(Severity::Hint)
    }),
    words: |scene, spot| {
        let Where::Attribute(number) = spot.place else {
            return None;
        };
        let meant = by_reach(scene, number, Reach::VendorAlias)?.single()?;
        let label = scene.label(number);
        let fix = Fix::offered(
            format!("Write {label} as {}", meant.label()),
            fix::rename(scene, number, meant),
        );
        says_both(
            scene,
            spot,
            &format!("{label:?} is {:?} in the field table.", meant.label()),
            fix,
        )
    },
};

/// The misprint that an attribute's name is, if the conflict of this code tells of it.
fn misprint<'a>(scene: &Scene<'a>, number: AttributeNumber, code: &str) -> Option<&'a Misprint> {
    by_reach(scene, number, Reach::Misprint)?;
    let id = scene.id(number)?;
    let (typed, key) = (plain(id.path.as_str()), plain(id.path.key()));
    scene.catalog.misprints().iter().find(|misprint| {
        let printed = plain(&misprint.printed);
        misprint.column == id.column
            && misprint.conflict == code
            && (printed == typed || printed == key)
    })
}

fn misprint_words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Attribute(number) = spot.place else {
        return None;
    };
    let meant = by_reach(scene, number, Reach::Misprint)?.single()?;
    let (label, real) = (scene.label(number), meant.label());
    let fix = Fix::certain(
        format!("Rename {label} to {real}"),
        fix::rename(scene, number, meant),
    );
    says_both(
        scene,
        spot,
        &format!("{label:?} is misspelt: {real:?} is meant."),
        fix,
    )
}

macro_rules! misprints {
    ($name:ident, $code:literal, $columns:expr, $title:literal) => {
        pub(crate) static $name: Rule = Rule {
            code: $code,
            severity: Severity::Error,
            title: $title,
            explanation: "",
            sources: &[],
            test: Test::Attribute($columns, |scene, number| {
                misprint(scene, number, $code).map(|_| severity(scene, number))
            }),
            words: misprint_words,
        };
    };
}

misprints!(
    TYPING_ERROR,
    "C15",
    &[Column::Protocol],
    "A typing error copied from a document"
);
misprints!(
    ROLES_PATH,
    "C16",
    &[Column::Protocol],
    "roles under the vendor's schema"
);
misprints!(
    USER_PRINCIPAL_NAME,
    "C21",
    &[Column::Source],
    "userPrincipalName misspelt"
);

pub(crate) static MANAGER_PATH: Rule = Rule {
    code: "C23",
    severity: Severity::Hint,
    title: "manager or manager.value",
    explanation: "",
    sources: &[],
    test: Test::Attribute(&[Column::Protocol], |scene, number| {
        by_reach(scene, number, Reach::VendorAlias)?;
        let is_value = scene
            .id(number)?
            .path
            .as_str()
            .to_lowercase()
            .ends_with("manager.value");
        is_value.then_some(Severity::Hint)
    }),
    words: |scene, spot| {
        let Where::Attribute(number) = spot.place else {
            return None;
        };
        let meant = by_reach(scene, number, Reach::VendorAlias)?.single()?;
        let label = scene.label(number);
        let fix = Fix::offered(
            format!("Write {label} as {}", meant.label()),
            fix::rename(scene, number, meant),
        );
        says_both(
            scene,
            spot,
            &format!("{label:?} is written as in the field table."),
            fix,
        )
    },
};

#[cfg(test)]
mod tests {
    use crate::check::finding::Severity;
    use crate::check::testing::{
        Change as _, ENTERPRISE, check, fixed, only, project, protocol, source,
    };
    use crate::model::{AttributeId, AttributePath, Column, Resource};

    fn respelt(id: &AttributeId, column: Column, text: &str) -> crate::model::Project {
        project().change_attribute(id, |one| one.id.path = AttributePath::new(column, text))
    }

    #[test]
    fn state_is_a_label() {
        check(&project(), "C01", &[]);
        let unused = project().custom(protocol("state"));
        assert_eq!(only(&unused, "C01").severity, Severity::Warning);
        let fed = unused.unfeed("active").feed("IsSoftDeleted", "state");
        assert_eq!(only(&fed, "C01").severity, Severity::Error);
        let after = fixed(&fed, "C01");
        check(&after, "C01", &[]);
        assert!(after.attribute(&protocol("state")).is_none());
        check(&after, "C18", &["active"]);
    }

    #[test]
    fn the_prefix_of_a_field() {
        let title = AttributeId::target(
            Resource::User,
            "UserProfile.general.title.[0].value",
            Some("title"),
        );
        check(&project(), "C14", &[]);
        let short = respelt(&title, Column::Target, "User.general.title.[0].value");
        check(&short, "C14", &["User.general.title.[0].value"]);
        assert_eq!(fixed(&short, "C14"), project());
    }

    #[test]
    fn misprints_of_documents() {
        let typed = "phoneNumbers[type eq \"work<\"].value";
        check(&project().custom(protocol(typed)), "C15", &[typed]);
        let genesys =
            "urn:ietf:params:scim:schemas:extension:genesys:purecloud:2.0:User:roles.[].value";
        check(&project().custom(protocol(genesys)), "C16", &[genesys]);
        check(&project(), "C16", &[]);
        let misspelt = project()
            .custom(source("userPrincipleName"))
            .unfeed("userName")
            .feed("userPrincipleName", "userName");
        assert_eq!(
            only(&misspelt, "C21").certain_fix().unwrap().name,
            "Rename userPrincipleName to userPrincipalName"
        );
        check(&misspelt, "M013", &[]);
        check(&project(), "C21", &[]);
    }

    #[test]
    fn the_level_of_the_manager() {
        let manager = format!("{ENTERPRISE}:manager");
        check(&project(), "C23", &[]);
        let deeper = respelt(
            &protocol(&manager),
            Column::Protocol,
            &format!("{manager}.value"),
        );
        check(&deeper, "C23", &[&format!("{manager}.value")]);
        check(&fixed(&deeper, "C23"), "C23", &[]);
    }
}
