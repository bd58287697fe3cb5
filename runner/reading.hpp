// Reading: one pass over a document. It takes the complaints and knows by which aliases, merge keys
// and includes the pass has come to where it is, and which names were given and used on its way.
#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "base/words.hpp"
#include "runner/problem.hpp"
#include "runner/yaml_node.hpp"

namespace giosim::runner {

// What a scenario calls by names of its own.
enum class Named : std::uint8_t { machine, network };

}  // namespace giosim::runner

template <>
inline constexpr auto giosim::kWords<giosim::runner::Named> =
    giosim::WordTable<2>{"machine", "network"};

namespace giosim::runner {

class Reading {
 public:
  explicit Reading(Problems& problems) : problems_(problems) {}

  void refuse(const YamlNode& node, std::string sentence) {
    problems_.add(node.mark, std::move(sentence), used_at());
  }

  // A use may come before its name is given, and both count whatever is wrong around them.
  void give_name(Named what, const std::string& name);
  void use_name(Named what, const YamlNode& node);
  // At the end: complains about every use of a name that was not given. Where none was given at
  // all, about the first use of each.
  void refuse_unknown_names();

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
  struct Names {
    std::vector<std::string> given;  // in the order of the file
    std::set<std::string> known;     // the same
  };
  struct NameUse {
    Named what;
    std::string name;
    Mark where;
    std::vector<Mark> used_at;
  };

  std::vector<Mark> used_at() const;

  Problems& problems_;
  std::vector<const Mark*> uses_;
  std::array<Names, 2> names_;  // by what is named
  std::vector<NameUse> name_uses_;
};

}  // namespace giosim::runner
