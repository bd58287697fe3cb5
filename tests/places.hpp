// Where this build's files are. They are known to tests/main.cpp alone: a path in every command line
// would keep the compiler's cache from serving another checkout.
#pragma once

#include <filesystem>

namespace giosim {

const std::filesystem::path& source_folder();       // the checkout
const std::filesystem::path& program_under_test();  // giosim of this build

// A C program or library that is built beside the tests: list_interfaces, libfailing_host.so.
std::filesystem::path c_program(const char* name);

}  // namespace giosim
