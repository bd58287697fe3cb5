// StreamHead: the end of a stream that a process sees, and the queue of what it has not read yet.
//
// putmsg() and getmsg() as in System V: a message of high priority (M_PCPROTO) overtakes the
// others, and there is one at a time: a second one is thrown away until the first has been read.
// getmsg() takes as much of a message as there is room for and leaves the rest in front, and says
// so (MORECTL, MOREDATA).
//
// Nothing here waits. An empty queue answers EAGAIN; who wants to wait hangs an event to the stream
// head, which is set whenever something arrives.
#pragma once

#include <deque>
#include <expected>
#include <optional>
#include <system_error>

#include "dlpi/image.hpp"
#include "dlpi/message.hpp"
#include "sim/event.hpp"

namespace giosim::dlpi {

// The flags are those of stropts.h.
inline constexpr int kHipri = 1;
inline constexpr int kMoreControl = 1, kMoreData = 2;

// How much of a part getmsg() takes; nullopt leaves the part where it is.
using Room = std::optional<std::size_t>;
inline constexpr Room kLeave = std::nullopt;
inline constexpr Room kWhole = static_cast<std::size_t>(-1);

// nullopt: there is no such part, or it was left.
struct Got {
  std::optional<Buffer> control;
  std::optional<Buffer> data;
  int more = 0;
  bool hipri = false;
};

class StreamHead {
 public:
  // Assumed: HP-UX's tunables STRCTLSZ and STRMSGSZ, and the high-water mark of the read queue.
  static constexpr std::size_t kMaxControl = 1024, kMaxData = 65'535, kHighWater = 65'536;

  // What putmsg() sends downstream; nullopt: nothing, as both parts are missing.
  // EINVAL: unknown flags, or RS_HIPRI without a control part. ERANGE: a part is too long.
  // ENXIO: hung up. EIO and others: what M_ERROR said.
  std::expected<std::optional<MessageType>, std::errc> admit(const std::optional<Bytes>& control,
                                                             const std::optional<Bytes>& data,
                                                             int flags) const;

  // EAGAIN: nothing there, or, with RS_HIPRI, nothing of high priority. EINVAL: unknown flags.
  // After a hangup the end of the stream: both parts there, and empty.
  std::expected<Got, std::errc> getmsg(Room control, Room data, int flags);

  // A message comes up. M_FLUSH empties the queue, M_HANGUP closes the way down, M_ERROR (its one
  // byte of data is the error) closes both.
  void up(Message message);

  // I_FLUSH of the read side.
  void flush() { queue_.clear(), queued_bytes_ = 0; }

  // False: whoever may throw something away had better do it now.
  bool has_room() const { return queued_bytes_ < kHighWater; }
  bool empty() const { return queue_.empty(); }
  // getmsg() would not say EAGAIN: something is there, or nothing will ever come.
  bool is_readable() const { return !empty() || hung_up_ || error_ != std::errc(); }

  void add_to(Image& image) const;

  // The event must outlive the stream or be taken away with nullptr.
  void rings(sim::Event* event) { event_ = event; }

 private:
  struct Queued {
    Message message;
    std::size_t control_read = 0;
    std::size_t data_read = 0;
  };
  bool has_hipri() const {
    return !queue_.empty() && queue_.front().message.type == MessageType::M_PCPROTO;
  }
  void ring() const {
    if (event_) event_->set();
  }

  std::deque<Queued> queue_;
  std::size_t queued_bytes_ = 0;
  bool hung_up_ = false;
  std::errc error_{};
  sim::Event* event_ = nullptr;
};

}  // namespace giosim::dlpi
