//! The import page: how a file was read, to be corrected; what it would do, to be chosen from; then one edit.
//!
//! Reading and planning happen in jobs: this draws what they found, and asks for another plan when something else is
//! said of the file.

mod aside;
mod job;
mod lines;
mod list;
mod names;
mod paste;
mod run;
mod sheet;
mod state;

use std::path::PathBuf;

use egui::{Align, Label, Layout, ProgressBar, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

pub use job::ImportDone;
pub use state::ImportState;

use crate::app::command::{Command, Commands};
use crate::app::context::ViewContext;
use crate::app::theme::{Tokens, Type, scale};
use crate::app::widgets;
use crate::app::widgets::Tip as _;
use crate::import::{Change, Kind};
use state::{Draft, Ready};

/// What is asked for on the way of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Look at a file.
    File(PathBuf),
    /// Find out whether a file is a project, which is opened, or something that is looked at.
    FileOrProject(PathBuf),
    /// Look at a table that was pasted.
    Text(String),
    /// Plan anew: something else was said of the file, or the project has changed.
    Examine,
    /// Do what is chosen.
    Import,
    /// Give it up.
    Close,
}

/// Height of the strip with the title and the buttons.
const HEAD: f32 = 76.0;
/// Width of what is said of the file.
const ASIDE: f32 = 288.0;
/// Height of the filters above the list.
const BAR: f32 = 48.0;

/// Draws the page.
pub(super) fn import_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut ImportState,
    commands: &mut Commands,
) {
    let Some(draft) = state.draft_mut() else {
        // Nothing is left to show: the page closes by itself.
        commands.push(Command::ClosePage);
        return;
    };
    if draft.needs_plan(ctx.editor.revision()) {
        commands.push(Command::Import(Ask::Examine));
    }
    let tokens = Tokens::of(ui);
    let all = ui.max_rect();
    ui.painter().rect_filled(all, 0.0, tokens.panel);
    let head = all.with_max_y(all.top() + HEAD);
    in_place(
        ui,
        head.shrink2(vec2(scale::MARGIN, scale::SECTION)),
        "head",
        |ui| {
            head_ui(ui, ctx, draft, commands);
        },
    );
    let rest = all.with_min_y(head.bottom());
    ui.painter().hline(
        rest.x_range(),
        rest.top(),
        egui::Stroke::new(scale::HAIRLINE, tokens.hairline),
    );
    let Some(ready) = draft.ready() else {
        return waiting_ui(ui, rest, draft);
    };
    let split = rest.left() + ASIDE.min(rest.width() * 0.36);
    let (left, right) = (
        Rect::from_min_max(rest.min, pos2(split, rest.bottom())),
        Rect::from_min_max(pos2(split, rest.top()), rest.max),
    );
    ui.painter().rect_filled(right, 0.0, tokens.canvas);
    let has_sheet = ready.examined.sheet.is_some();
    let sheet_height = sheet::height(right.height(), ready.examined.sheet.as_ref());
    in_place(ui, left.shrink2(vec2(0.0, 1.0)), "aside", |ui| {
        ScrollArea::vertical()
            .id_salt("import aside")
            .auto_shrink([false, false])
            .show(ui, |ui| {
                egui::Frame::new()
                    .inner_margin(egui::Margin::symmetric(
                        scale::MARGIN as i8,
                        scale::SECTION as i8,
                    ))
                    .show(ui, |ui| aside::aside_ui(ui, ctx, draft, commands));
            });
    });
    let mut below = right;
    if has_sheet {
        let area = right.with_max_y(right.top() + sheet_height);
        in_place(
            ui,
            area.shrink2(vec2(scale::MARGIN, scale::SECTION)),
            "sheet",
            |ui| {
                sheet::sheet_ui(ui, draft);
            },
        );
        below = right.with_min_y(area.bottom() - scale::SECTION);
    }
    let bar = below.with_max_y(below.top() + BAR);
    in_place(ui, bar.shrink2(vec2(scale::MARGIN, 0.0)), "bar", |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            list::bar_ui(ui, draft);
        });
    });
    let list = below.with_min_y(bar.bottom());
    ui.painter().rect_filled(list, 0.0, tokens.panel);
    let line = egui::Stroke::new(scale::HAIRLINE, tokens.border);
    ui.painter().hline(list.x_range(), list.top(), line);
    ui.painter().vline(split, rest.y_range(), line);
    let list = list.with_min_y(list.top() + 1.0);
    in_place(ui, list, "list", |ui| list::list_ui(ui, draft));
}

