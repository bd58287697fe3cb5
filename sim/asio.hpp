// The kernel as an execution context of Boost.Asio: what is written for Asio runs in virtual time.
//
//   AsioContext asio(kernel);
//   asio::experimental::channel<AsioExecutor, void(error_code, Frame)> frames(asio, 8);
//   SteadyTimer timer(asio, 5ms);
//
//   // In a process: any operation, with the token as_wait(label).
//   const auto [error, frame] = co_await frames.async_receive(as_wait("waits for a frame"));
//
//   // An asio::awaitable as a process of its own.
//   asio::co_spawn(asio, pinger(frames), asio::detached);
//
// Completions are first in, first out, and all that are pending run before any process does and
// before any choice is made: they are no scheduling points. The process that awaits an operation
// becomes ready like every other.
//
// When the frame of a process goes while an operation is pending, the operation is cancelled and
// its completion finds nobody. (A buffered channel of Boost 1.81 is blocked for senders after a
// receive was cancelled, asio issue 1241; one without a buffer is not.) Do not put
// asio::basic_waitable_timer (steady_timer) on this context: it would start a thread and wait for
// real time. SteadyTimer has its shape.
#pragma once

#include <array>
#include <boost/asio/associated_allocator.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/execution.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/post.hpp>
#include <concepts>
#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include "sim/kernel.hpp"
#include "sim/process.hpp"
#include "sim/task.hpp"
#include "sim/timer.hpp"

namespace giosim::sim {

class AsioExecutor;

class AsioContext : public boost::asio::execution_context {
 public:
  using executor_type = AsioExecutor;

  // The kernel must outlive the context, and the context all objects that use it.
  explicit AsioContext(Kernel& kernel) : kernel_(kernel) { drain_.context = this; }
  ~AsioContext() {
    shutdown();
    if (first_) kernel_.withdraw(drain_);
    while (first_) take_first()->finish(*this, Function::destroy);
    destroy();
  }

  executor_type get_executor() noexcept;
  Kernel& kernel() const { return kernel_; }

 private:
  friend class AsioExecutor;

  // A function that waits for its turn.
  struct Function {
    enum Fate { call, destroy };
    virtual void finish(AsioContext& context, Fate fate) = 0;
    Function* next = nullptr;

   protected:
    ~Function() = default;
  };

  template <class F>
  struct FunctionOf final : Function {
    explicit FunctionOf(F f) : function(std::move(f)) {}
    void finish(AsioContext&, Fate fate) override {
      const std::unique_ptr<FunctionOf> self(this);
      if (fate == destroy) return;
      F called(std::move(function));
      std::move(called)();
    }
    F function;
  };

  struct Drain : Posted {
    AsioContext* context = nullptr;
  };

  void add(Function* function) {
    const bool was_empty = !first_;
    (last_ ? last_->next : first_) = function;
    last_ = function;
    if (was_empty) post_drain();
  }
  Function* take_first() {
    Function* const function = first_;
    first_ = function->next;
    if (!first_) last_ = nullptr;
    return function;
  }
  void post_drain() {
    drain_.run = [](Posted* posted) {
      AsioContext& context = *static_cast<Drain*>(posted)->context;
      Function* const function = context.take_first();
      if (context.first_) context.post_drain();
      function->finish(context, Function::call);
    };
    kernel_.post(drain_);
  }

  Kernel& kernel_;
  Drain drain_;
  Function* first_ = nullptr;
  Function* last_ = nullptr;
};

// Puts functions behind each other; never runs one within execute().
class AsioExecutor {
 public:
  explicit AsioExecutor(AsioContext& context) noexcept : context_(&context) {}

  template <class F>
  void execute(F&& function) const {
    context_->add(new AsioContext::FunctionOf<std::decay_t<F>>(std::forward<F>(function)));
  }

  AsioContext& query(boost::asio::execution::context_t) const noexcept { return *context_; }
  static constexpr boost::asio::execution::blocking_t::never_t query(
      boost::asio::execution::blocking_t) noexcept {
    return {};
  }
  static constexpr boost::asio::execution::relationship_t::fork_t query(
      boost::asio::execution::relationship_t) noexcept {
    return {};
  }
  static constexpr boost::asio::execution::outstanding_work_t::untracked_t query(
      boost::asio::execution::outstanding_work_t) noexcept {
    return {};
  }

  friend bool operator==(const AsioExecutor&, const AsioExecutor&) = default;

 private:
  AsioContext* context_;
};

inline AsioExecutor AsioContext::get_executor() noexcept { return AsioExecutor(*this); }

static_assert(boost::asio::execution::is_executor<AsioExecutor>::value);

// The completion token of a process: co_await gives what the operation completes with, one thing
// or a std::tuple, the error_code among it; a std::exception_ptr at the front is thrown.
class AsWait {
 public:
  explicit constexpr AsWait(Label label) : label_(label) {}
  Label label() const { return label_; }

