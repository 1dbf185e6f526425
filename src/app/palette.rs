//! The command palette: every action by its name, found by typing part of it, recent ones first.

use crate::app::widgets::Tip as _;
use egui::{
    Align2, Area, Frame, Id, Key, Margin, Order, ScrollArea, Sense, Stroke, TextEdit, vec2,
};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::command::{Action, ActionEntry};
use super::settings::Keymap;
use super::theme::{Icon, Tokens, Type, paint, scale};
use super::widgets;

/// How many recent actions stand first.
const MOST_RECENT: usize = 5;
const ROW: f32 = 34.0;
/// How far below the top of the window it stands.
const TOP: f32 = 72.0;

/// What the palette remembers.
#[derive(Debug, Default)]
pub struct Palette {
    open: bool,
    query: String,
    chosen: usize,
    recent: Vec<Action>,
}

impl Palette {
    fn field_id() -> Id {
        Id::unique("palette query")
    }

    /// Shows the palette, empty; from now on it has the keyboard.
    pub fn open(&mut self, ctx: &egui::Context) {
        ctx.memory_mut(|memory| memory.request_focus(Self::field_id()));
        self.open = true;
        self.query.clear();
        self.chosen = 0;
    }

    /// Hides it; true if it was shown.
    pub fn close(&mut self) -> bool {
        std::mem::take(&mut self.open)
    }

    /// Whether it is shown.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Remembers that an action was carried out, to offer it first.
    pub fn remember(&mut self, action: Action) {
        self.recent.retain(|other| *other != action);
        self.recent.insert(0, action);
        self.recent.truncate(MOST_RECENT);
    }

    /// The actions that fit the query, best first; without a query recent ones, then all in the table's order.
    fn found(&self) -> Vec<&'static ActionEntry> {
        if self.query.trim().is_empty() {
            let recent = self.recent.iter().map(|action| action.entry());
            let others = Action::TABLE
                .iter()
                .filter(|entry| !self.recent.contains(&entry.action));
            return recent.chain(others).collect();
        }
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = Pattern::parse(&self.query, CaseMatching::Ignore, Normalization::Smart);
        let mut buffer = Vec::new();
        let mut scored: Vec<_> = Action::TABLE
            .iter()
            .filter_map(|entry| {
                let name = Utf32Str::new(entry.name, &mut buffer);
                let score = pattern.score(name, &mut matcher)?;
                Some((std::cmp::Reverse(score), entry))
            })
            .collect();
        scored.sort_by_key(|(score, _)| *score);
        scored.into_iter().map(|(_, entry)| entry).collect()
    }

    /// Draws the palette; the action that was chosen.
    #[must_use]
    pub fn show(
        &mut self,
        ctx: &egui::Context,
        keymap: &Keymap,
        is_enabled: impl Fn(Action) -> bool,
    ) -> Option<Action> {
        if !self.open {
            return None;
        }
        let (up, down, enter, escape) = ctx.input_mut(|input| {
            let none = egui::Modifiers::NONE;
            (
                input.consume_key(none, Key::ArrowUp),
                input.consume_key(none, Key::ArrowDown),
                input.consume_key(none, Key::Enter),
                input.consume_key(none, Key::Escape),
            )
        });
        if escape {
            self.open = false;
            return None;
        }
        let mut picked = None;
        let response = Area::new(Id::unique("palette"))
            .order(Order::Foreground)
            .anchor(Align2::CENTER_TOP, vec2(0.0, TOP))
            .show(ctx, |ui| {
                let tokens = Tokens::of(ui);
                Frame::new()
                    .fill(tokens.raised)
                    .stroke(Stroke::new(scale::HAIRLINE, tokens.border))
                    .corner_radius(scale::RADIUS_CARD)
                    .shadow(ui.visuals().popup_shadow)
                    .inner_margin(Margin::same(10))
                    .show(ui, |ui| {
                        ui.set_width(super::dialogs::width(ui.ctx(), 520.0));
                        // Before it is drawn: what was typed since the key has its place in this frame already.
                        let id = Self::field_id();
                        ui.memory_mut(|memory| memory.request_focus(id));
                        let field = ui.add(
                            TextEdit::singleline(&mut self.query)
                                .id(id)
                                .hint_text("Type a command")
                                .desired_width(f32::INFINITY)
                                .margin(Margin::symmetric(10, 8)),
                        );
                        ui.ctx()
                            .accesskit_node_builder(field.id, |node| node.set_label("Command"));
                        if field.changed() {
                            self.chosen = 0;
                        }
                        // Keys count for what is found by all that was typed, though both come in one frame.
                        let found = self.found();
                        let last = found.len().saturating_sub(1);
                        if down {
                            self.chosen = (self.chosen + 1).min(last);
                        }
                        if up {
                            self.chosen = self.chosen.saturating_sub(1);
                        }
                        if enter {
                            picked = found.get(self.chosen).copied();
                        }
                        field.request_focus();
                        ui.add_space(scale::GAP);
                        if found.is_empty() {
                            ui.label(
                                Type::Body
                                    .text("No command has these letters.")
                                    .color(tokens.text_soft),
                            );
                        }
                        let moved = up || down;
                        // Known beforehand: the palette is as high in its first frame as in those that follow.
                        let below = ui.ctx().content_rect().height() - TOP - 92.0;
                        let height = (ROW * 9.5).min(below).min(ROW * found.len() as f32);
                        ScrollArea::vertical()
                            .max_height(height)
                            .min_scrolled_height(height)
                            .auto_shrink([false, true])
                            .show(ui, |ui| {
                                ui.spacing_mut().item_spacing.y = 0.0;
                                for (at, entry) in found.iter().enumerate() {
                                    let state = RowState {
                                        chosen: at == self.chosen,
                                        enabled: is_enabled(entry.action),
                                    };
                                    let row = row_ui(ui, entry, keymap, state);
                                    if state.chosen && moved {
                                        row.scroll_to_me(None);
                                    }
                                    if row.clicked() {
                                        picked = Some(*entry);
                                    }
                                }
                            });
                    });
            })
            .response;
        if response.clicked_elsewhere() {
            self.open = false;
        }
        let action = picked?.action;
        if !is_enabled(action) {
            return None;
        }
        self.open = false;
        Some(action)
    }
}

