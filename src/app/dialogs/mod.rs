//! Questions that stand before everything else.

mod about;

use std::path::{Path, PathBuf};

use egui::{Align, Id, Key, Label, Layout, Modal, TextEdit, Ui};

use super::state::{AfterUnsaved, Dialog, PathPurpose};
use super::theme::{Tokens, Type, scale};
use super::widgets;

/// What a person answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Leave everything as it is.
    Cancel,
    /// Use this path.
    Path(PathPurpose, PathBuf),
    /// Replace the file that is there.
    Overwrite(PathPurpose, PathBuf),
    /// Save first, then go on.
    SaveThen(AfterUnsaved),
    /// Give unsaved work up and go on.
    Discard(AfterUnsaved),
}

/// Draws the question; none while it is open. `name` is what the project is called.
#[must_use]
pub fn dialog_ui(ctx: &egui::Context, dialog: &mut Dialog, name: &str) -> Option<Answer> {
    let response = modal(ctx, "dialog").show(ctx, |ui| {
        ui.set_width(width(ui.ctx(), 440.0));
        ui.spacing_mut().item_spacing.y = scale::PAD;
        match dialog {
            Dialog::Path { purpose, text } => path_ui(ui, *purpose, text),
            Dialog::Overwrite { purpose, path } => overwrite_ui(ui, *purpose, path),
            Dialog::About => about::about_ui(ui),
            Dialog::Unsaved { then } => unsaved_ui(ui, then, name),
        }
    });
    if response.should_close() {
        return Some(Answer::Cancel);
    }
    response.inner
}

/// A modal with the margin of a page.
pub(super) fn modal(ctx: &egui::Context, id: &'static str) -> Modal {
    let style = ctx.style_of(ctx.theme());
    Modal::new(Id::unique(id)).frame(egui::Frame::popup(&style).inner_margin(scale::MARGIN))
}

/// `wanted`, or less in a window that is not so wide.
pub(super) fn width(ctx: &egui::Context, wanted: f32) -> f32 {
    wanted.min(ctx.content_rect().width() - 4.0 * scale::MARGIN)
}

fn title(ui: &mut Ui, text: &str) {
    ui.label(Type::Title.text(text));
}

/// A row of buttons, the main one at the right end.
fn buttons(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    ui.add_space(scale::PAD);
    ui.with_layout(Layout::right_to_left(Align::Center), content);
}

fn path_ui(ui: &mut Ui, purpose: PathPurpose, text: &mut String) -> Option<Answer> {
    let (heading, verb) = match purpose {
        PathPurpose::Open => ("Open project", "Open"),
        PathPurpose::Import => ("Import a file", "Import"),
        PathPurpose::Compare => ("Compare with a file", "Compare"),
        PathPurpose::Answer => ("Open provisioning answer", "Open"),
        PathPurpose::Save => ("Save project", "Save"),
        PathPurpose::Export(_) => ("Export handoff", "Export"),
        PathPurpose::Users => ("Open sample users", "Open"),
        PathPurpose::PilotReport(_) => ("Export pilot report", "Export"),
        PathPurpose::Target => ("Open what Genesys Cloud holds", "Open"),
    };
    title(ui, heading);
    let hint = "This desktop offers no file dialog: type the whole path of the file.";
    let soft = Tokens::of(ui).text_soft;
    ui.add(Label::new(Type::Secondary.text(hint).color(soft)).wrap());
    let field = ui.add(
        TextEdit::singleline(text)
            .id(Id::unique("path"))
            .font(Type::Name.font())
            .desired_width(f32::INFINITY)
            .margin(egui::Margin::symmetric(8, 6)),
    );
    ui.ctx()
        .accesskit_node_builder(field.id, |node| node.set_label("Path"));
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let mut answer = None;
    buttons(ui, |ui| {
        if widgets::primary_button(ui, verb).clicked() || entered {
            let typed = text.trim();
            if !typed.is_empty() {
                answer = Some(Answer::Path(purpose, PathBuf::from(typed)));
            }
        }
        if widgets::quiet_button(ui, "Cancel").clicked() {
            answer = Some(Answer::Cancel);
        }
    });
    if answer.is_none() && ui.memory(|memory| memory.focused().is_none()) {
        field.request_focus();
    }
    answer
}

fn overwrite_ui(ui: &mut Ui, purpose: PathPurpose, path: &Path) -> Option<Answer> {
    title(ui, "Replace the file?");
    let text = format!("There is already a file at {}.", path.display());
    ui.add(Label::new(Type::Body.text(widgets::shown(&text))).wrap());
    let mut answer = None;
    buttons(ui, |ui| {
        if widgets::primary_button(ui, "Replace").clicked() {
            answer = Some(Answer::Overwrite(purpose, path.to_owned()));
        }
        if widgets::quiet_button(ui, "Cancel").clicked() {
            answer = Some(Answer::Cancel);
        }
    });
    answer
}

fn unsaved_ui(ui: &mut Ui, then: &AfterUnsaved, name: &str) -> Option<Answer> {
    title(ui, "Save your changes?");
    let text = format!("{name} has changes that are in no file yet.");
    ui.add(Label::new(Type::Body.text(widgets::shown(&text))).wrap());
    let mut answer = None;
    buttons(ui, |ui| {
        if widgets::primary_button(ui, "Save").clicked() {
            answer = Some(Answer::SaveThen(then.clone()));
        }
        if widgets::quiet_button(ui, "Don't save").clicked() {
            answer = Some(Answer::Discard(then.clone()));
        }
        if widgets::quiet_button(ui, "Cancel").clicked() {
            answer = Some(Answer::Cancel);
        }
    });
    answer
}
