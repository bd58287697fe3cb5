#!/bin/sh
# From process start to exit: `giosim run` of the document's example against /bin/true.
#
#   bench/startup.sh build/release/giosim
#
# Two hundred runs of each, in turns of ten; prints seconds of both and the ratio.
set -eu
giosim=${1:?usage: bench/startup.sh GIOSIM}
example=$(dirname "$0")/../scenarios/basic/document_example.yaml

ten() {
  for _ in 1 2 3 4 5 6 7 8 9 10; do "$@" > /dev/null; done
}
seconds() {
  # The time of ten runs, in seconds, from the shell's own clock.
  before=$(date +%s%N)
  ten "$@"
  after=$(date +%s%N)
  echo $((after - before))
}

ours=0
floor=0
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  ours=$((ours + $(seconds "$giosim" run "$example")))
  floor=$((floor + $(seconds /bin/true)))
done
awk -v ours="$ours" -v floor="$floor" 'BEGIN {
  printf "giosim run, the example: %.2f ms; /bin/true: %.2f ms; ratio %.1f\n",
         ours / 2e8, floor / 2e8, ours / floor }'
