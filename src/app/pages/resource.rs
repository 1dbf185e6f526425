//! What Entra ID does with users, or with groups, as a whole, each choice with what it means.

use egui::Ui;

use super::parts::{caution, check, choice, section, system_name};
use super::{PagesState, heading_ui, scoping};
use crate::app::command::Commands;
use crate::app::context::ViewContext;
use crate::app::widgets;
use crate::editor::changes::{change_application_settings, change_resource_settings};
use crate::model::{
    Column, LifecycleActions, OutOfScope, PatchStyle, Provisioning, Resource, ResourceSettings,
    Scope,
};

pub(super) fn resource_ui(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    state: &mut PagesState,
    commands: &mut Commands,
) {
    let (title, them) = match ctx.resource {
        Resource::User => ("Provisioning of users", "users"),
        Resource::Group => ("Provisioning of groups", "groups"),
    };
    let source = system_name(ctx, Column::Source);
    heading_ui(
        ui,
        title,
        &format!(
            "What {source} does with {them} as a whole, before any attribute is mapped. Switch between users and groups above."
        ),
        commands,
    );
    section(
        ui,
        "What it may do",
        &format!("Which requests {source} sends about {them} at all."),
        |ui| actions_ui(ui, ctx, them, commands),
    );
    section(
        ui,
        "Scope",
        &format!("Where {source} looks before it filters. One setting for users and groups."),
        |ui| scope_ui(ui, ctx, commands),
    );
    section(
        ui,
        "Scoping filters",
        &format!(
            "All clauses of a filter must hold; {them} are in scope when any filter holds. An empty attribute fails every clause but IS NULL."
        ),
        |ui| scoping::scoping_ui(ui, ctx, state, commands),
    );
    section(
        ui,
        "Leaving the scope",
        "What happens to an account whose owner is unassigned or filtered out. One setting for users and groups.",
        |ui| leaving_ui(ui, ctx, commands),
    );
    section(
        ui,
        "PATCH requests",
        "How updates are written. A flag of the tenant URL, so one setting for users and groups.",
        |ui| patch_ui(ui, ctx, commands),
    );
}

fn settings<'a>(ctx: &ViewContext<'a>) -> &'a ResourceSettings {
    ctx.project().resource_settings(ctx.resource)
}

/// Whether the resource is provisioned, and what may be done to its objects.
///
/// Source: users cannot be disabled in the portal, groups can (ms-customize). A DELETE is sent on hard deletion, 30 days
/// after soft deletion or by hand; leaving the scope sends a disable, which is an update (ms-how-prov, conflict C07).
/// Genesys Cloud's SCIM API has no operation that creates or deletes a group (gc-sdk-scimapi, conflict C05).
fn actions_ui(ui: &mut Ui, ctx: ViewContext<'_>, them: &str, commands: &mut Commands) {
    let settings = settings(&ctx);
    let [source, target] = [Column::Source, Column::Target].map(|column| system_name(ctx, column));
    let is_on = settings.provisioning == Provisioning::Enabled;
    let about = format!("Off, {target} never hears of {them}; the mapping is kept.");
    if check(ui, is_on, &format!("Provision {them}"), &about) {
        let provisioning = if is_on {
            Provisioning::Disabled
        } else {
            Provisioning::Enabled
        };
        commands.change(change_resource_settings(
            ctx.project(),
            ctx.resource,
            "provisioning",
            |settings| settings.provisioning = provisioning,
        ));
    }
    if !is_on && ctx.resource == Resource::User {
        caution(
            ui,
            "The portal has no way to turn the mapping of users off; that of groups it has.",
        );
    }
    let mut action =
        |ui: &mut Ui, on: bool, title: &str, about: &str, turn: &dyn Fn(&mut LifecycleActions)| {
            if check(ui, on, title, about) {
                let what = title.to_lowercase();
                commands.change(change_resource_settings(
                    ctx.project(),
                    ctx.resource,
                    &format!("{what:?}"),
                    |settings| turn(&mut settings.actions),
                ));
            }
        };
    let actions = settings.actions;
    action(
        ui,
        actions.create,
        "Create",
        &format!("Make {them} in {target} that it does not have yet."),
        &|actions| actions.create = !actions.create,
    );
    action(
        ui,
        actions.update,
        "Update",
        &format!("Send what has changed in {source}, and disable who leaves."),
        &|actions| actions.update = !actions.update,
    );
    action(
        ui,
        actions.delete,
        "Delete",
        &format!(
            "Delete {them} once they are gone for good in {source}: 30 days after deletion, or purged by hand."
        ),
        &|actions| actions.delete = !actions.delete,
    );
    let of_reference = ctx.project().system(Column::Target).catalog == "genesys-cloud";
    if of_reference && ctx.resource == Resource::Group && (actions.create || actions.delete) {
        caution(
            ui,
            "Genesys Cloud creates and deletes no groups through SCIM: a group must be there under the same name (C05).",
        );
    }
}

