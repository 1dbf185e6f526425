//! Colours by role, light and dark side by side; the only place in the program where a colour is written down.
//!
//! Meaning is never carried by colour alone: whoever paints a status or a severity draws its shape as well.
#![expect(
    clippy::disallowed_methods,
    reason = "the one place where colours are made"
)]

use egui::{Color32, Context, Style, Theme, Ui, Visuals};

/// The colours of one theme, a field for each role.
#[derive(Clone, Debug, PartialEq)]
pub struct Tokens {
    /// Behind everything: the ground of the map, of the filter bar, of tracks.
    pub canvas: Color32,
    /// Columns, cards, the bar, the inspector.
    pub panel: Color32,
    /// What lies above a panel: menus, dialogs, the chosen segment.
    pub raised: Color32,
    /// Around cards, menus and dialogs.
    pub border: Color32,
    /// Around what is pressed, chosen or written in: fields, boxes to tick, buttons with a frame.
    pub outline: Color32,
    /// Between rows and sections.
    pub hairline: Color32,
    /// Behind the row or the control under the pointer.
    pub hover: Color32,
    /// Names, values, body text, the mark *required*.
    pub text: Color32,
    /// Secondary text and icons.
    pub text_soft: Color32,
    /// Types, counts, hints in fields; not on [`Self::accent_fill`].
    pub text_faint: Color32,
    /// What cannot be used now.
    pub disabled: Color32,
    /// Selected, or can be done.
    pub accent: Color32,
    /// The accent under the pointer.
    pub accent_hover: Color32,
    /// Behind the selected row and behind badges of notes.
    pub accent_fill: Color32,
    /// Text and icons on [`Self::accent`].
    pub on_accent: Color32,
    /// Behind selected letters.
    pub selection: Color32,
    /// The ring around what has the keyboard's focus.
    pub focus: Color32,
    /// Agreed, succeeded, added.
    pub agreed: Color32,
    /// Behind what was added.
    pub agreed_fill: Color32,
    /// Text and icons on [`Self::agreed`], [`Self::error`], [`Self::warning`], [`Self::hint`] and [`Self::system`].
    pub on_status: Color32,
    /// Made by the system.
    pub system: Color32,
    /// Severity error, rejected, removed.
    pub error: Color32,
    /// Behind what was removed.
    pub error_fill: Color32,
    /// Severity warning, a conflict of sources.
    pub warning: Color32,
    /// Behind a conflict of sources.
    pub warning_fill: Color32,
    /// Severity hint.
    pub hint: Color32,
    /// A link at rest, its ports.
    pub wire: Color32,
    /// A link of the selected chain.
    pub wire_selected: Color32,
    /// A link with a finding of severity error.
    pub wire_error: Color32,
    /// A port without a link: a link can be begun there.
    pub port_idle: Color32,
    /// Below windows, menus and columns.
    pub shadow: Color32,
}

static LIGHT: Tokens = Tokens {
    canvas: rgb(0xF3_F5F8),
    panel: rgb(0xFF_FFFF),
    raised: rgb(0xFF_FFFF),
    border: rgb(0xDD_E2EA),
    outline: rgb(0x82_8D9F),
    hairline: rgb(0xE9_ECF1),
    hover: rgb(0xF3_F5F8),
    text: rgb(0x16_1B24),
    text_soft: rgb(0x55_6070),
    text_faint: rgb(0x67_717F),
    disabled: rgb(0x80_8997),
    accent: rgb(0x25_57D6),
    accent_hover: rgb(0x1D_49B8),
    accent_fill: rgb(0xE9_EFFD),
    on_accent: rgb(0xFF_FFFF),
    selection: rgb(0xD3_DFFC),
    focus: rgb(0x25_57D6),
    agreed: rgb(0x1E_7F57),
    agreed_fill: rgb(0xE3_F3EB),
    on_status: rgb(0xFF_FFFF),
    system: rgb(0x6A_45C9),
    error: rgb(0xBF_2B45),
    error_fill: rgb(0xFC_E8EB),
    warning: rgb(0x9A_6400),
    warning_fill: rgb(0xFD_F4DF),
    hint: rgb(0x2F_6FB5),
    wire: rgb(0x7F_8B9E),
    wire_selected: rgb(0x25_57D6),
    wire_error: rgb(0xBF_2B45),
    port_idle: rgb(0x82_8D9F),
    shadow: Color32::from_black_alpha(24),
};

static DARK: Tokens = Tokens {
    canvas: rgb(0x13_161B),
    panel: rgb(0x1A_1E25),
    raised: rgb(0x20_252D),
    border: rgb(0x30_3743),
    outline: rgb(0x6C_7789),
    hairline: rgb(0x27_2D37),
    hover: rgb(0x20_252D),
    text: rgb(0xE8_EBF0),
    text_soft: rgb(0xA7_B0BE),
    text_faint: rgb(0x8D_97A6),
    disabled: rgb(0x73_7D8C),
    accent: rgb(0x7E_A2FF),
    accent_hover: rgb(0x9A_B6FF),
    accent_fill: rgb(0x23_3056),
    on_accent: rgb(0x0E_1526),
    selection: rgb(0x28_3968),
    focus: rgb(0x7E_A2FF),
    agreed: rgb(0x5C_C698),
    agreed_fill: rgb(0x16_332A),
    on_status: rgb(0x0E_1526),
    system: rgb(0xB4_9BFF),
    error: rgb(0xFF_7A8E),
    error_fill: rgb(0x3C_1C25),
    warning: rgb(0xE5_B454),
    warning_fill: rgb(0x35_2B14),
    hint: rgb(0x7D_B8F0),
    wire: rgb(0x68_7385),
    wire_selected: rgb(0x7E_A2FF),
    wire_error: rgb(0xFF_7A8E),
    port_idle: rgb(0x6C_7789),
    shadow: Color32::from_black_alpha(96),
};

