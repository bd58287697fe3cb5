#include "user/cmd/link_test.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/event.hpp"
#include "sim/timer.hpp"

namespace giosim::user {
namespace {

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

}  // namespace

sim::Task<LinkTally> test_link(dlpi::Stream& stream, sim::Kernel& kernel, LinkTest wanted,
                               MacAddress station) {
  LinkTally tally;
  sim::Event arrived(kernel);
  sim::Timer guard(kernel);
  stream.rings(&arrived);

  dlpi::Buffer dlsap(station.bytes().begin(), station.bytes().end());
  dlsap.push_back(dlpi::kNullSap);
  const dl_test_req_t request{DL_TEST_REQ, DL_POLL_FINAL, static_cast<std::uint32_t>(dlsap.size()),
                              sizeof(dl_test_req_t)};
  for (int i = 0; i < wanted.count; ++i) {
    const dlpi::Buffer data = payload(wanted.size, i);
    if (!stream.putmsg(dlpi::laid_out(request, dlsap), data)) break;
    ++tally.sent;
    guard.arm(std::chrono::seconds(wanted.timeout_s), "gives up on the station");
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

std::expected<dlpi::DlpiClient, std::string> open_for_link_test(machine::Os& os, Ppa ppa) {
  auto client = dlpi::DlpiClient::open(os.dlpi);
  if (!client) return std::unexpected("Unable to open device file /dev/dlpi");
  if (!client->attach(ppa))
    return std::unexpected(fmt::format("No valid interface associated with PPA {}", ppa.number));
  if (!bind(client->stream()))
    return std::unexpected(fmt::format("Unable to bind to the interface with PPA {}", ppa.number));
  return std::move(*client);
}

}  // namespace giosim::user
