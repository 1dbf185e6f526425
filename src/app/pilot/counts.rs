//! What stands above the list of users: the counts, each a filter, how far a long run has got, and what is to be known
//! about the file.

use egui::{Label, Role, Sense, Ui, WidgetInfo, vec2};

use super::shown::Why;
use super::state::PilotState;
use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets::Tip as _;
use crate::app::widgets::{self, counted, elided, focus_ring, grouped};
use crate::pilot::Action;
use crate::pilot::users::UserProblem;

/// The counts, each a filter.
pub(super) fn filter_ui(ui: &mut Ui, state: &mut PilotState) {
    let tokens = Tokens::of(ui);
    let mut entries = vec![
        (None, "All"),
        (Some(Action::Create), "Create"),
        (Some(Action::Update), "Update"),
        (Some(Action::Skip), "Skip"),
        (Some(Action::Fail), "Fail"),
    ];
    if state.count(Some(Action::Delete)) > 0 {
        entries.insert(3, (Some(Action::Delete), "Delete"));
    }
    let left = scale::MARGIN;
    let room = ui.available_width() - left - scale::PAD;
    let counts: Vec<String> = entries
        .iter()
        .map(|(filter, _)| grouped(state.count(*filter)))
        .collect();
    let widths = shares(ui, &entries, &counts, room);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(left);
        for (((filter, word), width), count) in entries.into_iter().zip(widths).zip(counts) {
            let selected = state.filter == filter;
            let (rect, response) = ui.allocate_exact_size(vec2(width, 40.0), Sense::click());
            let enabled = ui.is_enabled();
            response.widget_info(|| {
                WidgetInfo::selected(Role::Button, enabled, selected, format!("{word} {count}"))
            });
            let (font, color) = if selected {
                (Type::SecondaryStrong, tokens.accent)
            } else {
                (Type::Secondary, tokens.text_soft)
            };
            let word = elided(ui, word, font, color, width);
            ui.painter().galley(rect.min + vec2(0.0, 3.0), word, color);
            let number = if selected {
                Type::BodyStrong
            } else {
                Type::BodyMedium
            };
            let count = elided(ui, &count, number, tokens.text, width);
            ui.painter()
                .galley(rect.min + vec2(0.0, 19.0), count, tokens.text);
            if response.has_focus() {
                focus_ring(ui.painter(), rect.shrink(2.0), scale::RADIUS_INNER, tokens);
            }
            if response.clicked() {
                state.filter = filter;
                state.why = None;
            }
        }
    });
    ui.add_space(scale::GAP);
}

/// How wide each count is: all the same where words and numbers have room, else each as the wider of both.
fn shares(ui: &Ui, entries: &[(Option<Action>, &str)], counts: &[String], room: f32) -> Vec<f32> {
    let number = entries.len().max(1) as f32;
    let color = Tokens::of(ui).text;
    let width = |text: &str, font| elided(ui, text, font, color, f32::INFINITY).size().x;
    let words: Vec<f32> = entries
        .iter()
        .zip(counts)
        .map(|((_, word), count)| {
            let word = width(word, Type::SecondaryStrong);
            word.max(width(count, Type::BodyStrong)) + scale::GAP
        })
        .collect();
    let widest = words.iter().copied().fold(0.0, f32::max);
    if widest <= room / number {
        return vec![room / number; entries.len()];
    }
    let spare = (room - words.iter().sum::<f32>()) / number;
    words.into_iter().map(|word| word + spare).collect()
}

/// How far a long run has got, and how to end it.
pub(super) fn progress_ui(ui: &mut Ui, state: &mut PilotState) {
    let soft = Tokens::of(ui).text_soft;
    if let Some((done, all)) = state.progress() {
        ui.horizontal(|ui| {
            ui.add_space(scale::MARGIN);
            let words = format!("{} of {} users", grouped(done), grouped(all));
            ui.add(
                egui::ProgressBar::new(done as f32 / all.max(1) as f32)
                    .desired_width((ui.available_width() - 90.0).max(60.0))
                    .text(words),
            );
            if widgets::quiet_button(ui, "Cancel").clicked() {
                state.cancel();
            }
        });
        ui.add_space(scale::GAP);
    } else if state.was_cancelled() {
        ui.horizontal(|ui| {
            ui.add_space(scale::MARGIN);
            let words = format!("Cancelled after {} users", grouped(state.count(None)));
            ui.label(Type::Secondary.text(words).color(soft));
        });
        ui.add_space(scale::GAP);
    }
}

