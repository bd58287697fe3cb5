// A random walk over the provider: any request, good or bad, on any of a few streams, while frames
// arrive and interfaces change. Every answer is compared with the table, the errors that a request
// may have, and the rules that hold beside them.
//
// One walk of 100,000 requests, and one of a million: 0.6 s in an optimized program, 18 s under
// AddressSanitizer.
#include "tests/dlpi/requests.hpp"

using namespace giosim;
using namespace giosim::dlpi;

namespace {

// xorshift64*: the same walk everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : bits_(seed) {}
  std::uint64_t next() {
    bits_ ^= bits_ >> 12;
    bits_ ^= bits_ << 25;
    bits_ ^= bits_ >> 27;
    return bits_ * 0x2545'F491'4F6C'DD1D;
  }
  std::uint32_t below(std::uint32_t limit) {
    return static_cast<std::uint32_t>((next() >> 33) % limit);
  }
  bool once_in(std::uint32_t times) { return below(times) == 0; }
  template <class T>
  const T& of(const std::vector<T>& choices) {
    return choices[below(static_cast<std::uint32_t>(choices.size()))];
  }

 private:
  std::uint64_t bits_;
};

// REQUIRE would cost more than the walk itself.
#define HOLDS(condition)                \
  do {                                  \
    if (!(condition)) fail(#condition); \
  } while (false)

class Walk {
 public:
  explicit Walk(std::uint64_t seed) : dice_(seed) {
    for (int i = 0; i < 6; ++i) streams_.push_back(open());
    f_.provider.on_transmit([this](HwPath, Frame frame) { last_sent_ = std::move(frame); });
    REQUIRE(f_.provider.dlpi_prop(kSecond, SetMac{kTheirs, kTheirs}));
  }

  void go(int requests) {
    for (step_ = 0; step_ < requests; ++step_) {
      if (dice_.once_in(4)) frame_arrives();
      if (dice_.once_in(50)) interface_changes();
      if (dice_.once_in(200)) reopen(dice_.below(6));
      request(*streams_[dice_.below(6)]);
    }
  }

  int accepted() const { return accepted_; }
  int refused() const { return refused_; }
  int indications() const { return indications_; }

 private:
  [[noreturn]] void fail(const char* what) {
    FAIL(what << " is broken at request " << step_ << ": " << name_ << " in state "
              << static_cast<std::uint32_t>(before_) << ", reply " << reply_);
    throw std::logic_error(what);
  }

  OpenStream open() {
    return *f_.provider.streams().open_clone(dice_.once_in(4) ? Opener::user : Opener::root);
  }
  void reopen(std::uint32_t which) {
    streams_[which].reset();
    streams_[which] = open();
  }

  MacAddress any_mac() {
    return dice_.of(
        std::vector<MacAddress>{kOurs, kTheirs, kStation, kGroup, kBroadcast, MacAddress()});
  }
  std::uint8_t any_sap() {
    return dice_.of(std::vector<std::uint8_t>{0x00, 0x16, 0x17, 0x18, kSnapSap, kGlobalSap});
  }
  Buffer any_dlsap() {
    switch (dice_.below(4)) {
      case 0: return dlsap(any_mac(), {any_sap()});
      case 1: return dlsap(any_mac(), {0x08, static_cast<int>(dice_.below(2))});
      case 2: return dlsap(any_mac(), {kSnapSap, 0, 0, 0xf8, 0x81, 0x37});
      default: return Buffer(dice_.below(16), 0x5a);
    }
  }

  Buffer any_request() {
    if (dice_.once_in(50)) return laid_out(static_cast<std::uint32_t>(dice_.next()));
    const auto count = static_cast<std::uint32_t>(requests().size());
    Request request = requests()[dice_.below(count)];
    while (request.served == Served::no && !dice_.once_in(10))
      request = requests()[dice_.below(count)];
    switch (request.primitive) {
      case DL_ATTACH_REQ: return laid_out(dl_attach_req_t{DL_ATTACH_REQ, dice_.below(3)});
      case DL_BIND_REQ:
        return laid_out(bind_req(
            dice_.of(std::vector<std::uint32_t>{0, 0x16, 0x17, 0x18, kSnapSap, 0x800, 0x801}),
            dice_.of(std::vector<std::uint16_t>{DL_CLDLS, DL_CLDLS, DL_HP_RAWDLS, DL_CODLS}),
            dice_.once_in(4) ? dice_.below(5) : 0));
      case DL_UNITDATA_REQ: return unitdata_req(any_dlsap());
      case DL_TEST_REQ:
      case DL_TEST_RES:
      case DL_XID_REQ:
      case DL_XID_RES: return llc_req(request.primitive, any_dlsap(), dice_.below(2));
      case DL_ENABMULTI_REQ:
      case DL_DISABMULTI_REQ:
      case DL_SET_PHYS_ADDR_REQ: return with_address(request.primitive, any_mac().bytes());
      case DL_PROMISCON_REQ:
      case DL_PROMISCOFF_REQ:
        return laid_out(dl_promiscon_req_t{request.primitive, dice_.below(5)});
      case DL_PHYS_ADDR_REQ: return laid_out(dl_phys_addr_req_t{DL_PHYS_ADDR_REQ, dice_.below(4)});
      // An unbind would end most walks before they have gone anywhere.
      case DL_UNBIND_REQ:
      case DL_DETACH_REQ:
        if (!dice_.once_in(3)) return good_request(DL_INFO_REQ);
        [[fallthrough]];
      default: return good_request(request.primitive);
    }
  }

  Buffer any_message() {
    Buffer message = any_request();
    if (dice_.once_in(30)) message.resize(dice_.below(24));
    if (dice_.once_in(30))
      for (std::size_t at = 4; at < message.size(); ++at)
        if (dice_.once_in(4)) message[at] = static_cast<std::uint8_t>(dice_.next());
    return message;
  }

  void request(Stream& stream) {
    take_indications(stream, stream.state());
    const Buffer message = any_message();
    const Buffer data(dice_.once_in(10) ? dice_.below(2000) : dice_.below(3), 0x77);
    const int flags = dice_.once_in(20) ? kHipri : 0;
    const auto primitive = message.size() < 4 ? 0xffff'ffff : read_as<std::uint32_t>(message);
    const Request* const known = message.size() < 4 ? nullptr : find_request(primitive);
    name_ = known ? known->name : "no request";
    before_ = stream.state();

    last_sent_.clear();
    HOLDS(stream.putmsg(message, data, flags));
    check_answer(stream, primitive, known);
  }

  void check_answer(Stream& stream, std::uint32_t primitive, const Request* known) {
    const auto next = known ? next_state(primitive, before_) : std::nullopt;
    bool answered = false;
    while (const auto got = stream.getmsg()) {
      if (!got->control) fail("every message has a control part");
      reply_ = read_as<std::uint32_t>(*got->control);
      const bool is_error = reply_ == DL_ERROR_ACK || reply_ == DL_UDERROR_IND;
      if (!got->hipri && reply_ != DL_UDERROR_IND) {
        // What came back by the loop of the own address.
        HOLDS(before_ == DlState::DL_IDLE && next_state(reply_, before_));
        ++indications_;
        continue;
      }
      HOLDS(!answered);
      answered = true;
      if (is_error)
        check_error(stream, primitive, known, *got->control);
      else
        check_ack(stream, primitive, next, *got->control);
      // An answer overtakes, and UNBIND has thrown away what was there.
      if (primitive == DL_UNBIND_REQ && !is_error) HOLDS(!stream.getmsg());
    }
    if (answered) return;
    HOLDS(next == before_);
    HOLDS(primitive == DL_UNITDATA_REQ || primitive == DL_HP_RAWDATA_REQ ||
          primitive == DL_TEST_REQ || primitive == DL_TEST_RES || primitive == DL_XID_REQ ||
          primitive == DL_XID_RES);
    HOLDS(stream.state() == before_);
    ++accepted_;
  }

  void check_error(Stream& stream, std::uint32_t primitive, const Request* known,
                   const Buffer& control) {
    ++refused_;
    HOLDS(stream.state() == before_);
    HOLDS(last_sent_.empty());
    std::uint32_t error = 0, unix_errno = 0;
    if (primitive == DL_UNITDATA_REQ) {
      HOLDS(reply_ == DL_UDERROR_IND);
      const auto ind = read_as<dl_uderror_ind_t>(control);
      error = ind.dl_errno, unix_errno = ind.dl_unix_errno;
    } else {
      HOLDS(reply_ == DL_ERROR_ACK);
      const auto ack = read_as<dl_error_ack_t>(control);
      HOLDS(ack.dl_error_primitive == primitive);
      error = ack.dl_errno, unix_errno = ack.dl_unix_errno;
    }
    HOLDS(may_refuse(primitive, DlErrno{error}));
    HOLDS((unix_errno != 0) == (error == DL_SYSERR));
    HOLDS(known || error == DL_BADPRIM);
    if (known && known->served == Served::no) HOLDS(error == DL_NOTSUPPORTED);
    // In a wrong state it says so, unless the message is wrong in itself.
    if (known && known->served == Served::yes && !next_state(primitive, before_))
      HOLDS(error == DL_OUTSTATE || error == DL_BADPRIM || error == DL_BADADDR ||
            primitive == DL_BIND_REQ);
    else
      HOLDS(error != DL_OUTSTATE);
  }

  void check_ack(Stream& stream, std::uint32_t primitive, std::optional<DlState> next,
                 const Buffer& control) {
    ++accepted_;
    HOLDS(next.has_value());
    if (reply_ == DL_OK_ACK) HOLDS(read_as<dl_ok_ack_t>(control).dl_correct_primitive == primitive);
    const bool pending = next != before_;
    HOLDS(stream.state() == (pending ? next_state(reply_, *next) : next));
    if (primitive == DL_BIND_REQ) HOLDS(!stream.interface()->mac.is_zero());
    if (primitive == DL_SET_PHYS_ADDR_REQ)
      for (const OpenStream& other : streams_)
        HOLDS(other->interface() != stream.interface() || other->state() == DlState::DL_UNBOUND);
    if (reply_ == DL_INFO_ACK)
      HOLDS(read_as<dl_info_ack_t>(control).dl_current_state ==
            static_cast<std::uint32_t>(before_));
  }

  void take_indications(Stream& stream, DlState state) {
    while (auto got = stream.getmsg()) {
      if (got->control == Buffer()) return;  // hung up
      reply_ = read_as<std::uint32_t>(*got->control);
      before_ = state;
      name_ = "a frame";
      // Its interface may have gone since.
      HOLDS(next_state(reply_, DlState::DL_IDLE) == DlState::DL_IDLE);
      ++indications_;
    }
  }

  void frame_arrives() {
    const HwPath at = dice_.once_in(2) ? kFirst : kSecond;
    const MacAddress to = any_mac(), from = any_mac();
    const Buffer data(dice_.below(64), 0x33);
    Frame frame;
    switch (dice_.below(4)) {
      case 0: frame = ethertype_frame(to, from, 0x0800, data); break;
      case 1: frame = snap_frame(to, from, kSnapId, data); break;
      default:
        frame = llc_frame(to, from, any_sap(), any_sap(),
                          dice_.of(std::vector<std::uint8_t>{kUi, kTest, kXid, 0x7f}), data);
    }
    if (dice_.once_in(10)) frame.resize(dice_.below(80));
    f_.provider.receive(at, frame);
  }

  void interface_changes() {
    const HwPath at = dice_.once_in(2) ? kFirst : kSecond;
    const MacAddress factory = at == kFirst ? kOurs : kTheirs;
    if (!f_.provider.find(at)) {
      f_.provider.create(at, "igelan", Ppa{at == kFirst ? 0 : 1});
      return;
    }
    switch (dice_.below(6)) {
      case 0: return reconnect(at);
      case 1: f_.provider.set_ppas({{at, Ppa{at == kFirst ? 0 : 2}}}); return;
      case 2: static_cast<void>(f_.provider.dlpi_prop(at, SetMac{factory, MacAddress()})); return;
      default: static_cast<void>(f_.provider.dlpi_prop(at, SetMac{factory, factory})); return;
    }
  }
  void reconnect(HwPath at) {
    std::vector<std::uint32_t> hung_up;
    for (std::uint32_t i = 0; i < streams_.size(); ++i)
      if (streams_[i]->interface() && streams_[i]->interface()->hw_path == at) hung_up.push_back(i);
    f_.provider.withdraw(at);
    for (const std::uint32_t which : hung_up) {
      HOLDS(streams_[which]->putmsg(good_request(DL_INFO_REQ)).error() ==
            std::errc::no_such_device_or_address);
      reopen(which);
    }
  }

  DlpiFixture f_;
  Dice dice_;
  std::vector<OpenStream> streams_;
  Frame last_sent_;
  int step_ = 0, accepted_ = 0, refused_ = 0, indications_ = 0;
  std::string_view name_;
  DlState before_{};
  std::uint32_t reply_ = 0;
};

void walk(std::uint64_t seed, int requests) {
  Walk walk(seed);
  walk.go(requests);
  // Else it did not walk where it should.
  CHECK(walk.accepted() > requests / 5);
  CHECK(walk.refused() > requests / 5);
  CHECK(walk.indications() > requests / 100);
}

}  // namespace

TEST_CASE("a random walk of 100,000 requests never leaves the table", "[dlpi]") {
  walk(20120401, 100'000);
}

TEST_CASE("a random walk of a million requests never leaves the table", "[dlpi][million][slow]") {
  walk(20120402, 1'000'000);
}
