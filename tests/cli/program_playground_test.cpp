// giosim serve without --socket, end to end. What the server refuses is tested in tests/playground.

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"

using Catch::Contains;
using Catch::StartsWith;

namespace giosim::cli {
namespace {

namespace asio = boost::asio;

// The port of "the playground is at http://127.0.0.1:43121/; …".
std::uint16_t port_in(const std::string& said) {
  const std::string_view before = "http://127.0.0.1:";
  const std::size_t at = said.find(before);
  REQUIRE(at != std::string::npos);
  return static_cast<std::uint16_t>(std::stoul(said.substr(at + before.size())));
}

std::string get(std::uint16_t port, const std::string& target) {
  asio::io_context io;
  asio::ip::tcp::socket socket(io);
  socket.connect({asio::ip::address_v4::loopback(), port});
  asio::write(socket, asio::buffer("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" +
                                   std::to_string(port) + "\r\nConnection: close\r\n\r\n"));
  std::string answer;
  boost::system::error_code end;
  asio::read(socket, asio::dynamic_buffer(answer), end);
  return answer;
}

}  // namespace

TEST_CASE("giosim serve serves the playground until Ctrl-C", "[cli][playground]") {
  const TempFolder folder;
  folder.write("mine.yaml", "scenario: not finished");
  const int signal = GENERATE(SIGINT, SIGTERM);
  Program program(folder, {"serve", "mine.yaml"});
  REQUIRE(program.has_said("; Ctrl-C ends it\n"));
  const std::uint16_t port = port_in(text_of(folder / ".out"));

  const std::string page = get(port, "/");
  CHECK_THAT(page, StartsWith("HTTP/1.1 200 OK\r\n"));
  CHECK_THAT(page, Contains("<!doctype html>") && Contains("connect-src 'self'"));
  CHECK_THAT(get(port, "/api/text"), Contains("\r\n\r\nscenario: not finished"));
  CHECK_THAT(get(port, "/api/schema"), Contains("\"A scenario of giosim\""));
  program.send(signal);
  const Ended ended = program.ends();
  CHECK(ended.code == 0);
  CHECK(ended.err == "");
}

TEST_CASE("the playground begins with the document's example", "[cli][playground]") {
  const TempFolder folder;
  Program program(folder, {"serve"});
  REQUIRE(program.has_said("; Ctrl-C ends it\n"));

  CHECK_THAT(get(port_in(text_of(folder / ".out")), "/api/text"),
             Contains("scenario: the document's example"));
  CHECK_THAT(get(port_in(text_of(folder / ".out")), "/api/lessons"),
             Contains("\"title\":\"1. ") && Contains("\"title\":\"12. "));
  program.send(SIGTERM);
  CHECK(program.ends().code == 0);
}

TEST_CASE("what giosim serve cannot do for a browser it says", "[cli][playground]") {
  const TempFolder folder;
  folder.write("large.yaml", std::string((1 << 20) + 1, '#'));
  const auto refusal = [&](const std::vector<std::string>& arguments) {
    const Ended run = giosim(folder, arguments);
    CHECK(run.code == 2);
    CHECK(run.out == "");
    return run.err;
  };

  CHECK_THAT(refusal({"serve", "--port", "65536"}), Contains("--port: expected a number up to 65535"));
  CHECK_THAT(refusal({"serve", "--port", "0"}), Contains("--port"));
  CHECK_THAT(refusal({"serve", "--port", "8080", "--socket", "s"}), Contains("give one of the two"));
  CHECK_THAT(refusal({"serve", "--disk", "m.db"}), Contains("--socket /tmp/dlpi"));
  CHECK_THAT(refusal({"serve", "nothing.yaml"}), StartsWith("giosim: nothing.yaml: "));
  CHECK_THAT(refusal({"serve", "large.yaml"}), StartsWith("giosim: large.yaml: "));
}

}  // namespace giosim::cli
