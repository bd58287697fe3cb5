#include "dlpi/remote_user.hpp"

namespace giosim::dlpi {
namespace {

constexpr std::size_t kHead = sizeof(Packet);

std::size_t length(std::int32_t part) { return part < 0 ? 0 : static_cast<std::size_t>(part); }

bool is_part(std::int32_t length) {
  return length >= Packet::kNone && length <= Packet::kLongestPart;
}

// What follows the head. A getmsg says how much room there is, and carries nothing.
std::size_t behind(const Packet& head) {
  return head.kind == Packet::getmsg ? 0 : length(head.control) + length(head.data);
}

Buffer failed(std::errc error) {
  Packet head;
  head.error = static_cast<std::int32_t>(error);
  return laid_out(head);
}

Room room(std::int32_t bytes) { return bytes < 0 ? kLeave : Room(length(bytes)); }

std::int32_t length(const std::optional<Buffer>& part) {
  return part ? static_cast<std::int32_t>(part->size()) : Packet::kNone;
}

Bytes bytes(const std::optional<Buffer>& part) { return part ? Bytes(*part) : Bytes(); }

}  // namespace

std::optional<std::size_t> RemoteUser::size_of(Bytes bytes) {
  if (bytes.size() < kHead) return std::nullopt;
  const auto head = read_as<Packet>(bytes);
  if (head.kind < Packet::open || head.kind > Packet::flush) return std::nullopt;
  const bool carries = head.kind != Packet::getmsg;
  if (carries && (!is_part(head.control) || !is_part(head.data))) return std::nullopt;
  if (head.size != kHead + behind(head)) return std::nullopt;
  return head.size;
}

std::optional<Buffer> RemoteUser::answer(Bytes packet) {
  if (size_of(packet) != packet.size()) return std::nullopt;
  const auto head = read_as<Packet>(packet);
  const Bytes parts = packet.subspan(kHead);
  if (head.kind == Packet::open) return open(head, parts.first(length(head.control)));
  if (!stream_) return failed(std::errc::bad_file_descriptor);
  if (head.kind == Packet::putmsg) return putmsg(head, parts);
  if (head.kind == Packet::getmsg) return getmsg(head);
  stream_->flush();
  told_ = false;
  return laid_out(Packet());
}

Buffer RemoteUser::open(const Packet& head, Bytes name) {
  if (head.more != Packet::kVersion) return failed(std::errc::protocol_error);
  if (stream_) return failed(std::errc::invalid_argument);
  const auto streams =
      find_machine_({reinterpret_cast<const char*>(name.data()), name.size()});
  if (!streams) return failed(streams.error());
  auto stream = head.flags == Packet::kClone ? (*streams)->open_clone(opener_)
                                             : (*streams)->open(head.flags, opener_);
  if (!stream) return failed(stream.error());
  stream_ = std::move(*stream);
  return laid_out(Packet());
}

Buffer RemoteUser::putmsg(const Packet& head, Bytes parts) {
  std::optional<Bytes> control, data;
  if (head.control >= 0) control = parts.first(length(head.control));
  if (head.data >= 0) data = parts.subspan(length(head.control));
  const auto put = stream_->putmsg(control, data, head.flags);
  return put ? laid_out(Packet()) : failed(put.error());
}

Buffer RemoteUser::getmsg(const Packet& asked) {
  told_ = false;
  const auto got = stream_->getmsg(room(asked.control), room(asked.data), asked.flags);
  if (!got) return failed(got.error());
  Packet head;
  head.flags = got->hipri ? kHipri : 0;
  head.more = got->more;
  head.control = length(got->control);
  head.data = length(got->data);
  head.size += static_cast<std::uint32_t>(bytes(got->control).size() + bytes(got->data).size());
  return laid_out(head, bytes(got->control), bytes(got->data));
}

bool RemoteUser::has_news() {
  if (told_ || !stream_ || !stream_->is_readable()) return false;
  told_ = true;
  return true;
}

Buffer RemoteUser::news() {
  Packet head;
  head.kind = Packet::news;
  return laid_out(head);
}

}  // namespace giosim::dlpi
