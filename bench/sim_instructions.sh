#!/bin/sh
# Instructions per event of the clockwork, by valgrind: free of noise, so good for a gate.
# Two runs of different length; their difference has no start and no end in it.
#   sim_instructions.sh PATH/TO/sim_clockwork
# Exit code 1: a bar is missed.
set -eu

program=$1

instructions() {
  valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null \
    "$program" one "$@" 2>&1 >/dev/null | awk '/I *refs/ { gsub(",", "", $NF); print $NF }'
}

per_event() { # ENGINE WORK N
  short=$(instructions "$@" 200000)
  long=$(instructions "$@" 600000)
  echo $(((long - short) / 400000))
}

missed=0
echo '| work | N | floor | kernel | bar |'
echo '|---|--:|--:|--:|---|'
while read -r work n bar; do
  floor=$(per_event floor "$work" "$n")
  kernel=$(per_event kernel "$work" "$n")
  verdict=
  if [ "$bar" -gt 0 ]; then
    verdict="at most $bar"
    if [ "$kernel" -gt "$bar" ]; then
      verdict="$verdict MISSED"
      missed=1
    fi
  fi
  echo "| $work | $n | $floor | $kernel | $verdict |"
done <<END
hold 10 168
hold 1000 358
hold 100000 282
ping 1 0
mutex 1000 0
END
exit $missed
