//! Several things selected: what can be said of all of them at once, each as one step to undo.

use egui::{Id, TextEdit, Ui};

use super::{InspectorState, Wanted, field, notes};
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::selection::Item;
use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets::{self, Fit, Segment, key_line, section, segmented, shown};
use crate::editor::changes::{self, change_links};
use crate::model::{AttributeId, Link, LinkId, Mark, Place, Status, TenantCheck, UnknownMembers};

/// What is typed for all that is selected, until Enter.
#[derive(Debug, Default)]
pub(super) struct ManyDraft {
    owner: Option<String>,
    tenant: Option<String>,
    reason: Option<String>,
}

pub(super) fn many_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut InspectorState,
    commands: &mut Commands,
) {
    let attributes: Vec<_> = ctx.selection.attributes().cloned().collect();
    let links = ctx.selection.links_meant(ctx.project(), ctx.index());
    heading_ui(ui, ctx, &attributes);
    if !attributes.is_empty() {
        marks_ui(ui, ctx, &attributes, commands);
        no_counterpart_ui(ui, ctx, state, &attributes, commands);
    }
    if !links.is_empty() {
        links_ui(ui, ctx, state, &links, commands);
    }
    section(ui, "Notes");
    let soft = Tokens::of(ui).text_soft;
    ui.label(
        Type::Secondary
            .text("A note that you add here is added to each of them.")
            .color(soft),
    );
    let places: Vec<_> = ctx
        .selection
        .items()
        .iter()
        .map(|item| match item {
            Item::Attribute(id) => Place::Attribute(id.clone()),
            Item::Link(id) => Place::Link(id.clone()),
        })
        .collect();
    notes::write_ui(ui, ctx, &mut state.note, &places, commands);
}

/// How many of what, and the names of the first.
fn heading_ui(ui: &mut Ui, ctx: ViewContext<'_>, attributes: &[AttributeId]) {
    let selected: Vec<_> = ctx.selection.links().collect();
    let counted = |number: usize, one: &str, many: &str| match number {
        0 => None,
        1 => Some(format!("one {one}")),
        _ => Some(format!("{number} {many}")),
    };
    let parts = [
        counted(attributes.len(), "attribute", "attributes"),
        counted(selected.len(), "link", "links"),
    ];
    let words = parts
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" and ");
    let mut chars = words.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    let title: String = first.chain(chars).chain(" selected".chars()).collect();
    ui.label(Type::PageTitle.text(title));
    let labels: Vec<_> = attributes.iter().map(AttributeId::label).take(5).collect();
    if !labels.is_empty() {
        let more = attributes.len() - labels.len();
        let mut names = labels.join(", ");
        if more > 0 {
            names = format!("{names} and {more} more");
        }
        let text = Type::NameSmall
            .text(shown(&names))
            .color(Tokens::of(ui).text_soft);
        ui.add(egui::Label::new(text).wrap());
    }
}

/// What all of them have; none if they differ.
fn common<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

fn marks_ui(ui: &mut Ui, ctx: ViewContext<'_>, ids: &[AttributeId], commands: &mut Commands) {
    section(ui, "Mark");
    let found = ids.iter().filter_map(|id| ctx.project().attribute(id));
    let mark = common(found.map(|attribute| attribute.mark));
    let choices = [
        Segment::with_icon(Some(Some(Mark::Required)), "Required", Icon::Required),
        Segment::with_icon(
            Some(Some(Mark::SystemGenerated)),
            "System",
            Icon::SystemGenerated,
        ),
        Segment::with_icon(Some(Some(Mark::Optional)), "Optional", Icon::Optional),
        Segment::new(Some(None), "None"),
    ];
    if let Some(Some(mark)) = segmented(ui, "Mark", mark, &choices, Fit::Contents) {
        commands.change(changes::set_mark(ctx.project(), ids, mark));
    }
}

