// krsd(1M)

#include <fmt/format.h>

#include "user/cmd/commands.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

sim::Task<int> krsd(Session& session, Arguments arguments) {
  const auto options = Options::parse(session, kKrsd, arguments, "1");
  if (!options) co_return 1;
  if (!options->has('1') || !options->operands().empty()) {
    complain_of_usage(session, kKrsd);
    co_return 1;
  }
  if (!must_be_root(session, kKrsd)) co_return 1;
  const auto written = co_await session.os().krs.flush();
  if (!written)
    co_return fail(session, kKrsd, fmt::format("{}: {}", krs::kSystemKrs,
                                               sentence(written.error())));
  co_return 0;
}

}  // namespace

constinit const Command kKrsd{
    "krsd", "/usr/sbin/krsd", "save persistent kernel registry data", "krsd -1",
    "  -1  saves the persistent half of KRS in /stand/krs/system.krs now, and ends\n"
    "The daemon, which init starts with -i and which wakes every 300 s, runs only under the\n"
    "policy flush: krsd; else hpuxpitool saves by itself what it changes. Only root may do\n"
    "it. Exit code 1 for misuse, or when the file cannot be written.",
    Waiting(&krsd)};

}  // namespace giosim::user
