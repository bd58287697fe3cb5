#include "cli/policy_option.hpp"

#include <fmt/format.h>

#include "runner/problem.hpp"

namespace giosim::cli {

void set_policy(const std::string& name_and_reading, gio::Policies& policies) {
  const std::size_t sign = name_and_reading.find('=');
  if (sign == std::string::npos)
    throw UsageError(fmt::format(
        "--policy: expected NAME=READING, found {}; `giosim list policies` has them all",
        runner::in_quotes(name_and_reading)));

  std::vector<std::string> names;
  for (const gio::PolicyRow& row : gio::policy_table()) names.emplace_back(row.name);
  const std::string name = name_and_reading.substr(0, sign);
  const gio::PolicyRow& row = gio::policy_table()[index_of_word("--policy", name, names)];

  const std::vector<std::string> readings(row.readings.begin(), row.readings.end());
  row.set(policies, index_of_word("--policy " + name, name_and_reading.substr(sign + 1), readings));
}

std::vector<std::string> policy_words() {
  std::vector<std::string> words;
  for (const gio::PolicyRow& row : gio::policy_table())
    for (const std::string_view reading : row.readings)
      words.push_back(fmt::format("{}={}", row.name, reading));
  return words;
}

void declare_policies(Arguments& arguments, std::vector<std::string>& policies) {
  Argument& policy =
      arguments.texts("--policy", "NAME=READING",
                      "read the document in another way (see: giosim list policies); may be "
                      "repeated",
                      policies);
  policy.offer = Offer::words;
  policy.words = policy_words;
}

}  // namespace giosim::cli
