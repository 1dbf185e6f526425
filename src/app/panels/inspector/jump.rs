//! The name of another attribute, which leads there; Back leads here again.

use egui::{Response, Ui};

use crate::app::command::{Command, Commands};
use crate::app::selection::{Item, Selection};
use crate::app::theme::{Tokens, Type};
use crate::app::widgets::Tip as _;
use crate::app::widgets::shown;
use crate::model::AttributeId;

pub(super) fn jump_ui(ui: &mut Ui, id: &AttributeId, commands: &mut Commands) -> Response {
    let name = shown(id.label());
    let text = Type::Name.text(name.as_ref()).color(Tokens::of(ui).accent);
    let response = ui
        .add(egui::Button::new(text).frame(false).wrap())
        .tip("Go to this attribute; Alt and left go back");
    if response.clicked() {
        let item = Item::Attribute(id.clone());
        commands.push(Command::Select(Selection::one(item)));
        commands.push(Command::Reveal(id.clone()));
    }
    response
}
