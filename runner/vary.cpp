#include "runner/vary.hpp"

#include <vector>

#include "base/nearest_word.hpp"
#include "runner/world.hpp"

namespace giosim::runner {

std::expected<Varied, std::string> Varied::parse(std::string_view text) {
  Varied varied;
  while (true) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string word(text.substr(0, comma));
    bool known = false;
    std::vector<std::string> words;
    for (const VaryRow& row : kVaries) {
      words.emplace_back(row.word);
      if (row.word != word) continue;
      varied.add(row.what);
      known = true;
    }
    if (!known) {
      std::string sentence = "\"" + word + "\" is nothing that can vary; expected ";
      for (std::size_t i = 0; i < words.size(); ++i)
        sentence += (i == 0 ? "" : i + 1 < words.size() ? ", " : " or ") + words[i];
      return std::unexpected(sentence + ", joined by commas" + did_you_mean(word, words));
    }
    if (comma == text.size()) return varied;
    text.remove_prefix(comma + 1);
  }
}

std::string Varied::text() const {
  std::string text;
  for (const VaryRow& row : kVaries)
    if (has(row.what)) text += (text.empty() ? "" : ",") + std::string(row.word);
  return text;
}

Part part_of(const World& world, const sim::Process& process) {
  if (process.background()) return Part::background;
  for (const machine::Machine* machine : world.machines())
    if (machine->running() && &process.group() == &machine->os()->inits) return Part::init;
  return Part::foreground;
}

bool OpenOrders::is_free(const sim::Process& process) const {
  switch (part_of(world_, process)) {
    case Part::init:
      return varied_.has(Vary::init);
    case Part::foreground:
      return varied_.has(Vary::scan);
    case Part::background:
      return varied_.has(Vary::latency);
  }
  return false;
}

}  // namespace giosim::runner
