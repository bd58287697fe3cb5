#include "runner/console.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/must.hpp"
#include "runner/load.hpp"
#include "user/files.hpp"
#include "user/sh/sh.hpp"

namespace giosim::runner {
namespace {

// As a shell counts a command that SIGINT has ended.
constexpr int kInterrupted = 130, kStuck = 1;

std::unique_ptr<sim::Choices> choices_of(const Scenario& scenario) {
  if (scenario.choices.empty()) return std::make_unique<sim::InOrder>();
  return std::make_unique<sim::Replayed>(scenario.choices);
}

sim::Task<> type(World& world, machine::Machine& machine, user::Session& session,
                 std::string line) {
  user::start_line(session, std::move(line));
  co_await until_calm(world, machine);
}

sim::Task<> commit(sim::Disk& disk, sim::Disk::Changes changes,
                   std::expected<void, sim::DiskError>& result) {
  result = co_await disk.commit(std::move(changes));
}

}  // namespace

Console::Console(Scenario scenario, RunOptions options, Show show)
    : scenario_(std::move(scenario)), options_(std::move(options)), show_(std::move(show)) {
  if (!options_.choices) {
    choices_ = choices_of(scenario_);
    options_.choices = choices_.get();
  }
  options_.keep_facts = true;
  options_.sinks.push_back(this);
  options_.interrupted = [this, asked = std::move(options_.interrupted)] {
    show_printed();
    return asked && asked();
  };
  world_ = std::make_unique<World>(scenario_, options_, *options_.choices);
}

Console::~Console() { world_.reset(); }

void Console::fact(const sim::Stamped& stamped) {
  if (!holds_alternative<MachinePoweredOn>(*stamped.fact)) return;
  std::erase(powered_on_, stamped.life->machine);
  powered_on_.push_back(stamped.life->machine);
}

bool Console::play() {
  world_->perform();
  return !world_->interrupted();
}

bool Console::has_machine(const std::string& name) const {
  return std::ranges::any_of(machines(), [&](const auto* machine) { return machine->name() == name; });
}

std::string Console::choice() const {
  const auto last = [&](auto&& fits) {
    const auto found = std::find_if(powered_on_.rbegin(), powered_on_.rend(), fits);
    return found == powered_on_.rend() ? std::string() : *found;
  };
  const auto runs = [&](const std::string& name) { return world_->machine(name).running(); };
  if (std::string running = last(runs); !running.empty()) return running;

  std::vector<std::string> used, with_disk;
  for (const machine::Machine* machine : machines()) {
    if (machine->disk()) with_disk.push_back(machine->name());
    if (world_->has_used_disk(machine->name())) used.push_back(machine->name());
  }
  if (used.size() == 1) return used.front();
  if (used.empty() && with_disk.size() == 1) return with_disk.front();
  return last([&](const std::string& name) { return world_->machine(name).disk() != nullptr; });
}

void Console::sit_at(const std::string& machine, const std::string& user) {
  at_ = &world_->machine(machine);
  user_ = user;
  log_in();
}

// A new session, as after every boot.
void Console::log_in() {
  logins_.push_back({std::make_unique<user::Session>(*at_, user_)});
  boot_ = at_->boots();
}

void Console::show_printed() {
  for (Login& login : logins_) {
    const std::string_view screen = login.session->screen();
    const std::size_t settled = login.session->settled();
    if (settled > login.shown) show_(screen.substr(login.shown, settled - login.shown));
    login.shown = std::max(login.shown, settled);
  }
}

// What nobody prints into any more goes.
void Console::forget_the_past() {
  const auto here = std::prev(logins_.end());
  logins_.erase(std::remove_if(logins_.begin(), here,
                               [](const Login& login) { return login.session->machine().is_calm(); }),
                here);
  Login& login = logins_.back();
  if (!login.session->machine().is_calm()) return;
  static_cast<void>(login.session->cut({}));
  login.shown = 0;
}

Console::End Console::operate(sim::Task<> work) {
  try {
    const bool done = world_->operate(std::move(work));
    show_printed();
    return done ? End::done : End::interrupted;
  } catch (const sim::StuckError&) {
    show_printed();
    return End::stuck;
  }
}

Console::End Console::perform_line(const std::string& line) {
  MUST(is_on());
  if (boot_ != at_->boots()) log_in();
  user::Session& session = *logins_.back().session;
  End end = operate(type(*world_, *at_, session, line));
  const bool gone = !at_->running() || at_->boots() != boot_;
  status_ = gone ? 0 : session.status;

  if (end == End::interrupted || end == End::stuck) {
    status_ = end == End::interrupted ? kInterrupted : kStuck;
    if (is_on()) log_in();  // the old one belongs to the line that was given up
  } else if (gone) {
    end = at_->running() ? End::rebooted : End::power_off;
  } else if (std::exchange(session.exited, false)) {
    end = End::exited;
  }
  forget_the_past();
  return end;
}

Console::End Console::perform_step(const std::string& text) {
  Step step = load_step(scenario_, "~step", text);
  return operate(perform(*world_, step));
}

Console::End Console::perform_step(Action action) {
  const Step step{.action = std::move(action), .says = {}, .where = {}};
  return operate(perform(*world_, step));
}

dlpi::Streams* Console::streams(const std::string& machine) {
  machine::Os* const os = world_->machine(machine).os();
  return os ? &os->dlpi.streams() : nullptr;
}

Console::End Console::settle() {
  const bool settled = world_->settle();
  show_printed();
  return settled ? End::done : End::interrupted;
}

std::optional<std::string> Console::read(const std::string& path) const {
  if (is_on()) return user::read_file(*at_->os(), path);
  if (!at_->disk()) return std::nullopt;
  return at_->disk()->read(path);
}

std::expected<void, sim::DiskError> Console::write(const std::string& path, std::string bytes) {
  MUST(has_disk());
  sim::Disk::Changes changes;
  changes[path] = std::move(bytes);
  if (!is_on()) return at_->disk()->apply(changes);
  std::expected<void, sim::DiskError> result = std::unexpected(sim::DiskError::write_failed);
  operate(commit(*at_->disk(), std::move(changes), result));
  return result;
}

std::vector<std::string> Console::interfaces() const {
  std::vector<std::string> names;
  if (!is_on()) return names;
  for (const dlpi::DlpiInstance& instance : at_->os()->dlpi.instances())
    names.push_back("lan" + std::to_string(instance.ppa.number));
  return names;
}

std::vector<std::string> Console::paths_beginning(const std::string& path) const {
  std::vector<std::string> found;
  if (!at_->disk()) return found;
  for (const std::string& file : is_on() ? user::all_files(*at_->os()) : at_->disk()->list()) {
    if (!file.starts_with(path)) continue;
    const std::size_t slash = file.find('/', path.size());
    found.push_back(slash == std::string::npos ? file : file.substr(0, slash + 1));
  }
  std::ranges::sort(found);
  const auto doubles = std::ranges::unique(found);
  found.erase(doubles.begin(), doubles.end());
  return found;
}

}  // namespace giosim::runner
