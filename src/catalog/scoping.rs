//! The operators of scoping filters, as the portal spells them, and what keeps an attribute out of a filter.
//!
//! It states what the documents say of single clauses; it evaluates none.

use crate::model::{Attribute, AttributeOrigin, Cardinality, ValueType};

/// An operator of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScopingOperator {
    /// The word in the portal and in Entra ID's schema.
    pub name: &'static str,
    /// Whether the clause has a value to compare with.
    pub operand: Operand,
    /// When a clause with it holds, in one sentence.
    pub meaning: &'static str,
}

/// Whether an operator compares with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// It does.
    Value,
    /// It does not.
    None,
}

const fn with_value(name: &'static str, meaning: &'static str) -> ScopingOperator {
    ScopingOperator {
        name,
        operand: Operand::Value,
        meaning,
    }
}

const fn alone(name: &'static str, meaning: &'static str) -> ScopingOperator {
    ScopingOperator {
        name,
        operand: Operand::None,
        meaning,
    }
}

/// All operators, in the order of the portal's list.
///
/// Source: Microsoft, "Scoping users or groups to be provisioned with scoping filters" (ms-scoping), 2025-03-04.
/// That `&` and `!&` test bits is inferred: the page says "exists in the input value".
pub const SCOPING_OPERATORS: [ScopingOperator; 14] = [
    with_value("EQUALS", "the attribute is exactly this text; case counts"),
    with_value(
        "NOT EQUALS",
        "the attribute has a value, and it is not this text; case counts",
    ),
    alone("IS TRUE", "the attribute is true"),
    alone("IS FALSE", "the attribute is false"),
    alone("IS NULL", "the attribute is empty"),
    alone("IS NOT NULL", "the attribute has a value"),
    with_value(
        "REGEX MATCH",
        "the attribute matches this regular expression",
    ),
    with_value(
        "NOT REGEX MATCH",
        "the attribute has a value that does not match this regular expression",
    ),
    with_value("Greater_Than", "the attribute is a whole number above this"),
    with_value(
        "Greater_Than_OR_EQUALS",
        "the attribute is this whole number or above",
    ),
    with_value("Includes", "the attribute contains this text; case counts"),
    with_value("ENDS_WITH", "the attribute ends with this text"),
    with_value("&", "the attribute has bits of this number"),
    with_value("!&", "the attribute has no bits of this number"),
];

/// The operator of this name, as the portal spells it.
pub fn scoping_operator(name: &str) -> Option<&'static ScopingOperator> {
    SCOPING_OPERATORS
        .iter()
        .find(|operator| operator.name == name)
}

/// Why an attribute cannot stand in a scoping filter; none if nothing speaks against it.
///
/// Source: Microsoft, "Known issues for provisioning in Microsoft Entra ID" (ms-known-issues) and ms-scoping:
/// no multi-valued attributes, no `appRoleAssignments`, `userType`, `manager` or date attributes.
pub fn scoping_obstacle(attribute: &Attribute) -> Option<&'static str> {
    let path = attribute.id.path.as_str();
    let is = |name: &str| path.eq_ignore_ascii_case(name);
    if ["appRoleAssignments", "userType", "manager"]
        .into_iter()
        .any(is)
    {
        Some("Microsoft lists this attribute as one that scoping filters cannot use.")
    } else if attribute.cardinality == Cardinality::Multiple {
        Some("Scoping filters cannot use attributes with several values.")
    } else if matches!(attribute.value_type, ValueType::Date | ValueType::DateTime) {
        Some("Scoping filters cannot use dates.")
    } else if attribute.value_type == ValueType::Reference
        && attribute.origin == AttributeOrigin::Catalog
    {
        Some("Scoping filters compare texts, numbers and booleans, not other objects.")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AttributeId, Resource};

    #[test]
    fn operators_are_found_by_the_portals_spelling_alone() {
        let check = |name: &str, expected: Option<Operand>| {
            assert_eq!(
                scoping_operator(name).map(|operator| operator.operand),
                expected
            );
        };
        check("IS NOT NULL", Some(Operand::None));
        check("Greater_Than", Some(Operand::Value));
        check("equals", None);
    }

    #[test]
    fn what_scoping_filters_cannot_use() {
        let check = |name: &str, change: fn(&mut Attribute), usable: bool| {
            let mut attribute = Attribute::custom(AttributeId::source(Resource::User, name));
            change(&mut attribute);
            assert_eq!(scoping_obstacle(&attribute).is_none(), usable, "{name}");
        };
        check("department", |_| {}, true);
        check("userType", |_| {}, false);
        check("Manager", |_| {}, false);
        check(
            "proxyAddresses",
            |attribute| attribute.cardinality = Cardinality::Multiple,
            false,
        );
        check(
            "employeeHireDate",
            |attribute| attribute.value_type = ValueType::DateTime,
            false,
        );
    }
}
