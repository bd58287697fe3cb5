// The files of the emulated machine, as commands see them.
//
// Most are on its disk. Programs, and the startup scripts with their links, come with the products
// that are installed, and are no bytes of the disk (Init::product_files); a file of the disk at the
// same path stands in their place. Somebody who removes one leaves its path in the list
// /var/adm/sw/removed: the disk knows what is gone, and takes it along to another machine.
//
// A directory is there when a file is below it. Paths are absolute.
// Assumed: the list of removed files; on HP-UX a product's file is a file as any other.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/disk.hpp"
#include "user/session.hpp"

namespace giosim::user {

inline constexpr std::string_view kRemovedFiles = "/var/adm/sw/removed";

// Nothing when there is no such file. "/dev/null" reads as empty.
std::optional<std::string> read_file(const machine::Os& os, std::string_view path);
std::optional<std::string> read_file(const Session& session, std::string_view path);

// The path of the file that a product's link stands for; empty for what is no link.
std::string link_target(const machine::Os& os, std::string_view path);

// A product's file that somebody removed, whatever stands in its place now.
bool is_removed(const machine::Os& os, std::string_view path);

bool is_directory(const Session& session, std::string_view path);

// Every path, in order.
std::vector<std::string> all_files(const machine::Os& os);

// The names directly below a directory, in order; sub-directories without a slash behind them.
std::vector<std::string> names_in(const machine::Os& os, std::string_view directory);

// Writes the file whole. "/dev/null" swallows it.
sim::Task<std::expected<void, sim::DiskError>> write_file(Session& session, std::string path,
                                                          std::string bytes);

// Adds to `changes` what makes the file be gone.
void add_removal(const machine::Os& os, const std::string& path, sim::Disk::Changes& changes);

}  // namespace giosim::user
