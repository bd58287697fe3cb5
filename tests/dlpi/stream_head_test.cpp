#include "dlpi/stream_head.hpp"

#include <catch2/catch.hpp>

#include "sim/process.hpp"

using namespace giosim;
using namespace giosim::dlpi;

namespace {

constexpr auto kAgain = std::errc::resource_unavailable_try_again;
constexpr auto kInvalid = std::errc::invalid_argument;

Message proto(Buffer control, Buffer data = {}) {
  return {MessageType::M_PROTO, std::move(control), std::move(data)};
}
Message pcproto(Buffer control, Buffer data = {}) {
  return {MessageType::M_PCPROTO, std::move(control), std::move(data)};
}

// 0 … last, three bytes at a time; notes how many were ever laid out.
class Counting final : public Unlaid {
 public:
  Counting(std::uint8_t last, int& laid_out) : last_(last), laid_out_(laid_out) {}

  std::size_t size() const override { return static_cast<std::size_t>(last_ + 1 - next_); }
  void lay_out_next(Buffer& to) override {
    for (int i = 0; i < 3 && next_ <= last_; ++i, ++laid_out_)
      to.push_back(static_cast<std::uint8_t>(next_++));
  }

 private:
  int next_ = 0;
  int last_;
  int& laid_out_;
};

}  // namespace

TEST_CASE("putmsg: which message comes of which parts and flags", "[dlpi]") {
  const StreamHead head;
  const Buffer some = {1, 2, 3, 4};

  CHECK(head.admit(some, some, 0).value() == MessageType::M_PROTO);
  CHECK(head.admit(some, std::nullopt, kHipri).value() == MessageType::M_PCPROTO);
  CHECK(head.admit(std::nullopt, some, 0).value() == MessageType::M_DATA);
  CHECK(head.admit(Bytes(), std::nullopt, 0).value() == MessageType::M_PROTO);  // there, and empty
  CHECK(head.admit(std::nullopt, std::nullopt, 0).value() == std::nullopt);

  CHECK(head.admit(std::nullopt, some, kHipri).error() == kInvalid);
  CHECK(head.admit(std::nullopt, std::nullopt, kHipri).error() == kInvalid);
  CHECK(head.admit(some, some, 2).error() == kInvalid);
  CHECK(head.admit(some, some, -1).error() == kInvalid);
}

TEST_CASE("putmsg: a part that is too long is out of range", "[dlpi]") {
  const StreamHead head;
  const Buffer control(StreamHead::kMaxControl + 1), data(StreamHead::kMaxData + 1);

  CHECK(head.admit(control, std::nullopt, 0).error() == std::errc::result_out_of_range);
  CHECK(head.admit(std::nullopt, data, 0).error() == std::errc::result_out_of_range);
  CHECK(head.admit(Bytes(control).first(StreamHead::kMaxControl),
                   Bytes(data).first(StreamHead::kMaxData), 0));
}

