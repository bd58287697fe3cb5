#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "cli/suite.hpp"

namespace giosim::cli {
namespace {

TEST_CASE("results are ready in order, although the last is done first", "[cli][pool]") {
  std::vector<std::size_t> order;
  work_in_parallel(
      8, 4,
      [](std::size_t index) {
        std::this_thread::sleep_for(std::chrono::milliseconds(index == 0 ? 60 : 1));
      },
      [&](std::size_t index) { order.push_back(index); }, [](std::size_t) {});

  CHECK(order == std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 6, 7});
}

TEST_CASE("every item is worked on once, with more workers than items and with fewer", "[cli][pool]") {
  const std::size_t jobs = GENERATE(1, 3, 100);
  std::vector<std::atomic<int>> worked(20);

  work_in_parallel(
      20, jobs, [&](std::size_t index) { ++worked[index]; }, [](std::size_t) {},
      [](std::size_t) {});

  for (const auto& times : worked) CHECK(times == 1);
}

TEST_CASE("what a worker throws comes out, and the others stop", "[cli][pool]") {
  std::atomic<int> worked = 0;
  CHECK_THROWS_AS(work_in_parallel(
                      10'000, 2,
                      [&](std::size_t index) {
                        if (index == 3) throw std::runtime_error("no");
                        std::this_thread::sleep_for(std::chrono::microseconds(100));
                        ++worked;
                      },
                      [](std::size_t) {}, [](std::size_t) {}),
                  std::runtime_error);

  CHECK(worked < 10'000);
}

TEST_CASE("who waits is told how much is done", "[cli][pool]") {
  std::size_t most = 0;
  work_in_parallel(
      1, 1, [](std::size_t) { std::this_thread::sleep_for(std::chrono::milliseconds(250)); },
      [](std::size_t) {}, [&](std::size_t done) { most = std::max(most, done + 1); });

  CHECK(most >= 1);
}

}  // namespace
}  // namespace giosim::cli
