//! The pilot: a million users through fourteen mappings, five of them expressions; and one user after an edit.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a benchmark prints and may panic"
)]

#[expect(dead_code, reason = "the other benchmarks use the rest")]
mod print;

use std::hint::black_box;
use std::io::{self, Read};
use std::num::NonZero;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use crosswalk::catalog::reference_project;
use crosswalk::expr::Settings;
use crosswalk::model::{AttributeId, Link, LinkId, Project, Resource, Rule};
use crosswalk::pilot::many::{self, Listener};
use crosswalk::pilot::users::{CsvUsers, UserProblem};
use crosswalk::pilot::{Binding, Plan, Register, Tally, Target, UserOutcome, World};
use csv::StringRecord;

const USERS: usize = 1_000_000;

fn main() {
    print::print_machine();
    let project = project();
    let plan = Plan::of(&project);
    assert_eq!(plan.links().len(), 14);
    let text = users(USERS);
    println!(
        "{USERS} users, {} MB of CSV, 14 mappings, 5 of them expressions",
        text.len() >> 20
    );

    let mut csv_alone = Vec::new();
    let mut one_core = Vec::new();
    let mut all_cores = Vec::new();
    for _ in 0..3 {
        csv_alone.push(timed(|| read_alone(&text)));
        one_core.push(timed(|| run(&plan, &text, NonZero::new(1))));
        all_cores.push(timed(|| run(&plan, &text, None)));
    }
    let csv_alone = median(&mut csv_alone);
    let one_core = median(&mut one_core);
    let all_cores = median(&mut all_cores);
    println!("reading the CSV alone with the csv crate    {csv_alone:8.2} s");
    println!(
        "run on one core                             {one_core:8.2} s   {:.1} times (reach 8)",
        one_core / csv_alone
    );
    println!("run on all cores, references resolved       {all_cores:8.2} s   (reach 20 on two)");
    let tenth = users(USERS / 10);
    let tenth = timed(|| run(&plan, &tenth, None));
    println!(
        "a tenth of the users                        {tenth:8.2} s   {:.1} times for ten times as many",
        all_cores / tenth
    );
    if let Some(peak) = peak_memory() {
        println!(
            "peak resident memory, the text included     {peak:8.0} MB  ({} MB of it text)",
            text.len() >> 20
        );
    }
    one_user(&project);
}

/// A project with fourteen mappings, five of them expressions.
fn project() -> Project {
    let mut project = reference_project();
    let expressions = [
        ("title", "Coalesce([jobTitle], \"Agent\")"),
        ("displayName", "Join(\" \", [givenName], [surname])"),
        ("emails[type eq \"work\"].value", "ToLower([mail])"),
        (
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber",
            "Mid([employeeId], 1, 8)",
        ),
    ];
    let ids: Vec<LinkId> = project.links().map(|(id, _)| id.clone()).collect();
    for id in ids {
        let link = project.link(&id).cloned().unwrap();
        let path = link.destination.path.as_str().to_owned();
        let is_user = id.as_str().starts_with("user/protocol/");
        let expression = expressions.iter().find(|(name, _)| *name == path);
        if is_user && let Some((_, text)) = expression {
            set(
                &mut project,
                &id,
                Link {
                    rule: Rule::Expression {
                        text: (*text).to_owned(),
                    },
                    ..link
                },
            );
        } else if is_user
            && [
                "roles",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:dateHire",
            ]
            .contains(&path.as_str())
        {
            project
                .apply(crosswalk::model::Edit::RemoveLink { id })
                .unwrap();
        }
    }
    for (name, source) in [
        (
            "phoneNumbers[type eq \"home\"].value",
            "extensionAttribute1",
        ),
        (
            "phoneNumbers[type eq \"work2\"].value",
            "extensionAttribute2",
        ),
        ("externalId", "objectId"),
    ] {
        let destination = AttributeId::protocol(Resource::User, name);
        let origin = crosswalk::model::AttributePath::new(crosswalk::model::Column::Source, source);
        let id = project.next_link_id(&destination);
        let link = Link::new(destination, Rule::direct(origin));
        project
            .apply(crosswalk::model::Edit::AddLink {
                id,
                link: link.into(),
            })
            .unwrap();
    }
    project
}

