//! The fonts compiled into the program, and the roles that text plays.
//!
//! The system's fonts stay behind ours: eframe's `system_fonts` provider is asked for a character that none of ours has.
//! It does not choose colours and does not lay out text.

use std::sync::{Arc, LazyLock};

use egui::{FontData, FontDefinitions, FontFamily, FontId, FontTweak};

use super::scale;

const INTER: &str = "Inter";
const INTER_MEDIUM: &str = "Inter Medium";
const INTER_SEMIBOLD: &str = "Inter SemiBold";
const MONO: &str = "JetBrains Mono";
const MONO_MEDIUM: &str = "JetBrains Mono Medium";
const HEBREW: &str = "Noto Sans Hebrew";

const FILES: [(&str, &[u8]); 6] = [
    (
        INTER,
        include_bytes!("../../../assets/fonts/Inter-Regular.otf"),
    ),
    (
        INTER_MEDIUM,
        include_bytes!("../../../assets/fonts/Inter-Medium.otf"),
    ),
    (
        INTER_SEMIBOLD,
        include_bytes!("../../../assets/fonts/Inter-SemiBold.otf"),
    ),
    (
        MONO,
        include_bytes!("../../../assets/fonts/JetBrainsMono-Regular.ttf"),
    ),
    (
        MONO_MEDIUM,
        include_bytes!("../../../assets/fonts/JetBrainsMono-Medium.ttf"),
    ),
    (
        HEBREW,
        include_bytes!("../../../assets/fonts/NotoSansHebrew-Regular.ttf"),
    ),
];

/// The proportional font in medium weight: buttons, tabs, values in the inspector.
pub fn medium() -> FontFamily {
    static NAME: LazyLock<Arc<str>> = LazyLock::new(|| INTER_MEDIUM.into());
    FontFamily::Name(Arc::clone(&NAME))
}

/// The proportional font in semibold weight: titles, the active tab, decisions.
pub fn semibold() -> FontFamily {
    static NAME: LazyLock<Arc<str>> = LazyLock::new(|| INTER_SEMIBOLD.into());
    FontFamily::Name(Arc::clone(&NAME))
}

/// The monospaced font in medium weight: results, functions in an expression.
pub fn mono_medium() -> FontFamily {
    static NAME: LazyLock<Arc<str>> = LazyLock::new(|| MONO_MEDIUM.into());
    FontFamily::Name(Arc::clone(&NAME))
}

/// Gives `ctx` our fonts and nothing else of egui's own.
pub(super) fn install(ctx: &egui::Context) {
    ctx.set_fonts(definitions());
}

fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in FILES {
        // Hinting stretches the small letters of JetBrains Mono to whole pixels, so that names look narrow and thin.
        let tweak = FontTweak {
            hinting: Some(false),
            ..FontTweak::default()
        };
        let data = FontData::from_static(bytes).tweak(tweak);
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
    }
    // Each family ends with the other kind of font: Inter lacks the control pictures and angle brackets,
    // JetBrains Mono the return sign. A missing sign is then drawn in the wrong font rather than as a box.
    let chains = [
        (FontFamily::Proportional, [INTER, HEBREW, MONO]),
        (medium(), [INTER_MEDIUM, HEBREW, MONO_MEDIUM]),
        (semibold(), [INTER_SEMIBOLD, HEBREW, MONO_MEDIUM]),
        (FontFamily::Monospace, [MONO, HEBREW, INTER]),
        (mono_medium(), [MONO_MEDIUM, HEBREW, INTER_MEDIUM]),
    ];
    for (family, chain) in chains {
        fonts
            .families
            .insert(family, chain.map(str::to_owned).to_vec());
    }
    fonts
}

/// The role that a piece of text plays, which decides its font and size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// Plain text, 13.
    Body,
    /// Text that carries weight beside plain text: buttons, tabs, values, 13 medium.
    BodyMedium,
    /// The active tab, the name of the project, 13 semibold.
    BodyStrong,
    /// Secondary text, 12.
    Secondary,
    /// Actions in a list, short sentences in a card, 12 medium.
    SecondaryMedium,
    /// Group titles, headings of sections and of table columns, 12 semibold.
    SecondaryStrong,
    /// Types, counts, dates, 11.5.
    Small,
    /// Status in a chip, numbers in a badge, 11.5 semibold.
    SmallStrong,
    /// The title of a column or card, 15 semibold.
    Title,
    /// Names of attributes, values and expressions, 12.5 monospaced.
    Name,
    /// Results and functions among names, 12.5 monospaced medium.
    NameStrong,
    /// Rule and finding codes, secondary values, 11.5 monospaced.
    NameSmall,
    /// The name of the selection in the inspector, 17 monospaced.
    Selection,
    /// The name of a person or page at the top of a view, 17 semibold.
    PageTitle,
}

