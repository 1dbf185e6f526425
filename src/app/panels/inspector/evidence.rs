//! Who says so: the sources behind a claim, and both sides where they disagree.

use egui::{Frame, Label, Margin, Ui};

use crate::app::context::ViewContext;
use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets::Tip as _;
use crate::app::widgets::{self, section};
use crate::model::{AttributeId, Evidence, Stance};

/// The sources of one claim; nothing if there are none.
pub(super) fn evidence_ui(ui: &mut Ui, ctx: ViewContext<'_>, evidence: &[Evidence]) {
    if evidence.is_empty() {
        return;
    }
    section(ui, "Evidence");
    let tokens = Tokens::of(ui);
    for item in evidence {
        let (colour, stance) = match item.stance {
            Stance::Supports => (tokens.agreed, ""),
            Stance::Contradicts => (tokens.warning, "says otherwise · "),
        };
        let source = ctx.catalog.source(&item.source);
        let title = source.map_or(item.source.as_str(), |source| source.title.as_str());
        let mut about = format!("{stance}{}", item.confidence.as_str());
        if let Some(source) = source {
            about.push_str(" · ");
            about.push_str(&source.publisher);
            if let Some(date) = &source.date {
                about.push_str(", ");
                about.push_str(date);
            }
        }
        if let Some(read_on) = item.read_on {
            about = format!("{about} · checked {read_on}");
        }
        bar(ui, colour, |ui| {
            if !item.claim.is_empty() {
                ui.label(Type::Body.text(widgets::shown(&item.claim)));
            }
            let response = ui.add(
                egui::Label::new(
                    Type::Secondary
                        .text(widgets::shown(title))
                        .color(tokens.text_soft),
                )
                .wrap()
                .selectable(true),
            );
            if let Some(source) = source {
                response.tip(&source.url);
            }
            ui.label(Type::Small.text(about).color(tokens.text_faint));
        });
    }
}

/// The conflicts of the reference about an attribute: both claims and our assessment; calmly where the mapping does not
/// touch them.
pub(super) fn conflicts_ui(ui: &mut Ui, ctx: ViewContext<'_>, id: &AttributeId) {
    let tokens = Tokens::of(ui);
    let findings = &ctx.editor.derived().findings;
    let quiet: Vec<&str> = findings
        .quiet_conflicts(id, ctx.catalog)
        .map(|conflict| conflict.code.as_str())
        .collect();
    for conflict in ctx.catalog.conflicts_of(id) {
        let (fill, color, title) = if quiet.contains(&conflict.code.as_str()) {
            let title = format!(
                "Not touched here · the sources disagree · {}",
                conflict.code
            );
            (tokens.canvas, tokens.text_soft, title)
        } else {
            let title = format!("The sources disagree · {}", conflict.code);
            (tokens.warning_fill, tokens.warning, title)
        };
        Frame::new()
            .fill(fill)
            .corner_radius(scale::RADIUS_INNER)
            .inner_margin(Margin::symmetric(10, 6))
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.horizontal(|ui| {
                    widgets::icon(ui, Icon::Conflict);
                    ui.add(Label::new(Type::SecondaryStrong.text(title).color(color)).wrap());
                });
                ui.label(Type::SecondaryMedium.text(conflict.topic.as_str()));
                for (claim, sources) in [
                    (&conflict.claim_a, &conflict.claim_a_sources),
                    (&conflict.claim_b, &conflict.claim_b_sources),
                ] {
                    let titles: Vec<&str> = sources
                        .iter()
                        .map(|id| {
                            ctx.catalog
                                .source(id)
                                .map_or(id.as_str(), |source| source.title.as_str())
                        })
                        .collect();
                    ui.label(Type::Secondary.text(claim.as_str()));
                    ui.label(Type::Small.text(titles.join("; ")).color(tokens.text_soft));
                }
                ui.label(Type::SecondaryMedium.text(format!(
                    "Our reading ({}): {}",
                    conflict.assessment_confidence.as_str(),
                    conflict.assessment
                )));
            });
    }
}

/// Content beside a coloured bar.
fn bar(ui: &mut Ui, colour: egui::Color32, content: impl FnOnce(&mut Ui)) {
    let response = Frame::new()
        .inner_margin(Margin {
            left: 12,
            ..Margin::ZERO
        })
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.set_width(ui.available_width());
            content(ui);
        })
        .response;
    let mut line = response.rect;
    line.set_width(3.0);
    ui.painter().rect_filled(line, 1.5, colour);
}
