#!/bin/sh
# Instructions per interface of the startup scripts, by valgrind (callgrind): free of noise.
# Each interface has two lines in its driver's file (name and MTU) and two in netconf. The boot of the
# same machine with the same text in files that no script reads is taken off.
#   rc_instructions.sh PATH/TO/giosim
set -eu

program=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

scenario() { # DIRECTORY NICS
  echo 'scenario: startup scripts'
  echo 'says: What an interface costs them.'
  echo 'machines:'
  echo '  server:'
  echo "    many: {count: $2, under: 0/1, driver: igelan, first_mac: 0x00306E000000}"
  echo '    gio_portable_image: 1'
  echo '    files:'
  # Indices run against the names, so that no order helps.
  awk -v directory="$1" -v nics="$2" 'BEGIN {
    print "      " directory "/hpigelanconf: |"
    for (i = 0; i < nics; ++i) {
      printf "        HP_IGELAN_INTERFACE_NAME[%d]=lan%d\n", nics - 1 - i, i
      printf "        HP_IGELAN_MTU[%d]=9000\n", nics - 1 - i
    }
    print "      " directory "/netconf: |"
    for (i = 0; i < nics; ++i) {
      printf "        INTERFACE_NAME[%d]=lan%d\n", i, nics - 1 - i
      printf "        IP_ADDRESS[%d]=10.0.%d.%d\n", i, i / 256, i % 256
    }
  }'
  echo 'steps: [{boot: server}]'
}

instructions() { # DIRECTORY NICS
  scenario "$1" "$2" > "$folder/play.yaml"
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" run -q "$folder/play.yaml" \
    2>&1 >/dev/null | awk '/Collected/ { print $NF }'
}

echo '| interfaces | the scripts, per interface | all else, per NIC |'
echo '|--:|--:|--:|'
for nics in 100 1000 4000; do
  bare=$(instructions /etc/elsewhere "$nics")
  configured=$(instructions /etc/rc.config.d "$nics")
  echo "| $nics | $(((configured - bare) / nics)) | $((bare / nics)) |"
done
