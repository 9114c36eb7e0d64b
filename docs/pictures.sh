#!/bin/sh
# Makes the pictures of README.md and docs/ anew, from the photos and the model that ship, with the
# commands that the texts name. faithfulness.png comes from `gradcam faithfulness`, the video from a clip.
set -eu
cd "$(dirname "$0")/.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
lake=data/mountain-lake-sherburne.jpg

only() { # the one file that matches
  [ "$#" = 1 ] && [ -f "$1" ] || { echo "Expected one picture, found: $*" >&2; exit 1; }
  echo "$1"
}

./gradcam explain "$lake" --output "$out/one"
cp "$(only "$out"/one/mountain-lake-sherburne*.jpg)" docs/explanation.jpg

./gradcam explain "$lake" --counterfactual --output "$out/against"
cp "$(only "$out"/against/mountain-lake-sherburne*.jpg)" docs/counterfactual.jpg

./gradcam explain "$lake" --method gradcam,layercam --layer stages --output "$out/stages"
cp "$(only "$out"/stages/*.sheet.jpg)" docs/stages.jpg

for photo in mountain-lake-sherburne street-beacon-street-boston forest-stream; do
  ./gradcam explain "data/$photo.jpg" --method all --output "$out/$photo"
  cp "$(only "$out/$photo"/*.sheet.jpg)" "docs/methods-$photo.jpg"
done
