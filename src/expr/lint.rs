//! What runs, but is documented not to work, or not everywhere.
//!
//! Pure functions of a tree and of facts that the caller knows; they know no project. What the text alone shows (an odd
//! number of arguments, too long) the parser has reported already.
//!
//! Source: ms-functions, ms-customize, ms-known-issues and the scoping filter page, read 2026-11.

use super::facts::{
    Applied, AttributeFacts, AttributeKind, MappingFacts, Scope, SourceSystem, TargetSystem,
};
use super::number::whole;
use super::problem::{Code, Problem, Severity};
use super::tree::{Call, Node, NodeKind};

/// The attribute that holds app role assignments.
const ROLES_ATTRIBUTE: &str = "appRoleAssignments";
const ROLES_FUNCTIONS: [&str; 3] = [
    "AppRoleAssignmentsComplex",
    "AssertiveAppRoleAssignmentsComplex",
    "SingleAppRoleAssignment",
];
const PREDICATES: [&str; 3] = ["IsNull", "IsNullOrEmpty", "IsPresent"];

/// The problems of an expression in its mapping, in the order of the text.
pub fn lint(tree: &Node, facts: &MappingFacts<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    if facts.is_target_key {
        problems.push(Problem::error(
            Code::TargetId,
            tree.span.clone(),
            "the target makes this attribute up itself, as its key: it cannot be mapped",
        ));
    }
    roles_direct(tree, None, &mut problems);
    for node in tree.descendants() {
        if let Some(name) = node.as_attribute() {
            problems.extend(attribute(node, name, facts));
        }
        let Some(call) = node.as_call() else { continue };
        match call.name.as_str() {
            "IIF" => problems.extend(iif_null_source(call, facts)),
            "Switch" => switch(call, facts, &mut problems),
            "SelectUniqueValue" => {
                let is_nested = !std::ptr::eq(node, tree);
                problems.extend(select_unique(call, is_nested, facts));
            }
            "Item" => problems.extend(item_zero(call)),
            name if ROLES_FUNCTIONS.contains(&name) && facts.scope == Scope::All => {
                problems.push(Problem::warning(
                    Code::RolesWithSyncAll,
                    call.name_span.clone(),
                    format!("{name} does not work with the scope \"Sync all users and groups\": assign users"),
                ));
            }
            _ => {}
        }
    }
    problems.sort_by_key(|problem| (problem.span.start, problem.span.end, problem.code));
    problems
}

fn attribute(node: &Node, name: &str, facts: &MappingFacts<'_>) -> Option<Problem> {
    let span = node.span.clone();
    let offered = !["SamAccountName", "userType"]
        .iter()
        .any(|unavailable| unavailable.eq_ignore_ascii_case(name));
    if facts.source == SourceSystem::EntraId && !offered {
        return Some(Problem::warning(
            Code::UnavailableSource,
            span,
            format!(
                "{name:?} is not offered as a source attribute: use another, or an extension that holds it"
            ),
        ));
    }
    (facts.attribute)(name).is_none().then(|| {
        Problem::warning(
            Code::UnknownAttribute,
            span,
            format!("the source has no attribute {name:?}; letter case counts"),
        )
    })
}

/// Reports `[appRoleAssignments]` wherever no roles function takes it.
fn roles_direct(node: &Node, parent: Option<&Call>, problems: &mut Vec<Problem>) {
    if node.as_attribute() == Some(ROLES_ATTRIBUTE)
        && !parent.is_some_and(|call| ROLES_FUNCTIONS.contains(&call.name.as_str()))
    {
        problems.push(Problem::warning(
            Code::RolesDirect,
            node.span.clone(),
            "app role assignments have to go through SingleAppRoleAssignment or AppRoleAssignmentsComplex",
        ));
    }
    for child in node.children() {
        roles_direct(child, node.as_call(), problems);
    }
}

/// Source: ms-functions, IIF, known limitations: over an empty source "the condition check fails".
fn iif_null_source(call: &Call, facts: &MappingFacts<'_>) -> Option<Problem> {
    let condition = call.arguments.first()?;
    let tested = match &condition.kind {
        NodeKind::Compare(_, sides) => sides.iter().find_map(|side| nullable(side, facts)),
        NodeKind::Call(test) if PREDICATES.contains(&test.name.as_str()) => test
            .arguments
            .first()
            .map(|argument| argument.as_attribute().unwrap_or("source")),
        _ => nullable(condition, facts),
    }?;
    Some(Problem::warning(
        Code::IifNullSource,
        condition.span.clone(),
        format!(
            "IIF over {tested:?} is documented as unsupported where it is empty: use \
             Switch([{tested}], …, \"\", …), whose key \"\" fits an empty source"
        ),
    ))
}

