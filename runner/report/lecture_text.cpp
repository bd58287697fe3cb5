#include "runner/report/lecture_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/lines.hpp"
#include "runner/report/plain_text.hpp"
#include "runner/report/table_text.hpp"

namespace giosim::report {
namespace {

constexpr std::size_t kScreen = 80;
constexpr std::size_t kMostRows = 12;

// A paragraph behind a heading: "   Otherwise: The NIC would …", its next lines below the text.
void add_paragraph(std::vector<std::string>& lines, std::string_view heading, std::string_view text,
                   std::size_t indent = 3) {
  const std::string first = std::string(indent, ' ') + std::string(heading);
  bool begun = false;
  for (const std::string& line : wrapped(text, kScreen - indent - 2)) {
    if (begun || heading.empty()) {
      lines.push_back(std::string(indent + (heading.empty() ? 0 : 2), ' ') + line);
    } else if (characters(first) + 1 + characters(line) <= kScreen) {
      lines.push_back(first + " " + line);
    } else {
      lines.push_back(first);
      lines.push_back(std::string(indent + 2, ' ') + line);
    }
    begun = true;
  }
}

// ---- The state ---------------------------------------------------------------------------------

// What one step did to a cell.
std::string cell_text(const LectureStep& step, std::string_view table, const std::string& key,
                      std::string_view field, const Cell& cell) {
  for (const StepChange& change : step.changes) {
    if (change.table != table || change.key != key) continue;
    if (change.field == field)
      return fmt::format("[{} → {}]", text_of(change.before), text_of(cell));
    if (change.row_after && !change.row_before) return fmt::format("[{}]", text_of(cell));
  }
  return text_of(cell);
}

struct Column {
  std::string_view heading, table, field;
};

// One table of the screen: rows with one key each, cells out of one or more tables of the state.
class StateTable {
 public:
  StateTable(std::string_view title, std::string_view key, std::vector<Column> columns)
      : title_(title), key_(key), columns_(std::move(columns)) {}

  void print(std::vector<std::string>& lines, const LectureState& state,
             const LectureStep& step) const {
    std::vector<std::vector<std::string>> rows{{std::string(key_)}};
    for (const Column& column : columns_) rows[0].emplace_back(column.heading);
    std::size_t left_out = 0;
    for (const std::string& key : keys(state, step)) {
      if (rows.size() > kMostRows && !changed(step, key))
        ++left_out;
      else
        rows.push_back(row(state, step, key));
    }
    if (rows.size() == 1) return;
    lines.push_back(fmt::format("  {}", title_));
    const std::string text = table_text(rows, "    ");
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find('\n', at);
      lines.push_back(text.substr(at, end - at));
      at = end + 1;
    }
    if (left_out > 0) lines.push_back(fmt::format("    … and {} more", left_out));
  }

 private:
  std::set<std::string> keys(const LectureState& state, const LectureStep& step) const {
    std::set<std::string> keys;
    for (const auto& [key, cells] : state.table(step.machine, std::string(columns_[0].table)))
      keys.insert(key);
    if (step.kind != "machine.powered_off")
      for (const StepChange& change : step.changes)
        if (change.table == columns_[0].table && change.field.empty() && !change.row_after)
          keys.insert(change.key);
    return keys;
  }

  bool changed(const LectureStep& step, const std::string& key) const {
    return std::ranges::any_of(step.changes, [&](const StepChange& change) {
      return change.key == key && std::ranges::any_of(columns_, [&](const Column& column) {
               return column.table == change.table;
             });
    });
  }

  std::vector<std::string> row(const LectureState& state, const LectureStep& step,
                               const std::string& key) const {
    std::vector<std::string> row{key_ == "number" ? number_of(key) : key};
    const bool gone = !state.row(step.machine, std::string(columns_[0].table), key);
    if (gone) row[0] = "[gone] " + row[0];
    for (const Column& column : columns_) {
      const Cells* cells = state.row(step.machine, std::string(column.table), key);
      const Cell* cell = cells ? cell_in(*cells, column.field) : nullptr;
      row.push_back(cell ? cell_text(step, column.table, key, column.field, *cell)
                         : std::string(gone ? "" : "-"));
    }
    return row;
  }

