//! The four steps of a run: side by side where their words have room, else one below the other.

use egui::{Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::app::theme::{Icon, Tokens, Type, paint, scale};
use crate::app::widgets::Tip as _;
use crate::app::widgets::{self, elided};
use crate::pilot::{Step, StepStatus, Story};

/// The least width of a step that stands beside others.
const LEAST: f32 = 108.0;
/// Height of the steps side by side, and of each that has a line of its own.
const BESIDE: f32 = 36.0;
const LINE: f32 = 20.0;
/// From the icon's left edge to the words.
const INDENT: f32 = 26.0;

/// Draws the steps over the whole width.
pub(super) fn steps_ui(ui: &mut Ui, story: &Story) {
    let width = ui.available_width();
    let number = story.steps.len() as f32;
    let each = width / number;
    let is_beside = each >= LEAST;
    let height = if is_beside { BESIDE } else { number * LINE };
    let (area, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let names = story.steps.iter().map(|step| {
        let color = Tokens::of(ui).text;
        elided(ui, step.name, Type::SecondaryStrong, color, f32::INFINITY)
    });
    let widest = names.map(|name| name.size().x).fold(0.0, f32::max);
    for (at, step) in story.steps.iter().enumerate() {
        let rect = if is_beside {
            let left = area.left() + each * at as f32;
            Rect::from_min_size(pos2(left, area.top()), vec2(each, BESIDE))
        } else {
            let top = area.top() + LINE * at as f32;
            Rect::from_min_size(pos2(area.left(), top), vec2(width, LINE))
        };
        if is_beside {
            let is_last = at + 1 == story.steps.len();
            beside(ui, rect, step, is_last);
        } else {
            line(ui, rect, step, widest);
        }
        let id = ui.scope_id().with("step").with(at);
        let response = ui.interact(rect, id, Sense::hover());
        let words = format!("{}: {}, {}", step.name, step.status.as_str(), step.detail);
        let enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo::labeled(Role::Label, enabled, &words));
        response.tip(widgets::shown(&words));
    }
}

fn icon(ui: &Ui, rect: Rect, step: &Step, size: f32) {
    let icon = match step.status {
        StepStatus::Passed => Icon::Agreed,
        StepStatus::Stopped => Icon::Dash,
        StepStatus::Failed => Icon::Error,
        StepStatus::NotReached => Icon::Proposed,
    };
    let center = pos2(rect.left() + 9.0, rect.center().y);
    let square = Rect::from_center_size(center, Vec2::splat(size));
    paint(ui.painter(), square, icon, icon.color(Tokens::of(ui)));
}

/// A step with its words in two lines, and a line to the next where there is room for one.
fn beside(ui: &Ui, rect: Rect, step: &Step, is_last: bool) {
    let tokens = Tokens::of(ui);
    icon(ui, rect, step, 18.0);
    let left = rect.left() + INDENT;
    let room = rect.width() - 24.0 - scale::SECTION;
    let name = elided(ui, step.name, Type::SecondaryStrong, tokens.text, room);
    let detail = elided(ui, &step.detail, Type::Small, tokens.text_soft, room);
    let used = name.size().x.max(detail.size().x);
    ui.painter()
        .galley(pos2(left, rect.top() + 2.0), name, tokens.text);
    ui.painter()
        .galley(pos2(left, rect.top() + 18.0), detail, tokens.text_soft);
    let (from, to) = (left + used + scale::MARGIN, rect.right() - scale::MARGIN);
    if !is_last && to - from > 16.0 {
        let stroke = Stroke::new(scale::HAIRLINE, tokens.border);
        ui.painter().hline(from..=to, rect.center().y, stroke);
    }
}

/// A step in one line; the details of all stand below each other.
fn line(ui: &Ui, rect: Rect, step: &Step, widest: f32) {
    let tokens = Tokens::of(ui);
    icon(ui, rect, step, 15.0);
    let left = rect.left() + INDENT;
    let name = elided(
        ui,
        step.name,
        Type::SecondaryStrong,
        tokens.text,
        rect.right() - left,
    );
    let y = |galley: &egui::Galley| (rect.center().y - galley.size().y / 2.0).round();
    ui.painter().galley(pos2(left, y(&name)), name, tokens.text);
    let left = left + widest + scale::PAD;
    let detail = elided(
        ui,
        &step.detail,
        Type::Small,
        tokens.text_soft,
        rect.right() - left,
    );
    ui.painter()
        .galley(pos2(left, y(&detail)), detail, tokens.text_soft);
}
