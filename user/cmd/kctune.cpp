// kctune(1M)
//
// Assumed: all widths but those of a listing, the messages that begin with "*", and all other
// sentences; "Value at Last Boot" and the labels of -v are from memory.

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/nearest_word.hpp"
#include "pi/software.hpp"
#include "user/cmd/commands.hpp"
#include "user/cmd/kernel_error.hpp"
#include "user/files.hpp"
#include "user/integer_expression.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

using krs::Tunable;
using Setting = krs::Tunables::Setting;

constexpr int kHeld = 1;
constexpr std::string_view kBackup = "/stand/backup/system";

// One tunable of the command line, or of the listing.
struct TunableRequest {
  const Tunable* tunable = nullptr;
  std::optional<Setting> to;      // nothing: it is only asked for
  std::optional<Setting> before;  // what it was, once it is set
};

// ---- Reading the command line ----------------------------------------------------------------

const Tunable* known(Session& session, std::string_view name) {
  if (const Tunable* const tunable = krs::find_tunable(name)) return tunable;
  std::vector<std::string> names;
  for (const Tunable& tunable : krs::tunables()) names.emplace_back(tunable.name);
  refuse(session, fmt::format("There is no tunable named '{}'{}", name,
                              full_stop_or_hint(name, names)));
  return nullptr;
}

std::optional<Setting> setting_of(Session& session, const Tunable& tunable,
                                  const std::string& expression) {
  if (expression.empty() || expression == krs::kDefault)
    return krs::Tunables::default_of(tunable.name);
  const auto value = evaluate(expression);
  if (!value) {
    refuse(session, fmt::format("The expression '{}' for tunable '{}' is not valid: {}.", expression,
                                tunable.name, value.error()));
    return std::nullopt;
  }
  if (*value < tunable.least || *value > tunable.most) {
    refuse(session, fmt::format("The value {} for tunable '{}' is not valid: it must be from {} "
                                "to {}.", *value, tunable.name, tunable.least, tunable.most));
    return std::nullopt;
  }
  const auto may = pi::may_be_enabled(session.os().disk);
  if (tunable.name == krs::kPortableImage && *value != 0 && !may) {
    refuse(session, fmt::format("{}.", pi::sentence(may.error())));
    return std::nullopt;
  }
  return Setting{*value, expression};
}

// "nproc" or "nproc=4200". Nothing when it is wrong, after saying so.
std::optional<TunableRequest> request_of(Session& session, const std::string& word) {
  const std::size_t equals = word.find('=');
  TunableRequest request{known(session, std::string_view(word).substr(0, equals)), {}, {}};
  if (!request.tunable) return std::nullopt;
  if (equals == std::string::npos) return request;
  request.to = setting_of(session, *request.tunable, word.substr(equals + 1));
  if (!request.to) return std::nullopt;
  return request;
}

// ---- Showing tunables ------------------------------------------------------------------------

struct TunableRow {
  const Tunable* tunable = nullptr;
  std::string_view label;  // "(before)", "(now)", "(next boot)"
  Setting setting;
};

// One row, or two where the tunable changes.
std::vector<TunableRow> rows_of(const krs::Tunables& tunables, const TunableRequest& request) {
  const Tunable* const tunable = request.tunable;
  const Setting now = tunables.setting(tunable->name);
  if (request.before) return {{tunable, "(before)", *request.before}, {tunable, "(now)", now}};
  if (const auto held = tunables.held(tunable->name))
    return {{tunable, "(now)", now}, {tunable, "(next boot)", *held}};
  return {{tunable, "", now}};
}

void print_tunable_line(Session& session, std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  session.print(line + '\n');
}

