// netfmt's filter configuration file: what passes, and what is refused.
#include "user/netfmt_filter.hpp"

#include <catch2/catch.hpp>

using namespace giosim;
using namespace giosim::user;

namespace {

const Date kToday = date_at({});  // 27 October 2010, 10:12:00

pi::NettlRecord record(pi::LogClass log_class, std::string subsystem = "HP_PI",
                       std::chrono::seconds at = {}) {
  return {.time = sim::Time(at),
          .subsystem = std::move(subsystem),
          .log_class = log_class,
          .device_id = 18,
          .user_id = 0,
          .text = {}};
}

bool passes(std::string_view filter, const pi::NettlRecord& record) {
  const auto parsed = NetfmtFilter::parse(filter, kToday);
  INFO(filter);
  REQUIRE(parsed.has_value());
  return parsed->passes(record);
}

using pi::LogClass;

}  // namespace

TEST_CASE("without a filter everything passes", "[user][netfmt]") {
  CHECK(passes("", record(LogClass::informative)));
  CHECK(passes("# a remark\n\n", record(LogClass::disaster)));
}

TEST_CASE("classes that are wanted, and classes that are not", "[user][netfmt]") {
  const auto warning = record(LogClass::warning), error = record(LogClass::error);
  constexpr std::string_view kWarnings = "formatter filter class WARNING";
  CHECK(passes(kWarnings, warning));
  CHECK_FALSE(passes(kWarnings, error));
  constexpr std::string_view kBoth = "Formatter Filter Class warning\nFORMATTER FILTER CLASS error\n";
  CHECK(passes(kBoth, warning));
  CHECK(passes(kBoth, error));
  CHECK_FALSE(passes(kBoth, record(LogClass::informative)));
  constexpr std::string_view kNotWarnings = "formatter filter class !WARNING";
  CHECK_FALSE(passes(kNotWarnings, warning));
  CHECK(passes(kNotWarnings, error));
  CHECK_FALSE(passes("formatter filter class !*", error));
  CHECK(passes("formatter filter class !*\nformatter filter class ERROR", error));
  CHECK(passes("formatter filter class WARNING\nformatter filter class *", error));
}

TEST_CASE("a class filter may hold for one subsystem alone", "[user][netfmt]") {
  constexpr std::string_view kFilter =
      "formatter filter class ERROR\n"
      "formatter filter class WARNING HP_PI\n";
  CHECK(passes(kFilter, record(LogClass::warning)));
  CHECK_FALSE(passes(kFilter, record(LogClass::error)));
  CHECK(passes(kFilter, record(LogClass::error, "NETTL")));
  CHECK_FALSE(passes(kFilter, record(LogClass::warning, "NETTL")));
}

TEST_CASE("subsystems and classes narrow each other", "[user][netfmt]") {
  constexpr std::string_view kFilter =
      "formatter filter subsystem hp_pi\nformatter filter class ERROR\n";
  CHECK(passes(kFilter, record(LogClass::error)));
  CHECK_FALSE(passes(kFilter, record(LogClass::warning)));
  CHECK_FALSE(passes(kFilter, record(LogClass::error, "NETTL")));
  CHECK_FALSE(passes("formatter filter subsystem !HP_PI", record(LogClass::error)));
}

TEST_CASE("both moments are within", "[user][netfmt]") {
  using std::chrono_literals::operator""s;
  const auto at = [](std::chrono::seconds time) {
    return record(LogClass::error, "HP_PI", time);
  };
  constexpr std::string_view kFrom = "formatter filter time_from 10:12:05 10/27/10";
  CHECK_FALSE(passes(kFrom, at(4s)));
  CHECK(passes(kFrom, at(5s)));
  constexpr std::string_view kThrough = "formatter filter time_through 10:12:05";
  CHECK(passes(kThrough, at(5s)));
  CHECK_FALSE(passes(kThrough, at(6s)));
  CHECK_FALSE(passes("formatter filter time_from 10:12:05.5", at(5s)));
  CHECK(passes("formatter filter time_from 10:12:04.5", at(5s)));
  CHECK_FALSE(passes("formatter filter time_through 23:59:59 10/26/2010", at(0s)));
}

TEST_CASE("the last of several ids counts", "[user][netfmt]") {
  CHECK(passes("formatter filter Device_ID 18", record(LogClass::error)));
  CHECK_FALSE(passes("formatter filter Device_ID 18\nformatter filter Device_ID 3",
                     record(LogClass::error)));
  CHECK_FALSE(passes("formatter filter User_ID 7", record(LogClass::error)));
}

TEST_CASE("a line that is not understood is named by its number", "[user][netfmt]") {
  const std::pair<std::string_view, std::string> rows[] = {
      {"formatter verbosity high", "line 1: only `formatter filter' is emulated"},
      {"\nformatter filter class LOUD",
       "line 2: LOUD is no log class; expected INFORMATIVE, WARNING, ERROR or DISASTER"},
      {"formatter filter class", "line 1: a value is missing"},
      {"formatter filter subsystem A B", "line 1: there is too much on the line"},
      {"formatter filter kind pduin", "line 1: a filter for KIND is not emulated"},
      {"formatter filter Device_ID lan0", "line 1: LAN0 is no number"},
      {"formatter filter time_from 25:00:00", "line 1: expected HH:MM:SS and MM/DD/YY"},
      {"formatter filter time_from 10:00", "line 1: expected HH:MM:SS and MM/DD/YY"},
      {"formatter filter time_from 10:00:00 02/30/10", "line 1: expected HH:MM:SS and MM/DD/YY"},
      {"formatter filter time_from 10:00:00. 10/27/10", "line 1: expected HH:MM:SS and MM/DD/YY"},
      {"formatter filter time_from 10:00:00 10/27/10 x", "line 1: expected HH:MM:SS and MM/DD/YY"}};
  for (const auto& [text, sentence] : rows) {
    const auto parsed = NetfmtFilter::parse(text, kToday);
    INFO(text);
    REQUIRE_FALSE(parsed.has_value());
    CHECK(parsed.error() == sentence);
  }
}
