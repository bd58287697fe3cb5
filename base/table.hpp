// Table: rows in the order of their key, each key once; for tables of a million rows.
//
// A tree whose links are numbers of 32 bits and not pointers, over rows that stand in pages. A row
// costs 8 bytes beyond its own, where a node of std::map costs 32 and what the allocator adds.
// The key is part of the row, and `KeyOf` says which.
//
// A row stays where it is until it is erased, so it can be referred to; its key must not change.
// Finding, adding and erasing cost O(log n). An iterator is good until a row comes or goes.
//
// The tree is an AVL tree: the two subtrees of a row differ in height by one at most. The lowest
// bit of a link says that the subtree on this side is the higher one.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/must.hpp"

namespace giosim {

// The key of a row that is nothing but a key.
struct Itself {
  const auto& operator()(const auto& row) const { return row; }
};

template <class Row, class KeyOf>
class Table {
  using At = std::uint32_t;  // number of a node; 0: none
  static constexpr std::size_t kDeepest = 46;  // of an AVL tree of 2^31 rows

  // A node and those above it, from the root.
  struct Path {
    std::array<At, kDeepest> at;
    std::uint8_t size = 0;
    void push(At node) { at[size++] = node; }
    At last() const { return size == 0 ? 0 : at[size - 1]; }
  };

  template <bool kConst>
  class Cursor {
    using Owner = std::conditional_t<kConst, const Table, Table>;

   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Row;
    using difference_type = std::ptrdiff_t;
    using reference = std::conditional_t<kConst, const Row&, Row&>;
    using pointer = std::conditional_t<kConst, const Row*, Row*>;

    Cursor() = default;
    reference operator*() const { return table_->row(path_.last()); }
    pointer operator->() const { return &**this; }
    Cursor& operator++() {
      table_->advance(path_);
      return *this;
    }
    Cursor operator++(int) {
      Cursor before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const Cursor& a, const Cursor& b) {
      return a.path_.last() == b.path_.last();
    }
    friend bool operator==(const Cursor& a, std::default_sentinel_t) { return a.path_.size == 0; }

   private:
    friend class Table;
    explicit Cursor(Owner& table) : table_(&table) {}
    Owner* table_ = nullptr;
    Path path_;
  };

 public:
  using value_type = Row;
  using iterator = Cursor<false>;
  using const_iterator = Cursor<true>;

  Table() = default;
  Table(std::initializer_list<Row> rows) {
    for (const Row& one : rows) add(KeyOf()(one), one);
  }
  Table(const Table& other) {
    for (const Row& one : other) add(KeyOf()(one), one);
  }
  Table(Table&& other) noexcept { swap(other); }
  Table& operator=(Table other) noexcept {
    swap(other);
    return *this;
  }
  ~Table() { clear(); }

  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }

  // Nothing when no row has this key.
  template <class Key>
  Row* find(const Key& key) {
    return const_cast<Row*>(std::as_const(*this).find(key));
  }
  template <class Key>
  const Row* find(const Key& key) const {
    for (At at = root_; at != 0;) {
      const Row& here = row(at);
      const auto order = key <=> KeyOf()(here);
      if (order == 0) return &here;
      at = child(at, order > 0);
    }
    return nullptr;
  }
  template <class Key>
  bool contains(const Key& key) const {
    return find(key) != nullptr;
  }

  // The row of this key, and whether it is new. Only a new one is made, of `parts`.
  template <class Key, class... Parts>
  std::pair<Row*, bool> add(const Key& key, Parts&&... parts) {
    Path path;
    bool right = false;
    for (At at = root_; at != 0; at = child(at, right)) {
      Row& here = row(at);
      const auto order = key <=> KeyOf()(here);
      if (order == 0) return {&here, false};
      right = order > 0;
      path.push(at);
    }
    const At added = make(std::forward<Parts>(parts)...);
    if (path.size == 0)
      root_ = added;
    else
      set_child(path.last(), right, added);
    ++size_;
    has_grown(path, added);
    return {&row(added), true};
  }

  // False when no row has this key.
  template <class Key>
  bool erase(const Key& key) {
    Path path;
    for (At at = root_; at != 0;) {
      path.push(at);
      const auto order = key <=> KeyOf()(row(at));
      if (order == 0) {
        take_out(path);
        drop(at);
        return true;
      }
      at = child(at, order > 0);
    }
    return false;
  }

  void clear() {
    for (auto at = begin(); at != end(); ++at) at->~Row();
    pages_.clear();
    root_ = free_ = made_ = 0;
    size_ = 0;
  }

  iterator begin() { return first<iterator>(*this); }
  const_iterator begin() const { return first<const_iterator>(*this); }
  std::default_sentinel_t end() const { return {}; }

  // The first row whose key is not less than `key`.
  template <class Key>
  const_iterator from(const Key& key) const {
    const_iterator found(*this);
    Path path;
    for (At at = root_; at != 0;) {
      path.push(at);
      const bool right = key > KeyOf()(row(at));
      if (!right) found.path_ = path;
      at = child(at, right);
    }
    return found;
  }

 private:
  struct Node {
    At link[2];  // left and right: number of the child, and a bit
    alignas(Row) std::byte memory[sizeof(Row)];
  };
  // Nodes: about 2 KiB, little for machines with few devices.
  static constexpr std::size_t kPage =
      std::bit_floor(std::max<std::size_t>(1, 2048 / sizeof(Node)));

  Node& node(At at) { return pages_[(at - 1) / kPage][(at - 1) % kPage]; }
  const Node& node(At at) const { return pages_[(at - 1) / kPage][(at - 1) % kPage]; }
  Row& row(At at) { return *std::launder(reinterpret_cast<Row*>(node(at).memory)); }
  const Row& row(At at) const {
    return *std::launder(reinterpret_cast<const Row*>(node(at).memory));
  }

