#include "runner/report/origin.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <tuple>

#include "base/hw_path.hpp"
#include "base/mac_address.hpp"
#include "base/must.hpp"
#include "base/nearest_word.hpp"

namespace giosim::report {
namespace {

constexpr std::string_view kPoweredOn = "machine.powered_on";
constexpr std::string_view kPoweredOff = "machine.powered_off";

// A device had an instance from one step on, and until another.
struct Holding {
  std::string machine;
  std::int64_t boot = 0;
  std::uint64_t powered_on = 0;
  std::string hw_path, name;  // an empty name: no instance yet
  std::uint64_t since = 0;
  std::optional<std::uint64_t> until;
};

struct MacRead {
  std::string machine;
  std::int64_t boot = 0;
  std::string hw_path, mac;
};

bool is_of(const LectureStep& step, const std::string& device) {
  return text_in(step.fields, "hw_path") == device;
}

std::string name_in(const Cells& cells) {
  const auto number = number_in(cells, "instance");
  if (!number || *number < 0) return {};
  return text_in(cells, "class") + std::to_string(*number);
}

// Who had which number, and which MAC address was read where, in the whole run.
class Histories {
 public:
  explicit Histories(const Lecture& lecture) {
    for (const LectureStep& step : lecture.steps()) {
      if (step.kind == kPoweredOn) begin(step);
      if (step.kind == kPoweredOff) continue;  // what it had to the end counts
      for (const StepChange& change : step.changes) follow(step, change);
    }
  }

  const std::vector<Holding>& holdings() const { return holdings_; }
  const std::vector<MacRead>& macs() const { return macs_; }

 private:
  void begin(const LectureStep& step) {
    powered_on_[step.machine] = step.seq;
    std::erase_if(now_, [&](const auto& one) { return one.first.first == step.machine; });
    std::erase_if(classes_, [&](const auto& one) { return one.first.first == step.machine; });
  }

  void follow(const LectureStep& step, const StepChange& change) {
    const std::pair device(step.machine, change.key);
    if (change.table == "node") {
      if (change.row_after) {
        classes_[device] = text_in(*change.row_after, "class");
        hold(step, device, name_in(*change.row_after));
      } else if (change.field.empty()) {
        end(step, device);
      } else if (change.field == "instance") {
        const auto* number = std::get_if<std::int64_t>(&change.after);
        hold(step, device,
             number && *number >= 0 ? classes_[device] + std::to_string(*number) : std::string());
      }
    }
    if (change.table == "hdm") {
      const std::string mac = change.row_after ? text_in(*change.row_after, "mac") : text_of_mac(change);
      if (!mac.empty()) macs_.push_back({step.machine, step.boot, change.key, mac});
    }
  }

  static std::string text_of_mac(const StepChange& change) {
    const auto* text = std::get_if<std::string>(&change.after);
    return change.field == "mac" && text ? *text : std::string();
  }

  void end(const LectureStep& step, const std::pair<std::string, std::string>& device) {
    const auto held = now_.find(device);
    if (held == now_.end()) return;
    holdings_[held->second].until = step.seq;
    now_.erase(held);
  }

  void hold(const LectureStep& step, const std::pair<std::string, std::string>& device,
            const std::string& name) {
    end(step, device);
    now_[device] = holdings_.size();
    holdings_.push_back({.machine = step.machine,
                         .boot = step.boot,
                         .powered_on = powered_on_[step.machine],
                         .hw_path = device.second,
                         .name = name,
                         .since = step.seq,
                         .until = {}});
  }

