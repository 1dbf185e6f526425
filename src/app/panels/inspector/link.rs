//! A link: its rule, its settings in Entra ID, how far people have got, and who says so.

use egui::{Id, Ui};
use jiff::civil::Date;

use super::{InspectorState, Wanted, evidence, field, findings, notes, real_run, rule};
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets::{self, Fit, Segment, key_line, section, segmented};
use crate::editor::changes::change_links;
use crate::model::{
    Apply, FlowBehavior, Hop, Link, LinkId, Place, Status, TenantCheck, UnknownMembers,
};

pub(super) fn link_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut InspectorState,
    id: &LinkId,
    commands: &mut Commands,
) {
    let Some(link) = ctx.project().link(id) else {
        ui.label(Type::Body.text("The link is not there any more."));
        return;
    };
    ui.add(
        egui::Label::new(Type::Selection.text(widgets::shown(link.destination.label())))
            .wrap()
            .selectable(true),
    );
    let hop = match link.hop() {
        Hop::SourceToProtocol => "configured in Entra ID",
        Hop::ProtocolToTarget => "done by the target",
    };
    ui.label(
        Type::Secondary
            .text(format!("Link · {hop}"))
            .color(Tokens::of(ui).text_soft),
    );
    state
        .expression
        .still_ui(ui, |ui| findings::of_link_ui(ui, ctx, id, commands));
    section(ui, "Fed by");
    link_body_ui(ui, ctx, state, id, commands);
    let place = Place::Link(id.clone());
    notes::write_ui(ui, ctx, &mut state.note, &[place], commands);
}

/// All of a link but its heading: also drawn under the attribute that it fills.
pub(super) fn link_body_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut InspectorState,
    id: &LinkId,
    commands: &mut Commands,
) {
    let Some(link) = ctx.project().link(id) else {
        return;
    };
    rule::rule_ui(ui, ctx, &mut state.expression, (id, link), commands);
    ui.add_space(scale::GAP);
    if link.hop() == Hop::SourceToProtocol {
        settings_ui(ui, ctx, state, id, link, commands);
    }
    status_ui(ui, ctx, state, id, link, commands);
    if let Some(run) = &state.real_run {
        real_run::real_run_ui(ui, ctx, run, id, link);
    }
    evidence::evidence_ui(ui, ctx, &link.evidence);
    let place = Place::Link(id.clone());
    notes::list_ui(ui, ctx, state, &place, commands);
}

fn settings_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut InspectorState,
    id: &LinkId,
    link: &Link,
    commands: &mut Commands,
) {
    let change = |commands: &mut Commands, what: &str, set: &dyn Fn(&mut Link)| {
        commands.change(change_links(
            ctx.project(),
            std::slice::from_ref(id),
            what,
            set,
        ));
    };
    key_line(ui, "Apply", |ui| {
        let mut apply = link.settings.apply;
        let width = ui.available_width();
        field::choice(ui, "apply", "Apply", apply.label(), width, |ui| {
            for choice in Apply::ALL {
                ui.selectable_value(&mut apply, choice, choice.label());
            }
        });
        if apply != link.settings.apply {
            change(commands, "apply", &|link| link.settings.apply = apply);
        }
    });
    key_line(ui, "Default if null", |ui| {
        let value = link.settings.default_if_null.as_deref().unwrap_or_default();
        let field_id = Id::unique((id, "default if null"));
        if let Some(text) = field::text(ui, field_id, "Default if null", value, "none", commands) {
            let text = (!text.is_empty()).then_some(text);
            let edit = change_links(ctx.project(), std::slice::from_ref(id), "default", |link| {
                link.settings.default_if_null.clone_from(&text);
            });
            commands.change_in(&format!("default {}", id.as_str()), edit);
        }
    });
    key_line(ui, "Matching", |ui| {
        let field_id = Id::unique((id, "matching precedence"));
        let changed = field::parsed(
            ui,
            &mut state.fields,
            field_id,
            "Matching precedence",
            link.settings.matching_precedence.as_ref(),
            "no",
            (u32::to_string, |text: &str| {
                text.parse().ok().filter(|number| *number > 0)
            }),
        );
        if let Some(field::Typed(precedence)) = changed {
            change(commands, "matching precedence", &|link| {
                link.settings.matching_precedence = precedence;
            });
        }
    });
    key_line(ui, "Send", |ui| {
        let words = |flow| match flow {
            FlowBehavior::WhenChanged => "when changed",
            FlowBehavior::Always => "each time",
        };
        let mut flow = link.settings.flow_behavior;
        let width = ui.available_width();
        field::choice(ui, "flow behavior", "Send", words(flow), width, |ui| {
            for choice in [FlowBehavior::WhenChanged, FlowBehavior::Always] {
                ui.selectable_value(&mut flow, choice, words(choice));
            }
        });
        if flow != link.settings.flow_behavior {
            change(commands, "flow behavior", &|link| {
                link.settings.flow_behavior = flow;
            });
        }
    });
}

