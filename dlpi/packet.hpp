// Packet: what a program outside (dlpi/so) and the giosim that has its machine say to each other
// over a local socket: a head of fixed size, then the control part, then the data part.
//
// The program asks, one request at a time: Kind::open first, then putmsg, getmsg and flush as often
// as it likes; to close it closes the socket. Each request has one Kind::answer. A Kind::news comes
// unasked, says that there is something to read, and makes poll(2) return: it is sent when a message
// arrives, and behind an answer that leaves one. Both ends are on one computer: numbers are as it
// has them.
#pragma once

#include <cstdint>

namespace giosim::dlpi {

struct Packet {
  enum Kind : std::uint32_t { open = 0x444c'5031, putmsg, getmsg, flush, answer, news };
  static constexpr std::int32_t kNone = -1;   // no such part
  static constexpr std::int32_t kClone = -1;  // no minor number: /dev/dlpi itself
  static constexpr std::int32_t kVersion = 1;
  // More than any stream takes, so that who sends more can be told so without sending it.
  static constexpr std::int32_t kLongestPart = 1 << 20;

  std::uint32_t size = sizeof(Packet);  // of all of it
  std::uint32_t kind = answer;
  std::int32_t error = 0;  // of an answer: errno
  std::int32_t flags = 0;  // RS_HIPRI; open: the minor number
  std::int32_t more = 0;   // MORECTL, MOREDATA; open: the version
  // Bytes behind the head, or of a getmsg the room for them. Open: the control part is the
  // machine's name, empty for the one that giosim chooses.
  std::int32_t control = kNone;
  std::int32_t data = kNone;
};

static_assert(sizeof(Packet) == 28);

}  // namespace giosim::dlpi