/// What is to be known about the files: columns that nothing reads, rows that were left out, of users and of the
/// target.
pub(super) fn notes_ui(ui: &mut Ui, state: &PilotState) {
    const SHOWN: usize = 20;
    let prepared = state.prepared();
    let header = prepared
        .as_ref()
        .filter(|_| !state.is_builtin)
        .map_or(&[][..], |prepared| prepared.header_problems.as_slice());
    let (failure, of_target) = prepared.as_ref().map_or((None, &[][..]), |prepared| {
        (
            prepared.target_failure.as_ref(),
            prepared.target_problems.as_slice(),
        )
    });
    let num_of_target = usize::from(failure.is_some()) + of_target.len();
    let count = header.len() + state.left_out.len() + num_of_target;
    // There may be as many as the file has rows: only those that are shown get words.
    let of_target = of_target.iter().map(|problem| {
        format!(
            "what Genesys Cloud holds, {}: {}",
            problem.place, problem.reason
        )
    });
    let of_users = header.iter().chain(&state.left_out);
    let mut all: Vec<String> = of_users
        .map(ToString::to_string)
        .chain(failure.cloned())
        .chain(of_target)
        .take(SHOWN)
        .collect();
    let words = match all.as_slice() {
        [] => return,
        [only] if count == 1 => only.clone(),
        _ => in_short(header, &state.left_out, num_of_target),
    };
    if count > SHOWN {
        all.push(format!("and {} more", count - SHOWN));
    }
    ui.horizontal(|ui| {
        ui.add_space(scale::MARGIN);
        ui.scope(|ui| {
            ui.set_max_width(ui.available_width() - scale::SECTION);
            let all = all.join("\n");
            widgets::banner(ui, Icon::Warning, &words).tip(widgets::shown_lines(&all));
        });
    });
    ui.add_space(scale::GAP);
}

/// How many columns and rows there is something to know about.
fn in_short(header: &[UserProblem], left_out: &[UserProblem], num_of_target: usize) -> String {
    let is_of_column = |note: &&UserProblem| note.line == 1 && note.column.is_some();
    let columns = header.iter().chain(left_out).filter(is_of_column).count();
    let rows = left_out.iter().filter(|note| !is_of_column(note)).count();
    let mut parts = Vec::new();
    // A note on the header as a whole is about the column to match by.
    if header.iter().any(|note| note.column.is_none()) {
        parts.push("no column to match by".to_owned());
    }
    if columns > 0 {
        parts.push(format!("{} to look at", counted(columns, "column")));
    }
    if rows > 0 {
        parts.push(format!("{} left out", counted(rows, "row")));
    }
    if num_of_target > 0 {
        parts.push(format!("{} on the target", counted(num_of_target, "note")));
    }
    parts.join(" · ")
}

/// What all shown users have in common, where only such are shown, with the way back to all.
pub(super) fn why_ui(ui: &mut Ui, state: &mut PilotState) {
    let (Some(why), Some(prepared)) = (state.why, state.prepared()) else {
        return;
    };
    let words = match why {
        Why::Reason(action, reason) => {
            format!("{}: {}", action.as_str(), prepared.plan.words(reason))
        }
        Why::Warning(warning) => prepared.plan.warning_words(warning),
    };
    ui.horizontal(|ui| {
        ui.add_space(scale::MARGIN);
        if widgets::icon_button(ui, Icon::Close, "Show all users again").clicked() {
            state.show_all();
        }
        let accent = Tokens::of(ui).accent;
        ui.scope(|ui| {
            ui.set_max_width(ui.available_width() - scale::SECTION);
            let text = Type::SecondaryMedium
                .text(widgets::shown(&words))
                .color(accent);
            ui.add(Label::new(text).truncate())
                .tip(widgets::shown(&words));
        });
    });
    ui.add_space(scale::GAP);
}
