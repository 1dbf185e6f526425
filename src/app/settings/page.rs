//! The page of settings: how the window looks, who writes, and the keys. What is chosen counts at once.

use egui::{
    Align, Direction, Frame, Label, Layout, Margin, ScrollArea, Sense, TextEdit, Ui, UiBuilder,
    vec2,
};

use super::key_list::KeyList;
use super::{Choice, Step, UserSettings, stepped};
use crate::app::command::{Command, Commands};
use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets::{self, Fit, Segment, segmented};
use crate::store::settings::{Motion, SCALE, Separator, Theme};

/// What the page is about now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    /// Look, name, formats.
    #[default]
    General,
    /// The keys of every action.
    Keys,
}

/// The page of settings, shown or not.
#[derive(Debug, Default)]
pub struct SettingsPage {
    is_open: bool,
    tab: Tab,
    keys: KeyList,
    /// What had the focus before, to have it again.
    before: Option<egui::Id>,
}

/// The page's width and greatest height.
const WIDTH: f32 = 600.0;
const HEIGHT: f32 = 420.0;
/// Where all controls begin, so that they stand in one column.
const LABEL_WIDTH: f32 = 150.0;
/// The room that the widest control needs; where label and control have less, the label stands above.
const WIDEST_CONTROL: f32 = 320.0;
const LINE: f32 = 34.0;

impl SettingsPage {
    /// Shows the page.
    pub fn open(&mut self, ctx: &egui::Context) {
        let before = ctx.memory(egui::Memory::focused);
        *self = Self {
            is_open: true,
            before,
            ..Self::default()
        };
    }

    /// Whether it is shown.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Draws the page, if it is open; asks for choices through `commands`.
    pub fn show(&mut self, ctx: &egui::Context, settings: &UserSettings, commands: &mut Commands) {
        if !self.is_open {
            return;
        }
        self.keys.read_chord(ctx, settings, commands);
        let room = ctx.content_rect().size() - vec2(80.0, 150.0);
        let size = vec2(WIDTH.min(room.x), HEIGHT.min(room.y)).max(vec2(240.0, 120.0));
        let response = crate::app::dialogs::modal(ctx, "settings").show(ctx, |ui| {
            ui.set_width(size.x);
            ui.horizontal(|ui| {
                ui.label(Type::PageTitle.text("Settings"));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let tabs = [
                        Segment::new(Tab::General, "General"),
                        Segment::new(Tab::Keys, "Keys"),
                    ];
                    if let Some(tab) = segmented(ui, "Settings page", self.tab, &tabs, Fit::Equal) {
                        self.tab = tab;
                        self.keys.stop();
                    }
                });
            });
            ui.add_space(scale::PAD);
            widgets::hairline(ui, Tokens::of(ui).hairline);
            ui.add_space(scale::PAD);
            ui.allocate_ui(size, |ui| {
                ui.set_min_size(size);
                match self.tab {
                    Tab::General => general_ui(ui, settings, commands),
                    Tab::Keys => self.keys.show(ui, settings, commands),
                }
            });
            ui.add_space(scale::PAD);
            foot_ui(ui, settings)
        });
        if response.inner || (response.should_close() && !self.keys.is_reading()) {
            self.is_open = false;
            self.keys.stop();
            if let Some(id) = self.before.take() {
                ctx.memory_mut(|memory| memory.request_focus(id));
            }
        }
    }
}

/// Where settings are kept, and the way out; true if the page is to be closed.
fn foot_ui(ui: &mut Ui, settings: &UserSettings) -> bool {
    let soft = Tokens::of(ui).text_soft;
    let mut closed = false;
    let size = vec2(ui.available_width(), scale::CONTROL);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        closed = widgets::primary_button(ui, "Close").clicked();
        ui.add_space(scale::SECTION);
        let size = vec2(ui.available_width(), scale::CONTROL);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            let text = match settings.file() {
                Some(path) => format!("Kept in {}, apart from projects.", path.display()),
                None => "Not kept: these settings last until the window is closed.".to_owned(),
            };
            let text = Type::Small.text(widgets::shown(&text)).color(soft);
            ui.add(Label::new(text).truncate());
        });
    });
    closed
}

