// Bytes: what a file holds. They never change, so that all who have the same bytes (the disk, a
// commit under way, the one who may need them again) share one copy.
#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace giosim::sim {

class Bytes {
 public:
  Bytes(std::string bytes)
      : bytes_(std::make_shared<const std::string>(fitted(std::move(bytes)))) {}
  Bytes(const char* bytes) : Bytes(std::string(bytes)) {}
  explicit Bytes(std::string_view bytes) : Bytes(std::string(bytes)) {}

  std::string_view view() const { return *bytes_; }
  operator std::string_view() const { return view(); }
  operator std::string() const { return *bytes_; }
  std::size_t size() const { return bytes_->size(); }
  bool empty() const { return bytes_->empty(); }

  friend bool operator==(const Bytes& a, const Bytes& b) { return a.view() == b.view(); }
  template <std::convertible_to<std::string_view> Text>
    requires(!std::same_as<Text, Bytes>)
  friend bool operator==(const Bytes& bytes, const Text& text) {
    return bytes.view() == std::string_view(text);
  }

 private:
  // A string that has grown may own twice what it holds.
  static std::string fitted(std::string bytes) {
    if (bytes.capacity() > bytes.size() + bytes.size() / 8) bytes.shrink_to_fit();
    return bytes;
  }

  std::shared_ptr<const std::string> bytes_;
};

}  // namespace giosim::sim
