//! M031 to M033: what is easy to get wrong though no document contradicts another.

use crate::check::facts::RuleKind;
use crate::check::finding::Severity;
use crate::check::findings::{Spot, Where};
use crate::check::rule::{Rule, Test, Words};
use crate::check::scene::Scene;
use crate::model::{Confidence, Resource};
use crate::rows::LinkNumber;

const GENESYS: &str = "urn:ietf:params:scim:schemas:extension:genesys:purecloud:2.0:User";

pub(crate) static PHONE: Rule = Rule {
    code: "M031",
    severity: Severity::Hint,
    title: "Phone numbers are free text in Entra ID",
    explanation: "Entra ID lets people write a phone number in any way; Genesys Cloud wants E.164 (+47 22 00 00 00 as \
                  +4722000000) or a tel URI, and Microsoft says that a target should not reformat what it is sent. \
                  Clean the numbers in Entra ID, or rebuild them in the expression.",
    sources: &["gc-sdk-models", "ms-build-scim"],
    test: Test::Link(phone),
    words: phone_words,
};

fn phone(scene: &Scene<'_>, number: LinkNumber) -> Option<Severity> {
    let facts = scene.facts.link(number)?;
    (facts.rule == RuleKind::Direct && scene.is_source_link(number) && facts.fills_phone)
        .then_some(Severity::Hint)
}

fn phone_words(scene: &Scene<'_>, spot: &Spot) -> Option<Words> {
    let Where::Link(link) = spot.place else {
        return None;
    };
    let (origin, destination) = (scene.direct_origin(link)?, scene.index.destination(link)?);
    let message = format!(
        "{:?} is free text, {:?} wants E.164 or a tel URI: make sure that the numbers are written so.",
        scene.label(origin),
        scene.label(destination)
    );
    Some(Words::new(message).with_evidence([
        scene.says(
            "gc-sdk-models",
            Confidence::Verified,
            "Phone numbers are E.164 or tel URI.",
        ),
        scene.says(
            "ms-build-scim",
            Confidence::Verified,
            "The target should not reformat the values it is sent.",
        ),
    ]))
}

pub(crate) static SIGN_IN_NAME: Rule = Rule {
    code: "M032",
    severity: Severity::Hint,
    title: "The sign-in name is not always the mail address",
    explanation: "Genesys Cloud's userName is the user's e-mail address and sign-in name. Entra ID's \
                  userPrincipalName looks like an address but need not be one that receives mail, and for guests the \
                  provisioning service strips it. Check with the customer whether both are the same for everybody.",
    sources: &["gc-sdk-models", "ms-how-prov"],
    test: Test::Whole(|scene| {
        let number = scene.source(Resource::User, "userPrincipalName");
        let (Some(origin), Some(user_name)) = (number, scene.protocol(Resource::User, "userName"))
        else {
            return Vec::new();
        };
        scene
            .links_into(user_name)
            .filter(|link| scene.direct_origin(*link) == Some(origin))
            .map(|link| (Severity::Hint, Where::Link(link)))
            .collect()
    }),
    words: |scene, _| {
        let message = "\"userPrincipalName\" is not always the mail address, and \"userName\" is the user's e-mail in Genesys Cloud: check that they are the same for everybody.";
        Some(Words::new(message.to_owned()).with_evidence([
            scene.says(
                "gc-sdk-models",
                Confidence::Inferred,
                "userName is the user's Genesys Cloud e-mail.",
            ),
            scene.says(
                "ms-how-prov",
                Confidence::Verified,
                "For guests userPrincipalName is stripped; originalUserPrincipalName is not.",
            ),
        ]))
    },
};

pub(crate) static NAMES_MUST_EXIST: Rule = Rule {
    code: "M033",
    severity: Severity::Hint,
    title: "The names have to exist in the target",
    explanation: "Genesys Cloud assigns roles, routing skills and routing languages by name. A name that it does not \
                  have is not made; skill and language names are case-sensitive. Hand over the list of names with \
                  the mapping.",
    sources: &["gc-sdk-models", "gc-forum-roles"],
    test: Test::Whole(|scene| {
        [
            "roles".to_owned(),
            format!("{GENESYS}:routingSkills"),
            format!("{GENESYS}:routingLanguages"),
        ]
        .iter()
        .filter_map(|path| scene.protocol(Resource::User, path))
        .filter(|number| scene.is_fed(*number))
        .map(|number| (Severity::Hint, Where::Attribute(number)))
        .collect()
    }),
    words: |scene, spot| {
        let Where::Attribute(number) = spot.place else {
            return None;
        };
        let message = format!(
            "{:?} is assigned by name: each name has to exist in Genesys Cloud first, in the same letter case.",
            scene.label(number)
        );
        Some(Words::new(message).with_evidence([
            scene.says(
                "gc-sdk-models",
                Confidence::Verified,
                "Skill and language names must exist and are case-sensitive.",
            ),
            scene.says(
                "gc-forum-roles",
                Confidence::Reported,
                "Roles are matched by their name.",
            ),
        ]))
    },
};

#[cfg(test)]
mod tests {
    use super::GENESYS;
    use crate::check::testing::{Change as _, check, project};
    use crate::model::Rule;

    #[test]
    fn phone_numbers_handed_on_as_they_are() {
        let phones = [
            "phoneNumbers[type eq \"mobile\"].value",
            "phoneNumbers[type eq \"work\"].value",
        ];
        check(&project(), "M031", &phones);
        let text = "Replace([mobile], \" \", , , \"\", , )".to_owned();
        let rebuilt = project()
            .unfeed(phones[0])
            .rule(phones[0], Rule::Expression { text });
        check(&rebuilt, "M031", &phones[1..]);
    }

    #[test]
    fn the_sign_in_name_or_the_mail_address() {
        check(&project(), "M032", &["userName"]);
        check(
            &project().unfeed("userName").feed("mail", "userName"),
            "M032",
            &[],
        );
    }

    #[test]
    fn names_that_have_to_exist() {
        check(&project(), "M033", &["roles"]);
        let skills = format!("{GENESYS}:routingSkills");
        check(
            &project().feed("employeeType", &skills),
            "M033",
            &["roles", &skills],
        );
    }
}
