//! A real run beside the pilot of its user: one line in short, and on demand every value in a table.

use std::rc::Rc;

use egui::{Label, Rect, Role, ScrollArea, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::shown::Page;
use super::state::PilotState;
use crate::app::real_run::RealRun;
use crate::app::theme::{Icon, Tokens, Type, paint, scale};
use crate::app::widgets::Tip as _;
use crate::app::widgets::{self, elided};
use crate::editor::real_run::{self, Agreement, Compared, Part};
use crate::pilot::{Hidden, Plan, Story};

const LINE: f32 = 34.0;
const INSET: f32 = 12.0;

/// A real run that is shown beside its user.
pub(super) struct Beside {
    run: RealRun,
    /// The user that it is about, by its place among the sample users.
    pub(super) user: usize,
    /// Whether the table stands in the place of the stages.
    is_open: bool,
    /// What was compared, and for which story.
    compared: Option<(Rc<Story>, Rc<Vec<Compared>>)>,
}

impl PilotState {
    /// Whether a real run stands in the place of the chosen user's stages.
    pub(super) fn is_compared(&self) -> bool {
        let beside = self.beside.as_ref();
        self.page == Page::Stages
            && beside.is_some_and(|beside| beside.user == self.chosen && beside.is_open)
    }

    /// Shows a page of the chosen user, and no comparison in its place.
    pub(super) fn show_page(&mut self, page: Page) {
        self.page = page;
        if let Some(beside) = &mut self.beside {
            beside.is_open = false;
        }
    }
}

impl Beside {
    pub(super) fn new(run: RealRun, user: usize) -> Self {
        Self {
            run,
            user,
            is_open: true,
            compared: None,
        }
    }

    /// The comparison with a story, made once for it.
    fn compared(&mut self, plan: &Plan, story: &Rc<Story>) -> Rc<Vec<Compared>> {
        if let Some((of, compared)) = &self.compared
            && Rc::ptr_eq(of, story)
        {
            return compared.clone();
        }
        let compared = Rc::new(real_run::compare(story, plan, &self.run.answer));
        self.compared = Some((story.clone(), compared.clone()));
        compared
    }
}

/// Draws the line in short, if the chosen user has a real run; what to show in the place of the stages, if anything.
pub(super) fn compare_ui(
    ui: &mut Ui,
    state: &mut PilotState,
    story: &Rc<Story>,
) -> Option<Rc<Vec<Compared>>> {
    let prepared = state.prepared()?;
    let chosen = state.chosen;
    let is_shown = state.is_compared();
    let page = &mut state.page;
    let beside = state.beside.as_mut().filter(|one| one.user == chosen)?;
    let compared = beside.compared(&prepared.plan, story);
    let counts: Vec<String> = Agreement::ALL
        .into_iter()
        .filter_map(|agreement| {
            let count = real_run::count(&compared, agreement);
            (count > 0).then(|| format!("{count} {}", agreement.as_str()))
        })
        .collect();
    let mut is_put_away = false;
    ui.add_space(scale::PAD);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = scale::PAD;
        let worst = Agreement::ALL
            .into_iter()
            .find(|agreement| real_run::count(&compared, *agreement) > 0);
        widgets::icon(ui, icon_of(worst.unwrap_or(Agreement::Equal)));
        let words = format!("Real run: {}", counts.join(" · "));
        ui.label(Type::BodyMedium.text(words));
        let button = if is_shown {
            "Show the stages"
        } else {
            "Show the comparison"
        };
        if widgets::quiet_button(ui, button).clicked() {
            beside.is_open = !is_shown;
            *page = Page::Stages;
        }
        is_put_away = widgets::icon_button(ui, Icon::Close, "Put the real run away").clicked();
        let soft = Tokens::of(ui).text_soft;
        let outcome = beside.run.outcome();
        ui.add(Label::new(Type::Secondary.text(widgets::shown(&outcome)).color(soft)).truncate())
            .tip(widgets::shown(&outcome));
    });
    let shown = beside.is_open.then_some(compared);
    if is_put_away {
        state.beside = None;
        return None;
    }
    shown
}

