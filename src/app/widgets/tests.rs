//! The widgets by label, as a screen reader and a keyboard see them, in both themes.

use eframe::egui::accesskit::{Role, Toggled};
use eframe::egui::{self, Key, Theme, Ui};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::app::theme::{self, Icon, Type};

/// What the widgets of the test page answered.
#[derive(Default)]
struct Page {
    view: u8,
    draft: String,
    presses: Vec<&'static str>,
}

fn page(ui: &mut Ui, page: &mut Page) {
    let views = [
        Segment::new(0, "Map"),
        Segment::new(1, "Table"),
        Segment::with_icon(2, "System", Icon::SystemGenerated),
    ];
    if let Some(view) = segmented(ui, "View", page.view, &views, Fit::Equal) {
        page.view = view;
    }
    let id = egui::Id::unique("search");
    search_field(ui, id, &mut page.draft, "Find attribute", "Ctrl F", 200.0);
    let mut press = |name, response: egui::Response| {
        if response.clicked() {
            page.presses.push(name);
        }
    };
    press("primary", primary_button(ui, "Export handoff"));
    press("action", action_button(ui, "Accept with reason"));
    press("quiet", quiet_button(ui, "Copy"));
    press("chip", filter_chip(ui, "Required 3", true));
    press("option", option_button(ui, "Soft-delete", false));
    press("icon", icon_button(ui, Icon::Filter, "Filter SCIM"));
    press("tab", tab(ui, "Findings", Some(5), true));
    ui.add_enabled_ui(false, |ui| {
        press("disabled", quiet_button(ui, "Not now"));
    });
    badge(ui, Icon::Question, "Is mail always filled");
    pill(ui, "Agreed", Tone::Agreed);
    icon_text(ui, Icon::Proposed, "proposed", Type::Secondary);
    icon(ui, Icon::Warning);
    count(ui, 42, false);
    section(ui, "Fed by");
    key_value(ui, "Apply", "Always");
    banner(ui, Icon::Conflict, "The sources disagree");
    evidence(ui, "Optional on create", "API 257", Tone::Warning);
}

fn harness(theme: Theme) -> Harness<'static, Page> {
    Harness::builder()
        .with_size(egui::vec2(480.0, 760.0))
        .with_theme(theme)
        .with_context_setup(theme::install)
        .build_ui_state(page, Page::default())
}

