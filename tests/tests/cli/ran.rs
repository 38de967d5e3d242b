//! The binary, and a folder for each test that runs it.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::{env, fs};

/// What a run of the binary came to.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the binary to its end.
pub(crate) fn subtly(folder: &Path, args: &[&str]) -> Ran {
    let output = command(folder, args).output().expect("the binary can be started");
    let text = |bytes| String::from_utf8(bytes).expect("it prints text");
    Ran { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

pub(crate) fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(binary());
    command.args(args).current_dir(folder).stdin(Stdio::null());
    command
}

/// The binary with faults. Cargo builds no binary for the tests of another crate, so it is asked to; where
/// the test was built, nearly all of it is there.
fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        // <target>/<profile>/deps/cli-<hash>
        let test = env::current_exe().expect("a test has a path");
        let profile = test.ancestors().nth(2).expect("a test is in the folder of its profile");
        let target = profile.parent().expect("a profile is in the target folder");
        let name = match profile.file_name().and_then(|name| name.to_str()) {
            Some("debug") | None => "dev",
            Some(name) => name,
        };
        let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            // With this test's own crate the features of all dependencies are those of the test.
            .args(["build", "--offline", "--package", "subtly", "--bin", "subtly"])
            .args(["--package", "subtly-tests", "--test", "cli", "--features", "subtly/faults"])
            .args(["--message-format", "json", "--profile", name, "--target-dir"])
            .arg(target)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("cargo can be started");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let messages = String::from_utf8(output.stdout).expect("cargo writes text");
        let executable = messages.lines().find_map(|line| {
            let message: Value = serde_json::from_str(line).ok()?;
            let path = message["executable"].as_str().map(PathBuf::from)?;
            (message["target"]["kind"][0] == "bin").then_some(path)
        });
        // Another build may take its place while the tests run.
        let copy = scratch("binary").join("subtly");
        fs::copy(executable.expect("cargo says where it is"), &copy).expect("it can be copied");
        copy
    })
}

/// An empty folder for one test.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

pub(crate) fn json(path: &Path) -> Value {
    let text = fs::read_to_string(path).expect("it was written");
    serde_json::from_str(&text).expect("it is JSON")
}
