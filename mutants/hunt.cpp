#include "mutants/hunt.hpp"

#include <algorithm>

namespace giosim::mutants {

bool Kill::by(std::string_view what) const {
  return std::ranges::find(findings, what, &Finding::what) != findings.end();
}

std::vector<std::string> killers_of(const Trial& trial) {
  std::vector<std::string> killers;
  for (const Kill& kill : trial.kills)
    for (const Finding& finding : kill.findings)
      if (std::ranges::find(killers, finding.what) == killers.end())
        killers.push_back(finding.what);
  return killers;
}

bool is_named(const std::string& file, const std::string& scenario) {
  return file == scenario || file.ends_with("/" + scenario);
}

}  // namespace giosim::mutants