fn in_both_themes(test: impl Fn(Harness<'static, Page>)) {
    for theme in [Theme::Light, Theme::Dark] {
        test(harness(theme));
    }
}

#[test]
fn a_segment_is_chosen_by_pointer_and_by_key() {
    in_both_themes(|mut page| {
        page.get_by_role_and_label(Role::RadioButton, "Table")
            .click();
        page.run();
        assert_eq!(page.state().view, 1);
        page.get_by_label("System").focus();
        page.run();
        page.key_press(Key::Space);
        page.run();
        assert_eq!(page.state().view, 2);
        let chosen = page.get_by_label("System").accesskit_node().toggled();
        assert_eq!(chosen, Some(Toggled::True));
        let group = page.get_by_role_and_label(Role::RadioGroup, "View");
        assert_eq!(group.children().count(), 3);
    });
}

#[test]
fn a_narrow_panel_is_not_pushed_wider() {
    let marks = [
        Segment::with_icon(0, "Required", Icon::Required),
        Segment::with_icon(1, "System", Icon::SystemGenerated),
        Segment::with_icon(2, "Optional", Icon::Optional),
        Segment::new(3, "None"),
    ];
    let page = Harness::builder()
        .with_size(egui::vec2(300.0, 60.0))
        .with_context_setup(theme::install)
        .build_ui(move |ui| {
            assert_eq!(segmented(ui, "Mark", 0, &marks, Fit::Contents), None);
        });
    assert!(page.get_by_label("None").rect().right() <= 292.0);
}

#[test]
fn buttons_are_pressed_by_pointer_and_by_key() {
    in_both_themes(|mut page| {
        let names = [
            "Export handoff",
            "Accept with reason",
            "Copy",
            "Required 3",
            "Soft-delete",
            "Filter SCIM",
            "Findings 5",
            "Not now",
        ];
        for name in names {
            page.get_by_label(name).click();
            page.run();
        }
        let pressed = [
            "primary", "action", "quiet", "chip", "option", "icon", "tab",
        ];
        assert_eq!(page.state().presses, pressed);
        page.get_by_label("Copy").focus();
        page.run();
        page.key_press(Key::Enter);
        page.run();
        assert_eq!(page.state().presses.last(), Some(&"quiet"));
    });
}

#[test]
fn chosen_and_disabled_are_told() {
    in_both_themes(|page| {
        let toggled = |name| page.get_by_label(name).accesskit_node().toggled();
        assert_eq!(toggled("Required 3"), Some(Toggled::True));
        assert_eq!(toggled("Soft-delete"), Some(Toggled::False));
        assert_eq!(toggled("Copy"), None);
        assert!(page.get_by_label("Not now").accesskit_node().is_disabled());
    });
}

#[test]
fn every_target_is_at_least_24_high_and_by_itself() {
    in_both_themes(|page| {
        let roles = [Role::Button, Role::RadioButton, Role::Tab, Role::TextInput];
        let mut seen: Vec<egui::Rect> = Vec::new();
        for role in roles {
            for node in page.get_all_by_role(role) {
                let rect = node.rect();
                let apart = |other: &egui::Rect| !other.shrink(0.1).intersects(rect);
                assert!(seen.iter().all(apart), "{node:?} lies on another");
                assert!(rect.height() >= 24.0, "{node:?}: {rect:?}");
                assert!(rect.width() >= 24.0, "{node:?}: {rect:?}");
                seen.push(rect);
            }
        }
        assert_eq!(seen.len(), 7 + 3 + 1 + 1);
    });
}

#[test]
fn the_focus_can_be_seen_on_each() {
    in_both_themes(|mut page| {
        let ring = egui::Stroke::new(2.0, theme::Tokens::of(&page.ctx).focus);
        for name in [
            "Table",
            "Copy",
            "Filter SCIM",
            "Findings 5",
            "Find attribute",
        ] {
            page.get_by_label(name).focus();
            page.run();
            let rings = page
                .output()
                .shapes
                .iter()
                .filter(
                    |clipped| matches!(&clipped.shape, egui::Shape::Rect(r) if r.stroke == ring),
                )
                .count();
            assert_eq!(rings, 1, "{name}");
        }
    });
}

#[test]
fn search_is_typed_and_cleared() {
    in_both_themes(|mut page| {
        let field = page.get_by_role_and_label(Role::TextInput, "Find attribute");
        field.focus();
        page.run();
        page.get_by_role_and_label(Role::TextInput, "Find attribute")
            .type_text("Größe");
        page.run();
        assert_eq!(page.state().draft, "Größe");
        page.get_by_label("Clear search").click();
        page.run();
        assert_eq!(page.state().draft, "");
        assert!(page.query_by_label("Clear search").is_none());
    });
}

#[test]
fn what_is_only_read_has_words() {
    in_both_themes(|page| {
        page.get_by_role_and_label(Role::Image, "Open question: Is mail always filled");
        page.get_by_role_and_label(Role::Image, "Warning");
        for text in ["Agreed", "proposed", "42", "Fed by", "Apply", "Always"] {
            assert!(page.query_by_value(text).is_some(), "{text}");
        }
        for text in ["The sources disagree", "Optional on create", "API 257"] {
            assert!(page.query_by_value(text).is_some(), "{text}");
        }
    });
}

#[test]
fn a_splitter_is_dragged_by_its_grip() {
    let mut page = Harness::builder()
        .with_size(egui::vec2(300.0, 200.0))
        .with_context_setup(theme::install)
        .build_ui_state(
            |ui, x: &mut f32| {
                *x += splitter(ui, "Inspector width", *x, 0.0..=200.0)
                    .drag_delta()
                    .x;
            },
            100.0,
        );
    let grip = page.get_by_role_and_label(Role::Splitter, "Inspector width");
    let from = grip.rect().center();
    page.drag_at(from);
    page.step();
    for step in 1..=4 {
        page.hover_at(from + egui::vec2(10.0 * step as f32, 0.0));
        page.step();
    }
    page.drop_at(from + egui::vec2(40.0, 0.0));
    page.run();
    assert!((*page.state() - 140.0).abs() < 0.1, "{}", page.state());
}

#[test]
fn right_to_left_text_is_drawn_in_reading_order() {
    let ctx = egui::Context::default();
    theme::install(&ctx);
    let mut order = Vec::new();
    ctx.run_ui(egui::RawInput::default(), |ui| {
        let galley = elided(
            ui,
            "אב (גד) 12",
            Type::Body,
            egui::Color32::WHITE,
            f32::INFINITY,
        );
        let mut glyphs: Vec<_> = galley.rows[0].glyphs.clone();
        // egui adds a glyph without width for each further letter of a word that runs to the left.
        glyphs.retain(|glyph| glyph.advance_width > 0.0);
        glyphs.sort_by(|a, b| a.pos.x.total_cmp(&b.pos.x));
        order = glyphs.iter().map(|glyph| glyph.chr).collect();
    })
    .drop_without_applying_deltas();
    // From left to right on screen: the first word stands at the right, its first letter outermost.
    assert_eq!(order, "12 (דג) בא".chars().collect::<Vec<_>>());
}
