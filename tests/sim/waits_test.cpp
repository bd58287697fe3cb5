#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "sim/channel.hpp"
#include "sim/event.hpp"
#include "sim/kernel.hpp"
#include "sim/mutex.hpp"
#include "sim/process.hpp"
#include "sim/timer.hpp"

using namespace giosim;
using namespace giosim::sim;
using namespace std::chrono_literals;

namespace {

struct Stage {
  Stage() : kernel(choices) {}
  explicit Stage(Choices& others) : kernel(others) {}

  void note(const std::string& text) {
    if (!diary.empty()) diary += ' ';
    diary += text + "@" + std::to_string(kernel.now().time_since_epoch() / 1ms);
  }

  InOrder choices;
  Kernel kernel;
  std::string diary;
  Event event{kernel};
  Mutex mutex{kernel};
  Channel<int> channel{kernel, 2};
  Timer timer{kernel};
  ProcessGroup group{kernel};
};

Task<> pause(Stage& stage, Duration duration) { co_await stage.kernel.delay(duration, "pauses"); }

Task<> waiter(Stage& stage, std::string name) {
  co_await stage.event.wait("waits for the event");
  stage.note(name);
}

Task<> setter(Stage& stage, Duration after) {
  co_await pause(stage, after);
  stage.event.set();
  stage.note("set");
}

Task<> guarded_waiter(Stage& stage, Duration patience) {
  Timer guard(stage.kernel);
  guard.arm(patience, "runs out of patience");
  const bool set = co_await stage.event.wait("waits for the event", guard);
  stage.note(set ? "set" : "timeout");
  CHECK((set || !guard.armed()));
}

Task<> holder(Stage& stage, std::string name, Duration duration) {
  const Mutex::Guard guard = co_await stage.mutex.lock("waits for the bus");
  stage.note(name);
  co_await stage.kernel.delay(duration, "holds the bus");
}

Task<> sender(Stage& stage, int first, int count) {
  for (int i = first; i < first + count; ++i) {
    const bool sent = co_await stage.channel.send(i, "waits for room");
    stage.note((sent ? "+" : "!") + std::to_string(i));
  }
}

Task<> receiver(Stage& stage, Duration pace) {
  while (const std::optional<int> value = co_await stage.channel.receive("waits for a value")) {
    stage.note("-" + std::to_string(*value));
    co_await stage.kernel.delay(pace, "digests");
  }
  stage.note("end");
}

Task<> alarm_waiter(Stage& stage, std::string name) {
  const bool fired = co_await stage.timer.wait("waits for the alarm");
  stage.note(name + (fired ? " fired" : " cancelled"));
}

}  // namespace

TEST_CASE("an event wakes all who wait, in order, and lets later ones pass", "[sim]") {
  Stage stage;
  stage.group.spawn("a", waiter(stage, "a"));
  stage.group.spawn("b", waiter(stage, "b"));
  stage.group.spawn("s", setter(stage, 5ms));
  stage.kernel.run();
  stage.group.spawn("c", waiter(stage, "c"));
  stage.kernel.run();
  CHECK(stage.diary == "set@5 a@5 b@5 c@5");

  stage.event.reset();
  stage.group.spawn("d", waiter(stage, "d"));
  stage.kernel.run();
  CHECK(stage.group.running() == 1);
  CHECK(stage.kernel.who_waits() == "d waits for: waits for the event");
}

TEST_CASE("who is woken takes the cause of the one who wakes it", "[sim]") {
  Stage stage;
  Process& woken = stage.group.spawn("a", waiter(stage, "a"));
  stage.kernel.step();
  CHECK(woken.cause == 0);
  stage.kernel.cause() = 12;
  stage.event.set();
  CHECK(woken.cause == 12);
}

TEST_CASE("a guarded wait ends with the event or with the guard, whichever comes first", "[sim]") {
  SECTION("the event") {
    Stage stage;
    stage.group.spawn("w", guarded_waiter(stage, 10ms));
    stage.group.spawn("s", setter(stage, 5ms));
    stage.kernel.run();
    CHECK(stage.diary == "set@5 set@5");
    CHECK(stage.kernel.now() == Time(5ms));  // the guard that is left behind costs no time
  }
  SECTION("the guard") {
    Stage stage;
    stage.group.spawn("w", guarded_waiter(stage, 5ms));
    stage.group.spawn("s", setter(stage, 10ms));
    stage.kernel.run();
    CHECK(stage.diary == "timeout@5 set@10");
  }
  SECTION("an event that is set already") {
    Stage stage;
    stage.event.set();
    stage.group.spawn("w", guarded_waiter(stage, 5ms));
    stage.kernel.run();
    CHECK(stage.diary == "set@0");
  }
  SECTION("at the same instant, either, by choice") {
    std::string diaries;
    Exhaustive choices;
    while (choices.next_run()) {
      Stage stage(choices);
      stage.group.spawn("w", guarded_waiter(stage, 5ms));
      stage.group.spawn("s", setter(stage, 5ms));
      stage.kernel.run();
      CHECK(stage.group.running() == 0);
      diaries += stage.diary + "; ";
    }
    CHECK(diaries.find("set@5 set@5") != std::string::npos);
    CHECK(diaries.find("set@5 timeout@5") != std::string::npos);
    CHECK(diaries.find("timeout@5 set@5") != std::string::npos);
  }
}

