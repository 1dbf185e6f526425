//! An attribute that a person added: its name and type, and removing it.

use egui::{Id, Ui};

use super::InspectorState;
use super::field::{self, Typed};
use crate::app::command::{Command, Commands};
use crate::app::context::ViewContext;
use crate::app::pages::new_attribute::{name_obstacle, type_ui};
use crate::app::selection::{Item, Selection};
use crate::app::widgets::Tip as _;
use crate::app::widgets::{self, key_line, section};
use crate::editor::changes;
use crate::model::{Access, Attribute, AttributeId, AttributePath, Cardinality, Support};

/// What can be changed of an attribute that a person added.
pub(super) fn custom_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut InspectorState,
    attribute: &Attribute,
    commands: &mut Commands,
) {
    let id = &attribute.id;
    section(ui, "Added by hand");
    key_line(ui, "Path", |ui| {
        let renamed = field::parsed(
            ui,
            &mut state.fields,
            Id::unique((id, "path")),
            "Path",
            Some(&id.path.as_str().to_owned()),
            "name",
            (String::clone, |text: &str| Some(text.to_owned())),
        );
        if let Some(Typed(name)) = renamed {
            rename(ctx, id, &name.unwrap_or_default(), commands);
        }
    });
    key_line(ui, "Group", |ui| {
        let field_id = Id::unique((id, "group"));
        let hint = "none";
        if let Some(group) = field::text(ui, field_id, "Group", &attribute.group, hint, commands) {
            let change = changes::change_attribute(ctx.project(), id, "group", |attribute| {
                attribute.group.clone_from(&group);
            });
            commands.change_in(&format!("group {}", id.label()), change);
        }
    });
    key_line(ui, "Type", |ui| {
        let mut value_type = attribute.value_type.clone();
        type_ui(ui, &mut value_type, ui.available_width());
        if value_type != attribute.value_type {
            let change = changes::change_attribute(ctx.project(), id, "type", |attribute| {
                attribute.value_type.clone_from(&value_type);
            });
            commands.change(change);
        }
    });
    key_line(ui, "Values", |ui| {
        let mut multiple = attribute.cardinality == Cardinality::Multiple;
        if field::tick(ui, &mut multiple, "Multi-valued").changed() {
            let cardinality = if multiple {
                Cardinality::Multiple
            } else {
                Cardinality::Single
            };
            let change = changes::change_attribute(ctx.project(), id, "values", |attribute| {
                attribute.cardinality = cardinality;
            });
            commands.change(change);
        }
    });
    key_line(ui, "Access", |ui| {
        let choices = Access::ALL.map(|access| (access, access.as_str()));
        if let Some(access) = words_ui(ui, "Access", attribute.access, &choices) {
            let change = changes::change_attribute(ctx.project(), id, "access", |attribute| {
                attribute.access = access;
            });
            commands.change(change);
        }
    });
    key_line(ui, "Support", |ui| {
        let choices = Support::ALL.map(|support| (support, support.as_str()));
        if let Some(support) = words_ui(ui, "Support", attribute.support, &choices) {
            let change = changes::change_attribute(ctx.project(), id, "support", |attribute| {
                attribute.support = support;
            });
            commands.change(change);
        }
    });
    key_line(ui, "Length", |ui| {
        let typed = field::parsed(
            ui,
            &mut state.fields,
            Id::unique((id, "length")),
            "At most so many characters",
            attribute.max_length.as_ref(),
            "no limit",
            (u32::to_string, |text: &str| {
                text.parse().ok().filter(|length| *length > 0)
            }),
        );
        if let Some(Typed(length)) = typed {
            let change = changes::change_attribute(ctx.project(), id, "length", |attribute| {
                attribute.max_length = length;
            });
            commands.change_in(&format!("length {}", id.label()), change);
        }
    });
    let button = widgets::quiet_button(ui, "Remove attribute")
        .tip("With its links and its notes; can be taken back");
    if button.clicked() {
        commands.change(changes::remove_attributes(
            ctx.project(),
            std::slice::from_ref(id),
        ));
        commands.push(Command::Select(Selection::default()));
    }
}

/// One of a few words; the one that was just chosen, if it is another.
fn words_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    label: &str,
    current: T,
    choices: &[(T, &'static str)],
) -> Option<T> {
    let now = choices.iter().find(|(value, _)| *value == current);
    let mut chosen = None;
    let width = ui.available_width();
    field::choice(
        ui,
        label,
        label,
        now.map_or("", |(_, word)| word),
        width,
        |ui| {
            for (value, word) in choices {
                if ui.selectable_label(*value == current, *word).clicked() && *value != current {
                    chosen = Some(*value);
                }
            }
        },
    );
    chosen
}

fn rename(ctx: ViewContext<'_>, id: &AttributeId, name: &str, commands: &mut Commands) {
    let new_id = AttributeId {
        path: AttributePath::new(id.column, name),
        ..id.clone()
    };
    let obstacle = name_obstacle(ctx, &new_id).filter(|_| new_id != *id);
    if let Some(why) = obstacle {
        commands.push(Command::Refuse(format!("Not renamed: {why}")));
    } else {
        commands.change(changes::rename_attribute(ctx.project(), id, &new_id));
        commands.push(Command::Select(Selection::one(Item::Attribute(new_id))));
    }
}

/// What there is to do where a link names an attribute that no column has.
pub(super) fn missing_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    id: &AttributeId,
    commands: &mut Commands,
) {
    if widgets::action_button(ui, "Add it to the column").clicked() {
        let attribute = Attribute::custom(id.clone());
        commands.change(changes::add_attribute(ctx.project(), attribute));
    }
}
