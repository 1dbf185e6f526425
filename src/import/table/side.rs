//! What a row names: an attribute with the text around it, and what feeds the SCIM attribute.

use super::cell;
use super::links::rule_of;
use super::meaning::Meaning;
use super::name::Match;
use super::own_rule::OwnRule;
use super::rows::Planner;
use super::split::Record;
use crate::expr;
use crate::import::problem::Problem;
use crate::import::{Correction, NearName};
use crate::model::{AttributeId, AttributePath, Column, Resource, Rule};

/// An attribute that a cell names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// Which one.
    pub(super) id: AttributeId,
    /// What is near, if nobody knows it.
    pub(super) near: Option<AttributeId>,
    /// The value translation that stood behind the name.
    pub(super) translation: Option<Vec<(String, String)>>,
}

/// What feeds a SCIM attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SourceSide {
    /// How; one rule a link.
    pub(super) rules: Vec<Rule>,
    /// The attributes of the source column that it names.
    pub(super) names: Vec<Named>,
}

impl Planner<'_> {
    /// The attribute that a cell names; none if it names none, which is then said.
    pub(super) fn named(
        &mut self,
        record: &Record,
        meaning: Meaning,
        resource: Resource,
        text: &str,
        scim_path: Option<&str>,
    ) -> Option<Named> {
        /// A longer one is a sentence.
        const LONGEST: usize = 1000;
        let column = meaning.names()?;
        if column == Column::Target && text == AttributePath::new(column, "").label() {
            let Some(id) = self.unpublished(resource, scim_path) else {
                let why = "a field without a published name is told by the SCIM attribute beside it; there is none";
                let problem = Problem::left_out(record.line, self.cell_number(meaning), text, why);
                self.problems.push(problem);
                return None;
            };
            return Some(Named {
                id,
                near: None,
                translation: None,
            });
        }
        let is_whole = self
            .names
            .known(column, resource, text, scim_path)
            .is_some();
        let (name, rest) = if is_whole || self.columns.is_own {
            (text, "")
        } else {
            cell::name_and_rest(text)
        };
        if name.len() > LONGEST {
            let why = "too long for the name of an attribute";
            let problem = Problem::left_out(record.line, self.cell_number(meaning), text, why);
            self.problems.push(problem);
            return None;
        }
        let translation = cell::translation(rest);
        if !rest.is_empty() && translation.is_none() {
            let why = format!("only {name:?} is taken: the text behind it is no value translation");
            let problem = Problem::left_out(record.line, self.cell_number(meaning), rest, why);
            self.problems.push(problem);
        }
        let (id, near) = self.identify(record, meaning, resource, name, scim_path)?;
        Some(Named {
            id,
            near,
            translation,
        })
    }

    /// The field without a published name that a SCIM attribute reaches: the one of its own path, else the one that it
    /// feeds in the project, which may stand under a longer path. Without a SCIM attribute it is the one that nothing
    /// feeds, if there is no other; none if that cannot be told.
    fn unpublished(&self, resource: Resource, scim_path: Option<&str>) -> Option<AttributeId> {
        let Some(scim_path) = scim_path else {
            return match self.unpublished.unfed(resource) {
                [one] => Some(one.clone()),
                _ => None,
            };
        };
        let own = AttributeId::target(resource, "", Some(scim_path));
        if self.project.attribute(&own).is_some() {
            return Some(own);
        }
        let origin = AttributePath::new(Column::Protocol, scim_path);
        let fed = self.unpublished.fed_by(resource, &origin).cloned();
        Some(fed.unwrap_or(own))
    }

    /// Which attribute a name means; says so if it is only near one.
    fn identify(
        &mut self,
        record: &Record,
        meaning: Meaning,
        resource: Resource,
        name: &str,
        scim_path: Option<&str>,
    ) -> Option<(AttributeId, Option<AttributeId>)> {
        let column = meaning.names()?;
        let typed = match column {
            Column::Source => AttributeId::source(resource, name),
            Column::Protocol => AttributeId::protocol(resource, name),
            Column::Target => AttributeId::target(resource, name, scim_path),
        };
        match self.names.correction(column, name).cloned() {
            Some(Correction::For(other)) if !other.trim().is_empty() => {
                let found = self.names.find(column, resource, other.trim(), scim_path);
                let id = match found {
                    Match::Known(id) => id,
                    _ => AttributeId {
                        path: AttributePath::new(column, other.trim()),
                        ..typed
                    },
                };
                self.remember(
                    record,
                    (column, resource, name),
                    Some(other.trim()),
                    scim_path,
                );
                return Some((id, None));
            }
            Some(_) => {
                self.remember(record, (column, resource, name), None, scim_path);
                return Some((typed, None));
            }
            None => {}
        }
        let (near, nearness) = match self.names.find(column, resource, name, scim_path) {
            Match::Known(id) => return Some((id, None)),
            Match::Unknown => return Some((typed, None)),
            Match::Near(near, nearness) => (near, nearness),
        };
        let first = near.first()?.clone();
        let number = self.cell_number(meaning);
        let labels: Vec<_> = near.iter().map(|id| format!("{:?}", id.label())).collect();
        let about = nearness.about();
        let is_taken = self.options.fix && near.len() == 1;
        let taken = is_taken.then(|| first.label());
        self.remember(record, (column, resource, name), taken, scim_path);
        if is_taken {
            let why = format!("taken for {}: {about}", labels.join(", "));
            let problem = Problem::kept(record.line, number, name, why);
            self.problems.push(problem);
            return Some((first, None));
        }
        let why = format!(
            "not a known attribute; taken as written, near is {}: {about}",
            labels.join(", ")
        );
        self.problems
            .push(Problem::kept(record.line, number, name, why));
        Some((typed, Some(first)))
    }

    /// Remembers a name that nobody knows, for a person to say what it means.
    fn remember(
        &mut self,
        record: &Record,
        (column, resource, name): (Column, Resource, &str),
        taken_for: Option<&str>,
        scim_path: Option<&str>,
    ) {
        /// More than a person would go through.
        const MOST: usize = 500;
        let key = (column, name.to_owned());
        if let Some(known) = self.near.get_mut(&key) {
            known.num_rows += 1;
            return;
        }
        if self.near.len() >= MOST {
            return;
        }
        let (near, about) = match self.names.find(column, resource, name, scim_path) {
            Match::Near(near, nearness) => (near, nearness.about()),
            Match::Known(_) | Match::Unknown => (Vec::new(), ""),
        };
        let near_name = NearName {
            column,
            resource,
            name: name.to_owned(),
            near: near.iter().map(|id| id.label().to_owned()).collect(),
            about,
            line: record.line,
            num_rows: 1,
            taken_for: taken_for.map(str::to_owned),
        };
        self.near.insert(key, near_name);
    }

    /// What feeds the SCIM attribute of a row; none if the row names nothing.
    pub(super) fn source_side(
        &mut self,
        record: &Record,
        resource: Resource,
    ) -> Option<SourceSide> {
        let some = |text: Option<&str>| {
            text.filter(|text| !cell::is_nothing(text))
                .map(str::to_owned)
        };
        let source = some(self.columns.cell(record, Meaning::Source));
        let rule = some(self.columns.cell(record, Meaning::Rule));
        if self.columns.is_own && rule.is_some() {
            return Some(self.own_source_side(record, resource));
        }
        if let Some(text) = rule.as_deref() {
            if let Some(value) = cell::constant(text) {
                return Some(SourceSide {
                    rules: vec![Rule::Constant {
                        value: value.to_owned(),
                    }],
                    names: Vec::new(),
                });
            }
            if is_expression(text) {
                return Some(self.expression(record, resource, text, Meaning::Rule));
            }
        }
        let source = source?;
        if let Some(value) = cell::constant(&source) {
            return Some(SourceSide {
                rules: vec![Rule::Constant {
                    value: value.to_owned(),
                }],
                names: Vec::new(),
            });
        }
        if is_expression(&source) {
            return Some(self.expression(record, resource, &source, Meaning::Source));
        }
        let pairs = rule.as_deref().and_then(cell::translation);
        let says_direct = rule.as_deref().is_none_or(|rule| {
            cell::names(rule)
                .iter()
                .all(|word| word.eq_ignore_ascii_case("direct"))
        });
        if let Some(text) = rule.as_deref().filter(|_| !says_direct && pairs.is_none()) {
            let why = "neither direct nor an expression, constant or translation; read as direct";
            let number = self.cell_number(Meaning::Rule);
            let problem = Problem::left_out(record.line, number, text, why);
            self.problems.push(problem);
        }
        let mut side = SourceSide {
            rules: Vec::new(),
            names: Vec::new(),
        };
        let pieces = cell::names(&source);
        let is_list = pieces.len() > 1 && pieces.iter().all(|piece| !piece.contains(' '));
        let pieces = if is_list {
            pieces
        } else {
            vec![source.as_str()]
        };
        let origins = self.origins(record, resource, &pieces, &mut side);
        if !origins.is_empty() {
            side.rules.push(match pairs {
                Some(pairs) => Rule::Translation { origins, pairs },
                None => Rule::Direct { origins },
            });
        }
        (!side.rules.is_empty()).then_some(side)
    }

    /// What feeds the SCIM attribute of a row of our own table, in which `; ` parts links and `, ` the origins of one.
    fn own_source_side(&mut self, record: &Record, resource: Resource) -> SourceSide {
        let text = |meaning| self.columns.cell(record, meaning).unwrap_or_default();
        let (source, told) = (
            text(Meaning::Source).to_owned(),
            text(Meaning::Rule).to_owned(),
        );
        let number = self.num_source_links(record);
        let rules = OwnRule::list(&told, number).unwrap_or_else(|| vec![OwnRule::of(&told)]);
        let mut lists = if rules.len() > 1 {
            source.split("; ").collect()
        } else {
            vec![source.as_str()]
        }
        .into_iter();
        let mut side = SourceSide {
            rules: Vec::new(),
            names: Vec::new(),
        };
        for rule in rules {
            if let OwnRule::Expression(text) = rule {
                let more = self.expression(record, resource, text, Meaning::Rule);
                if !more.names.is_empty() {
                    lists.next();
                }
                side.rules.extend(more.rules);
                side.names.extend(more.names);
                continue;
            }
            let is_constant = matches!(rule, OwnRule::Constant(_));
            let list = if is_constant { None } else { lists.next() };
            let pieces: Vec<&str> = list
                .into_iter()
                .flat_map(|list| list.split(", "))
                .filter(|piece| !piece.is_empty())
                .collect();
            let origins = self.origins(record, resource, &pieces, &mut side);
            side.rules.push(rule_of(rule, origins));
        }
        side
    }

    /// The attributes that these names mean, which the side then has too.
    fn origins(
        &mut self,
        record: &Record,
        resource: Resource,
        pieces: &[&str],
        side: &mut SourceSide,
    ) -> Vec<AttributePath> {
        let mut origins = Vec::new();
        for piece in pieces {
            if let Some(named) = self.named(record, Meaning::Source, resource, piece, None) {
                origins.push(named.id.path.clone());
                side.names.push(named);
            }
        }
        origins
    }

    fn expression(
        &mut self,
        record: &Record,
        resource: Resource,
        text: &str,
        meaning: Meaning,
    ) -> SourceSide {
        let parsed = expr::parse(text);
        let error = parsed
            .problems
            .iter()
            .find(|problem| problem.severity == expr::Severity::Error);
        if let Some(error) = error {
            let why = format!(
                "taken as written, but as an expression it is wrong: {}",
                error.message
            );
            let number = self.cell_number(meaning);
            let problem = Problem::kept(record.line, number, text, why.trim_end_matches('.'));
            self.problems.push(problem);
        }
        let mut fixed = text.to_owned();
        let mut names = Vec::new();
        for name in expr::origins(text) {
            if let Some((id, near)) = self.identify(record, Meaning::Source, resource, name, None) {
                if id.path.as_str() != name {
                    fixed = expr::rename_origin(&fixed, name, id.path.as_str());
                }
                names.push(Named {
                    id,
                    near,
                    translation: None,
                });
            }
        }
        SourceSide {
            rules: vec![Rule::Expression { text: fixed }],
            names,
        }
    }
}

/// Whether a text is an expression rather than a name: a call, or a name in brackets.
fn is_expression(text: &str) -> bool {
    let text = text.trim();
    let is_call = text.ends_with(')')
        && text.split_once('(').is_some_and(|(name, _)| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric())
        });
    is_call
        || text.starts_with('[') && text.ends_with(']') && text.len() > 2
        || !expr::origins(text).is_empty()
}
