//! Every action that menus, keys and the palette offer: one table of name, help, keys and when it applies.

use egui::{Key, KeyboardShortcut, Modifiers};

/// An action without further particulars: it acts on the project or on what is selected.
///
/// The names of the variants stand in settings files: a renamed one loses the keys that people gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Start from the reference.
    New,
    /// Start from an empty project.
    NewEmpty,
    /// Open a project file.
    Open,
    /// Take in a table, a schema or a list, after a look at what it would do.
    Import,
    /// Take in the table that is on the clipboard.
    PasteTable,
    /// Save.
    Save,
    /// Save to another file.
    SaveAs,
    /// Show unsaved work that can be recovered.
    Recover,
    /// Write the exact CSV.
    ExportCsv,
    /// Write the CSV that is safe to open in a spreadsheet.
    ExportCsvSafe,
    /// Write the Markdown document.
    ExportMarkdown,
    /// Show what can be chosen for an export, and how it would begin.
    Export,
    /// Show the properties of the project.
    ProjectPage,
    /// Show the settings of users or of groups.
    ResourcePage,
    /// Close the window.
    Quit,
    /// Take the last change back.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Remove what is selected: links, and attributes that a person added.
    Delete,
    /// Mark what is selected required.
    MarkRequired,
    /// Mark what is selected system-generated.
    MarkSystemGenerated,
    /// Mark what is selected optional.
    MarkOptional,
    /// Take the mark away.
    MarkNone,
    /// Make the selected links agreed.
    Agree,
    /// Make the selected links proposed.
    Propose,
    /// Make the selected links rejected.
    Reject,
    /// Add an attribute to a column.
    AddAttribute,
    /// Give an attribute that a person added another name.
    Rename,
    /// Write a note on what is selected.
    AddNote,
    /// Link the focused attribute, or end a link there.
    LinkHere,
    /// Select a link of the selected attribute, or the next one.
    NextLink,
    /// Type the name of the other end of a link.
    LinkByName,
    /// Say that what is selected has no counterpart, and why.
    NoCounterpart,
    /// Say who answers for the selected links.
    SetOwner,
    /// Say in which tenant the selected links were seen to work.
    TenantCheck,
    /// Move what is selected up among its neighbours.
    MoveUp,
    /// Move it down.
    MoveDown,
    /// Go back to where the last jump began.
    Back,
    /// Go where it led.
    Forward,
    /// Close all groups of the map.
    CollapseAll,
    /// Open them all.
    ExpandAll,
    /// Show the map.
    ShowMap,
    /// Show the table.
    ShowTable,
    /// Show the pilot.
    ShowPilot,
    /// Show what differs from another state.
    ShowChanges,
    /// Choose a file to compare with.
    CompareWithFile,
    /// Open the answer of a real provisioning run.
    OpenAnswer,
    /// Take sample users from a file.
    OpenSamples,
    /// Take what the target holds from a file.
    OpenTarget,
    /// Write what the pilot came to.
    PilotReport,
    /// Show users.
    ShowUsers,
    /// Show groups.
    ShowGroups,
    /// Larger.
    ZoomIn,
    /// Smaller.
    ZoomOut,
    /// As designed.
    ZoomReset,
    /// The light theme.
    ThemeLight,
    /// The dark theme.
    ThemeDark,
    /// The system's theme.
    ThemeSystem,
    /// Type part of a name to find.
    Find,
    /// Go to the next hit.
    FindNext,
    /// Go to the hit before.
    FindPrevious,
    /// Go to the next finding.
    NextFinding,
    /// Go to the finding before.
    PreviousFinding,
    /// Apply every fix that is certain.
    FixCertain,
    /// Show links that may be missing.
    Suggestions,
    /// Order the rows so that links cross least.
    Untangle,
    /// Draw the map larger.
    MapLarger,
    /// Draw the map smaller.
    MapSmaller,
    /// Show every action, to type part of its name.
    Palette,
    /// Show the keys.
    KeyHelp,
    /// Change what the program looks like and which keys it knows.
    Settings,
    /// Open the menu, with the keyboard in it.
    Menu,
    /// Fill the whole screen, or go back to a window.
    FullScreen,
    /// Say which version this is, and under which licences.
    About,
    /// Give the focus to the next pane.
    NextPane,
    /// Give the focus to the pane before.
    PreviousPane,
    /// Clear the selection, or give up what is going on.
    Cancel,
}

