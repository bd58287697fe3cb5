#include "cli/dlpi_server.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <filesystem>
#include <utility>

#include "runner/problem.hpp"

namespace giosim::cli {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

// Whoever has another user's rights has no business with this one's machines.
bool is_of_this_user(DlpiServer::Protocol::socket& socket) {
  ucred peer{};
  socklen_t size = sizeof(peer);
  return getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
         peer.uid == geteuid();
}

}  // namespace

// One stream of a program. It lives as long as something is to be read or written.
class DlpiServer::Caller : public std::enable_shared_from_this<Caller> {
 public:
  Caller(DlpiServer& server, Protocol::socket socket)
      : server_(server), socket_(std::move(socket)), user_(server.machines_.find, server.opener_) {}

  void read_head() {
    in_.resize(sizeof(dlpi::Packet));
    asio::async_read(socket_, asio::buffer(in_), [me = shared_from_this()](error_code error, auto) {
      if (!error) me->read_parts();
    });
  }

  void tell_news() {
    if (user_.has_news()) write(dlpi::RemoteUser::news());
  }

 private:
  void read_parts() {
    const auto size = dlpi::RemoteUser::size_of(in_);
    if (!size) return;  // no packet: hang up
    const std::size_t had = in_.size();
    in_.resize(*size);
    asio::async_read(socket_, asio::buffer(in_) + had,
                     [me = shared_from_this()](error_code error, auto) {
                       if (!error) me->obey();
                     });
  }

  void obey() {
    std::optional<dlpi::Buffer> answer = user_.answer(in_);
    if (!answer || !server_.machines_.settle()) return;
    owes_answer_ = true;
    write(std::move(*answer));
    server_.tell_news();
  }

  void write(dlpi::Buffer bytes) {
    dlpi::append(waiting_, bytes);
    if (out_.empty()) write_waiting();
  }

  // The next request is read when its forerunner's answer is out: who does not read may not ask.
  void write_waiting() {
    out_ = std::exchange(waiting_, {});
    asio::async_write(socket_, asio::buffer(out_), [me = shared_from_this()](error_code error, auto) {
      me->out_.clear();
      if (error) return;
      if (!me->waiting_.empty()) return me->write_waiting();
      if (std::exchange(me->owes_answer_, false)) me->read_head();
    });
  }

  DlpiServer& server_;
  Protocol::socket socket_;
  dlpi::RemoteUser user_;
  dlpi::Buffer in_, out_, waiting_;  // what is read; is being written; is to be written next
  bool owes_answer_ = false;
};

DlpiServer::DlpiServer(Protocol::acceptor acceptor, Machines machines, dlpi::Opener opener)
    : acceptor_(std::move(acceptor)), machines_(std::move(machines)), opener_(opener) {
  accept();
}

DlpiServer::~DlpiServer() = default;

void DlpiServer::accept() {
  acceptor_.async_accept([this](error_code error, Protocol::socket socket) {
    if (error == asio::error::operation_aborted) return;
    if (!error && is_of_this_user(socket)) {
      std::erase_if(callers_, [](const auto& caller) { return caller.expired(); });
      const auto caller = std::make_shared<Caller>(*this, std::move(socket));
      callers_.push_back(caller);
      caller->read_head();
    }
    accept();
  });
}

void DlpiServer::tell_news() {
  for (const std::weak_ptr<Caller>& one : callers_)
    if (const auto caller = one.lock()) caller->tell_news();
}

std::expected<DlpiServer::Protocol::acceptor, std::string> listen_at(asio::io_context& io,
                                                                     const std::string& path) {
  const auto refused = [&](const std::string& why) {
    return std::unexpected(runner::in_quotes(path) + " " + why);
  };
  sockaddr_un longest{};
  if (path.size() >= sizeof(longest.sun_path))
    return refused(fmt::format("is too long for a socket's name; at most {} bytes are possible",
                               sizeof(longest.sun_path) - 1));
  std::error_code ignored;
  if (std::filesystem::exists(std::filesystem::symlink_status(path, ignored))) {
    if (!std::filesystem::is_socket(path, ignored)) return refused("is there already, and no socket");
    error_code nobody;
    DlpiServer::Protocol::socket(io).connect(path, nobody);
    if (!nobody) return refused("belongs to another giosim that runs");
    std::filesystem::remove(path, ignored);
  }

  error_code error;
  DlpiServer::Protocol::acceptor acceptor(io);
  acceptor.open(DlpiServer::Protocol(), error);
  const mode_t before = umask(S_IRWXG | S_IRWXO);
  if (!error) acceptor.bind(path, error);
  umask(before);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return refused("cannot be made: " + error.message());
  return acceptor;
}

}  // namespace giosim::cli