  // "lan 0" -> "lan0"
  static std::string number_of(const std::string& key) {
    const std::size_t blank = key.find(' ');
    return blank == std::string::npos ? key : key.substr(0, blank) + key.substr(blank + 1);
  }

  std::string_view title_, key_;
  std::vector<Column> columns_;
};

// With the names and the order that the page has (web/src/tables.ts).
const std::vector<StateTable>& state_tables() {
  static const std::vector<StateTable> kTables = {
      {"ioconfig: which H/W path has which instance (GIO)",
       "H/W path, class",
       {{"instance", "ioconfig", "instance"}}},
      {"reservations: numbers kept at boot for a MAC address (GIO)",
       "number",
       {{"for MAC", "reservation", "macs"},
        {"state", "reservation", "state"},
        {"taken by", "reservation", "holder"}}},
      {"PI registry: saved on the disk, survives the move (KRS)",
       "number",
       {{"MAC", "entry", "macs"}, {"H/W path", "entry", "hw_path"}, {"driver", "entry", "driver"}}},
      {"who calls it what: copies of one number",
       "H/W path",
       {{"class", "node", "class"},
        {"GIO", "node", "instance"},
        {"ILAN", "ilan", "ppa"},
        {"HDM", "hdm", "ppa"},
        {"DLPI", "dlpi", "ppa"},
        {"MAC read", "hdm", "mac"},
        {"DLPI's MAC", "dlpi", "mac"}}},
      {"tunables", "name", {{"value", "tunable", "value"}}},
      {"interfaces with an address", "name", {{"address", "net", "address"}}},
  };
  return kTables;
}

// ---- A step ------------------------------------------------------------------------------------

std::string row_text(const Cells& row) {
  std::string text;
  for (const auto& [field, cell] : row) {
    if (std::holds_alternative<std::monostate>(cell)) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", field, text_of(cell));
  }
  return text;
}

// "~ ioconfig 0/4/2/0 lan: instance 2 → 0"
std::string change_text(const StepChange& change) {
  const std::string row = change.table + " " + change.key;
  if (!change.field.empty())
    return fmt::format("~ {}: {} {} → {}", row, change.field, text_of(change.before),
                       text_of(change.after));
  if (!change.row_after) return "- " + row;
  return fmt::format("+ {}: {}", row, row_text(*change.row_after));
}

void add_changes(std::vector<std::string>& lines, const LectureStep& step) {
  if (step.kind == "machine.powered_off") {
    if (!step.changes.empty()) lines.emplace_back("   - all that was in its memory");
    return;
  }
  constexpr std::size_t kEnough = 8;
  for (std::size_t i = 0; i < step.changes.size(); ++i) {
    if (i == kEnough) {
      lines.push_back(fmt::format("   … and {} more changes", step.changes.size() - i));
      return;
    }
    std::string indent = "   ";
    for (const std::string& line : wrapped(change_text(step.changes[i]), kScreen - 5)) {
      lines.push_back(indent + line);
      indent = "     ";
    }
  }
}

// What a command printed, or the whole of a log's line that the sentence cuts off.
void add_output(std::vector<std::string>& lines, const LectureStep& step) {
  const std::string output = text_in(step.fields, "output");
  for (const std::string_view line : lines_of(output)) lines.push_back("   | " + std::string(line));
  if (!step.sentence.ends_with("…")) return;
  for (const std::string field : {"line", "message"})
    for (const std::string& line : wrapped(text_in(step.fields, field), kScreen - 5))
      if (!line.empty()) lines.push_back("   | " + line);
}

}  // namespace

