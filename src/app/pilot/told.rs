//! What happens to the chosen user, in full: told once for each state of the project and of what is tried.

use std::rc::Rc;

use super::state::PilotState;
use crate::app::context::ViewContext;
use crate::model::Revision;
use crate::pilot::{Story, Transition, Trial};

/// What a story depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StoryKey {
    revision: Revision,
    user: usize,
    trying: Option<Transition>,
}

impl PilotState {
    /// What happens to the chosen user, told once for each state of the project.
    pub(super) fn story(&mut self, ctx: ViewContext<'_>) -> Option<Rc<Story>> {
        let prepared = self.prepared()?;
        let outcome = self.outcome(self.chosen)?.clone();
        let key = StoryKey {
            revision: ctx.editor.revision(),
            user: self.chosen,
            trying: self.trying.clone(),
        };
        if let Some((known, story)) = &self.story
            && *known == key
        {
            return Some(story.clone());
        }
        let user = self.samples.users.get(self.chosen)?;
        let trial = self.trying.as_ref().map(|transition| Trial {
            transition,
            attribute: match transition {
                Transition::Change { attribute, .. } | Transition::Clear { attribute } => {
                    prepared.header.iter().position(|name| name == attribute)
                }
                _ => None,
            },
        });
        let world = prepared.world();
        let story = prepared
            .plan
            .tell_outcome(user, &prepared.binding, &world, trial, &outcome);
        let story = Rc::new(story);
        self.story = Some((key, story.clone()));
        Some(story)
    }
}
