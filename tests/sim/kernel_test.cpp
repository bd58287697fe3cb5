#include "sim/kernel.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "sim/process.hpp"

using namespace giosim;
using namespace giosim::sim;
using namespace std::chrono_literals;

namespace {

// One simulation, and a diary that its processes write.
struct Stage {
  explicit Stage(Limits limits = {}) : kernel(choices, limits) {}
  explicit Stage(Choices& others, Limits limits = {}) : kernel(others, limits) {}

  void note(const std::string& text) {
    if (!diary.empty()) diary += ' ';
    diary += text;
  }
  std::int64_t now_ms() const { return kernel.now().time_since_epoch() / 1ms; }

  InOrder choices;
  Kernel kernel;
  std::string diary;
  ProcessGroup group{kernel};
};

Task<> sleeper(Stage& stage, std::string name, Duration duration) {
  co_await stage.kernel.delay(duration, "sleeps");
  stage.note(name + "@" + std::to_string(stage.now_ms()));
}

Task<> forever(Stage& stage, Duration period) {
  while (true) co_await stage.kernel.delay(period, "waits for the next round");
}

Task<> dead_end(Stage& stage) { co_await stage.kernel.never("waits for the power to fail"); }

Task<> yielder(Stage& stage, std::string name, int times) {
  for (int i = 0; i < times; ++i) {
    stage.note(name + std::to_string(i));
    co_await stage.kernel.yield("lets others run");
  }
}

Task<int> twice(Stage& stage, int value, Duration duration) {
  if (duration > 0ns) co_await stage.kernel.delay(duration, "thinks");
  co_return 2 * value;
}

Task<> failing(Stage& stage, Duration after) {
  co_await stage.kernel.delay(after, "is about to fail");
  throw std::runtime_error("out of paper");
}

// Says when it is destroyed.
struct Witness {
  Stage& stage;
  std::string name;
  ~Witness() { stage.note("~" + name); }
};

Task<> with_witness(Stage& stage, std::string name, Duration duration) {
  const Witness witness{stage, name};
  co_await stage.kernel.delay(duration, "has a witness");
  stage.note(name);
}

Task<> parent_of_witness(Stage& stage, std::string name, Duration duration) {
  const Witness witness{stage, "parent of " + name};
  co_await with_witness(stage, name, duration);
}

template <class Action>
std::string stuck_sentence(Action action) {
  try {
    action();
  } catch (const StuckError& error) {
    return error.what();
  }
  return "nothing was thrown";
}

}  // namespace

TEST_CASE("time passes only in waits, and in order", "[sim]") {
  Stage stage;
  stage.group.spawn("c", sleeper(stage, "c", 30ms));
  stage.group.spawn("a", sleeper(stage, "a", 10ms));
  stage.group.spawn("b", sleeper(stage, "b", 20ms));
  CHECK(stage.kernel.now() == Time{});

  CHECK(stage.kernel.run() == RunEnd::idle);

  CHECK(stage.diary == "a@10 b@20 c@30");
  CHECK(stage.kernel.now() == Time(30ms));
  CHECK(stage.kernel.events() == 6);
  CHECK(stage.group.running() == 0);
}

TEST_CASE("what is due at the same time happens in the order in which it was booked", "[sim]") {
  Stage stage;
  stage.group.spawn("a", sleeper(stage, "a", 10ms));
  stage.group.spawn("b", sleeper(stage, "b", 5ms));
  stage.group.spawn("c", sleeper(stage, "c", 10ms));
  stage.group.spawn("d", sleeper(stage, "d", 10ms));
  stage.kernel.run();
  CHECK(stage.diary == "b@5 a@10 c@10 d@10");
}

TEST_CASE("a yield, a delay of zero and a spawn go behind everything that is ready", "[sim]") {
  Stage stage;
  stage.group.spawn("a", yielder(stage, "a", 3));
  stage.group.spawn("z", sleeper(stage, "zero", 0ms));
  stage.group.spawn("b", yielder(stage, "b", 2));
  stage.kernel.run();
  CHECK(stage.diary == "a0 b0 a1 zero@0 b1 a2");
}

