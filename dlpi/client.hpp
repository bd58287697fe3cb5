// DlpiClient: a program of ours that talks to DLPI as any other does, by putmsg() and getmsg() on a
// stream of its own.
//
//   auto client = DlpiClient::open(provider);
//   for (const PpaInfo& nic : client->ppa_list())             DL_HP_PPA_REQ
//     if (client->attach(nic.ppa)) …                          DL_ATTACH_REQ
//       client->phys_addr(DlAddress::DL_FACT_PHYS_ADDR)       DL_PHYS_ADDR_REQ
//
// Every request is answered before it returns: for streams whose answers are not held back.
#pragma once

#include <cstdint>
#include <expected>
#include <vector>

#include "dlpi/streams.hpp"

namespace giosim::dlpi {

// dl_addr_type
enum class DlAddress : std::uint32_t {
  DL_FACT_PHYS_ADDR = ::DL_FACT_PHYS_ADDR,
  DL_CURR_PHYS_ADDR = ::DL_CURR_PHYS_ADDR
};

// What a dl_hp_ppa_info_t tells about one interface.
struct PpaInfo {
  Ppa ppa;
  HwPath hw_path;
  DriverName driver;
  MacAddress phys_addr;  // the current one; all zero: none is published
};

class DlpiClient {
 public:
  // Errors as Streams::open_clone says.
  static std::expected<DlpiClient, std::errc> open(DlpiProvider& provider);

  // All interfaces in the order of their NM IDs, in any state.
  std::vector<PpaInfo> ppa_list();

  // DL_OUTSTATE: attached already. DL_BADPPA: no interface has this PPA, or has it any more.
  std::expected<void, DlErrno> attach(Ppa ppa);

  // DL_OUTSTATE: not attached.
  std::expected<void, DlErrno> detach();

  // DL_OUTSTATE as above. DL_NOTSUPPORTED: the interface has no such address, because its driver is
  // in init, has failed, or found none on the card.
  std::expected<MacAddress, DlErrno> phys_addr(DlAddress which);

  Stream& stream() { return *stream_; }

 private:
  explicit DlpiClient(OpenStream stream) : stream_(std::move(stream)) {}

  // The answer, or why there is none. DL_SYSERR: the stream is hung up, its interface gone.
  std::expected<Buffer, DlErrno> ask(Bytes request);

  OpenStream stream_;
};

}  // namespace giosim::dlpi