/// How a row of the palette stands.
#[derive(Clone, Copy)]
struct RowState {
    /// Enter takes it.
    chosen: bool,
    /// It makes sense now.
    enabled: bool,
}

fn row_ui(
    ui: &mut egui::Ui,
    entry: &ActionEntry,
    keymap: &Keymap,
    state: RowState,
) -> egui::Response {
    let RowState { chosen, enabled } = state;
    let tokens = Tokens::of(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let id = ui.make_persistent_id(entry.name);
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::ListBoxOption, enabled, chosen, entry.name)
    });
    if chosen || response.hovered() {
        let fill = if chosen {
            tokens.accent_fill
        } else {
            tokens.hover
        };
        ui.painter().rect_filled(rect, scale::RADIUS_INNER, fill);
    }
    let color = if enabled {
        tokens.text
    } else {
        tokens.disabled
    };
    let keys = keymap.text_of(ui.ctx(), entry.action);
    let keys_text = widgets::elided(ui, &keys, Type::NameSmall, tokens.text_soft, 140.0);
    let inner = rect.shrink2(vec2(10.0, 0.0));
    let mut left = inner.left();
    if chosen {
        let square = egui::Rect::from_center_size(
            egui::pos2(left + 6.0, inner.center().y),
            egui::Vec2::splat(12.0),
        );
        paint(ui.painter(), square, Icon::ChevronRight, tokens.accent);
    }
    left += 20.0;
    let room = inner.right() - left - keys_text.size().x - scale::SECTION;
    let name = widgets::elided(ui, entry.name, Type::BodyMedium, color, room);
    let help_room = room - name.size().x - scale::SECTION;
    let name_width = name.size().x;
    let middle = |height: f32| inner.center().y - height / 2.0;
    let at = egui::pos2(left, middle(name.size().y));
    ui.painter().galley(at, name, color);
    if help_room > 60.0 {
        let help = widgets::elided(ui, entry.help, Type::Small, tokens.text_soft, help_room);
        let at = egui::pos2(left + name_width + scale::SECTION, middle(help.size().y));
        ui.painter().galley(at, help, tokens.text_soft);
    }
    let at = egui::pos2(
        inner.right() - keys_text.size().x,
        middle(keys_text.size().y),
    );
    ui.painter().galley(at, keys_text, tokens.text_soft);
    response.tip(entry.help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(query: &str, recent: &[Action]) -> Vec<Action> {
        let palette = Palette {
            open: true,
            query: query.to_owned(),
            chosen: 0,
            recent: recent.to_vec(),
        };
        palette.found().iter().map(|entry| entry.action).collect()
    }

    #[test]
    fn part_of_a_name_finds_it_whatever_the_case() {
        assert_eq!(found("mark req", &[]).first(), Some(&Action::MarkRequired));
        assert_eq!(found("REDO", &[]).first(), Some(&Action::Redo));
        assert_eq!(found("zzzz", &[]), Vec::<Action>::new());
    }

    #[test]
    fn without_a_query_recent_actions_come_first_and_none_is_missing() {
        let all = found("", &[Action::Redo]);
        assert_eq!(all.first(), Some(&Action::Redo));
        assert_eq!(all.len(), Action::TABLE.len());
    }
}
