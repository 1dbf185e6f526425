//! Carries out what was asked for: one `match`, each arm one call.

use super::App;
use super::command::{Action, Command, View};
use super::map::MapState;
use super::panels;
use super::panels::inspector::Wanted;
use super::panes::Way;
use super::pilot::ReportAsked;
use super::safety::Ask;
use super::selection::Selection;
use super::settings::{Choice, Step};
use super::state::{AfterUnsaved, Dialog, Page, PathPurpose};
use super::visits;
use crate::editor::changes::{self, Change, LinkRefusal};
use crate::export::Format;
use crate::model::{AttributeOrigin, Gesture, Mark, Resource, Status};
use crate::picture::{Fold, Shift};
use crate::store::settings::Theme;

impl App {
    /// Carries out commands in order.
    pub(super) fn dispatch(&mut self, ctx: &egui::Context, commands: Vec<Command>) {
        for command in commands {
            match command {
                Command::Act(action) => self.act(ctx, action),
                Command::Select(selection) => self.select(selection),
                Command::Connect { from, to } => self.connect(ctx, &from, &to),
                Command::AddOrigin { link, origin } => self.add_origin(ctx, &link, &origin),
                Command::RetargetOrigin { link, from, to } => {
                    let change = changes::retarget_origin(self.editor.project(), &link, &from, &to);
                    self.commit_link(change);
                }
                Command::RetargetDestination { link, to } => {
                    let change = changes::retarget_destination(self.editor.project(), &link, &to);
                    self.commit_link(change);
                }
                Command::Change { change, gesture } => self.commit(change, gesture),
                Command::CloseGesture => self.editor.close_gesture(),
                Command::ShowResource(resource) => self.show_resource(resource),
                Command::ShowView(view) => self.show_view(view),
                Command::Reveal(id) => {
                    self.visits.jump();
                    self.reveal(&id);
                }
                Command::Open(path) => self.open_unless_unsaved(path),
                Command::Choose(choice) => self.settings.choose(ctx, choice),
                Command::SaveTo(path) => self.save_to(path),
                Command::Export { request, path } => self.export_to(request, path),
                Command::ExportAs(request) => self.ask_path(PathPurpose::Export(request)),
                Command::AskPath(purpose) => self.ask_path(purpose),
                Command::ReadUsers(path) => self.jobs.read_users(path),
                Command::ReadTarget(path) => self.jobs.read_target(path),
                Command::ReadForPilot(path) => self.jobs.read_for_pilot(path),
                Command::NextSample => self.pilot.next_sample(),
                Command::Compare(asked) => self.start_compare(asked),
                Command::CompareWith(path) => self.compare_with(path),
                Command::Import(ask) => self.import_by(ask),
                Command::ReadAnswer(path) => self.read_answer(path),
                Command::Preview(request) => self.start_preview(request),
                Command::ClosePage => self.window.page = None,
                Command::Safety(ask) => self.keep_safe_by(ask),
                Command::Dismiss(pair) => self.dismiss(&pair),
                Command::Refuse(why) => self.fail(why),
            }
        }
    }

