//! What the pilot view remembers: its users, who is chosen, what is tried, and what came of it.

use std::rc::Rc;
use std::sync::Arc;

use super::assumptions::{Assumptions, Typed};
use super::compare::Beside;
use super::report::Names;
use super::run::{Job, Prepared, Running, TargetBytes};
use super::samples::ReadSamples;
use super::shown::{Page, Why, group};
use super::told::StoryKey;
use crate::app::context::ViewContext;
use crate::app::panels::inspector::ChosenSample;
use crate::app::real_run::RealRun;
use crate::editor::{changes, real_run};
use crate::model::{Project, Revision};
use crate::pilot::users::UserProblem;
use crate::pilot::{
    Action, Field, Hidden, Sample as _, Samples, Story, Tally, Transition, UserOutcome,
    builtin_samples,
};

/// What the pilot view remembers.
pub struct PilotState {
    pub(super) samples: Arc<Samples>,
    /// Whether these are the users that come with the program.
    pub(super) is_builtin: bool,
    /// Whether these were kept with the project, as long as it still keeps any.
    pub(super) is_kept: bool,
    /// Rows of the file that were left out.
    pub(super) left_out: Vec<UserProblem>,
    target: TargetBytes,
    pub(super) chosen: usize,
    pub(super) filter: Option<Action>,
    /// Of those under the filter only the users with this reason or warning.
    pub(super) why: Option<Why>,
    /// What stands at the right of the list.
    pub(super) page: Page,
    pub(super) trying: Option<Transition>,
    /// What is typed for the value that shall be changed.
    pub(super) draft: Hidden<String>,
    /// Whether the field of that value is to have the keyboard.
    pub(super) wants_value: bool,
    /// The attribute that is changed or cleared.
    pub(super) attribute: String,
    running: Option<Running>,
    ran_for: Option<(Revision, jiff::Timestamp)>,
    /// Users under the filter, failures first.
    lines: Vec<usize>,
    lines_of: Option<(usize, Option<Action>, Option<Why>)>,
    /// The counts of what has come.
    pub(super) tally: Tally,
    pub(super) story: Option<(StoryKey, Rc<Story>)>,
    /// The real run that is shown beside its user.
    pub(super) beside: Option<Beside>,
    /// What the next report calls users.
    pub(super) report_names: Names,
    /// What the runs take for granted.
    assumptions: Assumptions,
    /// What is typed of it.
    pub(super) typed: Typed,
    /// The clock of the runs: that of the first frame, so that nothing changes by itself.
    now: Option<jiff::Timestamp>,
}

impl Default for PilotState {
    fn default() -> Self {
        Self {
            samples: Arc::new(builtin_samples()),
            is_builtin: true,
            is_kept: false,
            left_out: Vec::new(),
            target: TargetBytes::Builtin,
            chosen: 0,
            filter: None,
            why: None,
            page: Page::Stages,
            trying: None,
            draft: Hidden::default(),
            wants_value: false,
            attribute: "jobTitle".to_owned(),
            running: None,
            ran_for: None,
            lines: Vec::new(),
            lines_of: None,
            tally: Tally::default(),
            story: None,
            beside: None,
            report_names: Names::Rows,
            assumptions: Assumptions::default(),
            typed: Typed::default(),
            now: None,
        }
    }
}

impl std::fmt::Debug for PilotState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PilotState")
            .field("users", &self.samples.users.len())
            .finish_non_exhaustive()
    }
}

impl PilotState {
    /// Takes users from a file; what the target holds of them is nobody until a file says so.
    pub fn take_samples(&mut self, read: ReadSamples) {
        self.samples = read.samples;
        self.is_builtin = false;
        self.is_kept = false;
        self.left_out = read.problems;
        if self.target == TargetBytes::Builtin {
            self.target = TargetBytes::Nobody;
        }
        self.chosen = 0;
        self.show_all();
        // Many users are looked at as a whole first.
        self.page = if self.samples.users.len() > 1 {
            Page::Outcome
        } else {
            Page::Stages
        };
        self.trying = None;
        self.beside = None;
        self.start_again();
    }