  At child(At at, bool right) const { return node(at).link[right] >> 1; }
  void set_child(At at, bool right, At below) {
    At& link = node(at).link[right];
    link = below << 1 | (link & 1);
  }
  bool is_higher(At at, bool right) const { return node(at).link[right] & 1; }
  void set_higher(At at, bool right, bool higher) {
    At& link = node(at).link[right];
    link = (link & ~At{1}) | At{higher};
  }
  void set_level(At at) {
    set_higher(at, false, false);
    set_higher(at, true, false);
  }

  // Memory: pages that never move. Nodes that were given back are linked.

  template <class... Parts>
  At make(Parts&&... parts) {
    At at = free_;
    if (at == 0) {
      if (made_ == pages_.size() * kPage) pages_.emplace_back(new Node[kPage]);
      MUST(made_ < (At{1} << 31) - 1);
      at = made_ + 1;
    }
    new (node(at).memory) Row(std::forward<Parts>(parts)...);
    if (at == free_)
      free_ = node(at).link[0];
    else
      ++made_;
    node(at).link[0] = node(at).link[1] = 0;
    return at;
  }

  void drop(At at) {
    row(at).~Row();
    node(at).link[0] = free_;
    free_ = at;
    if (--size_ == 0) clear();
  }

  // The order of the rows.

  template <class Iterator>
  static Iterator first(auto& table) {
    Iterator at(table);
    table.go_down_left(at.path_, table.root_);
    return at;
  }

  void go_down_left(Path& path, At at) const {
    for (; at != 0; at = child(at, false)) path.push(at);
  }

  void advance(Path& path) const {
    if (const At right = child(path.last(), true)) return go_down_left(path, right);
    At from = 0;
    do {
      from = path.last();
      --path.size;
    } while (path.size > 0 && child(path.last(), true) == from);
  }

  // Balance.

  // Puts `now` where `before` is, at the end of the path above it.
  void replace(const Path& above, At before, At now) {
    if (above.size == 0)
      root_ = now;
    else
      set_child(above.last(), child(above.last(), true) == before, now);
  }

  // The subtree at `below`, the child of the path's last, has become higher by one.
  void has_grown(Path& path, At below) {
    while (path.size > 0) {
      const At at = path.last();
      const bool right = child(at, true) == below;
      --path.size;
      if (is_higher(at, !right)) return set_higher(at, !right, false);
      if (is_higher(at, right)) return replace(path, at, rotated(at, right));
      set_higher(at, right, true);
      below = at;
    }
  }

  // The subtree on this side of the path's last has become lower by one.
  void has_shrunk(Path& path, bool right) {
    while (path.size > 0) {
      At at = path.last();
      --path.size;
      const bool was_right = path.size > 0 && child(path.last(), true) == at;
      if (is_higher(at, right)) {
        set_higher(at, right, false);
      } else if (!is_higher(at, !right)) {
        return set_higher(at, !right, true);
      } else {
        const At sibling = child(at, !right);
        const bool stays = !is_higher(sibling, false) && !is_higher(sibling, true);
        replace(path, at, rotated(at, !right));
        if (stays) return;
      }
      right = was_right;
    }
  }

  // The subtree of `at` turned so that its side `right`, higher by two, becomes lower. Its new top.
  At rotated(At at, bool right) {
    const At top = child(at, right);
    if (is_higher(top, !right)) return rotated_twice(at, top, right);
    const bool was_level = !is_higher(top, right);
    set_child(at, right, child(top, !right));
    set_child(top, !right, at);
    set_level(at);
    set_level(top);
    if (was_level) {
      set_higher(at, right, true);
      set_higher(top, !right, true);
    }
    return top;
  }

  At rotated_twice(At at, At below, bool right) {
    const At top = child(below, !right);
    set_child(below, !right, child(top, right));
    set_child(at, right, child(top, !right));
    set_child(top, right, below);
    set_child(top, !right, at);
    set_level(at);
    set_level(below);
    if (is_higher(top, right)) set_higher(at, !right, true);
    if (is_higher(top, !right)) set_higher(below, right, true);
    set_level(top);
    return top;
  }

  // Takes the path's last node out of the tree.
  void take_out(Path& path) {
    const At gone = path.last();
    const std::uint8_t depth = path.size;
    --path.size;
    if (child(gone, false) == 0 || child(gone, true) == 0) {
      const bool right = path.size > 0 && child(path.last(), true) == gone;
      replace(path, gone, child(gone, child(gone, false) == 0));
      return has_shrunk(path, right);
    }
    // The next row takes its place, and leaves one that is easily closed.
    Path next = path;
    next.push(gone);
    go_down_left(next, child(gone, true));
    const At heir = next.last();
    --next.size;
    const bool right = next.size == depth;  // the heir is the child of `gone`
    set_child(next.last(), right, child(heir, true));
    node(heir).link[0] = node(gone).link[0];
    node(heir).link[1] = node(gone).link[1];
    replace(path, gone, heir);
    next.at[depth - 1] = heir;
    has_shrunk(next, right);
  }

  void swap(Table& other) noexcept {
    std::swap(pages_, other.pages_);
    std::swap(root_, other.root_);
    std::swap(free_, other.free_);
    std::swap(made_, other.made_);
    std::swap(size_, other.size_);
  }

  std::vector<std::unique_ptr<Node[]>> pages_;
  At root_ = 0;
  At free_ = 0;  // nodes given back, linked by their left
  At made_ = 0;  // nodes used once
  std::size_t size_ = 0;
};

}  // namespace giosim
