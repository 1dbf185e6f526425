//! One family of icons, drawn as shapes on a grid of 16 with one stroke: crisp at any size, in any colour.
//!
//! An icon is told from the others by its shape, so that a print without colour loses nothing.
//! This file says what there is and what it means; `draw.rs` draws it.

mod draw;

use egui::{Color32, Painter, Rect, Vec2};

use super::Tokens;

pub use draw::paint;

/// What can be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Icon {
    /// Mark: a filled diamond.
    Required,
    /// Mark: a gear.
    SystemGenerated,
    /// Mark: a ring.
    Optional,
    /// Support: a struck ring.
    Unsupported,
    /// Support: a ring with gaps above and below, not known.
    Unclear,
    /// Status: a disc with a check.
    Agreed,
    /// Status: a dotted ring.
    Proposed,
    /// Status: a ring with a cross.
    Rejected,
    /// Severity: a disc with a cross.
    Error,
    /// Severity: a triangle with an exclamation mark.
    Warning,
    /// Severity: a ring with an i.
    Hint,
    /// Badge: a question mark.
    Question,
    /// Badge: a speech bubble.
    Comment,
    /// Badge: a check.
    Decision,
    /// Badge: a not-equal sign.
    Conflict,
    /// A group that is closed; a menu that goes on.
    ChevronRight,
    /// A group that is open; a list to choose from.
    ChevronDown,
    /// A funnel.
    Filter,
    /// Three lines: the menu.
    Menu,
    /// A magnifier.
    Search,
    /// A cross.
    Close,
    /// A plus.
    Plus,
    /// A dash: nothing here, or made by the other side.
    Dash,
    /// An arrow to the right: sent.
    Arrow,
    /// An arrow that turns back.
    Undo,
    /// An arrow that turns forward.
    Redo,
    /// A pin: the far end of a link that is scrolled away.
    Anchor,
}

impl Icon {
    /// Every icon, in the order of the enum.
    pub const ALL: [Self; 27] = [
        Self::Required,
        Self::SystemGenerated,
        Self::Optional,
        Self::Unsupported,
        Self::Unclear,
        Self::Agreed,
        Self::Proposed,
        Self::Rejected,
        Self::Error,
        Self::Warning,
        Self::Hint,
        Self::Question,
        Self::Comment,
        Self::Decision,
        Self::Conflict,
        Self::ChevronRight,
        Self::ChevronDown,
        Self::Filter,
        Self::Menu,
        Self::Search,
        Self::Close,
        Self::Plus,
        Self::Dash,
        Self::Arrow,
        Self::Undo,
        Self::Redo,
        Self::Anchor,
    ];

    /// What it stands for, in a word or two: tooltips and screen readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Required => "Required",
            Self::SystemGenerated => "System-generated",
            Self::Optional => "Optional",
            Self::Unsupported => "Unsupported",
            Self::Unclear => "Unclear support",
            Self::Agreed => "Agreed",
            Self::Proposed => "Proposed",
            Self::Rejected => "Rejected",
            Self::Error => "Error",
            Self::Warning => "Warning",
            Self::Hint => "Hint",
            Self::Question => "Open question",
            Self::Comment => "Comment",
            Self::Decision => "Decision",
            Self::Conflict => "Sources disagree",
            Self::ChevronRight => "Expand",
            Self::ChevronDown => "Collapse",
            Self::Filter => "Filter",
            Self::Menu => "Menu",
            Self::Search => "Search",
            Self::Close => "Close",
            Self::Plus => "Add",
            Self::Dash => "None",
            Self::Arrow => "Sent",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::Anchor => "Out of view",
        }
    }

    /// The colour it has where nothing else is said.
    pub fn color(self, tokens: &Tokens) -> Color32 {
        match self {
            Self::Required => tokens.text,
            Self::SystemGenerated => tokens.system,
            Self::Agreed => tokens.agreed,
            Self::Rejected | Self::Error => tokens.error,
            Self::Warning | Self::Conflict => tokens.warning,
            Self::Hint => tokens.hint,
            Self::Proposed | Self::Question | Self::Decision | Self::Arrow => tokens.accent,
            _ => tokens.text_soft,
        }
    }
}

/// Draws a badge: `icon` on its small filled ground, or bare where it has none.
///
/// The ground of a question is a disc, that of a decision and a conflict a rounded square.
pub fn paint_badge(painter: &Painter, rect: Rect, icon: Icon, tokens: &Tokens) {
    let square =
        Rect::from_center_size(rect.center(), Vec2::splat(rect.width().min(rect.height())));
    let ground = match icon {
        Icon::Question => Some((tokens.accent_fill, square.width() / 2.0)),
        Icon::Decision => Some((tokens.accent_fill, square.width() * 0.25)),
        Icon::Conflict => Some((tokens.warning_fill, square.width() * 0.25)),
        _ => None,
    };
    match ground {
        Some((fill, radius)) => {
            painter.rect_filled(square, radius, fill);
            paint(
                painter,
                square.shrink(square.width() * 0.12),
                icon,
                icon.color(tokens),
            );
        }
        None => paint(painter, square, icon, icon.color(tokens)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use egui::{Pos2, Shape};

    use super::*;

    /// The shapes of one icon at 16 points.
    fn shapes(icon: Icon) -> Vec<Shape> {
        let ctx = egui::Context::default();
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let rect = Rect::from_min_size(Pos2::ZERO, Vec2::splat(16.0));
            paint(ui.painter(), rect, icon, Color32::WHITE);
        });
        let shapes = std::mem::take(&mut output.shapes);
        output.drop_without_applying_deltas();
        shapes.into_iter().map(|clipped| clipped.shape).collect()
    }

    #[test]
    fn each_icon_has_its_own_name_and_shape() {
        let names: BTreeSet<&str> = Icon::ALL.iter().map(|icon| icon.label()).collect();
        assert_eq!(names.len(), Icon::ALL.len());
        let drawn: BTreeSet<String> = Icon::ALL
            .iter()
            .map(|icon| format!("{:?}", shapes(*icon)))
            .collect();
        assert_eq!(drawn.len(), Icon::ALL.len());
    }

    #[test]
    fn icons_stay_within_their_square() {
        let square = Rect::from_min_size(Pos2::ZERO, Vec2::splat(16.0)).expand(0.5);
        for icon in Icon::ALL {
            for shape in shapes(icon) {
                let bounds = shape.visual_bounding_rect();
                if bounds.is_positive() {
                    assert!(square.contains_rect(bounds), "{icon:?}: {bounds:?}");
                }
            }
        }
    }
}
