// A file that notices damage: body, checksum, and the copy that was good before it.
//
// A change writes the last good body to <path>.lkg and the new one to <path>, in one commit.
// Should the newest be damaged (torn write, bit rot), the copy is used, and the damage is said.
//
// On disk: one line "giosim-durable 1 <crc32, 8 hex digits> <bytes>\n", then the body.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/words.hpp"
#include "sim/disk.hpp"

namespace giosim::sim {

class DurableFile {
 public:
  struct Loaded {
    StoreCopy copy = StoreCopy::none;
    Bytes file = "";
    std::string_view body;             // a part of `file`; empty when copy is none
    std::vector<std::string> damaged;  // paths whose checksum was wrong
  };

  // A body that is to be sealed may reserve so many bytes more.
  static constexpr std::size_t kHeaderSize = 64;

  explicit DurableFile(std::string path) : path_(std::move(path)) {}

  // Remembers the good file, so that the next change can keep it as last known good.
  Loaded load(const Disk& disk);

  // The changes that make `sealed` the file. Call committed() when they are on the disk.
  Disk::Changes changes_to(const Bytes& sealed) const;
  void committed(const Bytes& sealed) { good_ = sealed; }

  const std::string& path() const { return path_; }

  static std::string seal(std::string body);
  // The body in these bytes, if they are as they were sealed.
  static std::optional<std::string_view> unseal(std::string_view bytes);

 private:
  std::string lkg_path() const { return path_ + ".lkg"; }

  std::string path_;
  std::optional<Bytes> good_;
};

}  // namespace giosim::sim
