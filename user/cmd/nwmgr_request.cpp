#include "user/cmd/nwmgr_request.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "user/cmd/commands.hpp"

namespace giosim::user {
namespace {

enum class Key {
  get, set, reset, help, diagnose, class_instance, subsystem, instance, device_class, attribute,
  verbose, script, statistics, current, saved, defaults, from, force, query, iterations, add, remove
};

constexpr int kMostIterations = 1'000'000;

enum class Takes { nothing, word };

struct OptionName {
  Key key;
  std::string_view letter;  // empty: none
  std::string_view word;    // may be cut short, as long as it is the only one
  Takes takes = Takes::nothing;
};

constexpr OptionName kOptions[] = {
    {Key::get, "g", "get"},
    {Key::set, "s", "set"},
    {Key::reset, "r", "reset"},
    {Key::help, "h", "help"},
    {Key::add, "a", "add"},
    {Key::remove, "d", "delete"},
    {Key::diagnose, "", "diagnose"},
    {Key::class_instance, "c", "class_instance", Takes::word},
    {Key::subsystem, "S", "subsystem", Takes::word},
    {Key::instance, "I", "instance", Takes::word},
    {Key::device_class, "C", "class", Takes::word},
    {Key::attribute, "A", "attribute", Takes::word},
    {Key::verbose, "v", "verbose"},
    {Key::script, "", "script"},
    {Key::statistics, "", "stats"},
    {Key::current, "", "current"},
    {Key::saved, "", "saved"},
    {Key::defaults, "", "default"},
    {Key::from, "", "from", Takes::word},
    {Key::force, "f", "force"},
    {Key::query, "q", "query", Takes::word},
    {Key::iterations, "", "iterations", Takes::word},
};

const OptionName* find_option(std::string_view text) {
  if (!text.starts_with("--")) {
    const auto found = std::ranges::find(kOptions, text.substr(1), &OptionName::letter);
    return text.size() == 2 && found != std::end(kOptions) ? &*found : nullptr;
  }
  text.remove_prefix(2);
  const OptionName* only = nullptr;
  for (const OptionName& option : kOptions) {
    if (option.word == text) return &option;
    const bool refused = option.key == Key::add || option.key == Key::remove;
    if (text.empty() || !option.word.starts_with(text) || refused) continue;
    if (only) return nullptr;  // it could be either
    only = &option;
  }
  return only;
}

std::optional<NwmgrValues> parse_values(std::string_view word) {
  constexpr std::string_view kNames[] = {"current", "saved", "default"};
  for (std::size_t i = 0; i < 3; ++i)
    if (word.size() >= 2 && kNames[i].starts_with(word)) return static_cast<NwmgrValues>(i);
  return std::nullopt;
}

// What HP's nwmgr does and this one does not, by name and before anything else is looked at.
std::string not_emulated(Key key, std::string_view word, std::string_view value) {
  switch (key) {
    case Key::add:
    case Key::remove:
      return fmt::format("{}: ports and VLANs come and go with /etc/rc.config.d/hp_apaconf, "
                         "hp_apaportconf and vlanconf (/sbin/init.d/hpapa, /sbin/init.d/vlan); "
                         "online it is not emulated", word);
    case Key::query:
      return fmt::format("{} {}: what a driver says of itself is not emulated; see -v", word, value);
    default: return {};
  }
}

std::nullopt_t refuse_nwmgr(Session& session, std::string_view sentence) {
  fail(session, kNwmgr, sentence);
  complain_of_usage(session, kNwmgr);
  return std::nullopt;
}

// "mtu=9000,speed=100FD"; behind a comma there may be a blank, hence another word.
void add_attributes(NwmgrRequest& request, std::string_view text) {
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view one = text.substr(0, comma);
    text.remove_prefix(std::min(comma + 1, text.size()));
    if (one.empty()) continue;
    const std::size_t equals = one.find('=');
    NwmgrRequest::Attribute attribute{std::string(one.substr(0, equals)), std::nullopt};
    if (equals != std::string_view::npos) attribute.value = one.substr(equals + 1);
    request.attributes.push_back(std::move(attribute));
  }
}

bool is_statistics(std::string_view word) {
  return word == "all" || word == "mib" || word == "extmib";
}

// What makes no sense together.
std::optional<std::string> contradiction(const NwmgrRequest& request) {
  using Operation = NwmgrRequest::Operation;
  const bool target = !request.class_instance.empty() || !request.subsystem.empty();
  if (!request.class_instance.empty() && !request.subsystem.empty() && !request.instance.empty())
    return "-c and -I are two targets";
  if (!request.instance.empty() && request.subsystem.empty())
    return "-I needs the subsystem, -S";
  if (request.operation == Operation::help) return std::nullopt;
  if (request.operation != Operation::get && !target)
    return "a target is missing: -c lanN, or -S with -I";
  if (request.operation == Operation::diagnose && !request.value_of("dest"))
    return "--diag needs -A dest=mac, the station to reach";
  if (request.statistics && !target) return "--stats needs a target: -c lanN, or -S with -I";
  if (request.operation == Operation::set && request.attributes.empty())
    return "-s needs -A, with the attributes to set";
  const bool assigns = std::ranges::any_of(
      request.attributes, [](const auto& attribute) { return attribute.value.has_value(); });
  if (request.operation == Operation::get && assigns)
    return "an attribute with a value needs -s";
  if (request.operation == Operation::set && !request.from && !assigns)
    return "-s needs attr=value, or --from";
  if (request.operation == Operation::set && request.from && assigns)
    return "--from has the values; -A may only name the attributes";
  if (request.operation != Operation::set && request.from) return "--from needs -s";
  return std::nullopt;
}

}  // namespace

