#!/bin/sh
# Instructions per NIC of hpuxpitool -s and -u, by valgrind (callgrind): free of noise.
# What the making of the system costs is measured alone, and taken off.
#   pi_instructions.sh PATH/TO/pi_fix_up
set -eu

program=$1

instructions() { # WORK NICS
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" one "$1" "$2" 1 2>&1 \
    >/dev/null | awk '/Collected/ { print $NF }'
}

echo '| NICs | -s, per NIC | -u, per NIC |'
echo '|--:|--:|--:|'
for nics in 100 1000 10000; do
  making=$(instructions nothing "$nics")
  save=$((($(instructions save "$nics") - making) / nics))
  update=$((($(instructions update "$nics") - making) / nics))
  echo "| $nics | $save | $update |"
done
