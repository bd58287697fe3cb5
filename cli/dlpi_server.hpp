// DlpiServer: gives the machines of a console to programs outside, over a local socket
// (dlpi/packet.hpp; dlpi/so is the other end).
//
// One request after the other, from whichever program: what it has set going comes to its end in
// virtual time before it is answered. Between requests time stands still, so that the same requests
// get the same answers on every computer.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "dlpi/remote_user.hpp"

namespace giosim::cli {

class DlpiServer {
 public:
  using Protocol = boost::asio::local::stream_protocol;

  // find_machine as RemoteUser wants it; settle lets what is under way come to its end, and says
  // false when it was interrupted: then the server ends.
  struct Machines {
    dlpi::RemoteUser::FindMachine find;
    std::function<bool()> settle;
  };

  // It serves while the acceptor's context runs.
  DlpiServer(Protocol::acceptor acceptor, Machines machines, dlpi::Opener opener);
  DlpiServer(const DlpiServer&) = delete;
  DlpiServer& operator=(const DlpiServer&) = delete;
  ~DlpiServer();

 private:
  class Caller;

  void accept();
  void tell_news();

  Protocol::acceptor acceptor_;
  Machines machines_;
  dlpi::Opener opener_;
  std::vector<std::weak_ptr<Caller>> callers_;  // in the order of their coming
};

// A socket that listens at the path, for this user alone. A file that a giosim has left there which
// is no more is replaced. The error is a sentence.
std::expected<DlpiServer::Protocol::acceptor, std::string> listen_at(boost::asio::io_context& io,
                                                                     const std::string& path);

}  // namespace giosim::cli
