// giosim explain lan0, for people and as JSON.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "runner/report/json_writer.hpp"
#include "runner/report/lecture_text.hpp"
#include "runner/report/plain_text.hpp"

namespace giosim::report {
namespace {

constexpr std::size_t kRight = 80;
constexpr std::size_t kColumn = 24;  // where the sentences begin

std::string life_text(const LectureStep& step) {
  return step.boot == 0 ? step.machine : fmt::format("{}, boot {}", step.machine, step.boot);
}

// What became of a number that waits: its NIC has asked in vain, or nobody has.
std::string fate_of_the_reserved(const Lecture& lecture, const Origin& origin) {
  if (origin.mac.empty()) return "Nothing is reserved.";
  for (const LectureStep& step : lecture.steps().subspan(origin.given))
    if (step.kind == "gio.instance_kept" && step.machine == origin.machine &&
        step.boot == origin.boot && origin.mac.contains(text_in(step.fields, "mac")))
      return step.sentence;
  return "No NIC with that MAC address has asked for its number in this boot.";
}

std::string answer(const Lecture& lecture, const Origin& origin) {
  const std::string where = fmt::format("{} (boot {})", origin.machine, origin.boot);
  if (origin.hw_path.empty())
    return fmt::format("{} of {}: no NIC has this name. {} {}", origin.name, where,
                       lecture.step(origin.given).sentence, fate_of_the_reserved(lecture, origin));
  const std::string nic =
      origin.mac.empty()
          ? fmt::format("the device at {}", origin.hw_path)
          : fmt::format("the NIC at {} with MAC {}", origin.hw_path, origin.mac);
  if (origin.name == "none") return fmt::format("{}: {} has no number.", where, nic);
  if (!origin.lost) return fmt::format("{} of {} is {}.", origin.name, where, nic);
  return fmt::format("{} of {} was {}, up to step {}: {}", origin.name, where, nic, *origin.lost,
                     lecture.step(*origin.lost).sentence);
}

// The told step that a cause which is left out goes back to; 0: its cause is told, or there is none.
std::uint64_t predecessor_of(const OriginLink& link, Detail detail) {
  return detail == Detail::all ? 0 : link.after;
}

bool is_told(const Lecture& lecture, const OriginLink& link, Detail detail) {
  if (detail == Detail::all) return true;
  if (detail == Detail::brief) {
    const LectureStep& step = lecture.step(link.seq);
    return link.shown && (step.weight == Weight::decision || step.weight == Weight::trouble ||
                          step.cause == 0);
  }
  return link.shown;
}

std::set<std::uint64_t> told_steps(const Lecture& lecture, const Origin& origin, Detail detail) {
  std::set<std::uint64_t> told;
  for (const OriginLink& link : origin.chain)
    if (is_told(lecture, link, detail)) told.insert(link.seq);
  return told;
}

// What is said of where a told step comes from: what it rests on, its cause, or what it only follows.
// Of steps that are told, too.
struct Reasons {
  std::vector<std::uint64_t> because;
  std::uint64_t after = 0;  // 0: none
};

Reasons reasons_of(const Lecture& lecture, const std::set<std::uint64_t>& told,
                   const OriginLink& link, Detail detail) {
  std::set<std::uint64_t> because(link.rests_on.begin(), link.rests_on.end());
  std::uint64_t after = predecessor_of(link, detail);
  if (link.cause != 0 && after == 0) {
    if (is_mere_sequence(lecture.step(link.seq), lecture.step(link.cause)))
      after = link.cause;
    else
      because.insert(link.cause);
  }
  Reasons reasons;
  std::ranges::copy_if(because, std::back_inserter(reasons.because),
                       [&](std::uint64_t seq) { return told.contains(seq); });
  if (told.contains(after) && !because.contains(after)) reasons.after = after;
  return reasons;
}

// "46", "46 and 47", "30, 46 and 47".
std::string in_a_row(const std::vector<std::uint64_t>& steps) {
  std::string row;
  for (std::size_t i = 0; i < steps.size(); ++i)
    row += fmt::format("{}{}", i == 0 ? "" : i + 1 == steps.size() ? " and " : ", ", steps[i]);
  return row;
}

class OriginText {
 public:
  OriginText(const Lecture& lecture, const Origin& origin, Detail detail)
      : lecture_(lecture),
        origin_(origin),
        detail_(detail),
        told_(told_steps(lecture, origin, detail)) {}

