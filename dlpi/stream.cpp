#include "dlpi/stream.hpp"

#include "base/must.hpp"
#include "dlpi/streams.hpp"

namespace giosim::dlpi {
namespace {

// What a message shorter than a primitive is answered with, as no primitive is known.
// Assumed: this number; DLPI does not say, illumos throws such a message away.
constexpr std::uint32_t kNoPrimitive = 0xffff'ffff;

bool is_data(std::uint32_t primitive) { return primitive == DL_UNITDATA_REQ; }

}  // namespace

std::expected<void, std::errc> Stream::putmsg(std::optional<Bytes> control,
                                              std::optional<Bytes> data, int flags) {
  const auto type = head_.admit(control, data, flags);
  if (!type) return std::unexpected(type.error());
  // Data without a primitive means nothing to a connectionless stream, and is thrown away.
  if (*type && *type != MessageType::M_DATA) request(**type, *control, data.value_or(Bytes()));
  return {};
}

void Stream::request(MessageType type, Bytes control, Bytes data) {
  if (control.size() < sizeof(std::uint32_t))
    return refuse(kNoPrimitive, {DlErrno::DL_BADPRIM}, control);
  const auto primitive = read_as<std::uint32_t>(control);
  const Request* const request = find_request(primitive);
  if (!request) return refuse(primitive, {DlErrno::DL_BADPRIM}, control);
  if (request->served == Served::no) return refuse(primitive, {DlErrno::DL_NOTSUPPORTED}, control);

  const bool too_short = control.size() < request->size;
  const Refusal malformed{is_data(primitive) ? DlErrno::DL_BADADDR : DlErrno::DL_BADPRIM};
  if (too_short && request->first == First::size) return refuse(primitive, malformed, control);
  if (primitive == DL_BIND_REQ)
    if (const auto wrong = wrong_bind(read_as<dl_bind_req_t>(control)))
      return refuse(primitive, *wrong, control);
  // No request while another one waits for its answer: that is what the pending states are for.
  if (asked_ || !next_state(primitive, state_))
    return refuse(primitive, {DlErrno::DL_OUTSTATE}, control);
  if (too_short) return refuse(primitive, malformed, control);
  if (is_data(primitive) && type != MessageType::M_PROTO)
    return refuse(primitive, {DlErrno::DL_BADDATA}, control);

  step(primitive);
  asked_ = primitive;
  ++requests_;
  Answer answer = serve(primitive, control, data);
  if (std::holds_alternative<Later>(answer)) return;
  if (is_data(primitive)) {
    asked_.reset();
    if (const auto* refusal = std::get_if<Refusal>(&answer)) refuse(primitive, *refusal, control);
  } else if (streams_->holds_answers()) {
    held_ = Held{primitive, std::move(answer)};
  } else {
    answered(primitive, std::move(answer));
  }
}

Stream::Answer Stream::serve(std::uint32_t primitive, Bytes control, Bytes data) {
  switch (primitive) {
    case DL_INFO_REQ: return info();
    case DL_ATTACH_REQ: return attach(read_as<dl_attach_req_t>(control));
    case DL_DETACH_REQ: return detach();
    case DL_GET_STATISTICS_REQ: return statistics();
    case DL_PROMISCON_REQ: return promisc_on(read_as<dl_promiscon_req_t>(control).dl_level);
    case DL_PROMISCOFF_REQ: return promisc_off(read_as<dl_promiscoff_req_t>(control).dl_level);
    case DL_BIND_REQ: return bind(read_as<dl_bind_req_t>(control));
    case DL_UNBIND_REQ: return unbind();
    case DL_SUBS_BIND_REQ: return subs_bind(control);
    case DL_SUBS_UNBIND_REQ: return subs_unbind(control);
    case DL_PHYS_ADDR_REQ: return phys_addr(read_as<dl_phys_addr_req_t>(control).dl_addr_type);
    case DL_SET_PHYS_ADDR_REQ: return set_phys_addr(control);
    case DL_ENABMULTI_REQ: return enable_multicast(control);
    case DL_DISABMULTI_REQ: return disable_multicast(control);
    case DL_UNITDATA_REQ: return unitdata(control, data);
    case DL_TEST_REQ:
    case DL_TEST_RES:
    case DL_XID_REQ:
    case DL_XID_RES: return llc(primitive, control, data);
    case DL_HP_PPA_REQ: return ppa_list();
    case DL_HP_MULTICAST_LIST_REQ: return multicast_list();
    case DL_HP_RAWDATA_REQ: return raw_data(data);
    case DL_HP_HW_RESET_REQ: return hw_reset();
    case DL_HP_RESET_STATS_REQ: return reset_statistics();
    default: MUST(false); return Silence{};
  }
}

Stream::Answer Stream::ask_driver(const std::function<void(Done)>& ask) {
  // The driver may be done at once, or when the stream has long been hung up or closed.
  struct Call {
    bool within = true;
    std::optional<std::errc> result;
  };
  const auto call = std::make_shared<Call>();
  ask([call, mine = requests_, me = weak_from_this()](std::errc result) {
    call->result = result;
    if (call->within) return;
    const auto stream = me.lock();
    if (!stream || !stream->asked_ || stream->requests_ != mine) return;
    stream->answered(*stream->asked_, result == std::errc() ? Answer(Ok{}) : system_error(result));
  });
  call->within = false;
  if (!call->result) return Later{};
  return *call->result == std::errc() ? Answer(Ok{}) : system_error(*call->result);
}

void Stream::step(std::uint32_t primitive) {
  const auto next = next_state(primitive, state_);
  MUST(next.has_value());
  state_ = *next;
}

namespace {

// Requests whose answer ends a pending state.
bool is_pending(DlState state) {
  return state != DlState::DL_UNATTACHED && state != DlState::DL_UNBOUND &&
         state != DlState::DL_IDLE;
}

}  // namespace

void Stream::answered(std::uint32_t primitive, Answer answer) {
  MUST(asked_ == primitive);
  asked_.reset();
  if (std::holds_alternative<Silence>(answer)) return;
  if (const auto* refusal = std::get_if<Refusal>(&answer)) {
    if (is_pending(state_)) step(DL_ERROR_ACK);
    return refuse(primitive, *refusal, {});
  }
  // What was still on its way up to the user belongs to the SAP that is gone.
  if (primitive == DL_UNBIND_REQ) head_.up({MessageType::M_FLUSH, {}, {}});
  if (auto* list = std::get_if<List>(&answer))
    return head_.up({MessageType::M_PCPROTO, std::move(list->ack), {}, std::move(list->rest)});
  if (auto* ack = std::get_if<Buffer>(&answer)) {
    if (is_pending(state_)) step(read_as<std::uint32_t>(*ack));
    return send(MessageType::M_PCPROTO, std::move(*ack));
  }
  if (is_pending(state_)) step(DL_OK_ACK);
  send(MessageType::M_PCPROTO, laid_out(dl_ok_ack_t{DL_OK_ACK, primitive}));
}

void Stream::answer_held() {
  if (!held_) return;
  Held held = std::move(*held_);
  held_.reset();
  answered(held.primitive, std::move(held.answer));
}

void Stream::refuse(std::uint32_t primitive, Refusal refusal, Bytes control) {
  MUST(may_refuse(primitive, refusal.error));
  MUST(refusal.unix_errno == 0 || refusal.error == DlErrno::DL_SYSERR);
  const auto error = static_cast<std::uint32_t>(refusal.error);
  if (!is_data(primitive))
    return send(MessageType::M_PCPROTO,
                laid_out(dl_error_ack_t{DL_ERROR_ACK, primitive, error, refusal.unix_errno}));
  // The address comes back as it was given, if it was given at all.
  const auto to = read_as<dl_unitdata_req_t>(control);
  const Bytes address = part_of(control, sizeof(to), to.dl_dest_addr_offset, to.dl_dest_addr_length)
                            .value_or(Bytes());
  if (!head_.has_room()) return;
  send(MessageType::M_PROTO,
       laid_out(dl_uderror_ind_t{DL_UDERROR_IND, static_cast<std::uint32_t>(address.size()),
                                 address.empty() ? 0 : std::uint32_t{sizeof(dl_uderror_ind_t)},
                                 refusal.unix_errno, error},
                address));
}

void Stream::send(MessageType type, Buffer control, Bytes data) {
  head_.up({type, std::move(control), Buffer(data.begin(), data.end())});
}

const DlpiInstance* Stream::interface() const {
  if (!attached_ || !streams_) return nullptr;
  const DlpiInstance* const found = streams_->provider().find(attached_->hw_path);
  return found && found->nm_id == attached_->nm_id ? found : nullptr;
}

bool Stream::bound_to(const DlpiInstance& interface) const {
  return bound_ && attached_ && attached_->nm_id == interface.nm_id;
}

void Stream::leave() {
  if (const DlpiInstance* const left = interface()) streams_->left(*this, *left);
  attached_.reset();
  bound_.reset();
  multicasts_.clear();
  promiscuous_.reset();
}

void Stream::hang_up() {
  leave();
  asked_.reset();
  held_.reset();
  state_ = DlState::DL_UNATTACHED;
  head_.up({MessageType::M_HANGUP, {}, {}});
}

void Stream::shut_down() {
  streams_ = nullptr;
  leave();
  asked_.reset();
  held_.reset();
  head_.up({MessageType::M_ERROR, {}, {static_cast<std::uint8_t>(std::errc::io_error)}});
}

void Stream::close() {
  if (!streams_) return;
  leave();
  streams_->closed(minor_);
}

void Stream::add_to(Image& image) const {
  image.add(static_cast<std::uint64_t>(minor_));
  image.add(static_cast<std::uint64_t>(state_));
  image.add(std::uint64_t{attached_.has_value()});
  if (attached_) {
    image.add(std::string_view(attached_->hw_path.text()));
    image.add(static_cast<std::uint64_t>(attached_->nm_id));
    image.add(attached_->vlan ? static_cast<std::uint64_t>(attached_->vlan->ppa.number) + 1 : 0);
    image.add(vlan_id());
  }
  image.add(std::uint64_t{bound_.has_value()});
  if (bound_) {
    image.add(static_cast<std::uint64_t>(bound_->mode));
    image.add(bound_->sap);
    image.add(bound_->snap ? Bytes(*bound_->snap) : Bytes());
    image.add(std::uint64_t{bound_->auto_xid} << 1 | std::uint64_t{bound_->auto_test});
  }
  image.add(multicasts_.size());
  for (const MacAddress group : multicasts_) image.add(group.bits());
  image.add(promiscuous_ ? std::uint64_t{*promiscuous_} + 1 : 0);
  image.add(asked_ ? std::uint64_t{*asked_} + 1 : 0);
  image.add(held_ ? std::uint64_t{held_->primitive} + 1 : 0);
  head_.add_to(image);
}

}  // namespace giosim::dlpi
