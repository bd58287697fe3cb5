#include "runner/report/text_report.hpp"

#include <fmt/format.h>

#include <sstream>

#include "runner/report/plain_text.hpp"

namespace giosim::report {
namespace {

constexpr std::size_t kWidth = 80;
constexpr std::size_t kSentenceAt = 17;  // behind the time and the lane
constexpr std::size_t kRuleWidth = 3;
constexpr std::size_t kSentenceWidth = kWidth - kSentenceAt - kRuleWidth - 1;
constexpr std::size_t kChangeWidth = kWidth - kSentenceAt - 2;
constexpr std::uint64_t kEnoughAlike = 12;
constexpr std::string_view kOutputBar = "  │";

constexpr std::string_view kBold = "\033[1m";
constexpr std::string_view kDim = "\033[2m";
constexpr std::string_view kRed = "\033[31m";
constexpr std::string_view kCyan = "\033[36m";
constexpr std::string_view kPlain = "\033[0m";

std::string filled(std::string_view text, std::size_t width) {
  std::string line(text);
  for (std::size_t have = characters(text); have < width; ++have) line += ' ';
  return line;
}

// Seconds since power-on, to the microsecond: "0.002000".
std::string seconds(sim::Duration since) {
  const auto microseconds = since.count() / 1000;
  return fmt::format("{}.{:06}", microseconds / 1'000'000, microseconds % 1'000'000);
}

// "instance 1, driver igelan": the cells of a row that hold something.
std::string cells_text(const Row& row) {
  std::string text;
  for (const auto& [name, cell] : cells_of(row)) {
    if (std::holds_alternative<std::monostate>(cell)) continue;
    if (!text.empty()) text += ", ";
    text += fmt::format("{} {}", name, text_of(cell));
  }
  return text;
}

std::string differences_text(const Row& before, const Row& after) {
  std::string text;
  for (const auto& [name, old_cell, new_cell] : differences(before, after)) {
    if (!text.empty()) text += ", ";
    text += fmt::format("{} {} → {}", name, text_of(old_cell), text_of(new_cell));
  }
  return text;
}

// What a command printed, when it ended or the power ended it.
const Screen* screen_of(const Fact& fact) {
  if (const auto* const ended = get_if<CommandEnded>(&fact)) return &ended->output;
  if (const auto* const cut_off = get_if<CommandCutOff>(&fact)) return &cut_off->output;
  return nullptr;
}

}  // namespace

void TextReport::row(const sim::Life& life, sim::RowChange change, const Row& row) {
  mirror_.row(life, change, row);
}

void TextReport::fact(const sim::Stamped& stamped) {
  const Telling telling = tell(stamped);
  const Phase phase = phases_.follow(stamped);
  ++facts_;
  const Screen* const screen = screen_of(*stamped.fact);
  if (screen && !screen->text.empty() && detail_ != Detail::brief) {
    heading(stamped, phase);
    output(*screen);
  }
  if (!shown(telling.weight)) {
    ++left_out_;
    mirror_.settle(stamped, [](const RowDelta&) {});
    return;
  }
  heading(stamped, phase);
  if (detail_ == Detail::brief && telling.weight == Weight::decision &&
      one_of_many(kind_of(*stamped.fact))) {
    ++left_out_;
    mirror_.settle(stamped, [](const RowDelta&) {});
    return;
  }
  line(stamped, telling);
  changes(stamped);
}

bool TextReport::shown(Weight weight) const {
  switch (detail_) {
    case Detail::brief:
      return weight == Weight::decision || weight == Weight::trouble;
    case Detail::story:
      return weight != Weight::plumbing;
    case Detail::all:
      return true;
  }
  return true;
}

bool TextReport::one_of_many(std::string_view kind) { return ++alike_[kind] > kEnoughAlike; }

void TextReport::heading(const sim::Stamped& stamped, Phase phase) {
  const sim::Life& life = *stamped.life;
  const std::string machine = one_line(life.machine);
  std::string chapter = life.boot == 0 ? fmt::format("── {} ", machine)
                                       : fmt::format("── {}, boot {} ", machine, life.boot);
  const bool same_chapter = chapter == chapter_;
  if (same_chapter && phase == phase_) return;

  many_more();
  if (!same_chapter) {
    std::string rule = chapter;
    for (std::size_t have = characters(rule); have < kWidth; ++have) rule += "─";
    out_ << (chapter_.empty() ? "" : "\n") << painted(rule, kBold) << '\n';
    chapter_ = std::move(chapter);
  }
  phase_ = phase;
  if (phase != Phase::off) out_ << "   " << painted(row_of(phase).title, kCyan) << '\n';
}

void TextReport::many_more() {
  for (const auto& [kind, count] : alike_)
    if (count > kEnoughAlike)
      out_ << painted(fmt::format("{:>{}}… and {} more like these: {}", "", kSentenceAt,
                                  count - kEnoughAlike, kind),
                      kDim)
           << '\n';
  alike_.clear();
}

void TextReport::line(const sim::Stamped& stamped, const Telling& telling) {
  const std::string_view paint = telling.weight == Weight::trouble    ? kRed
                                 : telling.weight == Weight::decision ? kBold
                                                                      : "";
  const auto sentence =
      wrapped(telling.uncut.empty() ? telling.sentence : telling.uncut, kSentenceWidth);
  out_ << painted(fmt::format("{:>10}", seconds(stamped.time - stamped.life->powered_on)), kDim)
       << "  " << fmt::format("{:<4} ", word(telling.lane))
       << painted(filled(sentence.front(), kSentenceWidth), paint) << ' '
       << painted(fmt::format("{:>{}}", telling.rule, kRuleWidth), kDim) << '\n';
  for (std::size_t i = 1; i < sentence.size(); ++i)
    out_ << std::string(kSentenceAt, ' ') << painted(sentence[i], paint) << '\n';
}

void TextReport::output(const Screen& screen) {
  std::string text = many_lines(screen.text);
  if (text.ends_with('\n')) text.pop_back();
  std::istringstream lines(text);
  for (std::string shown; std::getline(lines, shown);) {
    shown.resize(shown.find_last_not_of(' ') + 1);
    out_ << painted(kOutputBar, kDim) << (shown.empty() ? "" : " ") << shown << '\n';
  }
}

void TextReport::changes(const sim::Stamped& stamped) {
  std::uint64_t gone = 0;
  const bool off = holds_alternative<MachinePoweredOff>(*stamped.fact);
  mirror_.settle(stamped, [&](const RowDelta& delta) {
    if (off)
      ++gone;
    else if (detail_ != Detail::brief)
      change(delta);
  });
  if (gone > 0 && detail_ != Detail::brief)
    out_ << std::string(kSentenceAt, ' ')
         << painted(fmt::format("- all {} rows of the running system", gone), kDim) << '\n';
}

void TextReport::change(const RowDelta& delta) {
  const char mark = !delta.before ? '+' : !delta.after ? '-' : '~';
  std::string text = fmt::format("{} {}", delta.table, delta.key);
  if (!delta.before) text += ": " + cells_text(*delta.after);
  if (delta.before && delta.after) text += ": " + differences_text(*delta.before, *delta.after);
  bool first = true;
  for (const std::string& part : wrapped(text, kChangeWidth)) {
    out_ << std::string(kSentenceAt, ' ')
         << painted(fmt::format("{} {}", first ? mark : ' ', part), kDim) << '\n';
    first = false;
  }
}

std::string TextReport::painted(std::string_view text, std::string_view paint) const {
  if (color_ == Color::off || paint.empty()) return std::string(text);
  return fmt::format("{}{}{}", paint, text, kPlain);
}

bool TextReport::finish() {
  many_more();
  if (left_out_ > 0)
    out_ << painted(
                fmt::format("\n   {} facts, {} of them not shown here; --detail all shows them.",
                            facts_, left_out_),
                kDim)
         << '\n';
  out_.flush();
  return static_cast<bool>(out_);
}

std::string ioconfig_listing(std::span<const IoconfigRow> records) {
  std::string listing;
  for (const IoconfigRow& record : records)
    listing += fmt::format("<{}, {}, {}>\n", record.hw_path.text(), record.device_class.view(),
                           record.instance.number);
  return listing;
}

}  // namespace giosim::report
