//! Lines under the bar at the top that stay as long as they are true: read-only, changed on disk, work to recover.
//!
//! They stop nobody: the views below go on.

use egui::{Align, Color32, Frame, Label, Layout, Margin, Panel, Rect, Stroke, Ui, Vec2};

use super::changed::Theirs;
use super::{Ask, Safety};
use crate::app::command::{Command, Commands};
use crate::app::files::file_name;
use crate::app::state::ProjectFile;
use crate::app::theme::{Icon, Tokens, Type, paint, scale};
use crate::app::widgets;

/// One line.
#[derive(Debug)]
pub(in crate::app) struct Bar {
    id: &'static str,
    icon: Icon,
    text: String,
    /// What can be done about it, the first thing first.
    asks: Vec<(&'static str, Ask)>,
}

impl Safety {
    /// The lines that are true now, the one that matters most first.
    pub(in crate::app) fn bars(&self, file: Option<&ProjectFile>) -> Vec<Bar> {
        let mut bars = Vec::new();
        if let Some(file) = file {
            let name = file_name(&file.path);
            if let Some(why) = &file.read_only {
                bars.push(Bar {
                    id: "read-only bar",
                    icon: Icon::Warning,
                    text: format!("{name} is {why}"),
                    asks: Vec::new(),
                });
            }
            if let Some(by) = &file.held_by {
                bars.push(if self.is_free {
                    Bar {
                        id: "lock bar",
                        icon: Icon::Agreed,
                        text: format!("{name} was closed elsewhere: you can edit it here now"),
                        asks: vec![("Edit here", Ask::TakeOver)],
                    }
                } else {
                    Bar {
                        id: "lock bar",
                        icon: Icon::Warning,
                        text: format!(
                            "{name} is read-only here: {by} has it open; save what you change as a copy"
                        ),
                        asks: vec![("Save a copy…", Ask::SaveElsewhere)],
                    }
                });
            }
            if let Some(changed) = &self.changed {
                let mut asks = vec![
                    ("Look at the differences", Ask::LookAtDifferences),
                    ("Keep mine as a copy…", Ask::KeepMine),
                ];
                if matches!(changed.theirs, Theirs::Project(_)) {
                    asks.push(("Take theirs", Ask::TakeTheirs));
                }
                bars.push(Bar {
                    id: "changed bar",
                    icon: Icon::Warning,
                    text: format!("{name}: {}", changed.change),
                    asks,
                });
            }
        }
        if self.offer_bar {
            let titles: Vec<&str> = self.offers.iter().map(super::dialogs::title_of).collect();
            let shown = titles.get(..2).unwrap_or(&titles).join(", ");
            let more = match titles.len().saturating_sub(2) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            bars.push(Bar {
                id: "recovery bar",
                icon: Icon::Hint,
                text: format!("Unsaved work can be recovered: {shown}{more}"),
                asks: vec![("Review…", Ask::ReviewOffers), ("Not now", Ask::NotNow)],
            });
        }
        bars
    }
}

/// Draws the lines, each over the whole width.
pub(in crate::app) fn bars_ui(ui: &mut Ui, bars: &[Bar], commands: &mut Commands) {
    for bar in bars {
        let (fill, color) = ground(&Tokens::of(ui).clone(), bar.icon);
        Panel::top(bar.id)
            .exact_size(scale::TABLE_ROW)
            .frame(
                Frame::new()
                    .fill(fill)
                    .stroke(Stroke::NONE)
                    .inner_margin(Margin::symmetric(16, 0)),
            )
            .show(ui, |ui| bar_ui(ui, bar, color, commands));
    }
}

fn ground(tokens: &Tokens, icon: Icon) -> (Color32, Color32) {
    match icon {
        Icon::Agreed => (tokens.agreed_fill, tokens.agreed),
        Icon::Hint => (tokens.accent_fill, tokens.accent),
        _ => (tokens.warning_fill, tokens.warning),
    }
}

fn bar_ui(ui: &mut Ui, bar: &Bar, color: Color32, commands: &mut Commands) {
    ui.horizontal_centered(|ui| {
        let (square, _) = ui.allocate_exact_size(Vec2::splat(scale::ICON), egui::Sense::hover());
        paint(
            ui.painter(),
            Rect::from_center_size(square.center(), Vec2::splat(14.0)),
            bar.icon,
            color,
        );
        // From the right, so that a long text gives way to what can be done.
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (text, ask) in bar.asks.iter().rev() {
                if widgets::action_button(ui, text).clicked() {
                    commands.push(Command::Safety(*ask));
                }
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let text = widgets::shown(&bar.text);
                let text = Type::Body.text(text).color(Tokens::of(ui).text);
                ui.add(Label::new(text).truncate());
            });
        });
    });
}
