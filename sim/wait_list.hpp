// WaitList: processes that wait for the same thing, first come first served. The nodes stand in
// the frames of those who wait, so waiting allocates nothing and a destroyed frame takes itself
// out of the list.
#pragma once

namespace giosim::sim {

class Process;

// A place in the ring of a list: of a node, or of the list itself.
struct WaitLink {
  WaitLink* previous = nullptr;
  WaitLink* next = nullptr;  // nullptr: not linked
};

class WaitNode : private WaitLink {
 public:
  explicit WaitNode(Process& waiting) : process(&waiting) {}
  WaitNode(const WaitNode&) = delete;
  WaitNode& operator=(const WaitNode&) = delete;
  ~WaitNode() { unlink(); }

  bool linked() const { return next != nullptr; }
  void unlink() {
    if (!linked()) return;
    previous->next = next;
    next->previous = previous;
    next = nullptr;
  }

  Process* process = nullptr;
  bool woke = false;   // it was this wait that woke the process, not another one of its waits
  bool fired = false;  // a timer's: it was not cancelled

 private:
  friend class WaitList;
};

class WaitList {
 public:
  WaitList() { head_.previous = head_.next = &head_; }
  WaitList(const WaitList&) = delete;
  WaitList& operator=(const WaitList&) = delete;
  ~WaitList() {
    while (pop_front()) {
    }
  }

  bool empty() const { return head_.next == &head_; }

  void push_back(WaitNode& node) {
    node.previous = head_.previous;
    node.next = &head_;
    head_.previous->next = &node;
    head_.previous = &node;
  }

  // The one that has waited longest, no longer in the list; nullptr when nobody waits.
  WaitNode* pop_front() {
    if (empty()) return nullptr;
    auto* const node = static_cast<WaitNode*>(head_.next);
    head_.next = node->next;
    head_.next->previous = &head_;
    node->next = nullptr;
    return node;
  }

 private:
  WaitLink head_;
};

}  // namespace giosim::sim
