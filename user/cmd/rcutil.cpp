// rcutil(1M)

#include <fmt/format.h>

#include <algorithm>

#include "user/cmd/commands.hpp"
#include "user/files.hpp"
#include "user/options.hpp"
#include "user/rc_order.hpp"

namespace giosim::user {
namespace {

using Names = RcDependencies::Names;

// "S370named:S340net,S220syslogd"
struct Dependency {
  std::string name;
  Names names;
};
std::optional<Dependency> parse(const std::string& text, Direction direction) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) return std::nullopt;
  Dependency parsed{text.substr(0, colon), {}};
  std::string_view rest = std::string_view(text).substr(colon + 1);
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    parsed.names.emplace_back(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  const auto fits = [direction](const std::string& link) {
    return direction_of(link) == direction;
  };
  if (!fits(parsed.name) || !std::ranges::all_of(parsed.names, fits)) return std::nullopt;
  return parsed;
}

// All names of the database, and those that wait for one another, if any do.
std::string circle_of(const RcDependencies& all, Direction direction) {
  std::set<std::string> known;
  for (const auto& [name, names] : all.of(direction)) {
    known.insert(name);
    known.insert(names.begin(), names.end());
  }
  const std::vector<std::string> links(known.begin(), known.end());
  // Throttle points and places belong to a level; the dependencies alone make the circle here.
  RcDependencies alone = all;
  alone.throttle.clear();
  auto& declared = direction == Direction::start ? alone.start : alone.kill;
  for (const std::string& name : links) declared.try_emplace(name);
  Names circle;
  for (std::size_t place : circle_in(who_waits_for_whom(links, alone, direction)))
    circle.push_back(links[place]);
  return fmt::format("{}", fmt::join(circle, " "));
}

int list(Session& session, const Names& names) {
  for (const std::string& name : names) session.print(name + '\n');
  return 0;
}

// The level whose links the script is among, and all of them.
Names level_of(const machine::Os& os, const std::string& name, Direction direction) {
  for (int level = 0; level <= 6; ++level) {
    Names links = init_of(os).links(level, direction);
    if (std::ranges::find(links, name) != links.end()) return links;
  }
  return {};
}

// Everything that `from` waits for, directly or not.
std::set<std::size_t> all_before(const std::vector<std::set<std::size_t>>& waits,
                                 std::size_t from) {
  std::set<std::size_t> found;
  std::vector<std::size_t> to_visit{from};
  while (!to_visit.empty()) {
    const std::size_t at = to_visit.back();
    to_visit.pop_back();
    for (std::size_t before : waits[at])
      if (found.insert(before).second) to_visit.push_back(before);
  }
  return found;
}

// -a, -b and -p: within its level, as rc would run it.
int show_order(Session& session, const RcDependencies& all, char question,
               const std::string& name, Direction direction) {
  const Names links = level_of(session.os(), name, direction);
  if (links.empty()) return fail(session, kRcutil, name + ": no such script");
  const auto waits = who_waits_for_whom(links, all, direction);
  const auto own = static_cast<std::size_t>(std::ranges::find(links, name) - links.begin());
  const std::set<std::size_t> before = all_before(waits, own);
  Names names;
  for (std::size_t i = 0; i < links.size(); ++i) {
    if (i == own) continue;
    const bool after = all_before(waits, i).contains(own);
    const bool wanted = question == 'b'   ? before.contains(i)
                        : question == 'a' ? after
                                          : !after && !before.contains(i);
    if (wanted) names.push_back(links[i]);
  }
  return list(session, names);
}

int show(Session& session, const RcDependencies& all, char question, const std::string& name) {
  const auto direction = direction_of(name);
  if (!direction)
    return fail(session, kRcutil, name + " is no name of a link, as in S340net or K660net");
  const auto& declared = all.of(*direction);
  if (question == 'd') {
    const auto found = declared.find(name);
    return list(session, found == declared.end() ? Names() : found->second);
  }
  if (question == 'o') {
    Names names;
    for (const auto& [other, its_names] : declared)
      if (std::ranges::find(its_names, name) != its_names.end()) names.push_back(other);
    return list(session, names);
  }
  return show_order(session, all, question, name, *direction);
}

sim::Task<int> write(Session& session, RcDependencies all) {
  for (const Direction direction : {Direction::start, Direction::stop}) {
    const std::string circle = circle_of(all, direction);
    if (!circle.empty())
      co_return fail(session, kRcutil, "these scripts would wait for one another: " + circle);
  }
  const auto written = co_await write_file(session, std::string(kRcDependencies), all.text());
  if (!written)
    co_return fail(session, kRcutil,
                   fmt::format("{}: {}", kRcDependencies, sentence(written.error())));
  co_return 0;
}

sim::Task<int> rcutil(Session& session, Arguments arguments) {
  const auto options = Options::parse(session, kRcutil, arguments, "s:k:t:d:o:a:b:p:");
  if (!options) co_return 1;
  if (options->given().size() != 1 || !options->operands().empty()) {
    complain_of_usage(session, kRcutil);
    co_return 1;
  }
  auto all = RcDependencies::parse(read_file(session, kRcDependencies).value_or(""));
  if (!all) co_return fail(session, kRcutil, fmt::format("{}: {}", kRcDependencies, all.error()));

  const auto& [letter, value] = options->given().front();
  if (std::string_view("skt").find(letter) == std::string_view::npos)
    co_return show(session, *all, letter, value);
  if (!must_be_root(session, kRcutil)) co_return 1;
  if (letter == 't') {
    if (!direction_of(value))
      co_return fail(session, kRcutil, value + " is no name of a link, as in S340net or K660net");
    all->throttle.insert(value);
  } else {
    const Direction direction = letter == 's' ? Direction::start : Direction::stop;
    auto parsed = parse(value, direction);
    if (!parsed)
      co_return fail(session, kRcutil,
                     value + (letter == 's' ? ": expected S340net:S302hpuxpi,…"
                                            : ": expected K660net:K692hpuxpi,…"));
    (letter == 's' ? all->start : all->kill)[parsed->name] = std::move(parsed->names);
  }
  co_return co_await write(session, std::move(*all));
}

}  // namespace

constinit const Command kRcutil{
    "rcutil", "/usr/sbin/rcutil", "set and show the dependencies of startup scripts",
    "rcutil -s script:[script,...]\nrcutil -k script:[script,...]\nrcutil -t script\n"
    "rcutil -d|-o|-a|-b|-p script",
    "Parallel rc runs the scripts of a run level at the same time as far as their\n"
    "dependencies allow. Scripts are named by their links, S340net or K660net.\n"
    "  -s  the start script starts when all of these have ended; an empty list: at once\n"
    "  -k  the kill script has ended before any of these starts: it is the other way round\n"
    "  -t  throttle point: all later start scripts wait for it; a kill script waits for all\n"
    "      earlier ones\n"
    "  -d  shows what was set for the script with -s or -k\n"
    "  -o  shows for which other scripts it was set\n"
    "  -a, -b, -p  shows the scripts of its level that start after it has ended, that have\n"
    "      ended before it starts, that may run at the same time\n"
    "A script for which nothing is set keeps its place among all others.\n"
    "Setting is for root. Exit code 1 for misuse, for scripts that would wait for one\n"
    "another, and when the file cannot be read or written.\n"
    "The dependencies stand in /etc/rc.dependencies; parallel rc is enabled by the line\n"
    "PARALLEL_RC=1 of /etc/rc.config.d/parallelrc. Both files are ours, HP's are not known,\n"
    "and so is what -d, -o, -a, -b and -p print.",
    Waiting(&rcutil)};

}  // namespace giosim::user
