//! The command line, as a user meets it: exit codes, what is printed where, reports and findings.
//!
//! Each test runs the binary in a folder of its own, so that all paths in what it prints are relative.

mod campaigns;
mod ran;

use ran::{command, json, scratch, subtly};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use subtly::fault::Fault;
use subtly_model::rule::Rule;

#[test]
fn a_campaign_that_agrees() {
    let folder = scratch("agrees");
    let ran = subtly(&folder, &["verify", "--cases", "200"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.stdout.starts_with("all oracles agree: seed 1, 200 cases, "), "{}", ran.stdout);
    // There is no bar where standard error is no terminal.
    assert_eq!(ran.stderr, "");
    let written = fs::read_dir(folder.join("findings")).expect("the journal is there");
    let written: Vec<_> = written.map(|entry| entry.expect("it can be read").file_name()).collect();
    assert_eq!(written, ["campaign.json"], "nothing was found");
}

#[test]
fn the_number_of_threads_changes_nothing_but_the_time() {
    let folder = scratch("jobs");
    let report = |jobs, search: &[&str], fault: &[&str]| {
        let args = [search, fault, &["--jobs", jobs, "--json", "report.json"]].concat();
        let ran = subtly(&folder, &args);
        let mut report = json(&folder.join("report.json"));
        let time = report.as_object_mut().and_then(|report| report.remove("time"));
        assert_eq!(time.expect("a report has times")["jobs"].to_string(), jobs);
        // The first line of a campaign's summary has the time.
        (ran.code, report, ran.stdout.lines().skip(1).map(String::from).collect::<Vec<_>>())
    };
    let verify = ["verify", "--cases", "200"];
    assert_eq!(report("1", &verify, &[]), report("2", &verify, &[]));
    for search in
        [&verify[..], &["exhaustive", "--bound", "small", "--types", "2", "--fields", "1"]]
    {
        let (code, one, _) = report("1", search, &["--fault", "E4"]);
        assert_eq!(code, Some(1));
        assert_eq!(one, report("3", search, &["--fault", "E4"]).1, "{search:?}");
    }
}

/// A module past the model's limit is nowhere called valid, nor invalid.
#[test]
fn what_is_not_judged_is_told() {
    let folder = scratch("not-judged");
    let text = format!("(module {})", "(type (struct))".repeat(1_001));
    fs::write(folder.join("many.wat"), text).expect("it can be written");
    let limit = "the model takes on 1,000 types and 1,000 groups a module";
    let ran = subtly(&folder, &["check", "many.wat"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(
        lines[..2],
        [
            &*format!("many.wat: module 0 is not judged by the model: {limit}"),
            "many.wat: of 1001 types 1000 are compared, the first",
        ]
    );
    let ran = subtly(&folder, &["explain", "many.wat", "0", "1"]);
    let message =
        format!("error: many.wat: the model does not judge the module of type 0: {limit}\n");
    assert_eq!((ran.code, ran.stderr), (Some(2), message));
}

#[test]
fn what_cannot_be_taken_is_refused_in_one_line() {
    let folder = scratch("refused");
    let blanks = |size| vec![b' '; size];
    fs::write(folder.join("long.wat"), [b"(module)", &*blanks(4 << 20)].concat()).expect("written");
    fs::write(folder.join("full.wat"), [b"(module)", &*blanks((4 << 20) - 8)].concat())
        .expect("written");
    fs::write(folder.join("random.wasm"), "no module").expect("written");
    fs::write(folder.join("many.wast"), "(module)\n".repeat(20_001)).expect("written");
    for (args, message) in [
        (
            &["check", "long.wat"][..],
            "long.wat: longer than 4 MiB; cut it down to the types in question",
        ),
        (
            &["check", "many.wast"],
            "many.wast:20001: more than 20000 directives; cut it down to those in question",
        ),
        (
            &["explain", "random.wasm", "eq", "any"],
            "random.wasm: malformed module: magic header not detected at offset 0x0",
        ),
        (
            &["verify", "--oracle", "model,wasmparser-0.221.2"],
            "'wasmparser-0.221.2' is of the museum; build with `cargo run --release --features museum -- ...`",
        ),
    ] {
        let ran = subtly(&folder, args);
        assert_eq!((ran.code, ran.stderr), (Some(2), format!("error: {message}\n")));
    }
    assert_eq!(subtly(&folder, &["check", "full.wat"]).code, Some(0));
}

#[test]
fn the_report_has_the_keys_that_programs_read() {
    let folder = scratch("report");
    let args = ["verify", "--cases", "30", "--fault", "E4", "--json", "report.json"];
    assert_eq!(subtly(&folder, &args).code, Some(1));
    let report = json(&folder.join("report.json"));
    assert_keys(
        &report,
        "schema seed cases stopped generators oracles turns questions disagreeing_cases first_disagreement \
         disagreements rules time",
    );
    assert_eq!(
        (&report["schema"], &report["seed"], &report["cases"]),
        (&1.into(), &1.into(), &30.into())
    );
    assert_keys(
        &report["generators"],
        "smith types near-miss variants link history bodies mutants",
    );
    assert_keys(
        &report["generators"]["types"],
        "cases modules types recursive_modules equal_pair_modules strict_pairs invalid_modules \
         whole_modules whole_valid_modules whole_unreadable_modules instructions drops redefining_cases \
         group_sizes supertypes supertypes_max equal_pairs answers",
    );
    assert_keys(&report["generators"]["types"]["group_sizes"], "0 1 2 3-4 5-8 9+");
    assert_keys(&report["generators"]["types"]["supertypes"], "0 1 2-3 4-8 9-61 62 63 64+");
    assert_keys(
        &report["generators"]["types"]["answers"]["Link"],
        "yes no limit unsupported crashed timed_out",
    );
    assert_keys(&report["oracles"][0], "name version profile answers");
    assert_keys(&report["oracles"][0]["answers"], "yes no limit unsupported crashed timed_out");
    assert_keys(
        &report["questions"],
        "ValidTypes SameType Subtype TypedFuncRef Valid Cast CallIndirect Link",
    );
    let first = &report["disagreements"][0];
    assert_keys(
        first,
        "id question answers rule generator case bytes_before bytes_after types_after path",
    );
    assert_eq!(first["case"], report["first_disagreement"]);
    assert_eq!(first["answers"]["model"], "no");
    assert_eq!(first["answers"]["impl"], "yes");
    assert_eq!(first["path"], format!("findings/{}", first["id"].as_str().expect("text")));
    assert_keys(&report["rules"]["Subtype_ok"], "concluded refuted premises");
    let premises = report["rules"]["Subtype_ok"]["premises"].as_object().expect("an object");
    let listed: BTreeSet<&str> = Rule::SubtypeOk.premises().iter().copied().collect();
    assert_eq!(premises.keys().map(String::as_str).collect::<BTreeSet<_>>(), listed);
    let failed: u64 = premises.values().map(|count| count.as_u64().expect("a count")).sum();
    assert!(failed > 0, "{premises:?}");
    assert_eq!(report["rules"]["Subtype_ok"]["refuted"], failed);
    assert_keys(&report["time"], "elapsed_s modules_per_s jobs");
}

/// A column for each generator, which is measured as if it were alone; and the same numbers as data.
#[test]
fn statistics_of_generators_are_a_table() {
    let folder = scratch("stats");
    let stats = |generators, more: &[&str]| {
        let args = ["stats", "--cases", "20", "--generator", generators];
        let ran = subtly(&folder, &[&args, more].concat());
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        ran.stdout
    };
    let text = stats("near-miss,history", &["--json", "stats.json"]);
    let columns = |text: &str, name: &str| {
        let mut lines = text.lines().filter_map(|line| line.strip_prefix(name));
        let line = lines.next().expect("the table has the line");
        line.split_whitespace().map(String::from).collect::<Vec<_>>()
    };
    assert_eq!(columns(&text, ""), ["near-miss", "history"]);
    assert_eq!(columns(&text, "programs"), ["20", "20"]);
    assert_eq!(columns(&text, "define after a drop, %"), ["-", "100.0"]);
    let alone = stats("history", &[]);
    assert_eq!(columns(&alone, "types a module")[0], columns(&text, "types a module")[1]);

    let report = json(&folder.join("stats.json"));
    assert_keys(&report, "schema seed cases generators");
    assert_keys(&report["generators"], "near-miss history");
    assert_eq!(report["generators"]["history"]["redefining_cases"], 20);
}

#[test]
fn a_finding_is_a_folder_that_replays() {
    let folder = scratch("finding");
    let args = ["verify", "--generator", "types,bodies", "--fault", "V1", "--fail-fast"];
    let ran = subtly(&folder, &args);
    assert_eq!(ran.code, Some(1));
    assert_eq!(ran.stderr, "");
    let path = format!("findings/{}", first_id(&ran.stdout));
    let finding = folder.join(&path);
    let files: BTreeSet<_> = fs::read_dir(&finding)
        .expect("a finding is a folder")
        .map(|file| file.expect("a file").file_name().into_string().expect("a plain name"))
        .collect();
    let expected = ["explain.txt", "finding.json", "program.wat", "repro.wast"];
    assert_eq!(files, expected.map(String::from).into());

    // What is printed is what is kept, and ends with the command that asks again.
    let explained = fs::read_to_string(finding.join("explain.txt")).expect("text");
    assert!(ran.stdout.starts_with(&explained), "{}", ran.stdout);
    let command = format!("cargo run --release --features faults -- replay {path}\n");
    assert!(explained.ends_with(&command), "{explained}");

    let again = subtly(&folder, &["replay", &path]);
    assert_eq!(again.code, Some(1), "{}", again.stderr);
    assert!(again.stdout.contains("impl yes"), "{}", again.stdout);

    // The reproducer and the program are good files, about which all agree without the fault.
    for name in ["repro.wast", "program.wat"] {
        let file = format!("{path}/{name}");
        let checked = subtly(&folder, &["check", &file]);
        assert_eq!(checked.code, Some(0), "{}{}", checked.stdout, checked.stderr);
        let faulty = subtly(&folder, &["check", "--fault", "V1", "--findings", "again", &file]);
        assert_eq!(faulty.code, Some(1), "{}{}", faulty.stdout, faulty.stderr);
    }

    // The same program without the fault: nobody disagrees.
    let mut kept = json(&finding.join("finding.json"));
    assert_eq!(kept["fault"], "V1");
    kept["fault"] = Value::Null;
    fs::write(folder.join("mended.json"), kept.to_string()).expect("the folder can be written");
    let mended = subtly(&folder, &["replay", "mended.json"]);
    assert_eq!(mended.code, Some(0));
    assert!(mended.stdout.ends_with("the oracles agree now\n"), "{}", mended.stdout);
}

#[test]
fn a_case_replays_by_its_number() {
    let folder = scratch("case");
    let ran = subtly(&folder, &["replay", "--seed", "1", "--case", "7"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.stdout.starts_with("case 7 of seed 1, by mutants: "), "{}", ran.stdout);
    assert!(ran.stdout.ends_with(", 0 contradicted\n"), "{}", ran.stdout);

    let args = ["verify", "--fault", "E4", "--cases", "30", "--json", "report.json"];
    let found = subtly(&folder, &args);
    let case = json(&folder.join("report.json"))["first_disagreement"].to_string();
    let ran = subtly(&folder, &["replay", "--seed", "1", "--case", &case, "--fault", "E4"]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(
        first_id(ran.stdout.split_once("\n\n").expect("two parts").1),
        first_id(&found.stdout)
    );
}

/// A good module with names, and one that is not valid.
const GOOD: &str = r#"(module
  (type $a (sub (struct (field (ref null any)))))
  (type $b (sub $a (struct (field (ref null eq)))))
  (type $c (struct (field (ref null eq))))
  (rec (type $d (struct (field (ref $d)))))
  (rec (type $e (struct (field (ref $e))))))
"#;
/// Good types, and an instruction that does not do.
const BODY: &str = "(module
  (type $a (struct (field i32)))
  (import \"m\" \"f\" (func))
  (func (param (ref $a))
    (block (local.get 0) (i32.const 1) (struct.set $a 0))))
";
const INVALID: &str = "(module
  (type $a (sub (array (mut (ref null any)))))
  (type $b (sub $a (array (mut (ref null eq))))))
";
const SCRIPT: &str = r#";;! origin: written for this test
(module $m (type $a (sub (func))) (type $b (sub $a (func))))
;;! ask subtype $b $a = yes
;;! ask same $a $b = yes
(assert_invalid (module (type $a (func)) (type $b (sub $a (func)))) "sub type")
(assert_trap (invoke $m "x") "unreachable")
"#;

#[test]
fn explanations_say_why() {
    let folder = scratch("explain");
    fs::write(folder.join("types.wat"), GOOD).expect("the folder can be written");
    let mut all = String::new();
    for (a, b) in [
        ("$b", "$a"),
        ("$a", "$b"),
        ("$b", "$c"),
        ("$d", "$e"),
        ("$c", "struct"),
        ("null:$c", "$c"),
        ("none", "3"),
        ("i31", "struct"),
    ] {
        let ran = subtly(&folder, &["explain", "types.wat", a, b]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        writeln!(all, "$ subtly explain types.wat '{a}' '{b}'\n{}", ran.stdout).expect("text");
    }
    snapshot("explain", &all);
}

#[test]
fn checks_say_what_was_found() {
    let folder = scratch("check");
    for (name, text) in [("good.wat", GOOD), ("invalid.wat", INVALID), ("script.wast", SCRIPT)] {
        fs::write(folder.join(name), text).expect("the folder can be written");
    }
    fs::write(folder.join("good.wasm"), b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0").expect("the same");
    fs::write(folder.join("body.wat"), BODY).expect("the same");
    let mut all = String::new();
    for (args, code) in [
        (["check", "good.wat", "good.wasm"].as_slice(), 0),
        (&["check", "invalid.wat"], 0),
        (&["check", "body.wat"], 0),
        // The oracles agree, but the file asks for another answer.
        (&["check", "script.wast"], 1),
        (&["check", "--fault", "V5", "invalid.wat"], 1),
    ] {
        let ran = subtly(&folder, args);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(code), ""), "{args:?}");
        writeln!(all, "$ subtly {}\n{}", args.join(" "), ran.stdout).expect("text");
    }
    snapshot("check", &all);
}

/// A script that is right, and one with wrong directives: the table, what is said of these, and the report.
#[test]
fn scripts_are_held_against_the_model() {
    let folder = scratch("scripts");
    let right = r#"(module (memory (export "m") 1 2))
(register "M")
(module (import "M" "m" (memory 1)))
(assert_unlinkable (module (import "M" "m" (memory i64 1))) "incompatible import type")
(assert_malformed (module quote "(func") "unexpected end")
(module (func (export "f") (param f32) (result f32) (f32.sqrt (local.get 0))))
(assert_return (invoke "f" (f32.const 4)) (f32.const 2))
"#;
    let wrong = r#"(module $m
  (type $a (sub (func)))
  (type $b (sub $a (func)))
  (func (export "b") (type $b))
  (func $f (export "is-a") (result i32) (ref.test (ref $a) (ref.func $g)))
  (func $g (export "g") (type $b)))
(register "M" $m)
(assert_return (invoke "is-a") (i32.const 0))
(assert_invalid (module (import "M" "b" (func (result i32)))) "none")
(assert_unlinkable (module (type $a (sub (func))) (import "M" "b" (func (type $a)))) "it matches")
(module (import "spectest" "table" (table 11 funcref)))
(module (func (param i64) (result i32) (i32.add (i32.const 1) (local.get 0))))
"#;
    fs::write(folder.join("right.wast"), right).expect("the folder can be written");
    fs::write(folder.join("wrong.wast"), wrong).expect("the folder can be written");
    let ran = subtly(&folder, &["check", "right.wast"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let args = ["check", "--json", "checked.json", "right.wast", "wrong.wast"];
    let ran = subtly(&folder, &args);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), ""));
    snapshot("scripts", &ran.stdout);

    let report = json(&folder.join("checked.json"));
    assert_keys(&report, "schema files");
    let [right, wrong] = report["files"].as_array().expect("a list").as_slice() else {
        panic!("{report}: two files")
    };
    assert_keys(right, "file questions contradicted unexpected script wrong");
    assert_keys(
        &right["script"],
        "modules invalid malformed by_reader unlinkable register checks needs_execution limits \
         wrong",
    );
    assert_eq!((&right["file"], &right["script"]["modules"]), (&"right.wast".into(), &3.into()));
    assert_eq!((&right["script"]["wrong"], &right["wrong"]), (&0.into(), &Value::Array(vec![])));
    let lines: Vec<_> = wrong["wrong"].as_array().expect("a list").iter().collect();
    let lines: Vec<_> = lines.iter().map(|wrong| wrong["line"].as_u64()).collect();
    assert_eq!(lines, [8, 9, 10, 11, 12].map(Some));
    assert_eq!(wrong["script"]["wrong"], 5);
}

/// The README shows a script and what is printed of it.
#[test]
fn the_readme_shows_what_is_printed_of_a_script() {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md"));
    let readme = readme.expect("it is readable");
    let (_, section) = readme.split_once("directive by directive").expect("the section is there");
    let mut blocks = section.split("```").skip(1).step_by(2);
    let mut block = |language| {
        let block = blocks.next().and_then(|block| block.strip_prefix(language));
        block.and_then(|block| block.strip_prefix('\n')).expect(language)
    };
    let (script, printed) = (block("wasm"), block("text"));
    let folder = scratch("readme");
    fs::write(folder.join("link.wast"), script).expect("the folder can be written");
    let ran = subtly(&folder, &["check", "link.wast"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), printed));
}

