// The worker pool: Boost.Asio's threads, and one place where their results meet.

#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>

#include "cli/suite.hpp"

namespace giosim::cli {
namespace {

// Which items are done. Workers tell, one thread waits.
class Board {
 public:
  explicit Board(std::size_t count) : done_(count, false) {}

  void is_done(std::size_t index) {
    {
      const std::scoped_lock lock(mutex_);
      done_[index] = true;
      ++count_;
    }
    changed_.notify_one();
  }

  void has_failed(std::exception_ptr why) {
    {
      const std::scoped_lock lock(mutex_);
      if (!error_) error_ = std::move(why);
    }
    changed_.notify_one();
  }

  // Throws what a worker threw.
  void wait_for(std::size_t index, const std::function<void(std::size_t done)>& waiting) {
    std::unique_lock lock(mutex_);
    while (!done_[index] && !error_) {
      changed_.wait_for(lock, std::chrono::milliseconds(100));
      const std::size_t count = count_;
      lock.unlock();
      waiting(count);
      lock.lock();
    }
    if (error_) std::rethrow_exception(error_);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<bool> done_;
  std::size_t count_ = 0;
  std::exception_ptr error_;
};

}  // namespace

void work_in_parallel(std::size_t count, std::size_t jobs,
                      const std::function<void(std::size_t)>& work,
                      const std::function<void(std::size_t)>& ready,
                      const std::function<void(std::size_t)>& waiting) {
  if (count == 0) return;
  Board board(count);
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> given_up = false;

  // Destroyed first, hence joined before what the workers use.
  boost::asio::thread_pool pool(std::min(jobs, count));
  struct Joins {
    boost::asio::thread_pool& pool;
    std::atomic<bool>& given_up;
    ~Joins() {
      given_up = true;
      pool.join();
    }
  } const joins{pool, given_up};

  for (std::size_t worker = 0; worker < std::min(jobs, count); ++worker)
    boost::asio::post(pool, [&] {
      try {
        for (std::size_t index; !given_up && (index = next++) < count;) {
          work(index);
          board.is_done(index);
        }
      } catch (...) {
        board.has_failed(std::current_exception());
      }
    });

  for (std::size_t index = 0; index < count; ++index) {
    board.wait_for(index, waiting);
    ready(index);
  }
}

}  // namespace giosim::cli
