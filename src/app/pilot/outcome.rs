//! What came of all users: counts by what is done and why, what to look at, and the way to the users and to the rule.

use egui::{
    Align2, Label, Rect, Role, ScrollArea, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::blame::Blame;
use super::shown::Why;
use super::state::PilotState;
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::theme::{Icon, Tokens, Type, paint, scale};
use crate::app::widgets::Tip as _;
use crate::app::widgets::{self, counted, elided, focus_ring, grouped};
use crate::pilot::{Action, Plan};

const LINE: f32 = 36.0;
const INSET: f32 = 16.0;
/// Where the reasons begin.
const WHY: f32 = 112.0;
/// Room for the number of users.
const COUNT: f32 = 90.0;
/// Room for the way to the rule.
const RULE: f32 = 140.0;

/// One line of the table.
struct Line {
    /// What is done, where it is another thing than in the line above.
    what: &'static str,
    icon: Option<Icon>,
    why: Why,
    words: String,
    count: u64,
    blame: Option<Blame>,
}

/// Draws the page.
pub(super) fn outcome_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut PilotState,
    commands: &mut Commands,
) {
    let Some(prepared) = state.prepared() else {
        return;
    };
    title_ui(ui, state);
    ui.add_space(scale::SECTION);
    let (done, looked_at) = lines(&prepared.plan, state);
    let height = (ui.available_height() - scale::SECTION).max(120.0);
    let mut chosen = None;
    let area = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), height));
    widgets::card(ui, |ui| {
        ui.set_min_size(area.size());
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        ScrollArea::vertical()
            .id_salt("outcome")
            .auto_shrink([false, false])
            .max_height(height - 2.0)
            .show(ui, |ui| {
                header_ui(ui, ["What", "Why", "Users"]);
                for line in &done {
                    line_ui(ui, ctx, line, &mut chosen, commands);
                }
                if !looked_at.is_empty() {
                    ui.add_space(scale::SECTION);
                    header_ui(ui, ["", "To look at", "Users"]);
                    for line in &looked_at {
                        line_ui(ui, ctx, line, &mut chosen, commands);
                    }
                }
            });
    });
    if let Some(why) = chosen {
        state.show_why(why);
    }
}

fn title_ui(ui: &mut Ui, state: &PilotState) {
    let soft = Tokens::of(ui).text_soft;
    let number = |action: Action| state.tally.of(action);
    let mut parts = Vec::new();
    for (action, word) in [
        (Action::Fail, "fail"),
        (Action::Create, "are created"),
        (Action::Update, "updated"),
        (Action::Disable, "made inactive"),
        (Action::Delete, "deleted"),
        (Action::Skip, "left as they are"),
    ] {
        if number(action) > 0 {
            parts.push(format!("{} {word}", grouped(number(action) as usize)));
        }
    }
    let sentence = match state.progress() {
        Some((done, all)) => format!(
            "so far {} of {}: {}",
            grouped(done),
            grouped(all),
            parts.join(", ")
        ),
        None if state.was_cancelled() => format!(
            "cancelled after {} of {}: {}",
            grouped(state.tally.users as usize),
            grouped(state.samples.users.len()),
            parts.join(", ")
        ),
        None => parts.join(", "),
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = scale::SECTION;
        let title = counted(state.samples.users.len(), "user");
        ui.label(Type::PageTitle.text(title));
        let text = Type::Body.text(sentence.as_str()).color(soft);
        ui.add(Label::new(text).truncate()).tip(sentence);
    });
}

/// What is done and why, failures first and what concerns most users before the rest; then what to look at.
fn lines(plan: &Plan, state: &PilotState) -> (Vec<Line>, Vec<Line>) {
    const ORDER: [Action; 6] = [
        Action::Fail,
        Action::Create,
        Action::Update,
        Action::Disable,
        Action::Delete,
        Action::Skip,
    ];
    let mut done: Vec<Line> = Vec::new();
    for action in ORDER {
        let of_action = state.tally.by_reason.iter();
        let mut of_action: Vec<_> = of_action
            .filter(|((known, _), _)| *known == action)
            .collect();
        of_action.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        for (nth, ((_, reason), count)) in of_action.into_iter().enumerate() {
            done.push(Line {
                what: if nth == 0 { action.as_str() } else { "" },
                icon: (action == Action::Fail).then_some(Icon::Error),
                why: Why::Reason(action, *reason),
                words: plan.words(*reason),
                count: *count,
                blame: Blame::of(plan, *reason),
            });
        }
    }
    let mut looked_at: Vec<Line> = state
        .tally
        .by_warning
        .iter()
        .map(|(warning, count)| Line {
            what: "",
            icon: Some(Icon::Warning),
            why: Why::Warning(*warning),
            words: plan.warning_words(*warning),
            count: *count,
            blame: Blame::of_warning(plan, *warning),
        })
        .collect();
    looked_at.sort_by_key(|line| std::cmp::Reverse(line.count));
    (done, looked_at)
}

