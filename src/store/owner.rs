//! Which process made a file that is of use only while that process lives.

use std::fmt;
use std::fs;
use std::hash::Hasher as _;
use std::sync::OnceLock;

use siphasher::sip::SipHasher13;

/// A process, told apart from a later one that got the same number, and from those of other machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Owner {
    pid: u32,
    /// When it started, in the system's ticks since it was booted; 0 where the system does not tell.
    start: u64,
    /// The machine and the space of process numbers on it; 0 where the system does not tell.
    machine: u32,
}

/// Whether a process still runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Life {
    /// It does.
    Alive,
    /// It does not.
    Dead,
    /// It ran on another machine, or the system does not tell.
    Unknown,
}

impl Owner {
    /// This process.
    pub(super) fn this() -> Self {
        static THIS: OnceLock<Owner> = OnceLock::new();
        *THIS.get_or_init(|| {
            let pid = std::process::id();
            Self {
                pid,
                start: start_of(pid).unwrap_or(0),
                machine: machine(),
            }
        })
    }

    /// Whether it still runs.
    pub(super) fn life(self) -> Life {
        let this = Self::this();
        if self == this {
            return Life::Alive;
        }
        if self.machine != this.machine || self.machine == 0 || this.start == 0 {
            return Life::Unknown;
        }
        match start_of(self.pid) {
            Some(start) if start == self.start => Life::Alive,
            _ => Life::Dead,
        }
    }

    /// Reads what [`Display`](fmt::Display) writes.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (pid, start, machine) = (parts.next()?, parts.next()?, parts.next()?);
        let owner = Self {
            pid: pid.parse().ok()?,
            start: start.parse().ok()?,
            machine: u32::from_str_radix(machine, 16).ok()?,
        };
        // One spelling only: anything else is somebody else's name.
        (parts.next().is_none() && owner.to_string() == text).then_some(owner)
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{:08x}", self.pid, self.start, self.machine)
    }
}

/// When a running process started; none if there is no such process, or the system does not tell.
///
/// Source: `proc_pid_stat(5)`, field 22; the name before it may hold blanks and brackets.
fn start_of(pid: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, behind_name) = stat.rsplit_once(')')?;
    behind_name.split_whitespace().nth(19)?.parse().ok()
}

/// A number for this machine and its space of process numbers; a container has one of its own.
fn machine() -> u32 {
    let named = ["/etc/machine-id", "/proc/sys/kernel/hostname"];
    let Some(name) = named
        .iter()
        .filter_map(|path| fs::read_to_string(path).ok())
        .find(|name| !name.trim().is_empty())
    else {
        return 0;
    };
    let space = fs::read_link("/proc/self/ns/pid").unwrap_or_default();
    let mut hasher = SipHasher13::new();
    hasher.write(name.trim().as_bytes());
    hasher.write(space.as_os_str().as_encoded_bytes());
    let hash = hasher.finish();
    // Zero stands for "not known".
    ((hash >> 32) as u32 ^ hash as u32).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_its_own_spelling_and_no_other() {
        let this = Owner::this();
        assert_eq!(Owner::parse(&this.to_string()), Some(this));
        for other in [
            "",
            "1-2",
            "1-2-3",
            "01-2-00000003",
            "1-2-00000003-4",
            "1-2-0000000G",
        ] {
            assert_eq!(Owner::parse(other), None, "{other:?}");
        }
        assert!(Owner::parse("1-2-00000003").is_some());
    }

    #[test]
    fn this_process_lives() {
        assert_eq!(Owner::this().life(), Life::Alive);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn another_start_is_another_process_and_another_machine_is_not_known() {
        let this = Owner::this();
        let start = this.start + 1;
        assert_eq!(Owner { start, ..this }.life(), Life::Dead);
        let machine = this.machine ^ 1;
        assert_eq!(Owner { machine, ..this }.life(), Life::Unknown);
    }
}
