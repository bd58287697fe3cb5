// kcmodule(1M)
//
// Assumed: versions and descriptions; which modules there are besides the emulated ones: none; the
// column Notes, which is from memory and always empty here; the widths.

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/nearest_word.hpp"
#include "hdm/catalog.hpp"
#include "user/cmd/commands.hpp"
#include "user/cmd/kernel_error.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

struct Module {
  std::string_view name, cause, description;
  std::string_view capable;  // the states it can be in

  bool required() const { return cause == "required"; }
};

constexpr Module kSubsystems[] = {
    {"dlpi", "required", "Data Link Provider Interface", "static"},
    {"gio", "required", "General I/O", "static"},
    {"ilan", "depend", "Infrastructure LAN", "static unused"},
    {"krs", "required", "Kernel Registry Services", "static"},
};

// The subsystems, and a module for each driver; by name. All of them are static.
std::vector<Module> modules() {
  std::vector<Module> modules(std::begin(kSubsystems), std::end(kSubsystems));
  for (const hdm::DriverProfile& driver : hdm::driver_catalog())
    modules.push_back({driver.name, "best", driver.device_class == "lan" ? "LAN driver"
                                                                         : "Mass storage driver",
                       "static unused"});
  std::ranges::sort(modules, {}, &Module::name);
  return modules;
}

void print_line(Session& session, std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  session.print(line + '\n');
}

void print_table(Session& session, const std::vector<Module>& asked, bool with_description) {
  std::size_t width = 8;
  for (const Module& module : asked) width = std::max(width, module.name.size() + 2);
  const auto print = [&](std::string_view name, std::string_view state, std::string_view cause,
                         std::string_view notes, std::string_view description) {
    print_line(session, fmt::format("{:<{}}{:<8}{:<10}{:<7}{}", name, width, state, cause, notes,
                                    with_description ? description : ""));
  };
  print("Module", "State", "Cause", "Notes", "Description");
  for (const Module& module : asked) print(module.name, "static", module.cause, "", module.description);
}

void print_verbose(Session& session, const std::vector<Module>& asked) {
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (i > 0) session.print("\n");
    const Module& module = asked[i];
    const auto print = [&](std::string_view label, std::string_view text) {
      session.print(fmt::format("{:<20}{}\n", label, text));
    };
    print("Module", module.name);
    print("Description", module.description);
    print("State", "static");
    print("State at Next Boot", "static");
    print("Cause", module.cause);
    print("Capable", module.capable);
  }
}

struct Field {
  std::string_view name;
  std::string_view (*text)(const Module&);
};

constexpr Field kFields[] = {
    {"name", [](const Module& module) { return module.name; }},
    {"desc", [](const Module& module) { return module.description; }},
    {"state", [](const Module&) { return std::string_view("static"); }},
    {"cause", [](const Module& module) { return module.cause; }},
    {"next_state", [](const Module&) { return std::string_view("static"); }},
    {"next_cause", [](const Module& module) { return module.cause; }},
    {"capable", [](const Module& module) { return module.capable; }},
};

int print_fields(Session& session, const std::vector<Module>& asked, std::string_view list) {
  std::vector<const Field*> fields;
  while (!list.empty()) {
    const std::string_view word = list.substr(0, list.find(','));
    list.remove_prefix(std::min(word.size() + 1, list.size()));
    for (const Field& field : kFields)
      if (word == "ALL" || word == field.name) fields.push_back(&field);
    if (word != "ALL" && std::ranges::find(kFields, word, &Field::name) == std::end(kFields))
      return refuse(session, fmt::format("There is no field named '{}'.", word));
  }
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (i > 0) session.print("\n");
    for (const Field* field : fields)
      session.print(fmt::format("{}\t{}\n", field->name, field->text(asked[i])));
  }
  return 0;
}

int kcmodule(Session& session, const Arguments& arguments) {
  const auto options = Options::parse(session, kKcmodule, arguments, "BC:DKP:Sac:dhq:v");
  if (!options) return kKernelError;
  if (options->has('c'))
    return refuse(session, "On the emulated machine there are no saved configurations (-c).");

  Arguments words;
  for (const auto& [letter, value] : options->given())
    if (letter == 'q') words.push_back(value);
  std::ranges::copy(options->operands(), std::back_inserter(words));

  const std::vector<Module> all = modules();
  std::vector<Module> asked;
  for (const std::string& word : words) {
    if (word.find('=') != std::string::npos) {
      if (!must_be_root(session, kKcmodule)) return kKernelError;
      return refuse(session, fmt::format("{}: the modules of the emulated kernel are bound into it; "
                                         "their states cannot be changed.", word));
    }
    const auto found = std::ranges::find(all, word, &Module::name);
    if (found == all.end()) {
      std::vector<std::string> names;
      for (const Module& module : all) names.emplace_back(module.name);
      return refuse(session, fmt::format("There is no module named '{}'{}", word,
                                         full_stop_or_hint(word, names)));
    }
    asked.push_back(*found);
  }
  // Required modules are left out of a listing, unless they are asked for.
  if (words.empty())
    for (const Module& module : all)
      if (options->has('a') || !module.required()) asked.push_back(module);
  // Nothing is ever held, and no state was set by anybody.
  if (options->has('D') || options->has('S')) asked.clear();

  if (const std::string* const list = options->value('P'))
    return print_fields(session, asked, *list);
  if (options->has('v'))
    print_verbose(session, asked);
  else
    print_table(session, asked, options->has('d'));
  return 0;
}

}  // namespace

constinit const Command kKcmodule{
    "kcmodule", "/usr/sbin/kcmodule", "query kernel modules",
    "kcmodule [-aDS] [-d | -v | -P field[,field]...] [-q module]... [module]...",
    "Shows the modules of the kernel: GIO, KRS, DLPI, ILAN and all drivers. Each is static: bound\n"
    "into the kernel. A cause is \"required\", \"depend\" (another one needs it) or \"best\".\n"
    "\n"
    "-a  required modules, too, which a listing leaves out unless they are asked for\n"
    "-D  only those that will change at the next boot      -S  only those that somebody has set:\n"
    "    of both there are none\n"
    "-d  with descriptions   -v  all that is known, line by line\n"
    "-P  for programs: name desc state cause next_state next_cause capable, or ALL\n"
    "\n"
    "Exit code 0, or 2 for an error.\n"
    "\n"
    "Ours, not HP's: states cannot be changed (module=state is refused); a typical kernel has\n"
    "hundreds of modules more.",
    Plain(&kcmodule)};

}  // namespace giosim::user
