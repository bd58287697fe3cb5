// giosim teach SCENARIO: the run as a page to step through (runner/report/html_page.hpp), or in the
// terminal.

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "cli/interruption.hpp"
#include "cli/performance.hpp"
#include "cli/policy_option.hpp"
#include "cli/subcommand.hpp"
#include "cli/teach_text.hpp"
#include "cli/trace_source.hpp"

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

// In the terminal: no file is written.
struct TextSettings {
  bool text = false;
  bool predict = false;

  bool asked_for() const { return text || predict; }
};

ExitCode step_through(const RunSettings& settings, const TextSettings& text, Terminal& terminal) {
  if (settings.html || settings.seed)
    throw UsageError("--text steps through the run in the terminal; it goes without --output and "
                     "--seed");
  report::Lecture lecture;
  {
    const Interruption interruption;
    lecture = lecture_of(
        TraceSource{settings.files.front(), settings.choices, settings.policies}, terminal);
    if (Interruption::requested()) return ExitCode::interrupted;
  }
  StepperSettings stepper;
  stepper.detail = settings.detail;
  stepper.questions = text.predict;
  stepper.colors = wants_color(settings.color, terminal.out);
  stepper.opening = {lecture.name()};
  return teach_in_text(lecture, std::move(stepper), terminal).code;
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
  const auto text = std::make_shared<TextSettings>();
  arguments.flag("--text",
                 "step through it here instead, by commands: Enter goes on, help lists the others; "
                 "a trace (.jsonl) will do for it",
                 text->text);
  arguments.flag("--predict", "with --text: be asked before each decision", text->predict);
  arguments.word("--detail",
                 "with --text: decisions and trouble only, all that matters (default), or every "
                 "fact",
                 settings->detail);
  arguments.word("--color", "with --text: colours; auto: on a terminal, unless NO_COLOR is set",
                 settings->color);
  return [settings, text](Terminal& terminal) {
    if (settings->files.size() > 1)
      throw UsageError("a page tells of one run; give one scenario");
    if (text->asked_for()) return step_through(*settings, *text, terminal);
    RunSettings chosen = *settings;
    if (!chosen.html) chosen.html = page_named_after(chosen.files.front());
    return make_page(chosen, terminal);
  };
}

}  // namespace giosim::cli
