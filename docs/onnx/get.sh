#!/bin/sh
# Brings onnxruntime-web (MIT) from npm into the folder ort beside this script: three files, 14 MB.
set -eu
version=${1:-1.30.0}
cd "$(dirname "$0")"
rm -rf ort && mkdir ort
archive=$(npm pack --silent --pack-destination ort "onnxruntime-web@$version" | tail -n 1)
for file in ort.wasm.min.mjs ort-wasm-simd-threaded.mjs ort-wasm-simd-threaded.wasm; do
  tar -xzf "ort/$archive" -C ort --strip-components=2 "package/dist/$file"
done
tar -xzf "ort/$archive" -C ort --strip-components=1 package/LICENSE 2>/dev/null || true
rm "ort/$archive"
echo "onnxruntime-web $version is in $(pwd)/ort"
