// Message: what travels on a stream, and how numbers are laid into one and read from it.
//
// A message has a control part (M_PROTO, or M_PCPROTO, which overtakes) and a data part (M_DATA);
// either may be empty. What else goes up a stream tells the stream head something: M_FLUSH,
// M_HANGUP, M_ERROR.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <type_traits>
#include <vector>

namespace giosim::dlpi {

using Buffer = std::vector<std::uint8_t>;
using Bytes = std::span<const std::uint8_t>;

enum class MessageType { M_DATA, M_PROTO, M_PCPROTO, M_FLUSH, M_ERROR, M_HANGUP };

// The end of a control part that nobody has read yet. Laid out all at once, DLPI's list of a million
// interfaces would take 420 MB, more than all the rest of their machine; read piece by piece it
// never does. What is in it is decided when the message is made.
class Unlaid {
 public:
  virtual ~Unlaid() = default;
  virtual std::size_t size() const = 0;       // bytes to come
  virtual void lay_out_next(Buffer& to) = 0;  // appends some of them. Precondition: size() > 0
};

struct Message {
  MessageType type = MessageType::M_DATA;
  Buffer control;
  Buffer data;
  std::unique_ptr<Unlaid> rest = nullptr;  // of the control part

  std::size_t size() const { return control.size() + data.size() + (rest ? rest->size() : 0); }
};

// The bytes of a structure of sys/dlpi.h.
template <class T>
requires std::is_trivially_copyable_v<T> Bytes bytes_of(const T& structure) {
  return {reinterpret_cast<const std::uint8_t*>(&structure), sizeof(T)};
}

inline void append(Buffer& buffer, Bytes bytes) {
  buffer.insert(buffer.end(), bytes.begin(), bytes.end());
}

// A structure with what follows it.
template <class T>
Buffer laid_out(const T& structure, Bytes first = {}, Bytes second = {}) {
  Buffer buffer;
  buffer.reserve(sizeof(T) + first.size() + second.size());
  append(buffer, bytes_of(structure));
  append(buffer, first);
  append(buffer, second);
  return buffer;
}

// The structure at the start. What a shorter message lacks is zero.
template <class T>
T read_as(Bytes bytes) {
  T structure{};
  std::memcpy(&structure, bytes.data(), bytes.size() < sizeof(T) ? bytes.size() : sizeof(T));
  return structure;
}

// The part that an offset and a length of a message mean; nullopt when it is not within the
// message, or begins within its fixed part.
inline std::optional<Bytes> part_of(Bytes message, std::size_t fixed, std::uint32_t offset,
                                    std::uint32_t length) {
  if (offset < fixed || offset > message.size() || length > message.size() - offset)
    return std::nullopt;
  return message.subspan(offset, length);
}

}  // namespace giosim::dlpi
