//! A link: one line.
//!
//! `resource`, `to`, and for the target column `column` and `scim_path`, name its destination;
//! `from`, `value`, `expression` and `pairs` belong to the rules that have them.

use std::borrow::Cow;

use super::evidence::{read_evidence, write_evidence};
use super::words::{date, misplaced, missing, one_of, texts};
use crate::json::{Fallible, JsonReader, Member, wrong_value};
use crate::model::{
    Apply, AttributeId, AttributePath, Column, FlowBehavior, Link, LinkId, LinkSettings, Resource,
    Rule, Status, TenantCheck,
};
use crate::store::json_writer::{Layout, Object, write_string};

fn flow_word(behavior: FlowBehavior) -> &'static str {
    match behavior {
        FlowBehavior::WhenChanged => "FlowWhenChanged",
        FlowBehavior::Always => "FlowAlways",
    }
}

/// Writes a link as one line.
pub(in crate::store) fn write_link(out: &mut Vec<u8>, id: &LinkId, link: &Link) {
    let mut object = Object::open(out, Layout::Line, &link.unknown);
    object.text("id", id.as_str());
    let destination = &link.destination;
    object.text("resource", destination.resource.as_str());
    let column = destination.column;
    object.optional_text(
        "column",
        (column != Column::Protocol).then(|| column.as_str()),
    );
    object.text("to", destination.path.as_str());
    let scim_path = destination.scim_path.as_ref();
    object.optional_text("scim_path", scim_path.map(AttributePath::as_str));
    write_rule(&mut object, &link.rule);
    let settings = &link.settings;
    object.optional_text("default_if_null", settings.default_if_null.as_deref());
    let apply = settings.apply;
    object.optional_text(
        "apply",
        (apply != Apply::default()).then(|| apply.flow_type()),
    );
    let flow = settings.flow_behavior;
    object.optional_text(
        "flow",
        (flow != FlowBehavior::default()).then(|| flow_word(flow)),
    );
    object.optional_number("match", settings.matching_precedence);
    object.text("status", link.status.as_str());
    object.optional_text("owner", link.owner.as_deref());
    match &link.tenant_check {
        Some(check) => object.member("tenant_check", |out| write_check(out, check)),
        None => object.absent("tenant_check"),
    }
    write_evidence(&mut object, &link.evidence);
    object.close();
}

fn write_rule(object: &mut Object<'_>, rule: &Rule) {
    object.text("rule", rule.kind());
    let origins = match rule {
        Rule::Direct { origins } | Rule::Translation { origins, .. } => origins.as_slice(),
        Rule::Constant { .. } | Rule::Expression { .. } => &[],
    };
    object.texts("from", origins.iter().map(AttributePath::as_str));
    let value = match rule {
        Rule::Constant { value } => Some(value.as_str()),
        _ => None,
    };
    object.optional_text("value", value);
    let expression = match rule {
        Rule::Expression { text } => Some(text.as_str()),
        _ => None,
    };
    object.optional_text("expression", expression);
    let pairs = match rule {
        Rule::Translation { pairs, .. } => pairs.as_slice(),
        _ => &[],
    };
    object.list("pairs", Layout::Line, pairs.iter(), |out, (from, to)| {
        out.push(b'[');
        write_string(out, from);
        out.push(b',');
        write_string(out, to);
        out.push(b']');
    });
}

fn write_check(out: &mut Vec<u8>, check: &TenantCheck) {
    let mut object = Object::open(out, Layout::Line, &check.unknown);
    object.text("tenant", &check.tenant);
    object.optional_display("date", Some(check.date));
    object.text("by", &check.by);
    object.close();
}

/// The members of a rule, before it is known which rule it is.
#[derive(Default)]
struct RuleMembers<'t> {
    kind: Option<&'static str>,
    from: Option<Vec<Cow<'t, str>>>,
    value: Option<String>,
    expression: Option<String>,
    pairs: Option<Vec<(String, String)>>,
}

const RULE_KINDS: [&str; 4] = ["direct", "constant", "expression", "translation"];

impl<'t> RuleMembers<'t> {
    /// The rule, with origins in the column `origin`.
    fn into_rule(self, at: usize, origin: Column, reader: &mut JsonReader<'t>) -> Fallible<Rule> {
        let kind = self.kind.ok_or_else(|| missing(at, "rule"))?;
        let takes = |name: &str| match name {
            "from" => kind == "direct" || kind == "translation",
            "value" => kind == "constant",
            "pairs" => kind == "translation",
            _ => kind == "expression",
        };
        for (name, is_there) in [
            ("from", self.from.is_some()),
            ("value", self.value.is_some()),
            ("expression", self.expression.is_some()),
            ("pairs", self.pairs.is_some()),
        ] {
            if is_there && !takes(name) {
                return Err(misplaced(at, name, format!("a link with rule {kind:?}")));
            }
        }
        let from = self.from.unwrap_or_default();
        let origins = from
            .into_iter()
            .map(|path| reader.path_of(origin, path))
            .collect();
        Ok(match kind {
            "constant" => Rule::Constant {
                value: self.value.ok_or_else(|| missing(at, "value"))?,
            },
            "expression" => Rule::Expression {
                text: self.expression.ok_or_else(|| missing(at, "expression"))?,
            },
            "translation" => Rule::Translation {
                origins,
                pairs: self.pairs.unwrap_or_default(),
            },
            _ => Rule::Direct { origins },
        })
    }
}