/// The name of the attribute that this is, if it may be null.
fn nullable<'n>(node: &'n Node, facts: &MappingFacts<'_>) -> Option<&'n str> {
    let name = node.as_attribute()?;
    (facts.attribute)(name)?.may_be_null.then_some(name)
}

fn switch(call: &Call, facts: &MappingFacts<'_>, problems: &mut Vec<Problem>) {
    let Some(source) = call.arguments.first() else {
        return;
    };
    if let Some(test) = source.as_call()
        && PREDICATES.contains(&test.name.as_str())
    {
        problems.push(Problem::warning(
            Code::SwitchPredicateSource,
            source.span.clone(),
            format!(
                "Switch over {} is documented not to work: switch over the attribute itself, with a key \"\"",
                test.name
            ),
        ));
    }
    let known = source
        .as_attribute()
        .and_then(|name| (facts.attribute)(name));
    if known.is_some_and(|known| known.kind == AttributeKind::Reference) {
        problems.push(Problem::warning(
            Code::SwitchOnReference,
            source.span.clone(),
            "Switch does not work over a reference attribute",
        ));
    }
    if facts.source == SourceSystem::EntraId && facts.applied == Applied::Always {
        problems.push(Problem::warning(
            Code::SwitchNullOnUpdate,
            call.name_span.clone(),
            "an update of other attributes may evaluate Switch to null; nested IIF is the documented way round",
        ));
    }
}

fn select_unique(call: &Call, is_nested: bool, facts: &MappingFacts<'_>) -> Option<Problem> {
    let (severity, message) = if is_nested {
        (
            Severity::Error,
            "SelectUniqueValue works only as the outermost function",
        )
    } else if facts.is_matching {
        (
            Severity::Error,
            "SelectUniqueValue cannot feed a matching attribute",
        )
    } else if facts.applied != Applied::OnCreation {
        (
            Severity::Warning,
            "SelectUniqueValue is meant for creation: apply the mapping \"Only during object creation\"",
        )
    } else if facts.target != TargetSystem::ActiveDirectory {
        (
            Severity::Warning,
            "SelectUniqueValue is supported only towards on-premises Active Directory",
        )
    } else {
        return None;
    };
    let span = call.name_span.clone();
    Some(Problem {
        severity,
        ..Problem::error(Code::SelectUniqueNested, span, message)
    })
}

fn item_zero(call: &Call) -> Option<Problem> {
    let index = call.arguments.get(1)?;
    let is_zero = match &index.kind {
        NodeKind::Number(text) | NodeKind::Text(text) => whole(text) == Some(0),
        _ => false,
    };
    is_zero.then(|| {
        Problem::error(
            Code::ItemZero,
            index.span.clone(),
            "Item counts from 1: index 0 must not be used",
        )
    })
}

/// Reports that no mapping of an application uses `IsSoftDeleted`, so that users who leave its scope stay active.
///
/// The place is empty: it is a problem of the whole, not of one expression.
pub fn no_is_soft_deleted<'n>(mut trees: impl Iterator<Item = &'n Node>) -> Option<Problem> {
    let is_used = trees.any(|tree| {
        tree.descendants()
            .any(|node| node.as_attribute() == Some("IsSoftDeleted"))
    });
    (!is_used).then(|| {
        Problem::warning(
            Code::NoIsSoftDeleted,
            0..0,
            "no mapping uses [IsSoftDeleted]: users who leave the scope are not disabled in the target",
        )
    })
}

/// Reports a scoping clause over an attribute that cannot be filtered; the place is empty.
pub fn scope_unsupported_attribute(
    attribute: &str,
    facts: Option<AttributeFacts>,
) -> Option<Problem> {
    let is_named = [ROLES_ATTRIBUTE, "userType", "manager"]
        .iter()
        .any(|name| name.eq_ignore_ascii_case(attribute));
    let is_of_kind = facts.is_some_and(|facts| facts.kind != AttributeKind::Plain);
    (is_named || is_of_kind).then(|| {
        Problem::warning(
            Code::ScopeUnsupportedAttribute,
            0..0,
            format!("a scoping filter cannot test {attribute:?}"),
        )
    })
}

