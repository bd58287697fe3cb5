#include "wire/segment.hpp"

#include <catch2/catch.hpp>

#include "dlpi/vlan_tag.hpp"

using namespace giosim;
using namespace giosim::wire;
using namespace std::chrono_literals;

namespace {

const Frame kHello{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2, 0, 0, 0, 0, 1, 0x08, 0x00, 'h', 'i'};

struct Listener {
  Listener(sim::Kernel& kernel, Segment& segment)
      : port(segment, [this, &kernel](const Frame& frame) {
          heard.push_back(frame);
          at.push_back(kernel.now());
        }) {}
  std::vector<Frame> heard;
  std::vector<sim::Time> at;
  Port port;
};

struct WireFixture {
  sim::InOrder choices;
  sim::Kernel kernel{choices};
};

}  // namespace

TEST_CASE("a frame reaches all ports but its own, after the segment's latency", "[wire]") {
  WireFixture f;
  Segment blue(f.kernel, "blue", {.latency = 20us});
  Listener a(f.kernel, blue), b(f.kernel, blue), c(f.kernel, blue);

  CHECK(a.port.send(kHello) == FrameFate::travels);
  f.kernel.run();

  CHECK(a.heard.empty());
  CHECK(b.heard == std::vector<Frame>{kHello});
  CHECK(c.heard == std::vector<Frame>{kHello});
  CHECK(b.at == std::vector{sim::Time(20us)});
}

TEST_CASE("a frame does not leave its segment", "[wire]") {
  WireFixture f;
  Segment blue(f.kernel, "blue"), red(f.kernel, "red");
  Listener a(f.kernel, blue), b(f.kernel, red);

  a.port.send(kHello);
  f.kernel.run();

  CHECK(b.heard.empty());
}

TEST_CASE("frames arrive in the order in which they were sent, each after its own latency",
          "[wire]") {
  WireFixture f;
  Segment blue(f.kernel, "blue", {.latency = 20us});
  Listener a(f.kernel, blue), b(f.kernel, blue);
  Frame second = kHello;
  second.back() = 'o';

  a.port.send(kHello);
  f.kernel.run_until_time(sim::Time(5us));
  a.port.send(second);
  f.kernel.run();

  CHECK(b.heard == std::vector<Frame>{kHello, second});
  CHECK(b.at == std::vector{sim::Time(20us), sim::Time(25us)});
}

TEST_CASE("a segment that loses every third frame says so to the tap, and to nobody else", "[wire]") {
  WireFixture f;
  Segment blue(f.kernel, "blue", {.loses_every = 3});
  Listener a(f.kernel, blue), b(f.kernel, blue);
  std::vector<FrameFate> fates;
  blue.tap([&](sim::Time, const Frame&, FrameFate fate) { fates.push_back(fate); });

  for (int i = 0; i < 4; ++i) a.port.send(kHello);
  f.kernel.run();

  const FrameFate travels = FrameFate::travels;
  CHECK(fates == std::vector{travels, travels, FrameFate::lost, travels});
  CHECK(b.heard.size() == 3);
}

TEST_CASE("a frame arrives although its sender was unplugged meanwhile", "[wire]") {
  WireFixture f;
  Segment blue(f.kernel, "blue");
  Listener b(f.kernel, blue);
  {
    Listener a(f.kernel, blue);
    a.port.send(kHello);
  }

  f.kernel.run();

  CHECK(b.heard.size() == 1);
}

TEST_CASE("who is plugged in too late hears nothing of the past, and who is gone nothing at all",
          "[wire]") {
  WireFixture f;
  Segment blue(f.kernel, "blue");
  Listener a(f.kernel, blue);
  std::vector<Frame> heard;
  {
    const Port gone(blue, [&](const Frame& frame) { heard.push_back(frame); });
    a.port.send(kHello);
  }
  f.kernel.run();
  Listener late(f.kernel, blue);
  f.kernel.run();

  CHECK(heard.empty());
  CHECK(late.heard.empty());
}

TEST_CASE("what a receiver answers at once comes back", "[wire]") {
  WireFixture f;
  Segment blue(f.kernel, "blue", {.latency = 20us});
  Listener a(f.kernel, blue);
  Port* echo = nullptr;
  Port b(blue, [&](const Frame& frame) { echo->send(frame); });
  echo = &b;

  a.port.send(kHello);
  f.kernel.run();

  CHECK(a.at == std::vector{sim::Time(40us)});
}

