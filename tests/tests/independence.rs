//! The judge and the defendant share nothing: what cargo and the files say of the workspace.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The crates of the workspace.
const CRATES: [&str; 4] = ["subtly-model", "subtly-impl", "subtly", "subtly-tests"];

#[test]
fn the_workspace_has_these_crates() {
    let names: BTreeSet<_> = packages().iter().map(|package| text(package, "name")).collect();
    assert_eq!(names, CRATES.map(Into::into).into());
}

#[test]
fn the_model_stands_alone() {
    assert!(dependencies("subtly-model").is_empty());
}

/// Model and implementation never see each other, and the campaign alone sees both. What a crate needs for
/// its tests counts as well, but for the crate that has nothing but tests.
#[test]
fn only_the_campaign_sees_both_sides() {
    let mut sees_both = Vec::new();
    for name in CRATES {
        let own: BTreeSet<_> = dependencies(name)
            .iter()
            .filter(|dependency| name != "subtly-tests" || text(dependency, "kind") != "dev")
            .map(|dependency| text(dependency, "name"))
            .filter(|other| CRATES.contains(&other.as_str()))
            .collect();
        assert!(!own.contains("subtly-tests"), "{name} needs the tests");
        if own.contains("subtly-model") && own.contains("subtly-impl") {
            sees_both.push(name);
        } else {
            assert_eq!(own, BTreeSet::new(), "{name}");
        }
    }
    assert_eq!(sees_both, ["subtly"]);
}

/// Faults and mutants are for tests: nobody else asks for them, and `cargo run` builds the campaign only.
#[test]
fn faults_are_off_by_default() {
    for package in packages() {
        let (name, features) = (text(&package, "name"), &package["features"]);
        assert!(features.get("default").is_none(), "{name} has features by default");
        for dependency in list(&package, "dependencies") {
            let chosen = dependency["features"].as_array().expect("a list");
            if chosen.iter().any(|feature| feature == "faults" || feature == "mutants") {
                assert_eq!(
                    (name.as_str(), text(&dependency, "kind").as_str()),
                    ("subtly-tests", "dev")
                );
            }
        }
    }
    let defaults = list(&metadata(), "workspace_default_members");
    let ids = packages().into_iter().filter(|package| package["name"] == "subtly");
    assert_eq!(defaults, ids.map(|package| package["id"].clone()).collect::<Vec<_>>());
}

/// A dependency says what it is for, in a comment above it; two that come together may share one.
#[test]
fn every_dependency_has_a_reason() {
    let mut seen = 0;
    for manifest in manifests() {
        let text = read(&manifest);
        let mut in_dependencies = false;
        let mut since_comment = usize::MAX;
        for line in text.lines().map(str::trim) {
            if line.starts_with('[') {
                in_dependencies = line.ends_with("dependencies]");
                since_comment = usize::MAX;
            } else if line.starts_with('#') {
                since_comment = 0;
            } else if let (true, Some((name, _))) = (in_dependencies, line.split_once('=')) {
                // The edges between the own crates are the subject of the tests above.
                let name = name.trim().trim_end_matches(".workspace");
                if !CRATES.contains(&name) {
                    since_comment = since_comment.saturating_add(1);
                    assert!(since_comment <= 2, "{}: no reason for {name}", manifest.display());
                    seen += 1;
                }
            }
        }
    }
    assert!(seen >= 20, "only {seen} dependencies were read");
}

#[test]
fn every_crate_obeys_the_lints_of_the_workspace() {
    let lints = "[lints]\nworkspace = true";
    for manifest in manifests() {
        let text = read(&manifest);
        match text.contains("[workspace]") {
            true => assert!(text.contains("[workspace.lints.rust]\nunsafe_code = \"deny\"")),
            false => assert!(text.contains(lints), "{}", manifest.display()),
        }
    }
}

/// `deny` can be lifted in a source file; none does.
#[test]
fn no_source_file_is_unchecked() {
    // This file must not contain the words it looks for.
    let keyword = ["un", "safe"].concat();
    let mut sources = Vec::new();
    for manifest in manifests() {
        let folder = manifest.parent().expect("a manifest is in a folder");
        for name in ["src", "tests", "benches"] {
            rust_files(&folder.join(name), &mut sources);
        }
    }
    assert!(sources.len() > 100, "only {} files were read", sources.len());
    for path in sources {
        for (n, line) in read(&path).lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            let mut words = code.split(|c: char| !c.is_alphanumeric());
            assert!(words.all(|word| word != keyword), "{}:{}: {line}", path.display(), n + 1);
        }
    }
}

/// The files below a folder whose names end in `.rs`.
fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("a folder can be read").path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The manifest of the workspace and those of its crates.
fn manifests() -> Vec<PathBuf> {
    let root = Path::new(&text(&metadata(), "workspace_root")).join("Cargo.toml");
    let crates = packages().into_iter().map(|package| text(&package, "manifest_path").into());
    std::iter::once(root).chain(crates).collect()
}

/// What a crate needs.
fn dependencies(name: &str) -> Vec<Value> {
    let package = packages().into_iter().find(|package| package["name"] == name);
    list(&package.expect("a crate of the workspace"), "dependencies")
}

fn packages() -> Vec<Value> {
    list(&metadata(), "packages")
}

fn metadata() -> Value {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .expect("cargo can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo writes JSON")
}

fn list(value: &Value, key: &str) -> Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is a list")).clone()
}

/// A string, empty where there is none.
fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().into()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
