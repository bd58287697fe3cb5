// StateWatch: listens to one run and knows at any moment which state it is in, and what the step
// under way has read and written.
//
// Two runs in the same state go on alike whatever led to it: only then may one of them be given up.
// A state is
//   - the rows of every machine (kept as a sum, so that a change costs one row),
//   - what the rows do not say: hardware, the files of the disk, flags of drivers, KRS, numbers,
//   - every process. A driver's init keeps nothing but its place in its code; what it has learnt
//     stands in rows. Any other process cannot be looked into: so its own history is digested,
//     each step with all that any process can read, as it stood then.
//   - the networks: which frames are on their way, and what the streams hold and have counted,
//   - what has been found wrong so far, what a scenario counts, and which faults have happened.
// It is not: time, the numbers of facts and processes, logs (unless the scenario reads them).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "explore/fingerprint.hpp"
#include "explore/footprint.hpp"
#include "runner/report/story_diff.hpp"
#include "runner/scenario.hpp"
#include "runner/vary.hpp"
#include "sim/trace.hpp"

namespace giosim::runner {
class World;
}

namespace giosim::explore {

// Which process is which: the same in every run that reaches one state.
using ProcessKey = std::uint64_t;

// What of a scenario makes more things part of a state. One for all runs.
class Watched {
 public:
  explicit Watched(const runner::Scenario& scenario);

  bool logs() const { return logs_; }  // a step or an expectation reads them
  const std::vector<const runner::FactPattern*>& counted() const { return counted_; }
  const std::vector<const runner::FactPattern*>& ordered() const { return ordered_; }
  const std::vector<const runner::FactPattern*>& triggers() const { return triggers_; }
  const std::vector<report::Selection>& goldens() const { return goldens_; }

 private:
  bool logs_ = false;
  std::vector<const runner::FactPattern*> counted_, ordered_, triggers_;
  std::vector<report::Selection> goldens_;
};

class StateWatch : public sim::TraceSink {
 public:
  explicit StateWatch(const Watched& watched);

  // Both outlive it.
  void begin(const runner::World& world, const sim::Steering& steering) {
    world_ = &world;
    steering_ = &steering;
  }

  // --- Steps. ---
  // `chosen`: another process could have run instead.
  void about_to_run(const sim::Process* process, bool chosen);
  void has_run();
  const Footprint& footprint() const { return footprint_; }  // of the step that has just run
  // A choice of the disk, or of the explorer, within the step under way or before the next.
  void fault(std::string_view what, std::size_t picked);

  // --- The state between two steps. ---
  Fingerprint state();
  ProcessKey key_of(const sim::Process* process);
  const std::string& faults() const { return faults_; }

  // --- What is told. ---
  void fact(const sim::Stamped& stamped) override;
  void row(const sim::Life& life, sim::RowChange change, const Row& row) override;
  void look(const sim::Life& life, const Row& row) override;

 private:
  struct HeldRow {
    Fingerprint value;
    std::int32_t number = -1;  // its instance or PPA
  };
  struct MachineRows {
    std::unordered_map<Fingerprint, HeldRow, FingerprintHash> rows;
    Fingerprint sum;
  };
  struct History {
    std::uint64_t name = 0;  // digested
    Fingerprint past;
    std::uint64_t waits_since = 0;  // the step after which it has not run
  };
  struct DiskContent {
    std::uint64_t version = 0;
    Fingerprint files;
  };

  void touch(const std::string& machine, const Row& row, bool wrote, std::int32_t number_before);
  Fingerprint shared();
  std::uint64_t place_in_queue(const sim::Process& process, std::uint64_t since);
  void add_machine(Digest& digest, const machine::Machine& machine);
  Fingerprint files_of(const sim::Disk& disk);
  bool is_log(std::string_view path) const;
  bool is_init(const sim::Process& process) const;
  History& history_of(const sim::Process& process);
  void note_spawned();
  void remember(const Fact& fact, const std::string& machine);
  void keep_for_goldens(const sim::Stamped& stamped);

  const Watched& watched_;
  const runner::World* world_ = nullptr;
  const sim::Steering* steering_ = nullptr;
  std::map<std::string, MachineRows, std::less<>> rows_;
  std::map<const sim::Disk*, DiskContent> disks_;
  std::unordered_map<std::uint64_t, History> histories_;  // by the process's id
  std::uint64_t last_spawned_ = 0;

  // The facts by which an invariant judges later ones: of this boot, and for good.
  std::map<std::string, Fingerprint, std::less<>> told_in_boot_;
  Fingerprint told_;
  std::vector<std::uint64_t> counts_;
  Digest order_;
  std::map<std::pair<std::string, std::string>, Digest> lines_of_device_;  // of goldens
  Fingerprint lines_;                                                      // the sum of these
  std::string faults_;

  // What says which state it is now without working it out: the last one that was worked out,
  // and all that one process has done since, while nobody else could have done anything.
  Fingerprint base_;
  bool base_is_old_ = true;
  std::uint64_t base_process_ = 0;  // its id
  std::uint64_t running_ = 0;       // the id of the one whose step it is
  std::uint64_t steps_ = 0;

  Fingerprint step_;
  Footprint footprint_;
};

}  // namespace giosim::explore
