# Runs giosim on a scenario with --disk, then docs/examples/list_entries.c on the file; and looks at
# what libhpuxpi.so shows to the linker. Needs GIOSIM, PROGRAM, LIBRARY and an empty DIRECTORY.
file(REMOVE_RECURSE ${DIRECTORY})
file(MAKE_DIRECTORY ${DIRECTORY})
file(WRITE ${DIRECTORY}/play.yaml [=[
scenario: a disk for a program outside
says: "A machine whose disk outlives the run."
machines:
  source:
    gio_portable_image: 1
    slots:
      0/1/1/0: {driver: igelan, mac: 0x00306E00000A}
      0/1/2/0: {driver: iexgbe, mac: 0x00306E00000B}
steps:
  - boot: source
  - shutdown: source
]=])

# expect(EXIT OUTPUT ARGS...): the program must end so, with these words in what it prints.
function(expect exit output)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${DIRECTORY}
    RESULT_VARIABLE result OUTPUT_VARIABLE out ERROR_VARIABLE err)
  if(NOT result EQUAL exit)
    message(FATAL_ERROR "${ARGN}: exit code ${result} instead of ${exit}\n${out}${err}")
  endif()
  string(FIND "${out}${err}" "${output}" found)
  if(found EQUAL -1)
    message(FATAL_ERROR "${ARGN}: prints\n${out}${err}\nwithout\n${output}")
  endif()
endfunction()

expect(0 "" ${GIOSIM} run -q --disk fleet.giosim play.yaml)
expect(0 "gio_portable_image=1, 2 entries
lan0 0/1/1/0 igelan 0x00306E00000A
lan1 0/1/2/0 iexgbe 0x00306E00000B
" ${PROGRAM} fleet.giosim source)
expect(0 "lan1 0/1/2/0 iexgbe 0x00306E00000B 0x2A2E5A050ABA"
  ${PROGRAM} fleet.giosim source 0x00306E00000B 2a:2e:5a:05:0a:ba)
expect(0 "lan1 " ${PROGRAM} fleet.giosim source 0x2A2E5A050ABA)
expect(1 "in another entry" ${PROGRAM} fleet.giosim source 0x00306E00000A 0x00306E00000B)
expect(1 "no entry has this MAC address" ${PROGRAM} fleet.giosim source 0x00306E00000F)
expect(1 "has no disk of a machine 'target'" ${PROGRAM} fleet.giosim target)
expect(1 "does not exist" ${PROGRAM} nothing.giosim source)
# giosim goes on with what the program has left: the machine boots, and saves.
expect(0 "" ${GIOSIM} run -q --disk fleet.giosim play.yaml)
expect(0 "lan1 0/1/2/0 iexgbe 0x00306E00000B 0x2A2E5A050ABA" ${PROGRAM} fleet.giosim source)

file(WRITE ${DIRECTORY}/rubbish "this is no store of disks")
expect(1 "is not a store of giosim's disks" ${PROGRAM} rubbish source)

# Nothing but the C functions can be seen.
find_program(NM nm)
if(NM)
  execute_process(COMMAND ${NM} -D --defined-only ${LIBRARY} OUTPUT_VARIABLE symbols)
  string(REGEX MATCHALL "[^\n]+" lines "${symbols}")
  foreach(line IN LISTS lines)
    if(NOT line MATCHES " hpuxpi_[a-z]+@@HPUXPI_1$" AND NOT line MATCHES " A HPUXPI_1")
      message(FATAL_ERROR "libhpuxpi.so shows more than its C functions: ${line}")
    endif()
  endforeach()
  if(NOT symbols MATCHES " hpuxpi_open@@HPUXPI_1\n")
    message(FATAL_ERROR "libhpuxpi.so does not show hpuxpi_open:\n${symbols}")
  endif()
endif()
