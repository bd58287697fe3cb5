#include "user/init.hpp"

#include "base/must.hpp"

namespace giosim::user {

// What user_land() gives a machine is an Init; nobody else makes user space.
Init& init_of(machine::Os& os) {
  MUST(os.user_space != nullptr);
  return static_cast<Init&>(*os.user_space);
}

const Init& init_of(const machine::Os& os) {
  MUST(os.user_space != nullptr);
  return static_cast<const Init&>(*os.user_space);
}

Init::CommandUnderWay::CommandUnderWay(Init& init, std::string line,
                                       std::function<Screen()> shown)
    : init_(init),
      line_(std::move(line)),
      shown_(std::move(shown)),
      place_(init.under_way_.insert(init.under_way_.end(), this)) {}

Init::CommandUnderWay::~CommandUnderWay() { init_.under_way_.erase(place_); }

void Init::power_goes(sim::Trace& trace) {
  for (const CommandUnderWay* command : under_way_)
    trace.record(CommandCutOff{command->line_, command->shown_()});
}

}  // namespace giosim::user
