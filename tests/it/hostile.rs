//! Inputs made to break readers, through the whole program: each is read or refused in words, in 5 seconds and 512 MB.
//!
//! The memory is held by a limit on the address space of the process, which is more than it touches.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The most that a process may map, in KiB.
const MEMORY: &str = "524288";
/// A build without optimisation takes several times as long.
const TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 40 } else { 5 });

/// Puts a file through an importer; what went wrong, if anything did.
fn fault(path: &Path, kind: &str, into: Option<&Path>) -> Option<String> {
    let out = path.with_extension("out.crosswalk.json");
    let mut command = Command::new("sh");
    command
        .args(["-c", "ulimit -v $0 && exec \"$@\"", MEMORY])
        .arg(env!("CARGO_BIN_EXE_crosswalk-cli"))
        .arg("import")
        .arg(path)
        .args(["--dry-run", "--fix"]);
    match into {
        Some(project) => command.arg("--into").arg(project),
        None => command.arg("--new").arg(&out),
    };
    if !kind.is_empty() {
        command.args(["--kind", kind]);
    }
    let started = Instant::now();
    let output = command.stdin(Stdio::null()).output().unwrap();
    let took = started.elapsed();
    let told = String::from_utf8_lossy(&output.stderr);
    let said = String::from_utf8_lossy(&output.stdout);
    let name = path.display();
    let is_known = matches!(output.status.code(), Some(0..=2));
    if !is_known || told.contains("panicked") {
        Some(format!("{name} as {kind:?}: {:?} {told}", output.status))
    } else if output.status.code() == Some(2) && said.is_empty() && told.is_empty() {
        Some(format!("{name} as {kind:?}: nothing is said"))
    } else if took > TIME {
        Some(format!("{name} as {kind:?}: {took:?}"))
    } else {
        None
    }
}

