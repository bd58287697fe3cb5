// Performance: what `giosim run` does once it is told how.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/exit_code.hpp"
#include "cli/goldens.hpp"
#include "cli/terminal.hpp"
#include "runner/report/html_page.hpp"
#include "runner/report/text_report.hpp"
#include "runner/run.hpp"

namespace giosim {

namespace cli {

enum class TraceFormat { text, jsonl };

struct RunSettings {
  std::vector<std::string> files;
  TraceFormat format = TraceFormat::text;
  std::optional<std::string> output;
  std::optional<std::string> html;  // the page goes there; "-": to standard output
  std::optional<std::uint64_t> seed;
  std::optional<std::string> choices;
  std::optional<std::string> vary;
  std::vector<std::string> policies;
  std::optional<std::string> disk;
  std::optional<std::string> pcap;
  std::optional<std::string> perfetto;
  std::optional<std::string> network;  // the only one whose frames go there
  ColorWish color = ColorWish::automatic;
  report::Detail detail = report::Detail::story;
  bool quiet = false;
  std::optional<std::uint64_t> limit_events;
  std::optional<std::uint64_t> limit_time;  // milliseconds
};

// The outputs, and what all scenarios of one `giosim run` share.
class Performance {
 public:
  // Throws UsageError where settings contradict each other.
  Performance(const RunSettings& settings, Terminal& terminal);

  // Loads all, then performs one after the other.
  ExitCode perform_all();

  // "swap.html: 93 steps, 6 decisions"; empty when no page was written.
  const std::string& page_written() const { return page_written_; }

 private:
  struct Chosen {
    std::unique_ptr<sim::Choices> choices;
    std::string list;  // what is known of it before the run; empty when nothing is
  };

  enum class Heard { by_all, by_nobody };

  std::vector<runner::Scenario> load_all() const;
  void open_outputs();
  static void open(const std::optional<std::string>& path, std::unique_ptr<Output>& file);

  ExitCode perform(const runner::Scenario& scenario);
  runner::Verdict perform(const runner::Scenario& scenario, Chosen& chosen);
  runner::Verdict tell_story(const runner::Scenario& scenario, const Chosen& chosen);
  runner::Verdict write_trace(const runner::Scenario& scenario, const Chosen& chosen);
  runner::Verdict watched(const runner::Scenario& scenario, sim::Choices& choices,
                          std::vector<sim::TraceSink*> sinks, Heard heard = Heard::by_all);
  ExitCode write_page(const runner::Verdict& verdict);
  void tell_verdict(const runner::Scenario& scenario, const runner::Verdict& verdict);
  std::string own_bounds() const;
  void check_network(const runner::Scenario& scenario) const;
  ExitCode close(Output* file);

  Chosen choices_for(const runner::Scenario& scenario) const;

  // Where the story or the trace goes; where the verdict goes: behind the story, but never into a
  // trace.
  Output& report_output() { return file_ ? *file_ : terminal_.out; }
  Output& verdict_output();
  bool must_stop();

  const RunSettings& settings_;
  Terminal& terminal_;
  sim::Limits limits_;
  std::optional<sim::ChoiceList> choices_;
  std::optional<sim::SqliteStore> store_;
  bool store_is_new_ = false;  // no run has kept anything in it
  std::unique_ptr<Output> file_;
  std::unique_ptr<Output> pcap_;
  std::optional<report::HtmlPage> page_;
  std::string page_written_;
  std::unique_ptr<Output> perfetto_;
  GoldenLog goldens_;  // of the last run
};

}  // namespace cli

template <>
inline constexpr auto kWords<cli::TraceFormat> = WordTable<2>{"text", "jsonl"};

}  // namespace giosim
