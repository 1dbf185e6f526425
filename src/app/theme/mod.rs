//! How the program looks: fonts, colour tokens, the scale of sizes, egui's style, and icons.
//!
//! Draw code takes every colour from [`Tokens`], every size from [`scale`] and every font from [`Type`].
//! Nothing here knows a project or draws a widget.

mod fonts;
mod icons;
pub mod scale;
mod style;
mod tokens;

pub use fonts::{Type, medium, mono_medium, semibold};
pub use icons::{Icon, paint, paint_badge};
pub use style::{Motion, set_motion};
pub use tokens::{Themed, Tokens};

/// Installs the fonts and the style of both themes, and follows the light or dark preference of the system.
///
/// Call it once, when the window (or a test's harness) is made: comparing fonts is slow.
pub fn install(ctx: &egui::Context) {
    fonts::install(ctx);
    apply(ctx);
}

/// Sets the style of both themes without touching the fonts; see [`install`].
pub fn apply(ctx: &egui::Context) {
    style::apply(ctx);
}
