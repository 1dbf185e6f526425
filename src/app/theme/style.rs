//! egui's own widgets in our tokens: text styles, visuals, spacing, scroll bars, motion.
//!
//! It holds no colour and no size of its own.

use std::collections::BTreeMap;

use egui::style::{ScrollAnimation, ScrollStyle, Selection, Spacing, WidgetVisuals, Widgets};
use egui::{
    Color32, CornerRadius, FontId, Margin, Shadow, Stroke, Style, TextStyle, Theme,
    ThemePreference, Vec2, Visuals, vec2,
};

use super::{Tokens, Type, scale};

/// Whether things may move on screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Motion {
    /// Short animations, [`scale::ANIMATION`] at most.
    #[default]
    Full,
    /// None at all.
    Reduced,
}

/// Sets the style of both themes and follows the system's preference; where the system has none, light, which a
/// projector in a bright room shows best.
pub(super) fn apply(ctx: &egui::Context) {
    for theme in [Theme::Light, Theme::Dark] {
        ctx.style_mut_of(theme, |style| restyle(style, theme));
    }
    ctx.options_mut(|options| options.fallback_theme = Theme::Light);
    ctx.set_theme(ThemePreference::System);
}

/// Turns animation on or off, for both themes, from now on.
pub fn set_motion(ctx: &egui::Context, motion: Motion) {
    ctx.all_styles_mut(|style| move_with(style, motion));
}

fn move_with(style: &mut Style, motion: Motion) {
    match motion {
        Motion::Full => {
            style.animation_time = scale::ANIMATION * 0.8;
            style.scroll_animation = ScrollAnimation::duration(scale::ANIMATION);
            style.visuals.text_cursor.blink = true;
        }
        Motion::Reduced => {
            style.animation_time = 0.0;
            style.scroll_animation = ScrollAnimation::none();
            style.visuals.text_cursor.blink = false;
        }
    }
}

fn restyle(style: &mut Style, theme: Theme) {
    style.text_styles = text_styles();
    style.drag_value_text_style = TextStyle::Body;
    style.spacing = spacing();
    style.interaction.tooltip_delay = 0.4;
    style.interaction.selectable_labels = false;
    style.visuals = visuals(theme);
    move_with(style, Motion::Full);
}

fn text_styles() -> BTreeMap<TextStyle, FontId> {
    [
        (TextStyle::Body, Type::Body),
        (TextStyle::Button, Type::BodyMedium),
        (TextStyle::Small, Type::Small),
        (TextStyle::Heading, Type::Title),
        (TextStyle::Monospace, Type::Name),
    ]
    .into_iter()
    .map(|(style, role)| (style, role.font()))
    .collect()
}

fn spacing() -> Spacing {
    Spacing {
        item_spacing: vec2(scale::PAD, scale::GAP),
        button_padding: vec2(10.0, 4.0),
        window_margin: Margin::same(16),
        menu_margin: Margin::same(6),
        interact_size: Vec2::splat(scale::TARGET),
        icon_width: scale::ICON,
        icon_width_inner: 9.0,
        icon_spacing: scale::GAP,
        indent: scale::ICON,
        tooltip_width: 360.0,
        scroll: ScrollStyle {
            bar_width: 8.0,
            floating_width: 4.0,
            // Always a trace of it, so that a list shows that it goes on.
            dormant_handle_opacity: 0.35,
            active_background_opacity: 0.0,
            interact_background_opacity: 0.2,
            handle_min_length: 24.0,
            ..ScrollStyle::floating()
        },
        ..Spacing::default()
    }
}

fn visuals(theme: Theme) -> Visuals {
    let tokens = Tokens::of(&theme);
    let shadow = Shadow {
        offset: [0, 6],
        blur: 20,
        spread: 0,
        color: tokens.shadow,
    };
    Visuals {
        widgets: widgets(tokens),
        selection: Selection {
            bg_fill: tokens.selection,
            stroke: Stroke::new(1.5, tokens.accent),
        },
        weak_text_color: Some(tokens.text_faint),
        hyperlink_color: tokens.accent,
        faint_bg_color: tokens.hover,
        extreme_bg_color: tokens.panel,
        text_edit_bg_color: Some(tokens.panel),
        code_bg_color: tokens.canvas,
        warn_fg_color: tokens.warning,
        error_fg_color: tokens.error,
        window_corner_radius: scale::RADIUS_CARD,
        window_shadow: shadow,
        window_fill: tokens.raised,
        window_stroke: Stroke::new(scale::HAIRLINE, tokens.border),
        window_highlight_topmost: false,
        menu_corner_radius: scale::RADIUS_CONTROL,
        popup_shadow: shadow,
        panel_fill: tokens.panel,
        text_cursor: egui::style::TextCursorStyle {
            stroke: Stroke::new(scale::FOCUS, tokens.accent),
            ..Default::default()
        },
        indent_has_left_vline: false,
        handle_shape: egui::style::HandleShape::Circle,
        slider_trailing_fill: true,
        disabled_alpha: 0.6,
        ..theme.default_visuals()
    }
}

