// Catch2's main, compiled once and linked into every test program.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#include "tests/places.hpp"

namespace giosim {

const std::filesystem::path& source_folder() {
  static const std::filesystem::path folder = GIOSIM_SOURCE_DIR;
  return folder;
}

const std::filesystem::path& program_under_test() {
  static const std::filesystem::path program = GIOSIM_PROGRAM;
  return program;
}

std::filesystem::path c_program(const char* name) {
  return std::filesystem::path(GIOSIM_C_PROGRAMS) / name;
}

}  // namespace giosim
