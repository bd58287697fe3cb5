// RemoteUser: the stream of a program outside, which asks in packets.
//
//   RemoteUser user([&](std::string_view machine) { return &os.dlpi.streams(); });
//   socket.write(*user.answer(socket.read_packet()));
//   if (user.has_news()) socket.write(RemoteUser::news());
//
// It knows no socket. Nothing that a program sends can hurt more than its own stream.
#pragma once

#include <functional>
#include <string_view>

#include "dlpi/packet.hpp"
#include "dlpi/streams.hpp"

namespace giosim::dlpi {

class RemoteUser {
 public:
  // The streams of the machine of that name (empty: of the one meant by default), or what open()
  // fails with.
  using FindMachine = std::function<std::expected<Streams*, std::errc>(std::string_view)>;

  explicit RemoteUser(FindMachine find_machine, Opener opener = Opener::root)
      : find_machine_(std::move(find_machine)), opener_(opener) {}

  // The whole size that the head promises; nullopt: no packet begins so, hang up.
  static std::optional<std::size_t> size_of(Bytes head);

  // The answer to a whole packet; nullopt: it is none.
  std::optional<Buffer> answer(Bytes packet);

  // Whether the program has to be told that there is something to read; once each time.
  bool has_news();
  static Buffer news();

 private:
  Buffer open(const Packet& head, Bytes name);
  Buffer putmsg(const Packet& head, Bytes parts);
  Buffer getmsg(const Packet& head);

  FindMachine find_machine_;
  Opener opener_;
  OpenStream stream_;
  bool told_ = false;  // that there is something to read, since it last asked
};

}  // namespace giosim::dlpi
