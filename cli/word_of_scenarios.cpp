// Words that a scenario may say: drivers, models, steps, faults, expectations.

#include <fmt/format.h>

#include "cli/word.hpp"
#include "hdm/catalog.hpp"
#include "runner/expect.hpp"
#include "runner/fault.hpp"
#include "runner/machine_model.hpp"
#include "runner/step.hpp"
#include "sim/faulty_disk.hpp"

namespace giosim::cli {
namespace {

std::string milliseconds(sim::Duration duration) {
  return fmt::format("{} us", duration.count() / 1000);
}

std::string presence_of(const runner::FieldDescription& field) {
  if (field.presence == runner::Presence::required) return "required. ";
  if (!field.by_default.empty()) return fmt::format("default {}. ", field.by_default);
  return "";
}

// The alternatives of a map: one word for each key of which exactly one must be there.
std::vector<Word> alternatives_of(const runner::ShapeDescription& shape) {
  std::vector<Word> words;
  for (const runner::FieldDescription& field : shape.fields) {
    if (field.presence != runner::Presence::alternative) continue;
    Word& word = words.emplace_back(field.key, field.sentence);
    for (const runner::FieldDescription& key : field.shape->fields)
      word.more.emplace_back("Key " + key.key, presence_of(key) + key.sentence);
    if (!field.shape->short_form.empty())
      word.more.emplace_back("In short", fmt::format("{}: VALUE means {}: {{{}: VALUE}}", field.key,
                                                     field.key, field.shape->short_form));
    if (!field.example.empty()) word.more.emplace_back("Example", field.example);
  }
  return words;
}

}  // namespace

std::vector<Word> driver_words() {
  std::vector<Word> words;
  for (const hdm::DriverProfile& row : hdm::driver_catalog()) {
    const bool lan = row.mac_known_at != hdm::MacKnownAt::never;
    Word& word = words.emplace_back(
        std::string(row.name),
        lan ? fmt::format("A LAN driver ({}) that reads its MAC address at: {}.",
                          row.interface_type, giosim::word(row.mac_known_at))
            : fmt::format("A driver of class {}, which no LAN interface comes from.",
                          row.device_class));
    word.more.emplace_back("Class", row.device_class);
    word.more.emplace_back("Attach", milliseconds(row.attach));
    if (!lan) continue;
    word.more.emplace_back("Init", milliseconds(row.init) + ", and " + milliseconds(row.mac_read) +
                                       " to read the MAC address");
    word.more.emplace_back("DRV_INSTANCE_REPLACEABLE", row.instance_replaceable ? "yes" : "no");
    if (!row.configuration.empty())
      word.more.emplace_back("Configuration file",
                             fmt::format("/etc/rc.config.d/{}", row.configuration));
  }
  return words;
}

std::vector<Word> model_words() {
  std::vector<Word> words;
  for (const runner::MachineModel& model : runner::machine_models()) {
    Word& word = words.emplace_back(std::string(model.name), std::string(model.sentence));
    std::string ports;
    for (const runner::ModelPort& port : model.ports())
      ports += fmt::format("{}{} {}", ports.empty() ? "" : ", ", port.hw_path.text(),
                           port.driver.view());
    word.more.emplace_back("Ports", ports);
    word.more.emplace_back("In a scenario",
                           fmt::format("machines: {{target: {{model: {}}}}}", model.name));
  }
  return words;
}

std::vector<Word> step_words() { return alternatives_of(*runner::step_shape().description()); }

std::vector<Word> expectation_words() {
  return alternatives_of(*runner::expectation_shape().description());
}

std::vector<Word> fault_words() {
  std::vector<Word> words = alternatives_of(*runner::fault_shape().description());
  for (const sim::DiskFaultRow& row : sim::kDiskFaults) {
    Word& word = words.emplace_back(std::string(row.word), std::string(row.sentence));
    word.more.emplace_back(
        "Of a disk", fmt::format("faults: [{{disk: {{machine: source, goes: {}}}}}]", row.word));
  }
  return words;
}

}  // namespace giosim::cli
