// Arbitrary bytes into the YAML layer and a small scenario language.
//
// Nothing may crash, hang or leak; a document is either loaded or there is a problem with a place
// that exists.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/must.hpp"
#include "runner/yaml_include.hpp"
#include "tests/runner/shape_play.hpp"

using namespace giosim;
using namespace giosim::runner;

namespace {

// Every included file holds the same text again, except those that are missing.
class Echo : public FileReader {
 public:
  explicit Echo(std::string text) : text_(std::move(text)) {}

  std::expected<std::string, std::string> read(const std::string& path,
                                               std::size_t) const override {
    if (path.size() > 8) return std::unexpected("no such file");
    return text_;
  }
  std::vector<std::string> names_in(const std::string&) const override {
    return {"stage.yaml", "steps.yaml"};
  }

 private:
  std::string text_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const YamlLimits limits{.bytes = 1 << 20, .nodes = 20'000, .aliases = 1'000, .includes = 8};

  Problems problems;
  const auto document = load_yaml_text("fuzz.yaml", text, Echo(text), problems, limits);
  const auto play = document ? load(small::play_shape(), *document, problems) : std::nullopt;

  MUST(play.has_value() == problems.empty());
  MUST(problems.empty() == problems.text().empty());
  for (const Problem& problem : problems.sorted()) {
    MUST(!problem.sentence.empty());
    if (problem.source) MUST(problem.line >= 1 && problem.column >= 1);
    if (problem.source) MUST(problem.line <= problem.source->line_count());
  }
  return 0;
}
