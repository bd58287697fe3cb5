// giosim teach SCENARIO: the run as a page to step through (runner/report/html_page.hpp).

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "cli/performance.hpp"
#include "cli/policy_option.hpp"
#include "cli/subcommand.hpp"

namespace giosim::cli {
namespace {

namespace fs = std::filesystem;

bool is_page_of_ours(const fs::path& path) {
  std::string head(report::kPageHeadSize, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(file.gcount()));
  return report::is_page_of_ours(head);
}

// "swap.html" of "moves/swap.yaml". Nobody has said that name, so it may cost nobody's file.
std::string page_named_after(const std::string& scenario) {
  if (scenario == "-")
    throw UsageError("a scenario from standard input has no name; say where the page goes: -o FILE");
  const std::string name = fs::path(scenario).stem().string() + ".html";
  std::error_code ignored;
  if (fs::exists(name, ignored) && !is_page_of_ours(name))
    throw UsageError(fmt::format(
        "{} is there already and is no page of giosim; say where this one goes: -o FILE", name));
  return name;
}

ExitCode make_page(const RunSettings& settings, Terminal& terminal) {
  Performance performance(settings, terminal);
  const ExitCode code = performance.perform_all();
  if (performance.page_written().empty()) return code;
  terminal.out << performance.page_written()
               << (code == ExitCode::passed
                       ? "; open it in a browser\n"
                       : "; the run has failed, and the page shows how it went\n");
  return code;
}

}  // namespace

Work prepare_teach(Arguments& arguments) {
  const auto settings = std::make_shared<RunSettings>();
  settings->quiet = true;
  arguments.files("SCENARIO", "a scenario file; - reads it from standard input", settings->files,
                  true);
  arguments
      .file("--output", "write the page to FILE, whatever that was; - is standard output",
            settings->html)
      .letter = "-o";
  arguments.number("--seed", "draw all choices at random, the same for the same N", settings->seed);
  arguments.text("--choices", "LIST", "make these choices, e.g. 0.2.1; 0 is the plainest run",
                 settings->choices);
  declare_policies(arguments, settings->policies);
  return [settings](Terminal& terminal) {
    if (settings->files.size() > 1)
      throw UsageError("a page tells of one run; give one scenario");
    RunSettings chosen = *settings;
    if (!chosen.html) chosen.html = page_named_after(chosen.files.front());
    return make_page(chosen, terminal);
  };
}

}  // namespace giosim::cli
