//! The search of the bar: a field, or an icon that opens it where the window is narrow.

use egui::{Id, Key, Ui};

use super::fold::{HITS, SearchFold};
use crate::app::command::{Action, Commands};
use crate::app::settings::UserSettings;
use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets;

/// What is searched for, and how much of it was found.
#[derive(Debug, Default)]
pub struct Search {
    /// What was typed.
    pub query: String,
    /// That the field shall have the keyboard as soon as it is drawn.
    pub wants_focus: bool,
    /// The hit stepped to last, counted from 1, and how many there are.
    pub hits: Option<(usize, usize)>,
    /// Whether Esc has just taken the keyboard from a field: if from this one, the search ends.
    pub left_by_escape: bool,
    /// Whether the folded search is open, over the whole bar.
    open: bool,
}

impl Search {
    /// The text field.
    pub(in crate::app) fn field_id() -> Id {
        Id::unique("search")
    }

    /// Whether the search takes the whole bar: it is folded, and in use.
    pub(super) fn takes_the_bar(&self, fold: SearchFold) -> bool {
        fold == SearchFold::Icon && (self.open || self.wants_focus || !self.query.is_empty())
    }
}

/// Draws the search; in a right-to-left bar the hits stand left of the field.
pub(super) fn search_ui(
    ui: &mut Ui,
    fold: SearchFold,
    search: &mut Search,
    settings: &UserSettings,
    commands: &mut Commands,
) {
    let (width, hits) = match fold {
        SearchFold::Icon => {
            if widgets::icon_button(ui, Icon::Search, "Find attribute").clicked() {
                commands.act(Action::Find);
            }
            return;
        }
        SearchFold::Field { width, hits } => (width, hits),
    };
    field_ui(ui, width, search, settings, commands);
    if hits {
        hits_ui(ui, search.hits);
    }
}

/// Draws the folded search that is open, over the width that is there.
pub(super) fn open_search_ui(
    ui: &mut Ui,
    search: &mut Search,
    settings: &UserSettings,
    commands: &mut Commands,
) {
    search.open = true;
    if widgets::icon_button(ui, Icon::Close, "Close search").clicked() {
        search.query.clear();
        search.open = false;
        return;
    }
    hits_ui(ui, search.hits);
    let width = ui.available_width() - scale::PAD;
    let gone = field_ui(ui, width, search, settings, commands);
    if gone && search.query.is_empty() {
        search.open = false;
    }
}

/// How much was found, in a place of fixed width so that the field does not move.
fn hits_ui(ui: &mut Ui, hits: Option<(usize, usize)>) {
    let size = egui::vec2(HITS - scale::PAD, scale::CONTROL);
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.set_min_size(size);
        if let Some((at, all)) = hits {
            let text = match (at, all) {
                (_, 0) => "none".to_owned(),
                (0, all) => format!("{all} found"),
                (at, all) => format!("{at} of {all}"),
            };
            let soft = Tokens::of(ui).text_soft;
            ui.add(egui::Label::new(Type::Small.text(text).color(soft)).truncate());
        }
    });
}

/// Draws the field; returns whether it has just lost the keyboard.
fn field_ui(
    ui: &mut Ui,
    width: f32,
    search: &mut Search,
    settings: &UserSettings,
    commands: &mut Commands,
) -> bool {
    let keys = settings.keymap().text_of(ui.ctx(), Action::Find);
    let id = Search::field_id();
    let begins = std::mem::take(&mut search.wants_focus);
    if begins {
        // Before it is drawn: what was typed since the key has its place in this frame already.
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let field = widgets::search_field(ui, id, &mut search.query, "Find attribute", &keys, width);
    if begins {
        field.request_focus();
    }
    if !field.lost_focus() {
        return false;
    }
    let (enter, shift) = ui.input(|input| (input.key_pressed(Key::Enter), input.modifiers.shift));
    if enter {
        commands.act(if shift {
            Action::FindPrevious
        } else {
            Action::FindNext
        });
        field.request_focus();
        return false;
    }
    if search.left_by_escape {
        search.query.clear();
    }
    true
}
