#include "sim/asio.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>

namespace asio = boost::asio;
using boost::system::error_code;
using namespace giosim;
using namespace giosim::sim;
using namespace std::chrono_literals;

namespace {

using Frames = asio::experimental::channel<AsioExecutor, void(error_code, int)>;

struct Stage {
  explicit Stage(std::size_t room = 1) : kernel(choices), frames(asio, room) {}
  explicit Stage(Choices& others) : kernel(others), frames(asio, 1) {}

  void note(const std::string& text) {
    if (!diary.empty()) diary += ' ';
    diary += text + "@" + std::to_string(kernel.now().time_since_epoch() / 1ms);
  }

  InOrder choices;
  Kernel kernel;
  AsioContext asio{kernel};
  Frames frames;
  SteadyTimer timer{asio};
  std::string diary;
  ProcessGroup group{kernel};
};

std::string text(error_code error) {
  if (!error) return "ok";
  return error == asio::error::operation_aborted ? "aborted" : error.message();
}

Task<> timer_waiter(Stage& stage, std::string name) {
  const error_code error = co_await stage.timer.async_wait(as_wait("waits for Asio's timer"));
  stage.note(name + " " + text(error));
}

Task<> frame_sender(Stage& stage, int count) {
  for (int i = 1; i <= count; ++i) {
    const error_code error =
        co_await stage.frames.async_send(error_code(), i, as_wait("waits for room"));
    stage.note("+" + std::to_string(i));
    CHECK_FALSE(error);
  }
}

Task<> frame_receiver(Stage& stage, int count) {
  for (int i = 1; i <= count; ++i) {
    const auto [error, frame] = co_await stage.frames.async_receive(as_wait("waits for a frame"));
    stage.note("-" + std::to_string(frame));
    CHECK_FALSE(error);
    co_await stage.kernel.delay(10ms, "digests");
  }
}

asio::awaitable<int> awaitable_sum(Stage& stage, int a, int b) {
  SteadyTimer timer(stage.asio, 10ms);
  co_await timer.async_wait(asio::use_awaitable);
  timer.expires_after(5ms);
  co_await timer.async_wait(asio::deferred);
  co_return a + b;
}

asio::awaitable<void> awaitable_noter(Stage& stage, std::string name, Duration after) {
  SteadyTimer timer(stage.asio, after);
  const auto [error] = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
  stage.note(name + " " + text(error));
}

asio::awaitable<void> awaitable_failure(Stage& stage) {
  SteadyTimer timer(stage.asio, 1ms);
  co_await timer.async_wait(asio::use_awaitable);
  throw std::runtime_error("out of paper");
}

}  // namespace

TEST_CASE("an Asio timer runs in virtual time", "[sim][asio]") {
  Stage stage;
  stage.timer.expires_after(10min);
  stage.group.spawn("a", timer_waiter(stage, "a"));
  stage.group.spawn("b", timer_waiter(stage, "b"));
  stage.kernel.step();
  CHECK(stage.kernel.who_waits().starts_with("a waits for: waits for Asio's timer"));
  stage.kernel.run();
  CHECK(stage.diary == "a ok@600000 b ok@600000");

  stage.group.spawn("late", timer_waiter(stage, "late"));  // it has expired already
  stage.kernel.run();
  CHECK(stage.diary.ends_with("late ok@600000"));
}

TEST_CASE("setting an Asio timer anew aborts those who wait", "[sim][asio]") {
  Stage stage;
  stage.timer.expires_after(10ms);
  stage.group.spawn("a", timer_waiter(stage, "a"));
  stage.group.spawn("b", timer_waiter(stage, "b"));
  stage.kernel.run_until_time(Time(5ms));
  SECTION("all") {
    CHECK(stage.timer.expires_after(20ms) == 2);
    stage.kernel.run();
    CHECK(stage.diary == "a aborted@5 b aborted@5");
  }
  SECTION("one") {
    CHECK(stage.timer.cancel_one() == 1);
    stage.kernel.run();
    CHECK(stage.diary == "a aborted@5 b ok@10");
  }
}

TEST_CASE("processes talk through an Asio channel", "[sim][asio]") {
  Stage stage;
  stage.group.spawn("s", frame_sender(stage, 4));
  stage.group.spawn("r", frame_receiver(stage, 4));
  stage.kernel.run();
  CHECK(stage.diary == "+1@0 -1@0 +2@0 -2@10 +3@10 -3@20 +4@20 -4@30");
  CHECK(stage.group.running() == 0);
}

TEST_CASE("a process awaits a parallel group of operations", "[sim][asio]") {
  struct Racer {
    static Task<> race(Stage& stage) {
      SteadyTimer other(stage.asio, 5ms);
      stage.timer.expires_after(50ms);
      const auto [order, first, second] =
          co_await asio::experimental::make_parallel_group(stage.timer.async_wait(asio::deferred),
                                                           other.async_wait(asio::deferred))
              .async_wait(asio::experimental::wait_for_one(), as_wait("waits for the faster one"));
      stage.note("winner " + std::to_string(order[0]) + " " + text(first) + " " + text(second));
    }
  };
  Stage stage;
  stage.group.spawn("racer", Racer::race(stage));
  stage.kernel.run();
  CHECK(stage.diary == "winner 1 aborted ok@5");
  CHECK(stage.kernel.now() == Time(5ms));
}