// The widths of a listing of HP's; a column grows with what stands in it.
void print_table(Session& session, const Options& options,
                 const std::vector<TunableRequest>& requests) {
  const krs::Tunables& tunables = session.os().tunables;
  std::vector<TunableRow> rows;
  for (const TunableRequest& request : requests) std::ranges::copy(rows_of(tunables, request),
                                                            std::back_inserter(rows));
  std::size_t name = 29, value = 7, expression = 12, module = 0;
  for (const TunableRow& row : rows) {
    const std::size_t label = row.label.empty() ? 0 : row.label.size() + 1;
    name = std::max(name, row.tunable->name.size() + label + 2);
    value = std::max(value, std::to_string(row.setting.value).size() + 2);
    expression = std::max(expression, row.setting.expression.size() + 2);
    module = std::max(module, std::max(row.tunable->module.size(), std::size_t{6}) + 2);
  }

  const auto print_row = [&](std::string_view of_module, std::string_view tunable,
                             std::string_view number, std::string_view given,
                             std::string_view changes, std::string_view description) {
    print_tunable_line(session, (options.has('g') ? fmt::format("{:<{}}", of_module, module) : "") +
                            fmt::format("{:<{}}{:<{}}{:<{}}{:<9}", tunable, name, number, value,
                                        given, expression, changes) +
                            (options.has('d') ? std::string(description) : ""));
  };
  print_row("Module", "Tunable", "Value", "Expression", "Changes", "Description");
  const Tunable* before = nullptr;
  for (const TunableRow& row : rows) {
    const bool first = row.tunable != before;
    before = row.tunable;
    const std::string text = std::to_string(row.setting.value);
    if (first)
      print_row(row.tunable->module, fmt::format("{} {}", row.tunable->name, row.label), text,
                row.setting.expression, "Immed", row.tunable->description);
    else
      print_row("", fmt::format("{:{}} {}", "", row.tunable->name.size(), row.label), text,
                row.setting.expression, "", "");
  }
}

std::string with_expression(const Setting& setting) {
  return fmt::format("{} [{}]", setting.value, setting.expression);
}

void print_verbose(Session& session, const std::vector<TunableRequest>& requests) {
  const krs::Tunables& tunables = session.os().tunables;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const Tunable& tunable = *requests[i].tunable;
    const Setting now = tunables.setting(tunable.name);
    const auto print = [&](std::string_view label, std::string_view text) {
      session.print(fmt::format("{:<20}{}\n", label, text));
    };
    if (i > 0) session.print("\n");
    print("Tunable", tunable.name);
    print("Description", tunable.description);
    print("Module", tunable.module);
    if (requests[i].before) print("Previous Value", with_expression(*requests[i].before));
    print("Current Value", with_expression(now));
    print("Value at Next Boot", with_expression(tunables.held(tunable.name).value_or(now)));
    print("Value at Last Boot", std::to_string(tunables.at_boot(tunable.name)));
    print("Default Value", std::to_string(tunable.by_default));
    print("Constraints", fmt::format("{} >= {}", tunable.name, tunable.least));
    print("", fmt::format("{} <= {}", tunable.name, tunable.most));
    print("Can Change", "Immediately or at Next Boot");
  }
}

// ---- -P: for programs ------------------------------------------------------------------------

struct TunableField {
  std::string_view name;
  std::string (*text)(const krs::Tunables&, const TunableRequest&);  // empty: it has no value
};

Setting next_boot(const krs::Tunables& tunables, const TunableRequest& request) {
  const std::string_view name = request.tunable->name;
  return tunables.held(name).value_or(tunables.setting(name));
}

std::string yes_or_no(bool yes) { return yes ? "y" : "n"; }

// Left out: flags, whose bits are not public, and version-dependent ones.
constexpr TunableField kTunableFields[] = {
    {"name", [](auto&, auto& r) { return std::string(r.tunable->name); }},
    {"module", [](auto&, auto& r) { return std::string(r.tunable->module); }},
    {"desc", [](auto&, auto& r) { return std::string(r.tunable->description); }},
    {"defvalue", [](auto&, auto& r) { return std::to_string(r.tunable->by_default); }},
    {"bootvalue", [](auto& t, auto& r) { return std::to_string(t.at_boot(r.tunable->name)); }},
    {"current", [](auto& t, auto& r) { return std::to_string(t.value(r.tunable->name)); }},
    {"next_boot", [](auto& t, auto& r) { return std::to_string(next_boot(t, r).value); }},
    {"before", [](auto&, auto& r) { return r.before ? std::to_string(r.before->value) : ""; }},
    {"expr", [](auto& t, auto& r) { return t.setting(r.tunable->name).expression; }},
    {"next_expr", [](auto& t, auto& r) { return next_boot(t, r).expression; }},
    {"before_expr", [](auto&, auto& r) { return r.before ? r.before->expression : ""; }},
    {"min", [](auto&, auto& r) { return std::to_string(r.tunable->least); }},
    {"max", [](auto&, auto& r) { return std::to_string(r.tunable->most); }},
    {"dynamic", [](auto&, auto&) { return yes_or_no(true); }},
    {"canauto", [](auto&, auto&) { return yes_or_no(false); }},
    {"default",
     [](auto& t, auto& r) { return yes_or_no(t.setting(r.tunable->name).is_default()); }},
    {"next_default", [](auto& t, auto& r) { return yes_or_no(next_boot(t, r).is_default()); }},
    {"signed", [](auto&, auto&) { return yes_or_no(false); }},
};

