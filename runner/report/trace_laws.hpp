// The laws of a trace: what holds in every file of schema giosim.trace/1, whoever wrote it.
//
//   T1  seq is 1, 2, 3 …; t never falls within a boot
//   T2  cause and links are earlier events
//   T3  every `before` is the state so far; the final state has the hash of the footer
//   T4  undoing the deltas from the end leads back to the initial state
//   T5  every rule exists, and quotes the document as the rule book does
//   T6  a decision has one right answer, which is the subject's instance afterwards
//   T7  spans pair up and nest for each subject
//   T9  no sentence names a MAC address that the machine does not know yet
//   T10 each line has the fields of its type
//
// T8 (equal runs, equal bytes) needs two traces; the whole of T10 is trace_schema()'s.
#pragma once

#include <cstddef>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

namespace giosim::report {

struct BrokenLaw {
  std::string_view law;  // "T3"
  std::size_t line = 0;  // of the file, from 1
  std::string sentence;
};

// Reads to the end of the stream. Empty: it is a good trace. Stops after a hundred.
std::vector<BrokenLaw> broken_laws(std::istream& trace);

}  // namespace giosim::report
