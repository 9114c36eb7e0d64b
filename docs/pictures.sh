#!/bin/sh
# Makes the pictures of README.md and docs/ anew, from the photos and the model that ship, with the
# commands that the texts name. faithfulness.png comes from `gradcam faithfulness`; docs/video.md and docs/serve.md
# name what makes their films.
set -eu
cd "$(dirname "$0")/.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
lake=data/mountain-lake-sherburne.jpg

copy() { # the one picture with such an ending, not the overlay for the gallery
  found=$(find "$1" -name "*${3:-}.jpg" ! -name '*.overlay.jpg')
  [ -f "$found" ] || { echo "Expected one picture in $1, found: $found" >&2; exit 1; }
  cp "$found" "docs/$2"
}

./gradcam explain "$lake" --output "$out/one"
copy "$out/one" explanation.jpg

./gradcam explain "$lake" --counterfactual --output "$out/against"
copy "$out/against" counterfactual.jpg

./gradcam explain "$lake" --method gradcam,layercam --layer stages --output "$out/stages"
copy "$out/stages" "stages.jpg" .sheet

for photo in mountain-lake-sherburne street-beacon-street-boston forest-stream; do
  ./gradcam explain "data/$photo.jpg" --method all --output "$out/$photo"
  copy "$out/$photo" "methods-$photo.jpg" .sheet
done
