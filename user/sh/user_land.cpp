#include "user/sh/user_land.hpp"

#include "user/rc/rc.hpp"
#include "user/sh/sh.hpp"

namespace giosim::user {

const machine::UserLand& user_land() {
  static constexpr machine::UserLand kUserLand{
      [](machine::Machine& machine) -> std::unique_ptr<machine::UserSpace> {
        return std::make_unique<Rc>(machine, script_table(), perform_script);
      }};
  return kUserLand;
}

}  // namespace giosim::user
