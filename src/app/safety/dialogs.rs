//! The questions about the safety of work: what to recover, what to do with a changed file, what to do after a failed save.

use egui::{Align, Label, Layout, RichText, ScrollArea, Ui, vec2};

use super::differences::differences_ui;
use super::{Ask, Offer, Safety};
use crate::app::command::{Command, Commands};
use crate::app::dialogs::{modal, width};
use crate::app::theme::{Icon, Tokens, Type, scale};
use crate::app::widgets;
use crate::compare::Difference;
use crate::store::recovery::OnDisk as Disk;

/// How many differences an offer shows: enough to know the work again.
const IN_AN_OFFER: usize = 4;

/// How many differences are shown of a changed file; nobody reads more in a question.
const MOST_SHOWN: usize = 100;

/// A question that stands before everything else.
#[derive(Debug)]
pub enum Question {
    /// Which unsaved work to recover.
    Offers {
        /// The one that goes for good at the next word.
        sure: Option<usize>,
    },
    /// The open file is another on disk.
    OnDisk(OnDisk),
    /// A save failed.
    NotSaved {
        /// The file's name.
        name: String,
        /// Why.
        reason: String,
        /// What can be done about it.
        remedy: &'static str,
    },
}

/// How the open file and this window's version compare.
#[derive(Debug)]
pub struct OnDisk {
    /// The file's name.
    pub name: String,
    /// What happened to it.
    pub what: String,
    /// Why it cannot be read.
    pub unreadable: Option<String>,
    /// What the version on disk has that this window's has not; none if there is none.
    pub differences: Option<Vec<Difference>>,
    /// Whether this window has changes that are in no file.
    pub is_modified: bool,
    /// Whether there is no file any more.
    pub is_gone: bool,
}

/// Draws the question, if there is one.
pub(in crate::app) fn question_ui(ctx: &egui::Context, safety: &Safety, commands: &mut Commands) {
    let Some(question) = &safety.question else {
        return;
    };
    // Each has a size of its own, which is kept from frame to frame.
    let (id, wanted) = match question {
        Question::Offers { .. } => ("offers", 620.0),
        Question::OnDisk(on_disk) if on_disk.differences.is_none() => ("gone on disk", 480.0),
        Question::OnDisk(_) => ("changed on disk", 600.0),
        Question::NotSaved { .. } => ("not saved", 480.0),
    };
    let response = modal(ctx, id).show(ctx, |ui| {
        ui.set_width(width(ctx, wanted));
        ui.spacing_mut().item_spacing.y = scale::PAD;
        match question {
            Question::Offers { sure } => offers_ui(ui, &safety.offers, *sure, commands),
            Question::OnDisk(on_disk) => on_disk_ui(ui, on_disk, commands),
            Question::NotSaved {
                name,
                reason,
                remedy,
            } => not_saved_ui(ui, name, reason, remedy, commands),
        }
    });
    if response.should_close() {
        commands.push(Command::Safety(Ask::Close));
    }
}

fn soft(ui: &Ui, text: &str) -> RichText {
    Type::Body
        .text(widgets::shown(text))
        .color(Tokens::of(ui).text_soft)
}

fn heading(ui: &mut Ui, icon: Icon, text: &str) {
    ui.horizontal(|ui| {
        widgets::icon(ui, icon);
        ui.label(Type::Title.text(widgets::shown(text)));
    });
}

/// A row of buttons, the main one at the right end.
fn asks_ui(
    ui: &mut Ui,
    main: Option<(&str, Ask)>,
    others: &[(&str, Ask)],
    commands: &mut Commands,
) {
    ui.add_space(scale::PAD);
    let size = vec2(ui.available_width(), scale::CONTROL);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        if let Some((text, ask)) = main
            && widgets::primary_button(ui, text).clicked()
        {
            commands.push(Command::Safety(ask));
        }
        for (text, ask) in others {
            if widgets::quiet_button(ui, text).clicked() {
                commands.push(Command::Safety(*ask));
            }
        }
    });
}

/// What may be too long for its room: no higher than that, and as high where it is longer, from the first frame on.
fn scroll(ui: &mut Ui, room: f32, content: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical()
        .max_height(room)
        .min_scrolled_height(room)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            // The bar has room of its own beside what it scrolls.
            ui.set_width(ui.available_width() - scale::MARGIN);
            content(ui);
        });
}

/// What the work is called.
pub(super) fn title_of(offer: &Offer) -> &str {
    let heading = offer.kept.project.heading();
    match (heading.customer.trim(), heading.title.trim()) {
        ("", "") => "Untitled mapping",
        ("", title) => title,
        (customer, _) => customer,
    }
}

/// Where it belongs, and what has become of that.
fn place_of(offer: &Offer) -> String {
    let Some(origin) = &offer.kept.origin else {
        return "Never saved to a file".to_owned();
    };
    let path = origin.path.display();
    match &offer.kept.on_disk {
        Disk::Untitled => format!("{path}"),
        Disk::Base(_) => format!("{path}, which is as it was when the work began"),
        Disk::Changed(_) => format!("{path}, which has changed since: opens as a copy"),
        Disk::Gone => format!("{path}, which was moved or deleted: opens as a copy"),
        Disk::Unreadable(why) => format!("{path}, which cannot be read: {why}: opens as a copy"),
    }
}

