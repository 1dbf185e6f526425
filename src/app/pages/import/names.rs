//! Names that nobody knows, and what each means: taken for one that is near, for another, or as it was written.

use egui::{Id, Label, Ui};

use super::aside::chooser;
use super::state::Draft;
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::panels::inspector::field;
use crate::app::theme::{Tokens, Type, scale};
use crate::app::widgets::{self, section};
use crate::import::{Correction, NearName};

/// Names that are shown at once: who has more corrects the file.
const SHOWN: usize = 40;

/// What is chosen for a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    AsWritten,
    /// The near name at this place.
    Near(usize),
    /// Another name, which is typed.
    Other,
}

/// Draws them, if there are any; each change asks for another plan by itself.
pub(super) fn names_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    draft: &mut Draft,
    commands: &mut Commands,
) {
    let Some(ready) = draft.ready() else { return };
    let examined = ready.examined.clone();
    let near = &examined.plan.near;
    if near.is_empty() {
        return;
    }
    section(ui, "Names that are only near one");
    ui.add_space(2.0);
    for name in near.iter().take(SHOWN) {
        ui.push_id((name.column, &name.name), |ui| {
            name_ui(ui, ctx, draft, name, commands);
        });
    }
    if let Some(more) = near.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let text = format!("and {}", widgets::counted(more, "further name"));
        let soft = Tokens::of(ui).text_soft;
        ui.label(Type::Secondary.text(text).color(soft));
    }
}

fn name_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    draft: &mut Draft,
    name: &NearName,
    commands: &mut Commands,
) {
    let tokens = Tokens::of(ui);
    ui.spacing_mut().item_spacing.y = 3.0;
    let typed = Type::NameSmall.text(widgets::shown(&name.name));
    ui.add(Label::new(typed.color(tokens.text)).truncate());
    let system = &ctx.project().system(name.column).name;
    let mut about = format!("{system}, line {}", name.line);
    if name.num_rows > 1 {
        about = format!("{about}, {}", widgets::counted(name.num_rows, "row"));
    }
    if !name.about.is_empty() {
        about = format!("{about}: {}", name.about);
    }
    let about = Type::Secondary.text(widgets::shown(&about));
    ui.add(Label::new(about.color(tokens.text_soft)).wrap());

    let said = draft.told.corrections.of(name.column, &name.name).cloned();
    let place = |wanted: &str| name.near.iter().position(|near| near == wanted);
    let current = match &said {
        Some(Correction::AsWritten) => Choice::AsWritten,
        Some(Correction::For(other)) => place(other).map_or(Choice::Other, Choice::Near),
        None => {
            let taken = name.taken_for.as_deref().and_then(place);
            taken.map_or(Choice::AsWritten, Choice::Near)
        }
    };
    let mut choices = vec![(Choice::AsWritten, "As it is written")];
    let near = name.near.iter().enumerate();
    choices.extend(near.map(|(at, near)| (Choice::Near(at), near.as_str())));
    choices.push((Choice::Other, "Another name\u{2026}"));
    let label = format!("Meaning of the name {}", name.name);
    let mut say = |correction| {
        let corrections = &mut draft.told.corrections;
        corrections.say(name.column, &name.name, correction);
    };
    match chooser(ui, &label, current, "", &choices) {
        Some(Choice::AsWritten) => say(Correction::AsWritten),
        Some(Choice::Near(at)) => {
            let near = name.near.get(at).cloned().unwrap_or_default();
            say(Correction::For(near));
        }
        Some(Choice::Other) => say(Correction::For(String::new())),
        None => {}
    }
    if let (Choice::Other, Some(Correction::For(other))) = (current, &said) {
        let id = Id::unique(("import name", name.column, &name.name));
        let label = format!("Name for {}", name.name);
        let hint = "attribute";
        if let Some(text) = field::code(ui, id, &label, other, hint, commands) {
            say(Correction::For(text));
        }
    }
    ui.add_space(scale::GAP);
}
