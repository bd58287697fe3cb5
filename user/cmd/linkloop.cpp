// linkloop(1M)

#include <fmt/format.h>

#include <charconv>

#include "user/cmd/commands.hpp"
#include "user/cmd/link_test.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

// Assumed: what fills an Ethernet frame but for its LLC header.
constexpr int kLargest = 1497;
constexpr int kMostFrames = 1'000'000;
constexpr int kLongestTimeout = 86'400;

// The answer did not come: a signal ended the wait, as on HP-UX.
constexpr int kEintr = 4;

struct Wishes {
  Ppa ppa{0};
  LinkTest test;
  std::vector<MacAddress> stations;
};

std::optional<int> number(const std::string& text, int least, int most) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (value < least || value > most) return std::nullopt;
  return value;
}

// Nothing, after saying what is wrong.
std::optional<Wishes> wishes_of(Session& session, const Arguments& arguments) {
  const auto options = Options::parse(session, kLinkloop, arguments, "i:n:s:t:v");
  if (!options) return std::nullopt;
  Wishes wishes;
  struct Number {
    char letter;
    int* value;
    int least, most;
    std::string_view refusal;
  };
  const Number numbers[] = {
      {'i', &wishes.ppa.number, 0, kMaxInstance, "illegal PPA parameter"},
      {'n', &wishes.test.count, 1, kMostFrames, "illegal count parameter"},
      {'s', &wishes.test.size, 0, kLargest, "illegal size parameter"},
      {'t', &wishes.test.timeout_s, 1, kLongestTimeout, "illegal timeout parameter"},
  };
  for (const Number& wish : numbers) {
    const std::string* const text = options->value(wish.letter);
    if (!text) continue;
    const auto value = number(*text, wish.least, wish.most);
    if (!value) {
      fail(session, kLinkloop, fmt::format("{}: {}", wish.refusal, *text));
      return std::nullopt;
    }
    *wish.value = *value;
  }
  for (const std::string& operand : options->operands()) {
    const auto station = MacAddress::parse(operand);
    if (!station) {
      fail(session, kLinkloop, "invalid station address: " + operand);
      return std::nullopt;
    }
    wishes.stations.push_back(*station);
  }
  if (wishes.stations.empty()) {
    complain_of_usage(session, kLinkloop);
    return std::nullopt;
  }
  return wishes;
}

void report(Session& session, const LinkTally& tally) {
  if (tally.all_well()) return session.print(" -- OK\n");
  if (tally.timed_out > 0)
    session.print(fmt::format("error: get_msg2 getmsg failed, errno = {}\n", kEintr));
  session.print(" -- FAILED\n");
  const auto row = [&](std::string_view what, int count) {
    session.print(fmt::format("    {:<26}: {:>4}\n", what, count));
  };
  row("frames sent", tally.sent);
  row("frames received correctly", tally.correct);
  if (tally.wrong_length > 0) row("frames with length error", tally.wrong_length);
  if (tally.wrong_data > 0) row("frames with data error", tally.wrong_data);
  if (tally.timed_out > 0) row("reads that timed out", tally.timed_out);
}

sim::Task<int> linkloop(Session& session, Arguments arguments) {
  const std::optional<Wishes> wishes = wishes_of(session, arguments);
  if (!wishes) co_return 1;

  auto client = open_for_link_test(session.os(), wishes->ppa);
  if (!client) co_return fail(session, kLinkloop, client.error());

  bool all_well = true;
  for (const MacAddress station : wishes->stations) {
    session.print(fmt::format("Link connectivity to LAN station: {}\n", station.text()));
    const LinkTally tally =
        co_await test_link(client->stream(), session.os().kernel, wishes->test, station);
    report(session, tally);
    all_well = all_well && tally.all_well();
  }
  co_return all_well ? 0 : 1;
}

}  // namespace

constinit const Command kLinkloop{
    "linkloop", "/usr/sbin/linkloop", "verify LAN connectivity with link-level loopback",
    "linkloop [-v] [-i PPA] [-n count] [-s size] [-t timeout] linkaddr ...",
    "Sends IEEE 802.2 TEST frames to each station and waits until they come back,\n"
    "one after the other. The station is another NIC of its network: no IP address\n"
    "is needed, and nothing of the other system but its driver. It shows which\n"
    "network an interface reaches, e.g. after an image has moved.\n"
    "\n"
    "-i PPA      the interface that sends, a NIC or a VLAN; 0 without it: lan0\n"
    "-n count    frames to each station; 1 without it\n"
    "-s size     bytes of data in each; 100 without it, 1497 at most\n"
    "-t timeout  seconds to wait for each; 2 without it\n"
    "-v          verbose: of no effect here, where no header comes back wrong\n"
    "\n"
    "linkaddr is a station address, as lanscan(1M) prints it.\n"
    "\n"
    "Exit code 0 when every frame came back as it was sent, else 1 (ours: HP's\n"
    "manual says nothing of it). The layout of the counters is from memory.",
    Waiting(&linkloop)};

}  // namespace giosim::user
