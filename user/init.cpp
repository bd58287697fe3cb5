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

}  // namespace giosim::user