/// Reports a matching value with characters that the service cannot query for; the place is empty, the value unnamed.
///
/// The page names no characters; letters, digits, blanks and `@ . _ -` are taken as safe. Inferred.
pub fn match_special_characters(value: &str) -> Option<Problem> {
    let is_safe = |c: char| c.is_alphanumeric() || matches!(c, '@' | '.' | '_' | '-' | ' ');
    (!value.chars().all(is_safe)).then(|| {
        Problem::warning(
            Code::MatchSpecialCharacters,
            0..0,
            "a matching value holds special characters: the service cannot query the target for it",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::parse;

    fn known(name: &str) -> Option<AttributeFacts> {
        let facts = |may_be_null, kind| AttributeFacts { may_be_null, kind };
        Some(match name {
            "a" | "b" | "samaccountname" => facts(true, AttributeKind::Plain),
            "id" => facts(false, AttributeKind::Plain),
            "manager" => facts(true, AttributeKind::Reference),
            "list" | "appRoleAssignments" => facts(true, AttributeKind::MultiValued),
            _ => return None,
        })
    }

    fn facts() -> MappingFacts<'static> {
        MappingFacts {
            attribute: &known,
            source: SourceSystem::EntraId,
            target: TargetSystem::Other,
            applied: Applied::OnCreation,
            scope: Scope::Assigned,
            is_matching: false,
            is_target_key: false,
        }
    }

    fn check_with(facts: &MappingFacts<'_>, expression: &str, expected: &[(&str, &str)]) {
        let problems = lint(&parse(expression).tree, facts);
        let found: Vec<_> = problems
            .iter()
            .map(|problem| {
                (
                    problem.code.as_str(),
                    expression.get(problem.span.clone()).unwrap(),
                )
            })
            .collect();
        assert_eq!(found, expected, "{expression}");
    }

    fn check(expression: &str, expected: &[(&str, &str)]) {
        check_with(&facts(), expression, expected);
    }

    #[test]
    fn attributes() {
        check(
            "Join(\"\", [id], [nope])",
            &[("unknown-attribute", "[nope]")],
        );
        check(
            "[samaccountname]",
            &[("unavailable-source", "[samaccountname]")],
        );
        let key = MappingFacts {
            is_target_key: true,
            ..facts()
        };
        check_with(&key, "[id]", &[("target-id", "[id]")]);
    }

    #[test]
    fn iif_over_what_may_be_null() {
        check(
            "IIF([a]=\"\",\"x\",\"y\")",
            &[("iif-null-source", "[a]=\"\"")],
        );
        check(
            "IIF(IsPresent([id]),1,2)",
            &[("iif-null-source", "IsPresent([id])")],
        );
        check("IIF([id]=\"1\",[a],2)", &[]);
    }

    #[test]
    fn switch_and_its_source() {
        check(
            "Switch(IsNull([id]),,\"True\",1)",
            &[("switch-predicate-source", "IsNull([id])")],
        );
        check(
            "Switch([manager],,\"m\",1)",
            &[("switch-on-reference", "[manager]")],
        );
        let always = MappingFacts {
            applied: Applied::Always,
            ..facts()
        };
        check_with(
            &always,
            "Switch([a],,\"m\",1)",
            &[("switch-null-on-update", "Switch")],
        );
        let hr = MappingFacts {
            source: SourceSystem::Other,
            ..always
        };
        check_with(&hr, "Switch([a],,\"m\",1)", &[]);
    }

    #[test]
    fn select_unique_value_and_item() {
        let unique = "SelectUniqueValue([a],[b])";
        let ad = MappingFacts {
            target: TargetSystem::ActiveDirectory,
            ..facts()
        };
        check_with(&ad, unique, &[]);
        let named = [("select-unique-nested", "SelectUniqueValue")];
        check(unique, &named);
        check_with(
            &MappingFacts {
                is_matching: true,
                ..ad
            },
            unique,
            &named,
        );
        check_with(
            &MappingFacts {
                applied: Applied::Always,
                ..ad
            },
            unique,
            &named,
        );
        check_with(&ad, "Trim(SelectUniqueValue([a],[b]))", &named);
        check("Item([list], \"0\")", &[("item-zero", "\"0\"")]);
        check("Item([list], 1)", &[]);
    }

    #[test]
    fn roles() {
        check(
            "[appRoleAssignments]",
            &[("roles-direct", "[appRoleAssignments]")],
        );
        check("SingleAppRoleAssignment([appRoleAssignments])", &[]);
        let all = MappingFacts {
            scope: Scope::All,
            ..facts()
        };
        check_with(
            &all,
            "AppRoleAssignmentsComplex([appRoleAssignments])",
            &[("roles-with-sync-all", "AppRoleAssignmentsComplex")],
        );
    }

    #[test]
    fn the_whole_and_its_filters() {
        let uses = parse("Not([IsSoftDeleted])").tree;
        let other = parse("[a]").tree;
        assert!(no_is_soft_deleted([&other].into_iter()).is_some());
        assert!(no_is_soft_deleted([&other, &uses].into_iter()).is_none());
        assert!(scope_unsupported_attribute("usertype", None).is_some());
        assert!(scope_unsupported_attribute("list", known("list")).is_some());
        assert!(scope_unsupported_attribute("a", known("a")).is_none());
        assert!(match_special_characters("zoë.o-b@x.org").is_none());
        assert!(match_special_characters("a#ext#@x.org").is_some());
    }
}
