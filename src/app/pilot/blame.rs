//! What stands behind an outcome, and the way there: a link on the map, or the settings of provisioning.

use egui::{Response, Ui};

use crate::app::command::{Action, Command, Commands, View};
use crate::app::context::ViewContext;
use crate::app::selection::{Item, Selection};
use crate::app::widgets;
use crate::app::widgets::Tip as _;
use crate::model::LinkId;
use crate::pilot::{Left, Plan, Reason, Warning};

/// What an outcome comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Blame {
    /// The rule of a link.
    Link(LinkId),
    /// What the settings say of all users.
    Settings,
}

impl Blame {
    /// What a reason comes from; none where it is the user alone.
    pub(super) fn of(plan: &Plan, reason: Reason) -> Option<Self> {
        match reason {
            Reason::CreateIsOff
            | Reason::UpdateIsOff
            | Reason::DeleteIsOff
            | Reason::ProvisioningIsOff
            | Reason::LeftAlone(_)
            | Reason::Left(Left::FilteredOut)
            | Reason::NeverThere(Left::FilteredOut) => Some(Self::Settings),
            _ => Self::link(plan, reason.flow(plan)?),
        }
    }

    /// What a warning comes from.
    pub(super) fn of_warning(plan: &Plan, warning: Warning) -> Option<Self> {
        Self::link(plan, warning.flow()?)
    }

    fn link(plan: &Plan, flow: usize) -> Option<Self> {
        plan.links().nth(flow).cloned().map(Self::Link)
    }

    /// What the way there is called.
    pub(super) fn words(&self) -> &'static str {
        match self {
            Self::Link(_) => "Show the rule",
            Self::Settings => "Show the settings",
        }
    }

    /// A quiet button that leads there; `of` tells it from its like.
    pub(super) fn button_ui(
        &self,
        ui: &mut Ui,
        ctx: ViewContext<'_>,
        of: &str,
        commands: &mut Commands,
    ) -> Response {
        let tip = match self {
            Self::Link(_) => format!("On the map, for {of}"),
            Self::Settings => format!("What Entra ID does with users as a whole: {of}"),
        };
        let button = widgets::quiet_button(ui, self.words()).tip(widgets::shown(&tip));
        if button.clicked() {
            self.go(ctx, commands);
        }
        button
    }

    /// Goes there.
    pub(super) fn go(&self, ctx: ViewContext<'_>, commands: &mut Commands) {
        match self {
            Self::Link(link) => go_to_link(link, ctx, commands),
            Self::Settings => commands.push(Command::Act(Action::ResourcePage)),
        }
    }
}

/// Shows a link on the map, selected.
pub(super) fn go_to_link(link: &LinkId, ctx: ViewContext<'_>, commands: &mut Commands) {
    commands.push(Command::ShowView(View::Map));
    commands.push(Command::Select(Selection::one(Item::Link(link.clone()))));
    if let Some(link) = ctx.project().link(link) {
        commands.push(Command::Reveal(link.destination.clone()));
    }
}
