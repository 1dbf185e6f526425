//! Below the map: what is open and what was decided, each with the way to its place.

use egui::{Align, Label, Layout, ScrollArea, Sense, Ui, vec2};

use crate::app::command::{Command, Commands};
use crate::app::context::ViewContext;
use crate::app::panels::findings::{self, FindingsState};
use crate::app::panels::suggestions::{self, SuggestionsState};
use crate::app::selection::{Item, Selection};
use crate::app::theme::{Icon, Tokens, Type, scale};

use crate::app::widgets::{self, Segment, Tip as _};
use crate::model::{AttributeId, Note, NoteId, NoteKind, Place};
use crate::picture::short_name;

/// Which list is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    /// What the checks say.
    #[default]
    Findings,
    /// Links that may be missing.
    Suggestions,
    /// Questions, open ones first.
    Questions,
    /// Decisions.
    Decisions,
}

/// What the drawer remembers.
#[derive(Debug, Default)]
pub struct DrawerState {
    /// Which list is shown.
    pub tab: Tab,
    /// Whether only the tabs are shown.
    pub collapsed: bool,
    /// Whether its list gives way to the inspector, which a narrow window has below the map.
    pub gives_way: bool,
    /// Filters and place in the list of findings.
    pub findings: FindingsState,
    /// What may be linked, and what is chosen of it.
    pub suggestions: SuggestionsState,
}

/// How high the drawer is when only its tabs are shown.
pub const TABS_HEIGHT: f32 = 44.0;

/// How high the drawer is now.
pub fn height(state: &DrawerState) -> f32 {
    const LINES: f32 = 4.0;
    if state.collapsed || state.gives_way {
        TABS_HEIGHT
    } else {
        TABS_HEIGHT + LINES * scale::DRAWER_ROW + scale::PAD
    }
}

impl DrawerState {
    /// Shows the list, or the tabs alone. Where the inspector has the room, what it shows gives way.
    fn show(&mut self, is_list: bool, commands: &mut Commands) {
        self.collapsed = !is_list;
        if is_list && self.gives_way {
            commands.push(Command::Select(Selection::default()));
        }
    }
}

/// Draws the drawer.
pub fn drawer_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut DrawerState,
    commands: &mut Commands,
) {
    let derived = ctx.editor.derived();
    let (questions, decisions) = (derived.questions(), derived.decisions());
    let open = derived.num_open_questions();
    let is_closed = state.collapsed || state.gives_way;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 22.0;
        let standing = derived.findings.standing().len();
        let suggested = state.suggestions.count(ui.ctx(), ctx);
        let tabs = [
            (Tab::Findings, "Findings", Some(standing)),
            (Tab::Suggestions, "Suggestions", suggested),
            (Tab::Questions, "Questions", Some(open)),
            (Tab::Decisions, "Decisions", Some(decisions.len())),
        ];
        let is_narrow = ui.available_width() < TABS;
        if is_narrow {
            tab_choice_ui(ui, state, &tabs, commands);
        }
        for (tab, text, number) in tabs.into_iter().filter(|_| !is_narrow) {
            let active = state.tab == tab && !is_closed;
            if widgets::tab(ui, text, number, active).clicked() {
                state.tab = tab;
                state.show(!active, commands);
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let (icon, name) = if is_closed {
                (Icon::ChevronRight, "Open drawer")
            } else {
                (Icon::ChevronDown, "Close drawer")
            };
            if widgets::icon_button(ui, icon, name).clicked() {
                state.show(is_closed, commands);
            }
            if state.tab == Tab::Findings && !is_closed {
                ui.spacing_mut().item_spacing.x = scale::GAP;
                findings::filters_ui(ui, ctx, &mut state.findings);
            } else if state.tab == Tab::Suggestions && !is_closed {
                ui.spacing_mut().item_spacing.x = scale::GAP;
                suggestions::tools_ui(ui, ctx, &mut state.suggestions, commands);
            }
        });
    });
    if is_closed {
        return;
    }
    let (ids, empty) = match state.tab {
        Tab::Findings => return findings::findings_ui(ui, ctx, &mut state.findings, commands),
        Tab::Suggestions => {
            return suggestions::suggestions_ui(ui, ctx, &mut state.suggestions, commands);
        }
        Tab::Questions => (
            questions,
            "No questions. Select an attribute or a link and add one where something is to be found out.",
        ),
        Tab::Decisions => (
            decisions,
            "No decisions yet. Select an attribute or a link and write down what was decided, and why.",
        ),
    };
    if ids.is_empty() {
        let soft = Tokens::of(ui).text_soft;
        ui.add(Label::new(Type::Body.text(empty).color(soft)).wrap());
        return;
    }
    ScrollArea::vertical()
        .id_salt("drawer list")
        .auto_shrink([false, false])
        .min_scrolled_height(0.0)
        .show_rows(ui, scale::DRAWER_ROW, ids.len(), |ui, range| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for id in ids.get(range).unwrap_or_default() {
                if let Some(note) = ctx.project().note(id) {
                    line_ui(ui, ctx, id, note, commands);
                }
            }
        });
}

