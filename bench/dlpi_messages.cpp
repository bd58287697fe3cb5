// DLPI: what a message costs on its way down a stream and up again, and what the list of all PPAs
// does.
//
//   dlpi_messages                    Google Benchmark
//   dlpi_messages --table            the ratios to the floor of the same run, each a median of
//   rounds
//
// The floors: a plain call of the function that looks the address up, and a copy of a vector that
// is as long as the list.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/must.hpp"
#include "dlpi/streams.hpp"
#include "sim/choices.hpp"

namespace {

using namespace giosim;
using namespace giosim::dlpi;

HwPath path_of(int nic) {
  return HwPath().child(0).child(nic / 2048).child(nic / 8 % 256).child(nic % 8);
}
MacAddress mac_of(int nic) {
  return MacAddress::from_bits(0x00306E'000000u + static_cast<std::uint64_t>(nic));
}

struct System {
  explicit System(int nics) {
    for (int nic = 0; nic < nics; ++nic) {
      provider.create(path_of(nic), "igelan", Ppa{nic});
      MUST(provider.dlpi_prop(path_of(nic), SetMac{mac_of(nic), mac_of(nic)}));
    }
    stream = *provider.streams().open_clone();
    MUST(stream->putmsg(bytes_of(dl_attach_req_t{DL_ATTACH_REQ, 0})));
    MUST(stream->getmsg());
  }
  // Bound to an Ethertype, so that what is sent to it comes up again.
  void bind() {
    MUST(stream->putmsg(bytes_of(dl_bind_req_t{DL_BIND_REQ, 0x0800, 0, DL_CLDLS, 0, 0})));
    MUST(stream->getmsg());
  }

  sim::InOrder choices;
  sim::Kernel kernel{choices};
  sim::Recorder recorder{kernel};
  sim::Trace trace{recorder, "hp"};
  DlpiProvider provider{trace};
  OpenStream stream;
};

// The address of lan0 by a function call, and by two messages.
std::uint64_t by_call(System& system) { return system.provider.find(Ppa{0})->mac.bits(); }
std::uint64_t by_messages(System& system) {
  MUST(system.stream->putmsg(bytes_of(dl_phys_addr_req_t{DL_PHYS_ADDR_REQ, DL_CURR_PHYS_ADDR})));
  return system.stream->getmsg()->control->size();
}

// 64 bytes out by one message, looped to the own address, and in by another.
std::uint64_t by_unitdata(System& system, Bytes request, Bytes data) {
  MUST(system.stream->putmsg(request, data));
  return system.stream->getmsg()->data->size();
}
Buffer unitdata_to_self() {
  Buffer to(mac_of(0).bytes().begin(), mac_of(0).bytes().end());
  to.insert(to.end(), {0x08, 0x00});
  return laid_out(dl_unitdata_req_t{DL_UNITDATA_REQ, 8, sizeof(dl_unitdata_req_t), {}}, to);
}

std::uint64_t ppa_list(System& system) {
  MUST(system.stream->putmsg(bytes_of(dl_hp_ppa_req_t{DL_HP_PPA_REQ})));
  return system.stream->getmsg()->control->size();
}

void call(benchmark::State& state) {
  System system(1);
  for (auto _ : state) benchmark::DoNotOptimize(by_call(system));
}
void messages(benchmark::State& state) {
  System system(1);
  for (auto _ : state) benchmark::DoNotOptimize(by_messages(system));
  state.SetItemsProcessed(2 * static_cast<std::int64_t>(state.iterations()));
}
void unitdata(benchmark::State& state) {
  System system(1);
  system.bind();
  const Buffer request = unitdata_to_self(), data(64);
  for (auto _ : state) benchmark::DoNotOptimize(by_unitdata(system, request, data));
  state.SetItemsProcessed(2 * static_cast<std::int64_t>(state.iterations()));
}
void list(benchmark::State& state) {
  System system(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(ppa_list(system));
  state.SetComplexityN(state.range(0));
}
void copy(benchmark::State& state) {
  const std::vector<dl_hp_ppa_info_t> infos(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(std::vector(infos));
  state.SetComplexityN(state.range(0));
}

BENCHMARK(call);
BENCHMARK(messages);
BENCHMARK(unitdata);
BENCHMARK(list)->RangeMultiplier(10)->Range(100, 100'000)->Complexity();
BENCHMARK(copy)->RangeMultiplier(10)->Range(100, 100'000)->Complexity();

double ns_of(int times, const std::function<std::uint64_t()>& work) {
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < times; ++i) benchmark::DoNotOptimize(work());
  const std::chrono::duration<double, std::nano> passed = std::chrono::steady_clock::now() - start;
  return passed.count() / times;
}

// The two of a pair run one after the other in each round, so that both meet the same machine.
void row(const char* name, int times, const std::function<std::uint64_t()>& work,
         const char* floor_name, const std::function<std::uint64_t()>& floor) {
  std::vector<double> ns, ratios;
  for (int round = 0; round < 9; ++round) {
    const double at_floor = ns_of(times, floor);
    ns.push_back(ns_of(times, work));
    ratios.push_back(ns.back() / at_floor);
  }
  std::ranges::sort(ns);
  std::ranges::sort(ratios);
  std::printf("| %s | %.0f | %.2f | %s |\n", name, ns[4], ratios[4], floor_name);
}

void table() {
  System one(1), bound(1);
  bound.bind();
  const Buffer request = unitdata_to_self(), data(64);
  std::printf("| what | ns | ratio | to |\n|---|--:|--:|---|\n");
  const auto plain = [&] { return by_call(one); };
  row(
      "PHYS_ADDR_REQ and its ACK", 200'000, [&] { return by_messages(one); }, "a plain call",
      plain);
  row(
      "UNITDATA_REQ to itself and its IND", 200'000,
      [&] { return by_unitdata(bound, request, data); }, "a plain call", plain);
  for (const int nics : {1'000, 10'000, 100'000}) {
    System many(nics);
    const std::vector<dl_hp_ppa_info_t> infos(static_cast<std::size_t>(nics));
    row(("PPA list of " + std::to_string(nics) + " NICs").c_str(), 200'000 / nics,
        [&] { return ppa_list(many); }, "a copy of as long a vector",
        [&] { return std::vector(infos).size(); });
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::string(argv[1]) == "--table") {
    table();
    return 0;
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
