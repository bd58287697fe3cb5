#include "explore/save.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string_view>

#include "explore/finding_text.hpp"
#include "gio/policy.hpp"
#include "runner/load.hpp"
#include "runner/problem.hpp"
#include "runner/replace_file.hpp"
#include "runner/run.hpp"

namespace giosim::explore {
namespace {

namespace fs = std::filesystem;

// The text of a scenario as its top keys, each with the lines that belong to it.
class TopKeys {
 public:
  explicit TopKeys(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      const std::string line(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
      const bool begins_key = !line.empty() && line[0] != ' ' && line[0] != '#' && line[0] != '-' &&
                              line[0] != '}' && line[0] != ']' && line.find(':') != std::string::npos;
      if (begins_key || blocks_.empty())
        blocks_.push_back({begins_key ? line.substr(0, line.find(':')) : std::string(), {}});
      blocks_.back().lines.push_back(line);
    }
  }

  struct Block {
    std::string key;
    std::vector<std::string> lines;
  };
  Block* find(std::string_view key) {
    for (Block& block : blocks_)
      if (block.key == key) return &block;
    return nullptr;
  }
  void remove(std::string_view key) {
    std::erase_if(blocks_, [&](const Block& block) { return block.key == key; });
  }
  void set(std::string_view key, std::string line) {
    remove(key);
    blocks_.push_back({std::string(key), {std::move(line)}});
  }

  std::string text() const {
    std::string text;
    for (const Block& block : blocks_)
      for (const std::string& line : block.lines) text += line + '\n';
    return text;
  }

 private:
  std::vector<Block> blocks_;
};

// include: a.yaml, or include: [a.yaml, b.yaml], or a list of lines.
void move_includes(TopKeys& keys, const fs::path& from, const fs::path& to) {
  TopKeys::Block* const block = keys.find("include");
  if (!block) return;
  std::string all;
  for (std::string line : block->lines) {
    if (const std::size_t comment = line.find(" #"); comment != std::string::npos) line.resize(comment);
    all += line + ' ';
  }
  all.erase(0, all.find(':') + 1);
  std::string list;
  std::string word;
  for (const char c : all + ' ') {
    const bool between = std::string_view(" ,[]\"'").find(c) != std::string_view::npos;
    if (!between) {
      word += c;
    } else if (!word.empty()) {
      if (word != "-") {
        const fs::path moved =
            fs::absolute(from / word).lexically_normal().lexically_relative(fs::absolute(to));
        list += (list.empty() ? "" : ", ") + moved.string();
      }
      word.clear();
    }
  }
  block->lines = {"include: [" + list + "]"};
}

std::vector<std::string> instances_of(const Outcome& outcome) {
  std::map<std::string, std::string> by_machine;
  for (const NicEnd& nic : outcome.nics) {
    const std::string number = nic.instance == "-" ? "-1" : nic.instance.substr(3);
    std::string& at = by_machine[nic.machine];
    at += (at.empty() ? "" : ", ") + nic.hw_path.text() + ": " + number;
  }
  std::vector<std::string> items;
  for (const auto& [machine, at] : by_machine)
    items.push_back("instances: {machine: " + machine + ", at: {" + at + "}}");
  return items;
}

void add_expectations(TopKeys& keys, const std::vector<std::string>& items) {
  TopKeys::Block* block = keys.find("expect");
  if (!block) {
    keys.set("expect", "expect:");
    block = keys.find("expect");
  }
  std::vector<std::string>& lines = block->lines;
  while (lines.size() > 1 && (lines.back().empty() || lines.back()[0] == '#')) lines.pop_back();
  const bool flow = lines.front().find('[') != std::string::npos;
  if (flow) {
    const std::size_t end = lines.back().rfind(']');
    std::string more;
    for (const std::string& item : items) more += ", {" + item + "}";
    lines.back().insert(end, more);
    return;
  }
  std::string indent = "  ";
  for (const std::string& line : lines)
    if (const std::size_t dash = line.find_first_not_of(' ');
        dash != std::string::npos && line[dash] == '-') {
      indent = line.substr(0, dash);
      break;
    }
  for (const std::string& item : items) lines.push_back(indent + "- " + item);
}

}  // namespace

std::string counterexample_text(const runner::Scenario& scenario, const OutcomeFinding& shown,
                                const OutcomeFinding* other, runner::Varied varied,
                                const std::string& file_directory) {
  TopKeys keys(scenario.source);
  move_includes(keys, fs::path(scenario.file).parent_path(), file_directory);
  keys.remove("expect_failure");
  keys.set("vary", "vary: \"" + varied.text() + "\"");
  keys.set("choices", "choices: \"" + sim::to_string(shown.list.choices) + "\"");
  std::string policies;
  for (const gio::PolicyRow& row : gio::policy_table())
    if (const std::size_t reading = row.get(scenario.policies); reading != 0)
      policies += fmt::format("{}{}: {}", policies.empty() ? "" : ", ", row.name,
                              row.readings[reading]);
  if (policies.empty())
    keys.remove("policy");
  else
    keys.set("policy", "policy: {" + policies + "}");
  if (shown.outcome.passed && other) add_expectations(keys, instances_of(other->outcome));
  return "# One order of events of \"" + scenario.name + "\", found by giosim explore.\n" +
         keys.text();
}

std::expected<std::vector<SavedFile>, std::string> save_counterexamples(
    const std::string& directory, const runner::Scenario& scenario, const Finding& finding,
    runner::Varied varied) {
  std::vector<SavedFile> saved;
  std::error_code error;
  fs::create_directories(directory, error);
  if (error) return std::unexpected(directory + " cannot be made: " + error.message());

  for (std::size_t i = 0; i < finding.outcomes.size(); ++i) {
    const OutcomeFinding& one = finding.outcomes[i];
    // The commonest outcome with the same faults: what differs from it is for the order alone.
    const auto first = std::ranges::find_if(finding.outcomes, [&](const OutcomeFinding& o) {
      return o.outcome.faults == one.outcome.faults;
    });
    if (one.outcome.passed && &*first == &one) continue;
    const OutcomeFinding* const other = &*first == &one ? nullptr : &*first;
    const fs::path path = fs::path(directory) / fmt::format("{}.{}.yaml",
                                                            fs::path(scenario.file).stem().string(),
                                                            letter_of(i));
    const std::string text = counterexample_text(scenario, one, other, varied, directory);
    if (const auto written = runner::replace_file(path.string(), text); !written)
      return std::unexpected(written.error());
    try {
      const runner::Scenario again = runner::load_scenario(path.string());
      const runner::Verdict verdict = runner::run(again);
      if (verdict.failures.empty())
        return std::unexpected(path.string() +
                               " does not fail when it is run: what differs between the orders is "
                               "none of the instances that it expects");
      saved.push_back({path.string(), verdict.failures.front().sentence});
    } catch (const runner::ScenarioError& wrong) {
      return std::unexpected(path.string() + " was written, but cannot be loaded: " +
                             wrong.problems().text());
    }
  }
  return saved;
}

}  // namespace giosim::explore
