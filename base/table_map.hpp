// TableMap: a Table of keys and what belongs to them, to be used like a std::map.
#pragma once

#include <tuple>
#include <utility>

#include "base/table.hpp"

namespace giosim {

struct FirstOfPair {
  const auto& operator()(const auto& pair) const { return pair.first; }
};

template <class Key, class Value>
class TableMap : public Table<std::pair<const Key, Value>, FirstOfPair> {
 public:
  using Table<std::pair<const Key, Value>, FirstOfPair>::Table;

  // The value of this key, and whether it is new. Only a new one is made, of `parts`.
  template <class... Parts>
  std::pair<Value*, bool> emplace(const Key& key, Parts&&... parts) {
    const auto [row, added] =
        this->add(key, std::piecewise_construct, std::forward_as_tuple(key),
                  std::forward_as_tuple(std::forward<Parts>(parts)...));
    return {&row->second, added};
  }

  // Nothing when it has no such key.
  const Value* value(const Key& key) const {
    const auto* const row = this->find(key);
    return row ? &row->second : nullptr;
  }
  Value* value(const Key& key) {
    auto* const row = this->find(key);
    return row ? &row->second : nullptr;
  }

  void insert_or_assign(const Key& key, const Value& assigned) {
    const auto [found, added] = emplace(key, assigned);
    if (!added) *found = assigned;
  }

  // MUST: it has this key.
  Value& at(const Key& key) { return const_cast<Value&>(std::as_const(*this).at(key)); }
  const Value& at(const Key& key) const {
    const Value* const found = value(key);
    MUST(found != nullptr);
    return *found;
  }
};

}  // namespace giosim