fn status_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut InspectorState,
    id: &LinkId,
    link: &Link,
    commands: &mut Commands,
) {
    section(ui, "Status");
    let choices = [
        Segment::with_icon(Status::Proposed, "Proposed", Icon::Proposed),
        Segment::with_icon(Status::Agreed, "Agreed", Icon::Agreed),
        Segment::with_icon(Status::Rejected, "Rejected", Icon::Rejected),
    ];
    let only = std::slice::from_ref(id);
    if let Some(status) = segmented(ui, "Status", link.status, &choices, Fit::Contents) {
        let change = change_links(ctx.project(), only, "status", |link| link.status = status);
        commands.change(change);
    }
    key_line(ui, "Owner", |ui| {
        let owner = link.owner.as_deref().unwrap_or_default();
        let field_id = Id::unique((id, "owner"));
        if state.take_wanted(Wanted::Owner) {
            ui.memory_mut(|memory| memory.request_focus(field_id));
        }
        if let Some(text) = field::text(ui, field_id, "Owner", owner, "nobody yet", commands) {
            let owner = (!text.is_empty()).then_some(text);
            let change = change_links(ctx.project(), only, "owner", |link| {
                link.owner.clone_from(&owner);
            });
            commands.change_in(&format!("owner {}", id.as_str()), change);
        }
    });
    tenant_check_ui(ui, ctx, state, id, link, commands);
}

/// Where the link was seen to work: a tenant and a day make a check, clearing the tenant takes it back.
fn tenant_check_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut InspectorState,
    id: &LinkId,
    link: &Link,
    commands: &mut Commands,
) {
    let only = std::slice::from_ref(id);
    let Some(check) = &link.tenant_check else {
        key_line(ui, "Tenant check", |ui| {
            let by_key = state.take_wanted(Wanted::TenantCheck);
            if widgets::quiet_button(ui, "Verified in a tenant…").clicked() || by_key {
                // The tenant is typed next.
                state.want(Wanted::TenantCheck);
                let today = ctx.today();
                let change = change_links(ctx.project(), only, "tenant check", |link| {
                    link.tenant_check = Some(TenantCheck {
                        tenant: String::new(),
                        date: today,
                        by: ctx.author.to_owned(),
                        unknown: UnknownMembers::default(),
                    });
                });
                commands.change(change);
            }
        });
        return;
    };
    let gesture = format!("tenant check {}", id.as_str());
    let edit = |commands: &mut Commands, set: &dyn Fn(&mut TenantCheck)| {
        let change = change_links(ctx.project(), only, "tenant check", |link| {
            if let Some(check) = &mut link.tenant_check {
                set(check);
            }
        });
        commands.change_in(&gesture, change);
    };
    key_line(ui, "Verified in", |ui| {
        let field_id = Id::unique((id, "tenant"));
        if state.take_wanted(Wanted::TenantCheck) {
            ui.memory_mut(|memory| memory.request_focus(field_id));
        }
        let text = field::text(ui, field_id, "Tenant", &check.tenant, "tenant", commands);
        if let Some(text) = text {
            edit(commands, &|check| check.tenant.clone_from(&text));
        }
    });
    key_line(ui, "On", |ui| {
        let changed = field::parsed(
            ui,
            &mut state.fields,
            Id::unique((id, "tenant check date")),
            "Date of the tenant check",
            Some(&check.date),
            "YYYY-MM-DD",
            (Date::to_string, |text: &str| text.parse().ok()),
        );
        if let Some(field::Typed(Some(date))) = changed {
            edit(commands, &|check| check.date = date);
        }
    });
    key_line(ui, "By", |ui| {
        let field_id = Id::unique((id, "tenant check by"));
        let text = field::text(ui, field_id, "Verified by", &check.by, "who", commands);
        if let Some(text) = text {
            edit(commands, &|check| check.by.clone_from(&text));
        }
    });
    if widgets::quiet_button(ui, "Not verified").clicked() {
        commands.change(change_links(ctx.project(), only, "tenant check", |link| {
            link.tenant_check = None;
        }));
    }
}
