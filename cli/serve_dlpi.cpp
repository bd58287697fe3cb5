#include "cli/serve_dlpi.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/signal_set.hpp>
#include <charconv>
#include <filesystem>

#include "cli/dlpi_server.hpp"
#include "cli/interruption.hpp"
#include "runner/problem.hpp"
#include "user/session.hpp"

namespace giosim::cli {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::string_view kInherited = "fd:";

// The descriptor of "fd:3", the way of dlpi/so: a socket that listens already.
std::optional<int> inherited(const std::string& socket) {
  if (!socket.starts_with(kInherited)) return std::nullopt;
  int descriptor = 0;
  const char* const end = socket.data() + socket.size();
  const auto [at, error] =
      std::from_chars(socket.data() + kInherited.size(), end, descriptor);
  if (error != std::errc() || at != end || descriptor < 0)
    throw UsageError("--socket: " + runner::in_quotes(socket) + " is no descriptor; expected one like fd:3");
  return descriptor;
}

DlpiServer::Protocol::acceptor acceptor_of(asio::io_context& io, const std::string& socket) {
  if (const auto descriptor = inherited(socket)) {
    DlpiServer::Protocol::acceptor acceptor(io);
    error_code error;
    acceptor.assign(DlpiServer::Protocol(), *descriptor, error);
    if (error) throw UsageError("--socket " + socket + ": " + error.message());
    return acceptor;
  }
  auto acceptor = listen_at(io, socket);
  if (!acceptor) throw UsageError("--socket: " + acceptor.error());
  return std::move(*acceptor);
}

// The file of a socket goes with the one that listens there.
class SocketFile {
 public:
  explicit SocketFile(const std::string& socket)
      : path_(inherited(socket) ? std::filesystem::path() : std::filesystem::path(socket)) {}
  SocketFile(const SocketFile&) = delete;
  SocketFile& operator=(const SocketFile&) = delete;
  ~SocketFile() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove(path_, ignored);
  }

 private:
  std::filesystem::path path_;
};

// The end of standard input, for whoever has started this one and holds the other end.
class Leash {
 public:
  Leash(asio::io_context& io, bool wanted) : io_(io), input_(io) {
    error_code error;
    if (wanted) input_.assign(STDIN_FILENO, error);
    if (wanted && !error) wait();
  }

 private:
  void wait() {
    input_.async_read_some(asio::buffer(bytes_), [this](error_code error, auto) {
      if (error == asio::error::operation_aborted) return;
      if (error) return io_.stop();
      wait();
    });
  }

  asio::io_context& io_;
  asio::posix::stream_descriptor input_;
  std::array<char, 64> bytes_{};
};

// A machine that is off is powered on.
std::expected<dlpi::Streams*, std::errc> find_machine(Seat& seat, std::string_view name) {
  runner::Console& console = seat.console();
  const std::string machine(name.empty() ? std::string_view(console.machine()) : name);
  if (!console.has_machine(machine)) return std::unexpected(std::errc::no_such_device_or_address);
  if (!console.streams(machine)) {
    if (machine != console.machine()) seat.move_to(machine);
    if (!console.has_disk() || !seat.power_on())
      return std::unexpected(std::errc::no_such_device_or_address);
  }
  return console.streams(machine);
}

void serve_until_the_end(const SeatSettings& settings, const std::string& socket, Seat& seat, Terminal& terminal,
                         asio::io_context& io, DlpiServer::Protocol::acceptor acceptor) {
  asio::signal_set signals(io, SIGINT, SIGTERM, SIGHUP);
  signals.async_wait([&io](error_code error, int) {
    if (!error) io.stop();
  });
  const Leash leash(io, inherited(socket).has_value());
  runner::Console& console = seat.console();
  const std::string first = console.machine();
  const DlpiServer server(
      std::move(acceptor),
      {.find = [&](std::string_view name) { return find_machine(seat, name.empty() ? first : name); },
       .settle =
           [&] {
             if (console.settle() == runner::Console::End::done) return true;
             io.stop();
             return false;
           }},
      settings.user == user::kRoot ? dlpi::Opener::root : dlpi::Opener::user);
  terminal.out << fmt::format("{} serves /dev/dlpi at {}; Ctrl-C ends it\n", first, socket)
               << std::flush;
  io.run();
}

}  // namespace

ExitCode serve_dlpi(const SeatSettings& settings, const std::string& socket, Terminal& terminal) {
  Seat seat(settings, terminal, Says::little, [] { return Interruption::requested(); });
  {
    const Interruption interruption;
    if (!seat.take()) {
      if (Interruption::requested()) return ExitCode::interrupted;
      return ExitCode::failed;
    }
  }
  {
    asio::io_context io(1);
    auto acceptor = acceptor_of(io, socket);
    const SocketFile file(socket);
    serve_until_the_end(settings, socket, seat, terminal, io, std::move(acceptor));
  }  // every stream is closed
  seat.leave();
  return ExitCode::passed;
}

}  // namespace giosim::cli