TEST_CASE("a wait that is booked and not awaited is our bug", "[sim]") {
  struct Careless {
    static Task<> forgets(Stage& stage) {
      static_cast<void>(stage.kernel.delay(1ms, "forgotten"));
      co_return;
    }
    static Task<> waits_twice(Stage& stage) {
      static_cast<void>(stage.kernel.yield("forgotten"));
      co_await stage.kernel.delay(1ms, "waits");
    }
  };
  Stage stage;
  stage.group.spawn("careless", Careless::forgets(stage));
  CHECK_THROWS_AS(stage.kernel.run(), Bug);
  stage.group.spawn("careless", Careless::waits_twice(stage));
  CHECK_THROWS_AS(stage.kernel.run(), Bug);
  stage.group.spawn("careful", sleeper(stage, "careful", 1ms));
  stage.kernel.run();
  CHECK(stage.diary == "careful@1");
}

TEST_CASE("outside of a process nobody can wait, and no delay is negative", "[sim]") {
  Stage stage;
  CHECK_THROWS_AS(static_cast<void>(stage.kernel.delay(1ms, "operator")), Bug);
  stage.group.spawn("hasty", sleeper(stage, "hasty", -1ms));
  CHECK_THROWS_AS(stage.kernel.run(), Bug);
  stage.group.spawn("endless", sleeper(stage, "endless", Duration::max()));
  CHECK_NOTHROW(stage.kernel.run());
  stage.group.spawn("overflow", sleeper(stage, "overflow", Duration::max()));
  CHECK_THROWS_AS(stage.kernel.run(), Bug);
}

TEST_CASE("a task gives its result and its exception to the one who awaits it", "[sim]") {
  struct Parent {
    static Task<> run(Stage& stage) {
      const int sum = co_await twice(stage, 4, 10ms) + co_await twice(stage, 1, 0ms);
      stage.note(std::to_string(sum));
      try {
        co_await failing(stage, 5ms);
      } catch (const std::runtime_error& error) {
        stage.note(std::string(error.what()) + "@" + std::to_string(stage.now_ms()));
      }
    }
  };
  Stage stage;
  stage.group.spawn("parent", Parent::run(stage));
  stage.kernel.run();
  CHECK(stage.diary == "10 out of paper@15");
}

