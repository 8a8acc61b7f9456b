//! Input: the program itself, on a machine that fails it: killed, without room, with pages that change or are none. Output:
//! what is then on the disk.
//! Invariant: no file is ever cut short, nothing of the user's is touched, and the next run mends whatever was left.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// So many runs are killed; `.ci/slow` asks for more.
const KILLS: usize = 6;

/// Two states of the pages of an API, and a place for its crate.
struct Machine {
    dir: tempfile::TempDir,
}

type Tree = BTreeMap<String, Vec<u8>>;

fn page(at: usize, fields: usize) -> String {
    let fields: String = (0..fields)
        .map(|nth| format!("<ResponseField name=\"f{at}_{nth}\" type=\"string\">What {at} says.</ResponseField>\n\n"))
        .collect();
    format!("---\ntitle: Call {at}\napi: GET https://api.a.example/v1/things{at}\n---\n\n{fields}")
}

impl Machine {
    fn new() -> Self {
        let machine = Self { dir: tempfile::tempdir().unwrap() };
        for (state, calls, fields) in [("old", 0..12, 6), ("new", 4..20, 9)] {
            for at in calls {
                machine.write(&format!("{state}/things/p{at}.mdx"), &page(at, fields));
            }
        }
        machine
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The command that makes `output` of the pages in `input`, behind whatever a shell does first.
    fn command(&self, before: &str, input: &str, output: &str, more: &[&str]) -> Command {
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("{before} exec \"$0\" \"$@\"")).arg(env!("CARGO_BIN_EXE_command-line"));
        command.arg("regen").arg("--input").arg(self.path(input)).arg("--output").arg(self.path(output)).args(more);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn regen(&self, input: &str, output: &str, more: &[&str]) -> Output {
        self.command("", input, output, more).output().unwrap()
    }

    fn tree(&self, folder: &str) -> Tree {
        let mut tree = Tree::new();
        collect(&self.path(folder), &self.path(folder), &mut tree);
        tree
    }
}

/// What the crate is, but for the names that were given once: these stay, whatever comes later.
#[track_caller]
fn assert_same(found: &Tree, wanted: &Tree) {
    let paths: BTreeSet<&String> = found.keys().chain(wanted.keys()).filter(|path| *path != "names.lock").collect();
    let differing: Vec<_> = paths.into_iter().filter(|path| found.get(*path) != wanted.get(*path)).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

fn collect(root: &Path, folder: &Path, tree: &mut Tree) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, tree);
        } else {
            // A pipe would be waited for.
            let bytes = if path.is_file() { fs::read(&path).unwrap() } else { Vec::new() };
            tree.insert(path.strip_prefix(root).unwrap().display().to_string(), bytes);
        }
    }
}

#[track_caller]
fn assert_code(output: &Output, wanted: i32) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(wanted), "{said}");
    assert!(!said.contains("panicked"), "{said}");
}

/// The crates of both states, made without a fault.
fn whole(machine: &Machine) -> (Tree, Tree) {
    for state in ["old", "new"] {
        assert_code(&machine.regen(state, &format!("whole-{state}"), &[]), 0);
    }
    (machine.tree("whole-old"), machine.tree("whole-new"))
}

/// Every file is one of the two states whole; what is written beside its place has a name of its own.
#[track_caller]
fn assert_whole(found: &Tree, old: &Tree, new: &Tree) {
    for (path, bytes) in found {
        let is_beside = path.rsplit('/').next().unwrap().starts_with(".fieldstone-");
        // One list names the files of both while they change, the other one the names of both for good.
        let is_whole = [old, new].iter().any(|state| state.get(path) == Some(bytes)) || path == "files.lock";
        assert!(is_beside || is_whole, "{path} is cut short, or nobody's");
    }
}

