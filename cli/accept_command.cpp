// giosim accept: what a run left pending becomes the golden.
//
// Nothing is taken that the scenario would not say today: each scenario is run again, and what is
// pending must be what it says.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "cli/goldens.hpp"
#include "cli/interruption.hpp"
#include "cli/subcommand.hpp"
#include "cli/suite.hpp"
#include "runner/problem.hpp"
#include "runner/replace_file.hpp"
#include "runner/report/plain_text.hpp"

namespace giosim::cli {
namespace {

namespace fs = std::filesystem;
using State = runner::GoldenCheck::State;

struct AcceptSettings {
  std::vector<std::string> paths;
  bool list = false;
  bool reject = false;
  ColorWish color = ColorWish::automatic;
};

std::optional<std::string> text_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

bool same_place(const std::string& a, const std::string& b) {
  std::error_code one, other;
  return fs::weakly_canonical(fs::absolute(a), one) == fs::weakly_canonical(fs::absolute(b), other) &&
         !one && !other;
}

class Accept {
 public:
  Accept(const AcceptSettings& settings, Terminal& terminal)
      : settings_(settings), terminal_(terminal), colors_(wants_color(settings.color, terminal.out)) {}

  ExitCode go() {
    const Interruption interruption;
    select();
    for (const Candidate& candidate : candidates_) look_at(candidate);
    for (const std::string& file : wanted_)
      if (!met_.contains(file))
        refuse(fmt::format("no scenario beside {} names it", file));
    for (const StrayGolden& stray : strays_) refuse(stray.file + ": " + stray.sentence);
    if (pending_ == 0 && code_ == ExitCode::passed) {
      terminal_.out << "nothing is pending in " << what_was_named() << '\n';
      if (!settings_.list) code_ = ExitCode::failed;
    }
    return code_;
  }

 private:
  void select() {
    std::vector<std::string> paths = settings_.paths;
    if (paths.empty()) {
      if (!fs::is_directory("scenarios"))
        throw UsageError("there is no folder scenarios here; name the files or folders");
      paths = {"scenarios"};
    }
    named_ = paths;
    std::vector<std::string> scenarios;
    for (const std::string& path : paths) {
      if (!is_golden(path) && !is_pending(path)) {
        scenarios.push_back(path);
        continue;
      }
      const std::string golden =
          is_pending(path) ? path.substr(0, path.size() - runner::kPending.size()) : path;
      if (!fs::exists(golden) && !fs::exists(runner::pending_path(golden)))
        throw UsageError(fmt::format("there is no file {}", runner::in_quotes(path)));
      wanted_.push_back(golden);
      const std::string folder = fs::path(golden).parent_path().generic_string();
      beside_.push_back(folder.empty() ? "." : folder);
    }
    std::vector<std::string> all = scenarios;
    all.insert(all.end(), beside_.begin(), beside_.end());
    candidates_ = load_in_parallel(scenario_files(all), 1);
    named_wholly_ = scenarios;
    strays_ = stray_goldens(scenarios, candidates_);
  }

  // A golden counts when it was named, or its scenario was, or a folder above it.
  bool is_meant(const std::string& scenario, const std::string& golden) {
    for (const std::string& file : wanted_)
      if (same_place(file, golden)) {
        met_.insert(file);
        return true;
      }
    if (wanted_.empty()) return true;
    const fs::path real = fs::weakly_canonical(fs::absolute(scenario));
    return std::ranges::any_of(named_wholly_, [&](const std::string& path) {
      const fs::path above = fs::weakly_canonical(fs::absolute(path));
      return std::mismatch(above.begin(), above.end(), real.begin(), real.end()).first ==
             above.end();
    });
  }

  void look_at(const Candidate& candidate) {
    if (Interruption::requested()) {
      code_ = graver(code_, ExitCode::interrupted);
      return;
    }
    if (!candidate.scenario) {
      if (!wanted_.empty()) return;  // it lies beside what was named
      terminal_.out.flush();
      terminal_.err << candidate.problems;
      code_ = graver(code_, ExitCode::bad_input);
      return;
    }
    std::vector<std::string> pending;
    for (const std::string& golden : runner::goldens_of(*candidate.scenario))
      if (is_meant(candidate.file, golden) && fs::exists(runner::pending_path(golden)))
        pending.push_back(golden);
    if (pending.empty()) return;

    std::map<std::string, runner::GoldenCheck> checks;
    runner::RunOptions options;
    options.on_golden = [&](const runner::GoldenCheck& check) { checks[check.path] = check; };
    options.interrupted = [] { return Interruption::requested(); };
    try {
      static_cast<void>(runner::run(*candidate.scenario, options));
    } catch (const runner::ScenarioError& error) {
      terminal_.out.flush();
      terminal_.err << error.problems().text();
      code_ = graver(code_, ExitCode::bad_input);
      return;
    }
    for (const std::string& golden : pending) {
      const auto check = checks.find(golden);
      if (check == checks.end())
        refuse(golden + ": the scenario does not come to the end at which it would say this");
      else
        decide(candidate, check->second);
    }
  }