TEST_CASE("a station answers a TEST command for it, and nothing else", "[wire]") {
  WireFixture f;
  const MacAddress station = "0x00306EF30D45", nic = "0x020000000001";
  Segment blue(f.kernel, "blue", {.stations = {station}});
  Listener a(f.kernel, blue);

  const auto test_to = [&](MacAddress to) {
    return dlpi::llc_frame(to, nic, dlpi::kNullSap, 0x80, dlpi::kTest | dlpi::kPollFinal, {});
  };
  a.port.send(test_to("0x00306EF30D46"));
  a.port.send(kHello);
  a.port.send(test_to(station));
  f.kernel.run();

  REQUIRE(a.heard.size() == 1);
  const auto answer = dlpi::parse(a.heard[0]);
  REQUIRE(answer.has_value());
  CHECK(answer->to == nic);
  CHECK(answer->from == station);
  CHECK(answer->is_response());
  CHECK(answer->command() == dlpi::kTest);
}

TEST_CASE("a segment admits the VLANs that it is configured for, and what has no tag", "[wire]") {
  WireFixture f;
  Segment all(f.kernel, "all"), some(f.kernel, "some", {.vlans = std::vector{75, 76}}),
      none(f.kernel, "none", {.vlans = std::vector<int>{}});
  const Frame in75 = dlpi::tagged(kHello, {75}), in77 = dlpi::tagged(kHello, {77}),
              priority = dlpi::tagged(kHello, {0, 7});
  const auto heard_in = [&](Segment& segment) {
    Listener a(f.kernel, segment), b(f.kernel, segment);
    for (const Frame& frame : {kHello, in75, in77, priority}) a.port.send(frame);
    f.kernel.run();
    return b.heard;
  };

  CHECK(heard_in(all) == std::vector{kHello, in75, in77, priority});
  CHECK(heard_in(some) == std::vector{kHello, in75, priority});
  CHECK(heard_in(none) == std::vector{kHello, priority});
  Listener a(f.kernel, some);
  CHECK(a.port.send(in77) == FrameFate::not_admitted);
}

TEST_CASE("frames that arrive at one time arrive one after the other, each in a step of its own",
          "[wire]") {
  WireFixture f;
  Segment segment(f.kernel, "blue");
  Listener a(f.kernel, segment), b(f.kernel, segment);
  const auto steps_for = [&](int frames) {
    const std::uint64_t before = f.kernel.events();
    for (int i = 0; i < frames; ++i) a.port.send(kHello);
    f.kernel.run();
    return f.kernel.events() - before;
  };
  const std::uint64_t one = steps_for(1);

  CHECK(steps_for(3) == one + 2);
  CHECK(b.heard.size() == 4);
}

TEST_CASE("an image of a segment says what is on its way, and not when it arrives", "[wire]") {
  const auto image = [](std::chrono::microseconds latency, const std::vector<Frame>& frames) {
    WireFixture f;
    Segment segment(f.kernel, "blue", {.latency = latency});
    Listener a(f.kernel, segment), b(f.kernel, segment);
    for (const Frame& frame : frames) a.port.send(frame);
    dlpi::Image image;
    segment.add_to(image);
    return std::string(image.bytes());
  };
  const Frame other = dlpi::tagged(kHello, {75});

  CHECK(image(10us, {kHello}) == image(20us, {kHello}));
  CHECK(image(10us, {kHello}) != image(10us, {}));
  CHECK(image(10us, {kHello, other}) != image(10us, {other, kHello}));
}

TEST_CASE("a station answers in the VLAN in which it was asked", "[wire]") {
  WireFixture f;
  const MacAddress station = "0x00306EF30D45", ours = "0x00306E00000A";
  Segment blue(f.kernel, "blue", {.stations = {station}});
  Listener a(f.kernel, blue);
  const dlpi::Buffer data{1, 2, 3};

  a.port.send(dlpi::tagged(dlpi::llc_frame(station, ours, 0, 0x16, dlpi::kTest, data), {75}));
  f.kernel.run();

  CHECK(a.heard == std::vector<Frame>{dlpi::tagged(
                       dlpi::llc_frame(ours, station, 0x16, dlpi::kResponse, dlpi::kTest, data), {75})});
}