#[test]
fn a_run_killed_at_any_moment_leaves_whole_files_and_is_mended() {
    let machine = Machine::new();
    let (old, new) = whole(&machine);
    // How long a run takes here says only when to kill; what is asserted holds whenever that is.
    let begun = Instant::now();
    assert_code(&machine.regen("old", "out", &[]), 0);
    let took = begun.elapsed();
    let kills = std::env::var("FIELDSTONE_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(KILLS);
    let mut random = 0x9e37_79b9_u32;
    let mut interrupted = 0;
    for nth in 0..kills {
        let (state, wanted) = if nth % 2 == 0 { ("new", &new) } else { ("old", &old) };
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let share = f64::from(random >> 8) / f64::from(1_u32 << 24);
        let mut run = machine.command("", state, "out", &[]).spawn().unwrap();
        std::thread::sleep(took.mul_f64(share));
        // On Unix this is `kill -9`.
        run.kill().unwrap();
        interrupted += usize::from(run.wait().unwrap().code().is_none());
        let left = machine.tree("out");
        assert_whole(&left, &old, &new);
        let checked = machine.regen(state, "out", &["--check"]);
        assert!(matches!(checked.status.code(), Some(0 | 1)));
        if checked.status.code() == Some(0) {
            assert_same(&left, wanted);
        }
        assert_same(&machine.tree("out"), &left);
        assert_code(&machine.regen(state, "out", &[]), 0);
        assert_same(&machine.tree("out"), wanted);
    }
    println!("{interrupted} of {kills} runs were killed before their end");
    assert!(interrupted > 0);
}

/// Limits the size of a file in a shell; a program that is not killed for it gets an error.
const NO_ROOM: &str = "trap '' XFSZ; ulimit -f 4;";

#[test]
fn a_file_that_does_not_fit_is_an_error_and_nothing_is_cut_short() {
    let machine = Machine::new();
    let (old, new) = whole(&machine);
    assert_code(&machine.regen("old", "out", &[]), 0);
    let run = machine.command(NO_ROOM, "new", "out", &[]).output().unwrap();
    assert_code(&run, 2);
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(said.contains("cannot write"), "{said}");
    let left = machine.tree("out");
    assert_whole(&left, &old, &new);
    assert!(!left.keys().any(|path| path.contains(".fieldstone-")), "nothing unfinished is left");
    // One that is killed for it leaves no more than that.
    let killed = machine.command("ulimit -c 0; ulimit -f 4;", "new", "out", &[]).output().unwrap();
    assert!(!killed.status.success());
    assert_whole(&machine.tree("out"), &old, &new);
    assert_code(&machine.regen("new", "out", &[]), 0);
    assert_same(&machine.tree("out"), &new);
}

#[test]
fn a_full_disk_is_an_error_and_nothing_is_cut_short() {
    let machine = Machine::new();
    let (old, new) = whole(&machine);
    let disk = machine.path("disk");
    fs::create_dir(&disk).unwrap();
    // A disk of its own, in a namespace where anybody may mount one.
    let mount = format!("mount -t tmpfs -o size=96k none '{}' &&", disk.display());
    let tried = Command::new("unshare").args(["-rm", "sh", "-c", &format!("{mount} true")]).output();
    if !tried.is_ok_and(|tried| tried.status.success()) {
        println!("SKIPPED: no disk can be made here");
        return;
    }
    let keep = machine.path("left");
    let script = format!(
        "{mount} mkdir '{0}/out'; \"$0\" \"$@\"; code=$?; cp -R '{0}/out' '{1}'; exit $code",
        disk.display(),
        keep.display()
    );
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-c", &script, env!("CARGO_BIN_EXE_command-line"), "regen", "--input"]);
    let run = command.arg(machine.path("new")).arg("--output").arg(disk.join("out")).output().unwrap();
    assert_code(&run, 2);
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(said.contains("No space left"), "{said}");
    assert_whole(&machine.tree("left"), &old, &new);
    // Where there is room again, the next run mends it.
    assert_code(&machine.regen("new", "left", &[]), 0);
    assert_same(&machine.tree("left"), &new);
}

#[test]
fn a_read_only_disk_is_an_error_and_stays_as_it_is() {
    let machine = Machine::new();
    let (old, _) = whole(&machine);
    assert_code(&machine.regen("old", "out", &[]), 0);
    let out = machine.path("out").display().to_string();
    // To the superuser no folder is read-only, but a disk is.
    let mount = format!("mount --bind '{out}' '{out}' && mount -o remount,ro,bind '{out}' &&");
    let tried = Command::new("unshare").args(["-rm", "sh", "-c", &format!("{mount} true")]).output();
    if !tried.is_ok_and(|tried| tried.status.success()) {
        println!("SKIPPED: no disk can be made here");
        return;
    }
    for (state, more, wanted) in [("new", "", 2), ("new", "--check", 1), ("old", "--check", 0), ("old", "", 0)] {
        let script = format!("{mount} exec \"$0\" regen --input \"$1\" --output \"$2\" {more}");
        let mut command = Command::new("unshare");
        command.args(["-rm", "sh", "-c", &script, env!("CARGO_BIN_EXE_command-line")]);
        let run = command.arg(machine.path(state)).arg(machine.path("out")).output().unwrap();
        assert_code(&run, wanted);
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(wanted != 2 || said.contains("Read-only file system"), "{said}");
        assert_same(&machine.tree("out"), &old);
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_an_error() {
    let machine = Machine::new();
    machine.write("file", "of the user's own");
    for output in ["file", "file/crate"] {
        let run = machine.regen("old", output, &[]);
        assert_code(&run, 2);
        assert!(String::from_utf8_lossy(&run.stderr).contains("file"), "it says where");
    }
    assert_eq!(fs::read(machine.path("file")).unwrap(), b"of the user's own");
}

/// Whether the system has made a pipe.
fn pipe(path: &Path) -> bool {
    Command::new("mkfifo").arg(path).status().is_ok_and(|status| status.success())
}

#[test]
fn what_is_no_file_is_not_waited_for() {
    for name in ["p99.mdx", "api.toml", "docs.json", "names.lock", "openapi.json", "snippets/s.mdx"] {
        let machine = Machine::new();
        fs::create_dir_all(machine.path("old/things/snippets")).unwrap();
        if !pipe(&machine.path("old/things").join(name)) {
            println!("SKIPPED: no pipe can be made here");
            return;
        }
        let run = machine.regen("old", "out", &[]);
        assert!(matches!(run.status.code(), Some(0 | 1)), "{name}: {}", String::from_utf8_lossy(&run.stderr));
        assert!(!String::from_utf8_lossy(&run.stderr).contains("panicked"));
    }
    let machine = Machine::new();
    fs::create_dir_all(machine.path("out/src")).unwrap();
    assert!(pipe(&machine.path("out/src/lib.rs")));
    assert_code(&machine.regen("old", "out", &[]), 1);
    assert!(machine.tree("out").keys().all(|path| path == "src/lib.rs"), "nothing is written beside what is foreign");
}

#[cfg(unix)]
#[test]
fn a_link_brings_nothing_in_and_leads_nothing_out() {
    use std::os::unix::fs::symlink;
    let machine = Machine::new();
    machine.write("secret.mdx", &page(77, 1));
    machine.write("elsewhere/kept", "of the user's own");
    symlink(machine.path("secret.mdx"), machine.path("old/things/p50.mdx")).unwrap();
    symlink("p51.mdx", machine.path("old/things/p51.mdx")).unwrap();
    symlink("../things", machine.path("old/things/around")).unwrap();
    let run = machine.regen("old", "out", &[]);
    assert_code(&run, 1);
    assert!(machine.tree("out").is_empty(), "an API with a page that leads out is not written");
    // One that leads nowhere is no page that was taken away.
    fs::remove_file(machine.path("old/things/p50.mdx")).unwrap();
    assert_code(&machine.regen("old", "out", &[]), 1);
    fs::remove_file(machine.path("old/things/p51.mdx")).unwrap();
    assert_code(&machine.regen("old", "out", &[]), 0);
    assert!(!machine.tree("out").values().any(|bytes| String::from_utf8_lossy(bytes).contains("things77")));
    // A folder of ours that is a link.
    fs::remove_dir_all(machine.path("out/src")).unwrap();
    symlink(machine.path("elsewhere"), machine.path("out/src")).unwrap();
    let run = machine.regen("new", "out", &[]);
    assert!(matches!(run.status.code(), Some(1 | 2)));
    assert_eq!(machine.tree("elsewhere").len(), 1, "nothing is written through a link");
}

#[test]
fn pages_that_change_while_they_are_read_make_no_run_fail_for_good() {
    let machine = Machine::new();
    let (old, _) = whole(&machine);
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            // Cut, grown, gone, a folder, and back.
            let path = machine.path("old/things/p3.mdx");
            for round in 0_usize.. {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                let _ = fs::write(&path, "---\napi: GET https://api.a.ex");
                let _ = fs::write(&path, page(3, 400 + round % 7));
                let _ = fs::remove_file(&path);
                let _ = fs::create_dir(&path);
                let _ = fs::remove_dir(&path);
                let _ = fs::write(&path, page(3, 6));
                std::thread::sleep(Duration::from_millis(1));
            }
        });
        for _ in 0..4 {
            let run = machine.regen("old", "out", &[]);
            assert!(matches!(run.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&run.stderr));
            assert!(!String::from_utf8_lossy(&run.stderr).contains("panicked"));
        }
        stop.store(true, Ordering::Relaxed);
    });
    fs::write(machine.path("old/things/p3.mdx"), page(3, 6)).unwrap();
    fs::remove_dir_all(machine.path("out")).unwrap();
    assert_code(&machine.regen("old", "out", &[]), 0);
    assert_same(&machine.tree("out"), &old);
}

#[test]
fn two_runs_at_once_leave_the_crate_of_one_of_them() {
    let machine = Machine::new();
    let (old, new) = whole(&machine);
    for round in 0..3 {
        let both = ["old", "new"].map(|state| machine.command("", state, "out", &[]).spawn().unwrap());
        for run in both {
            assert_code(&run.wait_with_output().unwrap(), 0);
        }
        let left = machine.tree("out");
        let is_new = left.contains_key("src/things/operations/call_19.rs");
        println!("round {round}: {}", if is_new { "the new one" } else { "the old one" });
        assert_same(&left, if is_new { &new } else { &old });
    }
}
