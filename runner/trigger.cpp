#include "runner/trigger.hpp"

#include "runner/world.hpp"

namespace giosim::runner {

void Trigger::fact(const sim::Stamped& stamped) {
  if (!spec_.when.matches(stamped) || ++matches_ != spec_.nth) return;

  // Power goes at the end of the kernel's step that stated the fact, before anything else runs.
  bool only_power = true;
  for (const Step& step : spec_.steps) {
    const auto* cut = get_if<PowerCutStep>(&step.action);
    if (cut)
      world_.machine(cut->machine).request_off(cut->how);
    else
      only_power = false;
  }
  if (!only_power) world_.operators().spawn("operator", perform_triggered(world_, spec_.steps));
}

}  // namespace giosim::runner