TEST_CASE("getmsg: the rest of a control part is laid out as it is read, in rooms of any size",
          "[dlpi]") {
  const std::size_t room = GENERATE(1u, 2u, 3u, 5u, 7u, 13u, 14u, 100u);
  StreamHead head;
  int laid_out = 0;
  head.up({MessageType::M_PCPROTO, {77, 78}, {9}, std::make_unique<Counting>(std::uint8_t{10}, laid_out)});

  Buffer read;
  Got got;
  do {
    got = head.getmsg(room, kLeave, kHipri).value();
    REQUIRE(got.control);
    CHECK(got.control->size() <= room);
    append(read, *got.control);
    CHECK(laid_out <= static_cast<int>(read.size()) + 2);
  } while (got.more & kMoreControl);

  CHECK(read == Buffer{77, 78, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  CHECK(head.getmsg(kLeave, kWhole, 0)->data == Buffer{9});
  CHECK(head.empty());
}

TEST_CASE("getmsg: a message whose end nobody has laid out yet counts against the room", "[dlpi]") {
  class Long final : public Unlaid {
    std::size_t size() const override { return StreamHead::kHighWater; }
    void lay_out_next(Buffer&) override {}
  };
  StreamHead head;
  head.up({MessageType::M_PCPROTO, {1}, {}, std::make_unique<Long>()});
  CHECK_FALSE(head.has_room());

  head.flush();
  CHECK(head.has_room());
}

TEST_CASE("getmsg: nothing there, or nothing of high priority, is EAGAIN", "[dlpi]") {
  StreamHead head;
  CHECK(head.getmsg(kWhole, kWhole, 0).error() == kAgain);
  CHECK(head.getmsg(kWhole, kWhole, 2).error() == kInvalid);

  head.up(proto({1}));

  CHECK(head.getmsg(kWhole, kWhole, kHipri).error() == kAgain);
  CHECK(head.getmsg(kWhole, kWhole, 0)->control == Buffer{1});
  CHECK(head.empty());
}

TEST_CASE("getmsg takes what there is room for and says that there is more", "[dlpi]") {
  StreamHead head;
  head.up(proto({1, 2, 3, 4}, {5, 6, 7}));

  const auto first = head.getmsg(3, 0, 0);
  REQUIRE(first);
  CHECK(first->control == Buffer{1, 2, 3});
  CHECK(first->data == Buffer{});
  CHECK(first->more == (kMoreControl | kMoreData));

  const auto second = head.getmsg(8, 2, 0);
  REQUIRE(second);
  CHECK(second->control == Buffer{4});
  CHECK(second->data == Buffer{5, 6});
  CHECK(second->more == kMoreData);

  const auto third = head.getmsg(8, 8, 0);
  REQUIRE(third);
  CHECK(third->control == std::nullopt);
  CHECK(third->data == Buffer{7});
  CHECK(third->more == 0);
  CHECK(head.empty());
}

TEST_CASE("getmsg leaves a part that it is not asked for", "[dlpi]") {
  StreamHead head;
  head.up(proto({1}, {2}));

  const auto data = head.getmsg(kLeave, kWhole, 0);
  REQUIRE(data);
  CHECK(data->control == std::nullopt);
  CHECK(data->data == Buffer{2});
  CHECK(data->more == kMoreControl);
  CHECK(head.getmsg(kWhole, kLeave, 0)->control == Buffer{1});
  CHECK(head.empty());
}

TEST_CASE("a message of high priority overtakes the rest, even a message half read", "[dlpi]") {
  StreamHead head;
  head.up(proto({1, 2}));
  head.up(proto({3}));
  REQUIRE(head.getmsg(1, kWhole, 0)->more == kMoreControl);
  head.up(pcproto({9}));

  const auto first = head.getmsg(kWhole, kWhole, 0);
  REQUIRE(first);
  CHECK(first->hipri);
  CHECK(first->control == Buffer{9});
  CHECK(head.getmsg(kWhole, kWhole, 0)->control == Buffer{2});
  CHECK(head.getmsg(kWhole, kWhole, 0)->control == Buffer{3});
}

TEST_CASE("there is one message of high priority at a time, until it has been read whole",
          "[dlpi]") {
  StreamHead head;
  head.up(pcproto({1, 2}));
  head.up(pcproto({7}));
  CHECK(head.getmsg(1, kWhole, kHipri)->more == kMoreControl);
  head.up(pcproto({8}));
  CHECK(head.getmsg(kWhole, kWhole, kHipri)->control == Buffer{2});
  CHECK(head.empty());

  head.up(pcproto({3}, {4}));
  CHECK(head.getmsg(kWhole, kLeave, kHipri)->more == kMoreData);
  head.up(pcproto({5}));  // what is left of the other one has no priority any more
  CHECK(head.getmsg(kWhole, kWhole, 0)->control == Buffer{5});
  const auto rest = head.getmsg(kWhole, kWhole, 0);
  REQUIRE(rest);
  CHECK_FALSE(rest->hipri);
  CHECK(rest->data == Buffer{4});
}

TEST_CASE("M_FLUSH throws away what was not read", "[dlpi]") {
  StreamHead head;
  head.up(proto({1}, Buffer(StreamHead::kHighWater)));
  head.up(pcproto({2}));
  CHECK_FALSE(head.has_room());

  head.up({MessageType::M_FLUSH, {}, {}});

  CHECK(head.empty());
  CHECK(head.has_room());
}

TEST_CASE("room is what has been read", "[dlpi]") {
  StreamHead head;
  head.up(proto({1}, Buffer(StreamHead::kHighWater)));
  REQUIRE_FALSE(head.has_room());
  REQUIRE(head.getmsg(kLeave, 1000, 0));
  CHECK(head.has_room());
}

TEST_CASE("after a hangup what is there can be read, then the stream ends. Nothing goes down",
          "[dlpi]") {
  StreamHead head;
  head.up(proto({1}));
  head.up({MessageType::M_HANGUP, {}, {}});

  CHECK(head.admit(Bytes(), std::nullopt, 0).error() == std::errc::no_such_device_or_address);
  CHECK(head.getmsg(kWhole, kWhole, 0)->control == Buffer{1});
  const auto end = head.getmsg(kWhole, kWhole, 0);
  REQUIRE(end);
  CHECK(end->control == Buffer());
  CHECK(end->data == Buffer());
}

TEST_CASE("after M_ERROR nothing goes up or down", "[dlpi]") {
  StreamHead head;
  head.up(proto({1}));
  head.up({MessageType::M_ERROR, {}, {static_cast<std::uint8_t>(std::errc::io_error)}});

  CHECK(head.getmsg(kWhole, kWhole, 0).error() == std::errc::io_error);
  CHECK(head.admit(Bytes(), std::nullopt, 0).error() == std::errc::io_error);
}

TEST_CASE("a process that waits is woken by what arrives", "[dlpi]") {
  sim::InOrder choices;
  sim::Kernel kernel(choices);
  sim::Event arrived(kernel);
  StreamHead head;
  head.rings(&arrived);
  bool read = false;
  struct Reader {
    static sim::Task<> run(sim::Event& event, StreamHead& from, bool& done) {
      co_await event.wait("getmsg");
      done = from.getmsg(kWhole, kWhole, 0).has_value();
    }
  };
  sim::ProcessGroup processes(kernel);
  processes.spawn("reader", Reader::run(arrived, head, read));
  kernel.run();
  REQUIRE_FALSE(read);

  head.up(proto({1}));
  kernel.run();

  CHECK(read);
}
