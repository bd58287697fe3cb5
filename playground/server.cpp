#include "playground/server.hpp"

#include <fmt/format.h>

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <string_view>

namespace giosim::playground {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

constexpr std::chrono::milliseconds kPause{100};
constexpr std::string_view kHtml = "text/html; charset=utf-8";
constexpr std::string_view kJson = "application/json";
constexpr std::string_view kYaml = "application/yaml";
constexpr std::string_view kPlain = "text/plain; charset=utf-8";

// An error is noted, not thrown.
auto noted_in(boost::system::error_code& error) {
  return asio::redirect_error(asio::use_awaitable, error);
}

beast::string_view view(std::string_view text) { return {text.data(), text.size()}; }
std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

Response answer(const Request& request, http::status status, std::string_view type,
                std::string body) {
  Response response(status, request.version());
  response.set(http::field::content_type, view(type));
  response.set(http::field::cache_control, "no-store");
  response.set(http::field::x_frame_options, "DENY");
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "no-referrer");
  response.set("Cross-Origin-Resource-Policy", "same-origin");
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  // What the page itself may do is in its own <meta>; this holds for every answer.
  response.set("Content-Security-Policy",
               type == kHtml ? "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
                             : "default-src 'none'; frame-ancestors 'none'");
  response.keep_alive(request.keep_alive());
  response.body() = std::move(body);
  response.prepare_payload();
  return response;
}

Response refusal(const Request& request, http::status status, std::string_view sentence) {
  return answer(request, status, kPlain, fmt::format("{}\n", sentence));
}

http::status status_of(Played::End end) {
  switch (end) {
    case Played::End::ran: return http::status::ok;
    case Played::End::refused:
    case Played::End::stopped: return http::status::unprocessable_entity;
    case Played::End::no_request: return http::status::bad_request;
  }
  return http::status::internal_server_error;
}

// "application/json; charset=utf-8" is JSON, too.
bool is_json(std::string_view content_type) {
  return beast::iequals(view(content_type.substr(0, content_type.find(';'))), view(kJson));
}

}  // namespace

class Server::Door {
 public:
  Door(asio::io_context& io, tcp::acceptor acceptor, Pages pages,
       Limits limits)
      : acceptor_(std::move(acceptor)),
        pages_(std::move(pages)),
        limits_(limits),
        port_(acceptor_.local_endpoint().port()) {
    asio::co_spawn(io, let_in(), asio::detached);
  }
  Door(const Door&) = delete;
  Door& operator=(const Door&) = delete;
  ~Door() {
    ends_ = true;
    players_.join();
  }

  std::uint16_t port() const { return port_; }

 private:
  asio::awaitable<void> let_in() {
    for (;;) {
      boost::system::error_code error;
      tcp::socket socket = co_await acceptor_.async_accept(noted_in(error));
      if (error == asio::error::operation_aborted) co_return;
      if (error) {  // no descriptor is free, say: not a reason to try without end
        asio::steady_timer pause(acceptor_.get_executor(), kPause);
        co_await pause.async_wait(asio::use_awaitable);
        continue;
      }
      if (guests_ >= limits_.connections) continue;  // closed without a word
      ++guests_;
      asio::co_spawn(acceptor_.get_executor(), attend(beast::tcp_stream(std::move(socket))),
                     [this](const std::exception_ptr&) { --guests_; });
    }
  }

  asio::awaitable<void> attend(beast::tcp_stream stream) {
    beast::flat_buffer buffer(limits_.head_bytes + limits_.body_bytes);
    for (bool goes_on = true; goes_on;) {
      boost::system::error_code error;
      http::request_parser<http::string_body> parser;
      parser.header_limit(static_cast<std::uint32_t>(limits_.head_bytes));
      parser.body_limit(limits_.body_bytes);
      // A connection may wait, but a request that has begun must come.
      if (buffer.size() == 0) {
        stream.expires_after(limits_.idle_time);
        const std::size_t got = co_await stream.async_read_some(buffer.prepare(1024), noted_in(error));
        if (error) break;
        buffer.commit(got);
      }
      stream.expires_after(limits_.request_time);
      co_await http::async_read(stream, buffer, parser, noted_in(error));
      const Request& request = parser.get();
      Response response;
      if (error == http::error::body_limit)
        response = refusal(request, http::status::payload_too_large,
                           "a scenario of more than 1 MB is too large for the playground");
      else if (error == http::error::header_limit)
        response = refusal(request, http::status::request_header_fields_too_large,
                           "the head of the request is too large");
      else if (error)
        break;
      else
        response = co_await answer_to(request);
      if (error) response.keep_alive(false);
      goes_on = response.keep_alive();
      stream.expires_after(limits_.request_time);
      co_await http::async_write(stream, response, noted_in(error));
      if (error) break;
    }
    boost::system::error_code ignored;
    stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
  }

