#include "playground/server.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <thread>

namespace giosim::playground {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Catch::Contains;
using Catch::StartsWith;
using namespace std::chrono_literals;

const char* const kOneNic = R"({"yaml":"scenario: one NIC\nsays: One NIC boots.\nmachines: )"
                            R"({server: {slots: {0/1/1/0: {driver: igelan, )"
                            R"(mac: 0x00306E00000A}}}}\nsteps: [{boot: server}]\n"})";

// A server that serves while it lives.
class Host {
 public:
  explicit Host(const Limits& limits = {}) {
    auto server = Server::listen(io_, 0, {"giosim test", "<h1>page</h1>", "{}", "steps: []", "[1]"}, limits);
    REQUIRE(server);
    server_ = std::move(*server);
    thread_ = std::thread([this] { io_.run(); });
  }
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;
  ~Host() {
    io_.stop();
    thread_.join();
    server_.reset();
  }
  std::string name() const { return "127.0.0.1:" + std::to_string(server_->port()); }
  std::uint16_t port() const { return server_->port(); }

 private:
  asio::io_context io_;
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

// A connection to it.
class Guest {
 public:
  explicit Guest(const Host& host) : socket_(io_) {
    socket_.connect({asio::ip::address_v4::loopback(), host.port()});
  }
  // What has been refused already cannot be sent whole.
  void says(const std::string& text) {
    boost::system::error_code ignored;
    asio::write(socket_, asio::buffer(text), ignored);
  }
  // All that the server says until it closes.
  std::string hears() {
    std::string heard;
    boost::system::error_code end;
    asio::read(socket_, asio::dynamic_buffer(heard), end);
    return heard;
  }
  // The first byte of an answer; the connection stays.
  bool hears_something() {
    char byte = 0;
    boost::system::error_code error;
    return asio::read(socket_, asio::buffer(&byte, 1), error) == 1;
  }

 private:
  asio::io_context io_;
  tcp::socket socket_;
};

std::string ask(const Host& host, const std::string& request) {
  Guest guest(host);
  guest.says(request);
  return guest.hears();
}

std::string get(const Host& host, const std::string& target, const std::string& host_field) {
  return ask(host, "GET " + target + " HTTP/1.1\r\n" + host_field + "Connection: close\r\n\r\n");
}
std::string get(const Host& host, const std::string& target) {
  return get(host, target, "Host: " + host.name() + "\r\n");
}

struct Post {
  std::string origin, type = "application/json", body = kOneNic;
};
std::string post(const Host& host, const Post& post) {
  return ask(host, "POST /api/run HTTP/1.1\r\nHost: " + host.name() + "\r\n" + post.origin +
                       "Content-Type: " + post.type + "\r\nConnection: close\r\nContent-Length: " +
                       std::to_string(post.body.size()) + "\r\n\r\n" + post.body);
}
std::string own_origin(const Host& host) { return "Origin: http://" + host.name() + "\r\n"; }

std::string body_of(const std::string& answer) {
  return answer.substr(std::min(answer.find("\r\n\r\n"), answer.size() - 4) + 4);
}

}  // namespace

TEST_CASE("the page, the schema and the text are there", "[playground]") {
  const Host host;

  const std::string page = get(host, "/");
  CHECK_THAT(page, StartsWith("HTTP/1.1 200 OK\r\n") && Contains("text/html; charset=utf-8"));
  CHECK(body_of(page) == "<h1>page</h1>");
  CHECK(body_of(get(host, "/api/schema")) == "{}");
  CHECK(body_of(get(host, "/api/text")) == "steps: []");
  CHECK(body_of(get(host, "/api/lessons")) == "[1]");
  CHECK(body_of(get(host, "/", "Host: localhost:" + std::to_string(host.port()) + "\r\n")) ==
        "<h1>page</h1>");
}

TEST_CASE("a scenario is posted and run", "[playground]") {
  const Host host;

  const std::string ran = post(host, {.origin = own_origin(host)});
  const std::string wrong = post(host, {.origin = own_origin(host), .body = R"({"yaml":"x: y"})"});
  const std::string no_request = post(host, {.origin = own_origin(host), .body = "x"});

  CHECK_THAT(ran, StartsWith("HTTP/1.1 200 OK\r\n"));
  CHECK(boost::json::parse(body_of(ran)).at("verdict").at("passed") == true);
  CHECK_THAT(wrong, StartsWith("HTTP/1.1 422 "));
  CHECK_FALSE(boost::json::parse(body_of(wrong)).at("problems").as_array().empty());
  CHECK_THAT(no_request, StartsWith("HTTP/1.1 400 "));
}