    /// Shows a real run beside the user that it is about; in the place of the built-in users, if it is none of them,
    /// the one that the answer tells of. Whether there is such a user.
    pub fn take_answer(&mut self, run: RealRun) -> bool {
        let mut user = real_run::find_user(&self.samples, &run.answer);
        if user.is_none()
            && self.is_builtin
            && let Some(samples) = real_run::sample_of(&run.answer)
        {
            self.take_samples(ReadSamples {
                samples: Arc::new(samples),
                problems: Vec::new(),
            });
            self.target = match real_run::target_of(&run.answer) {
                Some(Hidden(bytes)) => TargetBytes::File(Arc::new(bytes)),
                None => TargetBytes::Nobody,
            };
            user = Some(0);
        }
        let Some(user) = user else {
            return false;
        };
        self.chosen = user;
        self.show_all();
        self.page = Page::Stages;
        self.trying = None;
        self.lines_of = None;
        self.beside = Some(Beside::new(run, user));
        true
    }

    /// Takes the sample users that a project keeps; those that another one kept go with it, and so does a real run.
    pub fn show_project(&mut self, project: &Project) {
        self.beside = None;
        match changes::kept_samples(project) {
            Some(samples) => {
                self.take_samples(ReadSamples {
                    samples: Arc::new(samples),
                    problems: Vec::new(),
                });
                self.is_kept = true;
            }
            None if self.is_kept => self.take_builtin(),
            None => {}
        }
    }

    /// Goes back to the users that come with the program.
    pub fn take_builtin(&mut self) {
        *self = Self {
            assumptions: std::mem::take(&mut self.assumptions),
            typed: std::mem::take(&mut self.typed),
            ..Self::default()
        };
    }

    /// Takes what the target holds from a file.
    pub fn take_target(&mut self, bytes: Vec<u8>) {
        self.target = TargetBytes::File(Arc::new(bytes));
        self.start_again();
    }

    /// The user that is chosen; none where there are no users.
    pub fn chosen_sample(&self) -> Option<ChosenSample> {
        self.samples.users.get(self.chosen)?;
        Some(ChosenSample {
            samples: self.samples.clone(),
            user: self.chosen,
            assumptions: self.assumptions.clone(),
        })
    }

    /// Chooses the next user, after the last the first.
    pub fn next_sample(&mut self) {
        self.chosen = (self.chosen + 1) % self.samples.users.len().max(1);
    }

    /// Takes other things for granted, and runs the users again.
    pub(super) fn assume(&mut self, assumptions: Assumptions) {
        if self.assumptions != assumptions {
            self.assumptions = assumptions;
            self.start_again();
        }
    }

    fn start_again(&mut self) {
        self.running = None;
        self.ran_for = None;
        self.story = None;
        self.lines_of = None;
    }

    /// Runs the users again if the project has changed, and takes in what has come.
    pub(super) fn refresh(&mut self, context: &egui::Context, ctx: ViewContext<'_>) {
        let now = *self.now.get_or_insert(ctx.now);
        let wanted = (ctx.editor.revision(), now);
        if self.ran_for != Some(wanted) {
            self.running = Some(Running::start(
                context,
                Job {
                    project: ctx.editor.snapshot(),
                    samples: self.samples.clone(),
                    target: self.target.clone(),
                    now,
                    assumptions: self.assumptions.clone(),
                },
            ));
            self.ran_for = Some(wanted);
            self.lines_of = None;
            self.tally = Tally::default();
            // Reasons name parts of a mapping that may be another one now.
            self.why = None;
        }
        if let Some(running) = &mut self.running {
            running.listen();
        }
        self.arrange();
    }

