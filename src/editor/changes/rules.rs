//! Turning one kind of rule into another without losing what feeds it.

use crate::model::{AttributePath, Column, Rule};

/// The kinds of rule that a person chooses from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RuleKind {
    /// The origin's value as it is.
    Direct,
    /// Always the same text.
    Constant,
    /// An Entra ID expression.
    Expression,
    /// One text for another.
    Translation,
}

impl RuleKind {
    /// All of them, the plainest first.
    pub const ALL: [Self; 4] = [
        Self::Direct,
        Self::Constant,
        Self::Expression,
        Self::Translation,
    ];

    /// The kind of a rule.
    pub fn of(rule: &Rule) -> Self {
        match rule {
            Rule::Direct { .. } => Self::Direct,
            Rule::Constant { .. } => Self::Constant,
            Rule::Expression { .. } => Self::Expression,
            Rule::Translation { .. } => Self::Translation,
        }
    }

    /// The words on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Constant => "constant",
            Self::Expression => "expression",
            Self::Translation => "value translation",
        }
    }
}

/// The rule as another kind: origins stay, as far as that kind has any.
///
/// `column` is the one that origins stand in.
pub fn rule_as(kind: RuleKind, rule: &Rule, column: Column) -> Rule {
    if RuleKind::of(rule) == kind {
        return rule.clone();
    }
    let origins: Vec<AttributePath> = match rule {
        Rule::Direct { origins } | Rule::Translation { origins, .. } => origins.clone(),
        Rule::Expression { text } => crate::expr::origins(text)
            .into_iter()
            .map(|name| AttributePath::new(column, name))
            .collect(),
        Rule::Constant { .. } => Vec::new(),
    };
    match kind {
        RuleKind::Direct => Rule::Direct { origins },
        RuleKind::Constant => Rule::Constant {
            value: String::new(),
        },
        RuleKind::Expression => Rule::Expression {
            text: expression_of(&origins),
        },
        RuleKind::Translation => Rule::Translation {
            origins,
            pairs: Vec::new(),
        },
    }
}

/// `[name]` for one origin; several are joined, which is the least that makes sense of them.
fn expression_of(origins: &[AttributePath]) -> String {
    match origins {
        [] => String::new(),
        [origin] => format!("[{}]", origin.as_str()),
        several => {
            let names: Vec<_> = several
                .iter()
                .map(|origin| format!("[{}]", origin.as_str()))
                .collect();
            format!("Join(\" \", {})", names.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_survive_every_kind_that_has_any() {
        let direct = Rule::direct(AttributePath::new(Column::Source, "mail"));
        let expression = rule_as(RuleKind::Expression, &direct, Column::Source);
        assert_eq!(
            expression,
            Rule::Expression {
                text: "[mail]".to_owned()
            }
        );
        let translation = rule_as(RuleKind::Translation, &expression, Column::Source);
        assert_eq!(
            rule_as(RuleKind::Direct, &translation, Column::Source),
            direct
        );
    }

    #[test]
    fn several_origins_are_joined() {
        let rule = Rule::Direct {
            origins: ["givenName", "surname"]
                .map(|name| AttributePath::new(Column::Source, name))
                .to_vec(),
        };
        assert_eq!(
            rule_as(RuleKind::Expression, &rule, Column::Source),
            Rule::Expression {
                text: "Join(\" \", [givenName], [surname])".to_owned()
            }
        );
    }
}
