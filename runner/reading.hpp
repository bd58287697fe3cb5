// Reading: one pass over a document. It takes the complaints and knows by which aliases, merge keys
// and includes the pass has come to where it is.
#pragma once

#include <string>
#include <vector>

#include "runner/problem.hpp"
#include "runner/yaml_node.hpp"

namespace giosim::runner {

class Reading {
 public:
  explicit Reading(Problems& problems) : problems_(problems) {}

  void refuse(const YamlNode& node, std::string sentence) {
    std::vector<Mark> used_at;
    for (auto use = uses_.rbegin(); use != uses_.rend(); ++use) used_at.push_back(**use);
    problems_.add(node.mark, std::move(sentence), std::move(used_at));
  }

  // So many mistakes that further ones are only counted: no need to look for the nearest word.
  bool swamped() const { return problems_.count() >= Problems::kMostKept; }

  // Reads what an entry holds: while this lives, complaints name the place of use.
  class Into {
   public:
    Into(Reading& reading, const YamlEntry& entry) : reading_(reading), use_(entry.used_at) {
      if (use_) reading_.uses_.push_back(use_);
    }
    ~Into() {
      if (use_) reading_.uses_.pop_back();
    }
    Into(const Into&) = delete;
    Into& operator=(const Into&) = delete;

   private:
    Reading& reading_;
    const Mark* use_;
  };

 private:
  Problems& problems_;
  std::vector<const Mark*> uses_;
};

}  // namespace giosim::runner