    /// Counts and orders what has come, if there is more than before or another filter.
    fn arrange(&mut self) {
        let outcomes = self
            .running
            .as_ref()
            .map_or(&[][..], |running| running.outcomes.as_slice());
        let wanted = (outcomes.len(), self.filter, self.why);
        if self.lines_of == Some(wanted) {
            return;
        }
        for outcome in outcomes.iter().skip(self.tally.users as usize) {
            self.tally.add(outcome);
        }
        let fits = |outcome: &UserOutcome| {
            self.filter
                .is_none_or(|wanted| group(outcome.action) == wanted)
                && self.why.is_none_or(|why| why.is_of(outcome))
        };
        let mut lines: Vec<usize> = (0..outcomes.len())
            .filter(|at| outcomes.get(*at).is_some_and(fits))
            .collect();
        // Failures come first; the built-in users keep their order, which tells their story.
        if !self.is_builtin {
            lines.sort_by_key(|at| {
                outcomes
                    .get(*at)
                    .is_none_or(|one| one.action != Action::Fail)
            });
        }
        let is_another_filter = self
            .lines_of
            .is_some_and(|(_, filter, why)| (filter, why) != (self.filter, self.why));
        if is_another_filter
            && !lines.contains(&self.chosen)
            && let Some(first) = lines.first()
        {
            self.chosen = *first;
        }
        self.lines = lines;
        self.lines_of = Some(wanted);
    }

    /// The users under the filter, by their place.
    pub(super) fn lines(&self) -> &[usize] {
        &self.lines
    }

    /// What the chosen user has for an attribute, as its file writes it.
    pub(super) fn value_of_chosen(&self, attribute: &str) -> Option<String> {
        let header = &self.prepared()?.header;
        let at = header.iter().position(|name| name == attribute)?;
        match self.samples.users.get(self.chosen)?.field(at) {
            Field::Missing => None,
            Field::Text(text) => Some(text.to_owned()),
            Field::List(texts) => Some(texts.join("|")),
        }
    }

    /// What happens to a user; none while it has not been run.
    pub(super) fn outcome(&self, user: usize) -> Option<&UserOutcome> {
        self.running.as_ref()?.outcomes.get(user)
    }

    /// What happens to the users that were run so far, in their order.
    pub(super) fn outcomes(&self) -> &[UserOutcome] {
        let running = self.running.as_ref();
        running.map_or(&[], |running| running.outcomes.as_slice())
    }

    pub(super) fn prepared(&self) -> Option<Arc<Prepared>> {
        self.running.as_ref()?.prepared.clone()
    }

    /// How many users an entry of the filter has.
    pub(super) fn count(&self, filter: Option<Action>) -> usize {
        let users = match filter {
            None => self.tally.users,
            Some(wanted) => Action::ALL
                .into_iter()
                .filter(|action| group(*action) == wanted)
                .map(|action| self.tally.of(action))
                .sum(),
        };
        users as usize
    }

    /// Shows the users under every action.
    pub(super) fn show_all(&mut self) {
        self.filter = None;
        self.why = None;
    }

    /// Shows a user; of many, whatever was shown of the one before.
    pub(super) fn show_user(&mut self, user: usize) {
        self.chosen = user;
        if self.page == Page::Outcome {
            self.page = Page::Stages;
        }
    }

    /// Shows the users with a reason or a warning alone, and the first of them.
    pub(super) fn show_why(&mut self, why: Why) {
        self.filter = match why {
            Why::Reason(action, _) => Some(group(action)),
            Why::Warning(_) => None,
        };
        self.why = Some(why);
        self.page = Page::Stages;
        let first = self.outcomes().iter().position(|one| why.is_of(one));
        self.chosen = first.unwrap_or(self.chosen);
    }

    /// How many users were run, and how many there are, while a run is under way.
    pub(super) fn progress(&self) -> Option<(usize, usize)> {
        let running = self.running.as_ref()?;
        (!running.is_done).then_some((running.outcomes.len(), self.samples.users.len()))
    }

    /// Whether the last run was cancelled.
    pub(super) fn was_cancelled(&self) -> bool {
        self.running
            .as_ref()
            .is_some_and(|running| running.was_cancelled)
    }

    /// Ends a run that is under way; what came so far stays.
    pub(super) fn cancel(&mut self) {
        if let Some(running) = &mut self.running {
            running.cancel();
        }
    }

    /// What people call a user.
    pub(super) fn name_of(&self, user: usize) -> String {
        let name = self.samples.users.get(user).and_then(|one| {
            let prepared = self.running.as_ref()?.prepared.as_ref()?;
            prepared.binding.name_of(one)
        });
        name.map_or_else(|| format!("row {}", user + 1), str::to_owned)
    }
}