/// Draws something in its own place, with ids of its own.
fn in_place(ui: &mut Ui, rect: Rect, salt: &str, content: impl FnOnce(&mut Ui)) {
    let builder = UiBuilder::new().max_rect(rect).id_salt(("import", salt));
    ui.scope_builder(builder, |ui| {
        ui.set_clip_rect(ui.clip_rect().intersect(rect.expand(scale::FOCUS + 1.0)));
        content(ui);
    });
}

/// The title, what was found in one sentence, and the two ways on.
fn head_ui(ui: &mut Ui, ctx: ViewContext<'_>, draft: &Draft, commands: &mut Commands) {
    let soft = Tokens::of(ui).text_soft;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.add_enabled_ui(draft.can_import(ctx.editor.revision()), |ui| {
            if widgets::primary_button(ui, "Import")
                .tip("Do what is ticked; one undo takes all of it back")
                .clicked()
            {
                commands.push(Command::Import(Ask::Import));
            }
        });
        if widgets::quiet_button(ui, "Cancel")
            .tip("Change nothing (Esc)")
            .clicked()
        {
            commands.push(Command::Import(Ask::Close));
        }
        if draft.ready().is_some()
            && let Some(part) = draft.progress()
        {
            progress_ui(ui, part, 120.0);
        }
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.add_space(3.0);
            let title = format!("Import {}", draft.name());
            ui.add(Label::new(Type::PageTitle.text(widgets::shown(&title))).truncate());
            let said = summary(draft);
            ui.add(Label::new(Type::Secondary.text(said).color(soft)).truncate());
        });
    });
}

fn progress_ui(ui: &mut Ui, part: f32, width: f32) {
    let bar = ProgressBar::new(part).fill(Tokens::of(ui).accent);
    ui.add(bar.desired_width(width).desired_height(6.0));
}

/// What was found, and what would be done of it.
fn summary(draft: &Draft) -> String {
    let Some(ready) = draft.ready() else {
        return "Nothing is changed before you have seen what it would do".to_owned();
    };
    if draft.is_importing() {
        return "Importing…".to_owned();
    }
    let plan = &ready.examined.plan;
    let kind = plan.kind.map_or("Not recognised", Kind::label);
    let counts = &ready.listing.counts;
    let chosen: Vec<_> = [Change::Add, Change::Change, Change::Remove]
        .into_iter()
        .map(|change| (counts.of(change).1, change.as_str()))
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| format!("{number} {word}"))
        .collect();
    let done = if chosen.is_empty() {
        "nothing would change".to_owned()
    } else {
        format!("{} when imported", chosen.join(", "))
    };
    let already = match plan.num_equal {
        0 => String::new(),
        number => format!(", {number} of them in the project already"),
    };
    let mut said = format!("{kind} · {} understood{already} · {done}", plan.num_read);
    if counts.left_out > 0 {
        said = format!("{said} · {} not understood", counts.left_out);
    }
    said
}

/// What stands there until the first plan is made.
fn waiting_ui(ui: &mut Ui, rect: Rect, draft: &Draft) {
    let tokens = Tokens::of(ui);
    let width = 320.0_f32.min(rect.width() - 2.0 * scale::MARGIN);
    let place = Rect::from_center_size(rect.center(), vec2(width, 64.0));
    in_place(ui, place, "waiting", |ui| {
        ui.spacing_mut().item_spacing.y = scale::PAD;
        ui.vertical_centered(|ui| {
            let text = format!("Reading {}…", draft.name());
            let text = Type::Body.text(widgets::shown(&text)).color(tokens.text);
            ui.add(Label::new(text).truncate());
            let part = draft.progress().unwrap_or_default();
            progress_ui(ui, part, width);
        });
    });
}

/// Whether a plan would do nothing, and the sentence for it.
fn nothing(ready: &Ready) -> (&'static str, &'static str) {
    if ready.examined.plan.num_read == 0 {
        (
            "Nothing was read",
            "Say on the left what the file is, or above what its columns mean.",
        )
    } else if ready.examined.plan.items.is_empty() {
        (
            "Nothing to change",
            "The project has all of it already, just so.",
        )
    } else {
        ("Nothing under this filter", "Press All.")
    }
}