fn general_ui(ui: &mut Ui, settings: &UserSettings, commands: &mut Commands) {
    let now = settings.now();
    let mut choose = |choice| commands.push(Command::Choose(choice));
    ScrollArea::vertical()
        .id_salt("general settings")
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.add_space(-scale::GAP);
            heading(ui, "Appearance");
            line(ui, "Theme", |ui| {
                let themes = [
                    Segment::new(Theme::System, "As the system"),
                    Segment::new(Theme::Light, "Light"),
                    Segment::new(Theme::Dark, "Dark"),
                ];
                let chosen = segmented(ui, "Theme", now.theme, &themes, Fit::Equal);
                chosen.map(Choice::Theme).map(&mut choose);
            });
            line(ui, "Size of everything", |ui| {
                scale_ui(ui, now.scale).map(Choice::Scale).map(&mut choose);
            });
            line(ui, "Motion", |ui| {
                let motions = [
                    Segment::new(Motion::Full, "Short animations"),
                    Segment::new(Motion::Reduced, "Nothing moves"),
                ];
                let chosen = segmented(ui, "Motion", now.motion, &motions, Fit::Equal);
                chosen.map(Choice::Motion).map(&mut choose);
            });
            heading(ui, "Notes");
            line(ui, "Your name", |ui| {
                author_ui(ui, &now.author)
                    .map(Choice::Author)
                    .map(&mut choose);
            });
            hint(
                ui,
                "Stands on the notes, decisions and tenant checks that you write.",
            );
            heading(ui, "Export");
            line(ui, "CSV cells are split by", |ui| {
                let separators = [
                    Segment::new(Separator::Comma, "Comma"),
                    Segment::new(Separator::Semicolon, "Semicolon"),
                    Segment::new(Separator::Tab, "Tab"),
                ];
                let name = "CSV separator";
                let chosen = segmented(ui, name, now.separator, &separators, Fit::Equal);
                chosen.map(Choice::Separator).map(&mut choose);
            });
            hint(
                ui,
                "For spreadsheets only: the exact CSV for programs always has commas.",
            );
        });
}

/// Smaller and larger on a track like that of the choices above and below.
fn scale_ui(ui: &mut Ui, now: u16) -> Option<u16> {
    let mut chosen = None;
    let track = Frame::new()
        .fill(Tokens::of(ui).canvas)
        .corner_radius(scale::RADIUS_CONTROL)
        .inner_margin(Margin::same(3));
    let steps = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let mut step = |ui: &mut Ui, icon, name, end, step| {
            ui.add_enabled_ui(now != end, |ui| {
                if widgets::icon_button(ui, icon, name).clicked() {
                    chosen = Some(stepped(now, step));
                }
            });
        };
        step(ui, Icon::Dash, "Smaller", *SCALE.start(), Step::Smaller);
        let (area, _) = ui.allocate_exact_size(vec2(64.0, scale::TARGET), Sense::hover());
        let layout = Layout::centered_and_justified(Direction::LeftToRight);
        ui.scope_builder(UiBuilder::new().max_rect(area).layout(layout), |ui| {
            ui.label(Type::BodyMedium.text(format!("{now} %")));
        });
        step(ui, Icon::Plus, "Larger", *SCALE.end(), Step::Larger);
    };
    // Side by side also where a narrow page has its labels above.
    track.show(ui, |ui| ui.horizontal(steps));
    if now != 100 && widgets::quiet_button(ui, "Back to 100 %").clicked() {
        chosen = Some(100);
    }
    chosen
}

fn author_ui(ui: &mut Ui, now: &str) -> Option<String> {
    let mut text = now.to_owned();
    let field = ui.add(
        TextEdit::singleline(&mut text)
            .id(egui::Id::unique("author"))
            .hint_text("Name, as colleagues know it")
            .desired_width(300.0_f32.min(ui.available_width()))
            .margin(Margin::symmetric(8, 6)),
    );
    ui.ctx()
        .accesskit_node_builder(field.id, |node| node.set_label("Your name"));
    (text != now).then_some(text)
}

fn heading(ui: &mut Ui, text: &str) {
    ui.add_space(scale::PAD);
    ui.label(
        Type::SecondaryStrong
            .text(text)
            .color(Tokens::of(ui).text_soft),
    );
    ui.add_space(2.0);
}

fn line(ui: &mut Ui, label: &str, control: impl FnOnce(&mut Ui)) {
    if is_narrow(ui) {
        ui.label(Type::Body.text(label));
        control(ui);
        return;
    }
    let layout = Layout::left_to_right(Align::Center);
    let size = vec2(ui.available_width(), LINE);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        let size = vec2(LABEL_WIDTH, LINE);
        ui.allocate_ui_with_layout(size, layout, |ui| {
            ui.set_min_size(size);
            ui.add(Label::new(Type::Body.text(label)).truncate());
        });
        control(ui);
    });
}

fn is_narrow(ui: &Ui) -> bool {
    ui.available_width() < LABEL_WIDTH + WIDEST_CONTROL
}

/// A sentence below a line, under its control.
fn hint(ui: &mut Ui, text: &str) {
    let soft = Tokens::of(ui).text_soft;
    if is_narrow(ui) {
        ui.add(Label::new(Type::Small.text(text).color(soft)).wrap());
        return;
    }
    ui.horizontal(|ui| {
        ui.add_space(LABEL_WIDTH + ui.spacing().item_spacing.x);
        ui.add(Label::new(Type::Small.text(text).color(soft)).wrap());
    });
}
