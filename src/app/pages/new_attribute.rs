//! The dialog that adds an attribute of one's own to a column.

use egui::{Align, Id, Key, Label, Layout, TextEdit, Ui};

use super::parts::{check, labelled};
use crate::app::command::{Command, Commands};
use crate::app::context::ViewContext;
use crate::app::dialogs::modal;
use crate::app::panels::inspector::field;
use crate::app::selection::{Item, Selection};
use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets::{self, Fit, Segment, segmented};
use crate::editor::changes;
use crate::model::{
    Attribute, AttributeId, AttributePath, Cardinality, Column, Mark, Resource, ValueType,
};

/// The types that can be chosen: those of RFC 7643 §2.3 and what target fields have besides.
pub(in crate::app) const TYPES: [ValueType; 10] = [
    ValueType::String,
    ValueType::Boolean,
    ValueType::Integer,
    ValueType::Decimal,
    ValueType::Date,
    ValueType::DateTime,
    ValueType::Reference,
    ValueType::Phone,
    ValueType::Binary,
    ValueType::Complex,
];

/// An attribute that is being described.
#[derive(Clone, Debug)]
pub(super) struct NewAttribute {
    column: Column,
    path: String,
    scim_path: String,
    value_type: ValueType,
    cardinality: Cardinality,
    mark: Option<Mark>,
    group: String,
}

impl NewAttribute {
    /// One in the same column and group as this one; in the source column beside none.
    pub(super) fn beside(attribute: Option<&Attribute>) -> Self {
        Self {
            column: attribute.map_or(Column::Source, |attribute| attribute.id.column),
            path: String::new(),
            scim_path: String::new(),
            value_type: ValueType::String,
            cardinality: Cardinality::Single,
            mark: None,
            group: attribute.map_or_else(String::new, |attribute| attribute.group.clone()),
        }
    }

    fn id(&self, resource: Resource) -> AttributeId {
        let scim_path = self.scim_path.trim();
        AttributeId {
            column: self.column,
            resource,
            path: AttributePath::new(self.column, self.path.trim()),
            scim_path: (self.column == Column::Target && !scim_path.is_empty())
                .then(|| AttributePath::new(Column::Protocol, scim_path)),
        }
    }

    fn attribute(&self, resource: Resource) -> Attribute {
        Attribute {
            group: self.group.trim().to_owned(),
            value_type: self.value_type.clone(),
            cardinality: self.cardinality,
            mark: self.mark,
            ..Attribute::custom(self.id(resource))
        }
    }
}

/// Why an attribute cannot be called so; none if it can.
pub(in crate::app) fn name_obstacle(ctx: ViewContext<'_>, id: &AttributeId) -> Option<String> {
    if id.path.as_str().trim().is_empty() {
        return Some("a name is needed".to_owned());
    }
    ctx.project().attribute(id).map(|taken| {
        format!(
            "there is already {:?} in the column {}",
            taken.id.label(),
            ctx.project().system(id.column).name
        )
    })
}

