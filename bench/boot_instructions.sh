#!/bin/sh
# Instructions per NIC of a boot, by valgrind: free of noise. What the making of the machine and
# its end cost is measured alone, and taken off. A million NICs take a quarter of an hour.
#   boot_instructions.sh PATH/TO/runner_boot [NICS ...]
set -eu

program=$1
shift
[ $# -gt 0 ] || set -- 100 1000 10000 100000

instructions() { # WORK NICS
  valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null "$program" \
    --benchmark_filter="^boot/$1/$2\$" --benchmark_min_time=1e-9 2>&1 >/dev/null |
    awk '/I *refs/ { gsub(",", "", $NF); print $NF }'
}

echo '| NICs | instructions per NIC |'
echo '|--:|--:|'
for nics in "$@"; do
  rest=$(instructions no_boot "$nics")
  echo "| $nics | $((($(instructions nobody "$nics") - rest) / nics)) |"
done
