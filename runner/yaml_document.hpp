// YamlDocument: one YAML file, read strictly.
//
// What a scenario has no use for is refused instead of guessed at: a key written twice, a second
// document, foreign tags, tabs as indentation, control characters, a list as a key. Limits hold
// while the text is being read, so that a hostile file ends in a sentence and not in a full memory:
// aliases count as if their text were written out again.
//
// Aliases and YAML 1.1 merge keys work: in `<<: *base` and `<<: [*first, *second]` a key written in
// the map itself wins, then the first in the list.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runner/problem.hpp"
#include "runner/yaml_node.hpp"

namespace giosim::runner {

struct YamlLimits {
  std::size_t bytes = 16 << 20;   // of all files of one scenario together
  std::size_t nodes = 2'000'000;  // of all files together, with every alias written out
  std::size_t aliases = 100'000;  // of one file
  std::size_t depth = 64;         // of lists and maps within each other, through aliases too
  std::size_t include_depth = 8;
  std::size_t includes = 64;
};

// What the files that have been read so far have used up.
struct YamlSpent {
  std::size_t bytes = 0;
  std::size_t nodes = 0;
};

// The nodes of one file, and the places from which others point to them. Addresses are stable.
struct YamlStore {
  std::deque<YamlNode> nodes;
  std::deque<Mark> uses;
};

class YamlDocument {
 public:
  YamlDocument(const YamlNode& root, std::vector<std::shared_ptr<const YamlStore>> stores)
      : root_(&root), stores_(std::move(stores)) {}

  // Valid as long as the document or a copy of it lives.
  const YamlNode& root() const { return *root_; }
  const std::vector<std::shared_ptr<const YamlStore>>& stores() const { return stores_; }

 private:
  const YamlNode* root_;
  std::vector<std::shared_ptr<const YamlStore>> stores_;
};

// Reads a text. What is wrong is added to `problems`; a document comes back when there is something
// left to read further (a key written twice hides no other mistake), nothing when there is not.
std::optional<YamlDocument> read_yaml(std::string name, std::string text, Problems& problems,
                                      const YamlLimits& limits = {}, YamlSpent* spent = nullptr);

}  // namespace giosim::runner
