// Image: all that something holds, as bytes. What has one image goes on alike: so an explorer, which
// knows nothing of streams and frames, knows a state again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "dlpi/message.hpp"

namespace giosim::dlpi {

class Image {
 public:
  void add(std::uint64_t word) {
    for (int shift = 0; shift < 64; shift += 8) bytes_ += static_cast<char>(word >> shift & 0xff);
  }
  void add(Bytes bytes) {
    add(bytes.size());
    bytes_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }
  void add(std::string_view text) {
    add(text.size());
    bytes_ += text;
  }

  std::string_view bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

}  // namespace giosim::dlpi