  void decide(const Candidate& candidate, const runner::GoldenCheck& check) {
    ++pending_;
    const std::string pending = runner::pending_path(check.path);
    if (settings_.reject) {
      std::error_code error;
      if (!fs::remove(pending, error) || error)
        refuse(fmt::format("cannot remove {}: {}", pending, error.message()), ExitCode::bad_input);
      else
        terminal_.out << "rejected " << pending << '\n';
      return;
    }
    const std::optional<std::string> text = text_of(pending);
    if (!text)
      refuse("cannot read " + pending, ExitCode::bad_input);
    else if (*text != check.text)
      refuse(fmt::format("{} is out of date: {} says something else by now; test it again first",
                         pending, candidate.file));
    else if (settings_.list)
      terminal_.out << pending << '\n' << picture(check);
    else
      take(check, pending);
  }

  void take(const runner::GoldenCheck& check, const std::string& pending) {
    const std::string what = picture(check);
    if (const auto taken = runner::take_place(pending, check.path); !taken) {
      refuse(taken.error(), ExitCode::bad_input);
      return;
    }
    terminal_.out << "accepted " << check.path << '\n' << what;
  }

  // What the golden had, and what it will have.
  std::string picture(const runner::GoldenCheck& check) const {
    const auto now = runner::parse_golden(check.text);
    const auto before = runner::parse_golden(text_of(check.path).value_or(""));
    if (!now) return {};
    std::string text;
    if (check.state == State::missing)
      text = "   new, about ";
    else if (!before || before->selection.about != now->selection.about)
      text = "   now about ";
    for (const report::Topic topic : now->selection.about)
      if (!text.empty()) text += (text.ends_with("about ") ? "" : ", ") + std::string(word(topic));
    if (!text.empty())
      text += fmt::format(": {}\n", report::counted(now->devices.size(), "device"));
    if (!before) return text;
    return text + report::text_of(report::differences(before->devices, now->devices), "   ",
                                  colors_ ? report::Color::on : report::Color::off);
  }

  void refuse(const std::string& sentence, ExitCode code = ExitCode::failed) {
    terminal_.complain(sentence);
    code_ = graver(code_, code);
  }

  std::string what_was_named() const {
    std::string text;
    for (const std::string& path : named_) text += (text.empty() ? "" : ", ") + path;
    return text;
  }

  const AcceptSettings& settings_;
  Terminal& terminal_;
  bool colors_;
  std::vector<std::string> named_;         // on the command line
  std::vector<std::string> named_wholly_;  // of those, scenarios and folders
  std::vector<std::string> wanted_;        // of those, goldens
  std::vector<std::string> beside_;        // the folders of these
  std::set<std::string> met_;              // of wanted_: a scenario names it
  std::vector<Candidate> candidates_;
  std::vector<StrayGolden> strays_;
  std::size_t pending_ = 0;
  ExitCode code_ = ExitCode::passed;
};

}  // namespace

Work prepare_accept(Arguments& arguments) {
  const auto settings = std::make_shared<AcceptSettings>();
  arguments.files("FILE|FOLDER",
                  "scenarios, goldens, or folders of them (default: the folder scenarios)",
                  settings->paths, false);
  arguments.flag("--list", "show what is pending and what it changes; take nothing",
                 settings->list);
  arguments.flag("--reject", "remove what is pending", settings->reject);
  arguments.word("--color", "colours; auto: on a terminal, unless NO_COLOR is set",
                 settings->color);
  return [settings](Terminal& terminal) {
    if (settings->list && settings->reject)
      throw UsageError("--list takes nothing and --reject removes it; give one of the two");
    return Accept(*settings, terminal).go();
  };
}

}  // namespace giosim::cli
