// K4: the files first, then the entries. See PortableImage::update().
#include <utility>

#include "pi/fix_up.hpp"
#include "pi/journal.hpp"
#include "pi/portable_image.hpp"

namespace giosim::pi {

sim::Task<Updated> PortableImage::update() {
  Updated updated;
  std::vector<Move> done;
  co_await fix_up(updated, done);
  updated.saved = co_await save_after(std::move(done));
  co_return updated;
}

sim::Task<> PortableImage::fix_up(Updated& updated, std::vector<Move>& done) {
  const auto refuse = [&](ConfigurationRefused refused) {
    trace_.record(refused);
    log(LogClass::error, message_of(refused), Ppa());
    updated.refused.push_back(std::move(refused));
  };
  const auto fixed = [&](const std::string& path) {
    trace_.record(ConfigurationFixed{path});
    updated.fixed.push_back(path);
  };

  auto finished = co_await finish_journal(disk_);
  if (!finished) {
    refuse({std::string(kJournal), 0, std::string(sentence(finished.error()))});
    co_return;
  }
  for (const std::string& path : *finished) fixed(path);

  FixUp plan = plan_fix_up(moves_of(config_.entries(), nics_present(dlpi_).learnt, read_pending(krs_)),
                           [this](std::string_view path) { return disk_.read(path); });
  for (ConfigurationRefused& refused : plan.refused) refuse(std::move(refused));
  if (!plan.files.empty()) {
    const auto replaced = co_await replace_files(disk_, plan.files);
    if (!replaced) {
      for (const ReplacedFile& file : plan.files)
        refuse({file.path, 0, std::string(sentence(replaced.error()))});
      co_return;
    }
  }
  for (SettingCarried& carried : plan.carried) trace_.record(std::move(carried));
  for (SettingIgnored& ignored : plan.ignored) trace_.record(std::move(ignored));
  for (const ReplacedFile& file : plan.files) fixed(file.path);
  done = std::move(plan.done);
}

}  // namespace giosim::pi