fn widgets(tokens: &Tokens) -> Widgets {
    let quiet = |fill: Color32, border: Color32, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(scale::HAIRLINE, border),
        corner_radius: scale::RADIUS_CONTROL,
        fg_stroke: Stroke::new(1.5, text),
        expansion: 0.0,
    };
    Widgets {
        noninteractive: WidgetVisuals {
            bg_stroke: Stroke::new(scale::HAIRLINE, tokens.hairline),
            corner_radius: CornerRadius::ZERO,
            ..quiet(tokens.panel, tokens.hairline, tokens.text)
        },
        inactive: WidgetVisuals {
            // The ground of check boxes and the rails of sliders.
            bg_fill: tokens.canvas,
            ..quiet(tokens.panel, tokens.outline, tokens.text)
        },
        hovered: quiet(tokens.hover, tokens.outline, tokens.text),
        // Pressed, and focused by the keyboard: the ring must always be seen.
        active: WidgetVisuals {
            bg_stroke: Stroke::new(scale::FOCUS, tokens.focus),
            ..quiet(tokens.hover, tokens.focus, tokens.text)
        },
        open: quiet(tokens.hover, tokens.outline, tokens.text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles() -> [std::sync::Arc<Style>; 2] {
        let ctx = egui::Context::default();
        super::super::apply(&ctx);
        [ctx.style_of(Theme::Light), ctx.style_of(Theme::Dark)]
    }

    #[test]
    fn follows_the_system() {
        let ctx = egui::Context::default();
        super::super::apply(&ctx);
        let preference = ctx.options(|options| options.theme_preference);
        assert_eq!(preference, ThemePreference::System);
    }

    #[test]
    fn a_system_without_a_preference_gets_the_light_theme() {
        let ctx = egui::Context::default();
        super::super::apply(&ctx);
        assert_eq!(ctx.theme(), Theme::Light);
        let said = egui::RawInput {
            system_theme: Some(Theme::Dark),
            ..egui::RawInput::default()
        };
        ctx.run_ui(said, |ui| assert_eq!(ui.ctx().theme(), Theme::Dark))
            .drop_without_applying_deltas();
    }

    #[test]
    fn targets_are_high_enough_and_focus_is_seen() {
        for style in styles() {
            assert!(style.spacing.interact_size.y >= 24.0);
            let (rest, focus) = (style.visuals.widgets.inactive, style.visuals.widgets.active);
            assert!(focus.bg_stroke.width > rest.bg_stroke.width);
            assert_ne!(focus.bg_stroke.color, rest.bg_stroke.color);
        }
    }

    #[test]
    fn what_is_written_in_or_ticked_has_an_outline() {
        for (style, theme) in styles().into_iter().zip([Theme::Light, Theme::Dark]) {
            let widgets = &style.visuals.widgets;
            for state in [&widgets.inactive, &widgets.hovered, &widgets.open] {
                assert_eq!(state.bg_stroke.color, Tokens::of(&theme).outline);
                assert!(state.bg_stroke.width >= scale::HAIRLINE);
            }
        }
    }

    #[test]
    fn motion_is_short_and_can_be_turned_off() {
        let ctx = egui::Context::default();
        super::super::apply(&ctx);
        for theme in [Theme::Light, Theme::Dark] {
            let time = ctx.style_of(theme).animation_time;
            assert!(time > 0.0 && time <= 0.15);
        }
        set_motion(&ctx, Motion::Reduced);
        for theme in [Theme::Light, Theme::Dark] {
            assert!(ctx.style_of(theme).animation_time.abs() < f32::EPSILON);
        }
    }
}