const std::string* NwmgrRequest::value_of(std::string_view attribute) const {
  const auto found = std::ranges::find(attributes, attribute, &Attribute::name);
  return found == attributes.end() || !found->value ? nullptr : &*found->value;
}

std::optional<NwmgrRequest> parse_nwmgr(Session& session, const Arguments& arguments) {
  using Operation = NwmgrRequest::Operation;
  NwmgrRequest request;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word == "-?") {
      request.operation = Operation::help;
      continue;
    }
    const OptionName* const option = word.starts_with('-') ? find_option(word) : nullptr;
    if (!option) return refuse_nwmgr(session, fmt::format("{}: no such option", word));
    std::string value;
    if (option->takes == Takes::word) {
      if (i + 1 == arguments.size())
        return refuse_nwmgr(session, fmt::format("{} needs a value", word));
      value = arguments[++i];
    }
    if (const auto sentence = not_emulated(option->key, word, value); !sentence.empty()) {
      fail(session, kNwmgr, sentence);
      return std::nullopt;
    }
    switch (option->key) {
      case Key::get: request.operation = Operation::get; break;
      case Key::set: request.operation = Operation::set; break;
      case Key::reset: request.operation = Operation::reset; break;
      case Key::help: request.operation = Operation::help; break;
      case Key::class_instance: request.class_instance = value; break;
      case Key::subsystem: request.subsystem = value; break;
      case Key::instance: request.instance = value; break;
      case Key::device_class: request.device_class = value; break;
      case Key::verbose: request.verbose = true; break;
      case Key::script: request.script = true; break;
      case Key::current: request.values = NwmgrValues::current; break;
      case Key::saved: request.values = NwmgrValues::saved; break;
      case Key::defaults: request.values = NwmgrValues::defaults; break;
      case Key::force: break;  // nothing is ever in use here
      case Key::iterations: {
        const char* const end = value.data() + value.size();
        const auto [at, error] = std::from_chars(value.data(), end, request.iterations);
        if (error != std::errc() || at != end || request.iterations < 1 ||
            request.iterations > kMostIterations)
          return refuse_nwmgr(session, fmt::format("{}: no number of iterations; expected 1 to {}",
                                                   value, kMostIterations));
        break;
      }
      case Key::diagnose:
        request.operation = Operation::diagnose;
        if (i + 1 < arguments.size() && arguments[i + 1] == "link") ++i;  // the only test
        break;
      case Key::attribute:
        while (value.ends_with(',') && i + 1 < arguments.size()) value += arguments[++i];
        add_attributes(request, value);
        break;
      case Key::statistics:
        request.statistics = "";
        if (i + 1 < arguments.size() && is_statistics(arguments[i + 1]))
          request.statistics = arguments[++i];
        break;
      case Key::from:
        request.from = parse_values(value);
        if (!request.from)
          return refuse_nwmgr(session,
                              fmt::format("{}: no source of values; expected current, saved or "
                                          "default",
                                          value));
        break;
      case Key::add:
      case Key::remove:
      case Key::query: break;  // refused above
    }
  }
  if (const auto sentence = contradiction(request)) return refuse_nwmgr(session, *sentence);
  return request;
}

int fail_nwmgr(Session& session, std::string_view sentence) {
  return fail(session, kNwmgr, sentence);
}

}  // namespace giosim::user
