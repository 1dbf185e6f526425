//! Which version this is, and under which licences the program and its fonts stand.

use egui::{Label, ScrollArea, Ui};

use super::{Answer, buttons, title};
use crate::app::theme::{Tokens, Type, scale};
use crate::app::widgets;

/// The fonts that are shipped, and the licence of each as its authors wrote it.
const FONTS: &[(&str, &str)] = &[
    ("Inter", include_str!("../../../assets/fonts/Inter-OFL.txt")),
    (
        "JetBrains Mono",
        include_str!("../../../assets/fonts/JetBrainsMono-OFL.txt"),
    ),
    (
        "Noto Sans Hebrew",
        include_str!("../../../assets/fonts/NotoSansHebrew-OFL.txt"),
    ),
];

/// Draws the page.
pub(super) fn about_ui(ui: &mut Ui) -> Option<Answer> {
    let soft = Tokens::of(ui).text_soft;
    let words = |ui: &mut Ui, text: &str| {
        ui.add(Label::new(Type::Body.text(text).color(soft)).wrap());
    };
    title(ui, "Crosswalk");
    words(ui, concat!("Version ", env!("CARGO_PKG_VERSION")));
    words(
        ui,
        "Designs, explains and hands over the attribute mapping Entra ID → SCIM → Genesys Cloud. \
         It needs no account and opens no network connection.",
    );
    words(
        ui,
        concat!(
            "The program stands under ",
            env!("CARGO_PKG_LICENSE"),
            "; its fonts under the SIL Open Font License 1.1:"
        ),
    );
    let height = (ui.ctx().content_rect().height() - 320.0).clamp(64.0, 240.0);
    ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for (font, licence) in FONTS {
                egui::CollapsingHeader::new(*font).show(ui, |ui| {
                    ui.add(Label::new(Type::NameSmall.text(*licence).color(soft)).wrap());
                });
            }
        });
    ui.add_space(scale::GAP);
    let mut answer = None;
    buttons(ui, |ui| {
        if widgets::primary_button(ui, "Close").clicked() {
            answer = Some(Answer::Cancel);
        }
    });
    answer
}
