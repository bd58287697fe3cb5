// mutate: what the build calls to make mutants.
//
//   mutate NAME.diff ROOT OUT…     writes each changed source (the OUTs, in the order of the diff)
//   mutate --gallery OUT NAME.diff…  writes the diffs as a C++ file, for giosim-mutants
//
// Ends with 1 and a sentence when the source is not as the diff says.

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "mutants/mutant.hpp"

namespace {

using namespace giosim::mutants;
namespace fs = std::filesystem;

int fail(const std::string& sentence) {
  std::cerr << sentence << '\n';
  return 1;
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error(file.string() + ": error: it cannot be read");
  return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  out << text << std::flush;
  if (!out) throw std::runtime_error(file.string() + ": error: it cannot be written");
}

int write_sources(const std::string& diff, const fs::path& root,
                  const std::vector<std::string>& outs) {
  const auto mutant = parse_mutant(fs::path(diff).stem().string(), text_of(diff));
  if (!mutant) return fail(diff + ": error: " + mutant.error());
  if (mutant->changes.size() != outs.size()) return fail(diff + ": error: not so many files");
  for (std::size_t i = 0; i < outs.size(); ++i) {
    const Change& change = mutant->changes[i];
    const auto changed = with_change(text_of(root / change.file), change);
    if (!changed) return fail(diff + ": error: " + changed.error());
    // Sentences of MUST name the real file.
    write(outs[i], "#line 1 \"" + change.file + "\"\n" + *changed);
  }
  return 0;
}

int write_gallery(const std::string& out, const std::vector<std::string>& diffs) {
  std::string rows;
  for (const std::string& diff : diffs) {
    const std::string name = fs::path(diff).stem().string();
    const std::string text = text_of(diff);
    if (const auto mutant = parse_mutant(name, text); !mutant)
      return fail(diff + ": error: " + mutant.error());
    rows += "    {\"" + name + "\", R\"~~~(" + text + ")~~~\"},\n";
  }
  write(out,
        "// Made by mutants/mutate of mutants/gallery/*.diff.\n"
        "#include \"mutants/mutant.hpp\"\n\n"
        "namespace giosim::mutants {\n\n"
        "std::span<const GalleryText> gallery_texts() {\n"
        "  static constexpr GalleryText kTexts[] = {\n" +
            rows + "  };\n  return kTexts;\n}\n\n}  // namespace giosim::mutants\n");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  try {
    if (words.size() >= 3 && words[0] == "--gallery")
      return write_gallery(words[1], {words.begin() + 2, words.end()});
    if (words.size() >= 3)
      return write_sources(words[0], words[1], {words.begin() + 2, words.end()});
  } catch (const std::exception& error) {
    return fail(error.what());
  }
  return fail("usage: mutate NAME.diff ROOT OUT… | mutate --gallery OUT NAME.diff…");
}
