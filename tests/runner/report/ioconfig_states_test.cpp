#include "runner/report/ioconfig_states.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "tests/runner/report/stage.hpp"

using Catch::Contains;

namespace giosim::report {
namespace {

std::string printed(const IoconfigStates& states) {
  std::ostringstream out;
  states.print(out);
  return out.str();
}

TEST_CASE("the three listings of the document's example are its own", "[report]") {
  Stage stage;
  IoconfigStates states(ReservationLines::shown);
  stage.attach(states);

  document_example(stage);

  CHECK_THAT(printed(states), Contains("\nioconfig of target, boot 1\n"
                                       "   before the scan  <0/1/1/0, lan, 0>\n"
                                       "   after the scan   <0/1/1/0, lan, 0>\n"
                                       "                    <0/4/1/0, lan, 1>\n"
                                       "                    <0/4/2/0, lan, 2>\n"
                                       "   at the end       <0/4/2/0, lan, 0>\n"
                                       "                    <0/4/1/0, lan, 1>\n"));
}

TEST_CASE("under another reading a reservation is no row of the listing", "[report]") {
  Stage stage;
  IoconfigStates states(ReservationLines::hidden);
  stage.attach(states);

  stage["a"].powered_on();
  stage["a"].record(MachinePoweredOn{});
  stage["a"].put(ReservationRow{kLan, {0}, "0/1/1/0", {}, NumberState::reserved, {}});
  stage["a"].record(ScanEnded{});

  CHECK_THAT(printed(states), Contains("after the scan   (no record)"));
}

TEST_CASE("a long listing is cut, and says by how much", "[report]") {
  Stage stage;
  IoconfigStates states(ReservationLines::shown);
  stage.attach(states);

  stage["a"].powered_on();
  stage["a"].record(MachinePoweredOn{});
  for (std::int32_t i = 0; i < 30; ++i)
    stage["a"].put(IoconfigRow{*HwPath::parse("0/" + std::to_string(i)), kLan, {i}});
  stage["a"].record(ScanEnded{});

  CHECK_THAT(printed(states), Contains("<0/23, lan, 23>\n                    … and 6 more\n"));
}

TEST_CASE("of a machine that is off the end is what it had when the power went", "[report]") {
  Stage stage;
  IoconfigStates states(ReservationLines::shown);
  stage.attach(states);

  stage["a"].powered_on();
  stage["a"].record(MachinePoweredOn{});
  stage["a"].put(IoconfigRow{"0/1/1/0", kLan, {0}});
  stage["a"].record(ScanEnded{});
  stage["a"].record(MachinePoweredOff{});
  stage["b"].record(DiskMoved{"a"});

  const std::string text = printed(states);
  CHECK_THAT(text, Contains("at the end       <0/1/1/0, lan, 0>"));
  CHECK_THAT(text, !Contains("ioconfig of b"));
}

}  // namespace
}  // namespace giosim::report
