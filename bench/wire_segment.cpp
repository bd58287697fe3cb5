// A segment: what a frame costs on its way to all who are plugged in.
//
//   wire_segment                     Google Benchmark
//   wire_segment --table             the ratios to the floor of the same run, each a median of rounds
//
// The floor is a copy of the frame, a plain vector of bytes, for each port that hears it: what a
// network of mailboxes without time, loss or DLPI would do at the least.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "sim/choices.hpp"
#include "wire/segment.hpp"

namespace {

using namespace giosim;
using namespace giosim::wire;

constexpr int kFrames = 100;

Frame frame_of(int bytes) {
  return dlpi::ethertype_frame("0x00306E00000B", "0x00306E00000A", 0x0800,
                               dlpi::Buffer(static_cast<std::size_t>(bytes) - dlpi::kEtherHeader));
}

// Ports that look at the address, as a NIC does that the frame is not for.
struct Network {
  explicit Network(int count) {
    for (int i = 0; i < count; ++i)
      ports.push_back(std::make_unique<Port>(
          segment, [this](const Frame& frame) { heard += dlpi::parse(frame).has_value(); }));
  }
  void send(const Frame& frame) {
    for (int i = 0; i < kFrames; ++i) ports.front()->send(frame);
    kernel.run();
  }

  sim::InOrder choices;
  sim::Kernel kernel{choices};
  Segment segment{kernel, "blue"};
  std::vector<std::unique_ptr<Port>> ports;
  std::uint64_t heard = 0;
};

struct Mailboxes {
  explicit Mailboxes(int count) : boxes(static_cast<std::size_t>(count)) {}
  void send(const Frame& frame) {
    for (int i = 0; i < kFrames; ++i)
      for (Frame& box : boxes) {
        box = Frame(frame);
        benchmark::DoNotOptimize(box.data());
      }
  }
  std::vector<Frame> boxes;
};

template <class Carrier>
void frames(benchmark::State& state) {
  Carrier carrier(static_cast<int>(state.range(0)));
  const Frame frame = frame_of(static_cast<int>(state.range(1)));
  for (auto _ : state) carrier.send(frame);
  state.SetItemsProcessed(kFrames * static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(frames<Network>)->Args({2, 60})->Args({1000, 60})->Args({1000, 1514});
BENCHMARK(frames<Mailboxes>)->Args({2, 60})->Args({1000, 60})->Args({1000, 1514});

template <class Carrier>
double ns_of_a_frame(Carrier& carrier, const Frame& frame, int times) {
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < times; ++i) carrier.send(frame);
  const std::chrono::duration<double, std::nano> passed = std::chrono::steady_clock::now() - start;
  return passed.count() / times / kFrames;
}

void row(int ports, int bytes) {
  Network network(ports);
  Mailboxes mailboxes(ports);
  const Frame frame = frame_of(bytes);
  std::vector<double> ns, ratios;
  for (int round = 0; round < 9; ++round) {
    const int times = std::max(1, 2'000 / ports);
    const double at_floor = ns_of_a_frame(mailboxes, frame, times);
    ns.push_back(ns_of_a_frame(network, frame, times));
    ratios.push_back(ns.back() / at_floor);
  }
  std::ranges::sort(ns);
  std::ranges::sort(ratios);
  std::printf("| %d bytes to %d ports | %.0f | %.0f | %.2f |\n", bytes, ports, ns[4], 1e9 / ns[4],
              ratios[4]);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::string(argv[1]) == "--table") {
    std::printf("| a frame of | ns | frames/s | ratio to a copy for each port |\n|---|--:|--:|--:|\n");
    for (const int ports : {2, 100, 1'000}) row(ports, 60);
    row(1'000, 1'514);
    return 0;
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
