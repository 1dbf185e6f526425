//! The requests that are made for the chosen user, in order, as they go over the wire.

use egui::{Align, Frame, Label, Layout, Margin, ScrollArea, Stroke, Ui};

use crate::app::command::{Action, Command, Commands};
use crate::app::context::ViewContext;
use crate::app::theme::{Tokens, Type, scale};
use crate::app::widgets;
use crate::app::widgets::Tip as _;
use crate::model::{PatchStyle, Resource};
use crate::pilot::{Request, Story};

/// Draws the page.
pub(super) fn requests_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    story: &Story,
    height: f32,
    commands: &mut Commands,
) {
    widgets::card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.set_min_height(height);
        ScrollArea::vertical()
            .id_salt("requests")
            .auto_shrink([false, false])
            .max_height(height)
            .show(ui, |ui| {
                Frame::new()
                    .inner_margin(Margin::symmetric(16, 14))
                    .show(ui, |ui| {
                        ui.spacing_mut().item_spacing.y = scale::PAD;
                        if story.requests.is_empty() {
                            let soft = Tokens::of(ui).text_soft;
                            let words = "Nothing is asked of Genesys Cloud for this user.";
                            ui.label(Type::Body.text(words).color(soft));
                        }
                        let is_patched = story.requests.iter().any(|one| one.method == "PATCH");
                        for (nth, request) in story.requests.iter().enumerate() {
                            request_ui(ui, nth, request, &story.requests);
                        }
                        if is_patched {
                            style_ui(ui, ctx, commands);
                        }
                    });
            });
    });
}

fn request_ui(ui: &mut Ui, nth: usize, request: &Request, all: &[Request]) {
    let tokens = Tokens::of(ui);
    let body = request
        .body
        .as_ref()
        .and_then(|body| serde_json::to_string_pretty(body).ok());
    ui.push_id(nth, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = scale::PAD;
            let number = Type::SecondaryStrong.text((nth + 1).to_string());
            ui.label(number.color(tokens.text_soft));
            ui.label(Type::NameStrong.text(request.method).color(tokens.accent));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if widgets::quiet_button(ui, "Copy")
                    .tip("Copy the method, the path and the body of this request")
                    .clicked()
                {
                    let mut text = format!("{} {}", request.method, request.path);
                    if let Some(body) = &body {
                        text.push_str("\n\n");
                        text.push_str(body);
                    }
                    ui.copy_text(text);
                }
                let aim = aim(nth, request, all);
                ui.label(Type::Secondary.text(aim).color(tokens.text_soft));
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let path = Type::Name.text(widgets::shown(&request.path));
                    ui.add(Label::new(path).truncate().selectable(true))
                        .tip(widgets::shown(&request.path));
                });
            });
        });
        if let Some(body) = &body {
            Frame::new()
                .fill(tokens.canvas)
                .stroke(Stroke::new(scale::HAIRLINE, tokens.hairline))
                .corner_radius(scale::RADIUS_CONTROL)
                .inner_margin(Margin::symmetric(12, 10))
                .show(ui, |ui| {
                    ui.set_min_width(ui.available_width());
                    let text = Type::NameSmall.text(widgets::visible_lines(body));
                    ui.add(Label::new(text).wrap().selectable(true));
                });
        }
        ui.add_space(scale::GAP);
    });
}

/// What a request is for.
fn aim(nth: usize, request: &Request, all: &[Request]) -> &'static str {
    let changes_before = all
        .iter()
        .take(nth)
        .any(|one| one.method == "POST" || one.method == "PATCH");
    match request.method {
        "GET" => "looks for the user",
        "POST" => "makes the account",
        "DELETE" => "deletes the account",
        _ if changes_before => "sets references, in a request of their own",
        _ => "changes the account",
    }
}

/// How PATCH requests are written, and where that is chosen.
fn style_ui(ui: &mut Ui, ctx: ViewContext<'_>, commands: &mut Commands) {
    let soft = Tokens::of(ui).text_soft;
    let style = ctx.project().resource_settings(Resource::User).patch_style;
    let words = match style {
        PatchStyle::Classic => "PATCH as Entra ID writes it by itself.",
        PatchStyle::AadOptscim062020 => "PATCH as Entra ID writes it with aadOptscim062020.",
    };
    let inferred = ctx
        .catalog
        .pilot_rule("reference-shape")
        .map(|rule| format!("{} ({})", rule.statement, rule.confidence.as_str()))
        .unwrap_or_default();
    ui.horizontal(|ui| {
        ui.label(Type::Secondary.text(words).color(soft))
            .tip(inferred);
        if widgets::quiet_button(ui, "Show the settings").clicked() {
            commands.push(Command::Act(Action::ResourcePage));
        }
    });
}