 private:
  Label label_;
};
inline AsWait as_wait(Label label) { return AsWait(label); }

namespace detail {

template <class... Results>
class OperationWaitBase;

// What Asio holds while the operation is pending. It and the wait know each other, wherever the
// handler is moved, so either may go first.
template <class... Results>
class ProcessHandler {
 public:
  using Wait = OperationWaitBase<Results...>;
  using cancellation_slot_type = boost::asio::cancellation_slot;

  explicit ProcessHandler(Wait& wait) : wait_(&wait) { wait_->handler_ = this; }
  ProcessHandler(ProcessHandler&& other) noexcept : wait_(std::exchange(other.wait_, nullptr)) {
    if (wait_) wait_->handler_ = this;
  }
  ProcessHandler& operator=(ProcessHandler&&) = delete;
  ~ProcessHandler() {
    if (wait_) wait_->handler_ = nullptr;
  }

  cancellation_slot_type get_cancellation_slot() const noexcept {
    return wait_ ? wait_->signal_.slot() : cancellation_slot_type();
  }

  template <class... Args>
  void operator()(Args&&... args) {
    if (!wait_) return;
    Wait& wait = *std::exchange(wait_, nullptr);
    wait.handler_ = nullptr;
    wait.complete(std::forward<Args>(args)...);
  }

 private:
  friend Wait;
  Wait* wait_;
};

template <class... Results>
class OperationWaitBase {
 public:
  OperationWaitBase() = default;
  OperationWaitBase(const OperationWaitBase&) = delete;
  OperationWaitBase& operator=(const OperationWaitBase&) = delete;

 protected:
  // The frame goes before the operation has completed.
  ~OperationWaitBase() {
    if (!handler_) return;
    std::exchange(handler_->wait_, nullptr);
    signal_.emit(boost::asio::cancellation_type::all);
  }

  ProcessHandler<Results...> handler() { return ProcessHandler<Results...>(*this); }

  // The one that waits; none while the operation is being started.
  Process* process_ = nullptr;
  std::optional<std::tuple<Results...>> results_;

 private:
  friend class ProcessHandler<Results...>;

  template <class... Args>
  void complete(Args&&... args) {
    results_.emplace(std::forward<Args>(args)...);
    if (process_) process_->group().kernel().wake(*process_);
  }

  ProcessHandler<Results...>* handler_ = nullptr;
  boost::asio::cancellation_signal signal_;
};

// The process that a frame belongs to.
inline Process& process_of(std::coroutine_handle<> frame) {
  auto at = std::coroutine_handle<TaskPromiseBase>::from_address(frame.address());
  while (const ParentWait* const wait = at.promise().owner.parent()) {
    at = std::coroutine_handle<TaskPromiseBase>::from_address(wait->parent.address());
  }
  return at.promise().owner.process();
}

template <class Initiation, class Arguments, class... Results>
class [[nodiscard]] OperationWait : private OperationWaitBase<Results...> {
 public:
  OperationWait(Label label, Initiation&& initiation, Arguments&& arguments)
      : label_(label), initiation_(std::move(initiation)), arguments_(std::move(arguments)) {}

  bool await_ready() const noexcept { return false; }

  template <std::derived_from<TaskPromiseBase> Promise>
  bool await_suspend(std::coroutine_handle<Promise> me) {
    Process& process = process_of(me).group().kernel().waits(label_);
    Kernel::sleeps(process, me);
    std::apply(
        [this](auto&&... arguments) {
          std::move(initiation_)(this->handler(), std::move(arguments)...);
        },
        std::move(arguments_));
    if (this->results_) return false;
    this->process_ = &process;
    return true;
  }

  auto await_resume() { return result_of(std::move(*this->results_)); }

 private:
  template <class... More>
  static auto result_of(std::tuple<std::exception_ptr, More...>&& results) {
    if (std::get<0>(results)) std::rethrow_exception(std::get<0>(results));
    return std::apply(
        [](auto&&, auto&&... more) {
          return plain_result(std::tuple<More...>(std::move(more)...));
        },
        std::move(results));
  }
  template <class... All>
  static auto result_of(std::tuple<All...>&& results) {
    return plain_result(std::move(results));
  }
  static void plain_result(std::tuple<>&&) {}
  template <class One>
  static One plain_result(std::tuple<One>&& results) {
    return std::get<0>(std::move(results));
  }
  template <class... All>
    requires(sizeof...(All) > 1)
  static std::tuple<All...> plain_result(std::tuple<All...>&& results) {
    return std::move(results);
  }

  Label label_;
  Initiation initiation_;
  Arguments arguments_;
};

}  // namespace detail

// Asio's steady_timer in virtual time: same members, same completions. The native Timer is
// cheaper; this one is for what is written for Asio.
class SteadyTimer {
 public:
  using executor_type = AsioExecutor;
  using clock_type = VirtualClock;
  using duration = Duration;
  using time_point = Time;

