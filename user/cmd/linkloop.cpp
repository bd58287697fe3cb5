// linkloop(1M)

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "dlpi/client.hpp"
#include "sim/event.hpp"
#include "sim/timer.hpp"
#include "user/cmd/commands.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

// Assumed: as long as the manual of 11i v1 says, and a frame that fills an Ethernet frame but for
// its LLC header.
constexpr int kTimeout = 2;
constexpr int kLargest = 1497;
constexpr int kSize = 100;
constexpr int kMostFrames = 1'000'000;
constexpr int kLongestTimeout = 86'400;

// The answer did not come: a signal ended the wait, as on HP-UX.
constexpr int kEintr = 4;

struct Wishes {
  Ppa ppa{0};
  int count = 1;
  int size = kSize;
  int timeout = kTimeout;
  std::vector<MacAddress> stations;
};

struct Tally {
  int sent = 0;
  int correct = 0;
  int wrong_length = 0;
  int wrong_data = 0;
  int timed_out = 0;

  bool all_well() const { return sent == correct; }
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
      {'n', &wishes.count, 1, kMostFrames, "illegal count parameter"},
      {'s', &wishes.size, 0, kLargest, "illegal size parameter"},
      {'t', &wishes.timeout, 1, kLongestTimeout, "illegal timeout parameter"},
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

// What one TEST frame carries; each is different, so that a late answer is told apart.
dlpi::Buffer payload(int size, int frame) {
  dlpi::Buffer bytes(static_cast<std::size_t>(size));
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<std::uint8_t>(i + static_cast<std::size_t>(frame));
  return bytes;
}

bool answered_ok(dlpi::Stream& stream) {
  const auto got = stream.getmsg(dlpi::kWhole, dlpi::kLeave, dlpi::kHipri);
  return got && got->control &&
         dlpi::read_as<std::uint32_t>(*got->control) != std::uint32_t{DL_ERROR_ACK};
}

// A SAP of ours: the lowest one that nobody else on this interface has. Assumed: from 22 on, where
// HP's own programs look for one.
bool bind(dlpi::Stream& stream) {
  for (std::uint32_t sap = 22; sap <= 100; sap += 2) {
    const dl_bind_req_t request{DL_BIND_REQ, sap, 0, DL_CLDLS, 0, 0};
    if (stream.putmsg(dlpi::bytes_of(request)) && answered_ok(stream)) return true;
  }
  return false;
}

// The data of the next answer of this station; nothing when it does not come in time.
sim::Task<std::optional<dlpi::Buffer>> answer(dlpi::Stream& stream, sim::Event& arrived,
                                              sim::Timer& guard, MacAddress station) {
  while (true) {
    arrived.reset();
    const auto got = stream.getmsg();
    if (!got) {
      const bool came = co_await arrived.wait("waits for the station's answer", guard);
      if (!came) co_return std::nullopt;
      continue;
    }
    if (!got->control) continue;
    const auto con = dlpi::read_as<dl_test_con_t>(*got->control);
    if (con.dl_primitive != DL_TEST_CON) continue;
    const auto from = dlpi::part_of(*got->control, sizeof(con), con.dl_src_addr_offset,
                                    con.dl_src_addr_length);
    if (!from || from->size() < station.bytes().size() ||
        !std::ranges::equal(from->first(station.bytes().size()), station.bytes()))
      continue;
    co_return got->data.value_or(dlpi::Buffer());
  }
}

sim::Task<Tally> test(dlpi::Stream& stream, sim::Kernel& kernel, Wishes wishes,
                      MacAddress station) {
  Tally tally;
  sim::Event arrived(kernel);
  sim::Timer guard(kernel);
  stream.rings(&arrived);

  dlpi::Buffer dlsap(station.bytes().begin(), station.bytes().end());
  dlsap.push_back(dlpi::kNullSap);
  const dl_test_req_t request{DL_TEST_REQ, DL_POLL_FINAL, static_cast<std::uint32_t>(dlsap.size()),
                              sizeof(dl_test_req_t)};
  for (int i = 0; i < wishes.count; ++i) {
    const dlpi::Buffer data = payload(wishes.size, i);
    if (!stream.putmsg(dlpi::laid_out(request, dlsap), data)) break;
    ++tally.sent;
    guard.arm(std::chrono::seconds(wishes.timeout), "gives up on the station");
    const std::optional<dlpi::Buffer> back = co_await answer(stream, arrived, guard, station);
    guard.cancel();
    if (!back)
      ++tally.timed_out;
    else if (back->size() != data.size())
      ++tally.wrong_length;
    else
      ++(*back == data ? tally.correct : tally.wrong_data);
  }
  stream.rings(nullptr);
  co_return tally;
}

void report(Session& session, const Tally& tally) {
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

  auto client = dlpi::DlpiClient::open(session.os().dlpi);
  if (!client) co_return fail(session, kLinkloop, "Unable to open device file /dev/dlpi");
  if (!client->attach(wishes->ppa))
    co_return fail(session, kLinkloop,
                   fmt::format("No valid interface associated with PPA {}", wishes->ppa.number));
  if (!bind(client->stream()))
    co_return fail(session, kLinkloop,
                   fmt::format("Unable to bind to the interface with PPA {}", wishes->ppa.number));

  bool all_well = true;
  for (const MacAddress station : wishes->stations) {
    session.print(fmt::format("Link connectivity to LAN station: {}\n", station.text()));
    const Tally tally = co_await test(client->stream(), session.os().kernel, *wishes, station);
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
    "-i PPA      the interface that sends; 0 without it: lan0\n"
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
