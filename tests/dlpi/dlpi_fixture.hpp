// A machine's DLPI with two interfaces, and a program that talks to it in messages.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "dlpi/streams.hpp"
#include "tests/fact_log.hpp"

namespace giosim::dlpi {

const HwPath kFirst = "0/4/1/0", kSecond = "0/4/2/0";
const MacAddress kOurs = "0x00306E00000A", kTheirs = "0x00306E00000B", kStation = "0x020000000001";
const MacAddress kGroup = "0x01005E000001";
const Buffer kData = {1, 2, 3, 4};

// What came up a stream.
struct Reply {
  Buffer control;
  Buffer data;
  bool hipri = false;

  std::uint32_t primitive() const { return read_as<std::uint32_t>(control); }
  template <class T>
  T as() const {
    return read_as<T>(control);
  }
  Buffer part(std::uint32_t offset, std::uint32_t length) const {
    const auto bytes = part_of(control, sizeof(std::uint32_t), offset, length);
    REQUIRE(bytes);
    return {bytes->begin(), bytes->end()};
  }
};

inline Buffer dlsap(MacAddress mac, std::initializer_list<int> sap) {
  Buffer address(mac.bytes().begin(), mac.bytes().end());
  for (const int byte : sap) address.push_back(static_cast<std::uint8_t>(byte));
  return address;
}

// Requests with an address behind their fixed part.
inline Buffer unitdata_req(const Buffer& to) {
  return laid_out(
      dl_unitdata_req_t{
          DL_UNITDATA_REQ, static_cast<std::uint32_t>(to.size()), sizeof(dl_unitdata_req_t), {}},
      to);
}
inline Buffer with_address(std::uint32_t primitive, Bytes address) {
  return laid_out(dl_enabmulti_req_t{primitive, static_cast<std::uint32_t>(address.size()),
                                     sizeof(dl_enabmulti_req_t)},
                  address);
}
inline Buffer llc_req(std::uint32_t primitive, const Buffer& to, std::uint32_t flag = 0) {
  return laid_out(
      dl_test_req_t{primitive, flag, static_cast<std::uint32_t>(to.size()), sizeof(dl_test_req_t)},
      to);
}
inline Buffer subs_bind_req(Bytes snap, std::uint32_t bind_class = DL_HIERARCHICAL_BIND) {
  return laid_out(dl_subs_bind_req_t{DL_SUBS_BIND_REQ, sizeof(dl_subs_bind_req_t),
                                     static_cast<std::uint32_t>(snap.size()), bind_class},
                  snap);
}
inline Buffer subs_unbind_req(Bytes snap) {
  return laid_out(dl_subs_unbind_req_t{DL_SUBS_UNBIND_REQ, sizeof(dl_subs_unbind_req_t),
                                       static_cast<std::uint32_t>(snap.size())},
                  snap);
}
inline dl_bind_req_t bind_req(std::uint32_t sap, std::uint16_t mode = DL_CLDLS,
                              std::uint32_t automatic = 0) {
  return {DL_BIND_REQ, sap, 0, mode, 0, automatic};
}

class DlpiFixture {
 public:
  DlpiFixture() {
    provider.create(kFirst, "igelan", Ppa{0});
    REQUIRE(provider.dlpi_prop(kFirst, SetMac{kOurs, kOurs}));
    provider.create(kSecond, "iexgbe", Ppa{1});  // in init: no address yet
    provider.on_transmit([this](HwPath from, Frame frame) {
      CHECK(from == kFirst);
      sent.push_back(std::move(frame));
    });
  }

  OpenStream open(Opener opener = Opener::root) { return *provider.streams().open_clone(opener); }

  // A stream attached to lan0, and one bound to a SAP of it.
  OpenStream attached(Opener opener = Opener::root) {
    OpenStream stream = open(opener);
    must_do(*stream, dl_attach_req_t{DL_ATTACH_REQ, 0});
    return stream;
  }
  OpenStream bound(std::uint32_t sap, std::uint16_t mode = DL_CLDLS, std::uint32_t automatic = 0) {
    OpenStream stream = attached();
    must_do(*stream, bind_req(sap, mode, automatic));
    return stream;
  }

  static std::vector<Reply> replies(Stream& stream) {
    std::vector<Reply> all;
    while (auto got = stream.getmsg()) {
      if (got->control == Buffer() && got->data == Buffer()) break;  // hung up
      all.push_back({got->control.value_or(Buffer()), got->data.value_or(Buffer()), got->hipri});
    }
    return all;
  }
  // The one answer to a request.
  static Reply ask(Stream& stream, Bytes control, std::optional<Bytes> data = std::nullopt) {
    REQUIRE(stream.putmsg(control, data));
    const std::vector<Reply> all = replies(stream);
    REQUIRE(all.size() == 1);
    return all[0];
  }
  template <class T>
  static Reply ask(Stream& stream, const T& request) requires(!std::convertible_to<T, Bytes>) {
    return ask(stream, bytes_of(request));
  }
  template <class T>
  static void must_do(Stream& stream, const T& request) {
    const Reply reply = ask(stream, request);
    INFO("error " << reply.as<dl_error_ack_t>().dl_errno);
    REQUIRE(reply.primitive() != DL_ERROR_ACK);
    REQUIRE(reply.hipri);
  }

  // "DL_OK_ACK", or the name of the error, "DL_SYSERR 16" with the errno.
  template <class T>
  static std::string result(Stream& stream, const T& request) {
    const Reply reply = ask(stream, request);
    if (reply.primitive() != DL_ERROR_ACK) return "ok";
    const auto error = reply.as<dl_error_ack_t>();
    CHECK(error.dl_error_primitive == read_as<std::uint32_t>(bytes(request)));
    std::string text(name_of(DlErrno{error.dl_errno}));
    if (error.dl_unix_errno != 0) text += " " + std::to_string(error.dl_unix_errno);
    return text;
  }
  // Of a DL_UNITDATA_REQ: "sent", or the error of its DL_UDERROR_IND.
  static std::string unitdata(Stream& stream, Bytes control, Bytes data, int flags = 0) {
    REQUIRE(stream.putmsg(control, data, flags));
    const std::vector<Reply> all = replies(stream);
    if (all.empty()) return "sent";
    REQUIRE(all.size() == 1);
    CHECK_FALSE(all[0].hipri);
    const auto error = all[0].as<dl_uderror_ind_t>();
    REQUIRE(error.dl_primitive == DL_UDERROR_IND);
    return std::string(name_of(DlErrno{error.dl_errno}));
  }

  sim::InOrder choices;
  sim::Kernel kernel{choices};
  sim::Recorder recorder{kernel};
  sim::Trace trace{recorder, "hp"};
  DlpiProvider provider{trace};
  std::vector<Frame> sent;

 private:
  static Bytes bytes(const Buffer& buffer) { return buffer; }
  template <class T>
  static Bytes bytes(const T& structure) {
    return bytes_of(structure);
  }
};

}  // namespace giosim::dlpi
