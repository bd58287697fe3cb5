#include "runner/fault.hpp"

#include "runner/shape_list.hpp"
#include "runner/shape_map.hpp"
#include "runner/shape_scalar.hpp"

namespace giosim::runner {
namespace {

Shape<sim::DiskFaultKind> disk_fault_kind_shape() {
  std::vector<std::pair<std::string, sim::DiskFaultKind>> words;
  for (const sim::DiskFaultRow& row : sim::kDiskFaults) words.emplace_back(row.word, row.kind);
  return enum_of<sim::DiskFaultKind>("disk fault", std::move(words));
}

const Shape<DiskFaultSpec>& disk_fault_shape() {
  static const Shape<DiskFaultSpec> shape =
      MapShape<DiskFaultSpec>("disk fault", "A commit of a machine's disk that goes wrong.")
          .required("machine", &DiskFaultSpec::machine, given_name(Named::machine),
                    "The machine whose disk it is at the beginning.")
          .required("goes",
                    [](DiskFaultSpec& spec, sim::DiskFaultKind kind) { spec.fault.kind = kind; },
                    disk_fault_kind_shape(), "What happens.", {.example = "goes: torn"})
          .defaulted("nth",
                    [](DiskFaultSpec& spec, std::uint64_t nth) { spec.fault.nth = nth; },
                    integer<std::uint64_t>(1, 1'000'000'000), "At which commit, counted from 1.",
                    {.by_default = "1"})
          .optional("every",
                    [](DiskFaultSpec& spec, std::uint64_t every) { spec.fault.every = every; },
                    integer<std::uint64_t>(1, 1'000'000'000),
                    "And at each so-many-th commit from there; once, when left out.")
          .optional("file",
                    [](DiskFaultSpec& spec, std::string file) { spec.fault.file = file; }, text(),
                    "torn, rot: the file that suffers; by default the last one of the commit.",
                    {.example = "file: /stand/krs/system.krs"})
          .optional("at", [](DiskFaultSpec& spec, std::size_t at) { spec.fault.at = at; },
                    integer<std::size_t>(0, 1'000'000'000),
                    "torn: how many bytes are stored; rot: which bit flips.");
  return shape;
}

std::expected<void, std::string> when_fields_exist(const WhenFault& fault) {
  return fields_exist(fault.when);
}

const Shape<WhenFault>& when_shape() {
  static const Shape<WhenFault> shape =
      MapShape<WhenFault>("when", "Something done as soon as something has happened.")
          .required("event", [](WhenFault& w, std::string event) { w.when.event = event; },
                    fact_name_shape(), "What happened.", {.example = "event: gio.scan_ended"})
          .optional("machine", [](WhenFault& w, std::string name) { w.when.machine = name; },
                    given_name(Named::machine), "On which machine; any, when left out.")
          .optional("boot", [](WhenFault& w, int boot) { w.when.boot = boot; },
                    integer<int>(1, 1'000'000), "In which boot of it; any, when left out.")
          .optional("with",
                    [](WhenFault& w, std::vector<std::pair<std::string, std::string>> with) {
                      w.when.with = std::move(with);
                    },
                    map_of(identifier("field"), text()), "What the fact's fields must hold.")
          .defaulted("nth", &WhenFault::nth, integer<std::uint64_t>(1, 1'000'000'000),
                    "At which of these facts, counted from 1.", {.by_default = "1"})
          .required("do", &WhenFault::steps, list_of(recursive<Step>("step", step_shape)),
                    "The steps. A power cut or panic strikes when the kernel's step is over; "
                    "other steps run beside the play.",
                    {.example = "do: [{power_cut: target}]"})
          .check(when_fields_exist, "with");
  return shape;
}

// One of the alternatives of a fault.
struct Is {
  template <class What>
  void operator()(Fault& fault, What what, const Mark& where) const {
    fault.what = std::move(what);
    fault.where = where;
  }
};

}  // namespace

const Shape<Fault>& fault_shape() {
  static const Shape<Fault> shape =
      MapShape<Fault>("fault", "Something that goes wrong.")
          .alternative("disk", Is(), disk_fault_shape(), "A commit of a disk goes wrong.",
                       {.example = "disk: {machine: source, goes: torn, nth: 2}"})
          .alternative("when", Is(), when_shape(), "When this has happened, that is done.",
                       {.example = "when: {event: gio.scan_ended, do: [{power_cut: target}]}"});
  return shape;
}

}  // namespace giosim::runner
