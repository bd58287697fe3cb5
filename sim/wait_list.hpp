// WaitList: processes that wait for the same thing, first come first served. The nodes stand in
// the frames of those who wait, so waiting allocates nothing and a destroyed frame takes itself
// out of the list.
#pragma once

namespace giosim::sim {

class Process;

class WaitNode {
 public:
  WaitNode() = default;  // the end of a list
  explicit WaitNode(Process& waiting) : process(&waiting) {}
  WaitNode(const WaitNode&) = delete;
  WaitNode& operator=(const WaitNode&) = delete;
  ~WaitNode() { unlink(); }

  bool linked() const { return next_ != nullptr; }
  void unlink() {
    if (!linked()) return;
    previous_->next_ = next_;
    next_->previous_ = previous_;
    next_ = nullptr;
  }

  Process* process = nullptr;
  bool woke = false;   // it was this wait that woke the process, not another one of its waits
  bool fired = false;  // a timer's: it was not cancelled

 private:
  friend class WaitList;
  WaitNode* previous_ = nullptr;
  WaitNode* next_ = nullptr;  // nullptr: not linked
};

class WaitList {
 public:
  WaitList() { head_.previous_ = head_.next_ = &head_; }
  ~WaitList() {
    while (pop_front()) {
    }
    head_.next_ = nullptr;
  }

  bool empty() const { return head_.next_ == &head_; }

  void push_back(WaitNode& node) {
    node.previous_ = head_.previous_;
    node.next_ = &head_;
    head_.previous_->next_ = &node;
    head_.previous_ = &node;
  }

  // The one that has waited longest, no longer in the list; nullptr when nobody waits.
  WaitNode* pop_front() {
    if (empty()) return nullptr;
    WaitNode* const node = head_.next_;
    head_.next_ = node->next_;
    head_.next_->previous_ = &head_;
    node->next_ = nullptr;
    return node;
  }

 private:
  WaitNode head_;
};

}  // namespace giosim::sim