/// Where Entra ID looks.
///
/// Source: the portal's list *Scope* of the provisioning settings (ms-assign-include); members of nested groups are not
/// read (ms-how-prov).
fn scope_ui(ui: &mut Ui, ctx: ViewContext<'_>, commands: &mut Commands) {
    let choices = [
        (
            Scope::AssignedOnly,
            "Sync only assigned users and groups",
            "Who is assigned to the application, by name or through a group. Groups within groups are not read.",
        ),
        (
            Scope::All,
            "Sync all users and groups",
            "The whole directory; the scoping filters are then the only limit.",
        ),
    ];
    one_of(
        ui,
        ctx,
        "scope",
        &choices,
        commands,
        (
            |settings| settings.scope,
            |settings, to| settings.scope = to,
        ),
    );
}

/// What happens to objects that leave the scope.
///
/// Source: a disable is sent, the user is then no longer managed, and no DELETE follows (ms-how-prov, conflict C07);
/// `SkipOutOfScopeDeletions` suppresses the disable (ms-skip-oos).
fn leaving_ui(ui: &mut Ui, ctx: ViewContext<'_>, commands: &mut Commands) {
    let choices = [
        (
            OutOfScope::Deprovision,
            "Disable the account",
            "It becomes inactive and is no longer looked after: no deletion follows later (C07).",
        ),
        (
            OutOfScope::SkipDeletion,
            "Leave the account as it is",
            "Sets SkipOutOfScopeDeletions: nothing is sent, and the person can go on working there.",
        ),
    ];
    one_of(
        ui,
        ctx,
        "what leaving the scope does",
        &choices,
        commands,
        (
            |settings| settings.out_of_scope,
            |settings, to| settings.out_of_scope = to,
        ),
    );
}

/// How PATCH requests are written.
///
/// Source: with `aadOptscim062020`, booleans are booleans, `op` is in lower case, replacements are grouped and members are
/// removed by filter; without it `active` is sent as the text "False" (ms-scim-compat). Whether Genesys Cloud needs it is
/// not documented.
fn patch_ui(ui: &mut Ui, ctx: ViewContext<'_>, commands: &mut Commands) {
    let choices = [
        (
            PatchStyle::Classic,
            "Entra ID's own",
            "As it has always been: active goes out as the text \"False\", operations as \"Add\" and \"Replace\".",
        ),
        (
            PatchStyle::AadOptscim062020,
            "As the standard has it (aadOptscim062020)",
            "Real booleans, operations in lower case, replacements in one request, members removed by filter.",
        ),
    ];
    one_of(
        ui,
        ctx,
        "PATCH style",
        &choices,
        commands,
        (
            |settings| settings.patch_style,
            |settings, to| settings.patch_style = to,
        ),
    );
    if settings(&ctx).patch_style == PatchStyle::AadOptscim062020 {
        caution(
            ui,
            "No document says whether Genesys Cloud needs it: try it in a test tenant first.",
        );
    }
}

/// One choice that Entra ID has once for the whole application.
fn one_of<T: Copy + PartialEq>(
    ui: &mut Ui,
    ctx: ViewContext<'_>,
    what: &str,
    choices: &[(T, &str, &str)],
    commands: &mut Commands,
    (read, write): (
        impl Fn(&ResourceSettings) -> T,
        impl Fn(&mut ResourceSettings, T),
    ),
) {
    let read = |resource| read(ctx.project().resource_settings(resource));
    let now = read(ctx.resource);
    let set =
        |to: T| change_application_settings(ctx.project(), what, |settings| write(settings, to));
    for (value, title, about) in choices {
        if choice(ui, *value == now, title, about) {
            commands.change(set(*value));
        }
    }
    if read(Resource::User) != read(Resource::Group) {
        caution(
            ui,
            "Users and groups differ here in this file, but the portal has one setting for both.",
        );
        if widgets::action_button(ui, "Use this for both").clicked() {
            commands.change(set(now));
        }
    }
}