fn offers_ui(ui: &mut Ui, offers: &[Offer], sure: Option<usize>, commands: &mut Commands) {
    heading(ui, Icon::Hint, "Recover unsaved work");
    let text =
        "It was not saved when the program ended. Nothing is changed on disk until you save.";
    let text = soft(ui, text);
    ui.add(Label::new(text).wrap());
    let room = (ui.ctx().content_rect().height() - 260.0).max(160.0);
    scroll(ui, room, |ui| {
        for (number, offer) in offers.iter().enumerate() {
            ui.push_id(&offer.kept.slot, |ui| {
                ui.add_space(scale::PAD / 2.0);
                widgets::hairline(ui, Tokens::of(ui).hairline);
                ui.add_space(scale::PAD / 2.0);
                offer_ui(ui, offer, number, sure == Some(number), commands);
            });
        }
    });
    asks_ui(ui, None, &[("Not now", Ask::Close)], commands);
}

fn offer_ui(ui: &mut Ui, offer: &Offer, number: usize, is_sure: bool, commands: &mut Commands) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if widgets::action_button(ui, "Open as a modified copy").clicked() {
                commands.push(Command::Safety(Ask::Recover(number)));
            }
            let text = if is_sure {
                "Discard for good"
            } else {
                "Discard…"
            };
            if widgets::quiet_button(ui, text).clicked() {
                commands.push(Command::Safety(Ask::Discard(number)));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let title = Type::BodyStrong.text(widgets::shown(title_of(offer)));
                ui.add(Label::new(title).truncate());
                let zone = jiff::tz::TimeZone::system();
                let kept = offer
                    .kept
                    .written
                    .to_zoned_datetime(zone)
                    .strftime("%-d %b %Y, %H:%M");
                let kept = Type::Secondary.text(kept.to_string());
                ui.add(Label::new(kept.color(Tokens::of(ui).text_soft)).truncate());
            });
        });
    });
    let place = Type::Secondary
        .text(widgets::shown(&place_of(offer)))
        .color(Tokens::of(ui).text_soft);
    ui.add(Label::new(place).wrap());
    if let Some(differences) = &offer.differences {
        let text = match differences.len() {
            1 => "1 difference from the file on disk:".to_owned(),
            number => format!("{number} differences from the file on disk:"),
        };
        ui.label(Type::SecondaryMedium.text(text));
        differences_ui(ui, differences, IN_AN_OFFER);
    } else {
        let project = &offer.kept.project;
        let (links, notes) = (project.links().len(), project.notes().len());
        let text = format!("It holds {links} links and {notes} notes.");
        ui.label(Type::Secondary.text(text));
    }
    ui.add_space(scale::PAD / 2.0);
}

fn on_disk_ui(ui: &mut Ui, on_disk: &OnDisk, commands: &mut Commands) {
    let name = &on_disk.name;
    let title = if on_disk.is_gone {
        format!("{name} is not on disk any more")
    } else {
        format!("{name} changed on disk")
    };
    heading(ui, Icon::Warning, &title);
    let mut text = format!("Since it was opened or saved here, {}. ", on_disk.what);
    text.push_str(if on_disk.is_modified {
        "Your version, with changes that are in no file yet, is in this window."
    } else {
        "This window shows it as it was before."
    });
    let text = soft(ui, &text);
    ui.add(Label::new(text).wrap());
    if let Some(reason) = &on_disk.unreadable {
        let text = format!("What is there cannot be read: {reason}");
        let text = soft(ui, &text);
        ui.add(Label::new(text).wrap());
    }
    if let Some(differences) = &on_disk.differences {
        let text = if differences.is_empty() {
            "What they say is the same; only their spelling differs."
        } else {
            "What the version on disk has, compared with yours:"
        };
        ui.label(Type::SecondaryStrong.text(text));
        let room = (ui.ctx().content_rect().height() - 420.0).clamp(160.0, 360.0);
        scroll(ui, room, |ui| differences_ui(ui, differences, MOST_SHOWN));
    }
    let mut others = Vec::new();
    if on_disk.differences.is_some() {
        others.push(("Take theirs", Ask::TakeTheirs));
    }
    if on_disk.is_gone {
        others.push(("Save it there again", Ask::SaveAgain));
    }
    others.push(("Not now", Ask::Close));
    let main = ("Keep mine as a copy…", Ask::KeepMine);
    asks_ui(ui, Some(main), &others, commands);
}

fn not_saved_ui(
    ui: &mut Ui,
    name: &str,
    reason: &str,
    remedy: &'static str,
    commands: &mut Commands,
) {
    heading(ui, Icon::Error, &format!("{name} was not saved"));
    let text = "What was on disk is as it was, and your work is in this window.";
    let text = soft(ui, text);
    ui.add(Label::new(text).wrap());
    let mut letters = reason.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    let reason: String = first.into_iter().chain(letters).collect();
    ui.add(
        Label::new(Type::Body.text(widgets::shown(&reason)))
            .wrap()
            .selectable(true),
    );
    ui.add(Label::new(Type::BodyStrong.text(remedy)).wrap());
    let others = [("Try again", Ask::SaveAgain), ("Close", Ask::Close)];
    asks_ui(
        ui,
        Some(("Save as…", Ask::SaveElsewhere)),
        &others,
        commands,
    );
}
