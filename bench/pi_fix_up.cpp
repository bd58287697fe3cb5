// hpuxpitool -s and -u: what a NIC costs, all of them saved with another driver than they have now.
//
// Two lines of the source driver's file for each NIC (name and MTU), moved into the file of the
// driver now, through the journal; then the entries, merged and written to KRS.
//
//   pi_fix_up                        Google Benchmark, with the fit to n log n
//   pi_fix_up one update 1000 20     the work alone, for valgrind (bench/pi_instructions.sh)
#include <benchmark/benchmark.h>

#include <memory>
#include <string>
#include <vector>

#include "base/must.hpp"
#include "pi/driver_conf.hpp"
#include "pi/fix_up.hpp"
#include "pi/portable_image.hpp"
#include "pi/rc_config_file.hpp"
#include "sim/choices.hpp"

namespace {

using namespace giosim;

const DriverName kBefore = "igelan", kNow = "iexgbe";

HwPath path_of(int nic) {
  return HwPath().child(0).child(nic / 2048).child(nic / 8 % 256).child(nic % 8);
}
MacAddress mac_of(int nic) {
  return MacAddress::from_bits(0x00306E'000000u + static_cast<std::uint64_t>(nic));
}

std::string conf_of(int nics) {
  std::string text = "# hpigelanconf\n";
  for (int nic = 0; nic < nics; ++nic) {
    const std::string index = '[' + std::to_string(nics - 1 - nic) + "]=";
    text += "HP_IGELAN_INTERFACE_NAME" + index + "lan" + std::to_string(nic) + '\n';
    text += "HP_IGELAN_MTU" + index + "9000\n";
  }
  return text;
}

std::vector<krs::PiEntry> entries_of(int nics) {
  std::vector<krs::PiEntry> entries;
  for (int nic = 0; nic < nics; ++nic)
    entries.push_back({path_of(nic), kLan, Instance{nic}, kBefore, {mac_of(nic)}});
  return entries;
}

// A system whose NICs are all there, with what an update needs of it.
struct System {
  explicit System(int nics) {
    for (int nic = 0; nic < nics; ++nic) {
      provider.create(path_of(nic), kNow, Ppa{nic});
      MUST(provider.dlpi_prop(path_of(nic), dlpi::SetMac{mac_of(nic), mac_of(nic)}));
    }
    config.replace(entries_of(nics));
    sim::Disk::Changes files;
    files[*pi::driver_conf_path(kBefore)] = conf_of(nics);
    MUST(disk.apply(files));
  }

  static sim::Task<> update(pi::PortableImage& image, std::size_t& fixed) {
    fixed = (co_await image.update()).fixed.size();
  }
  static sim::Task<> save(pi::PortableImage& image, bool& saved) {
    saved = (co_await image.save()).has_value();
  }
  void update() {
    std::size_t fixed = 0;
    processes.spawn("hpuxpitool", update(image, fixed));
    kernel.run();
    MUST(fixed == 2);
  }
  void save() {
    bool saved = false;
    processes.spawn("hpuxpitool", save(image, saved));
    kernel.run();
    MUST(saved);
  }

  sim::InOrder choices;
  sim::Kernel kernel{choices};
  sim::Recorder recorder{kernel};
  sim::Trace trace{recorder, "hp"};
  sim::MemoryDisk disk{kernel};
  krs::Krs krs{kernel, disk, trace};
  krs::Tunables tunables{krs, trace};
  krs::PiConfig config{krs, trace};
  gio::Policies policies;
  dlpi::DlpiProvider provider{trace};
  pi::Nettl nettl{kernel, disk, trace};
  pi::PortableImage image{krs, tunables, config, provider, disk, nettl, policies, trace};
  sim::ProcessGroup processes{kernel};
};

using Work = void (System::*)();

void measure(benchmark::State& state, Work work) {
  const auto nics = static_cast<int>(state.range(0));
  for (auto _ : state) {
    state.PauseTiming();
    auto system = std::make_unique<System>(nics);
    state.ResumeTiming();
    (system.get()->*work)();
    state.PauseTiming();
    system.reset();
    state.ResumeTiming();
  }
  state.SetComplexityN(state.range(0));
  state.counters["NICs/s"] = benchmark::Counter(
      static_cast<double>(nics), benchmark::Counter::kIsIterationInvariantRate);
}

void plan(benchmark::State& state) {
  const auto nics = static_cast<int>(state.range(0));
  const std::string conf = conf_of(nics);
  std::vector<pi::Move> moves;
  for (int nic = 0; nic < nics; ++nic)
    moves.push_back({Instance{nic}, mac_of(nic), {kBefore}, kNow});
  const auto read = [&](std::string_view path) -> std::optional<std::string> {
    if (path == pi::driver_conf_path(kBefore)) return conf;
    return std::nullopt;
  };
  for (auto _ : state) benchmark::DoNotOptimize(pi::plan_fix_up(moves, read));
  state.SetComplexityN(state.range(0));
}

void parse(benchmark::State& state) {
  const std::string conf = conf_of(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(pi::RcConfigFile::parse(conf));
  state.SetComplexityN(state.range(0));
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->RangeMultiplier(4)->Range(64, 16'384)->Complexity(benchmark::oNLogN);
  benchmark->Unit(benchmark::kMillisecond);
}

BENCHMARK_CAPTURE(measure, update, static_cast<Work>(&System::update))->Apply(sizes);
BENCHMARK_CAPTURE(measure, save, static_cast<Work>(&System::save))->Apply(sizes);
BENCHMARK(plan)->Apply(sizes);
BENCHMARK(parse)->Apply(sizes);

// The system is made `times` times, and the work done in each; no work: what the making costs.
void one(const std::string& what, int nics, int times) {
  for (int i = 0; i < times; ++i) {
    System system(nics);
    if (what == "update") system.update();
    if (what == "save") system.save();
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> args(argv + 1, argv + argc);
  if (args.size() == 4 && args[0] == "one") {
    one(args[1], std::stoi(args[2]), std::stoi(args[3]));
    return 0;
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