/// Without a report the rules are listed, with one they are counted, and what is missing adds up.
#[test]
fn rules_are_listed_and_counted() {
    let folder = scratch("rules");
    let listed = subtly(&folder, &["rules"]);
    assert_eq!((listed.code, listed.stderr.as_str()), (Some(0), ""));
    let is_premise = |line: &&str| line.starts_with("  ");
    let names = listed.stdout.lines().filter(|line| !is_premise(line));
    assert!(names.eq(Rule::ALL.iter().map(|rule| rule.name())));
    let premises = listed.stdout.lines().filter(is_premise).map(|line| &line[2..]);
    assert!(premises.eq(Rule::ALL.iter().flat_map(|rule| rule.premises().iter().copied())));

    let ran = subtly(&folder, &["verify", "--cases", "60", "--json", "report.json"]);
    assert_eq!(ran.code, Some(0));
    let counted = subtly(&folder, &["rules", "report.json"]);
    assert_eq!((counted.code, counted.stderr.as_str()), (Some(0), ""));
    let missing = subtly(&folder, &["rules", "report.json", "--missing"]);
    assert_eq!((missing.code, missing.stderr.as_str()), (Some(0), ""));
    let with_counts = counted.stdout.strip_suffix(&missing.stdout).expect("it ends so").trim_end();
    // The names are those of the list, and beside them stand the counts of the report.
    let mut lines = with_counts.lines();
    let head = lines.next().expect("a head");
    let names = lines.clone().map(|line| &line[head.len() + 2..]);
    assert!(names.eq(listed.stdout.lines()));
    let report = json(&folder.join("report.json"));
    let (mut idle, mut whole) = (BTreeSet::new(), BTreeSet::new());
    for rule in Rule::ALL {
        let of_rule = &report["rules"][rule.name()];
        let counts = |line: Option<&str>| {
            let columns = line.expect("a line")[..head.len()].split_whitespace();
            columns.map(|count| count.parse().expect("a count")).collect::<Vec<u64>>()
        };
        let count = |value: &Value| value.as_u64().expect("a count");
        let mut expected = vec![count(&of_rule["concluded"])];
        expected.extend((!rule.premises().is_empty()).then(|| count(&of_rule["refuted"])));
        assert_eq!(counts(lines.next()), expected, "{rule}");
        idle.extend((expected[0] == 0).then(|| rule.name().to_string()));
        for premise in rule.premises() {
            let failed = count(&of_rule["premises"][premise]);
            assert_eq!(counts(lines.next()), [failed], "{rule}: {premise}");
            whole.extend((failed == 0).then(|| format!("{rule}: {premise}")));
        }
    }
    // What is missing has two heads, each with the number of the lines below it.
    let heads: Vec<&str> = missing.stdout.lines().filter(|line| !is_premise(line)).collect();
    let premises: usize = Rule::ALL.iter().map(|rule| rule.premises().len()).sum();
    assert_eq!(
        heads,
        [
            format!("never concluded, {} of {} rules:", idle.len(), Rule::ALL.len()),
            format!("never failed, {} of {premises} premises:", whole.len()),
        ]
    );
    let below: BTreeSet<_> =
        missing.stdout.lines().filter(is_premise).map(|line| line[2..].to_string()).collect();
    assert_eq!(below, idle.union(&whole).cloned().collect());
    // The summary of the campaign has the same numbers.
    let summary = format!(
        "  rules       {} of {} concluded, {} of {premises} premises failed",
        Rule::ALL.len() - idle.len(),
        Rule::ALL.len(),
        premises - whole.len()
    );
    assert_eq!(ran.stdout.lines().last(), Some(summary.as_str()));
    // The reasons of sampled questions are counted, so subtyping is, too.
    assert!(!idle.contains("Valtype_sub/num") && !idle.contains("Ref_ok/sub"), "{idle:?}");
}