    fn act(&mut self, ctx: &egui::Context, action: Action) {
        let goes_elsewhere = matches!(
            action,
            Action::Palette
                | Action::Menu
                | Action::Cancel
                | Action::NextPane
                | Action::PreviousPane
        );
        if !goes_elsewhere {
            self.palette.remember(action);
        }
        match action {
            Action::New | Action::NewEmpty => {
                self.unless_unsaved(AfterUnsaved::Command(Command::Act(action)));
            }
            Action::Open => self.ask_path(PathPurpose::Open),
            Action::Import => self.ask_path(PathPurpose::Import),
            Action::PasteTable => self.paste_table(ctx),
            Action::Save => self.save(),
            Action::SaveAs => self.ask_path(PathPurpose::Save),
            Action::Recover => self.keep_safe_by(Ask::ReviewOffers),
            Action::ExportCsv => self.ask_path(PathPurpose::Export(Format::Csv.into())),
            Action::ExportCsvSafe => {
                let format = Format::CsvSafe(self.settings.delimiter());
                self.ask_path(PathPurpose::Export(format.into()));
            }
            Action::ExportMarkdown => self.ask_path(PathPurpose::Export(Format::Markdown.into())),
            Action::Export => self.pages.export.open(),
            Action::ProjectPage => self.window.page = Some(Page::Project),
            Action::ResourcePage => self.window.page = Some(Page::Resource),
            Action::AddAttribute => self.begin_attribute(),
            Action::Quit => self.unless_unsaved(AfterUnsaved::Quit),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::Delete => self.delete_selected(),
            Action::MarkRequired => self.mark_selected(Some(Mark::Required)),
            Action::MarkSystemGenerated => self.mark_selected(Some(Mark::SystemGenerated)),
            Action::MarkOptional => self.mark_selected(Some(Mark::Optional)),
            Action::MarkNone => self.mark_selected(None),
            Action::Agree => self.set_status_of_selected(Status::Agreed),
            Action::Propose => self.set_status_of_selected(Status::Proposed),
            Action::Reject => self.set_status_of_selected(Status::Rejected),
            Action::Rename => self.rename_selected(ctx),
            Action::AddNote => self.inspector.note.wants_focus = true,
            Action::LinkHere => self.on_map(MapState::link_here),
            Action::NextLink => self.on_map(MapState::next_link),
            Action::Find => self.begin_search(ctx),
            Action::FindNext => self.step_search(super::map::Way::On),
            Action::FindPrevious => self.step_search(super::map::Way::Back),
            Action::NextFinding => self.step_finding(panels::findings::Way::On),
            Action::PreviousFinding => self.step_finding(panels::findings::Way::Back),
            Action::FixCertain => self.fix_certain(),
            Action::Suggestions => self.show_suggestions(),
            Action::Untangle => self.on_map(|_, ctx, commands| MapState::untangle(ctx, commands)),
            Action::MapLarger => self.map.set_zoom(self.map.zoom() * 1.25),
            Action::MapSmaller => self.map.set_zoom(self.map.zoom() / 1.25),
            Action::ShowMap => self.show_view(View::Map),
            Action::ShowTable => self.show_view(View::Table),
            Action::ShowPilot => self.show_view(View::Pilot),
            Action::ShowChanges => self.show_view(View::Changes),
            Action::CompareWithFile => self.ask_path(PathPurpose::Compare),
            Action::OpenAnswer => self.ask_path(PathPurpose::Answer),
            Action::OpenSamples => self.ask_for_pilot(PathPurpose::Users),
            Action::OpenTarget => self.ask_for_pilot(PathPurpose::Target),
            Action::PilotReport => {
                self.ask_for_pilot(PathPurpose::PilotReport(ReportAsked::PLAIN));
            }
            Action::ShowUsers => self.show_resource(Resource::User),
            Action::ShowGroups => self.show_resource(Resource::Group),
            Action::ZoomIn => self.settings.step_scale(ctx, Step::Larger),
            Action::ZoomOut => self.settings.step_scale(ctx, Step::Smaller),
            Action::ZoomReset => self.settings.choose(ctx, Choice::Scale(100)),
            Action::ThemeSystem => self.settings.choose(ctx, Choice::Theme(Theme::System)),
            Action::ThemeLight => self.settings.choose(ctx, Choice::Theme(Theme::Light)),
            Action::ThemeDark => self.settings.choose(ctx, Choice::Theme(Theme::Dark)),
            Action::Palette => self.palette.open(ctx),
            Action::Menu => super::panels::top_bar::toggle_menu(ctx),
            Action::FullScreen => super::frame::toggle_full_screen(ctx),
            Action::About => self.window.dialog = Some(Dialog::About),
            Action::KeyHelp => self.window.key_help = true,
            Action::Settings => self.settings_page.open(ctx),
            Action::NextPane => self.step_pane(ctx, Way::Next),
            Action::PreviousPane => self.step_pane(ctx, Way::Previous),
            Action::LinkByName => self.inspector.want(Wanted::Link),
            Action::NoCounterpart => self.inspector.want(Wanted::NoCounterpart),
            Action::SetOwner => self.inspector.want(Wanted::Owner),
            Action::TenantCheck => self.inspector.want(Wanted::TenantCheck),
            Action::MoveUp => self.on_map(|map, ctx, asks| map.shift(ctx, Shift::Up, asks)),
            Action::MoveDown => self.on_map(|map, ctx, asks| map.shift(ctx, Shift::Down, asks)),
            Action::CollapseAll => self.on_map(|map, ctx, _| map.fold_all(ctx, Fold::Closed)),
            Action::ExpandAll => self.on_map(|map, ctx, _| map.fold_all(ctx, Fold::Open)),
            Action::Back => self.revisit(visits::Way::Back),
            Action::Forward => self.revisit(visits::Way::On),
            Action::Cancel => self.cancel(),
        }
    }

