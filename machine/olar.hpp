// OLAR: cards that are replaced, added and deleted while the system runs, as olrad does it.
//
// A replaced card keeps the node, its instance and its PPA: the driver is suspended, the slot
// loses its power, the card is changed, and the driver goes on with what it finds (O2). Its MAC
// address may be another one; GIO is asked once per boot only (A1).
#pragma once

#include <optional>
#include <string_view>

#include "machine/os.hpp"

namespace giosim::machine {

enum class CannotResume { no_card, other_kind, driver_failed };

// The paths of a slot: of the cards in it, and of the nodes that the kernel has there.
std::vector<HwPath> paths_in_slot(const Os& os, HwPath slot);
// All slots that hold or held a card in this boot, and those without power.
std::vector<HwPath> slots_of(const Os& os);

// olrad -r and -d. The slot has no power when it returns.
sim::Task<> prepare_to_replace(Os& os, HwPath slot);
sim::Task<> delete_cards(Os& os, HwPath slot);

// olrad -R. Nothing is wrong when it returns nothing; else the slot stays without power, unless it
// is a driver that failed with its new card.
sim::Task<std::optional<CannotResume>> replaced(Os& os, HwPath slot);

// olrad -A: power on, and the cards are found like any other (O2).
sim::Task<> added(Os& os, HwPath slot);

}  // namespace giosim::machine
