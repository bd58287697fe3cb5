// Channel<T>: a queue of bounded size between processes; both ends first come first served.
//
// send() waits while the channel is full, receive() while it is empty. After close() what was
// sent is still received, then receive() gives nothing; send() gives false.
#pragma once

#include <coroutine>
#include <cstddef>
#include <deque>
#include <optional>
#include <utility>

#include "sim/kernel.hpp"
#include "sim/wait_list.hpp"

namespace giosim::sim {

template <class T>
class Channel {
 public:
  Channel(Kernel& kernel, std::size_t capacity) : kernel_(kernel), capacity_(capacity) {
    MUST(capacity > 0);
  }
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  // co_await channel.send(value, "..."): true; false when the channel is closed.
  class Send;
  [[nodiscard]] Send send(T value, Label label) { return {*this, std::move(value), label}; }

  // co_await channel.receive("..."): nothing when the channel is closed and empty.
  class Receive;
  [[nodiscard]] Receive receive(Label label) { return {*this, label}; }

  // Without waiting, also from outside of a process: false when full or closed.
  bool try_send(T value) {
    if (closed_ || values_.size() >= capacity_) return false;
    put(std::move(value));
    return true;
  }

  void close() {
    closed_ = true;
    while (WaitNode* const node = receivers_.pop_front()) kernel_.wake(*node->process);
    while (WaitNode* const node = senders_.pop_front()) kernel_.wake(*node->process);
  }
  bool closed() const { return closed_; }
  std::size_t size() const { return values_.size(); }

 private:
  struct SendNode : WaitNode {
    SendNode(Process& sender, T sent) : WaitNode(sender), value(std::move(sent)) {}
    T value;
    bool accepted = false;
  };
  struct ReceiveNode : WaitNode {
    using WaitNode::WaitNode;
    std::optional<T> value;
  };

  // A value goes to the receiver that has waited longest, or else into the queue.
  void put(T value) {
    if (WaitNode* const node = receivers_.pop_front()) {
      static_cast<ReceiveNode*>(node)->value.emplace(std::move(value));
      kernel_.wake(*node->process);
    } else {
      values_.push_back(std::move(value));
    }
  }

  std::optional<T> take() {
    if (values_.empty()) return std::nullopt;
    std::optional<T> value(std::move(values_.front()));
    values_.pop_front();
    if (WaitNode* const node = senders_.pop_front()) {
      auto* const sender = static_cast<SendNode*>(node);
      values_.push_back(std::move(sender->value));
      sender->accepted = true;
      kernel_.wake(*sender->process);
    }
    return value;
  }

  Kernel& kernel_;
  std::size_t capacity_;
  bool closed_ = false;
  std::deque<T> values_;
  WaitList senders_;
  WaitList receivers_;
};

template <class T>
class [[nodiscard]] Channel<T>::Send {
 public:
  Send(Channel& channel, T value, Label label)
      : channel_(channel), node_(channel.kernel_.waits(label), std::move(value)) {}
  bool await_ready() {
    if (channel_.closed_) return true;
    if (channel_.values_.size() >= channel_.capacity_) return false;
    channel_.put(std::move(node_.value));
    node_.accepted = true;
    return true;
  }
  void await_suspend(std::coroutine_handle<> me) {
    Kernel::sleeps(*node_.process, me);
    channel_.senders_.push_back(node_);
  }
  bool await_resume() const { return node_.accepted; }

 private:
  Channel& channel_;
  SendNode node_;
};

template <class T>
class [[nodiscard]] Channel<T>::Receive {
 public:
  Receive(Channel& channel, Label label) : channel_(channel), node_(channel.kernel_.waits(label)) {}
  bool await_ready() {
    node_.value = channel_.take();
    return node_.value.has_value() || channel_.closed_;
  }
  void await_suspend(std::coroutine_handle<> me) {
    Kernel::sleeps(*node_.process, me);
    channel_.receivers_.push_back(node_);
  }
  std::optional<T> await_resume() { return std::move(node_.value); }

 private:
  Channel& channel_;
  ReceiveNode node_;
};

}  // namespace giosim::sim
