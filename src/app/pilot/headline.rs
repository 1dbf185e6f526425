//! The outcome in one sentence, and the four steps of a run.

use egui::{Align, Label, Layout, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::blame::Blame;
use super::state::{Page, PilotState};
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::theme::{Icon, Tokens, Type, paint, scale};
use crate::app::widgets::Tip as _;
use crate::app::widgets::{self, Fit, Segment, elided, segmented, segmented_width};
use crate::pilot::{Action, StepStatus, Story};

pub(super) fn headline_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut PilotState,
    story: &Story,
    commands: &mut Commands,
) {
    let tokens = Tokens::of(ui);
    let name = story
        .name
        .0
        .clone()
        .unwrap_or_else(|| state.name_of(state.chosen));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = scale::SECTION;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            page_ui(ui, state, story);
            let blame = state.prepared().and_then(|prepared| {
                let reason = Blame::of(&prepared.plan, story.reason);
                let mut warnings = story.warnings.iter();
                reason.or_else(|| warnings.find_map(|one| Blame::of_warning(&prepared.plan, *one)))
            });
            let sentence = sentence(state, story);
            if let Some(blame) = blame {
                blame.button_ui(ui, ctx, &sentence, commands);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(Type::PageTitle.text(widgets::shown(&name))).truncate());
                let text = Type::Body
                    .text(widgets::shown(&sentence))
                    .color(tokens.text_soft);
                ui.add(Label::new(text).truncate())
                    .tip(widgets::shown(&sentence));
            });
        });
    });
    ui.add_space(scale::PAD);
    steps_ui(ui, story);
}

/// Whether the stages are shown or the requests.
fn page_ui(ui: &mut Ui, state: &mut PilotState, story: &Story) {
    let requests = format!("Requests {}", story.requests.len());
    let pages = [
        Segment::new(Page::Stages, "Stages"),
        Segment::new(Page::Requests, &requests),
    ];
    // Segments are laid out from the left, whatever the line around them does.
    let width = segmented_width(ui, state.page, &pages, Fit::Contents);
    ui.allocate_ui(vec2(width, scale::CONTROL), |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if let Some(page) = segmented(
                ui,
                "What is shown of the user",
                state.page,
                &pages,
                Fit::Contents,
            ) {
                state.page = page;
            }
        });
    });
}

/// What happens and why, as the end of a sentence that begins with the name.
fn sentence(state: &PilotState, story: &Story) -> String {
    let reason = state
        .prepared()
        .map(|prepared| prepared.plan.words(story.reason))
        .unwrap_or_default();
    let action = match story.action {
        Action::Create => "is created",
        Action::Update => "is updated",
        Action::Disable => "is made inactive",
        Action::Delete => "is deleted",
        Action::Skip => "is left as it is",
        Action::Fail => "fails",
    };
    format!("{action}: {reason}")
}

fn steps_ui(ui: &mut Ui, story: &Story) {
    let tokens = Tokens::of(ui);
    let width = ui.available_width();
    let (area, _) = ui.allocate_exact_size(vec2(width, 36.0), Sense::hover());
    let each = width / story.steps.len() as f32;
    for (at, step) in story.steps.iter().enumerate() {
        let left = area.left() + each * at as f32;
        let room = each - 24.0 - scale::SECTION;
        let rect = Rect::from_min_size(pos2(left, area.top()), vec2(each, area.height()));
        let icon = match step.status {
            StepStatus::Passed => Icon::Agreed,
            StepStatus::Stopped => Icon::Dash,
            StepStatus::Failed => Icon::Error,
            StepStatus::NotReached => Icon::Proposed,
        };
        let square = Rect::from_center_size(pos2(left + 9.0, rect.center().y), Vec2::splat(18.0));
        paint(ui.painter(), square, icon, icon.color(tokens));
        let name = elided(ui, step.name, Type::SecondaryStrong, tokens.text, room);
        let name_width = name.size().x;
        ui.painter()
            .galley(pos2(left + 26.0, rect.top() + 2.0), name, tokens.text);
        let detail = elided(ui, &step.detail, Type::Small, tokens.text_soft, room);
        let used = name_width.max(detail.size().x);
        ui.painter().galley(
            pos2(left + 26.0, rect.top() + 18.0),
            detail,
            tokens.text_soft,
        );
        // A line leads to the next step where there is room for one.
        let from = left + 26.0 + used + scale::MARGIN;
        let to = left + each - scale::MARGIN;
        if at + 1 < story.steps.len() && to - from > 16.0 {
            let stroke = Stroke::new(scale::HAIRLINE, tokens.border);
            ui.painter().hline(from..=to, rect.center().y, stroke);
        }
        let id = ui.scope_id().with("step").with(at);
        let response = ui.interact(rect, id, Sense::hover());
        let words = format!("{}: {}, {}", step.name, step.status.as_str(), step.detail);
        let enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo::labeled(Role::Label, enabled, &words));
        response.tip(widgets::shown(&words));
    }
}
