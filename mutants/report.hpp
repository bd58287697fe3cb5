// Report: the hunt in words, as JSON, and the gallery as a page of the documentation.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "mutants/hunt.hpp"

namespace giosim::mutants {

// One line, or two: "killed  loses_equivalents  by I4 in scenarios/…:23".
std::string trial_text(const Trial& trial, std::size_t width);

// What no mutant needs and what some mutant cannot do without, over all kills.
std::string worth_text(std::span<const Trial> trials, std::span<const std::string> files);

std::string summary_text(std::span<const Trial> trials);

// "giosim.mutants/1". `not_passing`: the scenarios that fail with the right mechanism, too.
std::string trials_json(std::span<const Trial> trials, std::span<const std::string> not_passing);

// The gallery for people, and docs/MUTANTS.md.
std::string gallery_text(std::span<const Mutant> mutants);
std::string gallery_markdown(std::span<const Mutant> mutants);

}  // namespace giosim::mutants
