//! `subtly corpus`

use super::{Verdict, print};
use crate::input::read;
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct Corpus {
    /// The folder that the modules are written to, a .wasm file each
    #[arg(value_name = "DIR")]
    to: PathBuf,
    /// The files and folders whose modules are written: .wasm, .wat and .wast
    #[arg(value_name = "FILES", default_value = "corpus")]
    from: Vec<PathBuf>,
}

impl Corpus {
    pub(super) fn run(self) -> Result<Verdict, String> {
        let mut files = Vec::new();
        for path in &self.from {
            collect(path, &mut files)?;
        }
        fs::create_dir_all(&self.to)
            .map_err(|error| format!("cannot write to {}: {error}", self.to.display()))?;
        let mut written = 0;
        for path in &files {
            let input = read(path)?;
            let refused = input.refused.iter().map(|refused| &refused.bytes);
            for (n, bytes) in input.history.modules().chain(refused).enumerate() {
                // Folders are part of the name, so that no two files have the same.
                let stem = path.with_extension("").display().to_string();
                let stem = stem.replace(['/', '\\'], "-");
                let file =
                    self.to.join(format!("{}-{n}.wasm", stem.trim_start_matches(['.', '-'])));
                fs::write(&file, bytes)
                    .map_err(|error| format!("cannot write {}: {error}", file.display()))?;
                written += 1;
            }
        }
        print(&format!("{written} modules of {} files are in {}", files.len(), self.to.display()));
        Ok(Verdict::Agreement)
    }
}

/// The file, or the files below the folder, in the order of their names.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let unreadable = |error: std::io::Error| format!("{}: {error}", path.display());
    if !fs::metadata(path).map_err(unreadable)?.is_dir() {
        files.push(path.into());
        return Ok(());
    }
    let entries = fs::read_dir(path).map_err(unreadable)?;
    let mut entries: Vec<_> = entries
        .map(|entry| entry.map(|it| it.path()))
        .collect::<Result<_, _>>()
        .map_err(unreadable)?;
    entries.sort();
    for entry in entries {
        let known = ["wasm", "wat", "wast"];
        let is_file = entry.extension().is_some_and(|it| known.iter().any(|known| it == *known));
        if is_file || entry.is_dir() {
            collect(&entry, files)?;
        }
    }
    Ok(())
}
