//! The Changes view: the project against the reference, another project file, or what Entra ID has.
//!
//! What differs is worked out by `compare`, off the frame; here it is filtered, read, and followed to its place.

mod bar;
mod detail;
mod list;
mod marks;
mod run;
mod state;

use egui::{Align2, Rect, Ui, UiBuilder, pos2, vec2};

pub(super) use bar::title as title_of;
pub(super) use list::{color_of, icon_of, name_of};
pub use marks::Marks;
pub use state::{Asked, ChangesState, Other, Side};

use super::command::{Command, Commands};
use super::context::ViewContext;
use super::theme::{Tokens, Type, scale};
use super::widgets;

/// Width of the pane that tells all of one difference.
const DETAIL: f32 = 400.0;

/// Draws the view.
pub fn changes_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut ChangesState,
    commands: &mut Commands,
) {
    if let Some(asked) = state.missing(ctx.editor.revision()) {
        commands.push(Command::Compare(asked));
    }
    let all = ui.max_rect();
    let bar = all.with_max_y(all.top() + bar::height(all.width()));
    bar::bar_ui(ui, bar, state, commands);
    let rest = all.with_min_y(bar.bottom());
    let detail_width = DETAIL.min(rest.width() * 0.42);
    let split = rest.right() - detail_width;
    let list = Rect::from_min_max(rest.min, pos2(split, rest.bottom()));
    let detail = Rect::from_min_max(pos2(split, rest.top()), rest.max);
    let Some(compared) = state.compared() else {
        return hint(
            ui,
            rest,
            "Comparing…",
            "This takes a moment for a large project.",
        );
    };
    if compared.differences.is_empty() {
        let (title, text) = state.nothing();
        return hint(ui, rest, title, text);
    }
    ui.scope_builder(
        UiBuilder::new().max_rect(list).id_salt("changes list"),
        |ui| {
            list::list_ui(ui, state);
        },
    );
    if state.num_shown() == 0 {
        hint(
            ui,
            list,
            "Nothing under this filter",
            "Press All, or clear the search.",
        );
    }
    let tokens = Tokens::of(ui);
    ui.painter().rect_filled(detail, 0.0, tokens.panel);
    let margin = vec2(scale::MARGIN, scale::SECTION);
    let builder = UiBuilder::new().max_rect(detail.shrink2(margin));
    ui.scope_builder(builder.id_salt("changes detail"), |ui| {
        detail::detail_ui(ui, ctx, state, commands);
    });
}

/// A word in the middle of an empty place, and what to do next.
fn hint(ui: &Ui, rect: Rect, title: &str, text: &str) {
    let tokens = Tokens::of(ui);
    let center = rect.center();
    let up = center - vec2(0.0, 12.0);
    let painter = ui.painter();
    painter.text(
        up,
        Align2::CENTER_CENTER,
        title,
        Type::Title.font(),
        tokens.text,
    );
    let down = center + vec2(0.0, 14.0);
    let galley = widgets::elided(ui, text, Type::Body, tokens.text_soft, rect.width() - 40.0);
    painter.galley(down - galley.size() / 2.0, galley, tokens.text_soft);
}
