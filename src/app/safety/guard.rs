//! A defect in one view or one job must not take the window with it.
//!
//! A panic is caught where it happens, told by its place in the source and never by a value, which might be a person's.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use egui::{Align, Label, Layout, Ui};

use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets;

thread_local! {
    /// Where this thread panicked last.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// From now on a panic is told to standard error by its place alone.
pub fn tell_panics_by_place() {
    std::panic::set_hook(Box::new(|panic| {
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
        // A thread that ends has no place to remember it.
        PLACE
            .try_with(|last| *last.borrow_mut() = Some(place))
            .unwrap_or(());
    }));
}

/// Does something that may panic; on a panic, the place in the source.
pub(in crate::app) fn caught<T>(act: impl FnOnce() -> T) -> Result<T, String> {
    PLACE.with(|last| last.borrow_mut().take());
    // What was being changed is either drawn anew, or derived anew by who asked.
    catch_unwind(AssertUnwindSafe(act)).map_err(|_payload| {
        let place = PLACE.with(|last| last.borrow_mut().take());
        place.unwrap_or_else(|| "an unknown place".to_owned())
    })
}

/// The views that panicked, with the place in the source.
#[derive(Debug, Default)]
pub(in crate::app) struct FailedViews(BTreeMap<&'static str, String>);

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
                Err(place) => {
                    self.0.insert(name, place);
                    ui.ctx().request_repaint();
                }
            }
        }
        let again = self
            .0
            .get(name)
            .is_some_and(|place| failed_ui(ui, name, place));
        if again {
            self.0.remove(name);
            ui.ctx().request_repaint();
        }
    }
}

fn failed_ui(ui: &mut Ui, name: &str, place: &str) -> bool {
    let tokens = Tokens::of(ui);
    let room = ui.available_width().min(440.0);
    ui.with_layout(Layout::top_down(Align::Min), |ui| {
        ui.add_space(scale::MARGIN);
        ui.horizontal(|ui| {
            ui.add_space(scale::PAD);
            widgets::icon(ui, Icon::Error);
            ui.label(Type::Title.text(format!("The {name} failed")));
        });
        ui.add_space(scale::PAD);
        ui.horizontal(|ui| {
            ui.add_space(scale::PAD);
            ui.vertical(|ui| {
                ui.set_max_width(room);
                let text = format!(
                    "It cannot be drawn, which is a defect of this program. Your project is as it was and can be \
                     saved. Please report the place: {place}."
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

    #[test]
    fn a_panic_is_caught_and_the_place_is_known_but_not_what_was_said() {
        assert_eq!(caught(|| 7), Ok(7));
        tell_panics_by_place();
        let secret = "ada@example.com";
        let told = caught(|| panic!("{secret}")).unwrap_err();
        drop(std::panic::take_hook());
        assert!(told.contains("guard.rs:"), "{told}");
        assert!(!told.contains(secret));
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
}
