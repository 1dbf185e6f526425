//! What a real provisioning run did with what a link joins: read from this, sent as that.

use egui::{Label, Ui};

use crate::app::context::ViewContext;
use crate::app::real_run::RealRun;
use crate::app::theme::{Tokens, Type};
use crate::app::widgets::Tip as _;
use crate::app::widgets::{self, section};
use crate::entra::Seen;
use crate::model::{Column, Link, LinkId};

/// Nothing where the target does the step itself.
pub(super) fn real_run_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    run: &RealRun,
    id: &LinkId,
    link: &Link,
) {
    if link.destination.column != Column::Protocol {
        return;
    }
    section(ui, "Real run");
    let soft = Tokens::of(ui).text_soft;
    let outcome = run.outcome();
    let text = Type::Secondary.text(widgets::shown(&outcome)).color(soft);
    let response = ui.add(Label::new(text).wrap());
    if !run.answer.error_message.is_empty() {
        response.tip(widgets::shown(&run.answer.error_message));
    }
    let mut is_named = false;
    let index = ctx.index();
    let origins = index
        .link_number(id)
        .map_or(&[][..], |number| index.origins(number));
    for origin in origins
        .iter()
        .filter_map(|number| index.attribute_id(*number))
    {
        for seen in run.answer.seen(Column::Source, &origin.path) {
            seen_ui(ui, origin.label(), &seen);
            is_named = true;
        }
    }
    for seen in run.answer.seen(Column::Protocol, &link.destination.path) {
        seen_ui(ui, link.destination.label(), &seen);
        is_named = true;
    }
    if !is_named {
        let text = "The answer names neither side of this link.";
        ui.add(Label::new(Type::Body.text(text).color(soft)).wrap());
    }
}

fn seen_ui(ui: &mut Ui, name: &str, seen: &Seen<'_>) {
    let nothing = "nothing";
    let (what, value) = match seen {
        Seen::Read(value) => ("read", (*value).to_owned()),
        Seen::Found(value) => ("in the target", (*value).to_owned()),
        Seen::Sent { old, new } => (
            "reported",
            format!("{} → {}", old.unwrap_or(nothing), new.unwrap_or(nothing)),
        ),
    };
    let tokens = Tokens::of(ui);
    let head = format!("{name} · {what}");
    let head = Type::Small
        .text(widgets::shown(&head))
        .color(tokens.text_soft);
    ui.add(Label::new(head).truncate());
    let value = Type::Name.text(widgets::shown(&value)).color(tokens.text);
    ui.add(Label::new(value).wrap().selectable(true));
}