    pub(super) fn commit(&mut self, change: Change, gesture: Option<Gesture>) {
        match self.editor.commit(&change.name, change.edit, gesture) {
            Ok(()) => self.window.message = None,
            Err(error) => self.fail(format!("{}: {error}", change.name)),
        }
    }

    fn commit_some(&mut self, change: Option<Change>) {
        if let Some(change) = change {
            self.commit(change, None);
        }
    }

    pub(super) fn commit_link(&mut self, change: Result<Change, LinkRefusal>) {
        match change {
            Ok(change) => self.commit(change, None),
            Err(refusal) => self.fail(format!("Not linked: {refusal}")),
        }
    }

    fn select(&mut self, selection: Selection) {
        self.editor.close_gesture();
        self.visits
            .leave(self.window.resource, &self.window.selection);
        self.window.selection = selection;
    }

    fn show_resource(&mut self, resource: Resource) {
        if self.window.resource != resource {
            self.visits
                .leave(self.window.resource, &self.window.selection);
            self.window.resource = resource;
            self.window.selection = Selection::default();
        }
    }

    fn undo(&mut self) {
        match self.editor.undo() {
            Ok(Some(name)) => self.done(format!("Taken back: {name}")),
            Ok(None) => {}
            Err(error) => self.fail(format!("Not taken back: {error}")),
        }
    }

    fn redo(&mut self) {
        match self.editor.redo() {
            Ok(Some(name)) => self.done(format!("Done again: {name}")),
            Ok(None) => {}
            Err(error) => self.fail(format!("Not done again: {error}")),
        }
    }

    /// Removes selected links, or, where none is selected, attributes that were added by hand.
    fn delete_selected(&mut self) {
        let project = self.editor.project();
        let links: Vec<_> = self.window.selection.links().cloned().collect();
        if let Some(change) = changes::remove_links(project, &links) {
            self.commit(change, None);
            self.window.selection = Selection::default();
            return;
        }
        let attributes: Vec<_> = self.window.selection.attributes().cloned().collect();
        let (custom, of_catalog): (Vec<_>, Vec<_>) = attributes.into_iter().partition(|id| {
            project
                .attribute(id)
                .is_none_or(|attribute| attribute.origin == AttributeOrigin::Custom)
        });
        if let Some(change) = changes::remove_attributes(project, &custom) {
            self.commit(change, None);
            self.window.selection = Selection::default();
        } else if let Some(id) = of_catalog.first() {
            self.fail(format!(
                "{:?} is of the reference and stays; say that it has no counterpart instead, or select a link to delete",
                id.label()
            ));
        }
    }

    fn mark_selected(&mut self, mark: Option<Mark>) {
        let ids: Vec<_> = self.window.selection.attributes().cloned().collect();
        self.commit_some(changes::set_mark(self.editor.project(), &ids, mark));
    }

    fn set_status_of_selected(&mut self, status: Status) {
        let project = self.editor.project();
        let index = &self.editor.derived().index;
        let ids = self.window.selection.links_meant(project, index);
        let change = changes::change_links(project, &ids, "status", |link| link.status = status);
        self.commit_some(change);
    }

    /// The Esc ladder: a link being made, then a page, then the message, then the selection, then the drawer.
    fn cancel(&mut self) {
        if self.map.cancel() || self.window.page.take().is_some() {
            return;
        }
        if self.window.message.take().is_some() {
            return;
        }
        if self.window.selection.is_empty() && self.window.view == View::Map {
            self.drawer.collapsed = true;
        }
        self.select(Selection::default());
    }
}