TEST_CASE("several requests come over one connection", "[playground]") {
  const Host host;
  const std::string request = "GET /api/text HTTP/1.1\r\nHost: " + host.name() + "\r\n";

  const std::string answers =
      ask(host, request + "\r\n" + request + "\r\n" + request + "Connection: close\r\n\r\n");

  std::size_t count = 0;
  for (std::size_t at = 0; (at = answers.find("steps: []", at)) != std::string::npos; ++at) ++count;
  CHECK(count == 3);
}

TEST_CASE("every answer forbids what no answer needs", "[playground]") {
  const Host host;
  for (const std::string& answer :
       {get(host, "/"), get(host, "/nothing"), get(host, "/", "Host: evil.example\r\n"),
        post(host, {.origin = own_origin(host)}), post(host, {})}) {
    CHECK_THAT(answer, Contains("Content-Security-Policy: ") && Contains("frame-ancestors 'none'"));
    CHECK_THAT(answer, Contains("X-Content-Type-Options: nosniff"));
    CHECK_THAT(answer, Contains("Cross-Origin-Resource-Policy: same-origin"));
    CHECK_THAT(answer, !Contains("Access-Control-Allow"));
  }
}

TEST_CASE("a name of somebody else's that leads here gets nothing", "[playground]") {
  const Host host;
  const std::string port = std::to_string(host.port());
  for (const std::string& field :
       {std::string("Host: evil.example\r\n"), "Host: evil.example:" + port + "\r\n",
        std::string("Host: 127.0.0.1\r\n"), std::string("Host: 127.0.0.1:1\r\n"),
        "Host: 127.0.0.1:" + port + ".evil.example\r\n", std::string("Host:\r\n"),
        std::string()}) {
    const std::string answer = get(host, "/", field);
    CHECK_THAT(answer, StartsWith("HTTP/1.1 403 ") && !Contains("<h1>"));
  }
}

TEST_CASE("another page cannot make this one's requests", "[playground]") {
  const Host host;

  CHECK_THAT(post(host, {}), StartsWith("HTTP/1.1 403 "));
  for (const char* origin : {"http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1",
                             "http://localhost:1", "127.0.0.1"})
    CHECK_THAT(post(host, {.origin = std::string("Origin: ") + origin + "\r\n"}),
               StartsWith("HTTP/1.1 403 "));
  // What a form or a page of another origin can send without asking first.
  for (const char* type : {"text/plain", "application/x-www-form-urlencoded",
                           "multipart/form-data; boundary=application/json"})
    CHECK_THAT(post(host, {.origin = own_origin(host), .type = type}),
               StartsWith("HTTP/1.1 415 "));
  CHECK_THAT(post(host, {.origin = own_origin(host), .type = "Application/JSON; charset=utf-8"}),
             StartsWith("HTTP/1.1 200 "));
}

TEST_CASE("no path leads to a file", "[playground]") {
  const Host host;
  for (const char* target : {"/../../etc/passwd", "//etc/passwd", "/etc/passwd", "/%2e%2e/etc/passwd",
                             "/api/../etc/passwd", "file:///etc/passwd", "/api/text?x=/etc/passwd"})
    CHECK_THAT(get(host, target), StartsWith("HTTP/1.1 404 "));
}

TEST_CASE("each path has its one method", "[playground]") {
  const Host host;
  const auto with = [&](const std::string& method, const std::string& target) {
    return ask(host, method + " " + target + " HTTP/1.1\r\nHost: " + host.name() +
                         "\r\nConnection: close\r\n\r\n");
  };

  CHECK_THAT(with("GET", "/api/run"), StartsWith("HTTP/1.1 405 ") && Contains("Allow: POST"));
  CHECK_THAT(with("DELETE", "/"), StartsWith("HTTP/1.1 405 ") && Contains("Allow: GET"));
  CHECK_THAT(with("OPTIONS", "/api/run"), StartsWith("HTTP/1.1 405 "));
  CHECK_THAT(with("POST", "/"), StartsWith("HTTP/1.1 405 "));
}