/// One line that names the thing, the value and the cure; nothing on standard output.
#[test]
fn errors_are_one_clear_line() {
    let folder = scratch("errors");
    let write = |name: &str, bytes: &[u8]| {
        fs::write(folder.join(name), bytes).expect("the folder can be written");
    };
    write("types.wat", GOOD.as_bytes());
    write("invalid.wat", INVALID.as_bytes());
    write("unfinished.wat", b"(module\n  (type $a (struct (field i33))))\n");
    write("asks.wast", b"(module)\n;;! ask subtype $a $b = yes\n");
    write("empty.wasm", b"");
    write("truncated.wasm", b"\0asm\x01\0\0\0\x01\x04\x01\x60");
    write("malformed.wasm", b"\0asm\x01\0\0\0\x01\x03\x01\x5e\x78");
    write("noise.bin", b"\xff\xfe\0");
    write("finding.json", b"{}");
    write("report.json", b"{\"rules\": {}}");
    write("plain", b"a file where a folder is needed");
    // The arguments, and what the message must name.
    let cases: [(&[&str], &str); 26] = [
        (&["verify", "--oracle", "model,imp"], "'imp'"),
        (&["verify", "--oracle", "model,model"], "'model'"),
        (&["verify", "--generator", "smiths"], "'smiths'"),
        (&["verify", "--fault", "E99"], "'E99'"),
        (&["stats", "--generator", "near"], "'near'"),
        (&["stats", "--cases", "1", "--json", "no/such/stats.json"], "no/such/stats.json"),
        (&["verify", "--cases", "1", "--json", "no/such/report.json"], "no/such/report.json"),
        (&["verify", "--fault", "E4", "--cases", "9", "--findings", "plain"], "plain"),
        (&["check", "missing.wat"], "missing.wat"),
        (&["check", "unfinished.wat"], "unfinished.wat:2: column 27"),
        (&["check", "asks.wast"], "asks.wast:2: "),
        (&["check", "empty.wasm"], "empty.wasm: malformed module: unexpected end at offset 0x0"),
        (
            &["check", "truncated.wasm"],
            "truncated.wasm: malformed module: length out of bounds at offset 0xa",
        ),
        (&["check", "malformed.wasm"], "offset 0xd"),
        (&["check", "noise.bin"], "noise.bin: neither a module nor text: no UTF-8 at offset 0x0"),
        (&["explain", "types.wat", "$a", "$z"], "'$z'"),
        (&["explain", "types.wat", "$m.$a", "$b"], "'$m'"),
        (&["explain", "types.wat", "5", "$b"], "'5'"),
        (&["explain", "invalid.wat", "$a", "$b"], "invalid.wat"),
        (&["replay", "finding.json"], "finding.json"),
        (&["replay", "no/such/finding"], "no/such/finding"),
        (&["replay"], "name a finding, or a case by --seed and --case"),
        (&["rules", "no/such/report.json"], "no/such/report.json: "),
        (&["rules", "types.wat"], "types.wat: not a report: "),
        (&["rules", "finding.json"], "finding.json: not a report: missing field `rules`"),
        (&["rules", "--missing", "report.json"], "it lacks the rule Numtype_ok"),
    ];
    let mut all = String::new();
    for (args, named) in cases {
        let ran = subtly(&folder, args);
        assert_eq!(ran.code, Some(2), "{args:?}: {}", ran.stderr);
        assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
        assert!(ran.stderr.starts_with("error: "), "{}", ran.stderr);
        assert!(ran.stderr.contains(named), "{args:?} names {named}: {}", ran.stderr);
        // A finding that cannot be written is an error before anything of it is printed.
        assert_eq!(ran.stdout, "", "{args:?}");
        writeln!(all, "$ subtly {}\n{}", args.join(" "), ran.stderr).expect("text");
    }
    snapshot("errors", &all);
}