TEST_CASE("a mutex is handed on first come first served", "[sim]") {
  Stage stage;
  for (const char* name : {"a", "b", "c"}) stage.group.spawn(name, holder(stage, name, 10ms));
  stage.kernel.run();
  CHECK(stage.diary == "a@0 b@10 c@20");
  CHECK_FALSE(stage.mutex.is_locked());
}

TEST_CASE("who is killed with the mutex, or on its way to it, hands it on", "[sim]") {
  Stage stage;
  ProcessGroup first(stage.kernel);
  ProcessGroup second(stage.kernel);
  first.spawn("a", holder(stage, "a", 10ms));
  second.spawn("b", holder(stage, "b", 10ms));
  stage.group.spawn("c", holder(stage, "c", 10ms));
  stage.kernel.run_until_time(Time(5ms));

  first.kill_all();  // b is handed the mutex and is ready
  CHECK(stage.kernel.ready() == 1);
  second.kill_all();  // before it ran
  stage.kernel.run();

  CHECK(stage.diary == "a@0 c@5");
  CHECK_FALSE(stage.mutex.is_locked());
}

TEST_CASE("a killed waiter leaves the list of what it waited for", "[sim]") {
  Stage stage;
  ProcessGroup killed(stage.kernel);
  killed.spawn("a", waiter(stage, "a"));
  killed.spawn("r", receiver(stage, 1ms));
  killed.spawn("t", guarded_waiter(stage, 7ms));
  stage.group.spawn("b", waiter(stage, "b"));
  stage.kernel.run_until_time(Time(1ms));

  killed.kill_all();
  stage.event.set();
  CHECK(stage.channel.try_send(1));
  stage.kernel.run();

  CHECK(stage.diary == "b@1");
  CHECK(stage.channel.size() == 1);
  CHECK(stage.kernel.now() == Time(1ms));
}

TEST_CASE("an event may go before those who wait for it", "[sim]") {
  Stage stage;
  ProcessGroup group(stage.kernel);
  struct Local {
    static Task<> wait(Event& event) { co_await event.wait("waits for what goes away"); }
  };
  {
    Event event(stage.kernel);
    group.spawn("w", Local::wait(event));
    stage.kernel.run();
  }
  CHECK(group.running() == 1);
}

TEST_CASE("a channel bounds the sender and keeps the order", "[sim]") {
  Stage stage;
  stage.group.spawn("s", sender(stage, 1, 5));
  stage.group.spawn("r", receiver(stage, 10ms));
  stage.kernel.run();
  CHECK(stage.diary == "+1@0 +2@0 -1@0 +3@0 -2@10 +4@10 -3@20 +5@20 -4@30 -5@40");

  stage.diary.clear();
  stage.channel.close();
  stage.kernel.run();
  CHECK(stage.diary == "end@50");
  CHECK_FALSE(stage.channel.try_send(9));
}

TEST_CASE("closing a channel refuses what is not in it and delivers what is", "[sim]") {
  Stage stage;
  stage.group.spawn("s", sender(stage, 1, 3));
  stage.kernel.run();
  CHECK(stage.diary == "+1@0 +2@0");
  stage.channel.close();
  stage.group.spawn("r", receiver(stage, 1ms));
  stage.kernel.run();
  CHECK(stage.diary == "+1@0 +2@0 !3@0 -1@0 -2@1 end@2");
}

TEST_CASE("many receivers are served in the order in which they came", "[sim]") {
  Stage stage;
  for (int i = 0; i < 3; ++i) stage.group.spawn("r", receiver(stage, 100ms));
  stage.kernel.run();
  for (int i = 1; i <= 4; ++i) CHECK(stage.channel.try_send(i));
  stage.kernel.run_until_time(Time(200ms));
  CHECK(stage.diary == "-1@0 -2@0 -3@0 -4@100");
}

TEST_CASE("a timer fires once, when it was armed last", "[sim]") {
  Stage stage;
  stage.timer.arm(10ms, "alarm");
  stage.group.spawn("a", alarm_waiter(stage, "a"));
  stage.group.spawn("b", alarm_waiter(stage, "b"));
  stage.kernel.run_until_time(Time(5ms));
  stage.timer.arm(20ms, "alarm");  // later: the entry moves on
  stage.kernel.run_until_time(Time(15ms));
  CHECK(stage.diary.empty());
  CHECK(stage.timer.due() == Time(25ms));
  stage.timer.arm(3ms, "alarm");  // earlier
  stage.kernel.run();
  CHECK(stage.diary == "a fired@18 b fired@18");
  CHECK_FALSE(stage.timer.armed());
  CHECK(stage.kernel.now() == Time(18ms));
}