/// Draws the dialog; true once it is to be closed.
#[must_use]
pub(super) fn new_attribute_ui(
    egui: &egui::Context,
    ctx: ViewContext<'_>,
    draft: &mut NewAttribute,
    commands: &mut Commands,
) -> bool {
    let mut is_done = false;
    let response = modal(egui, "new attribute").show(egui, |ui| {
        ui.set_width(440.0);
        ui.spacing_mut().item_spacing.y = scale::PAD;
        let of = ctx.resource.label().to_lowercase();
        ui.label(Type::Title.text(format!("Add an attribute of {of}s")));
        let names = Column::ALL.map(|column| ctx.project().system(column).name.as_str());
        let [source, protocol, target] = names;
        let columns = [
            Segment::new(Column::Source, source),
            Segment::new(Column::Protocol, protocol),
            Segment::new(Column::Target, target),
        ];
        if let Some(column) = segmented(ui, "Column", draft.column, &columns, Fit::Contents) {
            draft.column = column;
            draft.group.clear();
        }
        let entered = fields_ui(ui, draft);
        let obstacle = name_obstacle(ctx, &draft.id(ctx.resource));
        let tokens = Tokens::of(ui);
        // Always one line, so that nothing jumps while a name is typed.
        let text = match &obstacle {
            Some(why) if !draft.path.trim().is_empty() => Type::Secondary
                .text(format!("Not added: {why}"))
                .color(tokens.error),
            _ => Type::Secondary
                .text("It can be renamed, changed and removed later.")
                .color(tokens.text_soft),
        };
        ui.add(Label::new(text).truncate());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let add = ui
                .add_enabled_ui(obstacle.is_none(), |ui| {
                    widgets::primary_button(ui, "Add attribute")
                })
                .inner
                .clicked();
            if (add || entered) && obstacle.is_none() {
                let attribute = draft.attribute(ctx.resource);
                let id = attribute.id.clone();
                commands.change(changes::add_attribute(ctx.project(), attribute));
                // It shall be seen where it stands.
                commands.push(Command::ClosePage);
                commands.push(Command::Select(Selection::one(Item::Attribute(id.clone()))));
                commands.push(Command::Reveal(id));
                is_done = true;
            }
            is_done |= widgets::quiet_button(ui, "Cancel").clicked();
        });
    });
    is_done || response.should_close()
}

/// The fields; true if Enter was pressed in the name.
fn fields_ui(ui: &mut Ui, draft: &mut NewAttribute) -> bool {
    let line = |ui: &mut Ui, text: &mut String, label: &str, hint: &str, font: Type| {
        labelled(ui, label, |ui| {
            let response = ui.add(
                TextEdit::singleline(text)
                    .id(Id::unique(("new attribute", label)))
                    .font(font.font())
                    .hint_text(hint)
                    .desired_width(f32::INFINITY)
                    .margin(egui::Margin::symmetric(8, 5)),
            );
            field::name(ui, &response, label);
            response
        })
    };
    let hint = match draft.column {
        Column::Source => "extensionAttribute1",
        Column::Protocol => "urn:ietf:params:scim:schemas:extension:…:name",
        Column::Target => "UserProfile.…",
    };
    let path = line(ui, &mut draft.path, "Path", hint, Type::Name);
    if ui.memory(|memory| memory.focused().is_none()) && draft.path.is_empty() {
        path.request_focus();
    }
    let entered = path.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if draft.column == Column::Target {
        let hint = "which SCIM attribute reaches it, if that is known";
        line(ui, &mut draft.scim_path, "SCIM path", hint, Type::Name);
    }
    let hint = "the heading it stands under on the map";
    line(ui, &mut draft.group, "Group", hint, Type::Body);
    labelled(ui, "Type", |ui| {
        ui.horizontal(|ui| {
            type_ui(ui, &mut draft.value_type, 160.0);
            let multiple = draft.cardinality == Cardinality::Multiple;
            if check(ui, multiple, "Multi-valued", "") {
                draft.cardinality = if multiple {
                    Cardinality::Single
                } else {
                    Cardinality::Multiple
                };
            }
        });
    });
    labelled(ui, "Mark", |ui| {
        let marks = [
            Segment::with_icon(Some(Mark::Required), "Required", Icon::Required),
            Segment::with_icon(Some(Mark::SystemGenerated), "System", Icon::SystemGenerated),
            Segment::with_icon(Some(Mark::Optional), "Optional", Icon::Optional),
            Segment::new(None, "None"),
        ];
        if let Some(mark) = segmented(ui, "Mark", draft.mark, &marks, Fit::Contents) {
            draft.mark = mark;
        }
    });
    entered
}

/// A list of types to choose from.
pub(in crate::app) fn type_ui(ui: &mut Ui, value_type: &mut ValueType, width: f32) {
    let response = widgets::list("type")
        .width(width)
        .selected_text(value_type.as_str())
        .show_ui(ui, |ui| {
            for choice in TYPES {
                let is_chosen = *value_type == choice;
                if ui.selectable_label(is_chosen, choice.as_str()).clicked() {
                    *value_type = choice;
                }
            }
        })
        .response;
    field::name(ui, &response, "Type");
}