std::optional<std::vector<const TunableField*>> fields_of(Session& session, std::string_view list) {
  std::vector<const TunableField*> fields;
  std::vector<std::string> names;
  for (const TunableField& field : kTunableFields) names.emplace_back(field.name);
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    const std::string_view word = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    if (word == "ALL") {
      for (const TunableField& field : kTunableFields) fields.push_back(&field);
      continue;
    }
    const auto found = std::ranges::find(kTunableFields, word, &TunableField::name);
    if (found == std::end(kTunableFields)) {
      refuse(session, fmt::format("There is no field named '{}'{}", word,
                                  full_stop_or_hint(word, names)));
      return std::nullopt;
    }
    fields.push_back(&*found);
  }
  return fields;
}

void print_fields(Session& session, const std::vector<const TunableField*>& fields,
                  const std::vector<TunableRequest>& requests) {
  for (std::size_t i = 0; i < requests.size(); ++i) {
    if (i > 0) session.print("\n");
    for (const TunableField* field : fields) {
      const std::string text = field->text(session.os().tunables, requests[i]);
      if (!text.empty()) session.print(fmt::format("{}\t{}\n", field->name, text));
    }
  }
}

// ---- Changing them ---------------------------------------------------------------------------

// The configuration before the change, as a system file: what is not at its default.
std::string running_configuration(const krs::Tunables& tunables) {
  std::string text = "* Made by kctune before a change\nversion\t1\n";
  for (const Tunable& tunable : krs::tunables())
    if (const Setting now = tunables.setting(tunable.name); !now.is_default())
      text += fmt::format("tunable\t{}\t{}\n", tunable.name, now.expression);
  return text;
}

enum class When { now, next_boot };

sim::Task<int> change(Session& session, std::vector<TunableRequest>& requests, When when,
                      bool backup) {
  krs::Tunables& tunables = session.os().tunables;
  if (backup) {
    const auto saved =
        co_await write_file(session, std::string(kBackup), running_configuration(tunables));
    if (!saved)
      co_return refuse(session, fmt::format("The automatic 'backup' configuration cannot be "
                                            "updated ({}); nothing has been changed.",
                                            sentence(saved.error())));
    session.print("       * The automatic 'backup' configuration has been updated.\n");
  }

  for (TunableRequest& request : requests) {
    if (!request.to) continue;
    if (when == When::next_boot) {
      tunables.hold(request.tunable->name, *request.to);
    } else {
      request.before = tunables.setting(request.tunable->name);
      tunables.set(request.tunable->name, *request.to);
    }
  }
  if (const auto flushed = co_await session.os().krs.flush(); !flushed)
    co_return refuse(session, fmt::format("The requested changes {}, but they cannot be saved ({}): "
                                          "they are lost when the power goes, unless a later save "
                                          "succeeds.",
                                          when == When::now ? "are in effect" : "are held",
                                          sentence(flushed.error())));

  session.print(when == When::now
                    ? "       * The requested changes have been applied to the currently\n"
                      "         running configuration.\n"
                    : "       * The requested changes have been saved, and will take effect at\n"
                      "         next boot.\n");
  co_return when == When::now ? 0 : kHeld;
}

// ---- The command -----------------------------------------------------------------------------

struct KctuneWish {
  Options options;
  std::vector<TunableRequest> requests;
  std::vector<const TunableField*> fields;

  bool changes() const {
    return std::ranges::any_of(
        requests, [](const TunableRequest& request) { return request.to.has_value(); });
  }
};

bool options_fit(Session& session, const Options& options) {
  if (const std::string* const name = options.value('c')) {
    refuse(session, *name == "backup"
                        ? fmt::format("The 'backup' configuration is a file here, {}, which kctune "
                                      "writes and does not read.", kBackup)
                        : fmt::format("There is no saved configuration named '{}'.", *name));
    return false;
  }
  if (options.has('u')) {
    refuse(session, "User-defined tunables (-u) are not emulated: no module would read one.");
    return false;
  }
  const int formats = options.has('v') + options.has('P') + (options.has('d') || options.has('g'));
  if (formats > 1 || (options.has('B') && options.has('K'))) {
    refuse(session, formats > 1 ? "Of -v, -P and -d or -g only one can be given."
                                : "Only one of -B and -K can be given.");
    complain_of_usage(session, kKctune);
    return false;
  }
  return true;
}

