// The same work on SystemC: SC_METHODs, which are callbacks and faster than its SC_THREADs.
//   systemc_peer WORK N EVENTS
#include <deque>
#include <memory>
#include <string>
#include <vector>

#define SC_INCLUDE_DYNAMIC_PROCESSES
#include <systemc>

#include "bench/sim_workload.hpp"

namespace {

using giosim::bench::Delays;
using giosim::bench::Meter;

Delays delays;
Meter* meter = nullptr;

sc_core::sc_time delay() { return sc_core::sc_time::from_value(1000 * delays.next()); }  // ps

void hold(std::uint32_t id, bool& first) {
  if (first) {
    first = false;
  } else if (!meter->count(id)) {
    sc_core::sc_stop();
  }
  sc_core::next_trigger(delay());
}

// A FIFO mutex: each process waits for an event of its own.
struct Holder {
  explicit Holder(std::uint32_t number) : id(number) {}
  std::uint32_t id;
  bool holds = false;
  sc_core::sc_event turn;
};
std::deque<Holder*> waiting;  // its front holds the mutex

void mutex(Holder& me) {
  if (!me.holds) {
    me.holds = true;
    sc_core::next_trigger(delay());
    return;
  }
  if (!meter->count(me.id)) sc_core::sc_stop();
  me.holds = false;
  waiting.pop_front();
  waiting.push_back(&me);
  waiting.front()->turn.notify(sc_core::SC_ZERO_TIME);
  sc_core::next_trigger(me.turn);
}

}  // namespace

int sc_main(int, char** argv) {
  sc_core::sc_report_handler::set_actions(sc_core::SC_INFO, sc_core::SC_DO_NOTHING);
  const std::string work = argv[1];
  const auto n = static_cast<std::uint32_t>(std::stoul(argv[2]));
  Meter local(n, std::stoull(argv[3]));
  meter = &local;
  std::deque<Holder> holders;
  std::deque<bool> first(n, true);
  for (std::uint32_t id = 0; id < n; ++id) {
    sc_core::sc_spawn_options options;
    options.spawn_method();
    const std::string name = "p" + std::to_string(id);
    if (work == "mutex") {
      Holder& holder = holders.emplace_back(id);
      waiting.push_back(&holder);
      if (id > 0) {
        options.dont_initialize();
        options.set_sensitivity(&holder.turn);
      }
      sc_core::sc_spawn([&holder] { mutex(holder); }, name.c_str(), &options);
    } else {
      sc_core::sc_spawn([id, &f = first[id]] { hold(id, f); }, name.c_str(), &options);
    }
  }
  sc_core::sc_start();
  local.report(n);
  return 0;
}