/// Also what the parser of arguments refuses takes one line.
#[test]
fn bad_usage_is_exit_code_2() {
    let folder = scratch("usage");
    let none = subtly(&folder, &[]);
    assert_eq!((none.code, none.stdout.as_str()), (Some(2), ""));
    assert!(none.stderr.contains("Usage: subtly"), "{}", none.stderr);
    let cases: [(&[&str], &str); 9] = [
        (&["verfy"], "unrecognized subcommand 'verfy'; tip: a similar subcommand exists: 'verify'"),
        (&["verify", "--turns", "0"], "1..=1000"),
        (&["verify", "--time", "5x"], "write a time such as 90s, 5m or 2h"),
        (&["verify", "--time", "0"], "write a time such as 90s, 5m or 2h"),
        (&["verify", "--jobs", "0"], "1..=1024"),
        (&["verify", "--cases", "many"], "'many'"),
        (&["check"], "<FILE>"),
        (&["replay", "--seed", "1"], "--case"),
        (&["rules", "--missing"], "<REPORT>"),
    ];
    for (args, named) in cases {
        let ran = subtly(&folder, args);
        assert_eq!(ran.code, Some(2), "{args:?}");
        assert_eq!(ran.stdout, "", "{args:?}");
        assert!(ran.stderr.contains(named), "{args:?} names {named}: {}", ran.stderr);
        assert!(ran.stderr.starts_with("error: ") && ran.stderr.ends_with("; see --help\n"));
        assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
    }
}