// All that is asked for, or nothing after saying what is wrong: nothing is changed then.
std::optional<KctuneWish> kctune_wish_of(Session& session, const Arguments& arguments) {
  auto options = Options::parse(session, kKctune, arguments, "BC:DKP:Sc:dghq:uv");
  if (!options || !options_fit(session, *options)) return std::nullopt;
  KctuneWish wish;
  if (const std::string* const list = options->value('P')) {
    auto fields = fields_of(session, *list);
    if (!fields) return std::nullopt;
    wish.fields = std::move(*fields);
  }

  Arguments words;
  for (const auto& [letter, value] : options->given())
    if (letter == 'q') words.push_back(value);
  std::ranges::copy(options->operands(), std::back_inserter(words));
  for (const std::string& word : words) {
    auto request = request_of(session, word);
    if (!request) return std::nullopt;
    if (request->to && std::ranges::any_of(wish.requests, [&](const TunableRequest& one) {
          return one.to && one.tunable == request->tunable;
        })) {
      refuse(session, fmt::format("Tunable '{}' is set twice.", request->tunable->name));
      return std::nullopt;
    }
    wish.requests.push_back(std::move(*request));
  }
  if (words.empty())
    for (const Tunable& tunable : krs::tunables()) wish.requests.push_back({&tunable, {}, {}});
  wish.options = std::move(*options);
  return wish;
}

// -D and -S leave out what nobody changed.
void restrict(const krs::Tunables& tunables, KctuneWish& wish) {
  std::erase_if(wish.requests, [&](const TunableRequest& request) {
    const std::string_view name = request.tunable->name;
    return !request.to && ((wish.options.has('D') && !tunables.held(name)) ||
                           (wish.options.has('S') && tunables.setting(name).is_default()));
  });
}

sim::Task<int> kctune(Session& session, Arguments arguments) {
  auto wish = kctune_wish_of(session, arguments);
  if (!wish) co_return kKernelError;

  int status = 0;
  if (wish->changes()) {
    if (!must_be_root(session, kKctune)) co_return kKernelError;
    const When when = wish->options.has('h') ? When::next_boot : When::now;
    status = co_await change(session, wish->requests, when, !wish->options.has('K'));
    if (status == kKernelError) co_return status;
  } else if (wish->options.has('h')) {
    co_return refuse(session, "-h holds a change for the next boot; nothing is to be changed.");
  }

  restrict(session.os().tunables, *wish);
  if (wish->options.has('P'))
    print_fields(session, wish->fields, wish->requests);
  else if (wish->options.has('v'))
    print_verbose(session, wish->requests);
  else
    print_table(session, wish->options, wish->requests);
  co_return status;
}

}  // namespace

constinit const Command kKctune{
    "kctune", "/usr/sbin/kctune", "manage kernel tunable parameters",
    "kctune [-DS] [-v | -dg | -P field[,field]...] [-q tunable]... [tunable]...\n"
    "kctune [-h] [-B | -K] [-C comment] tunable=[expression]...",
    "Without an operand: all tunables. An operand asks for a tunable, sets it, or with nothing\n"
    "behind the '=' lets it have its default again. All operands are checked before any tunable\n"
    "is changed. \"Immed\" in the last column: a change needs no reboot.\n"
    "\n"
    "An expression is a whole number (12, 0xc, 014) or made of numbers with C's operators, without\n"
    "blanks: ( ) ~ ! - + * / % << >> < <= > >= & ^ | == != && || ?: Quote it for the shell.\n"
    "\n"
    "-h  hold the change: it waits on the disk for the next boot\n"
    "-B  update the automatic 'backup' configuration first (which is done anyhow)\n"
    "-K  keep the 'backup' configuration as it is\n"
    "-C  a comment for the log\n"
    "-D  only tunables with a change that is held        -S  only those that somebody has set\n"
    "-q  ask for this tunable, as an operand does\n"
    "-d  with descriptions   -g  with the modules   -v  all that is known, line by line\n"
    "-P  for programs: a line \"field<TAB>value\" for each field; ALL is all of them: name module\n"
    "    desc defvalue bootvalue current next_boot before expr next_expr before_expr min max\n"
    "    dynamic canauto default next_default signed\n"
    "\n"
    "Exit code 0: done; 1: the changes are held for the next boot; 2: nothing was changed, or the\n"
    "changes could not be saved.\n"
    "\n"
    "gio_portable_image (0 or 1, default 0) turns Portable Image on, if need be after patch\n"
    "PHKL_41525. Only root changes tunables.\n"
    "\n"
    "Ours, not HP's: nproc is there so that a listing is one, and nothing depends on it; no saved\n"
    "configurations (-c) but /stand/backup/system; no user-defined tunables (-u), no other\n"
    "tunable's name within an expression, no log of changes (-C is accepted); the sentences.",
    Waiting(&kctune)};

}  // namespace giosim::user
