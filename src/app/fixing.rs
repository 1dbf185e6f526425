//! Every certain fix at once, made ready off the frame and done as one step.

use super::App;
use super::jobs::JobEvent;
use crate::catalog::reference;
use crate::editor::Prepared;
use crate::editor::changes::apply_certain_fixes;
use crate::model::EditError;

/// The fixes as one step, with its name; none if no fix is certain.
#[derive(Debug)]
pub struct Fixed(Result<Option<(String, Prepared)>, EditError>);

impl App {
    /// Starts looking for what can be put right for certain.
    pub(super) fn fix_certain(&mut self) {
        self.editor.close_gesture();
        let project = self.editor.snapshot();
        let today = self.editor.today();
        self.jobs.start("certain fixes", move || {
            let change = apply_certain_fixes(&project, reference(), today);
            let prepared = change.map(|change| {
                Prepared::new(project.clone(), change.edit, today)
                    .map(|prepared| (change.name, prepared))
            });
            JobEvent::Fixed(Box::new(Fixed(prepared.transpose())))
        });
    }

    /// Does the fixes, if the project is still the one that they are for.
    pub(super) fn fixed(&mut self, fixed: Fixed) {
        match fixed.0 {
            Ok(None) => self.done("Nothing to put right: no finding has a certain fix".to_owned()),
            Ok(Some((_, prepared))) if !self.editor.is_for_this(&prepared) => {
                self.fail("Not put right: the project was changed meanwhile; try again".to_owned());
            }
            Ok(Some((name, prepared))) => match self.editor.commit_prepared(&name, prepared) {
                Ok(()) => self.done(format!("Done: {name}; Undo takes it back")),
                Err(error) => self.fail(format!("{name}: {error}")),
            },
            Err(error) => self.fail(format!("Not put right: {error}")),
        }
    }
}
