//! What is wrong with an expression, named under its field with what can be done about it.

use egui::{Label, Ui};

use super::ink;
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets;
use crate::app::widgets::Tip as _;
use crate::check::{Finding, Where, page};
use crate::editor::changes;
use crate::expr::{Problem, Severity};
use crate::model::LinkId;

/// How many problems are named under the field; one mistake often makes several.
const SHOWN: usize = 4;

/// What is wrong, worst first; the text with the fix that was taken.
pub(super) fn problems_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    (link, text): (&LinkId, &str),
    problems: &[Problem],
    commands: &mut Commands,
) -> Option<String> {
    let numbered = || problems.iter().enumerate();
    let errors = numbered().filter(|(_, it)| it.severity == Severity::Error);
    let warnings = numbered().filter(|(_, it)| it.severity == Severity::Warning);
    let mut fixed = None;
    for (at, problem) in errors.chain(warnings).take(SHOWN) {
        let finding = finding_of(ctx, link, at);
        let of_finding = finding.iter().flat_map(|finding| &finding.fixes);
        let of_finding = of_finding.filter(|_| problem.fix.is_none());
        ui.push_id(at, |ui| {
            ui.horizontal_top(|ui| {
                ui.add_space(scale::PAD);
                widgets::icon(ui, icon_of(problem.severity));
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    message_ui(ui, ctx, problem, finding.as_ref());
                    if let Some(fix) = &problem.fix
                        && widgets::action_button(ui, &fix.label).clicked()
                    {
                        fixed = Some(fix.apply(text));
                    }
                    for fix in of_finding {
                        if widgets::action_button(ui, &fix.name).clicked() {
                            commands.change(Some(changes::apply_fix(fix)));
                        }
                    }
                });
            });
        });
    }
    let more = problems.len().saturating_sub(SHOWN);
    if more > 0 {
        ui.horizontal(|ui| {
            ui.add_space(scale::PAD);
            let soft = Tokens::of(ui).text_soft;
            ui.label(Type::Secondary.text(format!("and {more} more")).color(soft));
        });
    }
    fixed
}

/// What is wrong, with the rule's explanation on hover.
fn message_ui(ui: &mut Ui, ctx: ViewContext<'_>, problem: &Problem, finding: Option<&Finding>) {
    let color = ink::colour_of(problem.severity, Tokens::of(ui));
    let words = Type::Secondary.text(widgets::shown(&problem.message));
    let label = ui.add(Label::new(words.color(color)).wrap().selectable(true));
    if let Some(page) = finding.and_then(|finding| page(finding.code, ctx.catalog)) {
        label.tip(format!("{} · {}", page.code, page.explanation));
    }
}

/// The finding that tells of a link's problem, by its place among them; none where the link is rejected.
fn finding_of(ctx: ViewContext<'_>, link: &LinkId, problem: usize) -> Option<Finding> {
    let number = ctx.index().link_number(link)?;
    let findings = &ctx.editor.derived().findings;
    let mut spots = findings.standing_on(Where::Link(number));
    ctx.finding(spots.find(|spot| spot.is_of_problem(problem))?)
}

fn icon_of(severity: Severity) -> Icon {
    match severity {
        Severity::Error => Icon::Error,
        Severity::Warning => Icon::Warning,
    }
}