TEST_CASE("an awaitable runs in virtual time, alone and for a process", "[sim][asio]") {
  struct Caller {
    static Task<> call(Stage& stage) {
      const int sum = co_await asio::co_spawn(stage.asio, awaitable_sum(stage, 3, 4),
                                              as_wait("waits for the sum"));
      stage.note("sum " + std::to_string(sum));
      try {
        co_await asio::co_spawn(stage.asio, awaitable_failure(stage), as_wait("waits in vain"));
      } catch (const std::runtime_error& error) {
        stage.note(error.what());
      }
    }
  };
  Stage stage;
  asio::co_spawn(stage.asio, awaitable_noter(stage, "alone", 7ms), asio::detached);
  stage.group.spawn("caller", Caller::call(stage));
  stage.kernel.run();
  CHECK(stage.diary == "alone ok@7 sum 7@15 out of paper@16");
}

TEST_CASE("an awaitable that fails with nobody to tell leaves run()", "[sim][asio]") {
  Stage stage;
  asio::co_spawn(stage.asio, awaitable_failure(stage), [](std::exception_ptr error) {
    if (error) std::rethrow_exception(error);
  });
  asio::co_spawn(stage.asio, awaitable_noter(stage, "other", 1ms), asio::detached);
  CHECK_THROWS_WITH(stage.kernel.run(), "out of paper");
  stage.kernel.run();
  CHECK(stage.diary == "other ok@1");
}

TEST_CASE("operators on awaitables cancel the loser", "[sim][asio]") {
  using namespace asio::experimental::awaitable_operators;
  struct Either {
    static asio::awaitable<void> run(Stage& stage) {
      co_await (awaitable_noter(stage, "slow", 90ms) || awaitable_noter(stage, "fast", 9ms));
      stage.note("end");
    }
  };
  Stage stage;
  asio::co_spawn(stage.asio, Either::run(stage), asio::detached);
  stage.kernel.run();
  CHECK(stage.diary == "fast ok@9 slow aborted@9 end@9");
}

TEST_CASE("an operation of a process can be cancelled from outside", "[sim][asio]") {
  struct Waiter {
    static Task<> wait(Stage& stage, asio::cancellation_signal& signal) {
      const error_code error = co_await stage.timer.async_wait(
          asio::bind_cancellation_slot(signal.slot(), as_wait("waits for Asio's timer")));
      stage.note(text(error));
    }
  };
  Stage stage;
  asio::cancellation_signal signal;
  stage.timer.expires_after(50ms);
  stage.group.spawn("w", Waiter::wait(stage, signal));
  stage.kernel.run_until_time(Time(20ms));
  signal.emit(asio::cancellation_type::terminal);
  stage.kernel.run();
  CHECK(stage.diary == "aborted@20");
}

TEST_CASE("a power cut takes processes in the middle of Asio operations", "[sim][asio]") {
  Stage stage(0);
  ProcessGroup machine(stage.kernel);
  stage.timer.expires_after(50ms);
  machine.spawn("t", timer_waiter(stage, "t"));
  machine.spawn("r", frame_receiver(stage, 1));
  stage.group.spawn("survivor", timer_waiter(stage, "survivor"));
  SECTION("pending") {
    stage.kernel.run_until_time(Time(20ms));
    machine.kill_all();
    stage.group.spawn("s", frame_sender(stage, 1));
    stage.group.spawn("r", frame_receiver(stage, 1));
    stage.kernel.run();
    CHECK(stage.diary == "+1@20 -1@20 survivor ok@50");
  }
  SECTION("completed, not yet told") {
    stage.group.spawn("s", frame_sender(stage, 1));
    for (int i = 0; i < 4; ++i) stage.kernel.step();  // s has sent: both completions are posted
    CHECK(stage.diary.empty());
    machine.kill_all();
    stage.kernel.run();
    CHECK(stage.diary == "+1@0 survivor ok@50");
  }
}

TEST_CASE("a context that goes away drops what is pending", "[sim][asio]") {
  InOrder choices;
  Kernel kernel(choices);
  bool ran = false;
  auto token = std::make_shared<int>(1);
  {
    AsioContext context(kernel);
    asio::post(context, [&ran, token] { ran = true; });
    asio::post(context, [&ran, token] { ran = true; });
    CHECK(token.use_count() == 3);
  }
  CHECK(token.use_count() == 1);
  kernel.run();
  CHECK_FALSE(ran);
}

TEST_CASE("completions come first in first out, before any process and any choice", "[sim][asio]") {
  struct Noter {
    static Task<> note(Stage& stage, std::string name) {
      stage.note(name);
      asio::post(stage.asio, [&stage, name] {
        stage.note(name + ".1");
        asio::post(stage.asio, [&stage, name] { stage.note(name + ".2"); });
      });
      asio::post(stage.asio, [&stage, name] { stage.note(name + ".3"); });
      co_return;
    }
  };
  int runs = 0;
  Exhaustive choices;
  while (choices.next_run()) {
    ++runs;
    Stage stage(choices);
    stage.group.spawn("a", Noter::note(stage, "a"));
    stage.group.spawn("b", Noter::note(stage, "b"));
    stage.kernel.run();
    const std::string a = "a@0 a.1@0 a.3@0 a.2@0";
    const std::string b = "b@0 b.1@0 b.3@0 b.2@0";
    CHECK(stage.diary == (runs == 1 ? a + " " + b : b + " " + a));
  }
  CHECK(runs == 2);
}

TEST_CASE("the executor is a good any_io_executor and carries a strand", "[sim][asio]") {
  Stage stage;
  const asio::any_io_executor any = stage.asio.get_executor();
  asio::post(any, [&] { stage.note("any"); });
  const auto strand = asio::make_strand(any);
  asio::post(strand, [&] { stage.note("strand"); });
  asio::dispatch(any, [&] { stage.note("dispatched"); });
  CHECK(stage.diary.empty());
  stage.kernel.run();
  CHECK(stage.diary == "any@0 strand@0 dispatched@0");
}
