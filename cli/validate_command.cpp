// giosim validate: all that is wrong with scenario files, at once, without running them.

#include <fmt/format.h>

#include <memory>
#include <thread>

#include "cli/subcommand.hpp"
#include "cli/suite.hpp"
#include "runner/load.hpp"
#include "runner/problem.hpp"
#include "runner/report/json_writer.hpp"
#include "runner/report/plain_text.hpp"

namespace giosim {

namespace cli {

enum class ValidateFormat { text, json };

}  // namespace cli

template <>
inline constexpr auto kWords<cli::ValidateFormat> = WordTable<2>{"text", "json"};

namespace cli {
namespace {

struct Checked {
  std::string file;
  runner::Problems problems;
};

Checked check(const std::string& file) {
  try {
    static_cast<void>(runner::load_scenario(file));
    return {file, {}};
  } catch (const runner::ScenarioError& error) {
    return {file, error.problems()};
  }
}

void write_json(std::ostream& out, const std::vector<Checked>& all) {
  report::JsonWriter json;
  json.open('{').field("schema", "giosim.validate/1").key("files").open('[');
  for (const Checked& checked : all) {
    json.open('{').field("file", report::one_line(checked.file));
    json.key("problems").open('[');
    for (const runner::Problem& problem : checked.problems.sorted())
      json.open('{')
          .field("file", report::one_line(problem.file))
          .field("line", problem.line)
          .field("column", problem.column)
          .field("sentence", report::one_line(problem.sentence))
          .close('}');
    json.close(']').close('}');
  }
  json.close(']').close('}').end_line();
  out << json.text();
}

}  // namespace

Work prepare_validate(Arguments& arguments) {
  struct Settings {
    std::vector<std::string> paths;
    ValidateFormat format = ValidateFormat::text;
  };
  const auto settings = std::make_shared<Settings>();
  arguments.files("FILE|FOLDER", "what to check", settings->paths, true);
  arguments.word("--format", "how to tell what is wrong (default: text)", settings->format);

  return [settings](Terminal& terminal) {
    const std::vector<std::string> files = scenario_files(settings->paths);
    std::vector<Checked> all(files.size());
    work_in_parallel(
        files.size(), std::max(1U, std::thread::hardware_concurrency()),
        [&](std::size_t index) { all[index] = check(files[index]); }, [](std::size_t) {},
        [](std::size_t) {});

    std::size_t wrong = 0;
    for (const Checked& checked : all) wrong += checked.problems.empty() ? 0 : 1;
    if (settings->format == ValidateFormat::json) {
      write_json(terminal.out, all);
    } else {
      for (const Checked& checked : all) terminal.err << checked.problems.text();
      terminal.err.flush();
      if (wrong == 0)
        terminal.out << fmt::format("{}: nothing wrong\n", report::counted(files.size(), "file"));
      else
        terminal.out << fmt::format("{} of {} {} wrong\n", wrong,
                                    report::counted(files.size(), "file"),
                                    wrong == 1 ? "is" : "are");
    }
    return wrong == 0 ? ExitCode::passed : ExitCode::bad_input;
  };
}

}  // namespace cli
}  // namespace giosim
