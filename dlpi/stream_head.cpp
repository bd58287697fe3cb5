#include "dlpi/stream_head.hpp"

#include <algorithm>
#include <utility>

namespace giosim::dlpi {
namespace {

// Takes what there is room for out of a part of which `read` bytes have been taken before.
std::optional<Buffer> take(Buffer& part, std::size_t& read, Room room) {
  if (!room || read == part.size()) return std::nullopt;
  const std::size_t taken = std::min(*room, part.size() - read);
  if (read == 0 && taken == part.size()) return std::exchange(part, Buffer());
  const auto from = part.begin() + static_cast<std::ptrdiff_t>(read);
  read += taken;
  return Buffer(from, from + static_cast<std::ptrdiff_t>(taken));
}

// Lays out what `room` takes of a control part whose first `read` bytes have been taken.
void lay_out(Message& message, std::size_t& read, Room room) {
  if (!message.rest || !room) return;
  message.control.erase(message.control.begin(),
                        message.control.begin() + static_cast<std::ptrdiff_t>(read));
  read = 0;
  message.control.reserve(std::min(*room, message.control.size() + message.rest->size()));
  while (message.control.size() < *room && message.rest->size() > 0)
    message.rest->lay_out_next(message.control);
}

}  // namespace

std::expected<std::optional<MessageType>, std::errc> StreamHead::admit(
    const std::optional<Bytes>& control, const std::optional<Bytes>& data, int flags) const {
  if (error_ != std::errc()) return std::unexpected(error_);
  if (flags != 0 && flags != kHipri) return std::unexpected(std::errc::invalid_argument);
  if (flags == kHipri && !control) return std::unexpected(std::errc::invalid_argument);
  if (hung_up_) return std::unexpected(std::errc::no_such_device_or_address);
  if ((control && control->size() > kMaxControl) || (data && data->size() > kMaxData))
    return std::unexpected(std::errc::result_out_of_range);
  if (control) return flags == kHipri ? MessageType::M_PCPROTO : MessageType::M_PROTO;
  if (data) return MessageType::M_DATA;
  return std::nullopt;
}

std::expected<Got, std::errc> StreamHead::getmsg(Room control, Room data, int flags) {
  if (error_ != std::errc()) return std::unexpected(error_);
  if (flags != 0 && flags != kHipri) return std::unexpected(std::errc::invalid_argument);
  if (queue_.empty() && hung_up_) return Got{Buffer(), Buffer(), 0, false};
  if (queue_.empty() || (flags == kHipri && !has_hipri()))
    return std::unexpected(std::errc::resource_unavailable_try_again);

  Queued& first = queue_.front();
  Message& message = first.message;
  Got got;
  got.hipri = message.type == MessageType::M_PCPROTO;
  lay_out(message, first.control_read, control);
  got.control = take(message.control, first.control_read, control);
  got.data = take(message.data, first.data_read, data);
  queued_bytes_ -= (got.control ? got.control->size() : 0) + (got.data ? got.data->size() : 0);

  if (first.control_read < message.control.size() || (message.rest && message.rest->size() > 0))
    got.more |= kMoreControl;
  if (first.data_read < message.data.size()) got.more |= kMoreData;
  if (got.more == 0)
    queue_.pop_front();
  else if ((got.more & kMoreControl) == 0)
    message.type = MessageType::M_DATA;  // what is left of it has no priority
  return got;
}

void StreamHead::up(Message message) {
  switch (message.type) {
    case MessageType::M_FLUSH: flush(); return;
    case MessageType::M_HANGUP: hung_up_ = true; break;
    case MessageType::M_ERROR:
      flush();
      error_ = std::errc(message.data.at(0));
      break;
    case MessageType::M_PCPROTO:
      if (has_hipri()) return;
      queued_bytes_ += message.size();
      queue_.push_front({std::move(message)});
      break;
    case MessageType::M_DATA:
    case MessageType::M_PROTO:
      queued_bytes_ += message.size();
      queue_.push_back({std::move(message)});
      break;
  }
  ring();
}

void StreamHead::add_to(Image& image) const {
  image.add(std::uint64_t{hung_up_});
  image.add(static_cast<std::uint64_t>(error_));
  image.add(queue_.size());
  for (const Queued& queued : queue_) {
    image.add(static_cast<std::uint64_t>(queued.message.type));
    image.add(Bytes(queued.message.control));
    image.add(Bytes(queued.message.data));
    image.add(queued.message.rest ? queued.message.rest->size() : 0);
    image.add(queued.control_read);
    image.add(queued.data_read);
  }
}

}  // namespace giosim::dlpi
