// The files of the emulated machine, as commands see them: paths on its disk.
//
// A directory is there when a file is below it. Paths are absolute.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/disk.hpp"
#include "user/session.hpp"

namespace giosim::user {

// "/dev/null" reads as empty. Nothing when there is no such file.
std::optional<std::string> read_file(const Session& session, std::string_view path);

bool is_directory(const Session& session, std::string_view path);

// The names directly below a directory, in order; sub-directories without a slash behind them.
std::vector<std::string> names_in(const Session& session, std::string_view directory);

// Writes the file whole. "/dev/null" swallows it.
sim::Task<std::expected<void, sim::DiskError>> write_file(Session& session, std::string path,
                                                          std::string bytes);

}  // namespace giosim::user
