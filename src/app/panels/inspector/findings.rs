//! What the checks say of the selection, why, and what can be done; and what it may be linked with.

use egui::{Label, Ui};

use crate::app::command::{Command, Commands};
use crate::app::context::{Moment, ViewContext};
use crate::app::panels::findings::severity_icon;
use crate::app::panels::suggestions::Pair;
use crate::app::theme::{Tokens, Type};
use crate::app::widgets::Tip as _;
use crate::app::widgets::{self, section};
use crate::check::{Finding, Spot, Where, page};
use crate::editor::changes;
use crate::model::{AttributeId, LinkId};
use crate::rows::AttributeNumber;
use crate::suggest::{Suggestion, suggest};

/// The suggestions for what is selected, and those that a person has dismissed while the window is open.
#[derive(Debug, Default)]
pub(super) struct Suggestions {
    dismissed: Vec<Pair>,
    /// Kept until the project or the selection changes.
    found: Option<(Moment, AttributeNumber, Vec<Suggestion>)>,
}

impl Suggestions {
    fn of(&mut self, ctx: ViewContext<'_>, number: AttributeNumber) -> Vec<Suggestion> {
        let moment = ctx.moment();
        let holds = |kept: &(Moment, AttributeNumber, Vec<Suggestion>)| {
            kept.0 == moment && kept.1 == number
        };
        if !self.found.as_ref().is_some_and(holds) {
            self.found = Some((moment, number, suggest(ctx.index(), ctx.catalog, number)));
        }
        let found = self.found.iter().flat_map(|(_, _, found)| found);
        found
            .filter(|one| !self.is_dismissed(one))
            .take(3)
            .cloned()
            .collect()
    }

    pub(super) fn dismiss(&mut self, pair: Pair) {
        self.dismissed.push(pair);
    }

    fn is_dismissed(&self, one: &Suggestion) -> bool {
        self.dismissed
            .iter()
            .any(|(from, to)| *from == one.origin && *to == one.destination)
    }
}

/// The findings of an attribute and of the links into it, and suggestions for it.
pub(super) fn of_attribute_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    id: &AttributeId,
    suggestions: &mut Suggestions,
    commands: &mut Commands,
) {
    let Some(number) = ctx.index().number(ctx.project(), id) else {
        return;
    };
    let links = ctx.index().links_into(number);
    findings_ui(ui, ctx, commands, |spot| match spot.place {
        Where::Attribute(other) => other == number,
        Where::Link(link) => links.contains(&link),
        Where::Project => false,
    });
    suggestions_ui(ui, ctx, number, suggestions, commands);
}

/// The findings of a link.
pub(super) fn of_link_ui(ui: &mut Ui, ctx: ViewContext<'_>, id: &LinkId, commands: &mut Commands) {
    if let Some(number) = ctx.index().link_number(id) {
        findings_ui(ui, ctx, commands, |spot| spot.place == Where::Link(number));
    }
}

fn findings_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    commands: &mut Commands,
    is_meant: impl Fn(&Spot) -> bool,
) {
    let spots = ctx.editor.derived().findings.standing().iter();
    let found: Vec<Finding> = spots
        // What is wrong with an expression is named under its field.
        .filter(|spot| is_meant(spot) && !spot.is_of_expression())
        .filter_map(|spot| ctx.finding(spot))
        .collect();
    if found.is_empty() {
        return;
    }
    section(ui, "Findings");
    for (at, finding) in found.iter().enumerate() {
        ui.push_id(("finding", finding.key(), at), |ui| {
            finding_ui(ui, ctx, finding, commands);
        });
    }
}

fn finding_ui(ui: &mut Ui, ctx: ViewContext<'_>, finding: &Finding, commands: &mut Commands) {
    let tokens = Tokens::of(ui);
    ui.horizontal_top(|ui| {
        widgets::icon(ui, severity_icon(finding.severity));
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let title = page(finding.code, ctx.catalog).map_or("", |page| page.title);
            ui.add(
                Label::new(Type::SecondaryMedium.text(format!("{} · {title}", finding.code)))
                    .wrap(),
            );
            ui.add(
                Label::new(Type::Secondary.text(widgets::shown(&finding.message)))
                    .wrap()
                    .selectable(true),
            );
            let id = ui.make_persistent_id("why");
            let mut is_open = ui.data(|data| data.get_temp::<bool>(id).unwrap_or_default());
            let word = if is_open { "Hide evidence" } else { "Why?" };
            ui.horizontal_wrapped(|ui| {
                for fix in finding.fixes.iter().take(3) {
                    if widgets::action_button(ui, &fix.name).clicked() {
                        commands.change(Some(changes::apply_fix(fix)));
                    }
                }
                if widgets::quiet_button(ui, word).clicked() {
                    is_open = !is_open;
                    ui.data_mut(|data| data.insert_temp(id, is_open));
                }
            });
            if is_open {
                why_ui(ui, ctx, finding, tokens);
            }
        });
    });
}

/// The rule's explanation and each claim with its document; of a conflict both claims.
fn why_ui(ui: &mut Ui, ctx: ViewContext<'_>, finding: &Finding, tokens: &Tokens) {
    if let Some(page) = page(finding.code, ctx.catalog)
        && !page.explanation.is_empty()
    {
        ui.add(
            Label::new(
                Type::Secondary
                    .text(page.explanation)
                    .color(tokens.text_soft),
            )
            .wrap(),
        );
    }
    let mut last = "";
    for one in &finding.evidence {
        if one.claim != last && !one.claim.is_empty() {
            ui.add(Label::new(Type::Secondary.text(widgets::shown(&one.claim))).wrap());
            last = &one.claim;
        }
        let source = ctx.catalog.source(&one.source);
        let title = source.map_or(one.source.as_str(), |source| source.title.as_str());
        let text = format!("{} · {}", one.confidence.as_str(), widgets::shown(title));
        let line = ui.add(Label::new(Type::Small.text(text).color(tokens.text_soft)).wrap());
        if let Some(source) = source {
            line.tip(&source.url);
        }
    }
}

fn suggestions_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    number: AttributeNumber,
    suggestions: &mut Suggestions,
    commands: &mut Commands,
) {
    let found = suggestions.of(ctx, number);
    if found.is_empty() {
        return;
    }
    section(ui, "Suggestions");
    let soft = Tokens::of(ui).text_soft;
    for one in found {
        ui.push_id((&one.origin, &one.destination), |ui| {
            let name = format!("{} → {}", one.origin.label(), one.destination.label());
            ui.add(Label::new(Type::NameSmall.text(widgets::shown(&name))).wrap());
            let reasons: Vec<String> = one
                .reasons
                .iter()
                .map(crate::suggest::Reason::text)
                .collect();
            ui.add(Label::new(Type::Secondary.text(reasons.join("; ")).color(soft)).wrap());
            ui.horizontal(|ui| {
                if widgets::action_button(ui, "Accept suggestion").clicked() {
                    commands.change(changes::accept_suggestions(
                        ctx.project(),
                        std::slice::from_ref(&one),
                    ));
                }
                if widgets::quiet_button(ui, "Dismiss").clicked() {
                    let pair = (one.origin.clone(), one.destination.clone());
                    commands.push(Command::Dismiss(pair));
                }
            });
        });
    }
}