/// Reads a link and its id.
pub(in crate::store) fn read_link(reader: &mut JsonReader<'_>) -> Fallible<(LinkId, Link)> {
    let at = reader.offset();
    let (mut id, mut resource, mut to) = (None, None, None);
    let (mut column, mut scim_path) = (Column::Protocol, None);
    let (mut rule, mut settings) = (RuleMembers::default(), LinkSettings::default());
    let (mut status, mut owner) = (Status::default(), None);
    let (mut tenant_check, mut evidence) = (None, Vec::new());
    let unknown = reader.object(|reader, name| {
        match name {
            "id" => id = Some(LinkId::new(&reader.string()?)),
            "resource" => resource = Some(one_of(reader, &Resource::ALL, Resource::as_str)?),
            "column" => column = one_of(reader, &Column::ALL, Column::as_str)?,
            "to" => to = Some(reader.string()?),
            "scim_path" => {
                scim_path = Some(reader.path(Column::Protocol)?);
            }
            "rule" => rule.kind = Some(one_of(reader, &RULE_KINDS, |kind| kind)?),
            "from" => {
                let mut from = Vec::new();
                reader.list(|reader| {
                    from.push(reader.string()?);
                    Ok(())
                })?;
                rule.from = Some(from);
            }
            "value" => rule.value = Some(reader.string()?.into_owned()),
            "expression" => rule.expression = Some(reader.string()?.into_owned()),
            "pairs" => rule.pairs = Some(read_pairs(reader)?),
            "default_if_null" => settings.default_if_null = Some(reader.string()?.into_owned()),
            "apply" => settings.apply = one_of(reader, &Apply::ALL, Apply::flow_type)?,
            "flow" => {
                let all = [FlowBehavior::WhenChanged, FlowBehavior::Always];
                settings.flow_behavior = one_of(reader, &all, flow_word)?;
            }
            "match" => settings.matching_precedence = Some(reader.whole_number()?),
            "status" => status = one_of(reader, &Status::ALL, Status::as_str)?,
            "owner" => owner = Some(reader.string()?.into_owned()),
            "tenant_check" => tenant_check = Some(read_check(reader)?),
            "evidence" => evidence = read_evidence(reader)?,
            _ => return Ok(Member::Unknown),
        }
        Ok(Member::Known)
    })?;
    let to = to.ok_or_else(|| missing(at, "to"))?;
    let destination = AttributeId {
        column,
        resource: resource.ok_or_else(|| missing(at, "resource"))?,
        path: reader.path_of(column, to),
        scim_path,
    };
    let id = id.ok_or_else(|| missing(at, "id"))?;
    // The rule comes last: which column its origins stand in follows from the destination.
    let mut link = Link::new(destination, Rule::Direct { origins: vec![] });
    link.rule = rule.into_rule(at, link.hop().origin(), reader)?;
    link.settings = settings;
    link.status = status;
    link.owner = owner;
    link.tenant_check = tenant_check;
    link.evidence = evidence;
    link.unknown = unknown;
    Ok((id, link))
}

fn read_pairs(reader: &mut JsonReader<'_>) -> Fallible<Vec<(String, String)>> {
    let mut pairs = Vec::new();
    reader.list(|reader| {
        let at = reader.offset();
        let pair = texts(reader)?;
        let number = pair.len();
        let Ok([from, to]) = <[String; 2]>::try_from(pair) else {
            let found = format!("a list of {number}");
            return Err(wrong_value(at, "pairs of two texts", &found));
        };
        pairs.push((from, to));
        Ok(())
    })?;
    Ok(pairs)
}

fn read_check(reader: &mut JsonReader<'_>) -> Fallible<TenantCheck> {
    let at = reader.offset();
    let (mut tenant, mut day, mut by) = (None, None, String::new());
    let unknown = reader.object(|reader, name| {
        match name {
            "tenant" => tenant = Some(reader.string()?.into_owned()),
            "date" => day = Some(date(reader)?),
            "by" => by = reader.string()?.into_owned(),
            _ => return Ok(Member::Unknown),
        }
        Ok(Member::Known)
    })?;
    Ok(TenantCheck {
        tenant: tenant.ok_or_else(|| missing(at, "tenant"))?,
        date: day.ok_or_else(|| missing(at, "date"))?,
        by,
        unknown,
    })
}
