#!/bin/bash -eu
# Builds every target, and seeds the one that takes modules with those of the corpus.
cargo fuzz build -O
for target in $(cargo fuzz list); do
  cp "fuzz/target/x86_64-unknown-linux-gnu/release/$target" "$OUT/"
done
cargo run --release -- corpus fuzz/corpus/decode
zip -qrj "$OUT/decode_seed_corpus.zip" fuzz/corpus/decode