  std::vector<Holding> holdings_;
  std::vector<MacRead> macs_;
  std::map<std::string, std::uint64_t> powered_on_;
  std::map<std::pair<std::string, std::string>, std::size_t> now_;
  std::map<std::pair<std::string, std::string>, std::string> classes_;
};

bool is_asked(const Asked& asked, const std::string& machine, std::int64_t boot) {
  return (asked.machine.empty() || asked.machine == machine) && (!asked.boot || *asked.boot == boot);
}

// The latest life counts; within it, who has it still; else who had it last.
const Holding* latest(const std::vector<Holding>& holdings, const auto& wanted) {
  const Holding* best = nullptr;
  const auto rank = [](const Holding& one) {
    return std::tuple(one.powered_on, !one.until.has_value(), one.since);
  };
  for (const Holding& one : holdings)
    if (wanted(one) && (!best || rank(*best) < rank(one))) best = &one;
  return best;
}

bool has_word(const std::string& text, const std::string& word) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
    if ((at == 0 || text[at - 1] == ' ') &&
        (at + word.size() == text.size() || text[at + word.size()] == ' '))
      return true;
  return false;
}

// "0/4/2/0" and "0x00306E00000A" as the trace spells them.
std::string spelled(const std::string& subject) {
  if (subject.contains('/'))
    if (const auto path = HwPath::parse(subject)) return path->text();
  if (const auto mac = MacAddress::parse(subject)) return mac->text();
  return subject;
}

class Finder {
 public:
  Finder(const Lecture& lecture, const Asked& asked)
      : lecture_(lecture), asked_(asked), subject_(spelled(asked.subject)), histories_(lecture) {}

  std::expected<Origin, std::string> find() const {
    if (const auto problem = no_such_life()) return std::unexpected(*problem);
    if (const Holding* holding = holding_asked()) return of(*holding);
    if (auto reserved = of_a_reservation()) return std::move(*reserved);
    return std::unexpected(unknown());
  }

 private:
  std::optional<std::string> no_such_life() const {
    std::vector<std::string> machines;
    std::int64_t boots = 0;
    for (const LectureStep& step : lecture_.steps()) {
      if (std::ranges::find(machines, step.machine) == machines.end())
        machines.push_back(step.machine);
      if (asked_.machine.empty() || step.machine == asked_.machine)
        boots = std::max(boots, step.boot);
    }
    if (!asked_.machine.empty() && std::ranges::find(machines, asked_.machine) == machines.end())
      return fmt::format("there is no machine '{}' in this run; there are {}{}", asked_.machine,
                         fmt::join(machines, ", "), did_you_mean(asked_.machine, machines));
    if (asked_.boot && (*asked_.boot < 1 || *asked_.boot > boots))
      return fmt::format("there is no boot {}{}; the last one is boot {}", *asked_.boot,
                         asked_.machine.empty() ? "" : " of " + asked_.machine, boots);
    return std::nullopt;
  }

  const Holding* holding_asked() const {
    const auto& all = histories_.holdings();
    const Holding* by_name = latest(all, [&](const Holding& one) {
      return is_asked(asked_, one.machine, one.boot) &&
             (one.name == subject_ || one.hw_path == subject_);
    });
    if (by_name) return by_name;
    return latest(all, [&](const Holding& one) {
      return is_asked(asked_, one.machine, one.boot) &&
             std::ranges::any_of(histories_.macs(), [&](const MacRead& read) {
               return read.mac == subject_ && read.machine == one.machine && read.boot == one.boot &&
                      read.hw_path == one.hw_path;
             });
    });
  }

  std::string mac_at(const Holding& holding) const {
    std::string mac;
    for (const MacRead& read : histories_.macs())
      if (read.machine == holding.machine && read.boot == holding.boot &&
          read.hw_path == holding.hw_path)
        mac = read.mac;
    return mac;
  }

  Origin of(const Holding& holding) const {
    Origin origin{.machine = holding.machine,
                  .boot = holding.boot,
                  .name = holding.name.empty() ? "none" : holding.name,
                  .hw_path = holding.hw_path,
                  .mac = mac_at(holding),
                  .given = holding.since,
                  .lost = holding.until,
                  .chain = {}};
    // A decision to keep the number confirms it, and of a node that got none the last word counts.
    for (const LectureStep& step : lecture_.steps().subspan(holding.since)) {
      if (holding.until && step.seq >= *holding.until) break;
      if (step.machine != holding.machine || !is_of(step, holding.hw_path)) continue;
      if (step.boot != holding.boot || step.kind == kPoweredOff) break;
      const bool decides = step.decision.has_value() || step.kind.starts_with("gio.instance_");
      if (decides || (holding.name.empty() && step.weight != Weight::plumbing))
        origin.given = step.seq;
    }
    return origin;
  }