  explicit SteadyTimer(AsioExecutor executor)
      : executor_(executor),
        timer_(boost::asio::query(executor, boost::asio::execution::context).kernel()) {
    timer_.owner = this;
    timer_.on_fire = [](Timer& timer) { static_cast<Clock&>(timer).owner->complete_all({}); };
  }
  explicit SteadyTimer(AsioContext& context) : SteadyTimer(context.get_executor()) {}
  template <class Place>
  SteadyTimer(Place&& place, Duration after) : SteadyTimer(std::forward<Place>(place)) {
    expires_after(after);
  }
  SteadyTimer(const SteadyTimer&) = delete;
  SteadyTimer& operator=(const SteadyTimer&) = delete;
  ~SteadyTimer() { cancel(); }

  executor_type get_executor() const noexcept { return executor_; }
  Time expiry() const { return expiry_; }

  // Each cancels the waits that are pending and says how many they were.
  std::size_t expires_after(Duration after) { return expires_at(timer_.kernel().now() + after); }
  std::size_t expires_at(Time time) {
    const std::size_t cancelled = cancel();
    expiry_ = time;
    return cancelled;
  }
  std::size_t cancel() { return complete_all(boost::asio::error::operation_aborted); }
  std::size_t cancel_one() {
    if (!first_) return 0;
    complete(*first_, boost::asio::error::operation_aborted);
    return 1;
  }

  // Completes with void(error_code): when the timer expires, or with operation_aborted.
  template <boost::asio::completion_token_for<void(boost::system::error_code)> Token>
  auto async_wait(Token&& token) {
    return boost::asio::async_initiate<Token, void(boost::system::error_code)>(StartWait{this},
                                                                               token);
  }

 private:
  struct Clock : Timer {
    using Timer::Timer;
    SteadyTimer* owner = nullptr;
  };

  struct Operation {
    virtual ~Operation() = default;
    virtual void complete(boost::system::error_code error) = 0;
    Operation* previous = nullptr;
    Operation* next = nullptr;
  };

  template <class Handler>
  struct OperationOf final : Operation {
    OperationOf(Handler h, AsioExecutor fallback) : handler(std::move(h)), executor(fallback) {}
    void complete(boost::system::error_code error) override {
      // What comes from the slot of the handler may not be used any more.
      boost::asio::get_associated_cancellation_slot(handler).clear();
      auto target = boost::asio::get_associated_executor(handler, executor);
      boost::asio::post(target, [h = std::move(handler), error]() mutable { std::move(h)(error); });
    }
    Handler handler;
    AsioExecutor executor;
  };

  struct StartWait {
    using executor_type = AsioExecutor;
    executor_type get_executor() const noexcept { return timer->executor_; }
    SteadyTimer* timer;

    template <class Handler>
    void operator()(Handler&& handler) const {
      auto slot = boost::asio::get_associated_cancellation_slot(handler);
      auto* const operation =
          new OperationOf<std::decay_t<Handler>>(std::forward<Handler>(handler), timer->executor_);
      timer->add(*operation);
      if (slot.is_connected()) {
        slot.assign([owner = timer, operation](boost::asio::cancellation_type_t type) {
          if (type == boost::asio::cancellation_type::none) return;
          owner->complete(*operation, boost::asio::error::operation_aborted);
        });
      }
      if (timer->expiry_ <= timer->timer_.kernel().now()) {
        timer->complete(*operation, {});
      } else if (!timer->timer_.armed()) {
        timer->timer_.arm_at(timer->expiry_, "an Asio timer expires");
      }
    }
  };

  void add(Operation& operation) {
    operation.previous = last_;
    (last_ ? last_->next : first_) = &operation;
    last_ = &operation;
  }
  void complete(Operation& operation, boost::system::error_code error) {
    (operation.previous ? operation.previous->next : first_) = operation.next;
    (operation.next ? operation.next->previous : last_) = operation.previous;
    if (!first_) timer_.cancel();  // nobody is interested: no event
    const std::unique_ptr<Operation> owned(&operation);
    owned->complete(error);
  }
  std::size_t complete_all(boost::system::error_code error) {
    std::size_t count = 0;
    for (; first_; ++count) complete(*first_, error);
    return count;
  }

  AsioExecutor executor_;
  Clock timer_;
  Time expiry_{};
  Operation* first_ = nullptr;
  Operation* last_ = nullptr;
};

}  // namespace giosim::sim

// How as_wait() becomes something to co_await.
template <class... Results>
class boost::asio::async_result<giosim::sim::AsWait, void(Results...)> {
 public:
  using return_type = void;  // asked for by token adapters, and not used

  template <class Initiation, class... Arguments>
  static auto initiate(Initiation initiation, giosim::sim::AsWait token, Arguments&&... arguments) {
    using Kept = std::tuple<std::decay_t<Arguments>...>;
    return giosim::sim::detail::OperationWait<Initiation, Kept, std::decay_t<Results>...>(
        token.label(), std::move(initiation), Kept(std::forward<Arguments>(arguments)...));
  }
};