TEST_CASE("what is too large is refused before it is here", "[playground]") {
  const Host host;
  const std::string begun = "POST /api/run HTTP/1.1\r\nHost: " + host.name() + "\r\n" +
                            own_origin(host) + "Content-Type: application/json\r\n";

  CHECK_THAT(ask(host, begun + "Content-Length: 1048577\r\n\r\n"), StartsWith("HTTP/1.1 413 "));
  CHECK_THAT(ask(host, begun + "Content-Length: 99999999999999999999\r\n\r\n"), !Contains("200"));
  CHECK_THAT(ask(host, begun + "Transfer-Encoding: chunked\r\n\r\n200000\r\n"),
             StartsWith("HTTP/1.1 413 "));
  CHECK_THAT(get(host, "/", "Host: " + host.name() + "\r\nX: " + std::string(9'000, 'x') + "\r\n"),
             StartsWith("HTTP/1.1 431 "));
}

TEST_CASE("what is no HTTP is cut off, and the next one is served", "[playground]") {
  const Host host;
  for (const std::string& rubbish : {std::string("\0\1\2\3\r\n\r\n", 8), std::string(100, '\n'),
                                     std::string("GET / HTTP/9.9\r\n\r\n"),
                                     std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")}) {
    Guest guest(host);
    guest.says(rubbish + "\r\n\r\n");
    CHECK_THAT(guest.hears(), !Contains("200 OK"));
  }
  CHECK_THAT(get(host, "/"), StartsWith("HTTP/1.1 200 "));
}

TEST_CASE("who does not come to an end is cut off", "[playground]") {
  Limits limits;
  limits.request_time = 50ms;
  limits.idle_time = 50ms;
  const Host host(limits);

  Guest silent(host), slow(host);
  slow.says("POST /api/run HTTP/1.1\r\nHost: ");

  CHECK(silent.hears() == "");
  CHECK(slow.hears() == "");
}

TEST_CASE("only so many are let in at once", "[playground]") {
  Limits limits;
  limits.connections = 2;
  const Host host(limits);
  const std::string request = "GET / HTTP/1.1\r\nHost: " + host.name() + "\r\n\r\n";
  Guest third_later(host);
  {
    Guest one(host);
    third_later.says(request);
    one.says(request);
    CHECK(third_later.hears_something());
    CHECK(one.hears_something());

    Guest too_many(host);
    CHECK(too_many.hears() == "");
  }
  // A place is free again, as soon as the server has seen it.
  bool served = false;
  for (int tried = 0; tried < 1000 && !served; ++tried) {
    served = get(host, "/").starts_with("HTTP/1.1 200 ");
    if (!served) std::this_thread::sleep_for(5ms);
  }
  CHECK(served);
}

TEST_CASE("it listens on 127.0.0.1 and nowhere else", "[playground]") {
  const Host host;
  asio::io_context io;
  tcp::socket socket(io);
  boost::system::error_code error;

  socket.connect({asio::ip::make_address("127.0.0.2"), host.port()}, error);

  CHECK(error == asio::error::connection_refused);
}

TEST_CASE("a port that is taken is refused in a sentence", "[playground]") {
  const Host host;
  asio::io_context io;

  const auto second = Server::listen(io, host.port(), {});

  REQUIRE_FALSE(second);
  CHECK(second.error() == "cannot listen at " + host.name() + ": Address already in use");
}

TEST_CASE("the end does not wait for a long run", "[playground]") {
  Limits limits;
  limits.play = {.events = UINT64_MAX, .wall_time = 1h, .trace_bytes = SIZE_MAX};
  auto host = std::make_unique<Host>(limits);
  // A hundred NICs, booted again and again.
  std::string yaml = "scenario: long\\nsays: Long.\\nmachines:\\n  server:\\n    slots:\\n";
  for (int nic = 0; nic < 100; ++nic)
    yaml += "      0/1/" + std::to_string(nic) + "/0: {driver: igelan}\\n";
  yaml += "steps:\\n";
  for (int boot = 0; boot < 2'000; ++boot) yaml += "  - boot: server\\n  - shutdown: server\\n";
  Guest guest(*host);
  const std::string body = "{\"yaml\":\"" + yaml + "\"}";
  guest.says("POST /api/run HTTP/1.1\r\nHost: " + host->name() + "\r\n" + own_origin(*host) +
             "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
             "\r\n\r\n" + body);
  CHECK_THAT(get(*host, "/"), StartsWith("HTTP/1.1 200 "));  // meanwhile others are served

  host.reset();

  CHECK_THAT(guest.hears(), !Contains("200 OK"));
}

}  // namespace giosim::playground
