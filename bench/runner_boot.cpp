// The whole boot, from KRS to rc, for machines of 2 to a million NICs: what a NIC costs.
//
// Each NIC is saved in KRS, found on another path, claimed, initialised and reassigned; three
// ways to listen: nobody, invariants (as every run has them), and the JSON Lines trace.
// Counters: NICs per second, kernel events per second, bytes per NIC (peak of the process).
//
//   runner_boot --benchmark_filter=boot/nobody
#include <benchmark/benchmark.h>

#include <fstream>
#include <string>

#include "base/freed_memory.hpp"
#include "machine/machine.hpp"
#include "runner/report/invariants.hpp"
#include "runner/report/json_trace.hpp"
#include "sim/choices.hpp"
#include "user/sh/user_land.hpp"

namespace {

using namespace giosim;

enum class Listener { nobody, invariants, trace };
enum class Work { whole, no_boot };  // no_boot: what all else costs, for boot_instructions.sh

HwPath path_of(int nic, int under) {
  return HwPath()
      .child(under)
      .child(nic / 65536 % 256)
      .child(nic / 2048 % 32)
      .child(nic / 8 % 256)
      .child(nic % 8);
}

MacAddress mac_of(int nic) {
  return MacAddress::from_bits(0x00306E'000000u + static_cast<std::uint64_t>(nic));
}

// A disk on which every NIC was saved at another path. Its text is written without a detour, so
// that what is measured afterwards is the machine's memory and not that of the stage.
std::unique_ptr<sim::Disk> saved_disk(sim::Kernel& kernel, int nics) {
  std::string body;
  body.reserve(80 * static_cast<std::size_t>(nics) + 100);
  for (int nic = 0; nic < nics; ++nic) {
    const krs::PiEntry entry{path_of(nic, 1), kLan, Instance{nic}, "igelan", {mac_of(nic)}};
    krs::PersistentHalf::append_line(body, krs::PiConfig::krs_path(entry),
                                     std::string_view(entry.text()));
  }
  krs::PersistentHalf::append_line(body, krs::Tunables::krs_path(krs::kPortableImage),
                                   std::int64_t{1});
  auto disk = std::make_unique<sim::MemoryDisk>(kernel);
  static_cast<void>(disk->apply(
      {{std::string(krs::kSystemKrs), sim::DurableFile::seal(std::move(body))}}));
  return disk;
}

double resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  double pages = 0;
  statm >> pages >> pages;
  return pages * 4096;
}

// The most that was resident since forget_peak().
double peak_bytes() {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line))
    if (line.starts_with("VmHWM:")) return 1024 * std::stod(line.substr(6));
  return 0;
}
void forget_peak() { std::ofstream("/proc/self/clear_refs") << 5; }

void boot(benchmark::State& state, Listener listener, Work work = Work::whole) {
  const int nics = static_cast<int>(state.range(0));
  double events = 0;
  double bytes = 0;
  for (auto _ : state) {
    state.PauseTiming();
    sim::InOrder choices;
    sim::Kernel kernel(choices);
    sim::Recorder recorder(kernel);
    report::Invariants invariants;
    std::ofstream nowhere("/dev/null");
    report::JsonTrace trace(nowhere, report::TraceHeader{"bench", "boot", {}, {}, {}, {}});
    if (listener != Listener::nobody) recorder.attach(invariants);
    if (listener == Listener::trace) recorder.attach(trace);
    machine::Switchboard switchboard;
    const gio::Policies policies;
    give_back_freed_memory();  // of the rounds before this one, which would not be counted again
    const double before = resident_bytes();
    forget_peak();
    {
      machine::Machine target(kernel, recorder, switchboard, "target", policies,
                              user::user_land());
      for (int nic = 0; nic < nics; ++nic)
        target.hardware().emplace(path_of(nic, 2),
                                  hdm::Card{.driver = "igelan", .mac = mac_of(nics - 1 - nic)});
      target.insert_disk(saved_disk(kernel, nics));
      state.ResumeTiming();

      target.power_on();
      if (work == Work::whole) kernel.run_until([&] { return target.is_calm(); });

      state.PauseTiming();
      events += static_cast<double>(kernel.events());
      bytes = peak_bytes() - before;
      target.power_off(PowerOff::power_cut);
    }
    state.ResumeTiming();
  }
  state.counters["events/s"] = benchmark::Counter(events, benchmark::Counter::kIsRate);
  state.counters["NICs/s"] = benchmark::Counter(
      static_cast<double>(nics), benchmark::Counter::kIsIterationInvariantRate);
  state.counters["bytes/NIC"] = bytes / nics;
}

BENCHMARK_CAPTURE(boot, nobody, Listener::nobody)
    ->Arg(2)->Arg(100)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Arg(1'000'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(boot, no_boot, Listener::nobody, Work::no_boot)
    ->Arg(2)->Arg(100)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Arg(1'000'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(boot, invariants, Listener::invariants)
    ->Arg(2)->Arg(100)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(boot, trace, Listener::trace)
    ->Arg(2)->Arg(100)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace
