// Stream: a user's open stream to DLPI, style 2: attached to a PPA, bound to a SAP, then it sends
// and receives.
//
// A process talks to it in messages (sys/dlpi.h), by putmsg() and getmsg():
//
//   auto stream = provider.streams().open_clone();                      open("/dev/dlpi")
//   (*stream)->putmsg(bytes_of(dl_attach_req_t{DL_ATTACH_REQ, 0}));     the request
//   (*stream)->getmsg()                                                 DL_OK_ACK or DL_ERROR_ACK
//
// Every step of its state is taken from the state table, and every refusal is one that the standard
// allows for that request. A refused request leaves everything as it was. Answers come at once,
// except from drivers that take their time (DriverCalls), and except where Streams holds them back.
//
// A stream follows its interface, not the number: a PPA that GIO changes moves the stream along
// with it, without a message. An interface that goes away hangs the stream up (docs/DLPI.md).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "dlpi/frame.hpp"
#include "dlpi/provider.hpp"
#include "dlpi/state_table.hpp"
#include "dlpi/stream_head.hpp"
#include "dlpi/vlan_tag.hpp"

namespace giosim::dlpi {

// Whether who opened the stream has the privileges NETADMIN, NETPROMISCUOUS and NETRAWACCESS.
enum class Opener { root, user };

class Stream : public std::enable_shared_from_this<Stream> {
 public:
  Stream(Streams& streams, int minor, Opener opener)
      : streams_(&streams), minor_(minor), opener_(opener) {}
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  // The user's side; errors as StreamHead says. Without a part: nullopt.
  std::expected<void, std::errc> putmsg(std::optional<Bytes> control,
                                        std::optional<Bytes> data = std::nullopt, int flags = 0);
  std::expected<Got, std::errc> getmsg(Room control = kWhole, Room data = kWhole, int flags = 0) {
    return head_.getmsg(control, data, flags);
  }
  void flush() { head_.flush(); }
  bool is_readable() const { return head_.is_readable(); }
  void rings(sim::Event* event) { head_.rings(event); }

  DlState state() const { return state_; }
  int minor() const { return minor_; }
  const DlpiInstance* interface() const;  // nullptr: attached to none
  std::optional<Ppa> vlan_ppa() const {  // of the VLAN that it is attached to
    return attached_ && attached_->vlan ? std::optional(attached_->vlan->ppa) : std::nullopt;
  }

  // The provider's side, for Streams.

  // A request was passed to the driver, and is not answered yet.
  bool is_asked() const { return asked_.has_value(); }
  // Answers what is held back. Nothing happens when nothing is.
  void answer_held();
  bool is_bound() const { return state_ == DlState::DL_IDLE || bound_.has_value(); }
  bool bound_to(const DlpiInstance& interface) const;
  const std::vector<MacAddress>& multicasts() const { return multicasts_; }
  std::optional<std::uint32_t> promiscuous() const { return promiscuous_; }

  // Takes the frame when it is meant for this stream. Mine: one that its own interface sends.
  enum class Origin { wire, mine };
  bool take(const Parsed& parsed, const Frame& frame, const DlpiInstance& interface, Origin origin);

  void hang_up();    // its interface is gone
  void add_to(Image& image) const;
  void shut_down();  // the provider is gone: EIO from now on
  void close();      // nobody holds it any more: detaches, in any state

 private:
  enum class Mode { cldls, raw };
  struct Bound {
    Mode mode = Mode::cldls;
    std::uint16_t sap = 0;
    std::optional<Snap> snap;
    bool auto_xid = false;
    bool auto_test = false;

    bool is_ethertype() const { return sap > kMaxLength; }
    friend bool operator==(const Bound&, const Bound&) = default;
  };
  // An interface is followed by its NM ID, which is never given again.
  struct OnVlan {
    Ppa ppa;
    VlanTag tag;
  };
  struct Attached {
    HwPath hw_path;
    std::int32_t nm_id = 0;
    std::optional<OnVlan> vlan = std::nullopt;
  };