  asio::awaitable<Response> answer_to(const Request& request) {
    const std::string_view target = view(request.target());
    const bool runs = target == "/api/run";
    if (!is_own_host(view(request[http::field::host])))
      co_return refusal(request, http::status::forbidden,
                        "this is for 127.0.0.1 alone; the Host of the request is another");
    const std::string* page = page_at(target);
    if (!runs && !page)
      co_return refusal(request, http::status::not_found, "there is nothing here by that name");
    const http::verb expected = runs ? http::verb::post : http::verb::get;
    if (request.method() != expected) {
      Response response = refusal(request, http::status::method_not_allowed,
                                  runs ? "expected a POST" : "expected a GET");
      response.set(http::field::allow, http::to_string(expected));
      co_return response;
    }
    if (!runs) co_return answer(request, http::status::ok, type_of(target), *page);

    const std::string_view origin = view(request[http::field::origin]);
    if (!origin.starts_with("http://") || !is_own_host(origin.substr(7)))
      co_return refusal(request, http::status::forbidden,
                        origin.empty() ? "the request does not say its Origin, as a browser does"
                                       : "the request comes from another page");
    if (!is_json(view(request[http::field::content_type])))
      co_return refusal(request, http::status::unsupported_media_type,
                        "expected the Content-Type application/json");
    Played end = co_await asio::co_spawn(players_, played(request.body()), asio::use_awaitable);
    co_return answer(request, status_of(end.end), kJson, std::move(end.json));
  }

  // In a thread of its own, one after the other: meanwhile others are answered, and so is Ctrl-C.
  asio::awaitable<Played> played(std::string body) {
    co_return play(body, pages_.engine, limits_.play, [this] { return ends_.load(); });
  }

  bool is_own_host(std::string_view host) const {
    return host == fmt::format("127.0.0.1:{}", port_) || host == fmt::format("localhost:{}", port_);
  }
  const std::string* page_at(std::string_view target) const {
    if (target == "/") return &pages_.page;
    if (target == "/api/schema") return &pages_.schema;
    if (target == "/api/text") return &pages_.text;
    if (target == "/api/lessons") return &pages_.lessons;
    return nullptr;
  }
  static std::string_view type_of(std::string_view target) {
    return target == "/" ? kHtml : target == "/api/text" ? kYaml : kJson;
  }

  tcp::acceptor acceptor_;
  const Pages pages_;
  const Limits limits_;
  const std::uint16_t port_;
  std::size_t guests_ = 0;
  std::atomic<bool> ends_ = false;
  asio::thread_pool players_{1};
};

Server::Server(std::unique_ptr<Door> door) : door_(std::move(door)) {}
Server::~Server() = default;

std::uint16_t Server::port() const { return door_->port(); }

std::expected<std::unique_ptr<Server>, std::string> Server::listen(
    asio::io_context& io, std::uint16_t port, Pages pages, Limits limits) {
  const tcp::endpoint here(asio::ip::address_v4::loopback(), port);
  boost::system::error_code error;
  tcp::acceptor acceptor(io);
  acceptor.open(here.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(here, error);
  if (!error) acceptor.listen(tcp::acceptor::max_listen_connections, error);
  if (error)
    return std::unexpected(fmt::format("cannot listen at 127.0.0.1:{}: {}", port, error.message()));
  return std::unique_ptr<Server>(new Server(
      std::make_unique<Door>(io, std::move(acceptor), std::move(pages), limits)));
}

}  // namespace giosim::playground
