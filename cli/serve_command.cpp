// giosim serve: the playground for a browser, or /dev/dlpi for programs outside.

#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <memory>

#include "cli/course.hpp"
#include "cli/scenario_schema.hpp"
#include "cli/serve_dlpi.hpp"
#include "cli/subcommand.hpp"
#include "cli/version.hpp"
#include "playground/page.hpp"
#include "playground/server.hpp"
#include "runner/report/json_writer.hpp"
#include "runner/yaml_include.hpp"

namespace giosim::cli {
namespace {

struct ServeSettings {
  SeatSettings seat;
  std::optional<std::string> socket;
  std::optional<std::uint64_t> port;
};

// What has a meaning for one of the two only.
void check(const ServeSettings& settings) {
  constexpr std::uint64_t kLastPort = 65'535;
  if (settings.socket && settings.port)
    throw UsageError("--socket is for programs and --port for a browser; give one of the two");
  if (settings.port.value_or(0) > kLastPort)
    throw UsageError(fmt::format("--port: expected a number up to {}", kLastPort));
  const SeatSettings& seat = settings.seat;
  if (!settings.socket && (seat.disk || seat.machine || seat.power_cut))
    throw UsageError(
        "--disk, --machine and --power-cut are for programs that open /dev/dlpi: say where they shall "
        "find it, e.g. --socket /tmp/dlpi. A page in a browser has its own machines");
}

// As it stands, right or wrong: the editor shows what is wrong with it.
std::string text_for_the_editor(const std::optional<std::string>& scenario) {
  if (!scenario) return std::string(playground::first_text());
  constexpr std::size_t kMost = playground::Limits().body_bytes;
  auto text = runner::DiskFiles().read(*scenario, kMost);
  if (!text) throw UsageError(*scenario + ": " + text.error());
  if (text->size() > kMost)
    throw UsageError(*scenario + ": it is larger than 1 MB, which is too large for the playground");
  return std::move(*text);
}

// The course, for the list above the editor.
std::string lessons_as_json() {
  report::JsonWriter json;
  json.open('[');
  for (const runner::Scenario& scenario : course()) {
    const runner::Lesson& lesson = *scenario.lesson;
    json.open('{').field("name", scenario.name);
    json.field("title", fmt::format("{}. {}", lesson.number, lesson.title));
    json.field("text", scenario.source).close('}');
  }
  return json.close(']').text();
}

ExitCode serve_page(const ServeSettings& settings, Terminal& terminal) {
  namespace asio = boost::asio;
  asio::io_context io(1);
  asio::signal_set signals(io, SIGINT, SIGTERM, SIGHUP);
  signals.async_wait([&io](boost::system::error_code error, int) {
    if (!error) io.stop();
  });
  const auto server = playground::Server::listen(
      io, static_cast<std::uint16_t>(settings.port.value_or(0)),
      {.engine = std::string(kEngine),
       .page = std::string(playground::page()),
       .schema = scenario_schema(),
       .text = text_for_the_editor(settings.seat.scenario),
       .lessons = lessons_as_json()});
  if (!server) throw UsageError(server.error());
  terminal.out << fmt::format("the playground is at http://127.0.0.1:{}/; Ctrl-C ends it\n",
                              (*server)->port())
               << std::flush;
  io.run();
  return ExitCode::passed;
}

}  // namespace

Work prepare_serve(Arguments& arguments) {
  const auto settings = std::make_shared<ServeSettings>();
  declare_scenario(arguments, settings->seat);
  arguments.number("--port", "where a browser finds the playground (default: a port that is free)",
                   settings->port, 1);
  arguments.file("--socket",
                 "serve /dev/dlpi instead, where programs find it, as their GIOSIM_SOCKET says; fd:N is "
                 "a socket that listens already, and standard input's end is then the end of all",
                 settings->socket);
  declare_seat(arguments, settings->seat);
  return [settings](Terminal& terminal) {
    check(*settings);
    return settings->socket ? serve_dlpi(settings->seat, *settings->socket, terminal)
                            : serve_page(*settings, terminal);
  };
}

}  // namespace giosim::cli
