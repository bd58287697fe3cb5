// Journal: several files replaced as one, also on a disk that tears a commit.
//
// Before the files are touched, the journal says what they hold and what they are to hold, with a
// checksum. Power that goes after that leaves each file as it was, as it is to be, or torn in
// between; the next update finds the journal and ends the work. It is never in
// /etc/rc.config.d, whose files the startup scripts read without asking whose they are.
//
// What was written is read again before the journal goes: a write that the disk has lost is an error
// like any other, and the fix-up stays pending.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pi/fix_up.hpp"
#include "sim/disk.hpp"
#include "sim/process.hpp"

namespace giosim::pi {

inline constexpr std::string_view kJournal = "/var/adm/hpuxpi.journal";  // Assumed: its place

// Replaces them all, whole; on an error none of them, or, should the error come once the journal
// is written, whatever the disk made of it: finish_journal() puts that right.
sim::Task<std::expected<void, sim::DiskError>> replace_files(sim::Disk& disk,
                                                             std::vector<ReplacedFile> files);

// Ends what the power interrupted, and returns the files that it made whole. A file that says by
// now what neither the journal nor a torn write can have put there is somebody's work: it stays.
sim::Task<std::expected<std::vector<std::string>, sim::DiskError>> finish_journal(sim::Disk& disk);

std::string encode_journal(const std::vector<ReplacedFile>& files);
std::optional<std::vector<ReplacedFile>> decode_journal(std::string_view bytes);

}  // namespace giosim::pi