/// The table: what to look at first.
pub(super) fn table_ui(ui: &mut Ui, compared: &[Compared], height: f32) {
    let tokens = Tokens::of(ui);
    let mut lines: Vec<&Compared> = compared.iter().collect();
    lines.sort_by_key(|one| {
        let mut all = Agreement::ALL.iter();
        all.position(|agreement| *agreement == one.agreement)
    });
    let area = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), height));
    widgets::card(ui, |ui| {
        ui.set_min_size(area.size());
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        header_ui(ui);
        widgets::hairline(ui, tokens.hairline);
        ScrollArea::vertical()
            .id_salt("comparison")
            .auto_shrink([false, false])
            .max_height(height - LINE - 2.0)
            .show_rows(ui, LINE, lines.len(), |ui, range| {
                for at in range {
                    if let Some(line) = lines.get(at) {
                        line_ui(ui, at, line);
                    }
                }
            });
    });
}

/// Where the columns of the table begin, as parts of the width.
const COLUMNS: [f32; 4] = [0.0, 0.30, 0.42, 0.71];

fn cell(rect: Rect, column: usize) -> Rect {
    let part = |at: usize| {
        let part = COLUMNS.get(at).copied().unwrap_or(1.0);
        rect.left() + INSET + part * (rect.width() - 2.0 * INSET)
    };
    Rect::from_x_y_ranges(part(column)..=part(column + 1) - scale::PAD, rect.y_range())
}

fn header_ui(ui: &mut Ui) {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), LINE));
    let soft = Tokens::of(ui).text_soft;
    for (at, word) in ["Attribute", "What", "Pilot", "Real run"]
        .iter()
        .enumerate()
    {
        let cell = cell(rect, at);
        let galley = elided(ui, word, Type::SecondaryStrong, soft, cell.width());
        let top = cell.center().y - galley.size().y / 2.0;
        ui.painter().galley(pos2(cell.left(), top), galley, soft);
    }
}

fn line_ui(ui: &mut Ui, at: usize, line: &Compared) {
    let tokens = Tokens::of(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), LINE));
    let id = ui.scope_id().with(("compared", at));
    let response = ui.interact(rect, id, Sense::hover());
    let spoken = spoken(line);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
    if line.agreement == Agreement::Different {
        ui.painter().rect_filled(rect, 0.0, tokens.warning_fill);
    }
    let text = |column: usize, inset: f32, words: &str, font: Type, color| {
        let cell = cell(rect, column);
        let galley = elided(ui, words, font, color, cell.width() - inset);
        let top = cell.center().y - galley.size().y / 2.0;
        ui.painter()
            .galley(pos2(cell.left() + inset, top), galley, color);
    };
    let icon = icon_of(line.agreement);
    let first = cell(rect, 0);
    let square = Rect::from_center_size(
        pos2(first.left() + 8.0, first.center().y),
        Vec2::splat(15.0),
    );
    paint(ui.painter(), square, icon, icon.color(tokens));
    text(0, 24.0, name_of(line), Type::Name, tokens.text);
    text(
        1,
        0.0,
        part_words(line.part),
        Type::Secondary,
        tokens.text_soft,
    );
    for (column, value) in [(2, &line.predicted), (3, &line.real)] {
        let (words, font, color) = match &value.0 {
            Some(value) if !value.is_empty() => (value.as_str(), Type::Name, tokens.text),
            Some(_) => ("(empty)", Type::Body, tokens.text_soft),
            None => ("says nothing", Type::Body, tokens.text_soft),
        };
        text(column, 0.0, words, font, color);
    }
    let y = rect.bottom() - 0.5;
    let stroke = Stroke::new(scale::HAIRLINE, tokens.hairline);
    ui.painter()
        .hline(rect.left() + INSET..=rect.right() - INSET, y, stroke);
    response.tip(widgets::shown(&spoken));
}

fn name_of(line: &Compared) -> &str {
    match line.part {
        Part::Action => "the action",
        _ => &line.name,
    }
}

fn part_words(part: Part) -> &'static str {
    match part {
        Part::Action => "done",
        Part::Source => "read in Entra ID",
        Part::Found => "in the target",
        Part::Sent => "sent",
    }
}

fn spoken(line: &Compared) -> String {
    let value = |value: &Hidden<Option<String>>| match &value.0 {
        Some(value) if !value.is_empty() => value.clone(),
        Some(_) => "empty".to_owned(),
        None => "nothing".to_owned(),
    };
    format!(
        "{} {}, {}: pilot {}, real run {}",
        name_of(line),
        part_words(line.part),
        line.agreement.as_str(),
        value(&line.predicted),
        value(&line.real)
    )
}

fn icon_of(agreement: Agreement) -> Icon {
    match agreement {
        Agreement::Equal => Icon::Agreed,
        Agreement::Different => Icon::Conflict,
        Agreement::NotPredicted => Icon::Question,
        Agreement::NotReported => Icon::Dash,
    }
}
