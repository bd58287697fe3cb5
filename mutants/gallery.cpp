#include "base/must.hpp"
#include "mutants/mutant.hpp"

namespace giosim::mutants {

std::vector<Mutant> gallery() {
  std::vector<Mutant> all;
  for (const GalleryText& one : gallery_texts()) {
    auto mutant = parse_mutant(one.name, one.text);
    MUST(mutant.has_value());  // the build has parsed it
    all.push_back(std::move(*mutant));
  }
  return all;
}

}  // namespace giosim::mutants
