//! A defect in one view or one job must not take the window with it.
//!
//! A panic is caught where it happens, told by its place in the source and never by a value, which might be a person's.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use egui::{Align, Label, Layout, Ui};

use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets;

thread_local! {
    /// Where this thread panicked last.
    static PLACE: RefCell<Option<Defect>> = const { RefCell::new(None) };
}

/// A defect of this program that was caught, as far as it may be told: no value that led to it.
///
/// Its words ask the person to report it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect {
    /// File and line of the source.
    pub place: String,
    /// The log that has a line about it.
    pub log: Option<PathBuf>,
}

impl Defect {
    /// A defect of which nothing but the place is known.
    pub(in crate::app) fn at(place: &str) -> Self {
        Self {
            place: place.to_owned(),
            log: None,
        }
    }
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Please report the place: {}", self.place)?;
        match &self.log {
            Some(log) => write!(f, "; it is noted in {log:?}"),
            None => Ok(()),
        }
    }
}

/// From now on a panic is told by its place alone: to standard error, and to the log if there is one.
pub fn tell_panics_by_place(log: Option<PathBuf>) {
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map_or_else(
            || "an unknown place".to_owned(),
            |at| format!("{}:{}", at.file(), at.line()),
        );
        let version = env!("CARGO_PKG_VERSION");
        // A closed standard error is no reason to fail again.
        drop(writeln!(
            std::io::stderr(),
            "crosswalk {version}: a defect at {place}"
        ));
        let thread = std::thread::current();
        let line = format!(
            "{:.0} crosswalk {version}: a defect at {place}, thread {:?}",
            jiff::Timestamp::now(),
            thread.name().unwrap_or("without a name"),
        );
        let noted = log
            .clone()
            .filter(|log| crate::store::note_defect(log, &line).is_ok());
        let defect = Defect { place, log: noted };
        // A thread that ends has no place to remember it.
        PLACE
            .try_with(|last| *last.borrow_mut() = Some(defect))
            .unwrap_or(());
    }));
}

/// Does something that may panic; on a panic, the defect.
pub(in crate::app) fn caught<T>(act: impl FnOnce() -> T) -> Result<T, Defect> {
    PLACE.with(|last| last.borrow_mut().take());
    // What was being changed is either drawn anew, or derived anew by who asked.
    catch_unwind(AssertUnwindSafe(act)).map_err(|_payload| {
        let defect = PLACE.with(|last| last.borrow_mut().take());
        defect.unwrap_or_else(|| Defect::at("an unknown place"))
    })
}

