//! How a link gets its value, edited in the terms of its kind.

use egui::{Frame, Id, Margin, Stroke, Ui};

use super::expression::{Edited, ExpressionState, expression_ui};
use super::field;
use super::jump::jump_ui;
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets;
use crate::editor::changes::{RuleKind, change_links, rule_as};
use crate::model::{AttributeId, AttributePath, Link, LinkId, Rule};

pub(super) fn rule_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut ExpressionState,
    (id, link): (&LinkId, &Link),
    commands: &mut Commands,
) {
    let tokens = Tokens::of(ui);
    Frame::new()
        .fill(tokens.canvas)
        .stroke(Stroke::new(scale::HAIRLINE, tokens.hairline))
        .corner_radius(scale::RADIUS_CONTROL)
        .inner_margin(Margin::same(4))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            kind_ui(ui, ctx, id, link, commands);
            match &link.rule {
                Rule::Direct { origins } => origins_ui(ui, ctx, (id, link), origins, commands),
                Rule::Constant { value } => {
                    let field_id = Id::unique((id, "constant"));
                    let text = field::code(ui, field_id, "Constant", value, "value", commands);
                    if let Some(value) = text {
                        let rule = Rule::Constant { value };
                        set_rule(ctx, id, &rule, Some("constant"), commands);
                    }
                }
                Rule::Expression { text } => {
                    match expression_ui(ui, ctx, state, (id, text), commands) {
                        Some(Edited::Typed(text)) => {
                            let rule = Rule::Expression { text };
                            set_rule(ctx, id, &rule, Some("expression"), commands);
                        }
                        Some(Edited::Fixed(text)) => {
                            set_rule(ctx, id, &Rule::Expression { text }, None, commands);
                        }
                        None => {}
                    }
                    names_ui(ui, ctx, id, commands);
                }
                Rule::Translation { origins, pairs } => {
                    origins_ui(ui, ctx, (id, link), origins, commands);
                    pairs_ui(ui, ctx, id, origins, pairs, commands);
                }
            }
        });
}

fn set_rule(
    ctx: ViewContext<'_>,
    id: &LinkId,
    rule: &Rule,
    gesture: Option<&str>,
    commands: &mut Commands,
) {
    let change = change_links(ctx.project(), std::slice::from_ref(id), "rule", |link| {
        link.rule = rule.clone();
    });
    match gesture {
        Some(gesture) => commands.change_in(&format!("{gesture} {}", id.as_str()), change),
        None => commands.change(change),
    }
}

fn kind_ui(ui: &mut Ui, ctx: ViewContext<'_>, id: &LinkId, link: &Link, commands: &mut Commands) {
    let before = RuleKind::of(&link.rule);
    let mut kind = before;
    field::choice(ui, "rule kind", "Rule", kind.label(), 150.0, |ui| {
        for choice in RuleKind::ALL {
            ui.selectable_value(&mut kind, choice, choice.label());
        }
    });
    if kind != before {
        let rule = rule_as(kind, &link.rule, link.hop().origin());
        set_rule(ctx, id, &rule, None, commands);
    }
}

/// The names in an expression, each the way to its attribute.
fn names_ui(ui: &mut Ui, ctx: ViewContext<'_>, id: &LinkId, commands: &mut Commands) {
    let index = ctx.index();
    let Some(number) = index.link_number(id) else {
        return;
    };
    for origin in index.origins(number).iter().take(8) {
        if let Some(origin) = index.attribute_id(*origin) {
            ui.horizontal(|ui| {
                ui.add_space(scale::PAD);
                jump_ui(ui, origin, commands);
            });
        }
    }
}

/// The names that feed the rule, each the way to its attribute and with a way to take it out.
fn origins_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    (id, link): (&LinkId, &Link),
    origins: &[AttributePath],
    commands: &mut Commands,
) {
    let tokens = Tokens::of(ui);
    if origins.is_empty() {
        ui.label(
            Type::Body
                .text("nothing feeds it: draw a link to it")
                .color(tokens.text_faint),
        );
    }
    for origin in origins {
        ui.horizontal(|ui| {
            let remove = (origins.len() > 1).then(|| {
                widgets::icon_button(
                    ui,
                    Icon::Close,
                    &format!("Take {} out", widgets::shown(origin.label())),
                )
            });
            if remove.is_none() {
                ui.add_space(scale::PAD);
            }
            let attribute = AttributeId {
                column: link.hop().origin(),
                resource: link.resource(),
                path: origin.clone(),
                scim_path: None,
            };
            jump_ui(ui, &attribute, commands);
            if remove.is_some_and(|response| response.clicked()) {
                let change =
                    change_links(ctx.project(), std::slice::from_ref(id), "origins", |link| {
                        if let Rule::Direct { origins } | Rule::Translation { origins, .. } =
                            &mut link.rule
                        {
                            origins.retain(|other| other != origin);
                        }
                    });
                commands.change(change);
            }
        });
    }
}

/// SCIM value to target value, a line each.
fn pairs_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    id: &LinkId,
    origins: &[AttributePath],
    pairs: &[(String, String)],
    commands: &mut Commands,
) {
    let mut changed: Option<(Vec<(String, String)>, bool)> = None;
    for (at, (from, to)) in pairs.iter().enumerate() {
        ui.horizontal(|ui| {
            let width = ((ui.available_width() - 24.0 - 16.0 - 3.0 * scale::PAD) / 2.0).max(40.0);
            let mut side = |ui: &mut Ui, which: &str, text: &str| {
                ui.scope(|ui| {
                    ui.set_width(width);
                    let field_id = Id::unique((id, "pair", at, which));
                    let label = format!("{which} value {}", at + 1);
                    field::code(ui, field_id, &label, text, which, commands)
                })
                .inner
            };
            let new_from = side(ui, "SCIM", from);
            let arrow = ui.label("→");
            field::name(ui, &arrow, "becomes");
            let new_to = side(ui, "target", to);
            let label = format!("Remove pair {}", at + 1);
            let removed = widgets::icon_button(ui, Icon::Close, &label).clicked();
            if removed {
                let mut pairs = pairs.to_vec();
                pairs.remove(at);
                changed = Some((pairs, false));
            } else if new_from.is_some() || new_to.is_some() {
                let mut pairs = pairs.to_vec();
                if let Some(pair) = pairs.get_mut(at) {
                    *pair = (
                        new_from.unwrap_or_else(|| from.clone()),
                        new_to.unwrap_or_else(|| to.clone()),
                    );
                }
                changed = Some((pairs, true));
            }
        });
    }
    if widgets::quiet_button(ui, "Add value").clicked() {
        let mut pairs = pairs.to_vec();
        // The texts of a boolean come first: most translations are of `active`.
        let from = match pairs.len() {
            0 => "True",
            1 => "False",
            _ => "",
        };
        pairs.push((from.to_owned(), String::new()));
        changed = Some((pairs, false));
    }
    if let Some((pairs, typing)) = changed {
        let rule = Rule::Translation {
            origins: origins.to_vec(),
            pairs,
        };
        set_rule(ctx, id, &rule, typing.then_some("pairs"), commands);
    }
}