/// One file that cannot be read does not keep the others from being checked.
#[test]
fn check_goes_on_behind_a_bad_file() {
    let folder = scratch("several");
    fs::write(folder.join("good.wat"), "(module (type (struct)))").expect("it can be written");
    fs::write(folder.join("bad.wat"), "(module").expect("it can be written");
    let ran =
        subtly(&folder, &["check", "missing.wat", "bad.wat", "good.wat", "--json", "report.json"]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(ran.stderr.lines().count(), 2, "{}", ran.stderr);
    for (line, named) in ran.stderr.lines().zip(["error: missing.wat", "error: bad.wat"]) {
        assert!(line.starts_with(named), "{line}");
    }
    assert!(ran.stdout.starts_with("good.wat: 1 module, 1 type, "), "{}", ran.stdout);
    let report = json(&folder.join("report.json"));
    assert_eq!(report["files"].as_array().map(Vec::len), Some(1));
}

#[test]
fn lists_are_complete() {
    let folder = scratch("lists");
    let first_words = |args: &[&str]| {
        let ran = subtly(&folder, args);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        let words = ran.stdout.lines().map(|line| line.split(' ').next().unwrap_or("").into());
        words.collect::<Vec<String>>()
    };
    let in_tests = Fault::IN_TESTS.into_iter().map(|(fault, _)| fault.name());
    let without_place = Fault::WITHOUT_PLACE.into_iter().map(|(name, ..)| name);
    let faults = Fault::ALL.into_iter().map(Fault::name).chain(in_tests).chain(without_place);
    assert_eq!(first_words(&["faults", "--list"]), faults.collect::<Vec<_>>());
    assert_eq!(first_words(&["oracles"]), subtly::oracles::NAMES);
    let help = subtly(&folder, &["--help"]);
    assert_eq!(help.code, Some(0));
    assert!(help.stdout.contains("Exit codes: 0 all agree, 1 a disagreement, 2 bad usage"));
}

/// Ctrl-C ends a campaign with its summary, and what was found is on disk before it is printed.
#[cfg(unix)]
#[test]
fn an_interrupt_ends_with_the_summary() {
    let folder = scratch("interrupt");
    let mut child = command(&folder, &["verify", "--fault", "E4", "--time", "10m"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary can be started");
    let mut stdout = BufReader::new(child.stdout.take().expect("it is piped"));
    let mut first = String::new();
    stdout.read_line(&mut first).expect("it is text");
    assert!(folder.join("findings").join(first_id(&first)).join("repro.wast").is_file());
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(killed.expect("kill can be started").success());
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).expect("it is text");
    assert!(rest.contains(" cases, stopped, "), "{rest}");
    assert_eq!(child.wait().expect("it was started").code(), Some(1));
}

/// The id of the finding that a text begins with.
fn first_id(text: &str) -> &str {
    let id = text.strip_prefix("disagreement ").and_then(|rest| rest.split(' ').next());
    id.unwrap_or_else(|| panic!("a finding comes first: {text}"))
}

/// The keys of an object are these.
fn assert_keys(object: &Value, expected: &str) {
    let keys: BTreeSet<_> =
        object.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys, expected.split_whitespace().collect());
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ snapshot_path => "../../snapshots", omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}
