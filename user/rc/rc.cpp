#include "user/rc/rc.hpp"

#include <map>

#include "machine/os.hpp"
#include "user/netconf.hpp"

namespace giosim::user {
namespace {

using machine::Os;

constexpr std::int64_t kOk = 0, kFail = 1, kSkipped = 2;

// A start script has an S in its name, a kill script a K.
std::string call_of(const std::string& script) {
  return script + (script.find("/S") != std::string::npos ? " start" : " stop");
}

void ended(Os& os, const std::string& script, std::int64_t exit_code) {
  if (exit_code == kFail) os.rc_log.line('"' + call_of(script) + "\" FAILED");
  os.trace.record(ScriptEnded{script, exit_code});
}

bool told(Os& os, const std::expected<void, sim::DiskError>& saved) {
  if (!saved) os.rc_log.line("ERROR: hpuxpitool: " + std::string(sentence(saved.error())));
  return saved.has_value();
}

// K4, F3: what could not be fixed up is in rc.log.
sim::Task<bool> update(Os& os) {
  const pi::Updated updated = co_await os.portable_image.update();
  for (const ConfigurationRefused& refused : updated.refused)
    os.rc_log.line("ERROR: hpuxpitool: " + refused.file +
                   (refused.line > 0 ? ": line " + std::to_string(refused.line) : "") + ": " +
                   refused.because);
  co_return told(os, updated.saved) && updated.refused.empty();
}

sim::Task<bool> save(Os& os) { co_return told(os, co_await os.portable_image.save()); }

// T2: with the tunable at 0 the scripts do nothing.
sim::Task<> hpuxpi(Os& os, std::string script) {
  os.trace.record(ScriptStarted{script});
  if (!os.tunables.portable_image()) {
    ended(os, script, kSkipped);
    co_return;
  }
  const bool start = script.find("/S") != std::string::npos;
  const bool ok = start ? co_await update(os) : co_await save(os);
  ended(os, script, ok ? kOk : kFail);
}

void configure(Os& os, const NetRow& interface) {
  os.net[interface.name] = interface;
  os.trace.put(interface);
}

// B3: an interface that is not there does not keep the others from being configured.
void net_start(Os& os) {
  const std::string script = "/sbin/rc2.d/S340net";
  os.trace.record(ScriptStarted{script});

  std::map<Ppa, MacAddress> published;
  for (const dlpi::DlpiInstance& instance : os.dlpi.instances())
    if (!instance.mac.is_zero()) published.emplace(instance.ppa, instance.mac);

  std::int64_t exit_code = kOk;
  const auto interfaces = parse_netconf(os.disk.read(kNetconf).value_or(""));
  if (!interfaces) {
    exit_code = kFail;
    os.rc_log.line("ERROR: " + std::string(kNetconf) + ": line " +
                   std::to_string(interfaces.error().line) + ": " + interfaces.error().because);
    ended(os, script, exit_code);
    return;
  }
  for (const NetconfInterface& wanted : *interfaces) {
    const auto found = published.find(ppa_named(primary_of(wanted.name)));
    if (found == published.end()) {
      exit_code = kFail;
      configure(os, {wanted.name, wanted.address, false});
      os.trace.record(InterfaceMissing{wanted.name});
      os.rc_log.line("ERROR: " + wanted.name + " interface: ifconfig: no such interface");
      continue;
    }
    configure(os, {wanted.name, wanted.address, true});
    os.trace.record(InterfaceConfigured{wanted.name, found->second});
  }
  ended(os, script, exit_code);
}

// Anywhere between the start of the first init and S340net (policy update_start: any_time).
sim::Task<> update_at_any_time(Os& os) {
  const std::size_t later = os.kernel.choices().pick(8, sim::ChoiceKind::latency,
                                                     "when the startup script updates");
  co_await os.kernel.delay(std::chrono::milliseconds(later), "waits for its turn in rc");
  co_await hpuxpi(os, "/sbin/rc2.d/S302hpuxpi");
}

// The daemon that writes KRS every 300 s; it matters only under policy flush: krsd.
sim::Task<> krsd(Os& os) {
  while (true) {
    co_await os.kernel.delay(std::chrono::seconds(300), "sleeps until it saves KRS");
    static_cast<void>(co_await os.krs.flush());
  }
}

sim::Task<> rc_start(Os& os) {
  if (os.policies.flush == gio::Flush::krsd) os.processes.spawn_background("krsd", krsd(os));
  os.rc_log.begin_startup();
  const bool update_first = os.policies.update_start == gio::UpdateStart::any_time;
  if (update_first) co_await update_at_any_time(os);
  co_await os.inits.all_ended("all drivers end their init");
  co_await os.gio.ioconfig_written();
  if (!update_first) co_await hpuxpi(os, "/sbin/rc2.d/S302hpuxpi");
  net_start(os);
  co_await os.rc_log.write();
}

sim::Task<> rc_stop(Os& os) {
  os.rc_log.begin_shutdown();
  const std::string net = "/sbin/rc1.d/K660net";
  os.trace.record(ScriptStarted{net});
  ended(os, net, kOk);

  co_await hpuxpi(os, "/sbin/rc1.d/K692hpuxpi");
  co_await os.rc_log.write();
  static_cast<void>(co_await os.krs.flush());
  co_await os.gio.ioconfig_written();
}

}  // namespace

const machine::UserLand& user_land() {
  static constexpr machine::UserLand kUserLand{&rc_start, &rc_stop};
  return kUserLand;
}

}  // namespace giosim::user
