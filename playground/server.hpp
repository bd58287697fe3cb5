// Server: HTTP/1.1 for the page of `giosim serve`, on 127.0.0.1 and nowhere else.
//
//   GET  /             the page
//   GET  /api/schema   the JSON Schema of a scenario, for completion
//   GET  /api/text     what the editor begins with
//   GET  /api/lessons  the course: [{"name","title","text"}, …]
//   POST /api/run      runs a scenario (play.hpp): 200, or 422 with what is wrong in it
//
// Any program and any page on this computer can reach it, so it trusts nobody: a Host that is not its
// own is refused (403: a name of somebody else's that leads here), so is a POST that does not come from
// its own page, by its Origin and its Content-Type; requests have limits of size and time; no path
// leads to a file. What is beyond a limit is answered where HTTP has a word for it, else cut off.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstddef>
#include <expected>
#include <memory>
#include <string>

#include "playground/play.hpp"

namespace giosim::playground {

struct Pages {
  std::string engine;  // "giosim 0.1"
  std::string page;    // HTML
  std::string schema;  // JSON
  std::string text;    // YAML
  std::string lessons = "[]";  // JSON
};

struct Limits {
  std::size_t head_bytes = 8 << 10;
  std::size_t body_bytes = 1 << 20;
  std::chrono::milliseconds request_time{10'000};  // until a request is here, and its answer is gone
  std::chrono::milliseconds idle_time{60'000};     // between two requests of one connection
  std::size_t connections = 32;
  PlayLimits play;
};

class Server {
 public:
  // Listens from now on. The error is a sentence. Port 0: one that is free.
  static std::expected<std::unique_ptr<Server>, std::string> listen(
      boost::asio::io_context& io, std::uint16_t port, Pages pages,
      Limits limits = {});
  ~Server();

  std::uint16_t port() const;

 private:
  class Door;
  explicit Server(std::unique_ptr<Door> door);
  std::unique_ptr<Door> door_;
};

}  // namespace giosim::playground
