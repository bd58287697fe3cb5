// KRS on a disk that may go wrong, and commits that run to their end.
#pragma once

#include <catch2/catch.hpp>
#include <expected>
#include <optional>
#include <string>

#include "krs/krs.hpp"
#include "krs/pi_config.hpp"
#include "krs/tunables.hpp"
#include "sim/faulty_disk.hpp"
#include "tests/fact_log.hpp"

namespace giosim::krs {

using Flushed = std::optional<std::expected<void, sim::DiskError>>;

struct KrsFixture {
  explicit KrsFixture(std::vector<sim::DiskFault> faults = {})
      : disk(kernel, std::make_unique<sim::MemoryDisk>(kernel), std::move(faults), {}) {
    recorder.attach(facts);
  }

  static sim::Task<> flush_and_note(Krs& krs, Flushed& flushed) { flushed = co_await krs.flush(); }

  // What the flush said; nothing if it hangs because the power is gone.
  Flushed flush() {
    Flushed flushed;
    processes.spawn("flusher", flush_and_note(krs, flushed));
    kernel.run();
    return flushed;
  }

  void stored(const Krs::Tree& tree) { put(kSystemKrs, sim::DurableFile::seal(Krs::encode(tree))); }
  void put(std::string_view path, const std::string& bytes) {
    REQUIRE(disk.apply({{std::string(path), bytes}}));
  }

  // The tree that the next boot would find.
  Krs::Tree on_disk() const {
    return Krs::decode(sim::DurableFile(std::string(kSystemKrs)).load(disk).body).value();
  }

  sim::InOrder choices;
  sim::Kernel kernel{choices};
  sim::Recorder recorder{kernel};
  FactLog facts;
  sim::Trace trace{recorder, "hp"};
  sim::FaultyDisk disk;
  Krs krs{kernel, disk, trace};
  Tunables tunables{krs, trace};
  PiConfig config{krs, trace};
  sim::ProcessGroup processes{kernel};
};

}  // namespace giosim::krs
