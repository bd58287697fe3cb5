// The same work on ns-3: bare callbacks, no processes, which flatters it.
//   ns3_peer SCHEDULER WORK N EVENTS      SCHEDULER: Map, Heap, PriorityQueue
#include <ns3/nstime.h>
#include <ns3/object-factory.h>
#include <ns3/scheduler.h>
#include <ns3/simulator.h>

#include <deque>
#include <string>

#include "bench/sim_workload.hpp"

namespace {

using giosim::bench::Delays;
using giosim::bench::Meter;

Delays delays;
Meter* meter = nullptr;
std::deque<std::uint32_t> waiting;  // for the mutex; its front holds it

void start(std::uint32_t id, void (*then)(std::uint32_t)) {
  ns3::Simulator::Schedule(ns3::NanoSeconds(delays.next()), then, id);
}

void held(std::uint32_t id) {
  if (!meter->count(id)) ns3::Simulator::Stop();
  start(id, held);
}

void hand_on();
void released(std::uint32_t id) {
  if (!meter->count(id)) ns3::Simulator::Stop();
  waiting.pop_front();
  waiting.push_back(id);
  // The next one wakes up by an event of its own, as a process does.
  ns3::Simulator::ScheduleNow(hand_on);
}
void hand_on() { start(waiting.front(), released); }

}  // namespace

int main(int, char** argv) {
  const std::string work = argv[2];
  const auto n = static_cast<std::uint32_t>(std::stoul(argv[3]));
  ns3::ObjectFactory scheduler;
  scheduler.SetTypeId(std::string("ns3::") + argv[1] + "Scheduler");
  ns3::Simulator::SetScheduler(scheduler);
  Meter local(n, std::stoull(argv[4]));
  meter = &local;
  for (std::uint32_t id = 0; id < n; ++id) {
    if (work == "mutex") {
      waiting.push_back(id);
    } else {
      start(id, held);
    }
  }
  if (work == "mutex") hand_on();
  ns3::Simulator::Run();
  local.report(n);
}