/// What an action needs to make sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// Something to take back.
    Undo,
    /// Something to do again.
    Redo,
    /// A selected attribute or link.
    Selection,
    /// A selected attribute.
    Attribute,
    /// A selected link, or an attribute that has one.
    Link,
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct ActionEntry {
    /// The action.
    pub action: Action,
    /// Its name on menus and in the palette.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub help: &'static str,
    /// Its keys unless a person has chosen others: ask the [`Keymap`](crate::app::settings::Keymap) which count.
    pub keys: &'static [KeyboardShortcut],
    /// What it needs.
    pub needs: Needs,
}

const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}
const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}
const fn ctrl_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}
const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}
const fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT, key)
}

macro_rules! table {
    ($($action:ident, $name:literal, $help:literal, [$($key:expr),*], $needs:ident;)*) => {
        &[$(ActionEntry {
            action: Action::$action,
            name: $name,
            help: $help,
            keys: &[$($key),*],
            needs: Needs::$needs,
        }),*]
    };
}

impl Action {
    /// The whole table, in the order of the menus.
    pub const TABLE: &'static [ActionEntry] = table! {
        New, "New from reference", "Start a project from the documented reference mapping.", [ctrl(Key::N)], Nothing;
        NewEmpty, "New empty project", "Start a project without any attribute.", [ctrl_shift(Key::N)], Nothing;
        Open, "Open…", "Open a project file.", [ctrl(Key::O)], Nothing;
        Import, "Import…", "Take in a mapping table, a provisioning schema, SCIM schemas or a list of attributes, after a look at what it would do.", [ctrl(Key::I)], Nothing;
        PasteTable, "Import from clipboard…", "Take in the table that was copied, as Ctrl+V on the map does.", [], Nothing;
        Save, "Save", "Save the project to its file.", [ctrl(Key::S)], Nothing;
        SaveAs, "Save as…", "Save the project to another file.", [ctrl_shift(Key::S)], Nothing;
        Recover, "Recover unsaved work…", "Show work that was not saved when the program ended, or that gave way to the version on disk.", [], Nothing;
        ExportCsvSafe, "Export CSV for a spreadsheet…", "Write the completed table as CSV that is safe to open in a spreadsheet.", [], Nothing;
        ExportCsv, "Export exact CSV…", "Write the completed table as CSV for programs, every cell as it is.", [], Nothing;
        ExportMarkdown, "Export Markdown…", "Write the handoff document as Markdown.", [ctrl(Key::E)], Nothing;
        Export, "Export…", "Choose what an export holds, and see how it begins.", [ctrl_shift(Key::E)], Nothing;
        ProjectPage, "Project properties…", "Change the title, the customer, the names of the systems and the people.", [alt(Key::Enter)], Nothing;
        ResourcePage, "Provisioning settings…", "Say what Entra ID does with users and groups as a whole: actions, scope, requests.", [alt(Key::P)], Nothing;
        Quit, "Quit", "Close the window.", [ctrl(Key::Q)], Nothing;
        Undo, "Undo", "Take the last change back.", [ctrl(Key::Z)], Undo;
        Redo, "Redo", "Do again what was taken back.", [ctrl_shift(Key::Z), ctrl(Key::Y)], Redo;
        Delete, "Delete", "Remove the selected links, and selected attributes that were added by hand.", [plain(Key::Delete), plain(Key::Backspace)], Selection;
        MarkRequired, "Mark required", "Mark the selected attributes required.", [plain(Key::R)], Attribute;
        MarkSystemGenerated, "Mark system-generated", "Mark the selected attributes system-generated.", [plain(Key::S)], Attribute;
        MarkOptional, "Mark optional", "Mark the selected attributes optional.", [plain(Key::O)], Attribute;
        MarkNone, "Remove mark", "Take the mark off the selected attributes.", [plain(Key::U)], Attribute;
        Agree, "Agree", "Set the selected links to agreed.", [plain(Key::A)], Link;
        Propose, "Propose", "Set the selected links to proposed.", [plain(Key::P)], Link;
        Reject, "Reject", "Set the selected links to rejected; they are kept to say so.", [plain(Key::X)], Link;
        AddAttribute, "Add attribute…", "Add an attribute of your own to one of the columns.", [plain(Key::Insert)], Nothing;
        Rename, "Rename", "Give the selected attribute another name, if it was added by hand.", [plain(Key::F2)], Attribute;
        AddNote, "Add note", "Write a comment, decision or question on what is selected.", [plain(Key::N)], Selection;
        LinkHere, "Start or end a link", "Start a link at the selected attribute, or end it there.", [plain(Key::Enter)], Attribute;
        NextLink, "Select a link of it", "Select a link of the selected attribute; once more, its next one.", [plain(Key::K)], Selection;
        LinkByName, "Link by name", "Type the name of the attribute at the other end of a link.", [plain(Key::L)], Attribute;
        NoCounterpart, "No counterpart", "Say that the selected attributes are left unmapped on purpose, and why.", [plain(Key::C)], Attribute;
        SetOwner, "Set owner", "Say who answers for the selected links.", [plain(Key::W)], Link;
        TenantCheck, "Verify in a tenant", "Say in which tenant the selected links were seen to work.", [plain(Key::T)], Link;
        MoveUp, "Move up", "Move the selected attributes, or the group whose heading has the focus, one place up; undo brings the order back.", [alt(Key::ArrowUp)], Nothing;
        MoveDown, "Move down", "Move the selected attributes, or the group whose heading has the focus, one place down.", [alt(Key::ArrowDown)], Nothing;
        Back, "Back", "Go back to what was selected before the last jump.", [alt(Key::ArrowLeft)], Nothing;
        Forward, "Forward", "Go again where the last jump led.", [alt(Key::ArrowRight)], Nothing;
        ShowMap, "Map", "Show the three columns.", [alt(Key::Num1)], Nothing;
        ShowTable, "Table", "Show the completed table.", [alt(Key::Num2)], Nothing;
        ShowPilot, "Pilot", "Try the mapping on sample users, without a tenant.", [alt(Key::Num3)], Nothing;
        ShowChanges, "Changes", "Show what differs from the reference, another project, or what Entra ID has.", [alt(Key::Num4)], Nothing;
        CompareWithFile, "Compare with a file…", "Show what differs from another project file or an exported Entra ID provisioning schema.", [], Nothing;
        OpenAnswer, "Open provisioning answer…", "Show the answer of a real provision-on-demand run beside the mapping; no file keeps it.", [], Nothing;
        OpenSamples, "Open sample users…", "Take users for the pilot from CSV with Entra ID names in its first line, or from JSON; they stay in memory.", [], Nothing;
        OpenTarget, "Open what Genesys Cloud holds…", "Tell the pilot what the target holds before: a SCIM list response, or CSV by SCIM path.", [], Nothing;
        PilotReport, "Export pilot report…", "Write what the pilot came to as a Markdown document, without names of users.", [], Nothing;
        ShowUsers, "Users", "Show the attributes of users.", [alt(Key::U)], Nothing;
        ShowGroups, "Groups", "Show the attributes of groups.", [alt(Key::G)], Nothing;
        ZoomIn, "Zoom in", "Make everything larger.", [ctrl(Key::Plus), ctrl(Key::Equals)], Nothing;
        ZoomOut, "Zoom out", "Make everything smaller.", [ctrl(Key::Minus)], Nothing;
        ZoomReset, "Actual size", "Show everything at its designed size.", [ctrl(Key::Num0)], Nothing;
        ThemeSystem, "Theme of the system", "Follow the system's light or dark theme.", [], Nothing;
        ThemeLight, "Light theme", "Use the light theme.", [], Nothing;
        ThemeDark, "Dark theme", "Use the dark theme.", [], Nothing;
        Find, "Find", "Type part of a name to find it in all columns.", [ctrl(Key::F)], Nothing;
        FindNext, "Find next", "Go to the next attribute that was found.", [plain(Key::F3)], Nothing;
        FindPrevious, "Find previous", "Go to the attribute found before.", [shift(Key::F3)], Nothing;
        NextFinding, "Next finding", "Go to the next finding below the map.", [plain(Key::F8)], Nothing;
        PreviousFinding, "Previous finding", "Go to the finding before.", [shift(Key::F8)], Nothing;
        FixCertain, "Apply certain fixes", "Put right every finding whose fix is certain, as one step; what needs a decision stays.", [], Nothing;
        Suggestions, "Suggestions", "Show links that may be missing below the map: choose, accept or dismiss them.", [alt(Key::S)], Nothing;
        Untangle, "Untangle", "Order the rows so that links cross least; undo brings the order back.", [], Nothing;
        MapLarger, "Larger map", "Draw rows and links of the map larger.", [ctrl_shift(Key::Plus), ctrl_shift(Key::Equals)], Nothing;
        MapSmaller, "Smaller map", "Draw rows and links of the map smaller.", [ctrl_shift(Key::Minus)], Nothing;
        CollapseAll, "Collapse all groups", "Close the groups of all columns; each shows what is inside.", [alt(Key::Minus)], Nothing;
        ExpandAll, "Expand all groups", "Open the groups of all columns.", [alt(Key::Plus), alt(Key::Equals)], Nothing;
        Palette, "Command palette", "Find an action by part of its name.", [ctrl(Key::K), ctrl_shift(Key::P)], Nothing;
        KeyHelp, "Keys", "Show what every key does.", [plain(Key::F1), plain(Key::Questionmark)], Nothing;
        Settings, "Settings…", "Change theme, size, name, formats and keys.", [ctrl(Key::Comma)], Nothing;
        Menu, "Menu", "Open the menu at the left of the bar.", [plain(Key::F10)], Nothing;
        FullScreen, "Full screen", "Fill the whole screen, or go back to a window.", [plain(Key::F11)], Nothing;
        About, "About Crosswalk", "Say which version this is, and under which licences it and its fonts stand.", [], Nothing;
        NextPane, "Next pane", "Move the focus to the next part of the window.", [plain(Key::F6)], Nothing;
        PreviousPane, "Previous pane", "Move the focus to the part of the window before.", [shift(Key::F6)], Nothing;
        Cancel, "Cancel", "Give up what is going on, then clear the selection.", [plain(Key::Escape)], Nothing;
    };

    /// The action's line of the table.
    pub fn entry(self) -> &'static ActionEntry {
        Self::TABLE
            .iter()
            .find(|entry| entry.action == self)
            .unwrap_or(&Self::MISSING)
    }

    /// What stands for an action that the table lacks; a test proves that there is none.
    const MISSING: ActionEntry = ActionEntry {
        action: Self::Cancel,
        name: "",
        help: "",
        keys: &[],
        needs: Needs::Nothing,
    };

    /// Its name on menus and in the palette.
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// What it does, in one sentence.
    pub fn help(self) -> &'static str {
        self.entry().help
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn every_action_stands_in_the_table_once_with_a_name_and_help() {
        let mut actions: Vec<_> = Action::TABLE.iter().map(|entry| entry.action).collect();
        actions.sort();
        actions.dedup();
        assert_eq!(actions.len(), Action::TABLE.len());
        // `Cancel` is the last variant: the table holds them all.
        assert_eq!(actions.len(), Action::Cancel as usize + 1);
        for entry in Action::TABLE {
            assert!(!entry.name.is_empty(), "{:?}", entry.action);
            assert!(entry.help.ends_with('.'), "{:?}", entry.action);
        }
    }

    #[test]
    fn no_two_actions_share_a_key() {
        let mut owners = HashMap::new();
        for entry in Action::TABLE {
            for key in entry.keys {
                if let Some(other) = owners.insert(*key, entry.action) {
                    panic!("{:?} and {other:?} share {key:?}", entry.action);
                }
            }
        }
    }
}
