// What a command line of nwmgr asks for, with the letters and the long words that mean the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "user/command.hpp"

namespace giosim::user {

// An attribute has a current value, a saved one in the driver's configuration file, and the
// default one of the driver.
enum class NwmgrValues { current, saved, defaults };

struct NwmgrRequest {
  enum class Operation { get, set, reset, diagnose, help };
  struct Attribute {
    std::string name;
    std::optional<std::string> value;  // name=value
  };

  Operation operation = Operation::get;
  std::string class_instance;  // -c lan3
  std::string subsystem;       // -S igelan
  std::string instance;        // -I 3
  std::string device_class;    // -C lan
  std::vector<Attribute> attributes;
  bool verbose = false, script = false;
  std::optional<std::string> statistics;  // --st, with all, mib or extmib, or nothing
  NwmgrValues values = NwmgrValues::current;  // --cu, --sa, --de
  std::optional<NwmgrValues> from;            // --fr
  int iterations = 1;                         // --it, of --diag

  // The value of an attribute that -A gives; nullptr: none.
  const std::string* value_of(std::string_view attribute) const;
  bool all_attributes() const { return attributes.size() == 1 && attributes[0].name == "all"; }
};

// Nothing for a wrong command line, after saying what is wrong.
std::optional<NwmgrRequest> parse_nwmgr(Session& session, const Arguments& arguments);

// Says the sentence as nwmgr's, and returns the exit code of a failure.
int fail_nwmgr(Session& session, std::string_view sentence);

}  // namespace giosim::user