const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

impl Tokens {
    /// The colours of the theme that `source` is drawn in: a `Ui`, a `Context`, a `Style`, a `Theme`.
    pub fn of(source: &impl Themed) -> &'static Self {
        match source.theme() {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
        }
    }

    /// The colour for a cut-out in a filled shape of `color`, as the check in a disc.
    pub(super) fn cut_out(color: Color32) -> Color32 {
        // Fills of the light theme are dark, fills of the dark theme light; 0.18 is the middle for the eye.
        if luminance(color) > 0.18 {
            DARK.on_status
        } else {
            LIGHT.on_status
        }
    }
}

/// Something that is drawn in the light or the dark theme.
pub trait Themed {
    /// Which of the two.
    fn theme(&self) -> Theme;
}

impl Themed for Theme {
    fn theme(&self) -> Theme {
        *self
    }
}

impl Themed for Context {
    fn theme(&self) -> Theme {
        Self::theme(self)
    }
}

impl Themed for Visuals {
    fn theme(&self) -> Theme {
        Theme::from_dark_mode(self.dark_mode)
    }
}

impl Themed for Style {
    fn theme(&self) -> Theme {
        self.visuals.theme()
    }
}

impl Themed for Ui {
    fn theme(&self) -> Theme {
        self.visuals().theme()
    }
}

/// Relative luminance, 0 to 1. Source: WCAG 2.2, "relative luminance".
fn luminance(color: Color32) -> f32 {
    let [red, green, blue, _] = egui::Rgba::from(color).to_array();
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast of two opaque colours, 1 to 21. Source: WCAG 2.2, "contrast ratio".
    fn contrast(a: Color32, b: Color32) -> f32 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    macro_rules! pairs {
        ($($over:ident on $($under:ident),+ at $least:literal;)+) => {
            [$($((stringify!($over), stringify!($under), $least, (|t| (t.$over, t.$under)) as Pair)),+),+]
        };
    }

    type Pair = fn(&Tokens) -> (Color32, Color32);

    #[test]
    fn every_pair_in_use_can_be_read() {
        let pairs = pairs! {
            // Text.
            text on canvas, panel, raised, hover, accent_fill, selection, warning_fill, agreed_fill, error_fill at 4.5;
            text_soft on canvas, panel, raised, hover, accent_fill, selection, warning_fill, agreed_fill, error_fill at 4.5;
            text_faint on canvas, panel, raised, hover at 4.5;
            accent on canvas, panel, raised, hover, accent_fill, selection at 4.5;
            accent_hover on panel, raised, hover, accent_fill at 4.5;
            on_accent on accent, accent_hover at 4.5;
            on_status on agreed, error, warning, hint, system at 4.5;
            agreed on canvas, panel, raised at 4.5;
            system on canvas, panel, raised, accent_fill at 4.5;
            error on canvas, panel, raised, error_fill, accent_fill at 4.5;
            warning on canvas, panel, raised, warning_fill at 4.5;
            hint on canvas, panel, raised at 4.5;
            // Lines and icons.
            agreed on accent_fill, hover, agreed_fill at 3.0;
            warning on accent_fill, hover at 3.0;
            error on hover at 3.0;
            hint on accent_fill, hover at 3.0;
            text_faint on accent_fill at 3.0;
            outline on canvas, panel, raised, hover, warning_fill at 3.0;
            wire on canvas, panel at 3.0;
            wire_selected on canvas, panel, accent_fill at 3.0;
            wire_error on canvas, panel at 3.0;
            port_idle on canvas, panel at 3.0;
            focus on canvas, panel, raised, accent_fill, hover at 3.0;
            disabled on canvas, panel, raised at 3.0;
        };
        for tokens in [&LIGHT, &DARK] {
            for (over, under, least, pair) in &pairs {
                let (a, b) = pair(tokens);
                let ratio = contrast(a, b);
                let theme = if tokens == &LIGHT { "light" } else { "dark" };
                assert!(ratio >= *least, "{theme}: {over} on {under} is {ratio:.2}");
            }
        }
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        assert!((contrast(Color32::WHITE, Color32::BLACK) - 21.0).abs() < 0.01);
        // Source: WebAIM's contrast checker, #777777 on white is 4.48.
        assert!((contrast(rgb(0x77_7777), Color32::WHITE) - 4.48).abs() < 0.01);
    }

    #[test]
    fn cut_outs_can_be_seen() {
        for tokens in [&LIGHT, &DARK] {
            for fill in [tokens.agreed, tokens.error, tokens.warning, tokens.hint] {
                assert!(contrast(fill, Tokens::cut_out(fill)) >= 3.0);
            }
        }
    }
}
