// Mutant: a mechanism that is wrong in one known way.
//
// It is told as a diff without line numbers (mutants/gallery/NAME.diff): lines that stand in the real
// source, and what stands in their place. The build makes a copy of that source with the change in
// it, and links the copy in place of the right one; the mechanism itself knows nothing of mutants.
//
//   Wrong: The reserved instance is given to each NIC that asks for it.
//   Rule: A5
//   Killed-by: moves/duplicate_mac.yaml I1
//
//   --- gio/reassign.cpp
//   -  if (reservation->contested) return Because::already_taken;
//   +  if (reservation->contested) return std::nullopt;
//   @@
//    …
//
// Lines with "-" and " " in front must follow each other in the source, and exactly once: a mutant
// whose place has changed breaks the build and not the gallery's truth.
#pragma once

#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace giosim::mutants {

// Lines that give way to others.
struct Hunk {
  std::string before, after;  // whole lines, each with its "\n"
};

struct Change {
  std::string file;  // from the root: "gio/reassign.cpp"
  std::vector<Hunk> hunks;
};

struct Mutant {
  std::string name;
  std::string wrong;     // one sentence
  std::string rule;      // the rule that it breaks (docs/RULES.md)
  std::string scenario;  // of ours, below scenarios/: it must kill this mutant
  std::string by;        // by an invariant ("I1"), an expectation's key, or "MUST"
  std::string diff;      // as it is written
  std::vector<Change> changes;
};

// The error is a sentence with the number of the line.
std::expected<Mutant, std::string> parse_mutant(std::string_view name, std::string_view text);

// The source with the change in it.
std::expected<std::string, std::string> with_change(std::string_view source, const Change& change);

// The gallery, as the build has put it into the program; by name.
struct GalleryText {
  std::string_view name;
  std::string_view text;
};
std::span<const GalleryText> gallery_texts();
std::vector<Mutant> gallery();

}  // namespace giosim::mutants
