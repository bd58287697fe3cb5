// A small scenario language of machines, slots and steps: what the tests of the shapes talk about.
#pragma once

#include <chrono>
#include <expected>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/hw_path.hpp"
#include "base/mac_address.hpp"
#include "runner/shape_list.hpp"
#include "runner/shape_map.hpp"
#include "runner/shape_scalar.hpp"

namespace giosim::runner::small {

enum class Order { in_order, seeded, replayed };

struct Nic {
  std::string driver;
  Located<MacAddress> mac;
  std::chrono::nanoseconds latency{};
  bool hot_plugged = false;
};

struct MachineSpec {
  std::optional<Located<std::string>> model;
  std::vector<std::pair<HwPath, Nic>> slots;
};

struct Boot {
  std::string machine;
  std::optional<std::chrono::nanoseconds> until;
};
struct MoveDisk {
  std::string from, to;
};
struct Step;
struct Repeat {
  int times = 0;
  std::vector<Step> steps;
};
struct Step {
  std::variant<std::monostate, Boot, MoveDisk, Repeat> action;
  Mark where;
  std::optional<std::string> says;
};

struct Play {
  std::string name;
  Order order = Order::in_order;
  std::vector<std::pair<std::string, MachineSpec>> machines;
  std::vector<Step> steps;
  std::vector<std::string> tags;
  std::vector<std::string> included;
};

inline Shape<HwPath> hw_path() {
  return parsed({.name = "H/W path",
                 .sentence = "Where a device sits.",
                 .pattern = "^[0-9]+(/[0-9]+)*$",
                 .examples = {"0/4/1/0"}},
                HwPath::parse);
}
inline Shape<MacAddress> mac_address() {
  return parsed({.name = "MAC address",
                 .sentence = "The address of a NIC.",
                 .pattern = "^0x[0-9A-Fa-f]{12}$",
                 .examples = {"0x00306E00000A"}},
                MacAddress::parse);
}

inline const Shape<Nic>& nic_shape() {
  static const Shape<Nic> shape =
      MapShape<Nic>("nic", "A network card.")
          .required("driver", &Nic::driver, identifier("driver"), "The driver that claims it.",
                    {.example = "driver: igelan"})
          .required("mac", &Nic::mac, mac_address(), "Its address.")
          .defaulted("latency", &Nic::latency, duration(), "How long it takes to answer.",
                    {.by_default = "5ms"})
          .defaulted("hot_plugged", &Nic::hot_plugged, boolean(), "Is it there at boot?",
                    {.by_default = "false"});
  return shape;
}

inline const Shape<MachineSpec>& machine_shape() {
  static const Shape<MachineSpec> shape =
      MapShape<MachineSpec>("machine", "A computer: its slots and what is in them.")
          .optional("model", &MachineSpec::model, text(), "What HP sold it as.")
          .required("slots", &MachineSpec::slots, map_of(hw_path(), nic_shape()), "Its slots.");
  return shape;
}

inline const Shape<Boot>& boot_shape() {
  static const Shape<Boot> shape =
      MapShape<Boot>("boot", "Powers a machine on.")
          .required("machine", &Boot::machine, identifier("machine name"), "Which one.")
          .optional("until", &Boot::until, duration(), "Stop the boot after this time.")
          .short_form("machine");
  return shape;
}

inline const Shape<MoveDisk>& move_disk_shape() {
  static const Shape<MoveDisk> shape =
      MapShape<MoveDisk>("move_disk", "Takes a disk from one machine to another.")
          .required("from", &MoveDisk::from, identifier("machine name"), "From where.")
          .required("to", &MoveDisk::to, identifier("machine name"), "Where to.")
          .check(
              [](const MoveDisk& move) -> std::expected<void, std::string> {
                if (move.from != move.to) return {};
                return std::unexpected("the disk is in '" + move.to + "' already");
              },
              "to");
  return shape;
}

inline const Shape<Step>& step_shape();

inline const Shape<Repeat>& repeat_shape() {
  static const Shape<Repeat> shape =
      MapShape<Repeat>("repeat", "Does steps several times.")
          .required("times", &Repeat::times, integer(1, 1000), "How often.")
          .required("steps", &Repeat::steps, list_of(recursive("step", &step_shape)), "What.");
  return shape;
}

inline const Shape<Step>& step_shape() {
  const auto act = [](Step& step, auto action, const Mark& where) {
    step.action = std::move(action);
    step.where = where;
  };
  static const Shape<Step> shape =
      MapShape<Step>("step", "One thing that happens.")
          .alternative("boot", act, boot_shape(), "Powers a machine on.",
                       {.example = "boot: target"})
          .alternative("move_disk", act, move_disk_shape(), "Takes a disk elsewhere.",
                       {.example = "move_disk: {from: source, to: target}"})
          .alternative("repeat", &Step::action, repeat_shape(), "Does steps several times.",
                       {.example = "repeat: {times: 2, steps: [boot: target]}"})
          .optional("says", &Step::says, text(), "Printed before the step.",
                    {.example = "says: and now"});
  return shape;
}

inline const Shape<Play>& play_shape() {
  static const Shape<Play> shape =
      MapShape<Play>("scenario", "A play for machines.")
          .required("scenario", &Play::name, text(), "Its name.")
          .defaulted("order", &Play::order,
                    enum_of<Order>("order", {{"in_order", Order::in_order},
                                             {"seeded", Order::seeded},
                                             {"replayed", Order::replayed}}),
                    "Who goes first.", {.by_default = "in_order"})
          .optional("include", &Play::included, one_or_many(text("file name")), "Shared files.",
                    {.example = "include: stage.yaml"})
          .required("machines", &Play::machines, map_of(identifier(), machine_shape()),
                    "The stage.")
          .optional("steps", &Play::steps, list_of(step_shape()), "The play.")
          .optional("tags", &Play::tags, one_or_many(identifier("tag")), "For selection.");
  return shape;
}

}  // namespace giosim::runner::small