/// Where the number of users ends.
fn count_right(rect: Rect) -> f32 {
    rect.right() - INSET - RULE
}

fn header_ui(ui: &mut Ui, words: [&str; 3]) {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), LINE));
    let tokens = Tokens::of(ui);
    let [what, why, users] = words;
    let font = Type::SecondaryStrong.font();
    let y = rect.center().y;
    for (x, align, word) in [
        (rect.left() + INSET, Align2::LEFT_CENTER, what),
        (rect.left() + INSET + WHY, Align2::LEFT_CENTER, why),
        (count_right(rect), Align2::RIGHT_CENTER, users),
    ] {
        ui.painter()
            .text(pos2(x, y), align, word, font.clone(), tokens.text_soft);
    }
    let stroke = Stroke::new(scale::HAIRLINE, tokens.hairline);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, stroke);
}

fn line_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    line: &Line,
    chosen: &mut Option<Why>,
    commands: &mut Commands,
) {
    let tokens = Tokens::of(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), LINE));
    let id = ui.scope_id().with(("outcome", line.why));
    let response = ui.interact(rect, id, Sense::click());
    let action = match line.why {
        Why::Reason(action, _) => action.as_str(),
        Why::Warning(_) => "to look at",
    };
    let users = counted(line.count as usize, "user");
    let spoken = format!("{users}, {action}: {}", line.words);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, &spoken));
    if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, tokens.hover);
    }
    let y = rect.center().y;
    let left = rect.left() + INSET;
    if let Some(icon) = line.icon {
        let square = Rect::from_center_size(pos2(left + WHY - 14.0, y), Vec2::splat(14.0));
        paint(ui.painter(), square, icon, icon.color(tokens));
    }
    let put = |x: f32, text: &str, font: Type, color, room: f32| {
        let galley = elided(ui, text, font, color, room);
        let top = y - galley.size().y / 2.0;
        ui.painter().galley(pos2(x, top), galley, color);
    };
    let medium = Type::BodyMedium;
    put(left, line.what, medium, tokens.text, WHY - 24.0);
    let room = count_right(rect) - COUNT - left - WHY;
    put(left + WHY, &line.words, Type::Body, tokens.text, room);
    ui.painter().text(
        pos2(count_right(rect), y),
        Align2::RIGHT_CENTER,
        grouped(line.count as usize),
        medium.font(),
        tokens.text,
    );
    let stroke = Stroke::new(scale::HAIRLINE, tokens.hairline);
    ui.painter()
        .hline(left..=rect.right() - INSET, rect.bottom() - 0.5, stroke);
    if response.has_focus() {
        focus_ring(ui.painter(), rect.shrink(2.0), scale::RADIUS_INNER, tokens);
    }
    let clicked = response
        .tip(format!("{}: shows these users", widgets::shown(&spoken)))
        .clicked();
    if let Some(blame) = &line.blame {
        let place = Rect::from_min_max(
            pos2(count_right(rect) + scale::SECTION, rect.top()),
            pos2(rect.right() - INSET, rect.bottom()),
        );
        let layout = egui::Layout::right_to_left(egui::Align::Center);
        let builder = egui::UiBuilder::new().max_rect(place).layout(layout);
        ui.scope_builder(builder.id_salt(id), |ui| {
            let button = blame.button_ui(ui, ctx, &line.words, commands);
            // Several of the same name stand below each other.
            let name = format!("{}: {}", blame.words(), line.words);
            button.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, &name));
        });
    }
    if clicked {
        *chosen = Some(line.why);
    }
}
