# One line over cargo each, so that nobody needs `just` (PyPI: rust-just, crates.io: just).

# A campaign: generate programs, ask every oracle, minimize and explain disagreements.
verify *ARGS:
    cargo run --release -- verify {{ARGS}}

# Ask every oracle about every type section within a bound.
exhaustive *ARGS:
    cargo run --release -- exhaustive {{ARGS}}

# All tests.
test:
    cargo test --workspace

# Look through changed snapshots (needs cargo-insta).
review:
    cargo insta review

# A campaign against a deliberate fault, for example `just fault E1`.
fault NAME *ARGS:
    cargo run --release --features faults -- verify --fault {{NAME}} {{ARGS}}

# What each generator makes, in numbers.
stats *ARGS:
    cargo run --release -- stats {{ARGS}}

# How soon each generator finds each deliberate fault.
faults *ARGS:
    cargo run --release --features faults -- faults {{ARGS}}

# Convict old releases of wasmparser of the bugs that they are known for; continuous integration does not.
museum *ARGS:
    cargo run --release --features museum -- museum {{ARGS}}

# How fast a campaign and its parts are.
bench:
    cargo bench -p subtly
    cargo bench -p subtly-impl

# The same beside Wasmtime, which is built for it.
bench-wasmtime:
    cargo run --release --manifest-path impl/benches/wasmtime/Cargo.toml

# Explore the schedules of threads that share a registry.
schedules:
    cargo test --release -p subtly-impl --features shuttle,faults --test schedules
    cargo test --release -p subtly-impl --features loom,faults --test memory_orders

# Fuzz a target: agreement, decode or history (needs cargo-fuzz and a nightly compiler).
fuzz TARGET *ARGS:
    cargo +nightly fuzz run {{TARGET}} {{ARGS}}

# What continuous integration runs.
ci:
    bash .ci/run
