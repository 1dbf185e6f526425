//! What the list of findings remembers: filters, the finding stepped to, the reason being typed.

use crate::app::command::{Command, Commands};
use crate::app::context::{Moment, ViewContext};
use crate::app::selection::{Item, Selection};
use crate::check::{Finding, Severity, Spot, Where};
use crate::editor::changes::{self, Change};
use crate::model::{
    AttributeId, Audience, Column, FindingKey, Note, NoteKind, Place, UnknownMembers,
};

/// Which way to step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the next finding.
    On,
    /// To the one before.
    Back,
}

/// A finding that is being accepted.
#[derive(Clone, Debug)]
pub(super) struct Accepting {
    /// Which one.
    pub(super) key: FindingKey,
    /// What it says.
    pub(super) message: String,
    /// The reason typed so far.
    pub(super) reason: String,
}

/// What of the findings is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// Only this severity.
    pub(super) severity: Option<Severity>,
    /// Only this column.
    pub(super) column: Option<Column>,
    /// Only this rule.
    pub(super) code: Option<&'static str>,
    /// Accepted ones instead of standing ones.
    pub(super) accepted: bool,
}

/// What the list of findings remembers.
#[derive(Debug, Default)]
pub struct FindingsState {
    pub(super) filter: Filter,
    pub(super) current: Option<FindingKey>,
    pub(super) accepting: Option<Accepting>,
    /// That the finding stepped to is to be brought into view.
    pub(super) scroll_to: bool,
    shown: Option<(Moment, Filter, Vec<Spot>)>,
}

impl FindingsState {
    /// Whether a reason is being typed: keys then belong to the dialog.
    pub fn is_accepting(&self) -> bool {
        self.accepting.is_some()
    }

    /// The reason that is being typed and a comment that keeps it; none if nothing is typed.
    ///
    /// It is no acceptance: that is said by who ends the sentence.
    pub(in crate::app) fn begun(&self, ctx: ViewContext<'_>) -> Option<(&str, Change)> {
        let accepting = self.accepting.as_ref()?;
        let reason = accepting.reason.trim();
        if reason.is_empty() {
            return None;
        }
        let note = Note {
            place: accepting.key.place.clone(),
            kind: NoteKind::Comment,
            text: format!(
                "Begun as the reason to accept {}: {reason}",
                accepting.key.code
            ),
            author: ctx.author.to_owned(),
            created: ctx.now,
            audience: Audience::Internal,
            unknown: UnknownMembers::default(),
        };
        Some((&accepting.reason, changes::add_note(ctx.project(), note)?))
    }

    /// Nothing is being accepted any more.
    pub(in crate::app) fn give_up(&mut self) {
        self.accepting = None;
    }

    /// Begins to accept a finding.
    pub fn accept(&mut self, finding: &Finding) {
        self.accepting = Some(Accepting {
            key: finding.key(),
            message: finding.message.clone(),
            reason: String::new(),
        });
    }

    /// The findings that pass the filters, in order; kept until the project or the filters change.
    pub(super) fn shown(&mut self, ctx: ViewContext<'_>) -> &[Spot] {
        let moment = ctx.moment();
        let holds = |kept: &(Moment, Filter, Vec<Spot>)| kept.0 == moment && kept.1 == self.filter;
        if !self.shown.as_ref().is_some_and(holds) {
            let spots = ctx.editor.derived().findings.spots().iter();
            let filter = &self.filter;
            let list = spots
                .filter(|spot| passes(ctx, filter, spot))
                .copied()
                .collect();
            self.shown = Some((moment, filter.clone(), list));
        }
        self.shown
            .as_ref()
            .map(|(_, _, list)| list.as_slice())
            .unwrap_or_default()
    }

    /// Goes to the next finding, or the one before, and round at the ends.
    pub fn step(&mut self, ctx: ViewContext<'_>, way: Way, commands: &mut Commands) {
        let current = self.current.clone();
        let spots = self.shown(ctx);
        let count = spots.len();
        if count == 0 {
            return;
        }
        let at = current.and_then(|key| {
            spots
                .iter()
                .position(|spot| key_of(ctx, spot).as_ref() == Some(&key))
        });
        let next = match (at, way) {
            (None, Way::On) => 0,
            (None, Way::Back) => count - 1,
            (Some(at), Way::On) => (at + 1) % count,
            (Some(at), Way::Back) => (at + count - 1) % count,
        };
        let finding = spots.get(next).copied().and_then(|spot| ctx.finding(&spot));
        if let Some(finding) = finding {
            self.current = Some(finding.key());
            self.scroll_to = true;
            jump(&finding.place, finding.attribute, commands);
        }
    }
}

/// Selects what a finding is about, and brings it into view.
pub(in crate::app) fn jump(place: &Place, attribute: Option<AttributeId>, commands: &mut Commands) {
    if let Some(id) = &attribute {
        commands.push(Command::ShowResource(id.resource));
    }
    let selection = match (place, &attribute) {
        (Place::Link(link), _) => Selection::one(Item::Link(link.clone())),
        (_, Some(id)) => Selection::one(Item::Attribute(id.clone())),
        (_, None) => Selection::default(),
    };
    commands.push(Command::Select(selection));
    if let Some(id) = attribute {
        commands.push(Command::Reveal(id));
    }
}

/// What names a finding in the project, without its words.
pub(super) fn key_of(ctx: ViewContext<'_>, spot: &Spot) -> Option<FindingKey> {
    let place = match spot.place {
        Where::Project => Place::Project,
        Where::Attribute(number) => Place::Attribute(ctx.index().attribute_id(number)?.clone()),
        Where::Link(number) => Place::Link(ctx.index().link_id(number)?.clone()),
    };
    Some(FindingKey {
        code: spot.code().to_owned(),
        place,
    })
}

fn passes(ctx: ViewContext<'_>, filter: &Filter, spot: &Spot) -> bool {
    let column = || {
        let number = match spot.place {
            Where::Project => None,
            Where::Attribute(number) => Some(number),
            Where::Link(number) => ctx.index().destination(number),
        };
        number.and_then(|number| Some(ctx.index().attribute_id(number)?.column))
    };
    spot.is_accepted == filter.accepted
        && filter
            .severity
            .is_none_or(|severity| severity == spot.severity)
        && filter.code.is_none_or(|code| code == spot.code())
        && filter.column.is_none_or(|wanted| column() == Some(wanted))
}
