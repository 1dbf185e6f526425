//! Quiet pages in the place of the views, and the dialogs that are more than a question: the project's properties, the
//! settings of users and groups, the export, a new attribute.
//!
//! Each change of a value is one edit at once: nothing here is to be confirmed, everything can be taken back.

pub mod export;
pub mod import;
pub(super) mod new_attribute;
mod parts;
mod project;
mod resource;
mod scoping;

use egui::{Align, Frame, Layout, Margin, ScrollArea, Ui, vec2};

use super::App;
use super::command::{Command, Commands, View};
use super::context::ViewContext;
use super::jobs::Previewed;
use super::panels::inspector::field::Drafts;
use super::state::Page;
use super::theme::{Tokens, Type, scale};
use super::widgets;
use crate::app::widgets::Tip as _;
use crate::export::Request;
use crate::model::AttributeOrigin;

/// What the pages and dialogs remember.
#[derive(Debug, Default)]
pub struct PagesState {
    /// Fields whose text is no value yet.
    fields: Drafts,
    /// The person who is being added: name and role.
    new_person: (String, String),
    /// The choices for an export.
    pub export: export::ExportState,
    /// The import that is being looked at.
    pub import: import::ImportState,
    /// The attribute that is being added.
    new_attribute: Option<new_attribute::NewAttribute>,
}

impl PagesState {
    /// Whether a dialog of theirs stands before everything else.
    pub fn has_dialog(&self) -> bool {
        self.export.is_open() || self.new_attribute.is_some()
    }
}

impl App {
    pub(super) fn show_view(&mut self, view: View) {
        self.window.view = view;
        self.window.page = None;
    }

    /// Starts the preview of an export: one at a time, of the project as it is now.
    pub(super) fn start_preview(&mut self, request: Request) {
        let of = Previewed {
            revision: self.editor.revision(),
            request,
        };
        self.jobs
            .preview(self.editor.snapshot(), of, export::NUM_LINES);
    }

    /// Gives the keyboard to the name of the selected attribute, if it is one that can have another.
    pub(super) fn rename_selected(&mut self, ctx: &egui::Context) {
        let Some(id) = self.window.selection.attributes().last() else {
            return;
        };
        let attribute = self.editor.project().attribute(id);
        if attribute.is_none_or(|attribute| attribute.origin != AttributeOrigin::Custom) {
            let text =
                "is of the reference and keeps its name; add an attribute of your own instead";
            self.fail(format!("Not renamed: {:?} {text}", id.label()));
            return;
        }
        let field = egui::Id::unique((id, "path"));
        ctx.memory_mut(|memory| memory.request_focus(field));
        self.show_view(View::Map);
    }

    /// Begins an attribute in the column of what is selected.
    pub(super) fn begin_attribute(&mut self) {
        let selected = self.window.selection.attributes().last();
        let attribute = selected.and_then(|id| self.editor.project().attribute(id));
        self.pages.new_attribute = Some(new_attribute::NewAttribute::beside(attribute));
    }
}

/// Draws a page in the place of the views.
pub fn page_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    page: Page,
    state: &mut PagesState,
    commands: &mut Commands,
) {
    if page == Page::Import {
        return import::import_ui(ui, ctx, &mut state.import, commands);
    }
    /// As wide as can be read without searching for the next line.
    const WIDTH: f32 = 880.0;
    ui.painter()
        .rect_filled(ui.max_rect(), 0.0, Tokens::of(ui).panel);
    ScrollArea::vertical()
        .id_salt(page)
        .auto_shrink([false, false])
        .show(ui, |ui| {
            let room = ui.available_width();
            let width = (room - 2.0 * scale::MARGIN).min(WIDTH);
            let margin = Margin {
                left: 0,
                right: 0,
                top: 28,
                bottom: 48,
            };
            ui.horizontal_top(|ui| {
                ui.add_space(((room - width) / 2.0).floor());
                Frame::new().inner_margin(margin).show(ui, |ui| {
                    ui.set_width(width);
                    ui.vertical(|ui| match page {
                        Page::Project => project::project_ui(ui, ctx, state, commands),
                        Page::Resource => resource::resource_ui(ui, ctx, state, commands),
                        Page::Import => {}
                    });
                });
            });
        });
}

/// Draws the dialog that is open, if one is.
pub fn dialogs_ui(
    egui: &egui::Context,
    ctx: ViewContext<'_>,
    state: &mut PagesState,
    commands: &mut Commands,
) {
    export::export_ui(egui, ctx, &mut state.export, commands);
    if let Some(draft) = &mut state.new_attribute
        && new_attribute::new_attribute_ui(egui, ctx, draft, commands)
    {
        state.new_attribute = None;
    }
}

/// The title of a page, what it is for, and how to leave it.
fn heading_ui(ui: &mut Ui, title: &str, about: &str, commands: &mut Commands) {
    let line = vec2(ui.available_width(), scale::CONTROL);
    ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
        if widgets::action_button(ui, "Done")
            .tip("Back to the views (Esc)")
            .clicked()
        {
            commands.push(Command::ClosePage);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.label(Type::PageTitle.text(title));
        });
    });
    ui.add_space(2.0);
    let soft = Tokens::of(ui).text_soft;
    ui.add(egui::Label::new(Type::Body.text(about).color(soft)).wrap());
    ui.add_space(scale::SECTION);
}