  // Nobody has it, but it waits for somebody.
  std::optional<Origin> of_a_reservation() const {
    std::optional<Origin> found;
    for (const LectureStep& step : lecture_.steps()) {
      if (step.kind != "gio.instance_reserved" && step.kind != "gio.entry_skipped") continue;
      if (!is_asked(asked_, step.machine, step.boot)) continue;
      const std::string name = name_in(step.fields), macs = text_in(step.fields, "macs");
      if (name != subject_ && !has_word(macs, subject_)) continue;
      found = Origin{.machine = step.machine,
                     .boot = step.boot,
                     .name = name,
                     .hw_path = {},
                     .mac = macs,
                     .given = step.seq,
                     .lost = {},
                     .chain = {}};
    }
    return found;
  }

  std::string unknown() const {
    std::set<std::string> names, paths, macs;
    for (const Holding& one : histories_.holdings())
      if (is_asked(asked_, one.machine, one.boot)) {
        if (!one.name.empty()) names.insert(one.name);
        paths.insert(one.hw_path);
      }
    for (const MacRead& one : histories_.macs())
      if (is_asked(asked_, one.machine, one.boot)) macs.insert(one.mac);

    std::vector<std::string> all(names.begin(), names.end());
    all.insert(all.end(), paths.begin(), paths.end());
    all.insert(all.end(), macs.begin(), macs.end());
    const std::string where = (asked_.machine.empty() ? std::string() : " of " + asked_.machine) +
                              (asked_.boot ? fmt::format(" in boot {}", *asked_.boot) : "");
    if (all.empty()) return fmt::format("nothing{} has a number in this run", where);
    const std::string hint = did_you_mean(subject_, all);
    constexpr std::size_t kEnough = 12;
    const bool more = all.size() > kEnough;
    if (more) all.resize(kEnough);
    return fmt::format("nothing{} is called '{}' in this run; there are {}{}{}", where,
                       asked_.subject, fmt::join(all, ", "), more ? " …" : "", hint);
  }

  const Lecture& lecture_;
  const Asked& asked_;
  std::string subject_;
  Histories histories_;
};

// Follows causes and links from the decision back, the latest step first.
class ChainMaker {
 public:
  ChainMaker(const Lecture& lecture, const Origin& origin) : lecture_(lecture), origin_(origin) {
    if (!origin.hw_path.empty()) own_.insert({origin.machine, origin.hw_path});
    if (origin.name != "none") names_.insert(origin.name);
  }

  std::vector<OriginLink> make() {
    linked_.insert(origin_.given);
    waiting_.insert(origin_.given);
    while (!waiting_.empty()) {
      const std::uint64_t seq = *waiting_.rbegin();
      waiting_.erase(seq);
      visit(lecture_.step(seq));
    }

    std::vector<OriginLink> chain;
    for (const std::uint64_t seq : reached_) {
      const std::uint64_t cause = lecture_.step(seq).cause;
      const std::set<std::uint64_t>& rests_on = rests_on_[seq];
      chain.push_back({.seq = seq,
                       .cause = cause,
                       .rests_on = {rests_on.begin(), rests_on.end()},
                       .after = shown_.contains(cause) ? 0 : nearest_shown(cause),
                       .shown = shown_.contains(seq)});
    }
    return chain;
  }

 private:
  void visit(const LectureStep& step) {
    reached_.insert(step.seq);
    if (step.cause != 0) waiting_.insert(step.cause);
    if (!matters(step)) return;
    shown_.insert(step.seq);
    // That another number is reserved is a reason; how that came about is another story.
    if (is_of_another_number(step)) return;
    for (const std::uint64_t seq : step.links) rest_on(step, seq);
    if (const auto seq = carried_by_the_disk(step)) rest_on(step, *seq);
  }

  void rest_on(const LectureStep& step, std::uint64_t seq) {
    rests_on_[step.seq].insert(seq);
    linked_.insert(seq);
    waiting_.insert(seq);
    // What was saved or written elsewhere is another life of the same number.
    const LectureStep& other = lecture_.step(seq);
    if (is_of_another_number(other)) return;
    if (const std::string device = text_in(other.fields, "hw_path"); !device.empty())
      own_.insert({other.machine, device});
  }

  bool is_of_another_number(const LectureStep& step) const {
    return step.kind == "gio.instance_reserved" && !names_.contains(name_in(step.fields));
  }