TEST_CASE("a cancelled timer tells those who wait and leaves no event", "[sim]") {
  Stage stage;
  stage.timer.arm(10ms, "alarm");
  stage.group.spawn("a", alarm_waiter(stage, "a"));
  stage.kernel.run_until_time(Time(5ms));
  stage.timer.cancel();
  stage.kernel.run();
  CHECK(stage.diary == "a cancelled@5");
  CHECK(stage.kernel.now() == Time(5ms));

  stage.timer.arm(1ms, "alarm");
  CHECK_FALSE(stage.kernel.idle());
  stage.timer.cancel();
  CHECK(stage.kernel.idle());
}

TEST_CASE("a timer can be cancelled in the instant in which it is about to fire", "[sim]") {
  Stage stage;
  stage.timer.arm(10ms, "alarm");
  stage.group.spawn("a", alarm_waiter(stage, "a"));
  stage.kernel.step();
  REQUIRE(stage.kernel.ready() == 1);
  CHECK(stage.kernel.now() == Time(10ms));
  CHECK(stage.kernel.ready_name(0).process.empty());
  CHECK(stage.kernel.ready_name(0).label == "alarm");
  SECTION("cancelled") {
    stage.timer.cancel();
    CHECK(stage.kernel.ready() == 1);  // a, which is told
    stage.kernel.run();
    CHECK(stage.diary == "a cancelled@10");
  }
  SECTION("armed anew") {
    stage.timer.arm(0ms, "at once");
    CHECK(stage.kernel.ready() == 1);
    stage.timer.arm(5ms, "later");
    stage.kernel.run();
    CHECK(stage.diary == "a fired@15");
  }
}

TEST_CASE("waiting for a timer that is not armed is our bug", "[sim]") {
  Stage stage;
  stage.group.spawn("a", alarm_waiter(stage, "a"));
  CHECK_THROWS_AS(stage.kernel.run(), Bug);
}

TEST_CASE("a guard armed a thousand times has one entry in the calendar", "[sim]") {
  struct Driver {
    static Task<> run(Stage& stage) {
      Timer guard(stage.kernel);
      for (int i = 0; i < 1000; ++i) {
        guard.arm(1s, "gives up");
        co_await stage.kernel.delay(10ms, "works");
        guard.cancel();
      }
      stage.note("done");
    }
  };
  Stage stage;
  stage.group.spawn("driver", Driver::run(stage));
  stage.kernel.run();
  CHECK(stage.diary == "done@10000");
  // Two events for the start and each pause; none for a guard that was cancelled.
  CHECK(stage.kernel.events() == 1001);
  CHECK(stage.kernel.now() == Time(10s));
}

TEST_CASE("timers due at one instant fire in the order in which they came there", "[sim]") {
  struct Named : Timer {
    Named(Stage& s, char n) : Timer(s.kernel), stage(s), name(n) {
      on_fire = [](Timer& timer) {
        auto& named = static_cast<Named&>(timer);
        named.stage.note(std::string(1, named.name));
      };
    }
    Stage& stage;
    char name;
  };
  const auto play = [](bool stepwise) {
    Stage stage;
    Named a(stage, 'a');
    Named b(stage, 'b');
    Named c(stage, 'c');
    a.arm(1ms, "a");
    b.arm(10ms, "b");
    a.arm(10ms, "a");  // moves on at 1 ms, behind b
    c.arm(10ms, "c");
    if (stepwise) {
      while (!stage.kernel.idle()) stage.kernel.step();
    } else {
      stage.kernel.run();
    }
    return stage.diary;
  };
  CHECK(play(false) == "b@10 c@10 a@10");
  CHECK(play(true) == play(false));
}

TEST_CASE("what is dead or cancelled does not appear among what is due at its time", "[sim]") {
  Stage stage;
  ProcessGroup killed(stage.kernel);
  Timer cancelled(stage.kernel);
  Timer moved(stage.kernel);
  moved.on_fire = [](Timer& timer) { CHECK(timer.kernel().now() == Time(20ms)); };
  stage.group.spawn("a", pause(stage, 10ms));
  killed.spawn("dead", pause(stage, 10ms));
  stage.group.spawn("keeps the dead few", pause(stage, 30ms));
  stage.kernel.run_until_time(Time(1ms));
  cancelled.arm(9ms, "cancelled");
  moved.arm(9ms, "moved");
  stage.group.spawn("b", pause(stage, 9ms));
  stage.kernel.step();
  killed.kill_all();
  cancelled.cancel();
  moved.arm(19ms, "moved");

  CHECK(stage.kernel.ready() == 2);
  CHECK(stage.kernel.now() == Time(10ms));
  CHECK(stage.kernel.ready_name(0).process == "a");
  CHECK(stage.kernel.ready_name(1).process == "b");
  stage.kernel.run();
  CHECK(stage.kernel.now() == Time(30ms));
  CHECK(stage.kernel.events() == 4 + 2 + 1 + 1);
}