/// Room for the tabs and the button at the end of their line.
const TABS: f32 = 500.0;

/// The tabs as one button, where there is no room for them.
fn tab_choice_ui(
    ui: &mut Ui,
    state: &mut DrawerState,
    tabs: &[(Tab, &str, Option<usize>)],
    commands: &mut Commands,
) {
    let names: Vec<String> = tabs
        .iter()
        .map(|(_, text, number)| match number {
            Some(number) => format!("{text} {number}"),
            None => (*text).to_owned(),
        })
        .collect();
    let segments: Vec<Segment<'_, Tab>> = tabs
        .iter()
        .zip(&names)
        .map(|((tab, _, _), name)| Segment::new(*tab, name))
        .collect();
    if let Some(tab) = widgets::choice(ui, "List below the map", state.tab, &segments) {
        state.tab = tab;
        state.show(true, commands);
    }
}

fn line_ui(ui: &mut Ui, ctx: ViewContext<'_>, id: &NoteId, note: &Note, commands: &mut Commands) {
    let tokens = Tokens::of(ui);
    let place = place_of(ctx, &note.place);
    let label = place
        .as_ref()
        .map_or_else(|| "the project".to_owned(), short_name);
    let size = vec2(ui.available_width(), scale::DRAWER_ROW);
    let (_, rect) = ui.allocate_space(size);
    let row_id = ui.make_persistent_id(("note", id.as_str()));
    let response = ui.interact(rect, row_id, Sense::click());
    let about = about(note);
    response.widget_info(|| {
        let name = format!("{} on {label}: {}, {about}", note.kind.as_str(), note.text);
        egui::WidgetInfo::labeled(egui::Role::Button, true, name)
    });
    if response.hovered() {
        ui.painter()
            .rect_filled(rect, scale::RADIUS_INNER, tokens.hover);
    }
    ui.scope_builder(
        egui::UiBuilder::new()
            .scope_id(row_id.with("line"))
            .max_rect(rect.shrink2(vec2(4.0, 0.0)))
            .layout(Layout::left_to_right(Align::Center)),
        |ui| {
            let icon = match note.kind {
                NoteKind::Question { answer: None, .. } => Icon::Question,
                NoteKind::Comment => Icon::Comment,
                _ => Icon::Decision,
            };
            widgets::badge(ui, icon, "");
            fixed(ui, 220.0, Type::Name, &label, tokens.text);
            let right = if about.is_empty() {
                0.0
            } else {
                240.0_f32.min(ui.available_width() / 3.0)
            };
            let room = ui.available_width() - right - scale::PAD;
            fixed(ui, room, Type::Body, &note.text, tokens.text);
            if right > 0.0 {
                fixed(ui, right, Type::Secondary, &about, tokens.text_soft);
            }
        },
    );
    if response.tip(widgets::shown(&note.text)).clicked() {
        match (&note.place, place) {
            (Place::Link(link), place) => {
                commands.push(Command::Select(Selection::one(Item::Link(link.clone()))));
                if let Some(id) = place {
                    commands.push(Command::Reveal(id));
                }
            }
            (_, Some(id)) => {
                commands.push(Command::ShowResource(id.resource));
                commands.push(Command::Select(Selection::one(Item::Attribute(id.clone()))));
                commands.push(Command::Reveal(id));
            }
            (_, None) => commands.push(Command::Select(Selection::default())),
        }
    }
}

/// Text in a box of its own width, cut where it is longer.
fn fixed(ui: &mut Ui, width: f32, font: Type, text: &str, color: egui::Color32) {
    let size = vec2(width, scale::DRAWER_ROW);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_width(width);
        ui.set_max_width(width);
        let line = text.replace(['\r', '\n'], " ");
        let text = font.text(widgets::shown(&line)).color(color);
        ui.add(Label::new(text).truncate());
    });
}

/// The attribute that a note is about; for a link the one it fills.
fn place_of(ctx: ViewContext<'_>, place: &Place) -> Option<AttributeId> {
    match place {
        Place::Project => None,
        Place::Attribute(id) => Some(id.clone()),
        Place::Link(id) => Some(ctx.project().link(id)?.destination.clone()),
    }
}

/// Who and when, as far as it is known.
fn about(note: &Note) -> String {
    let mut parts: Vec<String> = Vec::new();
    match &note.kind {
        NoteKind::Comment => parts.push(note.author.clone()),
        NoteKind::Decision { by, date, .. } => {
            parts.push(if by.is_empty() {
                note.author.clone()
            } else {
                by.clone()
            });
            parts.extend(date.map(|date| date.to_string()));
        }
        NoteKind::Question {
            answer: Some(answer),
            ..
        } => parts.push(format!("answered: {}", answer.text)),
        NoteKind::Question { owner, due, .. } => {
            parts.extend(owner.clone());
            parts.extend(due.map(|due| format!("due {due}")));
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}
