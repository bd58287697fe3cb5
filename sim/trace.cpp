#include "sim/trace.hpp"

namespace giosim::sim {

void Recorder::record(const Life& life, const giosim::Fact& fact) {
  const Process* const process = kernel_.current();
  std::uint64_t& last_fact = kernel_.cause();

  const Stamped stamped{
      .time = kernel_.now(),
      .seq = ++seq_,
      .life = &life,
      .actor = process ? std::string_view(process->name()) : std::string_view("operator"),
      .cause = last_fact,
      .fact = &fact,
  };
  last_fact = stamped.seq;
  for (TraceSink* sink : sinks_) sink->fact(stamped);
}

void Recorder::row(const Life& life, RowChange change, const Row& row) {
  for (TraceSink* sink : sinks_) sink->row(life, change, row);
}

}  // namespace giosim::sim