std::vector<std::string> step_lines(const Lecture& lecture, const LectureStep& step) {
  std::vector<std::string> lines;
  const std::string life =
      step.boot == 0 ? step.machine : fmt::format("{}, boot {}", step.machine, step.boot);
  lines.push_back(cut(fmt::format("── {} of {} ── {}: {} ── {}", step.seq, lecture.steps().size(),
                                  life, lecture.phase_title(step.phase), step.component),
                      kScreen));
  for (const std::string& line : wrapped(step.sentence, kScreen)) lines.push_back(line);
  add_output(lines, step);
  add_changes(lines, step);
  for (const std::string& line : considered_lines(step)) lines.push_back("   " + line);
  return lines;
}

std::string number_name(const LectureStep& step, const Considered& considered) {
  return run_of_numbers(text_in(step.fields, "class"), considered.first(), considered.last());
}

std::string time_text(const LectureStep& step) {
  const std::int64_t us = step.since_power_on_ns / 1000;
  return fmt::format("{}.{:06}", us / 1'000'000, us % 1'000'000);
}

std::vector<std::string> considered_lines(const LectureStep& step) {
  std::vector<std::string> lines;
  if (!step.decision) return lines;
  std::vector<std::vector<std::string>> rows;
  for (const Considered& one : step.decision->considered)
    rows.push_back({number_name(step, one), one.chosen ? "yes" : "no", one.why});
  const std::string text = table_text(rows, "");
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::string quote_of(const Lecture& lecture, const std::string& id) {
  const TaughtRule* rule = lecture.rule(id);
  if (!rule) return {};
  if (rule->quote.empty()) return fmt::format("{} (The document does not say so.)", rule->plain);
  return fmt::format("\"{}\" ({})", rule->quote, rule->section);
}

std::vector<std::string> why_lines(const Lecture& lecture, const LectureStep& step) {
  std::vector<std::string> lines;
  if (const TaughtRule* rule = lecture.rule(step.rule)) {
    add_paragraph(lines, fmt::format("Rule {}, {}:", step.rule, rule->title), rule->plain);
    if (!rule->quote.empty())
      add_paragraph(lines, fmt::format("The document ({}):", rule->section),
                    fmt::format("\"{}\"", rule->quote));
  }
  if (step.decision) {
    add_paragraph(lines, "Asked:", step.decision->ask);
    for (const std::string& line : considered_lines(step)) lines.push_back("     " + line);
  }
  if (step.cause != 0) {
    const LectureStep& cause = lecture.step(step.cause);
    const bool after = is_mere_sequence(step, cause);
    add_paragraph(lines, fmt::format("{} step {}:", after ? "After" : "Because of", step.cause),
                  cause.sentence);
  }
  for (const std::uint64_t seq : step.links)
    add_paragraph(lines, fmt::format("It rests on step {}:", seq), lecture.step(seq).sentence);
  if (const TaughtRule* rule = lecture.rule(step.rule)) {
    const std::string departure = lecture.departure(rule->policy);
    if (!departure.empty())
      add_paragraph(lines, fmt::format("This run reads it in another way ({}={}).", rule->policy, departure),
                    fmt::format("giosim explain {} says how.", departure));
    else if (!rule->what_if.empty())
      add_paragraph(lines, "Otherwise:", rule->what_if);
    if (rule->reading_kind == "conflict")
      add_paragraph(lines, "The document says two things here.", rule->reading);
    else if (rule->reading_kind == "inferred")
      add_paragraph(lines, "The document does not say this in so many words.", rule->reading);
    else if (rule->reading_kind == "silent")
      add_paragraph(lines, "The document is silent here.", rule->reading);
  }
  return lines;
}

std::vector<std::string> state_lines(const Lecture& lecture, const LectureState& state,
                                     const LectureStep& step) {
  std::vector<std::string> lines;
  lines.push_back(fmt::format("{}, {}: {}. [Changed by step {}.]", step.machine,
                              step.boot == 0 ? "never on yet" : fmt::format("boot {}", step.boot),
                              lecture.phase_title(step.phase), step.seq));
  const std::size_t empty = lines.size();
  for (const StateTable& table : state_tables()) table.print(lines, state, step);
  if (lines.size() == empty) lines.push_back("  A machine that is off has no tables.");
  return lines;
}

}  // namespace giosim::report
