//! The links of an attribute, selected one after another by key.

use super::state::MapState;
use crate::app::command::{Command, Commands};
use crate::app::context::ViewContext;
use crate::app::selection::{Item, Selection};
use crate::model::{AttributeId, LinkId};

impl MapState {
    /// Selects the first link into or out of the attribute that is selected; of a selected link, the next one of the
    /// attribute that it was reached from, else of the one it fills.
    pub fn next_link(&mut self, ctx: ViewContext<'_>, commands: &mut Commands) {
        let of = match ctx.selection.primary() {
            Some(Item::Attribute(id)) => id.clone(),
            Some(Item::Link(link)) => {
                let reached = self.cursor.clone();
                let reached = reached.filter(|id| links_of(ctx, id).contains(link));
                let filled = || {
                    ctx.project()
                        .link(link)
                        .map(|link| link.destination.clone())
                };
                let Some(of) = reached.or_else(filled) else {
                    return;
                };
                of
            }
            None => return,
        };
        let links = links_of(ctx, &of);
        let at = match ctx.selection.primary() {
            Some(Item::Link(link)) => links.iter().position(|other| other == link),
            _ => None,
        };
        let next = at.map_or(0, |at| (at + 1) % links.len().max(1));
        if let Some(link) = links.into_iter().nth(next) {
            self.cursor = Some(of);
            commands.push(Command::Select(Selection::one(Item::Link(link))));
        }
    }
}

/// Those that fill it, then those that it feeds.
fn links_of(ctx: ViewContext<'_>, id: &AttributeId) -> Vec<LinkId> {
    let index = ctx.index();
    let Some(number) = index.number(ctx.project(), id) else {
        return Vec::new();
    };
    let (into, out) = (index.links_into(number), index.links_out(number));
    let all = into.iter().chain(out);
    all.filter_map(|link| index.link_id(*link).cloned())
        .collect()
}
