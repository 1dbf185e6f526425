//! What differs between two states of the project, in a question: the words and shapes of the view of changes.

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Label, Rect, Sense, Ui, Vec2, vec2};

use crate::app::changes::{color_of, icon_of, name_of, title_of};
use crate::app::theme::{Tokens, Type, paint, scale};
use crate::app::widgets;
use crate::compare::{Difference, Subject};

/// Draws a paragraph for each difference, for the first `most` of them, and how many more there are.
pub(super) fn differences_ui(ui: &mut Ui, differences: &[Difference], most: usize) {
    ui.spacing_mut().item_spacing.y = scale::PAD;
    for difference in differences.iter().take(most) {
        difference_ui(ui, difference);
    }
    let more = differences.len().saturating_sub(most);
    if more > 0 {
        let soft = Tokens::of(ui).text_soft;
        ui.label(Type::Secondary.text(format!("and {more} more")).color(soft));
    }
}

fn difference_ui(ui: &mut Ui, difference: &Difference) {
    let tokens = Tokens::of(ui);
    let color = color_of(difference.kind, tokens);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = scale::PAD;
        let size = vec2(scale::ICON, 18.0);
        let (square, _) = ui.allocate_exact_size(size, Sense::hover());
        let square = Rect::from_center_size(square.center(), Vec2::splat(12.0));
        paint(ui.painter(), square, icon_of(difference.kind), color);
        ui.add(Label::new(job(difference, color, tokens)).wrap());
    });
}

/// `Changed attribute title · SCIM, user`, and below it what about it.
fn job(difference: &Difference, color: Color32, tokens: &Tokens) -> LayoutJob {
    let mut job = LayoutJob::default();
    let mut add = |font: Type, color: Color32, text: &str| {
        let text = widgets::shown(text);
        job.append(&text, 0.0, TextFormat::simple(font.font(), color));
    };
    add(Type::SecondaryMedium, color, title_of(difference.kind));
    let word = format!(" {} ", difference.subject.word());
    add(Type::Secondary, tokens.text_soft, &word);
    let font = match difference.subject {
        Subject::Attribute(_) | Subject::Link { .. } => Type::Name,
        _ => Type::SecondaryMedium,
    };
    add(font, tokens.text, &name_of(difference));
    if !difference.place.is_empty() {
        let place = format!(" · {}", difference.place);
        add(Type::Secondary, tokens.text_soft, &place);
    }
    let about = difference.about();
    if !about.is_empty() {
        job.append("\n", 0.0, TextFormat::default());
        let text = widgets::shown(&about);
        let format = TextFormat::simple(Type::Secondary.font(), tokens.text);
        job.append(&text, 0.0, format);
    }
    job
}
