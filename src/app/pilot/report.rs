//! What the pilot came to as a file: one line a user, without names unless they are asked for.

use std::io;
use std::sync::Arc;

use egui::containers::menu::{MenuButton, MenuConfig};
use egui::{PopupCloseBehavior, Ui};

use super::run::Prepared;
use super::state::PilotState;
use crate::app::command::{Command, Commands};
use crate::app::state::PathPurpose;
use crate::app::widgets::{self, Tip as _};
use crate::catalog::reference;
use crate::export::pilot_report::{self, About, CsvForm};
use crate::pilot::UserOutcome;

/// What a report is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportAsked {
    /// Its format.
    pub format: ReportFormat,
    /// Whether users are called by name.
    pub names: Names,
}

impl ReportAsked {
    /// What is asked for where nothing else is said.
    pub const PLAIN: Self = Self {
        format: ReportFormat::Markdown,
        names: Names::Rows,
    };
}

/// The format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// One line a user.
    Csv,
    /// Counts, then users, failures first.
    Markdown,
}

impl ReportFormat {
    /// How the name of its file ends.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Markdown => "md",
        }
    }
}

/// What users are called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Names {
    /// `row 3`.
    #[default]
    Rows,
    /// By name: a person's data.
    Shown,
}

/// All that a report is made of, away from the window.
pub struct Report {
    prepared: Arc<Prepared>,
    outcomes: Vec<UserOutcome>,
    title: String,
    asked: ReportAsked,
}

impl Report {
    /// Writes it.
    ///
    /// # Errors
    ///
    /// What `out` reports.
    pub fn write(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let plan = &self.prepared.plan;
        let name = |at: usize| {
            let user = self.prepared.samples.users.get(at)?;
            match self.asked.names {
                Names::Rows => None,
                Names::Shown => self.prepared.binding.name_of(user),
            }
        };
        match self.asked.format {
            ReportFormat::Csv => {
                pilot_report::write_csv_header(CsvForm::Safe, out)?;
                for (at, outcome) in self.outcomes.iter().enumerate() {
                    pilot_report::write_csv_user(plan, outcome, name(at), CsvForm::Safe, out)?;
                }
                Ok(())
            }
            ReportFormat::Markdown => {
                let about = About {
                    plan,
                    title: &self.title,
                    catalog: reference(),
                    num_found: self.prepared.target.len(),
                    settings: &self.prepared.settings,
                    transition: None,
                    of: Some(self.prepared.samples.users.len()),
                };
                pilot_report::write_markdown(&about, &self.outcomes, name, out)
            }
        }
    }
}

impl PilotState {
    /// What a report of the users run so far is made of; none before the first run.
    pub fn report(&self, title: &str, asked: ReportAsked) -> Option<Report> {
        Some(Report {
            prepared: self.prepared()?,
            outcomes: self.outcomes().to_vec(),
            title: title.to_owned(),
            asked,
        })
    }
}

/// The menu of reports.
pub(super) fn report_ui(ui: &mut Ui, state: &mut PilotState, commands: &mut Commands) {
    // A tick leaves the menu open.
    let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    MenuButton::new("Report…").config(config).ui(ui, |ui| {
        let mut is_with_names = state.report_names == Names::Shown;
        widgets::check_item(ui, &mut is_with_names, "With the names of users")
            .tip("Names are personal data: without this the report says row 3");
        state.report_names = if is_with_names {
            Names::Shown
        } else {
            Names::Rows
        };
        ui.separator();
        for (words, format) in [
            ("As CSV…", ReportFormat::Csv),
            ("As Markdown…", ReportFormat::Markdown),
        ] {
            if ui.button(words).clicked() {
                let names = state.report_names;
                commands.push(Command::AskPath(PathPurpose::PilotReport(ReportAsked {
                    format,
                    names,
                })));
                // Asked anew each time.
                state.report_names = Names::Rows;
                ui.close();
            }
        }
    });
}
