#include "runner/report/transcript.hpp"

#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "runner/report/cell.hpp"
#include "runner/report/plain_text.hpp"
#include "runner/report/rules.hpp"

namespace giosim::report {
namespace {

template <class... Parts>
void put(std::string& text, fmt::format_string<Parts...> format, Parts&&... parts) {
  fmt::format_to(std::back_inserter(text), format, std::forward<Parts>(parts)...);
}

std::string shown(const Cell& cell) { return in_markup(text_of(cell)); }

std::string shown(const Row& row) {
  std::string cells;
  for (const auto& [name, cell] : cells_of(row))
    put(cells, "{}{} {}", cells.empty() ? "" : ", ", name, shown(cell));
  return cells;
}

// The class whose numbers a decision is about: "lan".
std::string class_of(const Fact& fact) {
  return visit(
      [](const auto& f) {
        for (const auto& [name, cell] : fields_of(f))
          if (name == "class") return shown(cell);
        return std::string();
      },
      fact);
}

}  // namespace

Transcript::Transcript(std::optional<HeaderLesson> lesson) : lesson_(std::move(lesson)) {
  if (!lesson_) return;
  put(text_, "<h2>Lesson {}: {}</h2>\n<p>{}</p>\n", lesson_->number, in_markup(lesson_->title),
      in_markup(lesson_->goal));
  if (!lesson_->before.empty()) put(text_, "<p>{}</p>\n", in_markup(lesson_->before));
}

void Transcript::row(const sim::Life& life, sim::RowChange change, const Row& row) {
  mirror_.row(life, change, row);
}

void Transcript::fact(const sim::Stamped& stamped) {
  const Telling telling = tell(stamped);
  section(stamped);
  put(text_, "<article id=\"step-{}\"><h3><b>{}</b> {}</h3>\n", stamped.seq, stamped.seq,
      in_markup(telling.sentence));
  changes(stamped);
  decision(*stamped.fact);
  put(text_, "<p class=\"rule\">{}", word(telling.lane));
  rule_applied(telling.rule);
  text_ += "</p></article>\n";
}

void Transcript::finish(const std::vector<std::string>& failures) {
  if (lesson_) put(text_, "<h2>What to take home</h2>\n<p>{}</p>\n", in_markup(lesson_->summary));
  if (failures.empty()) return;
  text_ += "<h2>The run has failed</h2>\n<ul>";
  for (const std::string& failure : failures) put(text_, "<li>{}</li>", in_markup(failure));
  text_ += "</ul>\n";
}

void Transcript::section(const sim::Stamped& stamped) {
  std::string title = in_markup(stamped.life->machine);
  if (stamped.life->boot > 0) put(title, ", boot {}", stamped.life->boot);
  put(title, ": {}", row_of(phases_.follow(stamped)).title);
  if (title == section_) return;
  section_ = title;
  quoted_.clear();
  put(text_, "<h2>{}</h2>\n", section_);
}

void Transcript::changes(const sim::Stamped& stamped) {
  std::string rows;
  mirror_.settle(stamped, [&](const RowDelta& changed) {
    const std::string place = fmt::format("{} <i>{}</i>", changed.table, in_markup(changed.key));
    if (changed.before && changed.after) {
      for (const auto& [field, before, after] : differences(*changed.before, *changed.after))
        put(rows, "<li>{}: {} {} → {}</li>", place, field, shown(before), shown(after));
    } else if (changed.after) {
      put(rows, "<li>+ {}: {}</li>", place, shown(*changed.after));
    } else {
      put(rows, "<li>− {}</li>", place);
    }
  });
  if (!rows.empty()) put(text_, "<ul class=\"changes\">{}</ul>\n", rows);
}

void Transcript::decision(const Fact& fact) {
  const auto candidates = considered(fact);
  if (candidates.empty()) return;
  ++decisions_;
  const std::string device_class = class_of(fact);
  put(text_, "<p class=\"ask\">{}</p><ul class=\"considered\">", in_markup(question(fact)));
  for (const Candidate& candidate : candidates)
    put(text_, "<li>{} <b>{}</b>: {}</li>", is_chosen(candidate.code) ? "✓" : "✗",
        run_of_numbers(device_class, candidate.first.number, candidate.last.number),
        in_markup(why(candidate.code)));
  text_ += "</ul>\n";
}

void Transcript::rule_applied(std::string_view id) {
  const Rule& row = rule(id);
  put(text_, " · {} {}", row.id, in_markup(row.title));
  if (row.quote.empty() || !quoted_.insert(row.id).second) return;
  put(text_, ": <q>{}</q> <cite>{}</cite>", in_markup(row.quote), in_markup(row.section));
}

}  // namespace giosim::report
