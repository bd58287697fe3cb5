#include "runner/report/cell.hpp"

#include "runner/report/plain_text.hpp"

namespace giosim::report {

Cell cell_of(const std::string& text) { return one_line(text); }

Cell cell_of(const Screen& screen) {
  if (screen.text.empty()) return {};
  return many_lines(screen.text);
}

Cell cell_of(const HwPath& hw_path) {
  if (hw_path.empty()) return {};
  return hw_path.text();
}

Cell cell_of(MacAddress mac) {
  if (mac.is_zero()) return {};
  return mac.text();
}

Cell cell_of(const std::vector<MacAddress>& macs) {
  std::string text;
  for (MacAddress mac : macs) {
    if (!text.empty()) text += ' ';
    text += mac.text();
  }
  return text;
}

Cell cell_of(const std::vector<Ppa>& ppas) {
  std::string text;
  for (Ppa ppa : ppas) {
    if (!text.empty()) text += ' ';
    text += std::to_string(ppa.number);
  }
  return text;
}

std::string text_of(const Cell& cell) {
  struct Text {
    std::string operator()(std::monostate) const { return "none"; }
    std::string operator()(bool value) const { return value ? "yes" : "no"; }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(const std::string& value) const {
      return value.empty() ? "none" : value;
    }
  };
  return std::visit(Text{}, cell);
}

std::vector<Field> cells_of(const Row& row) {
  std::vector<Field> cells;
  cells.reserve(4);
  visit(
      [&](const auto& r) {
        r.cells([&](std::string_view name, const auto& value) {
          cells.emplace_back(name, cell_of(value));
        });
      },
      row);
  return cells;
}

std::string key_of(const Row& row) {
  std::string key;
  visit(
      [&](const auto& r) {
        r.key([&](std::string_view, const auto& value) {
          if (!key.empty()) key += ' ';
          key += text_of(cell_of(value));
        });
      },
      row);
  return key;
}

std::string_view table_of(const Row& row) {
  return visit([](const auto& r) { return r.table; }, row);
}

}  // namespace giosim::report