fn no_counterpart_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut InspectorState,
    ids: &[AttributeId],
    commands: &mut Commands,
) {
    let found = || ids.iter().filter_map(|id| ctx.project().attribute(id));
    let reason = common(found().map(|attribute| attribute.no_counterpart.as_deref()));
    let current = reason.flatten().unwrap_or_default();
    let wants_focus = state.take_wanted(Wanted::NoCounterpart);
    key_line(ui, "No counterpart", |ui| {
        let draft = &mut state.many.reason;
        let hint = hint(reason.is_none(), "why, for all of them");
        if let Some(text) = draft_ui(
            ui,
            draft,
            "Reason for no counterpart",
            current,
            hint,
            wants_focus,
        ) {
            let reason = (!text.is_empty()).then_some(text.as_str());
            commands.change(changes::set_no_counterpart(ctx.project(), ids, reason));
        }
    });
}

fn links_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut InspectorState,
    ids: &[LinkId],
    commands: &mut Commands,
) {
    let title = match ids.len() {
        1 => "Status of the link".to_owned(),
        number => format!("Status of {number} links"),
    };
    section(ui, &title);
    let found = || ids.iter().filter_map(|id| ctx.project().link(id));
    let choices = [
        Segment::with_icon(Some(Status::Proposed), "Proposed", Icon::Proposed),
        Segment::with_icon(Some(Status::Agreed), "Agreed", Icon::Agreed),
        Segment::with_icon(Some(Status::Rejected), "Rejected", Icon::Rejected),
    ];
    let status = common(found().map(|link| link.status));
    if let Some(Some(status)) = segmented(ui, "Status", status, &choices, Fit::Contents) {
        commands.change(change_links(ctx.project(), ids, "status", |link| {
            link.status = status;
        }));
    }
    ui.add_space(scale::GAP);
    key_line(ui, "Owner", |ui| {
        let owner = common(found().map(|link| link.owner.as_deref()));
        let current = owner.flatten().unwrap_or_default();
        let hint = hint(owner.is_none(), "nobody yet");
        let wants_focus = state.take_wanted(Wanted::Owner);
        if let Some(text) = draft_ui(
            ui,
            &mut state.many.owner,
            "Owner",
            current,
            hint,
            wants_focus,
        ) {
            let owner = (!text.is_empty()).then_some(text);
            commands.change(change_links(ctx.project(), ids, "owner", |link| {
                link.owner.clone_from(&owner);
            }));
        }
    });
    key_line(ui, "Verified in", |ui| {
        let tenant = |link: &Link| link.tenant_check.as_ref().map(|check| check.tenant.clone());
        let tenant = common(found().map(tenant));
        let current = tenant.clone().flatten().unwrap_or_default();
        let hint = hint(tenant.is_none(), "no tenant yet");
        let wants_focus = state.take_wanted(Wanted::TenantCheck);
        let typed = draft_ui(
            ui,
            &mut state.many.tenant,
            "Tenant",
            &current,
            hint,
            wants_focus,
        );
        if let Some(text) = typed {
            let check = (!text.is_empty()).then(|| TenantCheck {
                tenant: text,
                date: ctx.today(),
                by: ctx.author.to_owned(),
                unknown: UnknownMembers::default(),
            });
            commands.change(change_links(ctx.project(), ids, "tenant check", |link| {
                link.tenant_check.clone_from(&check);
            }));
        }
    });
    if widgets::quiet_button(ui, "Delete links").clicked() {
        commands.change(changes::remove_links(ctx.project(), ids));
    }
}

fn hint(differs: bool, otherwise: &'static str) -> &'static str {
    if differs { "several" } else { otherwise }
}

/// A field whose text counts for all when it is left; the text then, if it is another one.
fn draft_ui(
    ui: &mut Ui,
    draft: &mut Option<String>,
    label: &str,
    current: &str,
    hint: &str,
    wants_focus: bool,
) -> Option<String> {
    let mut text = draft.clone().unwrap_or_else(|| current.to_owned());
    let response = ui.add(
        TextEdit::singleline(&mut text)
            .id(Id::unique(("for all selected", label)))
            .hint_text(hint)
            .desired_width(f32::INFINITY)
            .margin(egui::Margin::symmetric(8, 5)),
    );
    field::name(ui, &response, label);
    if wants_focus {
        response.request_focus();
    }
    if response.changed() {
        *draft = Some(text.clone());
    }
    if !response.lost_focus() {
        return None;
    }
    let typed = draft.take()?;
    let is_given_up = ui.input(|input| input.key_pressed(egui::Key::Escape));
    (!is_given_up && typed.trim() != current).then(|| typed.trim().to_owned())
}