impl Type {
    /// The font and size of this role.
    pub fn font(self) -> FontId {
        let (size, family) = match self {
            Self::Body => (scale::BODY, FontFamily::Proportional),
            Self::BodyMedium => (scale::BODY, medium()),
            Self::BodyStrong => (scale::BODY, semibold()),
            Self::Secondary => (scale::SECONDARY, FontFamily::Proportional),
            Self::SecondaryMedium => (scale::SECONDARY, medium()),
            Self::SecondaryStrong => (scale::SECONDARY, semibold()),
            Self::Small => (scale::SMALL, FontFamily::Proportional),
            Self::SmallStrong => (scale::SMALL, semibold()),
            Self::Title => (scale::TITLE, semibold()),
            Self::Name => (scale::NAME, FontFamily::Monospace),
            Self::NameStrong => (scale::NAME, mono_medium()),
            Self::NameSmall => (scale::SMALL, FontFamily::Monospace),
            Self::Selection => (scale::SELECTION, FontFamily::Monospace),
            Self::PageTitle => (scale::SELECTION, semibold()),
        };
        FontId::new(size, family)
    }

    /// This role's font at another size, as on the workshop page, where nothing is smaller than 20.
    pub fn sized(self, size: f32) -> FontId {
        FontId::new(size, self.font().family)
    }

    /// `text` in this role's font; the colour is the caller's.
    pub fn text(self, text: impl Into<String>) -> egui::RichText {
        egui::RichText::new(text).font(self.font())
    }
}

#[cfg(test)]
mod tests {
    use egui::epaint::text::{Fonts, TextOptions};

    use super::*;

    const FAMILIES: [fn() -> FontFamily; 5] = [
        || FontFamily::Proportional,
        medium,
        semibold,
        || FontFamily::Monospace,
        mono_medium,
    ];

    /// Asserts that every family draws every character of `text` with a font of ours.
    fn check(text: &str) {
        let mut fonts = Fonts::new(TextOptions::default(), definitions());
        for family in FAMILIES {
            let id = FontId::new(13.0, family());
            let missing: String = text.chars().filter(|c| !fonts.has_glyph(&id, *c)).collect();
            assert_eq!(missing, "", "not in {:?}", id.family);
        }
    }

    #[test]
    fn scripts_of_our_users_are_shipped() {
        check("The quick brown fox 0123456789 {}[]().,:;!?\"'`~@#$%^&*-_=+\\|/<>");
        check("ÄÖÜäöüßÀÉÊËÏÔÙàéêëïôùÇçÑñØøÅåÆæŁłŠšŽžČčŘřŐőŰűĞğİıȘșȚțẠạỹ");
        check("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ άέήίόύώ αβγδεζηθικλμνξοπρστυφχψως");
        check("АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ абвгдежзийклмнопрстуфхцчшщъыьэюя ЄєІіЇїҐґ");
        check("אבגדהוזחטיכךלמםנןסעפףצץקרשת שָׁלוֹם ״׳־");
    }

    #[test]
    fn marks_that_we_write_are_shipped() {
        check("→ ← ↑ ↓ ✓ ✗ ● ○ ◆ · • ≠ = ≤ ≥ × − – — … ⚠ “ ” ‘ ’ „ « » € £ ₪ ° § © ™ ⌘ ⇧ ⏎ ⇥");
        check("⟨ ⟩ ␀ ␁ ␈ ␉ ␊ ␍ ␛ ␟ ␡");
    }

    #[test]
    fn what_is_stored_is_what_is_shown() {
        let mut fonts = Fonts::new(TextOptions::default(), definitions());
        let mut fonts = fonts.with_pixels_per_point(1.0);
        for family in FAMILIES {
            for text in ["->", "!=", "==", "<=", "fi", "www", "0x1"] {
                let font = FontId::new(13.0, family());
                let galley = fonts.layout_no_wrap(text.into(), font.clone(), egui::Color32::WHITE);
                let alone: f32 = text.chars().map(|c| fonts.glyph_width(&font, c)).sum();
                let drawn = galley.rows[0].glyphs.len();
                assert_eq!(
                    drawn,
                    text.len(),
                    "{text} in {family:?}",
                    family = font.family
                );
                assert!(
                    (galley.size().x - alone).abs() < 2.0,
                    "{text} is a ligature"
                );
            }
        }
    }
}
