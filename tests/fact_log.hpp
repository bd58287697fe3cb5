// FactLog: a listener that keeps what it hears, so that a test can ask for it.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/must.hpp"
#include "sim/trace.hpp"

namespace giosim {

class FactLog : public sim::TraceSink {
 public:
  struct Heard {
    std::string machine;
    int boot = 0;
    sim::Time time{};
    Fact fact;
  };

  void fact(const sim::Stamped& stamped) override {
    heard_.push_back({stamped.life->machine, stamped.life->boot, stamped.time, *stamped.fact});
  }

  const std::vector<Heard>& heard() const { return heard_; }
  void clear() { heard_.clear(); }

  // The facts of one kind, in the order in which they happened.
  template <class AnyFact>
  std::vector<AnyFact> all() const {
    std::vector<AnyFact> facts;
    for (const Heard& heard : heard_)
      if (const auto* fact = get_if<AnyFact>(&heard.fact)) facts.push_back(*fact);
    return facts;
  }

  template <class AnyFact>
  AnyFact only() const {
    const std::vector<AnyFact> facts = all<AnyFact>();
    MUST(facts.size() == 1);
    return facts.front();
  }

  // "ilan.reset_started", "dlpi.mac_set" …
  std::vector<std::string_view> names() const {
    std::vector<std::string_view> names;
    for (const Heard& heard : heard_)
      names.push_back(visit([](const auto& fact) { return fact.name; }, heard.fact));
    return names;
  }

 private:
  std::vector<Heard> heard_;
};

}  // namespace giosim