  bool matters(const LectureStep& step) const {
    if (linked_.contains(step.seq) || step.cause == 0) return true;
    if (step.kind == "ilan.reassign_asked" && is_own(step)) return true;
    if (step.weight == Weight::plumbing || is_incidental(step)) return false;
    const std::string device = text_in(step.fields, "hw_path");
    if (step.kind == "gio.instance_reserved" || step.kind == "gio.record_freed")
      return names_.contains(name_in(step.fields));
    if (step.component == "rc") return leads_to_portable_image(step);
    if (!device.empty()) return is_own(step);
    return true;
  }

  // On the way, but no reason.
  static bool is_incidental(const LectureStep& step) {
    return step.kind == "krs.committed" || step.kind == "machine.boot_ended";
  }

  bool is_own(const LectureStep& step) const {
    return own_.contains({step.machine, text_in(step.fields, "hw_path")});
  }

  // Of scripts and commands only those that saved an entry or set the tunable.
  bool leads_to_portable_image(const LectureStep& step) const {
    return std::ranges::any_of(shown_, [&](std::uint64_t seq) {
      const LectureStep& later = lecture_.step(seq);
      return later.cause == step.seq && (later.kind.starts_with("pi.") || later.component == "KRS");
    });
  }

  // What this step read was written in an earlier life of the disk: by which step?
  std::optional<std::uint64_t> carried_by_the_disk(const LectureStep& step) const {
    const std::string device = text_in(step.fields, "hw_path");
    if (step.kind == "gio.instance_reserved") {
      const std::string name = name_in(step.fields), macs = text_in(step.fields, "macs");
      return before(step, [&](const LectureStep& other) {
        return other.kind == "pi.entry_saved" && name_in(other.fields) == name &&
               has_word(macs, text_in(other.fields, "mac"));
      });
    }
    if (step.kind == "gio.instance_assigned" && text_in(step.fields, "by") == "record") {
      const std::string key = device + " " + text_in(step.fields, "class");
      const auto number = number_in(step.fields, "instance");
      return before(step, [&](const LectureStep& other) {
        return other.kind != "gio.ioconfig_loaded" &&
               std::ranges::any_of(other.changes, [&](const StepChange& change) {
                 if (change.table != "ioconfig" || change.key != key) return false;
                 const auto* cell = std::get_if<std::int64_t>(&change.after);
                 return change.row_after ? number_in(*change.row_after, "instance") == number
                                         : cell && *cell == number;
               });
      });
    }
    return std::nullopt;
  }

  // The last step before this one that the disk in this machine has seen.
  std::optional<std::uint64_t> before(const LectureStep& step, const auto& wanted) const {
    std::string machine = step.machine;
    for (std::uint64_t seq = step.seq - 1; seq > 0; --seq) {
      const LectureStep& other = lecture_.step(seq);
      if (other.machine != machine) continue;
      if (other.kind == "machine.disk_moved" || other.kind == "machine.disk_cloned")
        machine = text_in(other.fields, "from");
      else if (wanted(other))
        return seq;
    }
    return std::nullopt;
  }

  std::uint64_t nearest_shown(std::uint64_t seq) const {
    while (seq != 0 && !shown_.contains(seq)) seq = lecture_.step(seq).cause;
    return seq;
  }

  const Lecture& lecture_;
  const Origin& origin_;
  std::set<std::pair<std::string, std::string>> own_;  // machine and H/W path
  std::set<std::string> names_;
  std::set<std::uint64_t> waiting_, reached_, linked_, shown_;
  std::map<std::uint64_t, std::set<std::uint64_t>> rests_on_;
};

}  // namespace

std::expected<Origin, std::string> origin_of(const Lecture& lecture, const Asked& asked) {
  auto origin = Finder(lecture, asked).find();
  if (origin) origin->chain = ChainMaker(lecture, *origin).make();
  return origin;
}

bool is_subject(const std::string& word) {
  if (word.contains('/')) return HwPath::parse(word).has_value();
  if (MacAddress::parse(word)) return true;
  const std::size_t digits = word.find_first_of("0123456789");
  return digits != std::string::npos && digits > 0 &&
         word.find_first_not_of("0123456789", digits) == std::string::npos &&
         std::ranges::all_of(word.substr(0, digits), [](unsigned char c) {
           return std::islower(c) != 0 || c == '_';
         });
}

}  // namespace giosim::report