/// The views that panicked, with the defect.
#[derive(Debug, Default)]
pub(in crate::app) struct FailedViews(BTreeMap<&'static str, Defect>);

impl FailedViews {
    /// Draws a view; instead of one that failed, a page that says so, until the person asks for another try.
    pub(in crate::app) fn draw(
        &mut self,
        ui: &mut Ui,
        name: &'static str,
        draw: impl FnOnce(&mut Ui),
    ) {
        if !self.0.contains_key(name) {
            match caught(|| draw(ui)) {
                Ok(()) => return,
                Err(defect) => {
                    self.0.insert(name, defect);
                    ui.ctx().request_repaint();
                }
            }
        }
        let again = self
            .0
            .get(name)
            .is_some_and(|defect| failed_ui(ui, name, defect));
        if again {
            self.0.remove(name);
            ui.ctx().request_repaint();
        }
    }
}

fn failed_ui(ui: &mut Ui, name: &str, defect: &Defect) -> bool {
    let tokens = Tokens::of(ui);
    let room = ui.available_width().min(440.0);
    ui.with_layout(Layout::top_down(Align::Min), |ui| {
        ui.add_space(scale::MARGIN);
        ui.horizontal(|ui| {
            ui.add_space(scale::MARGIN);
            widgets::icon(ui, Icon::Error);
            ui.label(Type::Title.text(format!("The {name} failed")));
        });
        ui.add_space(scale::PAD);
        ui.horizontal(|ui| {
            ui.add_space(scale::MARGIN);
            ui.vertical(|ui| {
                ui.set_max_width(room);
                let text = format!(
                    "It cannot be drawn, which is a defect of this program. Your project is as it was and can be \
                     saved. {defect}."
                );
                let text = Type::Body.text(text).color(tokens.text_soft);
                ui.add(Label::new(text).wrap().selectable(true));
                ui.add_space(scale::PAD);
                widgets::action_button(ui, "Try again").clicked()
            })
            .inner
        })
        .inner
    })
    .inner
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::app::App;

    /// All that the hook does, in one test: there is one hook in a process.
    #[test]
    fn a_panic_is_told_by_its_place_and_noted_in_the_log_but_not_what_was_said() {
        assert_eq!(caught(|| 7), Ok(7));
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("state/defects.log");
        tell_panics_by_place(Some(log.clone()));
        let secret = "ada@example.com";
        let defect = caught(|| panic!("{secret}")).unwrap_err();
        assert!(defect.place.contains("guard.rs:"), "{defect}");
        assert_eq!(defect.log.as_deref(), Some(log.as_path()));
        let told = defect.to_string();
        assert!(told.contains(&format!("it is noted in {log:?}")), "{told}");

        // A job, as the window tells of it.
        let mut window =
            Harness::builder().build_eframe(|creation| crate::app::App::new(&creation.egui_ctx));
        let jobs = window.state_mut().jobs_for_tests();
        jobs.start("save", || panic!("{}", "ada@example.com"));
        let message = loop {
            window.step();
            if let Some(message) = &window.state().window().message {
                break message.text.clone();
            }
            std::thread::yield_now();
        };
        assert!(message.contains("stopped a task (save)"), "{message}");
        assert!(message.contains("guard.rs:"), "{message}");
        assert!(message.contains("defects.log"), "{message}");

        // Where nothing can be noted, nothing is said of a log, and nothing else fails.
        let file = folder.path().join("file");
        std::fs::File::create(&file).unwrap();
        tell_panics_by_place(Some(file.join("defects.log")));
        let defect = caught(|| panic!("{secret}")).unwrap_err();
        assert_eq!(defect.log, None);
        drop(std::panic::take_hook());

        let noted = std::fs::read_to_string(&log).unwrap();
        let lines: Vec<_> = noted.lines().collect();
        let of_job: Vec<_> = lines
            .iter()
            .filter(|line| line.ends_with("thread \"save\""))
            .collect();
        assert_eq!(of_job.len(), 1, "{noted}");
        let version = env!("CARGO_PKG_VERSION");
        let (time, rest) = of_job[0].split_once(' ').unwrap();
        assert!(time.parse::<jiff::Timestamp>().is_ok(), "{time}");
        let start = format!("crosswalk {version}: a defect at src/app/safety/guard.rs:");
        assert!(rest.starts_with(&start), "{rest}");
        for told in [told, message, noted] {
            assert!(!told.contains(secret), "{told}");
        }
    }

    #[test]
    fn a_view_that_fails_says_so_in_its_place_and_the_rest_is_drawn() {
        let broken = Cell::new(true);
        let drawn = Cell::new(0);
        let mut failed = FailedViews::default();
        let mut installed = false;
        let mut window = Harness::new_ui(|ui| {
            if !std::mem::replace(&mut installed, true) {
                // Fonts count from the next pass on.
                crate::app::theme::install(ui.ctx());
                return;
            }
            ui.label("before");
            failed.draw(ui, "map", |ui| {
                drawn.set(drawn.get() + 1);
                ui.horizontal(|ui| {
                    assert!(!broken.get(), "ada@example.com");
                    ui.label("the view");
                });
            });
            ui.label("behind");
        });
        window.run_steps(3);
        assert_eq!(drawn.get(), 1, "what failed is not drawn again unasked");
        window.get_by_label("before");
        window.get_by_label("behind");
        window.get_by_label("The map failed");
        assert!(window.query_by_label("the view").is_none());
        broken.set(false);
        window.get_by_label("Try again").click();
        window.run_steps(3);
        window.get_by_label("the view");
        assert!(window.query_by_label("The map failed").is_none());
    }

    /// A window whose frames do this.
    fn window(frame: impl Fn(&mut App, &mut Ui) + 'static) -> Harness<'static, App> {
        let app = App::new(&egui::Context::default());
        let mut installed = false;
        Harness::builder().build_ui_state(
            move |ui, app: &mut App| {
                if std::mem::replace(&mut installed, true) {
                    app.guarded(ui, |app, ui| frame(app, ui));
                } else {
                    // Fonts count from the next pass on.
                    crate::app::theme::install(ui.ctx());
                }
            },
            app,
        )
    }

    #[test]
    fn what_stands_before_the_views_is_closed_where_it_cannot_be_drawn() {
        let mut window = window(|app, ui| {
            assert!(!app.window.key_help, "ada@example.com");
            ui.label("drawn");
        });
        window.state_mut().window.key_help = true;
        window.run_steps(4);
        window.get_by_label("drawn");
        assert!(!window.state().window.key_help);
        let message = window.state().window.message.clone().unwrap().text;
        assert!(message.contains("Your work is as it was"), "{message}");
        assert!(!message.contains("ada@example.com"), "{message}");
    }

    #[test]
    fn a_window_that_cannot_be_drawn_at_all_gives_up_with_the_work_kept() {
        let folder = tempfile::tempdir().unwrap();
        let fails = std::rc::Rc::new(Cell::new(false));
        let when = std::rc::Rc::clone(&fails);
        let place = folder.path().to_owned();
        let mut window = window(move |_, _| assert!(!when.get(), "ada@example.com"));
        let ctx = window.ctx.clone();
        let keeper = &mut window.state_mut().safety.keeper;
        keeper.begin(place.clone(), ctx).unwrap();
        window.state_mut().editor.mark_unsaved();
        fails.set(true);
        let ended = catch_unwind(AssertUnwindSafe(|| window.run_steps(8)));
        assert!(ended.is_err());
        let kept = std::fs::read_dir(&place).unwrap().flatten();
        let names = kept.map(|entry| entry.file_name().into_string().unwrap());
        assert_eq!(names.filter(|name| name.ends_with(".recovery")).count(), 1);
    }
}
