// giosim why-not: what would have had to be different for a NIC to get a certain number.

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/hw_path.hpp"
#include "base/mac_address.hpp"
#include "cli/interruption.hpp"
#include "cli/subcommand.hpp"
#include "cli/trace_source.hpp"
#include "explore/why_not.hpp"

namespace giosim {

namespace cli {

enum class WhyNotFormat { text, json };

}  // namespace cli

template <>
inline constexpr auto kWords<cli::WhyNotFormat> = WordTable<2>{"text", "json"};

namespace cli {
namespace {

struct WhyNotSettings {
  std::vector<std::string> words;
  std::optional<std::string> mac, path, machine;
  TraceSource source;
  bool all = false;
  WhyNotFormat format = WhyNotFormat::text;
};

explore::Wish wish_of(const WhyNotSettings& settings) {
  if (settings.words.size() != 2)
    throw UsageError("which number, and in which scenario? E.g.: giosim why-not lan2 --mac "
                     "0x00306E00000B scenarios/basic/document_example.yaml");
  if (settings.mac.has_value() == settings.path.has_value())
    throw UsageError("which NIC? Give its MAC address (--mac) or its H/W path (--path)");
  explore::Wish wish{.name = settings.words[0],
                     .mac = {},
                     .hw_path = {},
                     .machine = settings.machine.value_or("")};
  if (settings.mac) {
    const auto mac = MacAddress::parse(*settings.mac);
    if (!mac) throw UsageError("--mac: " + mac.error());
    wish.mac = *mac;
  }
  if (settings.path) {
    const auto hw_path = HwPath::parse(*settings.path);
    if (!hw_path) throw UsageError("--path: " + hw_path.error());
    wish.hw_path = *hw_path;
  }
  return wish;
}

ExitCode tell_why_not(const WhyNotSettings& settings, Terminal& terminal) {
  const explore::Wish wish = wish_of(settings);
  TraceSource source = settings.source;
  source.file = settings.words[1];
  const runner::Scenario scenario = scenario_of(source);

  const Interruption interruption;
  explore::WhyNotOptions options;
  options.interrupted = [] { return Interruption::requested(); };
  const auto answer = explore::why_not(scenario, wish, options);
  if (Interruption::requested()) return ExitCode::interrupted;
  if (!answer) throw UsageError(answer.error());
  terminal.out << (settings.format == WhyNotFormat::json
                       ? explore::why_not_json(*answer)
                       : explore::why_not_text(*answer, settings.all ? explore::Tried::all
                                                                     : explore::Tried::leading));
  const bool reachable = answer->has_it() || std::ranges::any_of(answer->tried, [](const auto& one) {
                           return one.leads_there;
                         });
  return reachable ? ExitCode::passed : ExitCode::failed;
}

}  // namespace

Work prepare_why_not(Arguments& arguments) {
  const auto settings = std::make_shared<WhyNotSettings>();
  arguments.files("NAME|SCENARIO", "the number that the NIC does not get, e.g. lan2; then the "
                                   "scenario (- reads it from standard input)",
                  settings->words, true);
  arguments.text("--mac", "MAC", "the NIC with this MAC address", settings->mac);
  arguments.text("--path", "PATH", "the NIC at this H/W path", settings->path);
  arguments.text("--machine", "NAME",
                 "on this machine (default: the last one that has such a NIC)", settings->machine);
  arguments.flag("--all", "show the changes that do not lead there, too", settings->all);
  arguments.word("--format", "for people, or JSON (default: text)", settings->format);
  declare_run(arguments, settings->source);
  return [settings](Terminal& terminal) { return tell_why_not(*settings, terminal); };
}

}  // namespace cli
}  // namespace giosim