TEST_CASE("a long loop over children that never wait needs no stack", "[sim]") {
  struct Loop {
    static Task<> run(Stage& stage) {
      int sum = 0;
      for (int i = 0; i < 300'000; ++i) sum += co_await twice(stage, i % 2, 0ms);
      stage.note(std::to_string(sum));
    }
  };
  Stage stage;
  stage.group.spawn("loop", Loop::run(stage));
  stage.kernel.run();
  CHECK(stage.diary == "300000");
}

TEST_CASE("a task that is never awaited never runs and leaks nothing", "[sim]") {
  Stage stage;
  {
    const Task<> unused = with_witness(stage, "unused", 1ms);
  }
  stage.kernel.run();
  CHECK(stage.diary.empty());
}

TEST_CASE("an exception that leaves a process leaves run(), and the rest can go on", "[sim]") {
  Stage stage;
  stage.group.spawn("failing", failing(stage, 5ms));
  stage.group.spawn("other", sleeper(stage, "other", 10ms));

  CHECK_THROWS_WITH(stage.kernel.run(), "out of paper");
  CHECK(stage.kernel.current() == nullptr);
  CHECK(stage.group.running() == 1);
  stage.kernel.run();

  CHECK(stage.diary == "other@10");

  stage.group.spawn("failing", failing(stage, 5ms));
  stage.kernel.step();
  CHECK_THROWS_WITH(stage.kernel.step(), "out of paper");
}

TEST_CASE("a group that goes away destroys its processes wherever they wait", "[sim]") {
  Stage stage;
  {
    ProcessGroup machine(stage.kernel);
    machine.spawn("early", with_witness(stage, "early", 10ms));
    machine.spawn("late", parent_of_witness(stage, "late", 100ms));
    machine.spawn("stuck", dead_end(stage));
    stage.group.spawn("other", sleeper(stage, "other", 50ms));
    CHECK(stage.kernel.run_until_time(Time(20ms)) == RunEnd::reached);
    CHECK(stage.kernel.now() == Time(20ms));
    machine.spawn("not yet started", with_witness(stage, "unborn", 1ms));
    machine.spawn("another", with_witness(stage, "another", 1000ms));
    stage.kernel.step();
    stage.kernel.step();
  }
  // The frames go in the order of spawning, each with its innermost part first.
  CHECK(stage.diary == "early ~early ~late ~parent of late ~unborn ~another");
  CHECK(stage.kernel.ready() == 1);
  stage.kernel.run();
  CHECK(stage.diary.ends_with(" other@50"));
  CHECK(stage.kernel.now() == Time(50ms));
}

TEST_CASE("processes that are gone leave neither events nor time behind", "[sim]") {
  Stage stage;
  for (int life = 0; life < 50; ++life) {
    ProcessGroup machine(stage.kernel);
    for (int i = 0; i < 100; ++i) machine.spawn("daemon", forever(stage, 300s));
    stage.kernel.run_until_time(stage.kernel.now() + 1s);
    machine.kill_all();
    machine.spawn("again", sleeper(stage, "again", 1s));
    stage.kernel.run();
  }
  CHECK(stage.kernel.idle());
  CHECK(stage.kernel.now() == Time(100s));
}

TEST_CASE("a process may cut the power of another group, but not of its own", "[sim]") {
  struct Cutter {
    static Task<> cut(Stage& stage, ProcessGroup& group) {
      co_await stage.kernel.delay(5ms, "waits to cut");
      group.kill_all();
      stage.note("cut");
    }
  };
  Stage stage;
  ProcessGroup victim(stage.kernel);
  victim.spawn("same instant", with_witness(stage, "same", 5ms));
  victim.spawn("later", with_witness(stage, "later", 50ms));
  stage.group.spawn("cutter", Cutter::cut(stage, victim));
  victim.spawn("same instant, behind", with_witness(stage, "behind", 5ms));
  stage.kernel.run();
  CHECK(stage.diary == "same ~same ~later ~behind cut");
  CHECK(stage.kernel.now() == Time(5ms));

  stage.group.spawn("suicidal", Cutter::cut(stage, stage.group));
  CHECK_THROWS_AS(stage.kernel.run(), Bug);
}

TEST_CASE("all_ended waits for all but those in the background", "[sim]") {
  struct Waiter {
    static Task<> wait(Stage& stage, ProcessGroup& group) {
      co_await group.all_ended("waits for the others");
      stage.note("all@" + std::to_string(stage.now_ms()));
      co_await group.all_ended("waits for nobody");
      stage.note("still@" + std::to_string(stage.now_ms()));
    }
  };
  Stage stage;
  ProcessGroup waiters(stage.kernel);
  waiters.spawn("waiter", Waiter::wait(stage, stage.group));
  stage.group.spawn("a", sleeper(stage, "a", 10ms));
  stage.group.spawn_background("daemon", forever(stage, 300s));
  stage.group.spawn("b", sleeper(stage, "b", 20ms));
  CHECK(stage.group.running() == 2);
  stage.kernel.run_until_ended(waiters);
  CHECK(stage.diary == "a@10 b@20 all@20 still@20");
}

TEST_CASE("run_until_ended ends with the process, whatever else goes on", "[sim]") {
  Stage stage;
  stage.group.spawn_background("daemon", forever(stage, 1ms));
  Process& watched = stage.group.spawn("watched", sleeper(stage, "watched", 10ms));
  stage.kernel.run_until_ended(watched);
  CHECK(stage.diary == "watched@10");
  CHECK(stage.kernel.now() == Time(10ms));

  CHECK(stage.kernel.run_until([&] { return stage.kernel.now() >= Time(20ms); }) ==
        RunEnd::reached);
  CHECK(stage.kernel.now() == Time(20ms));
}

TEST_CASE("a process that never ends is an error that names it and its wait", "[sim]") {
  Stage stage;
  Process& process = stage.group.spawn("igelan 0/4/1/0", dead_end(stage));
  stage.group.spawn("short", sleeper(stage, "short", 10ms));
  CHECK(stuck_sentence([&] { stage.kernel.run_until_ended(process); }) ==
        "igelan 0/4/1/0 never ends: nothing is left that could happen at 0.01 s; "
        "igelan 0/4/1/0 waits for: waits for the power to fail");
  CHECK(stuck_sentence([&] {
          stage.kernel.run_until_ended(stage.group);
        }).starts_with("1 processes never end"));
}

TEST_CASE("an endless loop at one instant is an error and not a hang", "[sim]") {
  Stage stage({.max_events_at_one_instant = 1000});
  stage.group.spawn("quick", sleeper(stage, "quick", 1500ms));
  stage.group.spawn("ping", yielder(stage, "", 1'000'000));
  const std::string sentence = stuck_sentence([&] { stage.kernel.run(); });
  CHECK(sentence ==
        "1000 events happened and no time has passed: an endless loop at 0 s; "
        "ready to run: ping (lets others run)");
  CHECK(stage.kernel.events() <= 2000);
}

TEST_CASE("many events at many instants are no endless loop", "[sim]") {
  Stage stage({.max_events_at_one_instant = 10});
  stage.group.spawn("daemon", forever(stage, 1ms));
  CHECK(stage.kernel.run_until_time(Time(1000ms)) == RunEnd::reached);
  CHECK(stage.kernel.events() == 1001);
}

TEST_CASE("a run that goes on for ever ends at its limits", "[sim]") {
  SECTION("of events") {
    Stage stage({.max_events = 500});
    stage.group.spawn("daemon", forever(stage, 1ms));
    CHECK(stuck_sentence([&] { stage.kernel.run(); }) ==
          "the limit of 500 events is reached at 0.499 s; "
          "daemon waits for: waits for the next round");
    CHECK(stage.kernel.events() == 500);
  }
  SECTION("of time") {
    Stage stage({.until = Time(10s)});
    stage.group.spawn("daemon", forever(stage, 3s));
    CHECK(stuck_sentence([&] {
            stage.kernel.run();
          }).starts_with("the time limit of 10 s is reached at 9 s; daemon waits for"));
  }
  SECTION("but one that ends there is well") {
    Stage stage({.max_events = 2});
    stage.group.spawn("short", sleeper(stage, "short", 1ms));
    CHECK_NOTHROW(stage.kernel.run());
  }
}

TEST_CASE("processes can be looked at: name, label, number, group", "[sim]") {
  Stage stage;
  ProcessGroup other(stage.kernel);
  stage.group.spawn("a", sleeper(stage, "a", 10ms));
  other.spawn("b", dead_end(stage));
  stage.group.spawn_background("c", forever(stage, 1s));
  stage.kernel.run_until_time(Time(1ms));

  std::string seen;
  const auto look = [&](const Process& process) {
    seen += std::to_string(process.id()) + ' ' + std::string(process.name()) + ": " +
            std::string(process.label()) + (process.background() ? " (background); " : "; ");
    CHECK((&process.group() == &stage.group || &process.group() == &other));
  };
  stage.group.for_each(look);
  other.for_each(look);
  CHECK(seen ==
        "1 a: sleeps; 3 c: waits for the next round (background); "
        "2 b: waits for the power to fail; ");

  CHECK(stage.kernel.ready() == 1);
  CHECK(stage.kernel.now() == Time(10ms));
  CHECK(stage.kernel.ready_name(0).process == "a");
  CHECK(stage.kernel.ready_name(0).label == "sleeps");
}

TEST_CASE("a group keeps the order of spawning while processes come and go", "[sim]") {
  Stage stage;
  for (int i = 0; i < 3000; ++i) {
    stage.group.spawn("p" + std::to_string(i), sleeper(stage, "", (i % 7 == 0 ? 10s : 1ms)));
    if (i % 100 == 99) stage.kernel.run_until_time(stage.kernel.now() + 2ms);
  }
  int count = 0;
  std::uint64_t last = 0;
  stage.group.for_each([&](const Process& process) {
    CHECK(process.id() > last);
    CHECK(process.name() == "p" + std::to_string(7 * count));
    last = process.id();
    ++count;
  });
  CHECK(count == 429);
  CHECK(stage.group.running() == 429);
}

TEST_CASE("a step may take any of those that are ready, and the rest keep their order", "[sim]") {
  Stage stage;
  for (const char* name : {"a", "b", "c", "d"}) stage.group.spawn(name, sleeper(stage, name, 0ms));
  REQUIRE(stage.kernel.ready() == 4);
  stage.kernel.step(2);
  stage.kernel.step(0);
  stage.kernel.step(1);
  stage.kernel.step(0);  // b; now each waits for nothing behind: c a d b
  stage.kernel.run();
  CHECK(stage.diary == "c@0 a@0 d@0 b@0");
  CHECK_THROWS_AS(stage.kernel.step(0), Bug);
}

TEST_CASE("all orders of three processes are explored", "[sim]") {
  std::vector<std::string> diaries;
  Exhaustive choices;
  while (choices.next_run()) {
    Stage stage(choices);
    for (const char* name : {"a", "b", "c"}) stage.group.spawn(name, yielder(stage, name, 1));
    stage.kernel.run();
    diaries.push_back(stage.diary);
  }
  // Each has two steps, the second of which shows nothing: 6! / (2! 2! 2!) schedules.
  CHECK(diaries.size() == 90);
  CHECK(diaries.front() == "a0 b0 c0");
  CHECK(std::set<std::string>(diaries.begin(), diaries.end()).size() == 6);
}

TEST_CASE("a replayed list of choices reproduces a seeded run", "[sim]") {
  const auto play = [](Choices& choices) {
    Stage stage(choices);
    for (const char* name : {"a", "b", "c"}) stage.group.spawn(name, yielder(stage, name, 4));
    stage.kernel.run();
    return stage.diary;
  };
  Seeded seeded(5);
  const std::string diary = play(seeded);
  Replayed replayed(parse_choices(seeded.list()).value());
  CHECK(play(replayed) == diary);

  Replayed nothing({});
  InOrder in_order;
  CHECK(play(nothing) == play(in_order));
  Replayed wrong({0, 0, 9});
  CHECK_THROWS_AS(play(wrong), ChoiceError);
}

TEST_CASE("steps, a run and a run with choices that are all 0 are the same course", "[sim]") {
  const auto populate = [](Stage& stage) {
    for (int i = 0; i < 40; ++i) {
      const std::string name = "p" + std::to_string(i);
      if (i % 3 == 0) stage.group.spawn(name, yielder(stage, name + ".", 3));
      stage.group.spawn(name, sleeper(stage, name, (i * 7 % 5) * 1ms));
    }
  };
  Stage run;
  populate(run);
  run.kernel.run();
  Stage stepped;
  populate(stepped);
  while (!stepped.kernel.idle()) stepped.kernel.step();
  Replayed zeros({});
  Stage replayed(zeros);
  populate(replayed);
  replayed.kernel.run();

  CHECK(run.diary == stepped.diary);
  CHECK(run.diary == replayed.diary);
  CHECK(run.kernel.events() == stepped.kernel.events());
}

TEST_CASE("a cause is inherited by who is spawned and kept over a delay", "[sim]") {
  struct Actors {
    static Task<> parent(Stage& stage) {
      stage.kernel.cause() = 7;
      stage.group.spawn("child", child(stage));
      stage.kernel.cause() = 8;
      co_await stage.kernel.delay(1ms, "waits");
      stage.note("parent " + std::to_string(stage.kernel.cause()));
    }
    static Task<> child(Stage& stage) {
      stage.note("child " + std::to_string(stage.kernel.cause()));
      co_return;
    }
  };
  Stage stage;
  stage.kernel.cause() = 3;
  Process& process = stage.group.spawn("parent", Actors::parent(stage));
  CHECK(process.cause == 3);
  stage.kernel.run();
  CHECK(stage.diary == "child 7 parent 8");
  CHECK(stage.kernel.cause() == 3);
}

TEST_CASE("simulations on many threads do not meet", "[sim]") {
  const auto play = [](std::string& diary) {
    Seeded choices(11);
    Stage stage(choices);
    for (int i = 0; i < 30; ++i) {
      const std::string name = "p" + std::to_string(i);
      stage.group.spawn(name, yielder(stage, name + ".", 5));
      stage.group.spawn(name, sleeper(stage, name, (i % 4) * 1ms));
    }
    stage.kernel.run();
    diary = stage.diary;
  };
  std::vector<std::string> diaries(4);
  {
    std::vector<std::jthread> threads;
    for (std::string& diary : diaries) threads.emplace_back(play, std::ref(diary));
  }
  CHECK_FALSE(diaries[0].empty());
  for (const std::string& diary : diaries) CHECK(diary == diaries[0]);
}

TEST_CASE("a simulation may be handed from one thread to another", "[sim]") {
  Stage stage;
  stage.group.spawn("a", parent_of_witness(stage, "a", 10ms));
  std::jthread([&] { stage.kernel.run_until_time(Time(5ms)); }).join();
  std::jthread([&] { stage.kernel.run(); }).join();
  CHECK(stage.diary == "a ~a ~parent of a");
}