  std::string text() {
    for (const std::string& line : wrapped(answer(lecture_, origin_), kRight)) add(line);
    add("");
    add(origin_.name == "none" ? "What led there, from the first cause on:"
                               : fmt::format("How {} came about, from the first cause on:",
                                             origin_.name));
    std::string life;
    std::size_t left_out = 0;
    for (const OriginLink& link : origin_.chain) {
      if (!told_.contains(link.seq)) {
        ++left_out;
        continue;
      }
      const LectureStep& step = lecture_.step(link.seq);
      if (life_text(step) != life) {
        life = life_text(step);
        add("");
        add(life);
      }
      tell(link, step);
    }
    if (left_out > 0) {
      add("");
      add(fmt::format("{} {} between them {} left out; --detail all tells {}.", left_out,
                      left_out == 1 ? "step" : "steps", left_out == 1 ? "is" : "are",
                      left_out == 1 ? "it" : "them"));
    }
    return std::move(text_);
  }

 private:
  void tell(const OriginLink& link, const LectureStep& step) {
    std::string left =
        fmt::format("{:>6}  {:>9}  {:<4} ", link.seq, time_text(step), step.component);
    for (const std::string& line : wrapped(step.sentence, kRight - kColumn - 5)) {
      if (left.empty()) {
        add(std::string(kColumn, ' ') + line);
        continue;
      }
      const std::size_t blanks = kRight - kColumn - characters(line) - step.rule.size();
      add(left + line + std::string(blanks, ' ') + step.rule);
      left.clear();
    }
    const Reasons reasons = reasons_of(lecture_, told_, link, detail_);
    std::string because = in_a_row(reasons.because);
    if (!because.empty()) because.insert(0, "because of ");
    if (reasons.after != 0)
      because += fmt::format("{}after {}", because.empty() ? "" : ", ", reasons.after);
    if (!because.empty()) add(std::string(kColumn, ' ') + because);
    for (const std::string& line : considered_lines(step)) add(std::string(kColumn - 8, ' ') + line);
    // Each rule is quoted once, where it is met first.
    if (!quoted_.insert(step.rule).second) return;
    for (const std::string& line : wrapped(quote_of(lecture_, step.rule), kRight - kColumn - 2))
      add(std::string(kColumn, ' ') + "| " + line);
  }

  void add(std::string_view line) { text_.append(line) += '\n'; }

  const Lecture& lecture_;
  const Origin& origin_;
  Detail detail_;
  std::set<std::uint64_t> told_;
  std::string text_;
  std::set<std::string> quoted_;
};

void write_link(JsonWriter& json, const Lecture& lecture, const std::set<std::uint64_t>& told,
                const OriginLink& link, Detail detail) {
  const LectureStep& step = lecture.step(link.seq);
  json.open('{').field("seq", link.seq).field("t", step.since_power_on_ns);
  json.field("machine", step.machine).field("boot", step.boot).field("comp", step.component);
  json.field("kind", step.kind).field("msg", step.sentence);
  json.key("because").open('[');
  const Reasons reasons = reasons_of(lecture, told, link, detail);
  for (const std::uint64_t seq : reasons.because) json.value(seq);
  json.close(']');
  if (reasons.after != 0) json.field("after", reasons.after);
  json.field("rule", step.rule);
  if (const TaughtRule* rule = lecture.rule(step.rule)) {
    json.field("section", rule->section).field("line", rule->line).field("quote", rule->quote);
  }
  if (step.decision) {
    json.key("considered").open('[');
    for (const Considered& one : step.decision->considered)
      json.open('{')
          .field("v", number_name(step, one))
          .field("ok", one.chosen)
          .field("why", one.why)
          .close('}');
    json.close(']');
  }
  json.close('}');
}

}  // namespace

std::string origin_text(const Lecture& lecture, const Origin& origin, Detail detail) {
  return OriginText(lecture, origin, detail).text();
}

std::string origin_json(const Lecture& lecture, const Origin& origin, Detail detail) {
  JsonWriter json;
  json.open('{').field("name", origin.name).field("machine", origin.machine);
  json.field("boot", origin.boot).field("hw_path", origin.hw_path).field("mac", origin.mac);
  json.field("given", origin.given).key("lost");
  origin.lost ? json.value(*origin.lost) : json.null();
  json.key("chain").open('[');
  const std::set<std::uint64_t> told = told_steps(lecture, origin, detail);
  for (const OriginLink& link : origin.chain)
    if (told.contains(link.seq)) write_link(json, lecture, told, link, detail);
  json.close(']').close('}').end_line();
  return json.text();
}

}  // namespace giosim::report