fn set(project: &mut Project, id: &LinkId, link: Link) {
    project
        .apply(crosswalk::model::Edit::RemoveLink { id: id.clone() })
        .unwrap();
    project
        .apply(crosswalk::model::Edit::AddLink {
            id: id.clone(),
            link: link.into(),
        })
        .unwrap();
}

/// Users as a table; every hundredth has no display name parts, every thousandth a phone number with blanks.
fn users(count: usize) -> Vec<u8> {
    use std::io::Write as _;
    let mut text = Vec::with_capacity(count * 240);
    text.extend_from_slice(b"objectId,userPrincipalName,givenName,surname,mail,jobTitle,department,manager,employeeId,telephoneNumber,mobile,companyName,state,assigned,accountEnabled,softDeleted,employeeOrgData.division,city\n");
    for n in 0..count {
        let given = if n % 100 == 7 { "" } else { "Given" };
        let phone = if n % 1000 == 9 {
            "+34 600 000 000"
        } else {
            "+34600000000"
        };
        writeln!(text, "00000000-0000-4000-8000-{n:012},user{n}@northwind.example,{given},Surname{n},User{n}@Northwind.example,Agent,Support,user{}@northwind.example,E{n:07},{phone},+34600{n:06},Northwind Care,Madrid,{},True,{},Home,Madrid", n / 10, n % 50 != 3, n % 200 == 5).unwrap();
    }
    text
}

fn read_alone(text: &[u8]) {
    let mut reader = csv::Reader::from_reader(text);
    let mut record = StringRecord::new();
    let mut fields = 0;
    while reader.read_record(&mut record).unwrap() {
        fields += record.len();
    }
    black_box(fields);
}

#[derive(Default)]
struct Failures(Vec<u64>);

impl Listener for Failures {
    fn user(&mut self, outcome: &UserOutcome) {
        if outcome.action == crosswalk::pilot::Action::Fail {
            self.0.push(outcome.row);
        }
    }

    fn problem(&mut self, _: UserProblem) {}
}

/// What `pilot` does with a table: who is there, then what happens to each.
fn run(plan: &Plan, text: &[u8], threads: Option<NonZero<usize>>) -> Tally {
    let target = Target::new(plan, Vec::new());
    let settings = Settings::default();
    let mut users = CsvUsers::new(Slow(text)).unwrap();
    let binding = Binding::new(plan, users.header());
    let mut register = Register::default();
    if plan.has_references() {
        let mut first = CsvUsers::new(Slow(text)).unwrap();
        let mut record = StringRecord::new();
        while let Ok(Some(_)) = first.next_row(&mut record) {
            plan.register(&mut register, &record, &binding, &target, &settings);
        }
    }
    let directory = register.finish();
    let world = World {
        target: &target,
        directory: &directory,
        settings: &settings,
    };
    let mut failures = Failures::default();
    let cancel = AtomicBool::new(false);
    let tally = many::run(
        plan,
        &mut users,
        &binding,
        &world,
        threads,
        &cancel,
        &mut failures,
    );
    assert!(tally.users as usize >= USERS / 10);
    black_box(failures.0.len());
    tally
}

/// A reader as a file is one: it copies.
struct Slow<'t>(&'t [u8]);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

/// One user in full, after an edit: the plan is made anew.
fn one_user(project: &Project) {
    let samples = crosswalk::pilot::builtin_samples();
    let settings = Settings::default();
    let mut times = Vec::new();
    for _ in 0..50 {
        let began = Instant::now();
        let plan = Plan::of(project);
        let target = crosswalk::pilot::builtin_target(&plan);
        let binding = Binding::new(&plan, &samples.header);
        let directory = plan.directory(&samples.users, &binding, &target, &settings);
        let world = World {
            target: &target,
            directory: &directory,
            settings: &settings,
        };
        black_box(
            plan.tell(&samples.users[0], &binding, &world, None)
                .unwrap(),
        );
        times.push(began.elapsed().as_secs_f64());
    }
    println!(
        "the shown user again after an edit          {:8.3} ms  (reach 1)",
        median(&mut times) * 1000.0
    );
}

fn timed<T>(work: impl FnOnce() -> T) -> f64 {
    let began = Instant::now();
    black_box(work());
    began.elapsed().as_secs_f64()
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn peak_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}