  // What a request is answered.
  struct Refusal {
    DlErrno error;
    std::uint32_t unix_errno = 0;  // with DL_SYSERR
  };
  struct Ok {};       // DL_OK_ACK
  struct Silence {};  // nothing: data transfer
  struct Later {};    // the driver has been asked; answered() ends it
  struct List {       // one that is laid out as it is read
    Buffer ack;
    std::unique_ptr<Unlaid> rest;
  };
  using Answer = std::variant<Ok, Buffer, List, Silence, Later, Refusal>;
  struct Held {
    std::uint32_t primitive;
    Answer answer;
  };

  static Refusal system_error(std::errc error) {
    return {DlErrno::DL_SYSERR, static_cast<std::uint32_t>(error)};
  }

  void request(MessageType type, Bytes control, Bytes data);
  Answer serve(std::uint32_t primitive, Bytes control, Bytes data);
  // Calls ask with what the driver has to call when it is done, be it within the call or later.
  Answer ask_driver(const std::function<void(Done)>& ask);
  void answered(std::uint32_t primitive, Answer answer);
  void refuse(std::uint32_t primitive, Refusal refusal, Bytes control);
  void step(std::uint32_t primitive);
  void send(MessageType type, Buffer control, Bytes data = {});
  bool privileged() const { return opener_ == Opener::root; }

  // Local management (local_management.cpp)
  Answer info();
  Answer attach(const dl_attach_req_t& request);
  Answer detach();
  Answer statistics();
  Answer promisc_on(std::uint32_t level);
  Answer promisc_off(std::uint32_t level);
  void leave();  // what ends with the attachment

  // Binding (binding.cpp)
  std::optional<Refusal> wrong_bind(const dl_bind_req_t& request) const;
  Answer bind(const dl_bind_req_t& request);
  Answer unbind();
  Answer subs_bind(Bytes control);
  Answer subs_unbind(Bytes control);
  bool taken_by_another(const Bound& wanted) const;

  // Addresses (addresses.cpp)
  Answer phys_addr(std::uint32_t type);
  Answer set_phys_addr(Bytes control);
  Answer enable_multicast(Bytes control);
  Answer disable_multicast(Bytes control);

  // Data (data_transfer.cpp)
  struct Destination {
    MacAddress mac;
    std::uint16_t sap = 0;  // Ethertype, or DSAP
    std::optional<Snap> snap;
  };
  std::optional<Destination> destination(std::optional<Bytes> address) const;
  Buffer dlsap(MacAddress mac, std::uint16_t sap, const std::optional<Snap>& snap) const;
  Buffer own_dlsap() const;
  std::size_t max_sdu() const;
  Answer unitdata(Bytes control, Bytes data);
  Answer llc(std::uint32_t primitive, Bytes control, Bytes data);
  void transmit(Frame frame);  // by its interface, and with the tag of its VLAN
  std::uint16_t vlan_id() const { return attached_->vlan ? attached_->vlan->tag.id : 0; }
  bool is_my_vlan(const Parsed& frame) const;
  bool is_my_sap(const Parsed& frame) const;
  void indicate(const DlpiInstance& interface, Buffer control, Bytes data);
  void unitdata_ind(const Parsed& frame, const DlpiInstance& interface);
  void llc_ind(const Parsed& frame, const DlpiInstance& interface);

  // HP's own (hp_extensions.cpp)
  Answer ppa_list();
  Answer multicast_list();
  Answer raw_data(Bytes data);
  Answer hw_reset();
  Answer reset_statistics();

  Streams* streams_;  // nullptr: gone
  const int minor_;
  const Opener opener_;
  StreamHead head_;
  DlState state_ = DlState::DL_UNATTACHED;
  std::optional<Attached> attached_;
  std::optional<Bound> bound_;
  std::vector<MacAddress> multicasts_;  // sorted
  std::optional<std::uint32_t> promiscuous_;
  std::optional<std::uint32_t> asked_;  // the request that is being answered
  std::uint64_t requests_ = 0;          // served so far
  std::optional<Held> held_;
};

}  // namespace giosim::dlpi