fn check(paths: &[PathBuf], kinds: &[&str], into: Option<&Path>) {
    let faults = std::sync::Mutex::new(Vec::new());
    let (half, rest) = paths.split_at(paths.len() / 2);
    let faults_ref = &faults;
    std::thread::scope(|scope| {
        for paths in [half, rest] {
            scope.spawn(move || {
                for path in paths {
                    let found: Vec<_> = kinds
                        .iter()
                        .filter_map(|kind| fault(path, kind, into))
                        .collect();
                    faults_ref.lock().unwrap().extend(found);
                }
            });
        }
    });
    let faults = faults.into_inner().unwrap();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A spreadsheet file whose common texts have these bytes, with some further parts.
fn archive(path: &Path, strings: &[u8], num_further: usize) {
    crate::imports::workbook(path, &[("M", &[&["Entra ID", "SCIM"]])]);
    let file = std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(path);
    let mut archive = zip::ZipWriter::new_append(file.unwrap()).unwrap();
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("xl/sharedStrings.xml", options).unwrap();
    archive.write_all(strings).unwrap();
    for number in 0..num_further {
        archive
            .start_file(format!("xl/further{number}.xml"), options)
            .unwrap();
    }
    archive.finish().unwrap();
}

/// The inputs, written into a folder.
fn inputs(folder: &Path) -> Vec<PathBuf> {
    let header = "Entra ID,SCIM,Genesys Cloud,Mandatory,Owner,Notes\n";
    let own = "#,Resource,Entra ID,Rule,SCIM,Target rule,Genesys Cloud,Mark,Used,Type,Default if null,Apply,Match,Status,Owner,Notes,Evidence\n";
    let cell = |piece: &str| piece.repeat(1_000_000 / piece.len());
    let in_own = |rule: &str, notes: &str, evidence: &str| {
        format!(
            "{own}1,User,mail,\"{rule}\",userName,direct,,,yes,string,,always,,proposed,,\"{notes}\",\"{evidence}\"\n"
        )
    };
    let deep = |open: &str, number| open.repeat(number);
    let texts: Vec<(&str, String)> = vec![
        ("deep-lists.json", deep("[", 1_000_000)),
        ("deep-objects.json", deep("{\"a\":", 300_000)),
        (
            "deep-schema.json",
            format!(
                "{{\"synchronizationRules\":{}",
                deep("[{\"objectMappings\":", 200_000)
            ),
        ),
        (
            "long-list.json",
            format!("{{\"attributes\":[{}0]}}", "0,".repeat(3_000_000)),
        ),
        (
            "long-text.json",
            format!(
                "{{\"definitions\":{{\"a\":\"{}\"}}}}",
                "x".repeat(20_000_000)
            ),
        ),
        ("many-members.json", {
            let members: Vec<_> = (0..300_000).map(|at| format!("\"m{at}\":1")).collect();
            format!("{{\"definitions\":{{{}}}}}", members.join(","))
        }),
        (
            "giant-cell.csv",
            format!("{header}{},userName,,,,\n", "x".repeat(30_000_000)),
        ),
        ("million-columns.csv", ",".repeat(1_000_000)),
        (
            "million-bars.md",
            format!("{}\n{}\n", "|".repeat(1_000_000), "|--".repeat(300_000)),
        ),
        ("million-rows.csv", "mail,userName\n".repeat(210_000)),
        (
            "one-destination.csv",
            format!("{header}{}", "mail,userName,,,,\n".repeat(30_000)),
        ),
        (
            "open-quotes.csv",
            format!("{header}{}", "\"mail,userName,,,,\n".repeat(30_000)),
        ),
        ("wide.csv", format!("{}\n", ",".repeat(499)).repeat(400)),
        ("near.csv", {
            let rows: Vec<_> = (0..20_000)
                .map(|at| format!("userPrincipleNam{at:05},displyName,,,,"))
                .collect();
            format!("{header}{}\n", rows.join("\n"))
        }),
        (
            "blanks.txt",
            format!("Entra SCIM Genesys\n{}", "userName mail x ".repeat(20_000)),
        ),
        (
            "calls.csv",
            format!("{header}\"{}\",userName,,,,\n", cell("IIF([a],")),
        ),
        (
            "ampersands.md",
            format!(
                "| Entra | SCIM |\n|---|---|\n| {} | userName |\n",
                cell("&")
            ),
        ),
        (
            "ticks.md",
            format!(
                "| Entra | SCIM |\n|---|---|\n| {} | userName |\n",
                cell("` ")
            ),
        ),
        ("own-rules.csv", in_own(&cell("[a]; "), "", "")),
        ("own-pairs.csv", in_own(&cell("a = b; "), "", "")),
        (
            "own-notes.csv",
            in_own("direct", &cell("Question: a Answer \n"), ""),
        ),
        (
            "own-evidence.csv",
            in_own("direct", "", &cell("a: verified; ")),
        ),
        ("own-semicolons.csv", in_own("direct", "", &cell("; "))),
    ];
    let mut paths = Vec::new();
    for (name, text) in texts {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        paths.push(path);
    }
    let large = folder.join("too-large.csv");
    let file = std::fs::File::create(&large).unwrap();
    file.set_len(64 * 1024 * 1024 + 1).unwrap();
    paths.push(large);
    let bomb = folder.join("bomb.xlsx");
    archive(&bomb, &vec![b' '; 97 * 1024 * 1024], 0);
    paths.push(bomb);
    let parts = folder.join("parts.xlsx");
    archive(&parts, b" ", 5_000);
    paths.push(parts);
    paths
}

#[test]
fn what_is_made_to_break_readers_is_read_or_refused_within_the_limits() {
    let folder = tempfile::tempdir().unwrap();
    let mut paths = inputs(folder.path());
    let project = folder.path().join("reference.crosswalk.json");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/reference.crosswalk.json");
    std::fs::copy(sample, &project).unwrap();
    check(&paths, &[""], None);
    let is_own = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| name.starts_with("own-"))
    };
    paths.retain(is_own);
    check(&paths, &[""], Some(&project));
}

#[cfg(feature = "shared-fixtures")]
#[test]
fn shared_hostile_files_stay_within_the_limits() {
    const KINDS: [&str; 6] = [
        "",
        "table",
        "entra-schema",
        "scim-schemas",
        "genesys",
        "attributes",
    ];
    fn files(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files(&path, found);
            } else {
                found.push(path);
            }
        }
    }
    let shared = std::env::var_os("CROSSWALK_SHARED").unwrap();
    let mut paths = Vec::new();
    files(&Path::new(&shared).join("fixtures/hostile"), &mut paths);
    paths.sort();
    assert!(paths.len() > 200, "{}", paths.len());
    check(&paths, &KINDS, None);
}
